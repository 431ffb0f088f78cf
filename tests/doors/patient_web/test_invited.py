"""A carer who has no account opens one from an invitation, page by page; and reads what was done to it."""

import pytest
from django.http import HttpResponseBase
from django.test import Client

from carnet.doors.patient_web.opening_cookie import name_of_cookie
from carnet.infra.messages import FileOutbox
from tests.doors.patient_web.sign_in_forms import address_after, html_of, sends, text_of
from tests.doors.patient_web.test_carers import invites
from tests.doors.patient_web.test_opening import credentials_of
from tests.journeys.sessions import client_of, client_of_account
from tests.journeys.world import World
from tests.markup import faults_of
from tests.people import CAMILLE, NADIA, SACHA

pytestmark = pytest.mark.usefixtures("world")

START, CONTACT, CODE = "/invitation/", "/invitation/contact/", "/invitation/contact/code/"
TERMS, CREDENTIALS = "/invitation/conditions/", "/invitation/identifiants/"
STEPS = (CONTACT, CODE, TERMS, CREDENTIALS)


@pytest.fixture
def code(world: World) -> str:
    """What Nadia wrote down for somebody who has no account."""
    return invites(client_of(NADIA, world))


@pytest.fixture
def visitor() -> Client:
    """Somebody who has not signed in."""
    return Client(SERVER_NAME="localhost")


def received(world: World) -> str:
    """The code that reached Élise."""
    world.works_off()
    outbox = world.env.messages
    assert isinstance(outbox, FileOutbox)
    mails = [one.message for one in outbox.outbox() if one.message.address == "elise@example.org"]
    return mails[-1].body.split()[0]


def reaches_the_terms(visitor: Client, code: str, world: World) -> None:
    assert address_after(sends(visitor, START, code=code)) == CONTACT
    assert address_after(sends(visitor, CONTACT, canal="mail", mail="elise@example.org")) == CODE
    assert address_after(sends(visitor, CODE, code=received(world))) == TERMS


def opens(visitor: Client, code: str, world: World) -> HttpResponseBase:
    reaches_the_terms(visitor, code, world)
    assert address_after(sends(visitor, TERMS, prenom="Élise", nom="Lamrani", lu="oui")) == CREDENTIALS
    return visitor.get(CREDENTIALS)


def test_elise_opens_her_account_signs_in_and_finds_nadia_among_her_profiles(
    visitor: Client, code: str, world: World
) -> None:
    page = opens(visitor, code, world)
    assert faults_of(html_of(page)) == []
    identifier, password = credentials_of(page)
    assert address_after(sends(visitor, CREDENTIALS)) == "/connexion/"
    assert visitor.cookies[name_of_cookie()].value == ""
    sends(visitor, "/connexion/", identifiant=identifier, mot_de_passe=password)
    sends(visitor, "/connexion/code/", code=received(world))
    chosen = {"nouveau_mot_de_passe": "les mirabelles d’août"}
    answer = sends(visitor, "/connexion/mot-de-passe/", **chosen)
    assert answer.status_code == 302, text_of(answer)
    assert "Nadia Lamrani" in text_of(visitor.get("/proches/"))
    assert "Élise Lamrani" in client_of(NADIA, world).get("/historique/").text
    told = text_of(visitor.get("/compte/historique/"))
    assert "Vous avez ouvert votre accès en ligne" in told
    assert "Vous avez accepté les conditions" in told


def test_a_step_that_is_not_reached_leads_to_the_one_that_is(visitor: Client, code: str) -> None:
    for path in STEPS:
        assert address_after(visitor.get(path)) == START
    sends(visitor, START, code=code)
    for path in (CODE, TERMS, CREDENTIALS):
        assert address_after(visitor.get(path)) == CONTACT
    assert address_after(visitor.get("/ouvrir/contact/")) == CONTACT, "no record is opened with it"


