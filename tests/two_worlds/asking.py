"""What a reader asks and what they get: requests to the product, and answers reduced to what two worlds must share."""

import json
import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlencode

from django.db import reset_queries
from django.test import Client

from carnet.core.access.actors import Actor, Carer, Holder, Professional, Representative
from carnet.core.accounts.session import ends_at
from carnet.core.audit.events import Door
from carnet.core.identifiers import RecordId
from carnet.core.record.terms_of_use import version_at
from carnet.doors.fhir.identifiers import record_id_text
from carnet.doors.kit.session import cookie_name
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import accounts, web_sessions
from carnet.store.accounts import Account
from carnet.store.records import RecordPerson
from carnet.store.web_sessions import TOKEN_SIZE, NewSession, token_text
from carnet.usecases.access.issue_token import hand_over
from carnet.usecases.account.open_provider_session import open_provider_session
from tests.doors.fhir.client import Json
from tests.journeys.sessions import session_of_one_who_acts
from tests.store.statements import counted
from tests.two_worlds.chance import SharedChance
from tests.two_worlds.people import SOFTWARE
from tests.two_worlds.stage import Hidden, Stage

FORM = "application/x-www-form-urlencoded"
FHIR_JSON = "application/fhir+json"
CSRF = (
    re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w+'),
    re.compile(rb"(?<=csrftoken=)\w+"),
    re.compile(rb'(?<=X-CSRFToken": ")\w+'),
)
"""Where the token of forms stands; it and the request's own number are drawn outside the ports."""
NO_PASSWORD = f"$argon2id$v=19$m=8,t=1,p=1${'A' * 22}${'A' * 43}"
"""A digest that no password known to anybody gives, cheap to try one against."""

APART = frozenset({"date", "x-request-id"})
"""Headers of the moment and of the request. None of our servers' answers has another."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. ``label``: what is asked, in a few words; the route is added to it."""

    label: str
    method: str
    path: str
    body: bytes = b""
    content_type: str = FORM
    headers: Mapping[str, str] = field(default_factory=dict)
    signed_in: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, once the CSRF token and the request's number are replaced. ``statements``: how many it took."""

    label: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statements: int

    @property
    def json(self) -> Json:
        """Its resource."""
        read: Json = json.loads(self.body)
        return read

    def link(self, relation: str) -> str | None:
        """The link of that relation of a searchset, as a path."""
        if self.status != 200:
            return None
        urls = [one["url"] for one in self.json.get("link", []) if one["relation"] == relation]
        return f"/fhir/{urls[0].partition('/fhir/')[2]}" if urls else None


Asking: TypeAlias = Generator[Ask, Answer, None]
"""Requests one after the other, each perhaps made of the answer before."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What those who ask know: of whom they ask, as whom, and what they look for."""

    person: RecordPerson
    record: RecordId
    stage: Stage
    actor: Actor
    hidden: Hidden

    @property
    def patient(self) -> str:
        """The record, as the FHIR door names it."""
        return record_id_text(self.record)

    @property
    def ins(self) -> str:
        """The person's INS, as a search names it."""
        identifier = self.person.identifiers[0]
        return f"urn:oid:{identifier.system.value}|{identifier.value}"


Route: TypeAlias = Callable[[Scene], Asking]


def get(label: str, path: str, **headers: str) -> Ask:
    """A GET."""
    return Ask(label, "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def send(label: str, path: str, form: Mapping[str, str] | str = "", **headers: str) -> Ask:
    """A form, as a page or a ``_search`` sends it."""
    body = form if isinstance(form, str) else urlencode(form)
    return Ask(label, "POST", path, body.encode(), FORM, {k.replace("_", "-"): v for k, v in headers.items()})


def resource(label: str, path: str, sent: Json) -> Ask:
    """A resource sent to the FHIR door."""
    return Ask(label, "POST", path, json.dumps(sent).encode(), FHIR_JSON)


@dataclass(slots=True)
class Browser:
    """A reader's software and browser: a token for the door of software, a session for their site."""

    chance: SharedChance
    bearer: str
    pages: Client
    software: Client = field(default_factory=lambda: Client(SERVER_NAME="localhost"))
    asked: int = 0

    def ask(self, ask: Ask, route: str) -> Answer:
        """Send one request, whose chance is its own, and count its statements."""
        self.asked += 1
        self.chance.turn_to(f"request {self.asked}")
        is_api = ask.path.startswith(("/fhir", "/oauth", "/health"))
        client = self.software if is_api else self.pages
        bearer = {"Authorization": f"Bearer {self.bearer}"} if ask.path.startswith("/fhir") and ask.signed_in else {}
        reset_queries()  # a whole walk is more statements than Django keeps
        with counted() as statements:
            response = client.generic(
                ask.method, ask.path, ask.body, content_type=ask.content_type, headers={**bearer, **ask.headers}
            )
            content = response.getvalue()
        headers = [(name, str(value)) for name, value in response.items() if name.casefold() not in APART]
        headers += [("Set-Cookie", _plain(one.OutputString())) for one in response.cookies.values()]
        for pattern in CSRF:
            content = pattern.sub(b"-", content)
        return Answer(f"{route} {ask.label}", response.status_code, tuple(sorted(headers)), content, len(statements))


def _plain(cookie: str) -> str:
    """A cookie without the token of forms, and without the date that its ``max-age`` gives already."""
    return re.sub(r"expires=[^;]+; ", "", CSRF[1].sub(b"-", cookie.encode()).decode())


def sit_down(stage: Stage, actor: Actor, *, about: RecordId) -> Browser:
    """Give a reader what they need to ask: a token, and a session of the site that is theirs, if any."""
    stage.chance.turn_to("signing in")
    env = stage.env
    pages = Client(SERVER_NAME="localhost")
    match actor:
        case Professional():
            pages.cookies[cookie_name(Door.PROFESSIONAL_SITE)] = open_provider_session(
                actor, shown_name="Alex Exemple", env=env
            )
        case Holder():
            pages.cookies[cookie_name(Door.PATIENT_SITE)] = _session_of(actor, about, env)
        case Representative() | Carer():
            pages.cookies[cookie_name(Door.PATIENT_SITE)] = session_of_one_who_acts(actor, about, env)
        case _:
            pass  # the others have no pages about a record
    return Browser(stage.chance, hand_over(actor, client_id=SOFTWARE, env=env).token, pages)


def _session_of(holder: Holder, record: RecordId, env: Environment) -> str:
    at = env.clock.now()
    account = Account(
        id=env.chance.identifier(),
        record=record,
        identifier=env.chance.secret(32),
        password_hash=NO_PASSWORD,
        password_set_at=at,
        must_change_password=False,
        channel=Channel.MAIL,
        last_visit_at=None,
        accepted_terms=version_at(at),
    )
    assert accounts.create(account, at=at) is None
    token = token_text(env.chance.secret(TOKEN_SIZE))
    web_sessions.open_session(
        NewSession(
            token=token,
            door=Door.PATIENT_SITE,
            actor=holder,
            account=account.id,
            shown_name="Camille Morel",
            opened_at=at,
            ends_at=ends_at(Door.PATIENT_SITE, opened_at=at, seen_at=at),
            previous_visit_at=None,
            nonces=(env.chance.secret(12), env.chance.secret(12)),
        )
    )
    return token
