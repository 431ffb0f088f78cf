"""TD0.4: the records that a professional may open, the last let into first, each decided when it is listed."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest

from carnet.core.access.actors import Actor, Holder, Professional
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.doors.fhir.identifiers import record_id_text
from carnet.usecases.consent.block_professional import block_professional, unblock_professional
from carnet.usecases.consent.name_treating_physician import name_treating_physician
from carnet.usecases.consent.withdraw_authorization import withdraw_authorization
from carnet.usecases.record.close_record import close_record
from tests.conftest import NOON
from tests.doors.fhir.client import Answer, Json, Software
from tests.installation import (
    CAMILLE,
    GEORGES,
    HADDAD,
    HOSPITAL,
    HOSPITAL_SOFTWARE,
    KELLER,
    PAUL_PODIATRIST,
    SECRETARY,
    Installation,
)

OWN = f"actor={KELLER.identifier.value}"


@pytest.fixture
def records(installation: Installation) -> tuple[RecordId, RecordId]:
    """Camille, then Georges, let Dr Keller in."""
    here = installation
    camille, georges = here.opens(CAMILLE), here.opens(GEORGES)
    here.at(NOON + timedelta(hours=1))
    here.authorizes(camille, KELLER)
    here.at(NOON + timedelta(hours=2))
    here.authorizes(georges, KELLER)
    here.at(NOON + timedelta(hours=3))
    return camille, georges


@pytest.fixture
def keller(records: tuple[RecordId, RecordId], software: Callable[[Actor], Software]) -> Software:
    assert records
    return software(KELLER)


def listed(answer: Answer) -> list[str]:
    """The ids of the patients whose consents were found."""
    assert answer.status == 200, answer.body
    assert "total" not in answer.json
    return [one["patient"]["reference"].removeprefix("Patient/") for one in answer.documents]


def ids(*records: RecordId) -> list[str]:
    return [record_id_text(one) for one in records]


def along(answer: Answer) -> list[Json]:
    return [one["resource"] for one in answer.json["entry"] if one["search"]["mode"] == "include"]


def test_keller_finds_those_who_let_her_in_the_last_one_first(
    keller: Software, records: tuple[RecordId, RecordId]
) -> None:
    camille, georges = records
    for query in (
        OWN,
        f"{OWN}&status=active",
        f"actor=urn:oid:1.2.250.1.71.4.2.1|{KELLER.identifier.value}",
        f"actor.identifier={KELLER.identifier.value}",
        f"actor:identifier={KELLER.identifier.value}",
    ):
        assert listed(keller.search("Consent", query)) == ids(georges, camille)
        assert listed(keller.get(f"Consent?{quote(query, safe='=&:')}")) == ids(georges, camille)
    found = keller.search("Consent", OWN).documents[0]
    assert (found["status"], found["provision"]["type"], found["dateTime"][11:16]) == ("active", "permit", "14:00")
    assert keller.get(f"Consent/{found['id']}").status == 200


def test_the_patients_come_along_with_their_number_and_no_trait(
    installation: Installation, keller: Software, records: tuple[RecordId, RecordId]
) -> None:
    name_treating_physician(records[0], KELLER.identifier, actor=Holder(records[0]), env=installation.env)
    answer = keller.search("Consent", f"{OWN}&_include=Consent:patient")
    georges, camille = along(answer)
    assert [one["id"] for one in (georges, camille)] == ids(*reversed(records))
    assert [one["identifier"][0]["value"] for one in (georges, camille)] == [
        person.identifiers[0].value for person in (GEORGES, CAMILLE)
    ]
    assert set(georges) == {"resourceType", "id", "extension", "active", "identifier"}
    assert "MOREL" not in answer.body.decode().upper()
    assert [len(one["extension"]) for one in (georges, camille)] == [1, 2], "she is the treating physician of Camille"
    assert [one for one in keller.search("Consent", OWN).json["entry"] if one["search"]["mode"] == "include"] == []


def test_each_page_begins_where_the_one_before_ended(keller: Software, records: tuple[RecordId, RecordId]) -> None:
    camille, georges = records
    first = keller.search("Consent", f"{OWN}&_count=1")
    assert listed(first) == ids(georges)
    following = first.link("next")
    assert following is not None
    assert all(one.identifiers[0].value not in following for one in (CAMILLE, GEORGES))
    second = keller.get(following)
    assert (listed(second), second.link("next")) == (ids(camille), None)
    nothing = keller.search("Consent", f"{OWN}&_count=0")
    assert (listed(nothing), nothing.link("next")) == ([], None)


def closed(here: Installation, record: RecordId) -> None:
    close_record(record, reason="no-use", actor=Holder(record), env=here.env)


def taken_back(here: Installation, record: RecordId) -> None:
    withdraw_authorization(record, KELLER.identifier, actor=Holder(record), env=here.env)


def blocked(here: Installation, record: RecordId) -> None:
    block_professional(record, KELLER.identifier, actor=Holder(record), env=here.env)


def blocked_and_let_be(here: Installation, record: RecordId) -> None:
    blocked(here, record)
    unblock_professional(record, KELLER.identifier, actor=Holder(record), env=here.env)


def over(here: Installation, record: RecordId) -> None:
    here.authorizes(record, KELLER, until=NOON + timedelta(hours=4))
    here.at(NOON + timedelta(hours=5))


@pytest.mark.parametrize("end", [closed, taken_back, blocked, blocked_and_let_be, over])
def test_a_record_that_opens_no_more_is_not_there(
    end: Callable[[Installation, RecordId], None],
    installation: Installation,
    records: tuple[RecordId, RecordId],
    software: Callable[[Actor], Software],
    traced: Callable[..., list[AuditEvent]],
) -> None:
    camille, georges = records
    end(installation, georges)
    before = len(traced(georges))
    answer = software(KELLER).search("Consent", f"{OWN}&_count=1&_include=Consent:patient")
    assert (listed(answer), answer.link("next")) == (ids(camille), None)
    assert len(traced(georges)) == before
    if end not in (closed, blocked):
        installation.at(NOON + timedelta(hours=6))
        installation.authorizes(georges, KELLER)
        assert listed(software(KELLER).search("Consent", OWN)) == ids(georges, camille)


def test_each_record_that_is_listed_keeps_a_line_of_it_and_the_asking_one_of_its_own(
    keller: Software, records: tuple[RecordId, RecordId], traced: Callable[..., list[AuditEvent]]
) -> None:
    camille, georges = records
    before = len(traced(camille))
    keller.search("Consent", f"{OWN}&_count=1")
    (line,) = (one for one in traced(georges) if one.detail == "own-records")
    assert (line.action.value, line.outcome.value, line.actor.identifier) == (
        "check-record",
        "done",
        KELLER.identifier.value,
    )
    assert len(traced(camille)) == before, "that of the next page was not shown"
    assert [one.detail for one in traced(NOBODYS_RECORD)][-1:] == ["own-records"]


def test_whoever_belongs_to_the_care_team_finds_the_records_of_their_establishment(
    installation: Installation, records: tuple[RecordId, RecordId], software: Callable[[Actor], Software]
) -> None:
    camille, georges = records
    installation.authorizes(camille, HOSPITAL)
    assert HADDAD.organization == HOSPITAL
    mine = f"actor={HADDAD.identifier.value}"
    assert listed(software(HADDAD).search("Consent", mine)) == ids(camille)
    installation.at(NOON + timedelta(hours=4))
    installation.authorizes(georges, HADDAD)
    installation.authorizes(camille, HADDAD)
    assert sorted(listed(software(HADDAD).search("Consent", mine))) == sorted(ids(camille, georges)), "each once"
    secretary = software(SECRETARY).search("Consent", f"actor={SECRETARY.identifier.value}")
    assert listed(secretary) == [], "who never consults has no record to open"


@pytest.mark.parametrize("who", [PAUL_PODIATRIST, HADDAD], ids=lambda one: one.profession)
def test_whom_nobody_let_in_finds_nobody(
    who: Professional, keller: Software, software: Callable[[Actor], Software]
) -> None:
    assert keller
    answer = software(who).search("Consent", f"actor={who.identifier.value}&_include=Consent:patient")
    assert (listed(answer), answer.link("next")) == ([], None)


WRONG: dict[str, list[str]] = {
    f"actor={HADDAD.identifier.value}": ["own-records-only"],
    f"{OWN},{HADDAD.identifier.value}": ["own-records-only"],
    f"{OWN}&status=inactive": ["bad-status"],
    f"{OWN}&_include=Consent:organization": ["include-refused"],
    f"{OWN}&_summary=count": ["not-counted"],
    f"{OWN}&_count=many": ["bad-count"],
    f"{OWN}&_after=there": ["bad-page"],
    "status=active": ["one-patient"],
}


@pytest.mark.parametrize("query", WRONG)
def test_what_is_not_ones_own_is_asked_for_in_vain(
    query: str, keller: Software, records: tuple[RecordId, RecordId], traced: Callable[..., list[AuditEvent]]
) -> None:
    before = [len(traced(one)) for one in records]
    answer = keller.search("Consent", query)
    assert (answer.status, answer.codes) == (400, WRONG[query])
    assert [len(traced(one)) for one in records] == before


def test_neither_a_person_nor_software_alone_has_such_a_list(
    keller: Software, records: tuple[RecordId, RecordId], software: Callable[[Actor], Software]
) -> None:
    assert keller
    for who, number in ((Holder(records[0]), "1"), (HOSPITAL_SOFTWARE, HOSPITAL.value)):
        answer = software(who).search("Consent", f"actor={number}")
        assert (answer.status, answer.codes) == (400, ["own-records-only"])


def test_what_such_a_list_does_not_know_is_told(keller: Software) -> None:
    answer = keller.search("Consent", f"{OWN}&_sort=date&colour=red")
    assert len(answer.warnings) == 1
    for name in ("_sort", "colour"):
        assert name in answer.warnings[0]["diagnostics"]
    assert keller.search("Consent", f"{OWN}&colour=red", Prefer="handling=strict").codes == ["unknown-search-parameter"]
