"""The desk that cannot read: every other route refuses its people, and no page of theirs has a medical word."""

import re
from html import unescape
from itertools import chain
from urllib.parse import urlencode

import pytest
from django.test import Client

from carnet.config.page_routes import page_routes
from carnet.core.audit.events import Door, Outcome
from carnet.core.documents.selection import Criteria
from carnet.core.support.requests import RequestKind
from carnet.core.vocabulary.document_types import document_types
from carnet.core.vocabulary.professions import profession, specialty
from carnet.doors.fhir.identifiers import document_id_text, record_id_text
from carnet.doors.fhir.router import ROUTES, Route
from carnet.doors.kit.session import cookie_name
from carnet.store import tokens
from carnet.store.tokens import Client as Software
from carnet.store.tokens import ClientKind
from carnet.usecases.access.issue_token import hand_over
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.support.open_request import open_request
from tests.architecture.test_pages import filled
from tests.doors.support_web.test_desk import asks, proves
from tests.journeys.sessions import desk_actor, session_of
from tests.journeys.world import NEVER_WAS, World
from tests.people import ALI, CAMILLE, CAREGIVERS, GEORGES, ODILE, PATIENTS, Member

DESK = "/assistance/"


def of_other_sites() -> list[str]:
    """The address of every private page of the two other sites."""
    return [one.path for one in page_routes() if not one.is_public and not one.path.startswith(DESK)]


@pytest.mark.parametrize("someone", [ALI, ODILE], ids=lambda one: one.short)
def test_a_session_of_the_desk_opens_no_page_of_a_patient_or_of_a_professional(world: World, someone: Member) -> None:
    """The cookie of the desk, and the same token shown as that of each other site."""
    name, token = session_of(someone, world)
    browser = Client(SERVER_NAME="localhost")
    for cookie in (name, cookie_name(Door.PATIENT_SITE), cookie_name(Door.PROFESSIONAL_SITE)):
        browser.cookies[cookie] = token
    paths = of_other_sites()
    assert len(paths) > 80
    for path in paths:
        for answer in (browser.get(filled(path)), browser.post(filled(path))):
            if answer.status_code != 404:  # an address of that shape that leads to no page
                assert answer.status_code == 302, path
                assert answer["Location"].startswith(("/connexion/", "/pro/connexion/", "/session-terminee/")), path


def pages_of_the_desk(world: World, agent: Client) -> list[str]:
    """Every page of the desk that shows something, after a day's work on the records of two people."""
    asked = [asks(world, kind, about) for kind in RequestKind for about in (CAMILLE, GEORGES)]
    open_request(RequestKind.CONTACT, written={"text": "…"}, env=world.env)
    sheets = [proves(agent, one) for one in (CAMILLE, GEORGES)]
    agent.post(f"{sheets[0]}codes/", {"moyen": "mail", "adresse": "neuf@example.org"})
    agent.post(f"{sheets[1]}debloquer/")
    return [
        "/assistance/",
        *(f"/assistance/demandes/{one.id}/" for one in asked),
        "/assistance/comptes/",
        *chain.from_iterable((sheet, f"{sheet}journal/") for sheet in sheets),
        "/assistance/a-deux/",
        "/assistance/courriers/",
        "/assistance/chiffres/",
    ]


def medical_words(world: World) -> set[str]:
    """What the world says of care: titles, types, professions, specialties, the names of those who care."""
    said = {one.code.label for one in document_types().values()}
    for person in PATIENTS:
        holder = world.holder(person)
        listed = list_documents(holder.record, criteria=Criteria(), actor=holder, env=world.env)
        assert isinstance(listed, ListedDocuments)
        said |= {one.entry.title for one in listed.documents}
    for one in CAREGIVERS:
        known, speciality = profession(one.practitioner.profession), specialty(one.practitioner.specialty)
        said |= {
            one.name.family,
            one.works_in.name,
            known.label if known else "",
            speciality.label if speciality else "",
        }
    return {word.casefold() for word in said if len(word) > 3}


