"""Who opened her record: every line has its words, its filters, its pages."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from carnet.core.access.actions import Action
from carnet.core.audit.events import SecurityAct
from carnet.core.documents.selection import Criteria
from carnet.doors.patient_web.sentences import SOMETHING, SOMETHING_OF_ONES_OWN, sentence_of
from carnet.usecases.reading.list_documents import list_documents
from tests.journeys.sessions import client_of, session_of_holder
from tests.journeys.world import NEVER_WAS, ZEPHYR, World
from tests.markup import faults_of, texts_of
from tests.people import CAMILLE, HADDAD, HUGO, KELLER

IN_NO_HISTORY = {
    SecurityAct.CREATION_CODE,
    SecurityAct.OPENING,
    SecurityAct.CONTENT_PUBLICATION,
    SecurityAct.DESTRUCTION,
    SecurityAct.DESK_ANSWER,
}
"""Traced in nobody's record, or in one that nobody can read any more."""
NEVER_REFUSED = {
    SecurityAct.LETTER_PRINTED,
    SecurityAct.LETTER_POSTED,
    SecurityAct.LETTER_RETURNED,
    SecurityAct.DESK_REQUEST,
    SecurityAct.DESK_REQUEST_READ,
    SecurityAct.DESK_REQUEST_LATE,
    SecurityAct.DESK_REQUEST_CLOSED,
    SecurityAct.DESK_PROPOSAL_DROPPED,
    SecurityAct.COPY_ORDERED,
    SecurityAct.COPY_SENT,
    SecurityAct.COPY_STOPPED,
    SecurityAct.COUNTER_PAPER,
    SecurityAct.SUBSCRIPTION_END,
}
"""Written down once done; what the desk may not do is a line of its own."""
NEVER_DONE = {SecurityAct.DESK_REFUSAL}
OF_THE_SERVICE_ALONE = {Action.INDEX_DOCUMENT}
"""What the record does by itself, and writes down once done."""
OF_ONES_ACCOUNT = {
    SecurityAct.SESSION_END,
    SecurityAct.DEVICE_FORGOTTEN,
    SecurityAct.PROOF_AGAIN,
    SecurityAct.PASSKEY_ADDITION,
    SecurityAct.PASSKEY_RENAMING,
    SecurityAct.PASSKEY_REMOVAL,
    SecurityAct.APP_ADDITION,
    SecurityAct.APP_REMOVAL,
    SecurityAct.CHANNEL_CHANGE,
    SecurityAct.CONTACT_CHANGE,
    SecurityAct.ALERT_CHOICE,
}
"""Done within a session of the person's own, by nobody else."""
OF_THE_PERSON_ALONE = {SecurityAct.SIGN_IN, SecurityAct.SIGN_OUT, SecurityAct.TERMS} | OF_ONES_ACCOUNT
"""Somebody else never does them; they only try."""


def address_of(page: str, words: str) -> str:
    """Where a link leads that says these words."""
    (found,) = re.findall(rf'<a class="btn" href="([^"]+)"[^>]*>(?:(?!</a>).)*{words}', page)
    return f"/historique/{unescape(found)}"


def lines(client: Client, address: str = "/historique/") -> list[str]:
    """The lines of a page of the history."""
    return [line for line in texts_of(client.get(address).content.decode(), "li") if " h " in line]


@pytest.mark.parametrize(
    "act",
    [one for one in (*Action, *SecurityAct) if one not in IN_NO_HISTORY | OF_THE_PERSON_ALONE | OF_THE_SERVICE_ALONE],
    ids=str,
)
def test_whatever_somebody_did_or_wanted_to_do_has_its_sentence(act: Action | SecurityAct) -> None:
    done, refused = (sentence_of(act.value, is_mine=False, is_refused=refused) for refused in (False, True))
    assert (done == refused) is (act in NEVER_REFUSED), "what was refused is not told as done"
    assert (done == str(SOMETHING)) is (act in NEVER_DONE)
    assert refused != str(SOMETHING)


@pytest.mark.parametrize("act", sorted(OF_THE_SERVICE_ALONE, key=str), ids=str)
def test_what_the_record_does_by_itself_has_its_sentence(act: Action) -> None:
    assert sentence_of(act.value, is_mine=False, is_refused=False, is_of_the_service=True) != str(SOMETHING)


@pytest.mark.parametrize("act", [*sorted(OF_THE_PERSON_ALONE, key=str), SecurityAct.SIGN_IN_CODE], ids=str)
def test_what_she_did_with_her_account_has_its_sentence(act: SecurityAct) -> None:
    assert sentence_of(act.value, is_mine=True, is_refused=False).startswith("Vous avez ")
    assert sentence_of(act.value, is_mine=True, is_refused=False) != str(SOMETHING_OF_ONES_OWN)


