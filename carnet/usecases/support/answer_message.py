"""Answer, by mail, somebody who wrote to the desk without signing in."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias
from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.accounts.contacts import read_mail
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.support.authority import DeskAct, NotDone
from carnet.core.support.messages import LONGEST_ANSWER, SHORTEST_ANSWER
from carnet.core.support.requests import RequestState
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel, Message, MessageNotSentError
from carnet.store import support_requests
from carnet.store.context import within
from carnet.usecases.support.desk_trace import is_refused_by_role, trace_at_desk

SUBJECT = "Une réponse à votre demande"


@dataclass(frozen=True, slots=True)
class MessageAnswered:
    """The mail left."""


class NotAnswered(Enum):
    """Why no mail left."""

    WORDS = "words"
    """Too short, or too long."""
    NOT_REREAD = "not-reread"
    """Nobody has stated that no health word and no name stand in it: a mail is read by others than its addressee."""
    NO_MAIL = "no-mail"
    """They gave a telephone number or a postal address, or it is destroyed: they are called, or written to."""
    NOT_SENT = "not-sent"
    """The gateway did not take it; nothing is kept, and it may be sent again."""


Answer: TypeAlias = MessageAnswered | NotAnswered | NotDone


def answer_message(request: UUID, words: str, *, is_reread: bool, actor: Actor, env: Environment) -> Answer:
    """Send an answer to the address that came with a request (interface.md 6.6: no name, no health word, no link).

    Only the reviewer reads the message and the address, and so answers. ``words``: sent and kept nowhere.
    ``is_reread``: their statement that no health word stands in them. For somebody who has a record, closing the
    request tells them by their own channel that an answer waits.
    """
    if is_refused_by_role(actor, DeskAct.ANSWER_MESSAGE, env=env):
        return NotDone.NOT_THIS_ROLE
    written = words.strip()
    if not SHORTEST_ANSWER <= len(written) <= LONGEST_ANSWER:
        return NotAnswered.WORDS
    if not is_reread:
        return NotAnswered.NOT_REREAD
    with within(NOBODYS_RECORD):
        held = support_requests.hold(request)
        if held is None or held.record is not None:
            return NotDone.NOT_THERE
        if held.state is RequestState.CLOSED:
            return NotDone.ALREADY_DECIDED
        address = read_mail(support_requests.written(request, keyring=env.keyring).get("reply_to", ""))
        if address is None:
            return NotAnswered.NO_MAIL
        try:
            env.messages.send(Message(Channel.MAIL, address, SUBJECT, _body(held.number, written)))
        except MessageNotSentError:
            return NotAnswered.NOT_SENT
        support_requests.mark_answered(request, at=env.clock.now())
        trace_at_desk(None, SecurityAct.DESK_ANSWER, actor=actor, env=env, detail=held.kind.value)
    return MessageAnswered()


def _body(number: str, words: str) -> str:
    return (
        f"Bonjour,\n\nVoici la réponse de l’assistance à votre demande {number}.\n\n{words}\n\n"
        "Ne répondez pas à ce message : personne ne le lirait. Pour nous écrire de nouveau, passez par la page de "
        "contact du site, ou appelez-nous : l’appel est gratuit."
    )
