"""The criteria of a search: each selects and excludes, alone and with others."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.documents.entry import Author, AuthorKind, DocumentEntry, DocumentStatus, ReferenceId
from carnet.core.documents.selection import Criteria, How, Span, Token, Word
from carnet.core.identifiers import DocumentId, OrganizationId, PractitionerId
from carnet.core.people import PersonName
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from tests.core.test_admission import AT, SOUND

LOINC = "2.16.840.1.113883.6.1"
NUMBER = UUID(int=12)
OLDER = DocumentId(UUID(int=7))
HOUR = timedelta(hours=1)
ENTRY = replace(
    SOUND,
    facility_type=Code("SA01", "1.2.250.1.71.4.2.4"),
    practice_setting=Code("ETABLISSEMENT", "1.2.250.1.213.1.1.4.9"),
    events=(Code("A", "1.2.3"), Code("B", "1.2.3")),
    confidentiality=frozenset({Confidentiality.NORMAL, Confidentiality.MASKED_TO_PROFESSIONALS}),
    service_stop=AT + HOUR,
    authors=(
        Author(AuthorKind.DEVICE, organization=OrganizationId("1751234567"), organization_name="Automate"),
        Author(
            AuthorKind.PROFESSIONAL, PractitionerId("899700000025"), name=PersonName("Lefèvre", "Anaïs Marie", "Dr")
        ),
    ),
    references=(ReferenceId("ACC-7", "1.2.250.1.999.7", "urn:ihe:iti:xds:2013:accession"),),
)


@dataclass(frozen=True, slots=True)
class Looked:
    """A document as a reader may see it."""

    entry: DocumentEntry
    status: DocumentStatus
    entry_uuid: UUID = NUMBER
    submitted_at: datetime = AT
    updated_at: datetime = AT + HOUR
    replaces: DocumentId | None = OLDER


def selects(criteria: Criteria, entry: DocumentEntry = ENTRY, status: DocumentStatus = DocumentStatus.CURRENT) -> bool:
    return criteria.select(Looked(entry, status))


SELECTING = [
    Criteria(),
    Criteria(statuses=frozenset({DocumentStatus.CURRENT, DocumentStatus.ARCHIVED})),
    Criteria(types=(Token("34112-3"),)),
    Criteria(types=(Token("11502-2"), Token("34112-3", LOINC))),
    Criteria(types=(Token("", LOINC),)),
    Criteria(classes=(Token("10"),)),
    Criteria(formats=(Token("urn:ihe:iti:xds:2017:mimeTypeSufficient"),)),
    Criteria(facilities=(Token("SA01"),)),
    Criteria(settings=(Token("ETABLISSEMENT"),)),
    Criteria(events=(Token("B"),)),
    Criteria(events=(Token("A"),), also=(Criteria(events=(Token("B"),)),)),
    Criteria(labels=(Token("MASQUE_PS"),)),
    Criteria(labels=(Token("N", "2.16.840.1.113883.5.25"),)),
    Criteria(unique_ids=("urn:oid:1.2.250.1.999.1", "x")),
    Criteria(unique_ids=("urn:uuid:00000000-0000-0000-0000-00000000000c",)),
    Criteria(author_families=(Word("lefevre"),)),
    Criteria(
        author_families=(
            Word("LEF"),
            Word("x"),
        ),
        author_givens=(Word("marie"),),
    ),
    Criteria(author_givens=(Word("Anais Marie"),)),
    Criteria(author_families=(Word("fev", How.HOLDS),)),
    Criteria(author_families=(Word("Lefèvre", How.IS),)),
    Criteria(author_numbers=(Token("899700000025", "1.2.250.1.71.4.2.1"),)),
    Criteria(author_numbers=(Token("1751234567"),)),
    Criteria(author_structures=(Token("1751234567"),)),
    Criteria(references=(Token("ACC-7", "1.2.250.1.999.7"),)),
    Criteria(replaced=(OLDER,)),
    Criteria(updated=(Span(start=AT + HOUR),)),
    Criteria(began=(Span(AT, AT + HOUR),)),
    Criteria(ended=(Span(start=AT + HOUR),)),
    Criteria(said=(("facilities", True), ("ended", True), ("replaced", True), ("author_families", True))),
    Criteria(none_of=(Criteria(types=(Token("11502-2"),)),)),
    Criteria(created=(Span(AT, AT + HOUR),)),
    Criteria(submitted=(Span(start=AT), Span(end=AT + HOUR))),
    Criteria(served=(Span(AT + HOUR, AT + 2 * HOUR),)),
    Criteria(served=(Span(end=AT + HOUR),)),
]
EXCLUDING = [
    Criteria(statuses=frozenset({DocumentStatus.SUPERSEDED})),
    Criteria(types=(Token("11502-2"),)),
    Criteria(types=(Token("34112-3", "1.2.3"),)),
    Criteria(types=(Token("34112-3", ""),)),
    Criteria(classes=(Token("42"),)),
    Criteria(formats=(Token("x"),)),
    Criteria(facilities=(Token("SA05"),)),
    Criteria(settings=(Token("x"),)),
    Criteria(events=(Token("C"),)),
    Criteria(events=(Token("A"),), also=(Criteria(events=(Token("C"),)),)),
    Criteria(labels=(Token("INVISIBLE_PATIENT"),)),
    Criteria(unique_ids=("urn:oid:1.2.250.1.999",)),
    Criteria(author_families=(Word("evre"),)),
    Criteria(author_families=(Word("lefevre"),), author_givens=(Word("paul"),)),
    Criteria(author_givens=(Word("paul"),)),
    Criteria(author_families=(Word("lefevre", How.IS),)),
    Criteria(author_families=(Word("durand", How.HOLDS),)),
    Criteria(author_structures=(Token("899700000025"),)),
    Criteria(references=(Token("ACC-8"),)),
    Criteria(replaced=(DocumentId(UUID(int=8)),)),
    Criteria(updated=(Span(end=AT + HOUR),)),
    Criteria(began=(Span(start=AT + HOUR),)),
    Criteria(ended=(Span(end=AT + HOUR),)),
    Criteria(said=(("facilities", False),)),
    Criteria(none_of=(Criteria(types=(Token("34112-3"),)),)),
    Criteria(created=(Span(end=AT),)),
    Criteria(created=(Span(start=AT), Span(end=AT))),
    Criteria(submitted=(Span(start=AT + HOUR),)),
    Criteria(served=(Span(end=AT),)),
    Criteria(served=(Span(start=AT + 2 * HOUR),)),
    Criteria(types=(Token("34112-3"),), classes=(Token("42"),)),
]


@pytest.mark.parametrize("criteria", SELECTING)
def test_the_document_is_found_by(criteria: Criteria) -> None:
    assert selects(criteria)


@pytest.mark.parametrize("criteria", EXCLUDING)
def test_the_document_is_not_found_by(criteria: Criteria) -> None:
    assert not selects(criteria)


def test_what_a_document_does_not_say_is_never_found_by_it() -> None:
    silent = replace(ENTRY, facility_type=None, practice_setting=None, events=(), service_start=None, authors=())
    for criteria in (
        Criteria(facilities=(Token("", "1.2.250.1.71.4.2.4"),)),
        Criteria(settings=(Token("ETABLISSEMENT"),)),
        Criteria(events=(Token("A"),)),
        Criteria(served=(Span(),)),
        Criteria(author_families=(Word(""),)),
    ):
        assert not selects(criteria, silent)


def test_an_act_without_end_lasts_an_instant() -> None:
    instant = replace(ENTRY, service_stop=None)
    assert selects(Criteria(served=(Span(AT, AT + HOUR),)), instant)
    assert not selects(Criteria(served=(Span(start=AT + HOUR),)), instant)


def test_nothing_is_dated_in_no_time() -> None:
    assert not Span().holds(None)
    assert Span().holds(AT)


INSTANTS = st.datetimes(timezones=st.just(UTC), min_value=datetime(1900, 1, 1), max_value=datetime(2199, 1, 1))  # noqa: DTZ001  the strategy adds the zone


@given(at=INSTANTS, bound=INSTANTS)
def test_an_instant_lies_before_a_bound_or_from_it_on(at: datetime, bound: datetime) -> None:
    assert Span(end=bound).holds(at) != Span(start=bound).holds(at)


@given(indexes=st.sets(st.integers(0, len(SELECTING + EXCLUDING) - 1), max_size=4))
def test_further_criteria_hold_together(indexes: set[int]) -> None:
    chosen = tuple((SELECTING + EXCLUDING)[index] for index in indexes)
    assert selects(Criteria(also=chosen)) == all(selects(one) for one in chosen)
