"""The pages of opening a record online: each step, each mistake and what to do about it, and what refusing means."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import HttpResponseBase
from django.test import Client

from carnet.config import wiring
from carnet.demo.insured import HENRI, MANON, SALOME
from carnet.doors.patient_web.opening_cookie import name_of_cookie
from carnet.infra.messages import FileOutbox
from carnet.ports.insured_register import NO_INSURED_REGISTER, Insured
from tests.doors.patient_web.sign_in_forms import address_after, html_of, sends, text_of
from tests.journeys.world import World

pytestmark = pytest.mark.usefixtures("world")

CARD, CONTACT, CODE = "/ouvrir/carte/", "/ouvrir/contact/", "/ouvrir/contact/code/"


@pytest.fixture
def visitor() -> Client:
    """Somebody who has not signed in."""
    return Client(SERVER_NAME="localhost")


def numbers_of(person: Insured) -> dict[str, str]:
    return {"numero": person.identifier.value, "serie": person.cards[0]}


def mails_to(address: str, world: World) -> list[str]:
    world.works_off()
    outbox = world.env.messages
    assert isinstance(outbox, FileOutbox)
    return [one.message.body for one in outbox.outbox() if one.message.address == address]


def creation_code(visitor: Client, world: World) -> str:
    """Salomé asks for her code; her insurer knows her mail."""
    asked = sends(visitor, "/ouvrir/code/", **numbers_of(SALOME))
    assert address_after(asked) == "/ouvrir/code/demande/"
    return mails_to("salome@example.org", world)[-1].split()[0]


def begins(visitor: Client, world: World) -> None:
    code = creation_code(visitor, world)
    assert address_after(sends(visitor, CARD, code=code, **numbers_of(SALOME))) == CONTACT


def reaches_the_boxes(visitor: Client, world: World) -> None:
    begins(visitor, world)
    assert address_after(sends(visitor, CONTACT, canal="mail", mail="salome@example.org")) == CODE
    received = mails_to("salome@example.org", world)[-1].split()[0]
    assert address_after(sends(visitor, CODE, code=received)) == "/ouvrir/urgences/"


def reaches_the_terms(visitor: Client, world: World) -> None:
    reaches_the_boxes(visitor, world)
    answer = sends(visitor, "/ouvrir/urgences/", samu="on")
    assert address_after(answer) == "/ouvrir/conditions/"


def opens(visitor: Client, world: World) -> HttpResponseBase:
    reaches_the_terms(visitor, world)
    answer = sends(visitor, "/ouvrir/conditions/", lu="oui", accord="oui")
    assert address_after(answer) == "/ouvrir/identifiants/"
    return visitor.get("/ouvrir/identifiants/")


def credentials_of(page: HttpResponseBase) -> tuple[str, str]:
    identifier, password = re.findall(r'<b translate="no">([a-z2-9-]{14})</b>', html_of(page))
    return identifier, password


def test_the_information_comes_first_and_names_the_regimes(visitor: Client) -> None:
    told = text_of(visitor.get("/ouvrir/"))
    assert "Refuser ne change rien à vos soins, ni à vos remboursements." in told
    assert "Personne ne peut exiger votre dossier" in told
    assert "Régime général" in told
    assert "RATP" not in told


def test_salome_opens_her_record_and_sees_her_credentials_again_until_she_has_noted_them(
    visitor: Client, world: World
) -> None:
    shown = credentials_of(opens(visitor, world))
    assert credentials_of(visitor.get("/ouvrir/identifiants/")) == shown
    assert address_after(visitor.get(CONTACT)) == "/ouvrir/identifiants/"
    noted = sends(visitor, "/ouvrir/identifiants/")
    assert address_after(noted) == "/connexion/"
    assert visitor.cookies[name_of_cookie()].value == ""
    assert address_after(visitor.get("/ouvrir/identifiants/")) == CARD


def test_a_step_that_is_not_reached_leads_to_the_one_that_is(visitor: Client, world: World) -> None:
    begins(visitor, world)
    for path in ("/ouvrir/urgences/", "/ouvrir/conditions/", "/ouvrir/identifiants/", CODE):
        assert address_after(visitor.get(path)) == CONTACT
    assert "Salomé B., de l’année 1988" in text_of(visitor.get(CONTACT))


def test_without_an_opening_every_step_leads_to_the_card(visitor: Client) -> None:
    for path in (CONTACT, CODE, "/ouvrir/urgences/", "/ouvrir/conditions/", "/ouvrir/identifiants/"):
        assert address_after(visitor.get(path)) == CARD


def test_the_page_says_the_same_to_anybody_who_asks_for_a_code(visitor: Client) -> None:
    pages = set()
    for numbers in (numbers_of(SALOME), numbers_of(HENRI), numbers_of(SALOME) | {"serie": "0123456789"}):
        answer = sends(visitor, "/ouvrir/code/", **numbers)
        pages.add((address_after(answer), text_of(visitor.get(address_after(answer)))))
    assert len(pages) == 1


def test_a_mistyped_number_and_a_mistyped_card_say_what_to_look_at(visitor: Client) -> None:
    number = SALOME.identifier.value
    wrong_key = number[:-2] + f"{(int(number[-2:]) % 97) + 1:02d}"
    for typed, told in (
        ({"numero": wrong_key, "serie": "0123456789"}, "La clé, les 2 derniers chiffres, ne correspond pas"),
        ({"numero": "2 84", "serie": "0123456789"}, "Le numéro a 15 caractères"),
        ({"numero": number, "serie": "12"}, "Le numéro de série a 10 chiffres."),
    ):
        for path in ("/ouvrir/code/", CARD):
            answer = sends(visitor, path, code="k7m2", **typed)
            assert answer.status_code == 422
            assert told in text_of(answer)


def test_three_that_do_not_go_together_say_neither_which_nor_whose(visitor: Client, world: World) -> None:
    creation_code(visitor, world)
    answers = [sends(visitor, CARD, code="aaaa-bbbb-cccc", **numbers_of(SALOME)) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert "ne vont pas ensemble. Vérifiez-les une à une. Il vous reste 2 essais." in text_of(answers[0])
    assert "Trop d’essais avec ce numéro. Réessayez à 13 h 15, ou appelez-nous." in text_of(answers[2])


def test_a_code_left_out_costs_no_try(visitor: Client) -> None:
    answer = sends(visitor, CARD, code=" ", **numbers_of(SALOME))
    assert "Saisissez votre code de création." in text_of(answer)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"canal": "mail", "mail": "salome"}, "Saisissez une adresse comme nom@exemple.fr."),
        ({"canal": "sms", "telephone": "01"}, "Saisissez un numéro de mobile, comme 06 39 98 00 00."),
        ({}, "Saisissez une adresse comme nom@exemple.fr."),
    ],
)
def test_an_address_that_is_none_is_told(visitor: Client, world: World, typed: dict[str, str], told: str) -> None:
    begins(visitor, world)
    answer = sends(visitor, CONTACT, **typed)
    assert answer.status_code == 422
    assert told in text_of(answer)


def test_another_code_waits_and_says_until_when(visitor: Client, world: World) -> None:
    begins(visitor, world)
    sends(visitor, CONTACT, canal="sms", telephone="06 39 98 00 42")
    answer = visitor.post("/ouvrir/contact/code/renvoi/")
    assert answer.status_code == 429
    assert "Attendez encore un peu" in text_of(answer)
    world.passes(timedelta(seconds=31))
    answer = visitor.post("/ouvrir/contact/code/renvoi/")
    assert address_after(answer) == CODE
    assert "Un nouveau code est en route." in visitor.get(CODE).text


def test_a_wrong_code_counts_down_and_too_many_start_again(visitor: Client, world: World) -> None:
    begins(visitor, world)
    sends(visitor, CONTACT, canal="mail", mail="salome@example.org")
    right = mails_to("salome@example.org", world)[-1].split()[0]
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    assert "Le code a 6 chiffres." in text_of(sends(visitor, CODE, code="12"))
    assert "Il vous reste 4 essais." in text_of(sends(visitor, CODE, code=wrong))
    for _ in range(3):
        sends(visitor, CODE, code=wrong)
    last = sends(visitor, CODE, code=wrong)
    assert address_after(last) == CARD
    assert "votre code de création sert encore" in visitor.get(CARD).text


def test_both_boxes_are_ticked_when_they_are_first_seen(visitor: Client, world: World) -> None:
    reaches_the_boxes(visitor, world)
    page = visitor.get("/ouvrir/urgences/").text
    assert re.findall(r'name="(samu|bris_de_glace)" value="on" checked', page) == ["samu", "bris_de_glace"]
    sends(visitor, "/ouvrir/urgences/", samu="on")
    page = visitor.get("/ouvrir/urgences/").text
    assert re.findall(r'name="(samu|bris_de_glace)" value="on" checked', page) == ["samu"]


def test_the_record_opens_only_when_both_boxes_are_ticked(visitor: Client, world: World) -> None:
    reaches_the_terms(visitor, world)
    answer = sends(visitor, "/ouvrir/conditions/", lu="oui")
    assert answer.status_code == 422
    assert "Cochez cette case si vous êtes d’accord pour ouvrir votre dossier." in text_of(answer)
    assert "Cochez cette case si vous acceptez les conditions." in text_of(sends(visitor, "/ouvrir/conditions/"))


def test_giving_up_forgets_everything(visitor: Client, world: World) -> None:
    begins(visitor, world)
    answer = visitor.post("/ouvrir/abandon/")
    assert address_after(answer) == "/ouvrir/"
    assert "Rien n’a été ouvert, et rien n’est gardé." in visitor.get("/ouvrir/").text
    assert address_after(visitor.get(CONTACT)) == CARD


def test_after_an_hour_it_starts_again(visitor: Client, world: World) -> None:
    begins(visitor, world)
    world.passes(timedelta(hours=1))
    assert address_after(visitor.get(CONTACT)) == CARD
    assert "Cette ouverture a pris trop de temps." in visitor.get(CARD).text


def test_somebody_who_has_a_record_is_told_so_once_they_have_proved_who_they_are(visitor: Client, world: World) -> None:
    code = creation_code(visitor, world)
    second = Client(SERVER_NAME="localhost")
    assert address_after(sends(second, CARD, code=code, **numbers_of(SALOME))) == CONTACT
    reaches = visitor
    sends(reaches, CARD, code=code, **numbers_of(SALOME))
    sends(reaches, CONTACT, canal="mail", mail="salome@example.org")
    sends(reaches, CODE, code=mails_to("salome@example.org", world)[-1].split()[0])
    sends(reaches, "/ouvrir/urgences/", samu="on")
    sends(reaches, "/ouvrir/conditions/", lu="oui", accord="oui")
    world.works_off()
    third = Client(SERVER_NAME="localhost")
    answer = sends(third, CARD, code=code, **numbers_of(SALOME))
    assert answer.status_code == 422, "the code is used up"


def test_without_a_register_the_page_says_where_else_to_go(
    visitor: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = replace(world.env, insured_register=NO_INSURED_REGISTER)
    monkeypatch.setattr(wiring, "_shared", lambda: without)
    wiring._environment.cache_clear()
    for path in ("/ouvrir/code/", CARD):
        answer = sends(visitor, path, code="k7m2-xq9w-p4rt", **numbers_of(MANON))
        assert answer.status_code == 503
        assert "L’ouverture en ligne est arrêtée" in text_of(answer)
        assert "En pharmacie" in text_of(answer)
