"""« Que verrait… ? » on the page: whose eyes, what they would find, why not the rest, and nothing more."""

import re

from django.test import Client

from carnet.core.access.actors import StaffRole
from carnet.store import directory
from tests.journeys.world import World
from tests.markup import faults_of, texts_of
from tests.people import CAMILLE, DELORME, HADDAD, KELLER, PAUL

RADIOGRAPH = "Radiographie du poignet gauche"
EMERGENCY_REPORT = "Compte rendu de passage aux urgences"


def asked(client: Client, query: str) -> str:
    return client.get(f"/acces/que-verrait/?{query}").content.decode()


def shown(page: str) -> tuple[str, str]:
    """What would be read, and what would stay hidden."""
    read, _, hidden = page.partition("Ce qui resterait caché")
    return read, hidden


def test_she_sees_what_her_podiatrist_would_not_even_suspect(camille: Client) -> None:
    page = asked(camille, f"qui=p-{PAUL.identifier.value}")
    read, hidden = shown(page)
    assert "Paul Roussel" in texts_of(page, "h2")[0]
    assert EMERGENCY_REPORT in hidden
    assert EMERGENCY_REPORT not in read
    assert "La matrice d’habilitation borne ce que chaque profession peut lire" in hidden
    assert "Règle PRO-03" in hidden
    assert faults_of(page) == []


def test_whoever_reads_english_is_told_the_rule_in_english(camille: Client) -> None:
    camille.post("/langue/", {"langue": "en"})
    hidden = asked(camille, f"qui=p-{PAUL.identifier.value}")
    assert "The habilitation matrix bounds what each profession may read" in hidden
    assert "La matrice d’habilitation" not in hidden


def test_the_masked_radiograph_stays_hidden_from_any_doctor_but_her_treating_physician(camille: Client) -> None:
    assert RADIOGRAPH in shown(asked(camille, "qui=metier-10"))[1]
    assert RADIOGRAPH in shown(asked(camille, f"qui=p-{KELLER.identifier.value}"))[0]


def test_somebody_blocked_finds_a_closed_door_and_the_page_says_by_which_rule(camille: Client) -> None:
    page = asked(camille, f"qui=p-{DELORME.identifier.value}")
    assert "Votre dossier ne s’ouvrirait pas" in page
    assert "Un professionnel bloqué par la personne ne consulte jamais" in page
    assert "/qui-peut-voir-quoi/regles/BLK-01/" in page
    assert "Ce qui serait lu" not in page


def test_an_authorisation_that_ends_opens_nothing_on_a_later_day(camille: Client) -> None:
    path = f"/acces/professionnel/{HADDAD.identifier.value}/"
    assert "Votre dossier ne s’ouvrirait pas" in asked(camille, f"qui=p-{HADDAD.identifier.value}&le=2026-10-01")
    camille.post(f"{path}autoriser/")
    assert "Votre dossier ne s’ouvrirait pas" not in asked(camille, f"qui=p-{HADDAD.identifier.value}")


def test_a_day_that_is_none_is_said_beside_its_field_and_simulates_nothing(camille: Client) -> None:
    page = asked(camille, "qui=metier-10&le=31-02-2027")
    assert "Écrivez une date" in page
    assert "Ce qui serait lu" not in page


def test_nobody_of_that_number_is_a_page_that_is_not_there(camille: Client) -> None:
    assert camille.get("/acces/que-verrait/?qui=p-899799999999").status_code == 404


def test_an_address_that_nobody_can_have_typed_is_turned_away(camille: Client) -> None:
    assert camille.get("/acces/que-verrait/?qui=p-%00").status_code == 400


def test_nobody_represents_an_adult_whom_no_judge_protects(camille: Client) -> None:
    page = asked(camille, "qui=representant")
    assert "Votre dossier ne s’ouvrirait pas" in page
    assert "Ce qui serait lu" not in page


def test_every_simulation_says_that_nobody_may_demand_it(camille: Client) -> None:
    page = asked(camille, "qui=urgence-danger")
    assert "Personne ne peut exiger ce document pour un emploi" in page
    assert "/contact/?sujet=demanded" in page


def test_a_simulation_is_a_line_of_her_own_history(camille: Client, world: World) -> None:
    asked(camille, "qui=aidant")
    line = world.trace(CAMILLE)[-1]
    assert (line.action.value, line.actor.kind, line.detail) == ("simulate-access", "holder", "carer")


def test_somebody_is_found_by_name_to_borrow_their_eyes(camille: Client) -> None:
    page = asked(camille, "nom=haddad")
    assert f"?qui=p-{HADDAD.identifier.value}" in page
    assert "Personne de ce nom" in asked(camille, "nom=zzzz")


def test_a_doctor_of_two_places_is_looked_at_in_either(camille: Client) -> None:
    directory.add_member(HADDAD.identifier, KELLER.works_in.identifier, role=StaffRole.CARE)
    page = asked(camille, f"qui=p-{HADDAD.identifier.value}")
    assert "À : CHU des Deux-Rives" in " ".join(texts_of(page, "main"))
    elsewhere = re.search(r'href="\?(qui=p-[^"]+)"', page.partition("Choisir qui")[0])
    assert elsewhere is not None
    assert f"À : {KELLER.works_in.name}" in " ".join(texts_of(asked(camille, elsewhere[1]), "main"))
