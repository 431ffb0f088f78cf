"""Scenarios 2 and 3: a password mistyped three times; a code that a real mail server brings, pasted, then too old."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import Browser

from carnet.config import wiring
from carnet.infra.messages import MessageRouter, SmtpEncryption, SmtpMessages, SmtpServer
from tests.adapters.loopback_servers import MailServer
from tests.journeys.screen import Screen, Sort, screen, spaced
from tests.journeys.world import World
from tests.people import CAMILLE, GEORGES, Member

HEALTH = re.compile(r"médic|santé|soin|maladie|document|ordonnance|Morel|Camille", re.IGNORECASE)


@pytest.fixture
def post(world: World) -> Iterator[MailServer]:
    """A mail server that really receives what Carnet sends by mail; text messages go to the outbox."""
    with MailServer() as server:
        way_out = SmtpServer("127.0.0.1", server.port, "carnet@example.net", SmtpEncryption.NONE)
        mails = SmtpMessages(way_out, clock=world.env.clock)
        world.env = replace(world.env, messages=MessageRouter(mail=mails, sms=world.env.messages))
        wiring._environment.cache_clear()
        yield server


@pytest.fixture
def at_the_door(chromium: Browser, site: str, sort: Sort) -> Iterator[Screen]:
    """A screen before which nobody has signed in."""
    shown = screen(chromium, site, sort)
    yield shown
    shown.leaves()


def gives(shown: Screen, someone: Member, password: str) -> Screen:
    """Type an identifier and a password, and go on."""
    return shown.types("Identifiant", someone.identifier).types("Mot de passe", password).presses("Continuer")


def code_of(server: MailServer, world: World) -> str:
    """The code of the last mail that arrived; it says nothing else."""
    world.works_off()
    mail = message_from_bytes(server.received[-1].content, policy=policy.default)
    words = spaced(f"{mail['Subject']} {mail.get_content()}")
    assert mail["To"] == CAMILLE.identity.mail
    assert not HEALTH.search(words)
    assert "http" not in words
    found = re.search(r"\b(\d{3}) ?(\d{3})\b", words)
    assert found
    return "".join(found.groups())


def test_three_wrong_passwords_close_the_account_for_a_quarter_of_an_hour(at_the_door: Screen, world: World) -> None:
    georges = at_the_door.opens("/connexion/")
    assert "Il vous reste 2 essais" in gives(georges, GEORGES, "un mot mal tapé").words
    assert "Il vous reste 1 essai" in gives(georges, GEORGES, "un mot mal tapé").words
    assert "13 h 15" in gives(georges, GEORGES, "un mot mal tapé").words
    georges.opens("/connexion/")
    assert "13 h 15" in gives(georges, GEORGES, GEORGES.password).words, "even the right one waits"
    world.passes(timedelta(minutes=15))
    gives(georges.opens("/connexion/"), GEORGES, GEORGES.password)
    georges.types("Code à usage unique", world.last_code()).presses("Ouvrir mon dossier")
    assert georges.path == "/accueil/"


def test_a_code_is_pasted_with_its_space_and_one_that_is_too_old_is_replaced(
    at_the_door: Screen, post: MailServer, world: World
) -> None:
    camille = at_the_door.opens("/connexion/")
    gives(camille, CAMILLE, CAMILLE.password)
    too_old = code_of(post, world)
    world.passes(timedelta(minutes=11))
    camille.types("Code à usage unique", too_old).presses("Ouvrir mon dossier")
    assert "Demandez-en un nouveau" in camille.words
    camille.presses("Envoyer un autre code")
    fresh = code_of(post, world)
    assert len(post.received) == 2
    camille.types("Code à usage unique", f" {fresh[:3]} {fresh[3:]} ").presses("Ouvrir mon dossier")
    assert camille.path == "/accueil/"
    world.works_off()
    assert len(post.received) == 3, "a new device is told to her"
