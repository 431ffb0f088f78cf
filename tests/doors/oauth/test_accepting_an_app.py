"""Camille lets an application into her record: it reads what she ticked, for as long as she wants, and nothing else."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client as Http

from carnet.core.audit.events import Outcome, SecurityAct
from carnet.doors.fhir.identifiers import record_id_text
from tests.doors.oauth.app import BACK, SITE, App, answer_in, register
from tests.journeys.sessions import client_of, session_of_account
from tests.journeys.world import NEVER_WAS, World
from tests.markup import faults_of
from tests.people import ALIX, CAMILLE, GEORGES, HUGO, LOU, SACHA


@pytest.fixture
def record(world: World) -> str:
    """Camille's record, as the form of the page names it."""
    return str(world.record(CAMILLE))


def test_the_application_reads_what_she_let_it_read(app: App, camille: Http, record: str, world: World) -> None:
    given = app.exchange(app.code(camille, record=record))
    assert given.status == 200, given.json
    assert given.headers["Cache-Control"] == "no-store"
    assert given.json["scope"] == "patient/DocumentReference.rs patient/AuditEvent.rs offline_access"
    assert given.json["patient"] == record_id_text(world.record(CAMILLE))
    assert (given.json["token_type"], given.json["expires_in"]) == ("Bearer", 900)
    listed = app.get(f"DocumentReference?status=current&patient={given.json['patient']}", given.json["access_token"])
    assert listed.status == 200
    assert listed.json["total"] > 0


def test_what_she_unticked_is_refused_by_name(app: App, camille: Http, record: str) -> None:
    given = app.exchange(app.code(camille, record=record, ticked=("READ_HISTORY",)))
    assert given.json["scope"] == "patient/AuditEvent.rs offline_access"
    refused = app.get(f"DocumentReference?status=current&patient={given.json['patient']}", given.json["access_token"])
    assert refused.status == 403
    assert refused.json["resourceType"] == "OperationOutcome"
    assert refused.json["issue"][0]["details"]["coding"][0]["code"] == "insufficient-scope"
    assert 'error="insufficient_scope"' in refused.headers["WWW-Authenticate"]


def test_she_cannot_give_more_than_was_asked(app: App, camille: Http, record: str) -> None:
    asked = "patient/DocumentReference.rs"
    given = app.exchange(
        app.code(camille, record=record, ticked=("READ_DOCUMENTS", "ADD_DOCUMENTS", "CHANGE_DOCUMENTS"), scope=asked)
    )
    assert given.json["scope"] == asked
    assert "refresh_token" not in given.json


def test_an_application_that_did_not_ask_to_come_back_is_gone_after_a_quarter_of_an_hour(
    app: App, camille: Http, record: str, world: World
) -> None:
    given = app.exchange(app.code(camille, record=record, scope="patient/DocumentReference.rs"))
    world.passes(timedelta(minutes=15))
    assert app.get("DocumentReference", given.json["access_token"]).status == 401
    assert "Aucune application" in client_of(CAMILLE, world).get("/applications/").content.decode()


def test_scopes_of_the_first_version_are_understood(app: App, camille: Http, record: str) -> None:
    given = app.exchange(app.code(camille, record=record, scope="patient/*.read launch/patient"))
    assert given.json["scope"] == "patient/DocumentReference.rs patient/AuditEvent.rs"


def test_the_page_says_who_asks_what_for_and_that_nobody_may_demand_it(app: App, camille: Http) -> None:
    page = camille.get(f"/applications/autoriser/?{urlencode(app.request())}")
    said = page.content.decode().replace("\xa0", " ")
    assert page.status_code == 200
    for words in (
        "Mon Appli",
        "Montrer vos résultats en courbes.",
        "Lire les documents",
        "Lire l’historique",
        "Jusqu’à quand",
        "Personne ne peut exiger cet accord pour un emploi, une assurance ou un contrat.",
    ):
        assert words in said, words
    assert faults_of(said) == []
    assert "form-action 'self' https://app.example.org" in page["Content-Security-Policy"]


def test_the_page_speaks_english_too(app: App, camille: Http) -> None:
    camille.cookies["affichage"] = "en.auto.normal"
    said = camille.get(f"/applications/autoriser/?{urlencode(app.request())}")
    assert "Shows your results as curves." in said.content.decode()


def test_a_visitor_signs_in_first_and_then_meets_the_question(app: App) -> None:
    visitor = Http(SERVER_NAME="localhost")
    led = visitor.get(f"/oauth/authorize?{urlencode(app.request())}")
    sign_in = visitor.get(led["Location"])
    assert sign_in["Location"].startswith("/connexion/?suite=%2Fapplications%2Fautoriser%2F%3F")


def test_an_application_may_ask_by_post(app: App, camille: Http, record: str) -> None:
    led = camille.post("/oauth/authorize", urlencode(app.request()), content_type="application/x-www-form-urlencoded")
    assert led.status_code == 303
    back = camille.post(led["Location"], {"dossier": record, "droit": ["READ_DOCUMENTS"], "reponse": "accepter"})
    assert "code" in answer_in(back["Location"])


def test_she_says_no_and_the_application_learns_nothing_else(
    app: App, camille: Http, record: str, world: World
) -> None:
    told = app.answer(camille, record=record, reply="refuser")
    assert told == {"error": "access_denied", "state": "the state of the app", "iss": SITE}
    line = world.trace(CAMILLE)[-1]
    assert (line.action, line.outcome, line.software) == (
        SecurityAct.SOFTWARE_ACCEPTANCE,
        Outcome.REFUSED,
        "mon-appli",
    )


