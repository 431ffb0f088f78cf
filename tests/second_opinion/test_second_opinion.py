"""Two readings of the same law agree, through every route, whatever people do and in whatever order."""

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from carnet.config import wiring
from carnet.config.page_routes import page_routes
from carnet.core.access.actors import Actor, Carer, Holder, Professional, Representative
from carnet.core.access.policy import load_policy
from carnet.core.audit.events import Door
from carnet.core.identifiers import DocumentId
from carnet.doors.fhir.router import ROUTES
from carnet.doors.kit.session import cookie_name
from carnet.ports.environment import Environment
from carnet.store import tokens
from carnet.store.tokens import Client as OAuthClient
from carnet.store.tokens import ClientKind
from carnet.usecases.access.issue_token import hand_over
from carnet.usecases.account.open_provider_session import open_provider_session
from tests.doors.fhir.client import Software
from tests.installation import Installation
from tests.journeys.sessions import session_of_holder, session_of_one_who_acts
from tests.journeys.world import World
from tests.second_opinion import histories, minors, papers, record, showings
from tests.second_opinion.cast import join_the_directory, known_as
from tests.second_opinion.histories import Histories
from tests.second_opinion.minors import Minors
from tests.second_opinion.opinion import Paper, Somebody
from tests.second_opinion.record import OneRecord, Stage
from tests.second_opinion.routes import EXISTENCES, HISTORIES, LISTS, OPENINGS, READS, Asking, is_open_to

_listed = ("current", "archived")
SHOWN_BY: dict[str, Callable[[Paper], bool]] = {
    "patient_web.views.documents.documents": lambda paper: paper.state in _listed and "to check" not in paper.hidden,
    "patient_web.views.told.timeline": lambda paper: paper.state in _listed and "to check" not in paper.hidden,
    "patient_web.views.pending.pending": lambda paper: "to check" in paper.hidden,
}
"""What a page lists of that which its reader sees: what was replaced is reached from its successor."""


ONE_IN = 3
"""Of all papers through all routes that open one, this part is asked at each look: histories are many."""


def asking(history: OneRecord, who: Actor) -> Asking:
    """Sit somebody down before the record, with a session and a token."""
    env = history.env
    software = Software(hand_over(who, client_id="opinion", env=env).token)
    browser = Client(SERVER_NAME="localhost")
    if isinstance(who, Professional):
        token = open_provider_session(who, shown_name="—", env=replace(env, door=Door.PROFESSIONAL_SITE))
        browser.cookies[cookie_name(Door.PROFESSIONAL_SITE)] = token
    elif isinstance(who, Holder):
        name, token = session_of_holder(who, "—", World(env, Path()))
        browser.cookies[name] = token
    elif isinstance(who, Representative | Carer):
        browser.cookies[cookie_name(Door.PATIENT_SITE)] = session_of_one_who_acts(who, history.record, env)
    return Asking(who, history.record, history.person.identifiers[0], browser, software)


def look(history: OneRecord, who: Actor) -> None:
    """Ask every route that is open to somebody, and compare each answer with the second opinion."""
    there, questions = asking(history, who), history.turn
    for route, ask in LISTS.items():
        if is_open_to(route, who):
            compare_list(history, who, route, ask(there))
    for route, read in READS.items():
        for paper in history.dossier.papers if is_open_to(route, who) else ():
            questions += 1
            if questions % ONE_IN:
                continue
            expected = history.dossier.reads(known_as(who), paper, history.now)
            assert read(there, history.documents[paper.number]) == expected, route
    for route, ask_plainly in {**HISTORIES, **OPENINGS, **EXISTENCES}.items():
        if is_open_to(route, who):
            assert ask_plainly(there) == expected_of(route, history, known_as(who)), route


def compare_list(history: OneRecord, who: Actor, route: str, found: frozenset[DocumentId] | None) -> None:
    """Compare what a route listed."""
    dossier, now, known = history.dossier, history.now, known_as(who)
    assert (found is not None) == dossier.lists(known, now), route
    if found is None:
        return
    numbers = {document: number for number, document in history.documents.items()}
    shows = SHOWN_BY.get(route)
    kept = {paper.number for paper in dossier.papers if shows is None or shows(paper)}
    assert {numbers[one] for one in found} == dossier.sees(known, now) & kept, route


