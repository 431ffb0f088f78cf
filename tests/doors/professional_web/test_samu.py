"""The regulating doctor's page: a call, its number, its end."""

import pytest
from django.test import Client

from carnet.core.emergency.access import EmergencySwitches
from carnet.usecases.consent.choose_emergency_access import choose_emergency_access
from tests.doors.professional_web.test_with_person import words
from tests.journeys.sessions import client_of
from tests.journeys.world import NEVER_WAS, World
from tests.markup import faults_of
from tests.people import CAMILLE, FERRAND, HADDAD, KELLER

CALL = {"appel": "20261121-0042"}


@pytest.fixture
def ferrand(world: World) -> Client:
    """Dr Ferrand, who answers the calls of the Centre 15."""
    return client_of(FERRAND, world)


@pytest.fixture
def record(world: World) -> str:
    """The address of Camille's record."""
    return f"/pro/dossiers/{world.record(CAMILLE)}/"


def test_the_regulating_doctor_is_offered_the_call_and_nobody_else(ferrand: Client, world: World, record: str) -> None:
    assert "Ouvrir pour un appel" in words(ferrand, f"{record}motif/")
    assert "Ouvrir pour un appel" not in words(client_of(HADDAD, world), f"{record}motif/")


def test_a_call_opens_the_record_until_it_ends(ferrand: Client, world: World, record: str) -> None:
    assert "L’accès s’arrête à la fin de l’appel, ou au bout de 4 heures." in words(ferrand, f"{record}samu/")
    opened = ferrand.post(f"{record}samu/", CALL, follow=True)
    page = opened.content.decode()
    assert "Dossier ouvert pour cet appel. La personne est prévenue." in page
    assert "L’appel est terminé" in page
    assert "Un autre appel" in page
    assert "Renouveler l’urgence" not in page
    assert faults_of(page) == []
    assert ferrand.get(f"{record}historique/").status_code == 403
    ferrand.post(f"{record}urgence/refermer/")
    assert ferrand.get(record).status_code == 403
    camille = client_of(CAMILLE, world).get("/historique/?filtre=urgence").content.decode()
    assert "a ouvert votre dossier pendant un appel au Samu" in camille
    assert "20261121-0042" in camille
    told = client_of(KELLER, world).get("/pro/messages/").content.decode()
    assert told.count("Un dossier dont vous êtes médecin traitant a été ouvert en urgence") == 2


@pytest.mark.parametrize("typed", ["", "elle respire mal", "12"])
def test_a_call_has_a_number(ferrand: Client, record: str, typed: str) -> None:
    answer = ferrand.post(f"{record}samu/", {"appel": typed})
    assert answer.status_code == 422
    assert "Saisissez le numéro de l’appel" in answer.content.decode()
    assert faults_of(answer.content.decode()) == []
    assert ferrand.get(record).status_code == 403


def test_opposed_absent_and_somebody_elses_role_get_one_answer(ferrand: Client, world: World, record: str) -> None:
    off = EmergencySwitches(samu=False, break_the_glass=True, masked_documents=False)
    choose_emergency_access(world.record(CAMILLE), off, actor=world.holder(CAMILLE), env=world.env)
    answers = [
        ferrand.post(f"{record}samu/", CALL),
        ferrand.post(f"/pro/dossiers/{NEVER_WAS}/samu/", CALL),
        client_of(HADDAD, world).post(f"{record}samu/", CALL),
    ]
    assert {answer.status_code for answer in answers} == {403}
    for answer in answers:
        assert "Aucun accès en urgence à ce dossier. Continuez sans lui." in answer.content.decode()


def test_the_archived_and_the_older_versions_are_shown_on_demand(ferrand: Client, record: str) -> None:
    ferrand.post(f"{record}samu/", CALL)
    assert "Avec les archivés et les anciennes versions" in words(ferrand, record)
    usual, all_of_them = (ferrand.get(address).content.decode() for address in (record, f"{record}?anciens=oui"))
    assert faults_of(all_of_them) == []
    assert 'name="anciens" value="oui" checked' in all_of_them
    assert 'name="anciens" value="oui" checked' not in usual


SOUGHT = {"appel": "20261121-0042", "nom": "morel", "naissance": "1984-03-12", "prenom": ""}


def test_somebody_is_found_without_an_ins_and_reads_it_in_their_history(
    ferrand: Client, world: World, record: str
) -> None:
    assert "Chercher sans INS, pendant un appel" in words(ferrand, "/pro/")
    assert "Chercher sans INS" not in words(client_of(HADDAD, world), "/pro/")
    assert "Chaque personne affichée le lira dans son historique." in words(ferrand, "/pro/samu/")
    found = ferrand.post("/pro/samu/", SOUGHT).content.decode()
    assert f"{record}samu/" in found
    assert "MOREL Camille" in found.replace("\xa0", " ")
    assert faults_of(found) == []
    history = words(client_of(CAMILLE, world), "/historique/?filtre=urgence")
    assert "a cherché qui vous êtes pendant un appel au Samu" in history


def test_what_is_missing_is_told_field_by_field(ferrand: Client) -> None:
    answer = ferrand.post("/pro/samu/", {"appel": "12", "nom": " ", "naissance": "hier"})
    page = answer.content.decode()
    assert answer.status_code == 422
    for told in ("Saisissez le nom de naissance", "Saisissez la date de naissance.", "Saisissez le numéro de l’appel"):
        assert told in page
    assert faults_of(page) == []


def test_nobody_found_is_said_so(ferrand: Client) -> None:
    answer = ferrand.post("/pro/samu/", {**SOUGHT, "nom": "Inconnu"}).content.decode()
    assert "Personne ne répond" in answer
    assert faults_of(answer) == []


def test_somebody_elses_role_searches_nobody(world: World) -> None:
    answer = client_of(HADDAD, world).post("/pro/samu/", SOUGHT)
    assert answer.status_code == 403