def test_no_line_is_mute(camille: Client) -> None:
    page = camille.get("/historique/").content.decode()
    assert [text for text in texts_of(page, "p") if text == ""] == []
    assert str(SOMETHING) not in page
    assert str(SOMETHING_OF_ONES_OWN) not in page
    assert faults_of(page) == []


@pytest.mark.parametrize(
    ("wanted", "words"),
    [("professionnels", "Hugo Lemaire"), ("urgence", "Accès en urgence"), ("refus", "Refusé"), ("moi", "Vous")],
)
def test_a_filter_keeps_the_lines_that_it_names(camille: Client, wanted: str, words: str) -> None:
    kept = lines(camille, f"/historique/?filtre={wanted}")
    assert kept
    if wanted != "professionnels":
        assert all(words in line for line in kept)
    everything = lines(camille)
    assert len(kept) < len(everything)


def test_a_refusal_is_told_as_what_was_wanted_with_its_cause(camille: Client) -> None:
    (line,) = lines(camille, "/historique/?filtre=refus")
    assert "Dr Élise Marchand" in line
    assert "a voulu consulter la liste de vos documents" in line
    assert "Refusé : La médecine du travail ne consulte pas le dossier" in line.replace("\xa0", " ")


def test_somebody_who_tries_her_password_is_told_as_nobody_known(camille: Client) -> None:
    stranger = Client(SERVER_NAME="localhost")
    stranger.post("/connexion/", {"identifiant": CAMILLE.identifier, "mot-de-passe": "not the one at all"})
    (line,) = lines(camille, "/historique/?filtre=services")[:1]
    assert line.startswith("Quelqu’un")
    assert "a essayé de se connecter à votre compte" in line
    assert "Nouveau" in line


def test_several_readings_of_one_visit_are_one_line_that_names_each(camille: Client) -> None:
    (line,) = [one for one in lines(camille) if "a consulté 4 documents" in one]
    for title in ("Synthèse médicale", "Ordonnance : lévothyroxine, fer", "Consultation de suivi"):
        assert title in line.replace("\xa0", " ")


def test_who_declares_her_consent_for_themselves_is_not_named_twice(camille: Client) -> None:
    (line,) = [one for one in lines(camille) if "a déclaré votre accord" in one and "17 h 04" in one]
    assert line.count("Hugo Lemaire") == 4, "their name, the two that are spoken with the details, and the card"


@pytest.mark.parametrize("line", ["0", "x", "²", str(NEVER_WAS), "9" * 5000])
def test_a_page_that_begins_nowhere_is_the_first_one(camille: Client, line: str) -> None:
    for word in ("avant", "apres"):
        answer = camille.get("/historique/", {word: line})
        assert answer.status_code == 200
        assert len([text for text in texts_of(answer.content.decode(), "li") if " h " in text]) > 20


def test_a_long_history_has_pages_that_a_new_line_does_not_move(camille: Client, world: World) -> None:
    record = world.record(CAMILLE)
    for _ in range(30):
        world.passes(timedelta(hours=3))
        list_documents(record, criteria=Criteria(), actor=KELLER.actor, env=world.env)
    camille = client_of(CAMILLE, world)
    first = camille.get("/historique/").content.decode()
    assert "Actions plus récentes" not in first
    older = address_of(first, "Actions plus anciennes")
    told = lines(camille, older)
    list_documents(record, criteria=Criteria(), actor=KELLER.actor, env=world.env)
    assert lines(camille, older) == told
    second = camille.get(older).content.decode()
    assert "Actions plus anciennes" not in second
    assert faults_of(second) == []
    assert len(lines(camille, address_of(second, "Actions plus récentes"))) == 50


def test_a_filter_that_keeps_nothing_is_not_said_to_be_an_empty_history(world: World) -> None:
    name, token = session_of_holder(world.opens(ZEPHYR), "Zephyr Vide", world)
    zephyr = Client(SERVER_NAME="localhost")
    zephyr.cookies[name] = token
    page = zephyr.get("/historique/?filtre=urgence").content.decode()
    assert "Aucune ligne de cette sorte" in page
    assert "Personne n’a ouvert votre dossier" not in page
    assert "Hugo Lemaire" in zephyr.get("/historique/").content.decode()


def test_a_line_leads_to_the_card_of_who_did_it(camille: Client) -> None:
    page = camille.get("/historique/").content.decode()
    assert f"/acces/professionnel/{HUGO.identifier.value}/" in page
    assert f"/acces/professionnel/{HADDAD.identifier.value}/" in page
    assert camille.get(f"/acces/professionnel/{HADDAD.identifier.value}/").status_code == 200


def test_a_refused_reading_of_what_never_was_names_nothing(camille: Client, world: World) -> None:
    hugo = client_of(HUGO, world)
    assert hugo.get(f"/pro/dossiers/{world.record(CAMILLE)}/documents/{NEVER_WAS}/").status_code == 404
    (line,) = [one for one in lines(camille) if "a voulu consulter un document" in one]
    assert "Hugo Lemaire" in line
