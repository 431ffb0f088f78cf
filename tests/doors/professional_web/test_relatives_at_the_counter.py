"""At a counter, those who act for somebody get an account of their own: a parent with a card, a carer with a code."""

import pytest
from django.test import Client

from carnet.core.access.actors import Holder
from carnet.demo.newcomers import ELIO
from carnet.usecases.family.invite_by_code import CodeGiven, invite_by_code
from tests.doors.professional_web.test_opening import PAGE, YES, is_open, paper_of, statement, words
from tests.journeys.sessions import client_of
from tests.journeys.world import World
from tests.people import HUGO, NADIA, SACHA

CARER = f"{PAGE}compte/aidant/"
OF_ELIO = {
    "numero": ELIO.identity.identifiers[0].value,
    "nom": "LAMRANI",
    "prenoms": "Elio",
    "sexe": "M",
    "naissance_day": f"{ELIO.identity.traits.birth_date:%d}",
    "naissance_month": f"{ELIO.identity.traits.birth_date:%m}",
    "naissance_year": f"{ELIO.identity.traits.birth_date:%Y}",
    "lieu": ELIO.identity.traits.birth_place,
    "mineur": "petit",
    "pouvoir": "parent",
    "adulte": "Sacha Morel",
}


@pytest.fixture
def hugo(world: World) -> Client:
    """The pharmacist, signed in."""
    return client_of(HUGO, world)


@pytest.fixture
def code(world: World) -> str:
    """What Nadia wrote down for a carer."""
    record = world.record(NADIA)
    answer = invite_by_code(record, None, "", actor=Holder(record), env=world.env)
    assert isinstance(answer, CodeGiven), answer
    return answer.code


def test_a_parent_leaves_with_the_childs_record_open_and_an_account_at_their_own_name(
    hugo: Client, world: World
) -> None:
    card = statement(hugo, SACHA.short, about="enfant")
    reached = {"courriel": "sacha.morel@example.org", "compte": "mail"}
    sent = {**YES, **OF_ELIO, **reached, "lecture": card, "pour": "enfant"}
    said = words(hugo.post(f"{PAGE}dossier/", sent, follow=True))
    assert is_open(world, ELIO)
    assert "Premier mot de passe" in said
    assert "Sacha Morel" in said
    paper = paper_of(hugo)
    assert "Ce compte est à votre nom." in paper
    assert "Dossier ouvert : Elio Lamrani." in paper
    hugo.post(f"{PAGE}remis/")
    again = {"carte": SACHA.short, "compte": "sms", "telephone": "06 39 98 00 77", "present": "oui"}
    assert "a déjà un compte" in words(hugo.post(f"{PAGE}compte/", again))


def test_a_parent_whom_the_register_does_not_know_says_their_name_when_they_come_back(
    hugo: Client, world: World
) -> None:
    card = statement(hugo, SACHA.short, about="enfant")
    hugo.post(f"{PAGE}dossier/", {**YES, **OF_ELIO, "lecture": card, "pour": "enfant"})
    assert is_open(world, ELIO)
    later = {"carte": SACHA.short, "compte": "mail", "courriel": "sacha.morel@example.org", "present": "oui"}
    asked = hugo.post(f"{PAGE}compte/", later)
    assert asked.status_code == 422
    assert "La carte ne dit pas son nom" in words(asked)
    named = {**later, "prenom": "Sacha", "nom": "Morel"}
    assert "Premier mot de passe" in words(hugo.post(f"{PAGE}compte/", named, follow=True))


def test_a_carer_brings_the_code_and_an_identity_document(hugo: Client, code: str, world: World) -> None:
    sent = {
        "code": code,
        "prenom": "Élise",
        "nom": "Lamrani",
        "compte": "mail",
        "courriel": "elise@example.org",
        "piece": "oui",
    }
    said = words(hugo.post(CARER, sent, follow=True))
    assert "Premier mot de passe" in said
    assert "Nadia" not in said
    assert "Vous y agissez pour un proche" in paper_of(hugo)
    assert "Élise Lamrani" in client_of(NADIA, world).get("/proches/aidants/").text
    assert "Aucune invitation n’attend" in words(hugo.post(CARER, sent)), "a code is good once"


def test_what_is_missing_is_said_and_nothing_is_opened(hugo: Client, code: str) -> None:
    answer = hugo.post(CARER, {"code": code, "prenom": "Élise", "compte": "mail", "courriel": "elise@example.org"})
    assert answer.status_code == 422
    said = words(answer)
    assert "Écrivez-le comme sur la pièce d’identité." in said
    assert "Rien n’est ouvert sans pièce d’identité vue." in said