def test_nothing_ticked_shows_the_page_again(app: App, camille: Http, record: str) -> None:
    page = camille.post(
        f"/applications/autoriser/?{urlencode(app.request())}", {"dossier": record, "reponse": "accepter"}
    )
    assert page.status_code == 422
    assert "Cochez au moins une ligne, ou refusez." in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"state": None}, "invalid_request"),
        ({"aud": "https://elsewhere.example/fhir"}, "invalid_request"),
        ({"aud": None}, "invalid_request"),
        ({"scope": "openid"}, "invalid_scope"),
        ({"scope": "user/DocumentReference.rs"}, "invalid_scope"),
        ({"scope": "patient/DocumentReference.rs?category=x"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"request": "a.b.c"}, "request_not_supported"),
        ({"dpop_jkt": "short"}, "invalid_request"),
    ],
    ids=lambda given: str(given),
)
def test_a_wrong_request_is_told_to_the_application(
    app: App, camille: Http, changed: dict[str, str | None], error: str
) -> None:
    told = answer_in(camille.get(f"/oauth/authorize?{urlencode(app.request(**changed))}")["Location"])
    assert told["error"] == error
    assert told.get("state", "") == (app.request(**changed).get("state", ""))


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": "nobody"},
        {"client_id": None},
        {"redirect_uri": f"{BACK}/"},
        {"redirect_uri": f"{BACK}?x=1"},
        {"redirect_uri": "https://evil.example/back"},
        {"redirect_uri": None},
    ],
    ids=lambda given: str(given),
)
def test_nobody_is_led_to_an_address_that_was_not_registered(
    app: App, camille: Http, changed: dict[str, str | None]
) -> None:
    led = camille.get(f"/oauth/authorize?{urlencode(app.request(**changed))}")
    assert led["Location"].startswith("/applications/autoriser/?")
    page = camille.get(led["Location"])
    assert page.status_code == 400
    assert "Application inconnue" in page.content.decode()


def test_who_acts_for_two_children_says_for_which(app: App, world: World) -> None:
    father = Http(SERVER_NAME="localhost")
    name, token = session_of_account(SACHA, world)
    father.cookies[name] = token
    page = father.post(f"/applications/autoriser/?{urlencode(app.request())}", {"droit": ["READ_DOCUMENTS"]})
    assert page.status_code == 422
    assert "Choisissez un dossier." in page.content.decode()


def test_a_father_lets_an_application_into_his_childs_record_and_no_other(app: App, world: World) -> None:
    father = Http(SERVER_NAME="localhost")
    name, token = session_of_account(SACHA, world)
    father.cookies[name] = token
    given = app.exchange(app.code(father, record=str(world.record(ALIX))))
    assert given.json["patient"] == record_id_text(world.record(ALIX))
    alix, lou = (record_id_text(world.record(one)) for one in (ALIX, LOU))
    assert app.get(f"DocumentReference?status=current&patient={alix}", given.json["access_token"]).status == 200
    assert app.get(f"DocumentReference?status=current&patient={lou}", given.json["access_token"]).status == 403
    line = next(one for one in reversed(world.trace(ALIX)) if one.software and one.actor.kind == "representative")
    assert line.actor.identifier == SACHA.account


def test_nobody_lets_an_application_into_the_record_of_somebody_else(app: App, camille: Http, world: World) -> None:
    page = f"/applications/autoriser/?{urlencode(app.request())}"
    for elsewhere in (str(world.record(GEORGES)), str(NEVER_WAS), "no record"):
        refused = camille.post(page, {"dossier": elsewhere, "droit": ["READ_DOCUMENTS"], "reponse": "accepter"})
        assert refused.status_code == 404


def test_a_professional_meets_no_such_page(app: App, world: World) -> None:
    hugo = client_of(HUGO, world)
    led = hugo.get(f"/applications/autoriser/?{urlencode(app.request())}")
    assert led["Location"].startswith("/connexion/")


def test_each_step_is_a_line_of_her_history_that_names_the_application(
    app: App, camille: Http, record: str, world: World
) -> None:
    given = app.exchange(app.code(camille, record=record))
    app.get(f"DocumentReference?status=current&patient={given.json['patient']}", given.json["access_token"])
    lines = [(one.action, one.detail) for one in world.trace(CAMILLE) if one.software == "mon-appli"]
    assert (SecurityAct.SOFTWARE_ACCEPTANCE, given.json["scope"]) in lines
    assert (SecurityAct.SOFTWARE_ACCESS, "token-issued") in lines
    said = camille.get("/historique/").content.decode().replace("\xa0", " ")
    assert "Vous avez accepté une application :" in said
    assert "par l’application" in said
    assert "est entrée dans votre dossier" in said


def test_she_is_told_that_an_application_was_accepted(app: App, camille: Http, record: str, world: World) -> None:
    app.code(camille, record=record)
    (told,) = [message for message in world.sent() if "application" in message]
    assert "Une application vient d’être acceptée" in told
    assert "Mon Appli" not in told


def test_an_application_of_a_telephone_comes_back_by_its_own_scheme(app: App, camille: Http, record: str) -> None:
    page = f"/applications/autoriser/?{urlencode(app.request(redirect_uri='org.example.app:/back'))}"
    assert "form-action 'self' org.example.app:" in camille.get(page)["Content-Security-Policy"]
    back = camille.post(page, {"dossier": record, "droit": ["READ_DOCUMENTS"], "reponse": "accepter"})
    assert back["Location"].startswith("org.example.app:/back?code=")


def test_an_application_that_was_switched_off_asks_nobody(camille: Http, world: World) -> None:
    app = register(world, "switched-off", redirect_uris=())
    page = camille.get(f"/applications/autoriser/?{urlencode(app.request())}")
    assert page.status_code == 400
