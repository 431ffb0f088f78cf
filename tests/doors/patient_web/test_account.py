"""My account: another password, and every connection closed at once."""

import pytest
from django.test import Client

from carnet.ports.environment import Environment
from tests.doors.patient_web.sign_in_forms import IDENTIFIER, PASSWORD, address_after, sends, signs_in, text_of
from tests.installation import CAMILLE, Installation
from tests.usecases.sign_in_world import Person, settles_in

NEW = "les figues de septembre"


@pytest.fixture
def camille(sites: Environment) -> Person:
    """Camille, who chose her password yesterday."""
    installation = Installation(sites)
    installation.knows_everybody()
    return settles_in(installation, installation.opens(CAMILLE), identifier=IDENTIFIER, password=PASSWORD)


@pytest.fixture
def telephone() -> Client:
    """Another browser of hers."""
    return Client(enforce_csrf_checks=True)


def test_a_new_password_closes_the_other_connections_and_keeps_this_one(
    visitor: Client, telephone: Client, camille: Person
) -> None:
    signs_in(visitor, camille)
    signs_in(telephone, camille)
    answer = sends(visitor, "/compte/mot-de-passe/", mot_de_passe=PASSWORD, nouveau_mot_de_passe=NEW)
    assert address_after(answer) == "/accueil/"
    assert "Mot de passe changé." in text_of(visitor.get("/accueil/"))
    assert address_after(telephone.get("/accueil/")).startswith("/session-terminee/")


@pytest.mark.parametrize(
    ("current", "new", "sentence"),
    [
        ("les cerises de mai", NEW, "Ce n’est pas votre mot de passe. Il vous reste 2 essais."),
        (PASSWORD, "figues", "Choisissez au moins 8 caractères."),
        ("", NEW, "Saisissez ce mot de passe."),
        (PASSWORD, " ", "Saisissez ce mot de passe."),
    ],
    ids=["present one wrong", "new one too short", "present one missing", "new one missing"],
)
def test_what_is_wrong_with_a_password_is_said_and_nothing_changes(
    visitor: Client, camille: Person, current: str, new: str, sentence: str
) -> None:
    signs_in(visitor, camille)
    answer = sends(visitor, "/compte/mot-de-passe/", mot_de_passe=current, nouveau_mot_de_passe=new)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    again = sends(visitor, "/compte/mot-de-passe/", mot_de_passe=PASSWORD, nouveau_mot_de_passe=NEW)
    assert address_after(again) == "/accueil/"


def test_somebody_who_guesses_the_present_password_is_stopped(visitor: Client, camille: Person) -> None:
    signs_in(visitor, camille)
    for _ in range(3):
        answer = sends(visitor, "/compte/mot-de-passe/", mot_de_passe="les cerises", nouveau_mot_de_passe=NEW)
    assert "Trop d’essais." in text_of(answer)
    answer = sends(visitor, "/compte/mot-de-passe/", mot_de_passe=PASSWORD, nouveau_mot_de_passe=NEW)
    assert "Trop d’essais." in text_of(answer)


def test_a_visit_that_was_not_mine_ends_all_connections_this_one_included(
    visitor: Client, telephone: Client, camille: Person
) -> None:
    signs_in(visitor, camille)
    signs_in(telephone, camille)
    assert address_after(sends(visitor, "/compte/pas-moi/")) == "/connexion/"
    assert "Toutes les connexions à votre compte sont fermées" in text_of(visitor.get("/connexion/"))
    assert address_after(telephone.get("/documents/")).startswith("/session-terminee/")
    assert visitor.cookies["session"].value == ""
