"""Copies on paper and answers to messages, page by page at the desk."""

import re
from html import unescape

from django.test import Client

from carnet.core.record.paper_copy import CopyStage
from carnet.core.support.requests import RequestKind
from carnet.store import paper_copies
from carnet.usecases.support.open_request import RequestOpened, open_request
from tests.doors.support_web.test_desk import finds, words
from tests.journeys.world import World
from tests.people import GEORGES

LINES = "Georges Brunet\n12 quai de la Fosse\n44000 NANTES"
SEEN = ["card", "identity-document"]


def stage(world: World) -> CopyStage:
    """Where the only copy of his record has come to."""
    (copy,) = paper_copies.of_record(world.holder(GEORGES).record)
    return copy.stage


def test_an_agent_asks_for_somebody_whose_papers_are_seen(world: World, ali: Client) -> None:
    sheet = finds(ali, GEORGES)
    assert "Demander une copie sur papier" in words(ali.get(sheet))
    answer = ali.post(f"{sheet}copie/", {"pour": "holder", "lignes": LINES, "vu": SEEN}, follow=True)
    assert "Acceptée, se prépare" in words(answer)
    assert stage(world) is CopyStage.IN_THE_MAKING
    assert "44000" not in words(answer)


def test_proofs_noted_later_let_it_be_made(world: World, ali: Client) -> None:
    sheet = finds(ali, GEORGES)
    answer = ali.post(f"{sheet}copie/", {"pour": "holder", "lignes": LINES, "vu": ["card"]}, follow=True)
    page = answer.redirect_chain[-1][0]
    refused = ali.post(f"{page}copie/")
    assert refused.status_code == 422
    assert "Les preuves notées ne suffisent pas" in words(refused)
    ali.post(f"{page}preuves/", {"preuve": SEEN})
    assert ali.post(f"{page}copie/").status_code == 302
    assert stage(world) is CopyStage.IN_THE_MAKING


def test_what_is_missing_is_said_and_what_was_typed_is_kept(ali: Client) -> None:
    sheet = finds(ali, GEORGES)
    assert "Choisissez pour qui" in words(ali.post(f"{sheet}copie/", {"lignes": LINES}))
    answer = ali.post(f"{sheet}copie/", {"pour": "holder", "lignes": "Georges"})
    assert answer.status_code == 422
    assert "de deux à six lignes" in words(answer)
    assert "Georges" in words(answer)


def test_heirs_of_a_living_person_are_told_no(ali: Client) -> None:
    sheet = finds(ali, GEORGES)
    answer = ali.post(f"{sheet}copie/", {"pour": "heirs", "motif": "memory", "lignes": LINES})
    assert answer.status_code == 422
    assert "aucun droit n’est inscrit" in words(answer)


def written(world: World, reply_to: str) -> RequestOpened:
    """Somebody writes without signing in."""
    told = {"text": "Comment ouvrir ?", "reply_to": reply_to}
    return open_request(RequestKind.CONTACT, written=told, env=world.env)


def test_the_reviewer_answers_by_mail_once_reread(world: World, odile: Client, ali: Client) -> None:
    page = f"/assistance/demandes/{written(world, 'paul@example.org').id}/"
    assert "Répondre par courriel" in words(odile.get(page))
    assert "Répondre par courriel" not in words(ali.get(page))
    said = {"reponse": "Venez avec votre carte, c’est gratuit."}
    refused = odile.post(f"{page}repondre/", said)
    assert refused.status_code == 422
    assert "ni nom, ni mot de santé" in words(refused)
    assert said["reponse"] in unescape(re.sub(r"<[^>]+>", " ", refused.content.decode()))
    assert odile.post(f"{page}repondre/", said | {"relu": "oui"}).status_code == 302
    assert "Réponse envoyée" in words(odile.get(page))
    assert ali.post(f"{page}repondre/", said | {"relu": "oui"}).status_code == 403


def test_a_telephone_number_is_called(world: World, odile: Client) -> None:
    page = f"/assistance/demandes/{written(world, '06 39 98 00 00').id}/"
    refused = odile.post(f"{page}repondre/", {"reponse": "Venez avec votre carte.", "relu": "oui"})
    assert "Appelez-la" in words(refused)
