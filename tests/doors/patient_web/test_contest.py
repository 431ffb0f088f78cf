"""« Je ne reconnais pas cet accès »: what she may contest, what becomes of it, and who learns of it."""

from uuid import UUID, uuid5

import pytest
from django.test import Client

from carnet.core.audit.contests import LONGEST_WORDS
from carnet.core.audit.events import AuditEvent, Outcome, SecurityAct
from carnet.usecases.professional.list_professional_notices import list_professional_notices
from tests.journeys.sessions import client_of
from tests.journeys.world import NEVER_WAS, World
from tests.markup import faults_of, texts_of
from tests.people import CAMILLE, GEORGES, HUGO, KELLER, NADIA


def line_of(world: World, action: str, *, by: str = HUGO.identifier.value) -> UUID:
    """The last line of her history by which somebody did something."""
    return next(
        one.id for one in reversed(world.trace(CAMILLE)) if (one.action.value, one.actor.identifier) == (action, by)
    )


def address(line: UUID) -> str:
    """Where a line is contested."""
    return f"/historique/{line}/contester/"


def contests(world: World) -> list[AuditEvent]:
    """Every contest in her history, oldest first."""
    return [one for one in world.trace(CAMILLE) if one.action is SecurityAct.CONTEST]


def page_of(client: Client, path: str, *, status: int = 200) -> str:
    """A page, which must be well made."""
    answer = client.get(path)
    assert answer.status_code == status
    page = answer.content.decode()
    assert faults_of(page) == []
    return page


def told(world: World) -> list[str]:
    """What stands on Hugo's list."""
    return [one.kind.value for one in list_professional_notices(actor=HUGO.actor, env=world.env)]


def test_one_touch_below_a_line_leads_to_the_page_that_contests_it(camille: Client, world: World) -> None:
    line = line_of(world, "read-document")
    assert f'href="{address(line)}"' in page_of(camille, "/historique/")
    words = " ".join(texts_of(page_of(camille, address(line)), "main")).replace("\xa0", " ")
    assert "Hugo Lemaire" in words
    assert "a consulté Ordonnance" in words
    assert "Elle ne ferme aucun accès. Pour cela, bloquez la personne." in words


def test_a_contest_stands_in_the_history_and_keeps_its_reference(camille: Client, world: World) -> None:
    line = line_of(world, "read-document")
    done = camille.post(address(line), {"precision": "Je n’y étais pas ce jour-là."}, follow=True)
    page = done.content.decode()
    assert done.redirect_chain == [(address(line), 302)]
    assert faults_of(page) == []
    assert "Accès contesté." in page
    (written,) = contests(world)
    assert written.detail == str(line)
    assert written.reason == "Je n’y étais pas ce jour-là."
    number = written.id.hex[:8].upper()
    assert f"{number[:4]}-{number[4:]}" in page
    history = page_of(camille, "/historique/").replace("\xa0", " ").replace("\u202f", " ")
    assert "Vous avez contesté un accès de Hugo Lemaire" in " ".join(history.split())
    assert [text for text in texts_of(history, "li") if "Hugo Lemaire" in text and "Contesté" in text]
    assert "Voir ma contestation" in history


@pytest.mark.parametrize(("sent", "expected"), [({}, []), ({"prevenir": "oui"}, ["contest"])])
def test_the_professional_learns_of_it_only_if_she_asks(
    camille: Client, world: World, sent: dict[str, str], expected: list[str]
) -> None:
    camille.post(address(line_of(world, "read-document")), sent)
    assert told(world) == expected


def test_what_was_contested_is_not_contested_twice(camille: Client, world: World) -> None:
    path = address(line_of(world, "read-document"))
    camille.post(path)
    again = camille.post(path, {"prevenir": "oui"}, follow=True)
    assert "Vous aviez déjà contesté cet accès." in again.content.decode()
    assert [one.outcome for one in contests(world)] == [Outcome.DONE, Outcome.REFUSED]
    history = page_of(camille, "/historique/?filtre=refus")
    (tried,) = [text for text in texts_of(history, "li") if "Vous avez voulu contester un accès" in text]
    assert "Refusé :" not in tried.replace("\xa0", " "), "no rule refused her anything"
    assert told(world) == []


def test_an_act_of_a_structure_is_contested_and_nobody_is_told(camille: Client, world: World) -> None:
    line = next(one.id for one in world.trace(CAMILLE) if one.actor.kind == "structure")
    assert "Prévenir ce professionnel" not in page_of(camille, address(line))
    assert camille.post(address(line), {"prevenir": "oui"}).status_code == 302
    assert contests(world)[-1].outcome is Outcome.DONE


def test_her_own_acts_another_record_s_and_what_never_was_cannot_be_contested(camille: Client, world: World) -> None:
    own = next(one.id for one in world.trace(CAMILLE) if one.actor.kind == "holder")
    of_nadia = next(one.id for one in world.trace(NADIA) if one.actor.kind == "professional")
    words = set()
    for line in (own, of_nadia, NEVER_WAS):
        assert address(line) not in page_of(camille, "/historique/")
        words.add(" ".join(texts_of(page_of(camille, address(line), status=404), "main")))
        sent = camille.post(address(line))
        assert sent.status_code == 404
        words.add(" ".join(texts_of(sent.content.decode(), "main")))
    assert len(words) == 1
    assert {one.outcome for one in contests(world)} == {Outcome.REFUSED}


def test_what_tells_of_something_unannounced_cannot_be_contested_nor_guessed(world: World) -> None:
    georges = client_of(GEORGES, world)
    hidden = next(
        one.id for one in reversed(world.trace(GEORGES)) if one.action.value == "deposit-documents" and one.documents
    )
    absent = page_of(georges, address(uuid5(NEVER_WAS, "absent")), status=404)
    assert texts_of(page_of(georges, address(hidden), status=404), "main") == texts_of(absent, "main")


def test_too_long_a_text_is_told_and_kept(camille: Client, world: World) -> None:
    sent = camille.post(address(line_of(world, "read-document")), {"precision": "x" * (LONGEST_WORDS + 1)})
    assert sent.status_code == 422
    assert "Écrivez 1000 caractères au plus." in sent.content.decode()
    assert "x" * (LONGEST_WORDS + 1) in sent.content.decode()
    assert contests(world) == []


def test_her_doctor_who_reads_the_history_reads_no_contest(camille: Client, world: World) -> None:
    camille.post(address(line_of(world, "read-document")), {"precision": "Je ne connais pas cette personne."})
    keller = client_of(KELLER, world).get(f"/pro/dossiers/{world.record(CAMILLE)}/historique/").content.decode()
    assert "Hugo Lemaire" in keller
    assert "contesté" not in keller
    assert "Je ne connais pas" not in keller


def test_a_form_without_its_secret_contests_nothing(world: World) -> None:
    camille = client_of(CAMILLE, world, checks_forms=True)
    assert camille.post(address(line_of(world, "read-document"))).status_code == 403
    assert contests(world) == []
