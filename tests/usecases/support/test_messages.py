"""Messages of people who have not signed in: how many are taken, who answers, and what is kept of their address."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.support.authority import NotDone
from carnet.core.support.messages import FROM_ONE_PLACE, IN_ALL, coarse_place
from carnet.core.support.requests import Outcome, RequestKind
from carnet.infra.messages import FileOutbox
from carnet.ports.environment import Environment
from carnet.ports.messages import Message, MessageNotSentError
from carnet.store import message_counts, support_requests
from carnet.store.models import MessageCountRow, SupportRequestRow
from carnet.usecases.support.answer_message import MessageAnswered, NotAnswered, answer_message
from carnet.usecases.support.close_request import close_request
from carnet.usecases.support.forget_desk_proofs import forget_desk_proofs
from carnet.usecases.support.open_request import RequestOpened
from carnet.usecases.support.write_to_desk import Answer, TooManyMessages, write_to_desk
from tests.adapters.clocks import StoppedClock
from tests.store.database import Database
from tests.usecases.support.desk import ALI, ODILE, at_the_desk, desk_lines, passes, the_worker

HERE = "192.0.2.17"
ANSWER = "Vous pouvez venir à l’accueil, avec votre carte."


@pytest.fixture
def env(env: Environment) -> Environment:
    return at_the_desk(replace(env, clock=StoppedClock()))


class DeadGateway:
    """Takes no message."""

    def send(self, message: Message) -> None:
        raise MessageNotSentError(message.channel.value)


def writes(env: Environment, *, address: str = HERE, reply_to: str = "paul@example.org") -> Answer:
    """Somebody writes from the contact page."""
    told = {"text": "Comment ouvrir ?", "reply_to": reply_to}
    return write_to_desk(RequestKind.CONTACT, told, once=None, address=address, env=env)


def request_of(answer: Answer) -> RequestOpened:
    assert isinstance(answer, RequestOpened)
    return answer


def sent(env: Environment) -> list[tuple[str, str]]:
    outbox = env.messages
    assert isinstance(outbox, FileOutbox)
    return [(one.message.address, one.message.body) for one in outbox.outbox()]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.17", "192.0.2.0/24"),
        ("2001:db8:12:34::1", "2001:db8:12::/48"),
        ("", "unknown"),
        ("camille", "unknown"),
    ],
)
def test_of_where_somebody_writes_only_a_coarse_network_is_told(address: str, place: str) -> None:
    assert coarse_place(address) == place


def test_one_place_writes_so_much_in_an_hour_and_the_others_go_on(env: Environment) -> None:
    for number in range(FROM_ONE_PLACE):
        request_of(writes(env, address=f"192.0.2.{number}"))
    assert writes(env) == TooManyMessages()
    request_of(writes(env, address="198.51.100.1"))
    passes(env, timedelta(hours=1))
    request_of(writes(env))


def test_in_all_the_desk_takes_so_much_in_an_hour(env: Environment) -> None:
    MessageCountRow.objects.create(
        digest=env.keyring.lookup_digest("desk-message|everywhere|2026-11-21T12:00:00+00:00"),
        began_at=env.clock.now(),
        count=IN_ALL,
    )
    assert writes(env) == TooManyMessages()


def test_the_counts_are_forgotten_the_next_day(env: Environment, database: Database) -> None:
    writes(env)
    with the_worker(database):
        forget_desk_proofs(env=env)
    assert MessageCountRow.objects.count() == 2
    passes(env, timedelta(days=1, hours=1))
    with the_worker(database):
        forget_desk_proofs(env=env)
    assert MessageCountRow.objects.count() == 0
    assert message_counts.count_one(b"new", began_at=env.clock.now()) == 1


def test_the_reviewer_answers_to_the_address_that_was_given(env: Environment) -> None:
    asked = request_of(writes(env))
    assert answer_message(asked.id, ANSWER, is_reread=True, actor=ODILE, env=env) == MessageAnswered()
    ((address, body),) = sent(env)
    assert address == "paul@example.org"
    assert asked.number in body
    assert ANSWER in body
    kept = support_requests.of_id(asked.id)
    assert kept is not None
    assert kept.answered_at == env.clock.now()
    assert ("desk-answer", "done", "reviewer", "contact") in desk_lines(NOBODYS_RECORD, env)


def test_an_agent_who_reads_no_message_answers_none(env: Environment) -> None:
    asked = request_of(writes(env))
    assert answer_message(asked.id, ANSWER, is_reread=True, actor=ALI, env=env) is NotDone.NOT_THIS_ROLE
    assert sent(env) == []


def test_nothing_leaves_that_was_not_reread_or_has_no_address(env: Environment) -> None:
    asked = request_of(writes(env, reply_to="06 39 98 00 00"))
    assert answer_message(asked.id, "Oui", is_reread=True, actor=ODILE, env=env) is NotAnswered.WORDS
    assert answer_message(asked.id, ANSWER, is_reread=False, actor=ODILE, env=env) is NotAnswered.NOT_REREAD
    assert answer_message(asked.id, ANSWER, is_reread=True, actor=ODILE, env=env) is NotAnswered.NO_MAIL
    assert sent(env) == []


def test_an_answer_that_no_gateway_takes_is_sent_again(env: Environment) -> None:
    asked = request_of(writes(env))
    dead = replace(env, messages=DeadGateway())
    assert answer_message(asked.id, ANSWER, is_reread=True, actor=ODILE, env=dead) is NotAnswered.NOT_SENT
    kept = support_requests.of_id(asked.id)
    assert kept is not None
    assert kept.answered_at is None
    assert answer_message(asked.id, ANSWER, is_reread=True, actor=ODILE, env=env) == MessageAnswered()


def test_the_address_is_destroyed_thirty_days_after_the_end(env: Environment, database: Database) -> None:
    asked = request_of(writes(env))
    close_request(asked.id, Outcome.DONE, actor=ODILE, env=env)
    assert answer_message(asked.id, ANSWER, is_reread=True, actor=ODILE, env=env) is NotDone.ALREADY_DECIDED
    passes(env, timedelta(days=30))
    with the_worker(database):
        assert forget_desk_proofs(env=env) == 1
    row = SupportRequestRow.objects.get(id=asked.id)
    assert (bytes(row.sealed), bytes(row.wrapped_key)) == (b"", b"")
    assert support_requests.written(asked.id, keyring=env.keyring) == {}
