"""The reviewer's cases: found, opened, closed under a name; and what an agent may say of them."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from carnet.core.audit.events import SecurityAct
from carnet.core.claims.claim import receipt_of
from carnet.core.documents.selection import Criteria
from carnet.core.emergency.review import EmergencyOutcome, ReviewRate, rate_of
from carnet.core.support.authority import NotDone
from carnet.usecases.emergency.break_the_glass import GlassBroken, break_the_glass
from carnet.usecases.emergency.review_cases import CaseClosed, CaseQueue, close_emergency_case, list_cases
from carnet.usecases.reading.list_documents import list_documents
from carnet.usecases.transparency.contest_line import Contested, contest_line
from tests.doors.support_web.test_desk import finds
from tests.journeys.sessions import client_of, desk_actor
from tests.journeys.world import World
from tests.markup import faults_of, texts_of
from tests.people import ALI, CAMILLE, HUGO, LOU, ODILE

REASON = "Malaise au comptoir, traitement à connaître."


def words(client: Client, path: str, *, status: int = 200) -> str:
    """What a page says; it must be well made."""
    answer = client.get(path)
    assert answer.status_code == status
    page = answer.content.decode()
    assert faults_of(page) == []
    return " ".join(texts_of(page, "main")).replace("\xa0", " ")


def emergency(world: World) -> str:
    """Hugo breaks the glass of Lou's record and looks; the number of the case."""
    before = {one.id for one in cases(world).cases}
    env = world.env
    broken = break_the_glass(world.record(LOU), reason=REASON, actor=HUGO.actor, env=env)
    assert isinstance(broken, GlassBroken), broken
    list_documents(world.record(LOU), criteria=Criteria(), actor=HUGO.actor, env=env)
    (new,) = {one.id for one in cases(world).cases} - before
    return str(new)


def cases(world: World) -> CaseQueue:
    found = list_cases(actor=desk_actor(ODILE), env=world.env)
    assert isinstance(found, CaseQueue)
    return found


def test_every_emergency_is_a_case_that_the_reviewer_closes_under_her_name(odile: Client, world: World) -> None:
    number = emergency(world)
    assert f"/assistance/examens/{number}/" in odile.get("/assistance/examens/").content.decode()
    shown = words(odile, f"/assistance/examens/{number}/")
    assert REASON in shown
    assert "Hugo Lemaire" in shown
    assert "Liste des documents" in shown
    assert "Dites ce que vous avez trouvé." in odile.post(f"/assistance/examens/{number}/clore/").content.decode()
    done = odile.post(f"/assistance/examens/{number}/clore/", {"issue": "justified"}, follow=True)
    assert "Cas clos, sous votre nom." in done.content.decode()
    assert odile.get(f"/assistance/examens/{number}/").status_code == 404
    lines = [one for one in world.trace(LOU) if one.action.value == "review-case"]
    assert [(one.actor.kind, one.detail) for one in lines][-1] == ("reviewer", "justified")


def test_an_agent_never_sees_a_case_and_the_attempt_is_traced(ali: Client, world: World) -> None:
    number = emergency(world)
    for path in ("/assistance/examens/", f"/assistance/examens/{number}/"):
        assert ali.get(path).status_code == 403
    for act in ("clore", "decider", "interroger"):
        sent = {"issue": "justified", "reponse": REASON, "question": REASON}
        assert ali.post(f"/assistance/examens/{number}/{act}/", sent).status_code == 403
    assert REASON not in ali.get(f"/assistance/examens/{number}/").content.decode()
    refusals = [one for one in world.trace_of_nobody() if one.action is SecurityAct.DESK_REFUSAL]
    assert {one.detail for one in refusals} >= {"review"}


def test_the_agent_finds_the_number_of_a_contest_and_not_a_word_of_it(ali: Client, world: World) -> None:
    camille = world.holder(CAMILLE)
    line = next(one for one in reversed(world.trace(CAMILLE)) if one.actor.identifier == HUGO.identifier.value)
    answer = contest_line(camille.record, line.id, words="Je n’y étais pas.", actor=camille, env=world.env)
    assert isinstance(answer, Contested)
    shown = words(ali, "/assistance/suivi/")
    assert receipt_of(answer.receipt) in shown
    assert "Accès contesté" in shown
    for secret in ("Je n’y étais pas", "Hugo", "Lemaire", "Camille"):
        assert secret not in shown


