"""Deposits and a subscription at the same moment, several workers at once: nothing is missed, nothing is told twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from carnet.core.audit.events import Door, SecurityAct
from carnet.usecases.subscriptions.tell_subscribers import tell_subscribers
from tests.doors.fhir.subscriptions.conftest import Subscribing
from tests.installation import CAMILLE, HADDAD, note
from tests.store.test_races import at_once


def test_what_is_deposited_while_software_subscribes_is_before_it_or_told(
    subscribing: Subscribing, traced: Any
) -> None:
    software = subscribing.software()

    def depositing(number: int) -> Callable[[], object]:
        submitted = note(CAMILLE, by=HADDAD, number=number)
        return lambda: subscribing.installation.receives(CAMILLE, submitted, from_=HADDAD)

    def asking() -> object:
        return software.post("Subscription", subscribing.resource())

    at_once([depositing(1), depositing(2), asking, depositing(3), depositing(4)])
    lines = traced(subscribing.record)
    (began,) = [place for place, one in enumerate(lines) if one.action is SecurityAct.SUBSCRIPTION]
    since = {document for one in lines[began:] for document in one.documents}
    subscribing.turn()
    told = [number for numbers in subscribing.listener.numbers for number in numbers]
    assert told == [str(number) for number in range(1, len(since) + 1)]


def test_several_workers_tell_each_thing_once_and_in_its_order(subscribing: Subscribing) -> None:
    software = subscribing.software()
    numbers = [subscribing.subscribed(software) for _ in range(2)]
    for _ in range(3):
        subscribing.deposit()
    subscribing.installation.at(subscribing.installation.env.clock.now() + timedelta(minutes=1))
    env = replace(subscribing.installation.env, door=Door.TIMER)
    taken = at_once([lambda: tell_subscribers(env=env)] * 3)
    assert sum(taken) == 2
    assert subscribing.listener.numbers == [["1", "2", "3"]] * 2
    told = [
        one.state["subscription"].rpartition("/")[2] for one in subscribing.listener.received if one.state["events"]
    ]
    assert sorted(told) == sorted(numbers)
