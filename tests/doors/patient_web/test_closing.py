"""Closing her record, what is left of it on the site, and opening it again."""

from datetime import timedelta

from django.test import Client

from carnet.usecases.record.close_record import close_record
from tests.doors.patient_web.test_access import card, heading
from tests.doors.patient_web.test_authorization import words
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.people import CAMILLE, DELORME, KELLER


def closes(camille: Client) -> None:
    """She has read what it does."""
    done = camille.post("/dossier/fermer/", {"raison": "no-use", "compris": "oui"}, follow=True)
    assert done.redirect_chain == [("/dossier/ferme/", 302)]


def test_the_page_says_what_closing_does_and_asks_twice(camille: Client) -> None:
    asked = words(camille, "/dossier/fermer/")
    assert "Plus personne ne lit votre dossier, même en urgence. Vous non plus." in asked
    assert "Rien ne change pour vos soins ni pour vos remboursements." in asked
    answer = camille.post("/dossier/fermer/", {"raison": "no-use"})
    assert answer.status_code == 422
    assert "Cochez la case pour confirmer la fermeture." in answer.content.decode()
    assert camille.post("/dossier/fermer/", {"raison": "<b>", "compris": "oui"}).status_code == 422
    assert "Fermer mon dossier" in words(camille, "/acces/")


def test_she_closes_it_finds_it_closed_and_opens_it_again(camille: Client) -> None:
    closes(camille)
    closed = words(camille, "/dossier/ferme/")
    assert "Depuis le 21 novembre 2026. Vous l’avez fermé vous-même." in closed
    assert "Les accès seront à redonner." in closed
    refused = camille.get("/accueil/")
    assert refused.status_code == 403
    assert "Rouvrir ou voir l’historique" in refused.content.decode()
    assert "Vous avez fermé votre dossier" in words(camille, "/historique/")
    done = camille.post("/dossier/rouvrir/", follow=True)
    assert done.redirect_chain == [("/acces/", 302)]
    assert "Votre dossier est rouvert." in done.content.decode()
    assert "Personne n’est autorisé" in done.content.decode()
    assert "Accès bloqué" in heading(camille, card(DELORME)), "blocks return"
    assert "Aucun accès" in heading(camille, card(KELLER)), "authorisations return expired"


def test_what_a_doctor_closed_is_undone_in_one_gesture_for_a_week(camille: Client, world: World) -> None:
    record = world.record(CAMILLE)
    close_record(record, reason="holder-asks", person_is_present=True, actor=KELLER.actor, env=world.env)
    closed = words(camille, "/dossier/ferme/")
    assert "Un professionnel l’a fermé en déclarant que vous le demandiez." in closed
    assert "Jusqu’au samedi 28 novembre 2026" in closed.replace("\xa0", " ")
    assert "tout revient comme avant, les accès aussi." in closed
    done = camille.post("/dossier/rouvrir/", follow=True)
    assert "La fermeture est annulée." in done.content.decode()
    assert "Médecin traitant" in heading(camille, card(KELLER))


def test_after_a_week_it_is_reopened_as_any_other(world: World) -> None:
    record = world.record(CAMILLE)
    close_record(record, reason="holder-asks", person_is_present=True, actor=KELLER.actor, env=world.env)
    world.passes(timedelta(days=7))
    camille = client_of(CAMILLE, world)
    assert "tout revient comme avant" not in words(camille, "/dossier/ferme/")
    camille.post("/dossier/rouvrir/")
    assert "Aucun accès" in heading(camille, card(KELLER))


def test_an_open_record_has_no_page_of_its_closing_and_nothing_to_reopen(camille: Client) -> None:
    assert camille.get("/dossier/ferme/")["Location"] == "/accueil/"
    assert camille.post("/dossier/rouvrir/").status_code == 403
    assert camille.get("/dossier/rouvrir/").status_code == 405
