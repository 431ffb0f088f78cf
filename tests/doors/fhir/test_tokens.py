"""How software gets a token, what is kept of it, and for whom it then speaks."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from carnet.core.access.actors import Holder, StructureKind
from carnet.core.audit.events import AuditEvent, SecurityAct
from carnet.core.identifiers import OrganizationId
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.store import directory, tokens
from carnet.store.directory import Organization
from carnet.store.tokens import Client, ClientKind
from carnet.usecases.consent.block_professional import block_professional
from tests.conftest import NOON
from tests.doors.fhir.client import Software, bundle
from tests.doors.fhir.keys import Keys, ask_token, claims_of, ec_keys, introspect, naming, rsa_keys
from tests.installation import (
    CAMILLE,
    HADDAD,
    HOSPITAL,
    HOSPITAL_SOFTWARE,
    KELLER,
    NURSE,
    PAUL_PODIATRIST,
    PRACTICE,
    SECRETARY,
    Installation,
    note,
)
from tests.store.database import Database

pytestmark = pytest.mark.usefixtures("installation")


@dataclass(frozen=True, slots=True)
class Sender:
    """A piece of software, registered, with its keys."""

    client_id: str
    keys: Keys

    def token(self, **changed: object) -> str:
        """The token that it gets for a sound assertion, but for what is changed."""
        answer = ask_token(self.keys.sign(claims_of(self.client_id, at=NOON, **changed)))
        assert answer.status == 200, answer.body
        token = answer.json["access_token"]
        assert isinstance(token, str)
        return token

    def speaking(self, **changed: object) -> Software:
        """It, with that token."""
        return Software(self.token(**changed))


@pytest.fixture(scope="module")
def of_the_hospital() -> Keys:
    return rsa_keys()


@pytest.fixture(scope="module")
def of_keller() -> Keys:
    return ec_keys()


@pytest.fixture
def hospital(of_the_hospital: Keys) -> Sender:
    tokens.save_client(Client("chu", ClientKind.STRUCTURE, None, HOSPITAL, of_the_hospital.jwks))
    return Sender("chu", of_the_hospital)


@pytest.fixture
def practice(of_keller: Keys) -> Sender:
    tokens.save_client(Client("keller", ClientKind.PROFESSIONAL, KELLER.identifier, PRACTICE, of_keller.jwks))
    return Sender("keller", of_keller)


def test_the_software_of_a_doctor_gets_a_token_that_speaks_for_her(
    practice: Sender, installation: Installation
) -> None:
    record = installation.opens(CAMILLE)
    document = installation.receives(CAMILLE, note(CAMILLE, by=KELLER), from_=KELLER)
    installation.authorizes(record, KELLER)
    read = practice.speaking().get(f"Binary/{document_id_text(record, document)}")
    assert (read.status, read.body.decode()) == (200, "Compte rendu de séjour.")


def test_a_token_lives_a_quarter_of_an_hour_and_is_never_stored_on_the_way(practice: Sender) -> None:
    answer = ask_token(practice.keys.sign(claims_of("keller", at=NOON)))
    assert answer.json == {"access_token": answer.json["access_token"], "token_type": "Bearer", "expires_in": 900}
    assert (answer.headers["Cache-Control"], answer.headers["Pragma"]) == ("no-store", "no-cache")


def test_a_token_is_256_random_bits_of_which_only_the_digest_is_kept(practice: Sender, database: Database) -> None:
    token, other = practice.token(), practice.token()
    assert len(token) == len(other) == 43
    assert token != other
    with database.admin() as admin:
        kept = admin.execute("select digest, access_token::text from access_token").fetchall()
    assert {digest for digest, _ in kept} == {hashlib.sha256(one.encode()).digest() for one in (token, other)}
    assert token not in repr(kept)


def test_the_software_of_a_hospital_deposits_and_reads_nothing_until_it_names_somebody(
    hospital: Sender, installation: Installation
) -> None:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, HOSPITAL)
    software = hospital.speaking()
    submitted = note(CAMILLE, by=HADDAD)
    deposited = software.post("", bundle(submitted.entry, submitted.content))
    assert deposited.status == 200
    location = deposited.json["entry"][1]["response"]["location"].removesuffix("/_history/1")
    searched = software.search("DocumentReference", f"patient={record_id_text(record)}&status=current")
    for answer in (searched, software.get(location), software.get(location.replace("DocumentReference", "Binary"))):
        assert (answer.status, answer.codes) == (403, ["not-allowed"])
    named = hospital.speaking(**naming(HADDAD.identifier.value))
    assert named.get(location).status == 200


def test_the_matrix_of_the_named_professional_holds_and_not_that_of_the_hospital(
    hospital: Sender, installation: Installation
) -> None:
    record = installation.opens(CAMILLE)
    directory.add_member(PAUL_PODIATRIST.identifier, HOSPITAL, role=PAUL_PODIATRIST.role)
    document = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    installation.authorizes(record, HOSPITAL)
    binary = f"Binary/{document_id_text(record, document)}"
    assert hospital.speaking(**naming(NURSE.identifier.value)).get(binary).status == 200
    assert hospital.speaking(**naming(PAUL_PODIATRIST.identifier.value)).get(binary).status == 404


def test_a_block_follows_the_named_professional_into_the_software_of_the_hospital(
    hospital: Sender, installation: Installation
) -> None:
    record = installation.opens(CAMILLE)
    document = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HOSPITAL_SOFTWARE)
    installation.authorizes(record, HOSPITAL)
    block_professional(record, HADDAD.identifier, actor=Holder(record), env=installation.env)
    binary = f"Binary/{document_id_text(record, document)}"
    blocked = hospital.speaking(**naming(HADDAD.identifier.value)).get(binary)
    assert (blocked.status, blocked.codes) == (403, ["no-access"])
    assert hospital.speaking(**naming(NURSE.identifier.value)).get(binary).status == 200


def test_a_named_secretary_stays_a_secretary(hospital: Sender, installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, HOSPITAL)
    software = hospital.speaking(**naming(SECRETARY.identifier.value))
    answer = software.search("DocumentReference", f"patient={record_id_text(record)}&status=current")
    assert (answer.status, answer.codes) == (403, ["not-allowed"])


def test_the_feed_of_the_insurer_gets_a_token_and_reads_nothing(
    installation: Installation, of_the_hospital: Keys
) -> None:
    insurer = OrganizationId("1750000018")
    directory.save_organization(Organization(insurer, "Assurance maladie", StructureKind.NATIONAL_INSURER))
    tokens.save_client(Client("cnam", ClientKind.INSURER, None, insurer, of_the_hospital.jwks))
    record = installation.opens(CAMILLE)
    software = Sender("cnam", of_the_hospital).speaking()
    answer = software.search("Patient", f"_id={record_id_text(record)}")
    assert (answer.status, answer.codes) == (403, ["not-allowed"])


def test_each_token_that_is_issued_is_written_down_in_nobodys_record(
    hospital: Sender, practice: Sender, traced: Callable[..., list[AuditEvent]]
) -> None:
    hospital.token()
    practice.token()
    told = [(event.action, event.actor.identifier, event.detail, event.outcome.value) for event in traced()]
    assert told == [
        (SecurityAct.SOFTWARE_ACCESS, "chu", "token-issued", "done"),
        (SecurityAct.SOFTWARE_ACCESS, "keller", "token-issued", "done"),
    ]


def test_a_professional_who_leaves_loses_access_at_once_and_not_with_their_last_token(
    hospital: Sender, installation: Installation
) -> None:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, HADDAD)
    software = hospital.speaking(**naming(HADDAD.identifier.value))
    search = f"patient={record_id_text(record)}&status=current"
    assert software.search("DocumentReference", search).status == 200
    directory.remove_member(HADDAD.identifier, HOSPITAL)
    assert software.search("DocumentReference", search).codes == ["invalid-token"]
    proof = hospital.keys.sign(claims_of("chu", at=NOON))
    assert software.token is not None
    assert introspect(software.token, proof).json == {"active": False}, "what holds nowhere is not said to hold"


def test_a_token_of_yesterday_s_role_no_longer_holds(hospital: Sender, installation: Installation) -> None:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, HADDAD)
    software = hospital.speaking(**naming(HADDAD.identifier.value))
    directory.add_member(HADDAD.identifier, HOSPITAL, role=SECRETARY.role)
    answer = software.search("DocumentReference", f"patient={record_id_text(record)}&status=current")
    assert (answer.status, answer.codes) == (401, ["invalid-token"])


def test_no_token_assertion_or_ins_stands_in_any_log(
    practice: Sender, installation: Installation, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    installation.opens(CAMILLE)
    assertion = practice.keys.sign(claims_of("keller", at=NOON))
    token = ask_token(assertion).json["access_token"]
    ask_token(assertion)
    software = Software(token)
    ins = CAMILLE.identifiers[0]
    query = f"identifier=urn:oid:{ins.system.value}|{ins.value}"
    assert software.get(f"Patient?{query}").status == 200
    assert software.search("Patient", f"{query}&identifier=twice").status == 400
    assert software.get(f"nowhere?{query}").status == 404
    assert software.post(f"?{query}", b"{").status == 400
    installation.at(NOON + timedelta(minutes=16))
    assert software.get(f"Patient?{query}").status == 401
    # Django hangs the request on its records; carnet/config/logging.py lets nothing of it through.
    records = [{name: value for name, value in vars(line).items() if name != "request"} for line in caplog.records]
    said = json.dumps(records, default=str) + "".join(capfd.readouterr())
    assert caplog.records
    for secret in (token, assertion, ins.value):
        assert secret not in said
