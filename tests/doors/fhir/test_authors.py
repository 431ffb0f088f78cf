"""Who wrote a document and who sent it, in each way that software says it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.documents.entry import Author, AuthorKind
from carnet.core.identifiers import OrganizationId, PractitionerId
from carnet.core.people import PersonName
from carnet.core.vocabulary.code import Code
from carnet.doors.fhir.mapping.authors import read_author, write_author, write_signatory
from carnet.doors.fhir.mapping.values import contained_by_id
from carnet.doors.fhir.names import AUTHOR_ORGANIZATION, ORGANIZATION_SYSTEM, PRACTITIONER_SYSTEM
from carnet.formats.fhir.validate import validate

HADDAD = {"system": PRACTITIONER_SYSTEM, "value": "899700000002"}
CHU = {"system": ORGANIZATION_SYSTEM, "value": "1440000289"}
PERSON = {"resourceType": "Practitioner", "id": "p", "identifier": [{"system": "urn:oid:1.2.3", "value": "12"}, HADDAD]}
NAMED = {**PERSON, "name": [{"family": "Haddad", "given": ["Inès", None], "_given": [None, {}], "prefix": ["Dr"]}]}
STRUCTURE = {"resourceType": "Organization", "id": "s", "name": "CHU", "identifier": [CHU]}
ROLE = {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "#p"}}
FULL_ROLE = {
    **ROLE,
    "organization": {"reference": "#s"},
    "specialty": [{"coding": [{"system": "urn:oid:1.2.250.1.213.1.1.4.5", "code": "G15_10/SM59"}]}],
    "code": [{"text": "médecin"}],
}
DEVICE = {
    "resourceType": "Device",
    "id": "d",
    "owner": {"reference": "#s"},
    "type": {"coding": [{"code": "DISPOSITIF"}]},
}
INES = Author(AuthorKind.PROFESSIONAL, PractitionerId("899700000002"))
THE_CHU = Author(AuthorKind.DEVICE, organization=OrganizationId("1440000289"), organization_name="CHU")


def referred(name: str) -> dict[str, Any]:
    return {"reference": f"#{name}"}


SAID: dict[str, tuple[dict[str, Any], list[dict[str, Any]], Author | None]] = {
    "a contained practitioner": (referred("p"), [PERSON], INES),
    "with her name, of which one part is unknown": (
        referred("p"),
        [NAMED],
        Author(AuthorKind.PROFESSIONAL, INES.person, PersonName("Haddad", "Inès", "Dr")),
    ),
    "a name in one text": (
        referred("p"),
        [{**PERSON, "name": [{"text": "Dr Inès Haddad"}]}],
        Author(AuthorKind.PROFESSIONAL, INES.person, PersonName("Dr Inès Haddad")),
    ),
    "a role in a structure": (
        referred("r"),
        [FULL_ROLE, PERSON, STRUCTURE],
        Author(
            AuthorKind.PROFESSIONAL,
            INES.person,
            role=Code("G15_10/SM59", "1.2.250.1.213.1.1.4.5"),
            organization=OrganizationId("1440000289"),
            organization_name="CHU",
        ),
    ),
    "a role that carries her number itself": (referred("r"), [{**ROLE, "identifier": [HADDAD]}], INES),
    "a role that names her by her number": (referred("r"), [{**ROLE, "practitioner": {"identifier": HADDAD}}], INES),
    "a role in a structure, of somebody unknown": (
        referred("r"),
        [{"resourceType": "PractitionerRole", "id": "r", "organization": {"reference": "#s"}}, STRUCTURE],
        Author(AuthorKind.PROFESSIONAL, organization=OrganizationId("1440000289"), organization_name="CHU"),
    ),
    "a role of nobody, nowhere": (referred("r"), [{"resourceType": "PractitionerRole", "id": "r"}], None),
    "a practitioner whom no national number names": (
        referred("p"),
        [{**PERSON, "identifier": [{"system": "urn:oid:1.2.3", "value": "12"}]}],
        None,
    ),
    "a structure": (referred("s"), [STRUCTURE], THE_CHU),
    "a machine of a structure": (
        referred("d"),
        [DEVICE, STRUCTURE],
        Author(
            AuthorKind.DEVICE,
            role=Code("DISPOSITIF", ""),
            organization=OrganizationId("1440000289"),
            organization_name="CHU",
        ),
    ),
    "the patient": (referred("me"), [{"resourceType": "Patient", "id": "me"}], Author(AuthorKind.PATIENT)),
    "somebody of the family": (referred("x"), [{"resourceType": "RelatedPerson", "id": "x"}], None),
    "a practitioner by her number": ({"identifier": HADDAD}, [], INES),
    "a structure by its number": (
        {"identifier": CHU, "display": "CHU"},
        [],
        THE_CHU,
    ),
    "a structure in the extension of MHD": (
        {"extension": [{"url": AUTHOR_ORGANIZATION, "valueReference": referred("s")}]},
        [STRUCTURE],
        THE_CHU,
    ),
    "an extension of somebody else": (
        {"extension": [{"url": "https://elsewhere.example", "valueString": "x"}]},
        [],
        None,
    ),
    "an empty extension of MHD": ({"extension": [{"url": AUTHOR_ORGANIZATION}]}, [], None),
    "somebody of another country": ({"identifier": {"system": "urn:oid:1.2.3", "value": "12"}}, [], None),
    "words": ({"display": "Dr Haddad"}, [], None),
    "something that is elsewhere": ({"reference": "Practitioner/12"}, [], None),
}


@pytest.mark.parametrize("how", SAID)
def test_an_author_is_read_as(how: str) -> None:
    reference, contained, expected = SAID[how]
    assert read_author(reference, contained_by_id({"contained": contained})) == expected


WORDS = st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=20)
CODES = st.builds(Code, WORDS, st.sampled_from(["1.2.250.1.213.1.1.4.5", "2.16.840.1.113883.6.1"]), WORDS | st.just(""))
ORGANIZATIONS = st.builds(OrganizationId, st.from_regex(r"[1-3][0-9]{9}", fullmatch=True))
PROFESSIONALS = st.builds(
    Author,
    st.just(AuthorKind.PROFESSIONAL),
    st.builds(PractitionerId, st.from_regex(r"[08][0-9]{11}", fullmatch=True)),
    st.none() | st.builds(PersonName, WORDS, WORDS | st.just(""), WORDS | st.just("")),
    st.none() | CODES,
    st.none() | ORGANIZATIONS,
    st.just("") | WORDS,
)
MACHINES = st.builds(
    Author, st.just(AuthorKind.DEVICE), st.none(), st.none(), st.none() | CODES, ORGANIZATIONS, st.just("") | WORDS
)


@given(author=PROFESSIONALS | MACHINES | st.just(Author(AuthorKind.PATIENT)))
def test_an_author_that_is_written_is_read_back_the_same(author: Author) -> None:
    resources = write_author(author, "author0")
    holder = {
        "resourceType": "DocumentReference",
        "status": "current",
        "contained": resources,
        "author": [{"reference": "#author0"}],
        "content": [{"attachment": {}}],
    }
    assert [one for one in validate(holder) if "contained" in one.where] == []
    assert read_author({"reference": "#author0"}, contained_by_id(holder)) == author


@given(author=PROFESSIONALS | MACHINES)
def test_who_signed_is_a_professional_or_a_structure(author: Author) -> None:
    signatory, *_ = write_signatory(author, "signer")
    assert signatory["resourceType"] == (
        "PractitionerRole" if author.kind is AuthorKind.PROFESSIONAL else "Organization"
    )
    assert signatory["id"] == "signer"


def test_the_signature_of_a_person_stays_in_their_document() -> None:
    assert write_signatory(Author(AuthorKind.PATIENT), "signer") == []
