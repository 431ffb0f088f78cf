"""Scenario 23: Ali unlocks Georges after the identity script and sees nothing of care; two people change a channel."""

import re

from tests.journeys.conftest import SignsIn
from tests.journeys.screen import A_PHONE_AND_A_PLAIN_DESK, Screen
from tests.journeys.world import World
from tests.people import ALI, GEORGES, INES, Member

NEW = "georges.nouveau@example.org"


def fails_three_times(screen: Screen) -> Screen:
    """Georges no longer finds his password."""
    for _ in range(3):
        screen.opens("/connexion/").types("Identifiant", GEORGES.identifier).types("Mot de passe", "je ne sais plus")
        screen.presses("Continuer")
    return screen


def finds(screen: Screen, someone: Member) -> Screen:
    """An agent types the identifier that somebody gives on the telephone."""
    screen.opens("/assistance/comptes/").ticks("Identifiant de connexion").types("À saisir", someone.identifier)
    return screen.presses("Trouver le compte")


@A_PHONE_AND_A_PLAIN_DESK
def test_ali_unlocks_georges_after_the_identity_script_and_georges_reads_it(world: World, signs_in: SignsIn) -> None:
    ali = signs_in(ALI)
    visitor = signs_in(INES).opens("/connexion/")
    fails_three_times(visitor)
    finds(ali, GEORGES)
    assert "Bloqué après trois échecs" in ali.words
    assert "Georges" not in ali.words
    assert GEORGES.person is not None
    ali.types("Identifiant de connexion", GEORGES.identifier)
    ali.types("Lieu de naissance (code INSEE)", GEORGES.person.traits.birth_place)
    ali.presses("Vérifier les réponses")
    assert "Deux réponses justes" in ali.words
    ali.presses("Débloquer")
    assert "Compte débloqué." in ali.words
    for title in ("Biopsie", "anatomopathologie", "Compte rendu", "Ordonnance"):
        assert title.casefold() not in ali.words.casefold()
    georges = signs_in(GEORGES).opens("/historique/")
    (line,) = georges.lines("a débloqué votre compte")
    assert line.startswith("L’assistance")
    assert [one.action.value for one in world.trace(GEORGES)].count("desk-unlock") == 1


@A_PHONE_AND_A_PLAIN_DESK
def test_nobody_changes_a_channel_alone(world: World, signs_in: SignsIn) -> None:
    ali, ines = signs_in(ALI), signs_in(INES)
    finds(ali, GEORGES)
    ali.ticks("Carte Vitale").ticks("Pièce d’identité").presses("Noter les pièces")
    ali.types("Adresse ou numéro", NEW).presses("Proposer")
    assert "Votre proposition" in ali.words
    assert ali.page.get_by_role("button", name=re.compile("^Confirmer")).count() == 0
    ines.opens("/assistance/a-deux/").presses(re.compile("^Confirmer"))
    assert "Confirmé, et fait." in ines.words
    assert [one.actor.identifier for one in world.trace(GEORGES)][-1] == INES.account
    signs_in(GEORGES)
    assert world.sent()[-1].startswith(NEW)
