"""Scenario 21: Hugo opens a record in an emergency: with a reason, for a while, and the person is told."""

from datetime import timedelta

from tests.journeys.care import breaks_the_glass, finds, record_page
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import A_PHONE_AND_A_PLAIN_DESK, Screen
from tests.journeys.world import World
from tests.people import CAMILLE, HUGO, KELLER

REASON = "Malaise dans la pharmacie, recherche de traitements en cours"


def camille_withdraws_her_yes(signs_in: SignsIn) -> Screen:
    """She blocks Hugo, then lifts the block: nothing else comes back with it."""
    camille = signs_in(CAMILLE)
    camille.opens("/acces/").follows("Hugo Lemaire").follows("Bloquer l’accès")
    assert "même en urgence" in camille.words
    camille.presses("Bloquer l’accès").presses("Lever le blocage")
    assert "Blocage levé. Votre accord sera redemandé." in camille.words
    return camille


def test_without_a_reason_nothing_opens_and_with_one_it_opens_and_she_is_told(signs_in: SignsIn, world: World) -> None:
    camille, hugo = camille_withdraws_her_yes(signs_in), signs_in(HUGO)
    finds(hugo, CAMILLE)
    assert "L’accord de la personne est redemandé." in hugo.words
    breaks_the_glass(hugo, reason="   ")
    assert hugo.status == 422
    assert "Écrivez le motif en 10 caractères au moins." in hugo.words
    hugo.types("Motif", "urgent").presses("Ouvrir le dossier en urgence")
    assert hugo.status == 422
    assert hugo.page.get_by_label("Motif").input_value() == "urgent", "what he wrote is kept"
    before = len(world.sent())

    hugo.types("Motif", REASON).presses("Ouvrir le dossier en urgence")
    assert "Accès en urgence ouvert. La personne est prévenue." in hugo.words
    assert "le patient est informé, fin 22/11/2026 13:00" in hugo.page.locator(".identity.urgent").inner_text()
    assert "Compte rendu de passage aux urgences" not in hugo.words, "the matrix bounds emergencies too"
    assert len(world.sent()) == before + 1
    camille.opens("/accueil/")
    assert camille.lines("Hugo Lemaire")[0].startswith("Hugo Lemaire Accès en urgence Nouveau")
    camille.opens("/historique/?filtre=urgence")
    assert f"Motif indiqué : « {REASON} »" in camille.words


@A_PHONE_AND_A_PLAIN_DESK
def test_it_expires_after_twenty_four_hours(signs_in: SignsIn, world: World) -> None:
    camille_withdraws_her_yes(signs_in)
    hugo = signs_in(HUGO)
    breaks_the_glass(finds(hugo, CAMILLE), reason=REASON)
    record = record_page(world.record(CAMILLE))
    world.passes(timedelta(hours=23, minutes=59))
    hugo.signs_in(HUGO, world).opens(record)
    assert hugo.status == 200
    world.passes(timedelta(minutes=1))
    hugo.reloads()
    assert hugo.status == 403
    assert "Vous n’avez pas accès à ce dossier." in hugo.words


@A_PHONE_AND_A_PLAIN_DESK
def test_he_closes_it_himself_before_its_end(signs_in: SignsIn, world: World) -> None:
    camille_withdraws_her_yes(signs_in)
    hugo = signs_in(HUGO)
    breaks_the_glass(finds(hugo, CAMILLE), reason=REASON).presses("Refermer l’accès en urgence")
    assert hugo.path == "/pro/"
    assert "Accès en urgence refermé." in hugo.words
    hugo.opens(record_page(world.record(CAMILLE)))
    assert hugo.status == 403


@A_PHONE_AND_A_PLAIN_DESK
def test_her_doctor_finds_it_among_the_messages(signs_in: SignsIn) -> None:
    camille_withdraws_her_yes(signs_in)
    hugo, keller = signs_in(HUGO), signs_in(KELLER)
    known = len(keller.opens("/pro/messages/").lines("a été ouvert en urgence"))
    breaks_the_glass(finds(hugo, CAMILLE), reason=REASON)
    keller.reloads()
    told = keller.lines("a été ouvert en urgence")
    assert len(told) == known + 1
    assert "Nouveau" in told[0]
    assert "samedi 21 novembre 2026 à 13 h 00" in told[0]
    unread = keller.page.get_by_role("link", name=f"Messages ({known + 1})")
    assert unread.count() == 1
    keller.presses("Marquer comme lu", within=keller.line("samedi 21 novembre 2026"))
    assert "Nouveau" not in keller.lines("samedi 21 novembre 2026")[0]
    assert keller.page.get_by_role("link", name=f"Messages ({known})").count() == 1
    keller.follows("Un dossier dont vous êtes médecin traitant a été ouvert en urgence")
    assert "MOREL Camille" in keller.page.locator(".identity").inner_text()