def words(browser: Client, path: str) -> str:
    """All that a page says, its header and its attributes included."""
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return " ".join(unescape(re.sub(r"[\u00a0\u202f]", " ", answer.getvalue().decode())).split()).casefold()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_of_the_desk_has_a_word_of_care(world: World, ali: Client, odile: Client, language: str) -> None:
    forbidden = medical_words(world)
    assert len(forbidden) > 60
    pages = pages_of_the_desk(world, ali)
    for browser, shown in ((ali, pages), (odile, ["/assistance/", "/assistance/chiffres/"])):
        browser.cookies["affichage"] = f"{language}.auto.normal"
        for path in shown:
            said = words(browser, path)
            assert [word for word in forbidden if re.search(rf"\b{re.escape(word)}\b", said)] == [], path


def test_no_name_and_no_number_of_a_person_stands_on_a_page_of_an_agent(world: World, ali: Client) -> None:
    for path in pages_of_the_desk(world, ali):
        said = words(ali, path)
        for one in (CAMILLE, GEORGES):
            assert one.person is not None
            traits, ins = one.person.traits, one.person.identifiers[0].value
            for secret in (traits.birth_name, traits.given_names[0], ins, one.person.mail, one.person.phone):
                assert not secret or secret.casefold() not in said, path


@pytest.mark.parametrize("someone", [ALI, ODILE], ids=lambda one: one.short)
def test_a_try_at_a_record_is_a_line_in_its_history(world: World, someone: Member) -> None:
    name, token = session_of(someone, world)
    browser = Client(SERVER_NAME="localhost")
    browser.cookies[name] = token
    assert browser.get(f"/pro/dossiers/{world.record(CAMILLE)}/").status_code == 302
    line = world.trace(CAMILLE)[-1]
    assert (line.action.value, line.outcome, line.detail) == ("desk-refusal", Outcome.REFUSED, "content")
    assert line.actor.identifier == someone.account
    for path in ("/documents/", f"/pro/dossiers/{NEVER_WAS}/"):
        browser.get(path)
        assert world.trace_of_nobody()[-1].detail == "content"


@pytest.mark.parametrize("someone", [ALI, ODILE], ids=lambda one: one.short)
@pytest.mark.parametrize("route", ROUTES, ids=lambda one: f"{one.method} {one.path}")
def test_software_of_the_desk_reads_and_writes_nothing(world: World, someone: Member, route: Route) -> None:
    record = world.record(CAMILLE)
    document = next(iter(world.documents(CAMILLE)))
    tokens.save_client(Software("desk", ClientKind.PATIENT, None, None, {"keys": []}))
    token = hand_over(desk_actor(someone), client_id="desk", env=world.env).token
    whose = record_id_text(record) if route.resource == "Patient" else document_id_text(record, document)
    path = route.path.replace("{id}", whose).replace("{job}", str(document)).replace("{type}", "Patient")
    assert CAMILLE.person is not None
    ins = CAMILLE.person.identifiers[0]
    wanted = {"patient": record_id_text(record), "identifier": f"urn:oid:{ins.system.value}|{ins.value}"}
    told = {name: value for name, value in wanted.items() if (name == "identifier") == (route.resource == "Patient")}
    answer = Client(SERVER_NAME="localhost").generic(
        route.method,
        f"/fhir/{path}" + (f"?{urlencode(told)}" if route.method == "GET" and "{id}" not in route.path else ""),
        urlencode(told).encode() if route.reads_form else b"{}",
        content_type="application/x-www-form-urlencoded" if route.reads_form else "application/fhir+json",
        headers={"Authorization": f"Bearer {token}"},
    )
    if route.path.endswith("/$validate"):
        # What is wrong with the form is told to whoever asks, before anything is looked for: nobody is named in it.
        assert (answer.status_code, b'"severity":"error"' in answer.getvalue()) == (200, True)
        return
    if (route.resource, route.interaction) == ("Subscription", "search-type"):
        # One's own, whatever the record: whoever has none is told so.
        assert (answer.status_code, answer.json()["total"]) == (200, 0)
        return
    assert answer.status_code in (400, 403, 404, 422), answer.getvalue()
    assert b"DocumentReference" not in answer.getvalue().replace(b"/DocumentReference", b"")
    if answer.status_code == 403:
        line = world.trace(CAMILLE)[-1]
        assert (line.outcome, line.actor.identifier) == (Outcome.REFUSED, someone.account)
