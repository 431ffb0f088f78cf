"""A doctor is let in, deposits a letter, becomes the treating physician, and sees what that changes."""

from tests.journeys.care import counted, declares_consent, deposits, finds, record_page, titles
from tests.journeys.conftest import SignsIn
from tests.journeys.screen import A_PHONE_AND_A_PLAIN_DESK
from tests.journeys.world import World
from tests.people import CAMILLE, HADDAD, KELLER

LETTER = "Lettre après les urgences"
XRAY = "Radiographie du poignet gauche"


@A_PHONE_AND_A_PLAIN_DESK
def test_the_person_agrees_and_what_the_doctor_deposits_is_there_for_all(signs_in: SignsIn) -> None:
    camille, haddad, keller = signs_in(CAMILLE), signs_in(HADDAD), signs_in(KELLER)
    finds(haddad, CAMILLE)
    haddad.ticks("Oui").presses("Continuer")
    assert "Cochez la case si la personne est d’accord." in haddad.words
    declares_consent(haddad)
    assert "Accord de la personne enregistré." in haddad.words
    documents = counted(haddad)

    deposits(haddad.follows("Déposer un document"), LETTER).follows("Ouvrir le dossier")
    assert counted(haddad) == documents + 1
    haddad.follows(LETTER)
    assert haddad.page.get_by_role("img", name="Page 1 sur 1").count() == 1

    camille.opens("/documents/").follows(LETTER)
    assert "Comptes rendus – Dr Inès Haddad, CHU des Deux-Rives – 21 novembre 2026" in camille.words
    assert "Dr Inès Haddad Médecin, CHU des Deux-Rives – samedi 21 novembre 2026 à 13 h 00" in camille.words
    finds(keller, CAMILLE)
    assert titles(keller)[0] == LETTER


@A_PHONE_AND_A_PLAIN_DESK
def test_a_deposit_needs_no_access_and_gives_none(signs_in: SignsIn, world: World) -> None:
    camille, haddad = signs_in(CAMILLE), signs_in(HADDAD)
    deposits(finds(haddad, CAMILLE).follows("Déposer un document"), LETTER)
    assert "La personne le trouvera dans son dossier." in haddad.words
    haddad.opens(record_page(world.record(CAMILLE)))
    assert haddad.status == 403
    (line,) = camille.reloads().lines(LETTER)[:1]
    assert "Nouveau" in line


@A_PHONE_AND_A_PLAIN_DESK
def test_the_treating_physician_sees_what_is_masked_and_who_came(signs_in: SignsIn, world: World) -> None:
    camille, haddad, keller = signs_in(CAMILLE), signs_in(HADDAD), signs_in(KELLER)
    declares_consent(finds(haddad, CAMILLE))
    documents = counted(haddad)
    assert XRAY not in titles(haddad)
    history = record_page(world.record(CAMILLE), "historique/")
    haddad.opens(history)
    assert haddad.status == 403

    camille.opens("/acces/").follows("Dr Inès Haddad").presses("Désigner comme médecin traitant")
    assert "Médecin traitant désigné." in camille.words
    finds(haddad, CAMILLE)
    assert "Vous êtes médecin traitant" in haddad.page.locator(".identity").inner_text()
    assert counted(haddad) == documents + 1
    assert XRAY in titles(haddad)
    haddad.follows("Historique des accès")
    assert "Hugo Lemaire" in haddad.words
    assert "Dr Marc Delorme" in haddad.words

    finds(keller, CAMILLE)
    assert XRAY not in titles(keller), "one treating physician at a time, unless she wishes otherwise"
    keller.opens(history)
    assert keller.status == 403
