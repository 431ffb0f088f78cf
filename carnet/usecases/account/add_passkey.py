"""Add a passkey to the account of the person whose session this is."""

from enum import Enum

from carnet.core.accounts.passkeys import CHALLENGE_LASTS, MOST_PASSKEYS, name_of
from carnet.core.audit.events import SecurityAct
from carnet.formats.passkeys import NewPasskey, Site, challenge_of_new, read_new
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.store import accounts, passkeys, sign_ins
from carnet.store.accounts import Account
from carnet.store.context import within
from carnet.store.passkeys import Passkey, Purpose
from carnet.usecases.account.tell_account import tell_account
from carnet.usecases.account.trace_account import trace_own
from carnet.usecases.account.who_is_here import Here, NobodyHere, ProofNeeded, who_has_proved


class PasskeyAdded(Enum):
    """What came of it."""

    ADDED = "added"
    NAMELESS = "nameless"
    """The name is empty, or too long."""
    NOT_MADE = "not-made"
    """What came from the browser is no passkey made for this question, on a page of this site."""
    KNOWN = "known"
    """An account has this passkey already."""
    TOO_MANY = "too-many"


def add_passkey(
    token: str, answer: str, name: str, *, site: Site, env: Environment
) -> PasskeyAdded | ProofNeeded | NobodyHere:
    """Keep the passkey that a device has made, under the name that its person gives it (product.md, « Sign-in »).

    ``answer``: the browser's JSON. The person is told of it on every channel. Sign-ins under way end: a passkey is a
    stronger way in, and none of the weaker ones is left half open.
    """
    here = who_has_proved(token, env=env)
    if not isinstance(here, Here):
        return here
    known_as = name_of(name)
    if known_as is None:
        return PasskeyAdded.NAMELESS
    account = here.account
    with within(account.history):
        accounts.hold(account.id)
        outcome = _add(account, answer, known_as, site, env)
        at = env.clock.now()
        is_refused = outcome is not PasskeyAdded.ADDED
        detail = outcome.value if is_refused else ""
        trace_own(account, SecurityAct.PASSKEY_ADDITION, at=at, env=env, is_refused=is_refused, detail=detail)
        if not is_refused:
            sign_ins.end_attempts(account.id)
            tell_account(account, "passkey-added", at=at, env=env)
    return outcome


def _add(account: Account, answer: str, name: str, site: Site, env: Environment) -> PasskeyAdded:
    at = env.clock.now()
    challenge = challenge_of_new(answer)
    if challenge is None:
        return PasskeyAdded.NOT_MADE
    since = at - CHALLENGE_LASTS
    if not passkeys.take_question(challenge, Purpose.ADDITION, account=account.id, since=since):
        return PasskeyAdded.NOT_MADE
    made = read_new(answer, site=site, challenge=challenge)
    if not isinstance(made, NewPasskey):
        return PasskeyAdded.NOT_MADE
    if len(passkeys.credentials_of(account.id)) >= MOST_PASSKEYS:
        return PasskeyAdded.TOO_MANY
    passkey = Passkey(env.chance.identifier(), account.id, made.credential, made.public_key, made.sign_count)
    nonce = env.chance.secret(VALUE_NONCE_SIZE)
    is_new = passkeys.add(passkey, name, at=at, keyring=env.keyring, nonce=nonce)
    return PasskeyAdded.ADDED if is_new else PasskeyAdded.KNOWN