def test_a_code_that_is_none_is_told_in_plain_words(visitor: Client) -> None:
    answer = sends(visitor, START, code="k7m2-xq9w-p4rt")
    assert answer.status_code == 422
    assert faults_of(html_of(answer)) == []
    assert "Aucune invitation n’attend sous ce code" in text_of(answer)


def test_the_invitation_names_neither_who_invites_nor_whom(visitor: Client, code: str) -> None:
    sends(visitor, START, code=code)
    for path in (START, CONTACT):
        told = html_of(visitor.get(path))
        assert "Nadia" not in told
        assert code not in told


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"canal": "mail", "mail": "nulle part"}, "Saisissez une adresse"),
        ({"canal": "sms", "telephone": "12"}, "Saisissez un numéro de mobile"),
    ],
)
def test_what_is_no_address_is_said_under_its_field(
    visitor: Client, code: str, sent: dict[str, str], said: str
) -> None:
    sends(visitor, START, code=code)
    answer = sends(visitor, CONTACT, **sent)
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_a_wrong_code_opens_nothing_and_another_may_be_asked_for(visitor: Client, code: str, world: World) -> None:
    sends(visitor, START, code=code)
    sends(visitor, CONTACT, canal="mail", mail="elise@example.org")
    wrong = f"{(int(received(world)) + 1) % 10**6:06d}"
    assert "Il vous reste 4 essais" in text_of(sends(visitor, CODE, code=wrong))
    assert "Le code a 6 chiffres" in text_of(sends(visitor, CODE, code="12"))
    assert sends(visitor, CODE, to=f"{CODE}renvoi/").status_code == 429, "half a minute apart"
    for left in (3, 2, 1):
        assert f"{left} essai" in text_of(sends(visitor, CODE, code=wrong))
    assert address_after(sends(visitor, CODE, code=wrong)) == START


def test_without_a_name_or_the_terms_nothing_opens(visitor: Client, code: str, world: World) -> None:
    reaches_the_terms(visitor, code, world)
    answer = sends(visitor, TERMS, prenom="Élise", nom="")
    assert answer.status_code == 422
    told = text_of(answer)
    assert "Écrivez-le comme sur votre pièce d’identité." in told
    assert "Cochez cette case si vous acceptez les conditions." in told


def test_who_gives_up_keeps_the_invitation(visitor: Client, code: str, world: World) -> None:
    reaches_the_terms(visitor, code, world)
    assert address_after(sends(visitor, TERMS, to="/invitation/abandon/")) == START
    assert address_after(sends(visitor, START, code=code)) == CONTACT


def test_an_invitation_taken_back_meanwhile_opens_nothing(visitor: Client, code: str, world: World) -> None:
    reaches_the_terms(visitor, code, world)
    nadia = client_of(NADIA, world)
    invited = nadia.get("/proches/aidants/").text.partition("/proches/aidants/invited-")[2].partition("/")[0]
    assert nadia.post(f"/proches/aidants/invited-{invited}/terminer/").status_code == 302
    assert address_after(sends(visitor, TERMS, prenom="Élise", nom="Lamrani", lu="oui")) == START
    assert "n’attend plus" in text_of(visitor.get(START)) or "n’attend plus" in html_of(visitor.get(START))


def test_the_page_of_signing_in_leads_there(visitor: Client) -> None:
    assert f'href="{START}"' in html_of(visitor.get("/connexion/"))


def test_who_has_no_record_reads_what_was_done_to_their_account_and_a_holder_reads_it_in_the_record(
    world: World,
) -> None:
    sacha = client_of_account(SACHA, world)
    page = sacha.get("/compte/historique/")
    assert faults_of(html_of(page)) == []
    assert "Ce qui s’est passé sur mon compte" in text_of(page)
    assert "/compte/historique/" in html_of(sacha.get("/compte/"))
    camille = client_of(CAMILLE, world)
    assert address_after(camille.get("/compte/historique/")) == "/historique/"
    assert "/compte/historique/" not in html_of(camille.get("/compte/"))
