"""The whole inventory, asked by one reader in one world; and what the mails said meanwhile."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from carnet.core.access.actors import Actor, Carer, Holder, Professional, Representative
from carnet.core.identifiers import RecordId
from carnet.infra.messages import FileOutbox
from carnet.usecases.notices.send_notice import send_notice
from tests.two_worlds import fhir
from tests.two_worlds.asking import Answer, Asking, Browser, Route, Scene, sit_down
from tests.two_worlds.family_pages import FAMILY_ACTS, FAMILY_LEAVING, FAMILY_READINGS
from tests.two_worlds.pages import (
    PATIENT_ACTS,
    PATIENT_LEAVING,
    PATIENT_READINGS,
    PUBLIC,
)
from tests.two_worlds.people import AFTERWARDS
from tests.two_worlds.professional_pages import PROFESSIONAL_ACTS, PROFESSIONAL_LEAVING, PROFESSIONAL_READINGS
from tests.two_worlds.stage import Hidden, Stage

Answers = list[Answer]


def walk(stage: Stage, actor: Actor, hidden: Hidden, *, with_public: bool, apart: frozenset[str]) -> Answers:
    """Ask every route that this reader can reach, and the readings again once they have acted.

    ``with_public``: those too that are the same for everybody, which one reader of each kind of hiding asks.
    ``apart``: those that this reader does not take.
    """
    scene = Scene(stage.person, stage.record, stage, actor, hidden)
    browser = sit_down(stage, actor, about=stage.record)
    answers: Answers = []
    for name, route in _routes(actor, with_public=with_public):
        if name in apart:
            continue
        answers += _ask(browser, name, route(scene))
    if isinstance(actor, Holder | Representative):
        answers += mails(stage)
    return answers


def glance(stage: Stage, actor: Actor, hidden: Hidden) -> Answers:
    """Ask for the list and the history only: enough to see a difference where there must be one."""
    scene = Scene(stage.person, stage.record, stage, actor, hidden)
    browser = sit_down(stage, actor, about=stage.record)
    return [one for route in fhir.AFTERWARDS.values() for one in _ask(browser, "at a glance", route(scene))]


def _ask(browser: Browser, name: str, asking: Asking) -> Iterator[Answer]:
    """Send the requests of a route one after the other, each answer given back to the route."""
    try:
        ask = next(asking)
        while True:
            answer = browser.ask(ask, name)
            yield answer
            ask = asking.send(answer)
    except StopIteration:
        return


def _routes(actor: Actor, *, with_public: bool) -> Iterator[tuple[str, Route]]:
    """The inventory as this reader goes through it: what ends the session comes last."""
    readings, acts, leaving = _site(actor)
    for table in (fhir.READINGS, fhir.ACTS, fhir.AFTERWARDS, fhir.AROUND):
        yield from ((" ".join(name), route) for name, route in table.items())
    for pages_of in (readings, acts, readings, PUBLIC if with_public else {}, leaving):
        yield from pages_of.items()


def _site(actor: Actor) -> tuple[Mapping[str, Route], Mapping[str, Route], Mapping[str, Route]]:
    """The pages of the site of such a person: readings, acts, and what ends the session."""
    match actor:
        case Professional():
            return PROFESSIONAL_READINGS, PROFESSIONAL_ACTS, PROFESSIONAL_LEAVING
        case Holder() | Representative() | Carer():
            readings, acts = PATIENT_READINGS | FAMILY_READINGS, PATIENT_ACTS | FAMILY_ACTS
            return readings, acts, FAMILY_LEAVING | PATIENT_LEAVING
        case _:
            return {}, {}, {}


def mails(stage: Stage) -> Answers:
    """Send all that is owed about this record, and read every mail and SMS that left, with its hour."""
    stage.here.at(AFTERWARDS)
    with stage.database.admin() as admin:
        owed = admin.execute(
            "select record_id, id, kind, created_at, due_at from notice order by due_at, created_at, kind, id"
        ).fetchall()
    said = []
    for record, notice, kind, created_at, due_at in owed:
        assert send_notice(RecordId(UUID(str(record))), UUID(str(notice)), env=stage.env)
        said.append(f"{kind} {created_at} {due_at}")
    outbox = stage.env.messages
    assert isinstance(outbox, FileOutbox)
    said += [
        f"{one.message.channel} {one.message.address} {one.message.subject} {one.message.body}"
        for one in outbox.outbox()
    ]
    return [Answer("mails", 200, (), "\n".join(said).encode(), 0)]