def test_the_reviewer_answers_a_contest(odile: Client, world: World) -> None:
    camille = world.holder(CAMILLE)
    line = next(one for one in reversed(world.trace(CAMILLE)) if one.actor.identifier == HUGO.identifier.value)
    answer = contest_line(camille.record, line.id, words="Je n’y étais pas.", actor=camille, env=world.env)
    assert isinstance(answer, Contested)
    path = f"/assistance/examens/{answer.receipt}/"
    assert "Je n’y étais pas." in words(odile, path)
    assert odile.post(f"{path}decider/", {"issue": "unjustified", "reponse": "court"}).status_code == 422
    sent = {"issue": "unjustified", "reponse": "Cet accès n’avait pas de raison d’être."}
    assert "Demande close." in odile.post(f"{path}decider/", sent, follow=True).content.decode()
    followed = words(client_of(CAMILLE, world), "/demandes/")
    assert "Cet accès n’était pas justifié" in followed
    assert "Cet accès n’avait pas de raison d’être." in followed


def test_a_case_is_closed_once_and_only_by_a_reviewer(world: World) -> None:

    number = UUID(emergency(world))
    env, outcome = world.env, EmergencyOutcome.REPORTED
    agent = close_emergency_case(number, outcome=outcome, actor=desk_actor(ALI), env=env)
    assert agent is NotDone.NOT_THIS_ROLE
    assert close_emergency_case(number, outcome=outcome, actor=desk_actor(ODILE), env=env) == CaseClosed("reported")
    again = close_emergency_case(number, outcome=outcome, actor=desk_actor(ODILE), env=env)
    assert again is NotDone.ALREADY_DECIDED


def test_a_death_is_proposed_by_one_and_confirmed_by_another(ali: Client, ines: Client, world: World) -> None:
    record = world.record(CAMILLE)
    sheet = finds(ali, CAMILLE)
    assert "Le dossier se ferme à l’instant." in words(ali, f"{sheet}deces/")
    assert ali.post(f"{sheet}deces/", {"acte": "record-death"}).status_code == 422
    sent = {"acte": "record-death", "preuve": "death-certificate"}
    assert "Proposé." in ali.post(f"{sheet}deces/", sent, follow=True).content.decode()
    camille = client_of(CAMILLE, world)
    page = ines.get("/assistance/a-deux/").content.decode()
    (number,) = set(re.findall(r"/assistance/a-deux/([0-9a-f-]{36})/confirmer/", page))
    assert camille.get("/accueil/").status_code == 200
    ines.post(f"/assistance/a-deux/{number}/confirmer/")
    assert camille.get("/accueil/").status_code == 302, "her session ended the same minute"
    assert [one.detail for one in world.trace(CAMILLE) if one.action.value == "record-death"] == ["death-certificate"]
    assert record == world.record(CAMILLE)


def test_a_case_grows_old_and_is_counted_late(odile: Client, world: World) -> None:
    emergency(world)
    world.passes(timedelta(days=30))
    odile = client_of(ODILE, world)
    assert "en retard" in words(odile, "/assistance/examens/")


@pytest.mark.parametrize(
    ("opened", "closed", "outcomes", "expected"),
    [
        (10, 10, {"unjustified": 3}, ReviewRate(None, None, None)),
        (11, 10, {"unjustified": 3}, ReviewRate(11, 91, None)),
        (40, 30, {"unjustified": 2, "reported": 1, "justified": 27}, ReviewRate(40, 75, 10)),
    ],
)
def test_what_is_published_is_never_under_eleven(
    opened: int, closed: int, outcomes: dict[str, int], expected: ReviewRate
) -> None:
    assert rate_of(opened=opened, closed=closed, outcomes=outcomes) == expected


@pytest.mark.usefixtures("world")
def test_anybody_reads_the_published_figures() -> None:

    assert "Moins de 11" in words(Client(), "/chiffres/")
