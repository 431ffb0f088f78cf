"""Who acts for somebody reads whose record it is, never « votre dossier »."""

import re

import pytest
from django.test import Client

from carnet.core.access.actions import Action
from carnet.core.audit.audience import KEPT_FROM_REPRESENTATIVES
from carnet.core.notices import NOTICES, as_told_of_a_child
from carnet.doors.patient_web.sentences import sentence_of
from carnet.doors.patient_web.whose import of_whom
from tests.journeys.sessions import session_of_account
from tests.journeys.world import World
from tests.markup import texts_of
from tests.people import ALIX, SACHA

YOURS = re.compile(r"\b(votre|vos|vous)\b", re.IGNORECASE)
YOUR = re.compile(r"\b(votre|vos)\b", re.IGNORECASE)
SEEN = [one for one in Action if one not in KEPT_FROM_REPRESENTATIVES]


@pytest.mark.parametrize("action", SEEN, ids=lambda one: one.value)
def test_no_act_is_said_to_a_parent_as_if_the_record_were_theirs(action: Action) -> None:
    for refused in (False, True):
        said = sentence_of(action.value, is_mine=False, is_refused=refused, of="de Lou")
        assert not YOURS.search(said), said
        mine = sentence_of(action.value, is_mine=True, is_refused=refused, of="de Lou")
        assert not YOUR.search(mine), mine


def test_of_whom_is_written_as_people_say_it() -> None:
    assert [of_whom(name) for name in ("Lou Martin", "Alix Morel", "Élio Lamrani", "")] == [
        "de Lou",
        "d’Alix",
        "d’Élio",
        "",
    ]


def test_a_record_is_named_by_its_person() -> None:
    said = sentence_of(Action.BREAK_THE_GLASS.value, is_mine=False, is_refused=False, of="d’Alix")
    assert said == "a ouvert le dossier d’Alix en urgence"


@pytest.mark.parametrize("kind", sorted(NOTICES))
def test_a_notice_about_a_child_is_not_about_your_record(kind: str) -> None:
    told = as_told_of_a_child(NOTICES[kind])
    assert "otre dossier" not in told.mail_subject
    assert "otre dossier" not in told.body


PAGES = (
    *("/accueil/", "/historique/", "/documents/", "/acces/", "/acces/que-verrait/", "/acces/ce-qui-est-cache/"),
    *("/acces/bloques/", "/acces/urgences/", "/demandes/", "/dossier/fermer/", "/documents/ajouter/"),
)


@pytest.fixture
def sacha(world: World) -> Client:
    """Sacha, who has opened the record of the child whom they represent."""
    client = Client(SERVER_NAME="localhost")
    name, token = session_of_account(SACHA, world, opens=ALIX)
    client.cookies[name] = token
    return client


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_a_childs_record_calls_it_the_parents(sacha: Client, path: str) -> None:
    words = " ".join(texts_of(sacha.get(path).content.decode(), "main"))
    assert "otre dossier" not in words
    assert "mon dossier" not in words


def test_the_history_of_a_child_says_whose_record_was_opened(sacha: Client) -> None:
    sacha.get("/documents/")
    assert "Vous avez consulté les documents d’Alix" in " ".join(
        texts_of(sacha.get("/historique/").content.decode(), "main")
    )
