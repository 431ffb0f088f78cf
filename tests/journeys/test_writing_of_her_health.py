"""Scenario: Camille writes of her health; her doctor reads it as hers, others read what their profession reads."""

from tests.journeys.care import finds
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import A_PHONE_AND_A_PLAIN_DESK, Screen
from tests.people import CAMILLE, KELLER, PAUL

POLLEN = "Pollen de bouleau – rhume"
NOTARY = "Chez mon notaire"


def adds(screen: Screen, button: str, typed: dict[str, str]) -> Screen:
    """Fill in the form of a block, by the labels of its fields."""
    screen.follows(button).is_accessible()
    for label, words in typed.items():
        screen.types(label, words)
    return screen.presses("Enregistrer")


@A_PHONE_AND_A_PLAIN_DESK
def test_what_she_writes_is_read_by_her_doctor_as_her_words_and_by_a_podiatrist_within_the_matrix(
    signs_in: SignsIn,
) -> None:
    camille, keller, paul = signs_in(CAMILLE), signs_in(KELLER), signs_in(PAUL)
    camille.opens("/accueil/").follows("Voir et compléter ma santé").is_accessible()
    adds(camille, "Ajouter une allergie", {"À quoi": "Pollen de bouleau", "Ce qui se passe": "rhume"})
    assert "C’est écrit. Vos soignants verront que cela vient de vous." in camille.words
    assert POLLEN in camille.words
    adds(camille, "Indiquer où elles sont", {"Où elles se trouvent": NOTARY})
    assert POLLEN in camille.opens("/accueil/").words

    seen = finds(keller, CAMILLE).is_accessible().words
    assert POLLEN in seen
    assert NOTARY in seen
    assert "Écrit par le patient" in seen
    assert "Aucun professionnel ne l’a vérifié." in seen
    seen = finds(paul, CAMILLE).words
    assert POLLEN in seen
    assert NOTARY not in seen
    assert "Directives anticipées" not in seen


@A_PHONE_AND_A_PLAIN_DESK
def test_what_she_removes_is_gone_for_her_doctor_and_comes_back_with_one_touch(signs_in: SignsIn) -> None:
    camille, keller = signs_in(CAMILLE), signs_in(KELLER)
    adds(
        camille.opens("/ma-sante/"), "Ajouter une allergie", {"À quoi": "Pollen de bouleau", "Ce qui se passe": "rhume"}
    )
    assert POLLEN in finds(keller, CAMILLE).words
    camille.presses(f"Retirer {POLLEN}")
    assert "C’est retiré. Les soignants ne le liront plus ici." in camille.words
    assert POLLEN not in keller.reloads().words
    camille.presses("Annuler")
    assert "C’est remis." in camille.words
    assert POLLEN in keller.reloads().words


@A_PHONE_AND_A_PLAIN_DESK
def test_a_rare_weight_is_asked_again_and_then_drawn(signs_in: SignsIn) -> None:
    camille = signs_in(CAMILLE).opens("/ma-sante/").follows("Voir et ajouter les mesures").is_accessible()
    adds(camille, "Ajouter un poids", {"Poids, en kilos": "71"})
    adds(camille, "Ajouter un poids", {"Poids, en kilos": "712"})
    assert "Cette valeur n’est pas possible. Vérifiez l’unité." in camille.words
    camille.types("Poids, en kilos", "210").presses("Enregistrer")
    assert "Cette valeur est rare. Est-elle juste ?" in camille.words
    camille.ticks("Oui, cette valeur est juste").presses("Enregistrer").is_accessible()
    assert "210" in camille.words
