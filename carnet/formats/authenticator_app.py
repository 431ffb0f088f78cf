"""What an authenticator app is given, and the codes that it shows: RFC 6238, the address of its key."""

import base64
import hmac
from collections.abc import Iterable

from pyotp.totp import TOTP

from carnet.core.accounts.authenticator_app import STEP
from carnet.core.accounts.one_time_code import DIGITS


def key_text(secret: bytes) -> str:
    """Write a secret as it is typed into an app that cannot read the picture: base32, in groups of four."""
    text = base64.b32encode(secret).decode("ascii").rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def key_address(secret: bytes, *, name: str, issuer: str) -> str:
    """Give the ``otpauth:`` address of a secret, which the picture holds. ``name``: under what the app lists it."""
    return str(_clockwork(secret).provisioning_uri(name=name, issuer_name=issuer))


def matching_steps(secret: bytes, typed: str, steps: Iterable[int]) -> tuple[int, ...]:
    """Find the steps whose code was typed, each compared in the same time. ``typed``: six digits."""
    clockwork = _clockwork(secret)
    codes = {step: clockwork.generate_otp(step) for step in steps}
    return tuple(step for step, code in codes.items() if hmac.compare_digest(code, typed))


def _clockwork(secret: bytes) -> TOTP:
    text = base64.b32encode(secret).decode("ascii")
    return TOTP(text, digits=DIGITS, interval=int(STEP.total_seconds()))
