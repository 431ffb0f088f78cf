"""Ask a device for a passkey: to sign in, to prove again who one is, or to make one."""

from dataclasses import dataclass

from carnet.core.accounts.passkeys import CHALLENGE_SIZE
from carnet.formats.passkeys import Site, ask_for_any, ask_for_new
from carnet.ports.environment import Environment
from carnet.store import passkeys
from carnet.store.passkeys import Purpose
from carnet.usecases.account.who_is_here import Here, NobodyHere, ProofNeeded, who_has_proved, who_is_here


@dataclass(frozen=True, slots=True)
class PasskeyQuestion:
    """What the browser hands to the device, as JSON. It is no secret, and is answered once."""

    options: str


def ask_to_sign_in(*, site: Site, env: Environment) -> PasskeyQuestion:
    """Ask any passkey of this site to sign somebody in: nobody says first who they are (product.md, « Sign-in »)."""
    challenge = env.chance.secret(CHALLENGE_SIZE)
    passkeys.ask(challenge, Purpose.SIGN_IN, account=None, at=env.clock.now())
    return PasskeyQuestion(ask_for_any(site, challenge=challenge))


def ask_to_prove(token: str, *, site: Site, env: Environment) -> PasskeyQuestion | NobodyHere:
    """Ask one of the passkeys of the person whose session this is to prove that they are still there."""
    here = who_is_here(token, env=env)
    if isinstance(here, NobodyHere):
        return here
    challenge = env.chance.secret(CHALLENGE_SIZE)
    passkeys.ask(challenge, Purpose.PROOF, account=here.account.id, at=env.clock.now())
    return PasskeyQuestion(ask_for_any(site, challenge=challenge, known=passkeys.credentials_of(here.account.id)))


def ask_to_add(token: str, *, site: Site, env: Environment) -> PasskeyQuestion | ProofNeeded | NobodyHere:
    """Ask a device to make a passkey for the person whose session this is, once they have proved who they are."""
    here = who_has_proved(token, env=env)
    if not isinstance(here, Here):
        return here
    account = here.account.id
    challenge = env.chance.secret(CHALLENGE_SIZE)
    passkeys.ask(challenge, Purpose.ADDITION, account=account, at=env.clock.now())
    options = ask_for_new(
        site,
        challenge=challenge,
        account=account.bytes,
        shown_name=here.session.shown_name,
        known=passkeys.credentials_of(account),
    )
    return PasskeyQuestion(options)
