"""A professional opens, at a counter, the account of somebody who was invited as a carer and shows who they are."""

from dataclasses import dataclass
from typing import TypeAlias

from carnet.core.access.actors import Actor
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store.account_people import AccountPerson
from carnet.store.context import within
from carnet.usecases.account.open_account import AccountOpened, NotOpened
from carnet.usecases.account.open_other_account import open_other_account
from carnet.usecases.account.trace_account import trace_account
from carnet.usecases.family.accept_invitation import NoInvitation
from carnet.usecases.family.answer_invitation import accept_by_code
from carnet.usecases.family.begin_by_invitation import waiting_invitation
from carnet.usecases.record.credentials_paper import HandedOver, handed_to_relative

CarerAnswer: TypeAlias = HandedOver | NotOpened | NoInvitation


@dataclass(frozen=True, slots=True, repr=False)
class InvitedCarer:
    """Who is there, as their identity document names them, and where their codes go: by ``channel``, read already."""

    given_name: str
    family_name: str
    channel: Channel
    mail: str = ""
    phone: str = ""

    def __repr__(self) -> str:
        """Hide the person."""
        return "InvitedCarer(…)"


def open_carer_account(
    code: str, carer: InvitedCarer, *, document_was_seen: bool, actor: Actor, env: Environment
) -> CarerAnswer:
    """Open it, and accept the invitation with it (product.md, « A carer »: « can be invited on paper at a counter »).

    ``code``: of the invitation, that the carer brings; ``document_was_seen``: the actor's statement that the identity
    document was shown. Who invites is not told. What is given back goes on paper or on the screen, once.
    """
    if waiting_invitation(code, env=env) is None:
        with within(NOBODYS_RECORD):
            act, at = SecurityAct.ACCOUNT_OPENING, env.clock.now()
            trace_account(NOBODYS_RECORD, act, at=at, env=env, by=party(actor), is_refused=True, detail="no-invitation")
        return NoInvitation()
    person = AccountPerson(carer.given_name.strip(), carer.family_name.strip(), carer.mail, carer.phone)
    opened = open_other_account(
        person, channel=carer.channel, identity_is_proved=document_was_seen, actor=actor, env=env
    )
    if not isinstance(opened, AccountOpened):
        return opened
    accept_by_code(code, account=opened.account, name=person.shown(), env=env)
    return handed_to_relative(HandedOver(""), person, opened, carer.channel)
