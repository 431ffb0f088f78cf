"""An adult invites somebody by a code: sent to an address that they know, or handed over on paper."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.access.decision import Refusal
from carnet.core.accounts.contacts import read_mail, read_phone
from carnet.core.accounts.credentials import MADE_FROM, normal_identifier, spell
from carnet.core.identifiers import RecordId
from carnet.core.record.carer import TooManyCarers
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel, Message, MessageNotSentError
from carnet.store import carer_invitations
from carnet.store.carer_invitations import Invitation
from carnet.usecases.family.end_carer import end_carer
from carnet.usecases.family.invite_carer import CarerInvited, CaresAlready, invite_carer

SUBJECT = "Une invitation à aider quelqu’un"


@dataclass(frozen=True, slots=True, repr=False)
class CodeGiven:
    """The invitation waits until then. ``code``: to be handed over on paper; empty when it was sent."""

    until: datetime
    code: str

    def __repr__(self) -> str:
        """Hide the code."""
        return "CodeGiven(…)"


@dataclass(frozen=True, slots=True)
class AddressUnreadable:
    """Nothing was done: what was typed is no mail address and no mobile number."""


@dataclass(frozen=True, slots=True)
class NotSent:
    """The code could not leave: the invitation is taken back, and may be made again."""


Answer = CodeGiven | AddressUnreadable | NotSent | CaresAlready | TooManyCarers | Refusal


def invite_by_code(
    record: RecordId,
    channel: Channel | None,
    typed: str,
    *,
    actor: Holder | Representative | Carer,
    env: Environment,
) -> Answer:
    """Invite a carer for a week, by a code that is good once (product.md: « by invitation that expires »).

    ``channel``: how the code goes; None for a paper that the person hands over. ``typed``: the address, as written.
    Neither the mail nor the SMS says who invites: the code alone tells, to whom types it once signed in.
    """
    address = _address(channel, typed)
    if address is None:
        return AddressUnreadable()
    invited = f"invited-{env.chance.identifier()}"
    answer = invite_carer(record, invited, actor=actor, env=env)
    if not isinstance(answer, CarerInvited):
        return answer
    code = spell(env.chance.secret(MADE_FROM))
    kept = Invitation(record, invited, channel, address, answer.until)
    nonce = env.chance.secret(VALUE_NONCE_SIZE)
    carer_invitations.keep(code_digest(code, env=env), code, kept, at=env.clock.now(), nonce=nonce)
    if channel is None:
        return CodeGiven(answer.until, code)
    try:
        env.messages.send(Message(channel, address, SUBJECT if channel is Channel.MAIL else "", body_of(code)))
    except MessageNotSentError:
        taken_back = end_carer(record, invited, actor=actor, env=env)
        return taken_back if isinstance(taken_back, Refusal) else NotSent()
    return CodeGiven(answer.until, "")


def code_digest(code: str, *, env: Environment) -> bytes:
    """Give the keyed digest under which a code is looked up, however it was typed."""
    return env.keyring.lookup_digest(f"carer-invitation|{normal_code(code)}")


def normal_code(typed: str) -> str:
    """Write a code as it was made: small letters, a hyphen after each group of four."""
    letters = "".join(letter for letter in normal_identifier(typed) if letter.isalnum())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def body_of(code: str) -> str:
    """Say the code first: no name, no health word, no link (interface.md 6.6)."""
    return (
        f"{code} est votre code d’invitation, valable 7 jours. Quelqu’un vous propose de l’aider avec son dossier. "
        "Sur le site, choisissez « J’ai reçu une invitation »."
    )


def _address(channel: Channel | None, typed: str) -> str | None:
    if channel is None:
        return ""
    return read_mail(typed) if channel is Channel.MAIL else read_phone(typed)
