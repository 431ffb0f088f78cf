"""Sign in with a passkey: the device and its person are the two factors, and no identifier is typed."""

from dataclasses import dataclass

from carnet.core.accounts.places import SOMEWHERE, Place
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.formats.passkeys import Site, claim_of
from carnet.ports.environment import Environment
from carnet.store import accounts, passkeys, sign_ins
from carnet.store.context import within
from carnet.store.passkeys import Purpose
from carnet.store.web_sessions import Whence
from carnet.usecases.account.enter import SignedIn, enter
from carnet.usecases.account.trace_account import UNIDENTIFIED, trace_account
from carnet.usecases.account.verify_passkey import verify_passkey


@dataclass(frozen=True, slots=True)
class PasskeyRefused:
    """Nothing opens: nobody has this passkey (any more), or its answer is not right. Nothing says which."""


def sign_in_with_passkey(
    answer: str, *, device: str | None, place: Place = SOMEWHERE, site: Site, env: Environment
) -> SignedIn | PasskeyRefused:
    """Open the session of whoever's passkey answers (product.md, « Sign-in »: it counts as both factors).

    ``answer``: the browser's JSON. ``device``, ``place``: as for ``confirm_code``. Signatures cannot be guessed: three
    failures close nothing here, and an account closed for a quarter of an hour to passwords opens to its passkeys.
    Each try is traced.
    """
    claim = claim_of(answer)
    found = passkeys.find(claim.credential) if claim is not None else None
    account = accounts.of_id(found.account) if found is not None else None
    record = account.history if account is not None else NOBODYS_RECORD
    with within(record):
        at = env.clock.now()
        held = accounts.hold(account.id) if account is not None else None
        verified = (
            verify_passkey(answer, claim, purpose=Purpose.SIGN_IN, account=None, site=site, at=at)
            if claim is not None
            else None
        )
        if verified is None or held is None or held.must_change_password or held.id != verified.account:
            trace_account(
                record, SecurityAct.SIGN_IN, at=at, env=env, by=UNIDENTIFIED, is_refused=True, detail="passkey"
            )
            return PasskeyRefused()
        digest = accounts.device_digest(device)
        if digest is not None:
            sign_ins.forget_failures(held.identifier, digest)
        return enter(held, device, Whence(place, digest), by="passkey", env=env)
