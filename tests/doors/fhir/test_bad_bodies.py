"""Whatever is sent where a body is taken: told what is wrong and what to do, written down, and nothing stored."""

from collections.abc import Callable

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Holder
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import RecordId
from carnet.doors.fhir import router
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.consent import consent_id
from carnet.doors.fhir.route import Route
from tests.doors.fhir.bad_bodies import BAD_FORMS, Bad, bad, bad_bodies
from tests.doors.fhir.client import Answer, Software
from tests.installation import CAMILLE, KELLER, Installation, note
from tests.store.database import Database

SENT = [one for one in router.ROUTES if one.method in ("POST", "PUT", "PATCH") and not one.reads_form]
SEARCHES = [one for one in router.ROUTES if one.reads_form]
TAKEN = {"": "Bundle", "DocumentReference/$validate": "DocumentReference", "Bundle/$validate": "Bundle"}
"""What an address takes where its resource does not say it; any other operation, and a patch, takes Parameters."""
EMPTY = bad(b"", "malformed-json", "not-a-patch")
TRACE = ("access_log", "audit", "checkpoint", "token", "assertion", "procrastinate")
"""Tables in which an attempt, or a token, may leave a row; by how their names begin, or by a part of them."""


def named(route: Route) -> str:
    return f"{route.method} {route.path}"


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """Whose doctor the sender is."""
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    return record


@pytest.fixture
def path_of(installation: Installation, camille: RecordId) -> Callable[[Route], str]:
    """The address of a route, with numbers that lead somewhere."""
    document = installation.receives(CAMILLE, note(CAMILLE, by=KELLER), from_=KELLER)
    ids = {
        "DocumentReference": document_id_text(camille, document),
        "Consent": consent_id(camille, KELLER.identifier),
    }

    def of(route: Route) -> str:
        path = route.path.replace("{id}", ids.get(route.resource, record_id_text(camille)))
        return f"{path}?identifier=urn:oid:1.2.250.1.999.1.1" if named(route) == "PATCH DocumentReference" else path

    return of


@pytest.fixture
def stored(database: Database) -> Callable[[], dict[str, int]]:
    """How many rows each table holds, but for those of the trace."""

    def count() -> dict[str, int]:
        with database.admin() as admin:
            listed = admin.execute("select tablename from pg_tables where schemaname = 'public' order by 1").fetchall()
            names = [str(name) for (name,) in listed if not any(part in str(name) for part in TRACE)]
            both = " union all ".join(f"select '{name}', count(*) from {name}" for name in names)
            return {str(name): int(str(rows)) for name, rows in admin.execute(both).fetchall()}

    return count


def is_told(answer: Answer, sent: Bad) -> list[str]:
    """What is wrong with a refusal: it says where, by which rule, and what to do."""
    if answer.resource["resourceType"] != "OperationOutcome":
        return ["is no OperationOutcome"]
    issues = answer.resource["issue"]
    faults = [f"{answer.codes} is none of {sorted(sent.codes)}"] if not sent.codes & set(answer.codes) else []
    faults += ["says nothing of the place" for one in issues if not one.get("expression")]
    faults += ["says no remedy" for one in issues if not one["diagnostics"].endswith(".")]
    return faults


@pytest.mark.parametrize("route", SENT, ids=named)
def test_what_cannot_be_read_is_told_written_down_and_stored_nowhere(
    route: Route,
    path_of: Callable[[Route], str],
    software: Callable[[Actor], Software],
    stored: Callable[[], dict[str, int]],
    traced: Callable[..., list[AuditEvent]],
) -> None:
    path, sender, faults = path_of(route), software(KELLER), []
    is_check, is_operation = path.endswith("$validate"), route.interaction in ("operation", "patch")
    bodies = bad_bodies(TAKEN.get(route.path, "Parameters" if is_operation else route.resource))
    bodies |= {"nothing": EMPTY} if route.interaction != "operation" else {}
    before = stored()
    for what, sent in bodies.items():
        lines = len(traced())
        answer = sender.ask(route.method, path, sent.body, content_type=sent.content_type, **sent.headers)
        told = is_told(answer, sent)
        if not (400 <= answer.status < 500 or (is_check and answer.status == 200)):
            told.append("is no refusal")
        written = [(one.action, one.outcome.value) for one in traced()[lines:]]
        if written != [(route.action, "defective")] and not (is_check and answer.status == 200):
            told.append(f"is written down as {written}")
        faults += [f"{what}: {answer.status} {fault}" for fault in told]
    assert not faults, "\n".join(faults)
    assert stored() == before


@pytest.mark.parametrize("route", SEARCHES, ids=named)
def test_a_form_that_cannot_be_read_is_told_and_finds_nothing(
    route: Route,
    camille: RecordId,
    software: Callable[[Actor], Software],
    stored: Callable[[], dict[str, int]],
) -> None:
    asker, faults, before = software(Holder(camille)), [], stored()
    for what, sent in BAD_FORMS.items():
        answer = asker.ask("POST", route.path, sent.body, content_type=sent.content_type, **sent.headers)
        told = [fault for fault in is_told(answer, sent) if "place" not in fault]
        if not 400 <= answer.status < 500:
            told.append("is no refusal")
        faults += [f"{what}: {answer.status} {fault}" for fault in told]
    assert not faults, "\n".join(faults)
    assert stored() == before


def test_every_route_that_takes_a_body_is_tried() -> None:
    assert {Action.DEPOSIT_DOCUMENTS, Action.MASK_DOCUMENT, Action.OPEN_RECORD} <= {one.action for one in SENT}
    assert len(SENT) + len(SEARCHES) == sum(one.method in ("POST", "PUT", "PATCH") for one in router.ROUTES)
