"""Carers, from both sides: a code sent or written down, an answer, a year, an end."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from carnet.config import wiring
from carnet.core.access.actors import Carer
from carnet.core.record.carer import INVITATION_LASTS, RECONFIRMED_EVERY
from carnet.ports.messages import Message, MessageNotSentError
from carnet.usecases.family.remind_of_carers import remind_of_carers
from tests.journeys.sessions import client_of, client_of_account
from tests.journeys.world import World
from tests.people import ALIX, CAMILLE, NADIA, ROSE, SACHA

CODE = re.compile(r"\b[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b")


@pytest.fixture
def nadia(world: World) -> Client:
    """Nadia, signed in."""
    return client_of(NADIA, world)


@pytest.fixture
def rose(world: World) -> Client:
    """Rose, signed in, with no record open."""
    return client_of_account(ROSE, world)


def invites(browser: Client, way: str = "papier", address: str = "") -> str:
    """Invite somebody; gives the code of a paper, or nothing."""
    answer = browser.post("/proches/aidants/inviter/", {"envoi": way, "adresse": address})
    assert answer.status_code in (200, 302), answer.content.decode()
    found = CODE.search(answer.content.decode()) if answer.status_code == 200 else None
    return found.group() if found else ""


def answers(browser: Client, code: str, word: str = "oui") -> int:
    return browser.post("/proches/invitation/", {"code": code, "reponse": word}).status_code


def text_of(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_rose_accepts_the_code_that_nadia_gave_her_and_opens_her_record(
    world: World, nadia: Client, rose: Client
) -> None:
    code = invites(nadia)
    assert "Invitation sans réponse" in text_of(nadia, "/proches/aidants/")
    assert answers(rose, f" {code.upper()} ") == 302
    assert "Rose Brunet" in text_of(nadia, "/proches/aidants/")
    assert "Dossier de Nadia Lamrani" in text_of(rose, "/proches/")
    assert rose.post(f"/proches/{world.record(NADIA)}/ouvrir/").status_code == 302
    assert text_of(rose, "/documents/")
    assert "Rose Brunet" in text_of(nadia, "/historique/")
    assert answers(rose, code) == 422, "a code is good once"


def test_the_code_that_is_sent_names_nobody_and_leads_nowhere(world: World, nadia: Client, rose: Client) -> None:
    invites(nadia, "mail", "rose@example.org")
    said = world.sent()[-1]
    assert said.startswith("rose@example.org Une invitation à aider quelqu’un")
    for secret in ("Nadia", "Lamrani", "http", "santé", "médic"):
        assert secret not in said
    found = CODE.search(said)
    assert found
    assert answers(rose, found.group()) == 302


def test_rose_says_no_and_the_place_is_free(world: World, nadia: Client, rose: Client) -> None:
    code = invites(nadia)
    assert answers(rose, code, "non") == 302
    assert "Invitation sans réponse" not in text_of(nadia, "/proches/aidants/")
    assert answers(rose, code) == 422
    assert rose.post(f"/proches/{world.record(NADIA)}/ouvrir/").status_code == 404


@pytest.mark.parametrize("code", ["k7m2-xq9w-p4rt", "", "rien", "' or 1=1 --"])
def test_a_code_that_nobody_gave_opens_nothing(rose: Client, code: str) -> None:
    assert answers(rose, code) == 422


def test_an_invitation_ends_after_a_week(world: World, nadia: Client) -> None:
    code = invites(nadia)
    world.passes(INVITATION_LASTS)
    assert answers(client_of_account(ROSE, world), code) == 422


def test_nadia_does_not_invite_himself(nadia: Client) -> None:
    assert answers(nadia, invites(nadia)) == 422


def test_the_limit_of_three_is_said_plainly(nadia: Client) -> None:
    for _ in range(3):
        invites(nadia)
    assert "c’est le maximum" in text_of(nadia, "/proches/aidants/")
    fourth = nadia.post("/proches/aidants/inviter/", {"envoi": "papier", "adresse": ""})
    assert fourth.status_code == 422
    assert "c’est le maximum" in fourth.content.decode()


def test_an_invitation_that_is_taken_back_opens_nothing(nadia: Client, rose: Client) -> None:
    code = invites(nadia)
    address = re.search(r'action="(/proches/aidants/[^"]+/terminer/)"', text_of(nadia, "/proches/aidants/"))
    assert address
    assert nadia.post(address.group(1)).status_code == 302
    assert answers(rose, code) == 422


def test_each_year_nadia_is_asked_and_rose_sleeps_until_she_says_yes(world: World, nadia: Client, rose: Client) -> None:
    assert answers(rose, invites(nadia)) == 302
    assert remind_of_carers(env=world.env) == 0
    world.passes(RECONFIRMED_EVERY)
    assert client_of_account(ROSE, world).post(f"/proches/{world.record(NADIA)}/ouvrir/").status_code == 404
    nadia = client_of(NADIA, world)
    assert "À reconfirmer" in text_of(nadia, "/proches/aidants/")
    assert nadia.post(f"/proches/aidants/{ROSE.account}/reconfirmer/").status_code == 302
    assert client_of_account(ROSE, world).post(f"/proches/{world.record(NADIA)}/ouvrir/").status_code == 302


def test_nadia_ends_it_and_the_next_page_of_rose_is_closed(world: World, nadia: Client, rose: Client) -> None:
    assert answers(rose, invites(nadia)) == 302
    assert rose.post(f"/proches/{world.record(NADIA)}/ouvrir/").status_code == 302
    assert nadia.post(f"/proches/aidants/{ROSE.account}/terminer/").status_code == 302
    assert rose.get("/documents/").status_code == 403


def test_a_document_is_not_shown_to_carers_then_again(world: World, nadia: Client, rose: Client) -> None:
    assert answers(rose, invites(nadia)) == 302
    rose.post(f"/proches/{world.record(NADIA)}/ouvrir/")
    document = world.document(NADIA, "nadia-biologie")
    change = f"/documents/{document}/aidants/"
    assert nadia.post(change, {"aidants": "non"}).status_code == 302
    assert "Vos aidants ne voient pas ce document." in text_of(nadia, f"/documents/{document}/qui-peut-le-voir/")
    assert rose.get(f"/documents/{document}/").status_code == 404
    assert str(document) not in text_of(rose, "/documents/")
    assert nadia.post(change, {"aidants": "oui"}).status_code == 302
    assert rose.get(f"/documents/{document}/").status_code == 200


def test_a_parent_invites_nobody_for_a_minor(world: World) -> None:
    sacha = client_of_account(SACHA, world)
    sacha.post(f"/proches/{world.record(ALIX)}/ouvrir/")
    assert sacha.get("/proches/aidants/").status_code == 403
    assert sacha.post("/proches/aidants/inviter/", {"envoi": "papier"}).status_code == 403


def test_who_has_a_record_of_their_own_cares_for_another_with_the_same_account(world: World, nadia: Client) -> None:
    camille = client_of(CAMILLE, world)
    assert answers(camille, invites(nadia)) == 302
    page = text_of(camille, "/proches/")
    assert "Mon dossier" in page
    assert "Dossier de Nadia Lamrani" in page
    line = [one for one in world.trace(NADIA) if one.action.value == "accept-invitation"][-1]
    assert line.actor.kind == "carer"
    assert Carer(line.actor.identifier) == Carer(str(CAMILLE.number))


class NothingLeaves:
    """A gateway that takes no message."""

    def send(self, message: Message) -> None:
        """Refuse it."""
        raise MessageNotSentError(f"{message.channel.value} is down")


def test_when_nothing_leaves_it_is_said_and_the_invitation_is_taken_back(world: World) -> None:
    world.env = replace(world.env, messages=NothingLeaves())
    wiring._environment.cache_clear()
    camille = client_of(CAMILLE, world)
    refused = camille.post("/proches/aidants/inviter/", {"envoi": "mail", "adresse": "rose@example.org"})
    assert refused.status_code == 422
    assert "choisissez le papier" in refused.content.decode()
    assert "Invitation sans réponse" not in text_of(camille, "/proches/aidants/")


def test_what_is_no_address_is_not_sent_to(world: World) -> None:
    camille = client_of(CAMILLE, world)
    refused = camille.post("/proches/aidants/inviter/", {"envoi": "mail", "adresse": "pas une adresse"})
    assert refused.status_code == 422
    assert "Invitation sans réponse" not in text_of(camille, "/proches/aidants/")
