"""What a browser is asked about passkeys, and what it answers: Web Authentication Level 3, by the library webauthn."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from carnet.core.accounts.passkeys import CHALLENGE_LASTS

LONGEST_ANSWER = 32 * 1024
"""Bytes of JSON: an answer with the attestation of a security key takes some three thousand."""

_WAITS = int(CHALLENGE_LASTS.total_seconds() * 1000)
NAME = "Carnet"

NOT_READ = (WebAuthnException, ValueError, KeyError, TypeError)
"""What the library raises: its own errors, and Python's for bytes that are not what they claim."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where people sign in. ``origin``: « https://carnet.example », without a last slash."""

    origin: str

    @property
    def domain(self) -> str:
        """The domain to which passkeys belong: a page of any other gets no answer from them."""
        return urlsplit(self.origin).hostname or ""


@dataclass(frozen=True, slots=True, repr=False)
class NewPasskey:
    """A passkey that a device has just made: its public half."""

    credential: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What came is no answer to the question that was asked, or nobody proved to the device who they are."""


def ask_for_new(site: Site, *, challenge: bytes, account: bytes, shown_name: str, known: Iterable[bytes]) -> str:
    """Write the question that makes a device propose a passkey, as JSON.

    ``account``: 16 opaque bytes by which the device tells accounts apart; ``known``: the credentials that the account
    has, so that no device makes a second one. The passkey is discoverable: no identifier is typed to sign in. The
    device must verify its person, by a finger, a face or a code: possession and person are the two factors
    (product.md, « Sign-in »). No maker is asked who they are.
    """
    options = generate_registration_options(
        rp_id=site.domain,
        rp_name=NAME,
        user_id=account,
        user_name=shown_name,
        user_display_name=shown_name,
        challenge=challenge,
        timeout=_WAITS,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return options_to_json(options)


def ask_for_any(site: Site, *, challenge: bytes, known: Iterable[bytes] = ()) -> str:
    """Write the question that a passkey answers, as JSON. ``known``: those of one account, or none for any at all."""
    options = generate_authentication_options(
        rp_id=site.domain,
        challenge=challenge,
        timeout=_WAITS,
        allow_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def read_new(answer: str, *, site: Site, challenge: bytes) -> NewPasskey | Unreadable:
    """Read the passkey that a device has made for this question, on a page of this very site."""
    if len(answer) > LONGEST_ANSWER:
        return Unreadable()
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.domain,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except NOT_READ:
        return Unreadable()
    return NewPasskey(made.credential_id, made.credential_public_key, made.sign_count)


@dataclass(frozen=True, slots=True)
class Claim:
    """What an answer says of itself before anything is verified: which passkey answers, and to which question."""

    credential: bytes
    challenge: bytes


def claim_of(answer: str) -> Claim | None:
    """Read what an answer claims; None for no answer at all."""
    if len(answer) > LONGEST_ANSWER:
        return None
    try:
        read = parse_authentication_credential_json(answer)
        return Claim(read.raw_id, parse_client_data_json(read.response.client_data_json).challenge)
    except NOT_READ:
        return None


def challenge_of_new(answer: str) -> bytes | None:
    """Read which question a new passkey says that it answers; None for no answer at all."""
    if len(answer) > LONGEST_ANSWER:
        return None
    try:
        read = parse_registration_credential_json(answer)
        return parse_client_data_json(read.response.client_data_json).challenge
    except NOT_READ:
        return None


def read_answer(answer: str, *, site: Site, challenge: bytes, public_key: bytes, sign_count: int) -> int | Unreadable:
    """Verify that a passkey answered this question; give its new count of signatures.

    A count that does not grow where there is one tells of a copy: refused (WebAuthn 3, 6.1.1).
    """
    try:
        verified = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.domain,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except NOT_READ:
        return Unreadable()
    return verified.new_sign_count
