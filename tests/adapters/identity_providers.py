"""Identity providers on 127.0.0.1: the demonstration's own, and the same when it lies or answers strangely."""

import base64
import hashlib
import http.client
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from carnet.config.launch.postgres import free_port
from carnet.demo.identity_provider.keys import make_key
from carnet.demo.identity_provider.people import Person, Workplace
from carnet.demo.identity_provider.provider import Asked, Client, Provider
from carnet.demo.identity_provider.serve import server_of
from carnet.infra.chance import SystemChance
from carnet.infra.openid_connect import OpenIdConnect, RelyingParty
from carnet.ports.clock import Clock
from carnet.ports.identity_provider import IdentityRefused, ProfessionalIdentity, RefusedBecause
from tests.adapters.loopback_servers import running

SITE = "http://localhost:8000"
RETURN = f"{SITE}/pro/connexion/retour/"
OVER = f"{SITE}/pro/connexion/fin/"
DESK_RETURN = f"{SITE}/assistance/connexion/retour/"
DESK_OVER = f"{SITE}/assistance/connexion/fin/"
CLIENT = Client("carnet", "a secret: with % and +, in 2 parts", (RETURN, DESK_RETURN), (OVER, DESK_OVER))

VERIFIER = "a-verifier-that-the-browser-keeps-for-ten-minutes"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")

PRACTICE = Workplace("1440000297", "CABINET DU PORT")
HOSPITAL = Workplace("1440000289", "CHU DES DEUX RIVES", "SA01")
ELSEWHERE = Workplace("1440000999", "CABINET INCONNU ICI")

KELLER = Person("keller", "899700000001", "Anne", "Keller", "Dr", "10", "SM26", "médecin", (PRACTICE,))
SECRETARY = Person("jeanne", "899700000006", "Jeanne", "Petit", what="secrétaire", places=(HOSPITAL,))
STRANGER = Person("stranger", "899700009999", "Kit", "Inconnu", "Dr", "10", "SM26", "médecin", (PRACTICE,))
NUMBERLESS = Person("numberless", "", "Sans", "Numéro", places=(PRACTICE,))
PEOPLE = (KELLER, SECRETARY, STRANGER, NUMBERLESS)


@dataclass(slots=True)
class Strange(Provider):
    """The demonstration's provider, in which a test changes one thing.

    ``lies``: claims of the identity token, None to leave one out. ``forge``: signs in place of the provider's key.
    ``described``: the same for its description. ``speaks_of``: whom its userinfo is about, whoever asks.
    """

    lies: dict[str, Any] = field(default_factory=dict)
    forge: Callable[[dict[str, Any]], str] | None = None
    described: dict[str, Any] = field(default_factory=dict)
    speaks_of: Person | None = None

    def claims(self, person: Person, asked: Asked, access_token: str) -> dict[str, Any]:
        """Lie."""
        return _changed(Provider.claims(self, person, asked, access_token), self.lies)

    def sign(self, claims: dict[str, Any]) -> str:
        """Forge."""
        return self.forge(claims) if self.forge else Provider.sign(self, claims)

    def describe(self) -> dict[str, Any]:
        """Describe itself strangely."""
        return _changed(Provider.describe(self), self.described)

    def tell(self, access_token: str) -> dict[str, Any] | None:
        """Speak of somebody else."""
        told = Provider.tell(self, access_token)
        return {**told, "sub": self.speaks_of.subject} if told and self.speaks_of else told

    def adapter(self, **changes: Any) -> OpenIdConnect:
        """What Carnet speaks to it with."""
        party: dict[str, Any] = {
            "issuer": self.issuer,
            "client_id": CLIENT.client_id,
            "client_secret": CLIENT.client_secret,
            "acr": "eidas1",
        }
        return OpenIdConnect(RelyingParty(**party | changes), clock=self.clock, timeout=5.0)


def a_provider(clock: Clock, *people: Person, port: int | None = None, client: Client = CLIENT) -> Strange:
    """A provider that nobody serves yet."""
    chance = SystemChance()
    issuer = f"http://127.0.0.1:{port if port is not None else free_port()}"
    return Strange(issuer, client, people or PEOPLE, make_key(chance), clock, chance)


@contextmanager
def served(clock: Clock, *people: Person) -> Iterator[Strange]:
    """A provider at work."""
    provider = a_provider(clock, *people)
    with running(server_of(provider, urlsplit(provider.issuer).port or 0)):
        yield provider


def goes_and_is(short: str, url: str) -> dict[str, str]:
    """A browser goes to the provider and its person presses their button; what it brings back to the site.

    « give up » for the link at the bottom of the page.
    """
    page = asks("GET", url)
    assert page.status == 200, page.body
    if short == "give up":
        (link,) = re.findall(r'<a href="([^"]+)">Abandonner', page.body)
        return dict(parse_qsl(urlsplit(unescape(link)).query))
    (asked,) = re.findall(r'name="asked" value="([^"]*)"', page.body)
    target = urlsplit(url)._replace(path="/authorize", query="").geturl()
    answer = asks("POST", target, urlencode({"asked": unescape(asked), "person": short}))
    assert answer.status == 303, answer.body
    assert answer.location.startswith((RETURN, DESK_RETURN))
    return dict(parse_qsl(urlsplit(answer.location).query))


def comes_back(adapter: OpenIdConnect, short: str = "keller") -> str:
    """Somebody goes to the provider and comes back with a code."""
    url = adapter.authorization_url(state="s", nonce="n", code_challenge=CHALLENGE, redirect_uri=RETURN)
    back = goes_and_is(short, url)
    assert back["state"] == "s"
    return back["code"]


def tells(adapter: OpenIdConnect, code: str, **changes: str) -> ProfessionalIdentity | IdentityRefused:
    """Whom the provider says that a code stands for."""
    asked = {"code_verifier": VERIFIER, "redirect_uri": RETURN, "nonce": "n"}
    return adapter.exchange(code, **asked | changes)


def recognizes(adapter: OpenIdConnect, short: str = "keller") -> ProfessionalIdentity | IdentityRefused:
    return tells(adapter, comes_back(adapter, short))


def refusal(answer: ProfessionalIdentity | IdentityRefused) -> RefusedBecause:
    assert isinstance(answer, IdentityRefused), answer
    return answer.reason


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back over HTTP."""

    status: int
    body: str
    location: str
    headers: dict[str, str]

    def json(self) -> dict[str, Any]:
        """The object that it is."""
        read: dict[str, Any] = json.loads(self.body)
        return read


def asks(method: str, url: str, form: str | None = None, **headers: str) -> Heard:
    """Ask one address; no redirect is followed."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
    try:
        connection.request(method, path, form, kind | headers)
        answer = connection.getresponse()
        body = answer.read().decode("utf-8", "replace")
        return Heard(answer.status, body, answer.headers.get("Location", ""), dict(answer.headers.items()))
    finally:
        connection.close()


def _changed(said: dict[str, Any], by: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (said | by).items() if value is not None}
