"""Closing her record, what is left of it on the site, and opening it again."""

from datetime import timedelta

from django.test import Client

from carnet.usecases.record.close_record import close_record
from tests.doors.patient_web.test_access import card, heading
from tests.doors.patient_web.test_authorization import words
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.people import CAMILLE, DELORME, KELLER

CONFIRM = "/dossier/fermer/code/?raison=no-use"


def proves(camille: Client, suite: str) -> None:
    """Her password again, as the page that comes first asks for it."""
    first = camille.get(suite)
    assert first.status_code == 302
    assert first["Location"].startswith("/compte/verifier/?suite=")
    done = camille.post("/compte/verifier/", {"mot-de-passe": CAMILLE.password, "suite": suite})
    assert done["Location"] == suite


def closes(camille: Client, world: World) -> None:
    """She has read what it does, gives her password again, and the code that she receives."""
    done = camille.post("/dossier/fermer/", {"raison": "no-use", "compris": "oui"})
    assert done["Location"] == CONFIRM
    proves(camille, CONFIRM)
    assert "Un code est parti vers" in camille.post(CONFIRM).content.decode()
    ended = camille.post(CONFIRM, {"code": world.last_code()}, follow=True)
    assert ended.redirect_chain == [("/dossier/ferme/", 302)]


def test_the_page_says_what_closing_does_and_asks_twice(camille: Client) -> None:
    asked = words(camille, "/dossier/fermer/")
    assert "Plus personne ne lit votre dossier, même en urgence. Vous non plus." in asked
    assert "Rien ne change pour vos soins ni pour vos remboursements." in asked
    answer = camille.post("/dossier/fermer/", {"raison": "no-use"})
    assert answer.status_code == 422
    assert "Cochez la case pour confirmer la fermeture." in answer.content.decode()
    assert camille.post("/dossier/fermer/", {"raison": "<b>", "compris": "oui"}).status_code == 422
    assert "Fermer mon dossier" in words(camille, "/acces/")


def test_without_her_password_and_the_code_nothing_is_closed(camille: Client, world: World) -> None:
    assert camille.post(CONFIRM, {"code": "123456"})["Location"].startswith("/compte/verifier/")
    proves(camille, CONFIRM)
    assert "Ce code ne sert plus." in camille.post(CONFIRM, {"code": "123456"}).content.decode()
    camille.post(CONFIRM)
    right = world.last_code()
    wrong = camille.post(CONFIRM, {"code": "000000" if right != "000000" else "111111"})
    assert (wrong.status_code, "Il vous reste 4 essais." in wrong.content.decode()) == (422, True)
    assert camille.post(CONFIRM, {"code": "12"}).status_code == 422
    assert camille.get("/accueil/").status_code == 200, "it is open still"


def test_a_code_that_was_sent_to_close_signs_nobody_in(camille: Client, world: World) -> None:
    proves(camille, CONFIRM)
    camille.post(CONFIRM)
    stranger = Client()
    answer = stranger.post("/connexion/code/", {"code": world.last_code()})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/")


def test_in_2018_the_closed_page_offers_no_erasure_and_asking_for_it_is_refused_plainly(
    camille: Client, world: World
) -> None:
    closes(camille, world)
    shown = words(camille, "/dossier/ferme/")
    assert "gardé jusqu’au 21 novembre 2036" in shown.replace("\xa0", " ")
    assert "Demander une copie sur papier" in shown
    assert "Effacer mon dossier" not in shown
    camille.post("/dossier/effacer/")
    answer = camille.post("/dossier/effacer/", {"code": world.last_code()})
    assert answer.status_code == 403
    assert "Un dossier fermé est gardé dix ans." in answer.content.decode()


def test_she_closes_it_finds_it_closed_and_opens_it_again(camille: Client, world: World) -> None:
    closes(camille, world)
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
