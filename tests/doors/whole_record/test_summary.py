"""Patient/$summary: what structured documents say, for the one who asks, and nothing where nothing is known."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.audit.events import Door
from carnet.core.identifiers import DocumentId
from carnet.core.record.majority import PARIS
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.mapping.summary import COMPOSITION
from carnet.usecases.confidentiality.keep_allergies import AllergiesKept, keep_allergies
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.emergency.break_the_glass import GlassBroken, break_the_glass
from carnet.usecases.health.add_health_entry import add_health_entry
from tests.doors.fhir.client import Answer, Json, Software
from tests.journeys.world import ZEPHYR, World
from tests.people import CAMILLE, HADDAD, KELLER

REQUIRED = {"11450-4", "48765-2", "10160-0"}
TOLD_BY = ("DocumentReference", "AllergyIntolerance", "QuestionnaireResponse")
PENICILLIN = "Pénicilline : choc anaphylactique en 2011"


@pytest.fixture
def vsm(world: World) -> DocumentId:
    """Her medical summary."""
    return world.document(CAMILLE, "camille-synthese-2")


@pytest.fixture
def ask(world: World, software: Callable[[Actor], Software]) -> Callable[[Actor], Answer]:
    return lambda who: software(who).get(f"Patient/{record_id_text(world.record(CAMILLE))}/$summary")


def resources(answer: Answer, kind: str) -> list[Json]:
    assert answer.status == 200, answer.body
    return [one["resource"] for one in answer.json["entry"] if one["resource"]["resourceType"] == kind]


def sections(answer: Answer) -> dict[str, Json]:
    (composition,) = resources(answer, "Composition")
    return {one["code"]["coding"][0]["code"]: one for one in composition["section"]}


def follows_ips(bundle: Json) -> None:
    """The rules of Bundle-uv-ips, Composition-uv-ips and Patient-uv-ips 2.0.0 (HL7/fhir-ips, input/fsh)."""
    assert bundle["type"] == "document"
    assert bundle["identifier"]["value"]
    assert bundle["timestamp"]
    entries = {one["fullUrl"]: one["resource"] for one in bundle["entry"]}
    assert len(entries) == len(bundle["entry"])
    kinds = [one["resourceType"] for one in entries.values()]
    assert kinds[0] == "Composition"
    assert kinds.count("Composition") == kinds.count("Patient") == 1
    composition = next(iter(entries.values()))
    assert composition["type"]["coding"][0]["code"] == "60591-5"
    assert entries[composition["subject"]["reference"]]["resourceType"] == "Patient"
    assert all(entries[one["reference"]] for one in composition["author"])
    codes = [one["code"]["coding"][0]["code"] for one in composition["section"]]
    assert set(codes) >= REQUIRED
    assert len(set(codes)) == len(codes)
    for section in composition["section"]:
        assert section["title"]
        assert section["text"]["div"]
        assert ("entry" in section) != ("emptyReason" in section)
        for entry in section.get("entry", []):
            assert entries[entry["reference"]]["resourceType"] in TOLD_BY
    patient = next(one for one in entries.values() if one["resourceType"] == "Patient")
    assert patient["birthDate"]
    assert patient["name"][0]["family"]


def test_she_reads_what_her_summary_says_and_each_section_names_where_it_stands(
    ask: Callable[[Actor], Answer], world: World, vsm: DocumentId
) -> None:
    answer = ask(world.holder(CAMILLE))
    follows_ips(answer.json)
    allergies = sections(answer)["48765-2"]
    assert f"<li>{PENICILLIN}</li>" in allergies["text"]["div"]
    number = document_id_text(world.record(CAMILLE), vsm)
    assert any(one["reference"].endswith(f"DocumentReference/{number}") for one in allergies["entry"])
    assert {"11369-6", "11348-0"} <= set(sections(answer))


def test_nothing_known_is_said_to_be_unknown_and_never_to_be_absent(
    world: World, software: Callable[[Actor], Software]
) -> None:
    zephyr = world.opens(ZEPHYR)
    answer = software(zephyr).get(f"Patient/{record_id_text(zephyr.record)}/$summary")
    follows_ips(answer.json)
    assert set(sections(answer)) == REQUIRED
    for section in sections(answer).values():
        assert section["emptyReason"]["coding"][0]["code"] == "unavailable"
        assert "Cela ne veut pas dire" in section["text"]["div"]


def test_what_she_wrote_herself_is_told_as_hers_and_as_no_finding(ask: Callable[[Actor], Answer], world: World) -> None:
    holder, env = world.holder(CAMILLE), world.env
    add_health_entry(holder.record, "treatment", {"what": "Magnésium"}, is_sure=False, actor=holder, env=env)
    answer = ask(KELLER.actor)
    reported = [one for one in resources(answer, "QuestionnaireResponse") if "Magnésium" in str(one)]
    assert [one["source"] == one["subject"] for one in reported] == [True]
    assert [item["linkId"] for item in reported[0]["item"]] == ["treatment"]
    assert reported[0]["meta"]["security"][0]["code"] == "PATRPT"
    treatments = sections(answer)["10160-0"]
    assert "Magnésium" in treatments["text"]["div"]
    assert "sans vérification" in treatments["text"]["div"]
    assert "entry" in treatments
    assert "emptyReason" not in treatments


def test_what_is_masked_is_in_the_summary_of_nobody_from_whom_it_is_masked(
    ask: Callable[[Actor], Answer], world: World, vsm: DocumentId
) -> None:
    mask_document(world.record(CAMILLE), vsm, actor=world.holder(CAMILLE), env=world.env)
    hers, haddads = ask(world.holder(CAMILLE)), ask(HADDAD.actor)
    assert PENICILLIN in hers.body.decode()
    if haddads.status == 200:
        assert PENICILLIN not in haddads.body.decode()
        assert document_id_text(world.record(CAMILLE), vsm) not in haddads.body.decode()
    else:
        assert haddads.status == 403


def test_in_an_emergency_the_allergies_that_she_keeps_visible_are_told_without_their_document(
    ask: Callable[[Actor], Answer], world: World, vsm: DocumentId
) -> None:
    record, env = world.record(CAMILLE), world.env
    mask_document(record, vsm, actor=world.holder(CAMILLE), env=env)
    assert isinstance(keep_allergies(record, vsm, actor=world.holder(CAMILLE), env=env), AllergiesKept)
    door = replace(env, door=Door.PROFESSIONAL_SITE)
    broken = break_the_glass(record, reason="Malaise sur la voie publique", actor=HADDAD.actor, env=door)
    assert isinstance(broken, GlassBroken)
    answer = ask(HADDAD.actor)
    follows_ips(answer.json)
    serious, light = (one["code"]["text"] for one in resources(answer, "AllergyIntolerance"))
    assert "Pénicilline" in serious
    assert "depuis l’enfance" in light
    assert document_id_text(record, vsm) not in answer.body.decode()


def test_a_stranger_gets_no_summary_and_learns_what_they_learn_of_no_record(
    world: World, software: Callable[[Actor], Software]
) -> None:
    of_nobody = software(HADDAD.actor).get("Patient/nobody/$summary")
    hers = software(HADDAD.actor).get(f"Patient/{record_id_text(world.record(CAMILLE))}/$summary")
    assert (of_nobody.status, of_nobody.codes) == (hers.status, hers.codes) == (403, ["no-access"])


def test_each_document_that_a_summary_opens_has_its_line_in_the_history(
    ask: Callable[[Actor], Answer], world: World, vsm: DocumentId
) -> None:
    before = len(world.trace(CAMILLE))
    assert ask(KELLER.actor).status == 200
    lines = world.trace(CAMILLE)[before:]
    assert {one.action for one in lines if one.detail == "summary"} == {Action.LIST_DOCUMENTS, Action.READ_DOCUMENT}
    assert any(one.action is Action.READ_DOCUMENT and one.documents == (vsm,) for one in lines)


def test_it_is_asked_by_identifier_too_by_get_and_by_post(world: World, software: Callable[[Actor], Software]) -> None:
    ins = CAMILLE.identity.identifiers[0]
    named = f"urn:oid:{ins.system.value}|{ins.value}"
    camille = software(world.holder(CAMILLE))
    asked = {"resourceType": "Parameters", "parameter": [{"name": "identifier", "valueString": named}]}
    by_post, by_get = camille.post("Patient/$summary", asked), camille.get(f"Patient/$summary?identifier={named}")
    assert sections(by_post) == sections(by_get)
    assert by_post.json["timestamp"].startswith(f"{world.env.clock.now().astimezone(PARIS):%Y-%m-%d}")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "one-patient"),
        ("?identifier=a|1&identifier=b|2", "one-patient"),
        ("?identifier=urn:oid:1.2|1", "unknown-patient-identifier-system"),
        ("?person=1", "unknown-parameter"),
    ],
)
def test_a_summary_is_that_of_one_person_and_takes_no_unknown_parameter(
    query: str, code: str, world: World, software: Callable[[Actor], Software]
) -> None:
    answer = software(world.holder(CAMILLE)).get(f"Patient/$summary{query}")
    assert answer.status == 400
    assert answer.codes == [code]


def test_another_profile_than_that_of_the_ips_is_refused(world: World, software: Callable[[Actor], Software]) -> None:
    path = f"Patient/{record_id_text(world.record(CAMILLE))}/$summary?profile="
    camille = software(world.holder(CAMILLE))
    assert camille.get(f"{path}{COMPOSITION}|2.0.0").status == 200
    assert camille.get(f"{path}https://example.org/other").codes == ["unknown-profile"]
