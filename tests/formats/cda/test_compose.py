"""A file put into a document, and read back."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.documents.entry import Author, AuthorKind
from carnet.core.identifiers import OrganizationId, PractitionerId, UniqueId
from carnet.core.people import Gender, IdentityTraits, PersonName
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import BASE_LEVELS, Confidentiality
from carnet.formats.cda.body import EmbeddedFile, read_body
from carnet.formats.cda.compose import wrap
from carnet.formats.cda.header import read_header
from carnet.formats.cda.model import CdaHeader, Custodian
from carnet.formats.content import examine_content
from tests.formats.cda.documents import DR_KELLER, arguments, header_of, note

WORDS = st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
NAMES = st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=12)
CODES = st.builds(Code, value=WORDS, system=st.just("1.2.250.1.999.4"), label=TEXTS | st.just(""))
ORGANIZATIONS = st.builds(OrganizationId, st.from_regex(r"[1-3][0-9]{9}", fullmatch=True))
INSTANTS = st.integers(-600_000_000, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
PERSON_NAMES = st.builds(PersonName, NAMES, NAMES, st.sampled_from(["", "Dr", "Pr", "M.", "Mme"]))
PROFESSIONALS = st.builds(
    Author,
    st.just(AuthorKind.PROFESSIONAL),
    st.builds(PractitionerId, st.from_regex(r"[08][0-9]{11}", fullmatch=True)),
    PERSON_NAMES,
    st.none() | CODES,
    ORGANIZATIONS,
    TEXTS,
)
OTHERS = st.sampled_from(
    [
        (AuthorKind.PATIENT, "EXP_PATIENT"),
        (AuthorKind.DEVICE, "DISPOSITIF"),
        (AuthorKind.INSURER, "ALIM_AM"),
    ]
).flatmap(
    lambda chosen: st.builds(
        Author,
        st.just(chosen[0]),
        st.none(),
        NAMES.map(PersonName),
        st.just(Code(chosen[1], "1.2.250.1.213.1.1.4.6", "")),
        st.none() if chosen[0] is AuthorKind.PATIENT else ORGANIZATIONS,
        st.just("") if chosen[0] is AuthorKind.PATIENT else TEXTS,
    )
)
UNIQUE_IDS = st.builds(
    lambda root, extension: UniqueId(f"urn:oid:{root}^{extension}" if extension else f"urn:oid:{root}"),
    st.from_regex(r"1\.2(\.(0|[1-9][0-9]{0,8})){1,6}", fullmatch=True),
    st.just("") | st.from_regex(r"[A-Za-z0-9.:_-]{1,20}", fullmatch=True),
) | st.uuids().map(lambda one: UniqueId(f"urn:uuid:{one}"))
TRAITS = st.builds(
    IdentityTraits,
    NAMES,
    st.lists(NAMES, min_size=1, max_size=3).map(tuple),
    st.sampled_from(Gender),
    st.dates(min_value=date(1900, 1, 1)),
    st.from_regex(r"[0-9]{5}", fullmatch=True),
    NAMES | st.just(""),
)


WITHOUT_ZONE = datetime(2024, 3, 1, tzinfo=UTC).replace(tzinfo=None)


@given(
    described=st.fixed_dictionaries(
        {
            "unique_id": UNIQUE_IDS,
            "traits": st.none() | TRAITS,
            "type_code": CODES,
            "title": TEXTS,
            "created": INSTANTS,
            "authors": st.lists(PROFESSIONALS | OTHERS, min_size=1, max_size=3).map(tuple),
            "legal_authenticator": PROFESSIONALS,
            "custodian": st.builds(Custodian, ORGANIZATIONS | st.none(), TEXTS),
            "service_start": INSTANTS,
            "service_stop": st.none(),
            "practice_setting": CODES,
            "facility_type": CODES,
            "events": st.lists(CODES, max_size=3, unique=True).map(tuple),
            "confidentiality": st.sampled_from(sorted(BASE_LEVELS, key=lambda level: level.value)),
            "language": st.sampled_from(["fr-FR", "en-US", "oc-FR"]),
            "set_id": UNIQUE_IDS,
            "version_number": st.integers(1, 999),
            "replaces": st.none() | UNIQUE_IDS,
        }
    ),
    file=st.binary(min_size=1, max_size=200),
)
def test_whatever_is_written_around_a_file_is_read_back(described: dict[str, object], file: bytes) -> None:
    content = wrap(file, "application/pdf", **arguments(**described))
    header = read_header(content, accepts_test=True)
    assert isinstance(header, CdaHeader), header
    assert {
        "unique_id": header.unique_id,
        "traits": header.traits,
        "type_code": header.type_code,
        "title": header.title,
        "created": header.effective_time,
        "authors": header.authors,
        "legal_authenticator": header.legal_authenticator,
        "custodian": header.custodian,
        "service_start": header.principal_event.start,
        "service_stop": header.principal_event.stop,
        "practice_setting": header.principal_event.practice_setting,
        "facility_type": header.facility_type,
        "events": header.events,
        "confidentiality": next(iter(header.confidentiality)),
        "language": header.language,
        "set_id": header.set_id,
        "version_number": header.version_number,
        "replaces": header.replaces,
    } == described
    assert read_body(content) == EmbeddedFile("application/pdf", file)


@pytest.mark.parametrize(
    ("media_type", "format_code"),
    [
        ("application/pdf", "urn:ihe:iti:xds-sd:pdf:2008"),
        ("text/plain", "urn:ihe:iti:xds-sd:text:2008"),
        ("application/rtf", "urn:ihe:iti-fr:xds-sd:rtf:2010"),
        ("image/jpg", "urn:ihe:iti-fr:xds-sd:jpeg:2010"),
        ("image/tiff", "urn:ihe:iti-fr:xds-sd:tiff:2010"),
        ("image/png", "urn:asipSante:modelesHorsProfils:2011"),
    ],
)
def test_the_kind_of_file_gives_the_format(media_type: str, format_code: str) -> None:
    assert header_of(wrap(b"x", media_type, **arguments())).format_code.value == format_code


def test_a_letter_put_into_a_document_may_be_kept() -> None:
    assert examine_content(note(), "text/xml") == ()


def test_what_a_patient_writes_is_kept_by_the_national_record() -> None:
    patient = Author(AuthorKind.PATIENT, name=PersonName("VERDIER", "Lise"))
    header = header_of(
        note(authors=(patient,), legal_authenticator=patient, custodian=Custodian(None, "Dossier médical partagé"))
    )
    assert header.authors == (patient,)
    assert header.custodian == Custodian(None, "Dossier médical partagé")


@pytest.mark.parametrize(
    ("media_type", "changes", "said"),
    [
        ("application/dicom", {}, "level 1"),
        ("text/html", {}, "level 1"),
        ("text/plain", {"confidentiality": Confidentiality.MASKED_TO_PROFESSIONALS}, "N, R or V"),
        ("text/plain", {"created": WITHOUT_ZONE}, "without zone"),
        ("text/plain", {"title": "a\x00b"}, "XML"),
        ("text/plain", {"authors": (DR_KELLER,), "service_start": WITHOUT_ZONE}, "without zone"),
    ],
)
def test_a_mistake_of_the_caller_stops_the_writing(media_type: str, changes: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        wrap(b"x", media_type, **arguments(**changes))