def expected_of(route: str, history: OneRecord, known: Somebody) -> bool:
    """What the second opinion says of a route that answers yes or no."""
    if route in EXISTENCES:
        return history.dossier.knows_of_it(known)
    if route in HISTORIES:
        return history.dossier.reads_history(known, history.now)
    return history.dossier.lists(known, history.now)


@pytest.fixture(params=["2018", "2026"])
def stage(env: Environment, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """An installation under one of the two policies, with its directory filled."""
    under = replace(env, policy=load_policy(request.param))
    monkeypatch.setattr(wiring, "_shared", lambda: under)
    wiring._environment.cache_clear()
    here = Installation(under)
    here.knows_everybody()
    join_the_directory()
    tokens.save_client(OAuthClient("opinion", ClientKind.PATIENT, None, None, {"keys": []}))
    return Stage(here, look)


def play(machine: type[RuleBasedStateMachine], stage: Stage, *, histories: int, acts: int) -> None:
    """Let a machine play, always the same histories."""
    played = type("Played", (machine,), {"stage": stage})
    run_state_machine_as_test(
        played,
        settings=settings(
            max_examples=histories,
            stateful_step_count=acts,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_product_and_the_second_opinion_agree_on_every_history(stage: Stage) -> None:
    play(Histories, stage, histories=24, acts=40)


def test_they_agree_on_every_history_of_a_minor(stage: Stage) -> None:
    play(Minors, stage, histories=14, acts=30)


OF_NO_RECORD = ("account.", "support.", "content.", "opening.")
"""Of passwords, codes and sessions, of the desk, of public texts, and of records that are still to be opened: they tell
nothing of a record, and have tests of their own."""

THE_SAME_ACT = {
    "feeding.validate_deposit": "it stops where a deposit would store, and stores nothing",
    "feeding.deposit_file.deposit_file": "it wraps a file, then deposits as every door does",
    "reading.select_documents": "it keeps documents at hand, for oneself, among those that the list shows",
    "feeding.archive_documents": "it puts several away, as archiving one does here",
    "confidentiality.change_document": "it does at once what masking, announcing, putting away and deleting do here",
    "consent.state_own_access": "it declares and gives up as those who ask here do",
    "consent.list_consents": "it shows of TD0.2 and of the page of access what they show",
    "reading.list_submissions": "it groups by their deposits what the list shows",
    "consent.find_professional.find_professional": "it reads the directory, and no record",
    "consent.find_professional.look_up_professional": "it reads the directory, and no record",
    "record.check_record.check_record": "asked here through TD0.2",
    "record.open_record": "it opens a record that was not; this one is open from the beginning",
    "record.hand_over_account.hand_over_account": "it hands over the means to sign in, and tells nothing of a document",
    "copies.ask_for_copy.begin_copy": "it shows the address of whoever asks, and no document",
    "copies.ask_for_copy.ask_for_copy": "it asks; what is copied is decided when it is composed, by the tables",
    "copies.ask_copy_at_desk.ask_copy_at_desk": "the same, asked for somebody by the desk, which opens nothing",
    "copies.decide_copy.order_on_proofs": "it lets a copy be composed, and shows nothing",
    "copies.decide_copy.order_for_heirs": "the same, decided by a doctor",
    "letters.print_at_counter.print_at_counter": "it prints neutral notices, and reads no document",
    "family.invite_at_counter.invite_at_counter": "it invites as invite_carer does, on paper",
    "emergency.review_cases.list_cases": "numbers and dates of cases, for a reviewer who reads no record",
    "family.list_profiles.list_profiles": "it names whose records one may open; each opens by the routes asked here",
    "family.switch_profile.switch_profile": "it opens a session for one who acts, as asking does here",
    "family.switch_profile.leave_profile": "it closes that session",
    "family.begin_by_invitation.begin_by_invitation": "it begins an account, and lets nobody read yet",
    "family.open_invited_account.open_invited_account": "it opens that account, then accepts as accept_invitation does",
    "family.open_carer_account.open_carer_account": "the same, at a counter",
    "access.list_apps.list_apps": "it shows applications, which read as the one who let them in (APP-01, APP-02)",
    "access.list_apps.stop_app": "it stops one, and the right of nobody else",
    "subscriptions.subscribe": "it is decided as the list of documents, or as the history; tests of its own tell more",
    "subscriptions.read_subscriptions": "it shows what its subscriber sent, decided as the list of documents",
    "subscriptions.catch_up": "it names what the list of documents, or the history, shows",
    "subscriptions.change_subscription": "it changes where one is told, and the right of nobody",
    "subscriptions.list_subscriptions.list_subscriptions": "it shows whose software is told, and no document",
    "subscriptions.list_subscriptions.stop_subscription": "it stops one, and the right of nobody else",
    "access.ask_for_record.ask_for_record": "it tells what an application asks for, and nothing of a record",
    "access.accept_app.records_to_choose": "it names whose records one may open, as list_profiles does",
    "access.accept_app.accept_app": "it lets an application in, which reads as the one who let it in (APP-01, APP-02)",
    "access.accept_app.decline_app": "it lets nobody in",
    "family.list_carers.list_carers": "it shows the person who cares for them, and no document",
    "family.invite_by_code.invite_by_code": "it invites as invite_carer does, with a code",
    "family.answer_invitation.accept_by_code": "it accepts as accept_invitation does, by a code",
    "family.answer_invitation.decline_by_code": "it gives a place back, and lets nobody read",
    "family.hide_from_carers.hide_from_carers": "the carer's list is compared by the tables and the two worlds",
    "family.hide_from_carers.show_to_carers": "the same, taken back",
    "family.reconfirm_carer.reconfirm_carer": "it lets a carer go on; the tables play the years",
    "family.read_agreements.read_agreements": "it shows two parents what they agreed to, and no document",
    "family.agree_jointly.agree_jointly": "it does nothing by itself: the other parent then acts",
    "family.confirm_inherited.read_inherited": "it lists of documents what the list shows",
    "family.confirm_inherited.confirm_inherited": "it changes who reads nothing",
    "claims.ask_rectification.ask_rectification": "its page says whether it may be asked (READS); it shows nothing",
    "claims.follow_claims.follow_claims": "it shows what the person wrote, and of documents what a list shows",
    "claims.answer_claim.list_claims_for_me": "it reads what is asked of an author, and no document",
    "claims.answer_claim.answer_claim": "it answers the person, and changes who reads nothing",
    "claims.explain_access.list_questions": "it shows a professional their own act",
    "claims.explain_access.explain_access": "it answers the reviewer, and changes who reads nothing",
    "claims.review_claim.decide_claim": "it deletes or puts back a document, as its author does here",
    "claims.review_claim.question_professional": "it asks a professional, and changes who reads nothing",
    "emergency.review_cases.open_case": "it shows a reviewer no document",
    "emergency.review_cases.close_emergency_case": "it closes a case, and changes who reads nothing",
    "record.end_by_person.end_by_code": "it proves who asks, then closes as every door does",
    "record.end_by_person.ask_ending_code": "it sends the person a code, and ends nothing",
    "record.identify_at_counter.recognize_card": "it reads the card that is there, and no record",
    "record.open_at_counter.open_at_counter": "it opens a record as open_record does here",
    "alerts.choose_alerts.choose_alerts": "it says what somebody is told of, and lets nobody read",
    "alerts.choose_alerts.try_alerts": "it sends somebody a message that says nothing",
    "alerts.show_alerts.show_alerts": "it shows somebody what they chose",
    "alerts.push_devices.take_notifications": "it lets a device be told that there is something new, and not what",
    "alerts.push_devices.stop_notifications": "it takes that back",
    "feeding.archive_documents.archive_documents": "it puts several away, each as archive_document does here",
    "feeding.archive_documents.unarchive_documents": "it takes several out, each as unarchive_document does here",
    "reading.select_documents.select_documents": "it keeps at hand what the list shows",
    "showing.follow_showing.look_for_news": "it tells a page to read itself again, which follow_showings fills",
    "consent.choose_trusted_person.choose_trusted_person": "it names somebody, and lets nobody read",
    "consent.choose_trusted_person.read_trusted_person": "it shows the person whom they named",
    "consent.confirm_care_team.confirm_care_team": "it lets an establishment in until a day, as authorizing does here",
    "confidentiality.keep_allergies.list_kept_allergies": "it shows lines of the documents that the list shows",
    "confidentiality.keep_allergies.forget_allergies": "it takes back what the person kept visible",
    "first_visit.put_off_steps.put_off_steps": "it keeps what somebody will look at later, and lets nobody read",
    "first_visit.put_off_steps.take_up_steps": "it forgets that again",
    "health.read_health.read_health": "it shows what the person wrote, decided as a document of its type",
    "health.add_health_entry.add_health_entry": "it adds a line of the person's own, and lets nobody read",
    "health.add_health_entry.answer_health_block": "the same, for an answer without words",
    "health.change_health_entry.correct_health_entry": "it puts such a line right, and lets nobody read",
    "health.change_health_entry.remove_health_entry": "it takes such a line away",
    "health.change_health_entry.put_back_health_entry": "it writes such a line again",
    "export.ask_export": "it asks; what is taken is decided when it is prepared and fetched, as everything is here",
    "export.follow_exports": "it shows how far one's own has come, and no document",
    "export.fetch_export": "it hands over what $everything shows, decided again",
    "export.remove_export": "it destroys what was prepared",
    "export.ask_export.ask_download": "it asks as ask_export does, from a page",
    "export.show_downloads.show_downloads": "it shows of the documents that were chosen what the list shows",
    "export.follow_exports.list_exports": "it shows how far one's own have come, and no document",
    "export.follow_exports.look_at_export": "the same, of one of them",
    "export.fetch_export.fetch_download": "it hands over what $everything shows, decided again",
    "export.remove_export.remove_export": "it destroys what was prepared",
    "adding.keep_files.keep_files": "it keeps what nobody else sees, decided as a deposit",
    "adding.upload_file.begin_upload": "the same, by pieces",
    "adding.upload_file.receive_piece": "the same, by pieces",
    "adding.look_at_drafts.list_drafts": "it shows somebody what they sent themselves, and no document",
    "adding.look_at_drafts.see_draft": "the same, of one of them",
    "adding.look_at_drafts.remove_draft": "it takes one away before it is a document",
    "adding.add_documents.add_documents": "it wraps files, then deposits as every door does",
    "adding.correct_document.correct_document": "it wraps the same file again, then deposits as every door does",
    "adding.correct_document.see_correctable": "it shows of one document what the list shows",
    "adding.correct_document.replace_file": "it keeps what nobody else sees, as keep_files does",
    "record.erase_record.keep_record": "it takes back what the worker would do later",
}
"""Use cases that the histories do not call under their own name, and why they need not."""


def imported(module: ModuleType) -> Iterator[str]:
    """The use cases that a module of the histories calls: ``consent.block_professional.block_professional``."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("carnet.usecases."):
            yield from (f"{node.module.removeprefix('carnet.usecases.')}.{alias.name}" for alias in node.names)


def test_every_route_of_the_inventory_is_asked_or_is_an_act_of_the_histories() -> None:
    asked = {*LISTS, *READS, *HISTORIES, *OPENINGS, *EXISTENCES}
    played = {name for module in (histories, minors, papers, record, showings) for name in imported(module)}
    acting: dict[str, tuple[str, ...]] = {f"{route.method} {route.path}".strip(): (route.use_case,) for route in ROUTES}
    acting |= {route.view: route.use_cases for route in page_routes() if route.actions}
    forgotten = {}
    for route, use_cases in acting.items():
        unknown = [
            one
            for one in use_cases
            if not one.startswith(OF_NO_RECORD)
            and one not in THE_SAME_ACT
            and not any(one in (known, known.rpartition(".")[0]) for known in played)
        ]
        if route not in asked and unknown:
            forgotten[route] = unknown
    assert forgotten == {}
