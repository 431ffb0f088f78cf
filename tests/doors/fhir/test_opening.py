"""``Patient/$open``: software opens a record with the person there, on the word of a card reader."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from carnet.config import wiring
from carnet.core.access.actors import Actor, Holder, StructureKind
from carnet.core.audit.events import AuditEvent
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.doors.fhir.identifiers import read_record_id
from carnet.formats.card_statement import write_statement
from carnet.usecases.record.find_record import find_record
from tests.adapters.card_readers import KEY, READER, SERIAL, card_of
from tests.adapters.registers import SilentRegister
from tests.conftest import NOON
from tests.doors.fhir.client import Answer, Json, Software
from tests.doors.fhir.openings import opening_of
from tests.installation import CAMILLE, GEORGES, HADDAD, HOSPITAL_SOFTWARE, SECRETARY, Installation

OPEN = "Patient/$open"
NUMBER = GEORGES.identifiers[0].value


@pytest.fixture
def hospital(software: Callable[[Actor], Software]) -> Software:
    """The hospital's own software, which names nobody."""
    return software(HOSPITAL_SOFTWARE)


def opened(answer: Answer) -> RecordId:
    """The record that was made."""
    assert answer.status == 201, answer.body
    (named,) = answer.json["parameter"]
    record = read_record_id(named["valueReference"]["reference"].removeprefix("Patient/"))
    assert record is not None
    return record


def signed(challenge: str, number: str = NUMBER) -> str:
    """What a reader makes of a challenge and a card."""
    return write_statement(KEY, reader=READER, card=(SERIAL, number), at=NOON, challenge=challenge)


def test_a_challenge_is_given_signed_with_the_card_and_opens(
    hospital: Software, installation: Installation, traced: Callable[..., list[AuditEvent]]
) -> None:
    first = hospital.post(OPEN, opening_of(GEORGES))
    assert (first.status, first.codes) == (403, ["card-needed"])
    card = signed(first.headers["Card-Challenge"])
    record = opened(hospital.post(OPEN, opening_of(GEORGES, card=card)))
    assert find_record(GEORGES.identifiers[0], env=installation.env) == record
    assert [(one.action.value, one.actor.kind) for one in traced(record)] == [("open-record", "structure")]


def test_while_the_register_is_silent_nothing_is_opened_and_the_software_may_come_back(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, software: Callable[[Actor], Software]
) -> None:
    hospital = software(HOSPITAL_SOFTWARE)
    card = card_of(NUMBER, actor=HOSPITAL_SOFTWARE, env=installation.env)
    with monkeypatch.context() as patch:
        silent = replace(installation.env, insured_register=SilentRegister())
        patch.setattr(wiring, "_shared", lambda: silent)
        wiring._environment.cache_clear()
        answer = hospital.post(OPEN, opening_of(GEORGES, card=card))
        assert (answer.status, answer.codes) == (503, ["register-silent"])
    wiring._environment.cache_clear()
    opened(hospital.post(OPEN, opening_of(GEORGES, card=card)))


def test_a_reading_opens_one_record_once(hospital: Software, installation: Installation) -> None:
    card = card_of(NUMBER, actor=HOSPITAL_SOFTWARE, env=installation.env)
    opened(hospital.post(OPEN, opening_of(GEORGES, card=card)))
    again = hospital.post(OPEN, opening_of(GEORGES, card=card))
    assert again.codes == ["already-open"]


@pytest.mark.parametrize(
    "card",
    ["forged", signed("made-up"), signed("1.2.3")],
    ids=["no statement", "another challenge", "a challenge of the past"],
)
def test_words_are_no_card(card: str, hospital: Software, installation: Installation) -> None:
    assert hospital.post(OPEN, opening_of(GEORGES, card=card)).codes == ["card-needed"]
    assert find_record(GEORGES.identifiers[0], env=installation.env) == NOBODYS_RECORD


def test_somebody_elses_card_opens_nothing(hospital: Software, installation: Installation) -> None:
    card = card_of(CAMILLE.identifiers[0].value, actor=HOSPITAL_SOFTWARE, env=installation.env)
    assert hospital.post(OPEN, opening_of(GEORGES, card=card)).codes == ["card-needed"]


def test_a_card_that_was_read_for_another_software_opens_nothing(
    hospital: Software, installation: Installation
) -> None:
    card = card_of(NUMBER, actor=HADDAD, env=installation.env)
    assert hospital.post(OPEN, opening_of(GEORGES, card=card)).codes == ["card-needed"]


@pytest.mark.parametrize(
    "who",
    [SECRETARY, Holder(RecordId(NOBODYS_RECORD)), replace(HOSPITAL_SOFTWARE, structure_kind=StructureKind.EMPLOYER)],
)
def test_others_are_refused_by_their_role(
    who: Actor, software: Callable[[Actor], Software], installation: Installation
) -> None:
    card = card_of(NUMBER, actor=who, env=installation.env)
    assert software(who).post(OPEN, opening_of(GEORGES, card=card)).codes == ["not-allowed"]


def _without(resource: Json, name: str) -> Json:
    return {**resource, "parameter": [one for one in resource["parameter"] if one["name"] != name]}


def _patient(resource: Json, **changes: Any) -> Json:
    copied: Json = json.loads(json.dumps(resource))
    copied["parameter"][0]["resource"] |= changes
    return copied


SOUND = opening_of(GEORGES)
WRONG_KEY = [{"system": "urn:oid:1.2.250.1.213.1.4.11", "value": NUMBER[:-2] + "99"}]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"resourceType": "Patient"}, "wrong-resource"),
        (_without(SOUND, "patient"), "missing-parameter"),
        (_without(SOUND, "consent"), "missing-parameter"),
        (_without(SOUND, "person-present"), "missing-parameter"),
        (opening_of(GEORGES, consent="telepathy"), "missing-parameter"),
        (_patient(SOUND, identifier=[]), "missing-ins"),
        (_patient(SOUND, identifier=WRONG_KEY), "wrong-ins-key"),
        (_patient(SOUND, name=[]), "typed-birth-name"),
        (_patient(SOUND, gender="other"), "typed-gender"),
        (_patient(SOUND, birthDate="2048-05-02"), "typed-birth-date"),
        (_patient(SOUND, birthDate=19480502), "typed-birth-date"),
        (_patient(SOUND, extension=[]), "typed-birth-place"),
        (_patient(SOUND, telecom=[{"system": "phone", "value": "12"}]), "unusable-contact"),
    ],
)
def test_each_defect_is_named_with_its_remedy_and_nothing_is_opened(
    sent: Json, code: str, hospital: Software, installation: Installation
) -> None:
    answer = hospital.post(OPEN, sent)
    assert answer.status == 422
    assert code in answer.codes
    assert NUMBER[:13] not in answer.body.decode()
    assert find_record(GEORGES.identifiers[0], env=installation.env) == NOBODYS_RECORD


def test_what_is_no_json_is_told_so(hospital: Software) -> None:
    assert hospital.post(OPEN, b"{").status == 400


def test_without_the_person_there_is_no_opening(hospital: Software, installation: Installation) -> None:
    card = card_of(NUMBER, actor=HOSPITAL_SOFTWARE, env=installation.env)
    assert hospital.post(OPEN, opening_of(GEORGES, card=card, present=False)).codes == ["not-allowed"]


def test_the_capability_statement_offers_it(hospital: Software) -> None:
    (patient,) = [one for one in hospital.get("metadata").json["rest"][0]["resource"] if one["type"] == "Patient"]
    assert "open" in [one["name"] for one in patient["operation"]]
