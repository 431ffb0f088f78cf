"""An application of patients, as any developer would write one: PKCE, a browser, a token, requests."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.test import Client as Http

from carnet.store import tokens
from carnet.store.tokens import Client, ClientKind, Description
from tests.doors.fhir.keys import JWT_BEARER
from tests.journeys.world import World

SITE = "http://localhost"
BACK = "https://app.example.org/back"
CLIENT = "mon-appli"
SCOPE = "patient/DocumentReference.rs patient/AuditEvent.rs offline_access launch/patient"
TICKED = ("READ_DOCUMENTS", "READ_HISTORY")
DESCRIBED = Description(
    name="Mon Appli",
    purpose="Montrer vos résultats en courbes.",
    purpose_en="Shows your results as curves.",
    redirect_uris=(BACK, "org.example.app:/back"),
    origins=("https://app.example.org",),
)
VERIFIER = "a-verifier-of-forty-three-characters-at-least-0123456789"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What came back."""

    status: int
    json: Json
    headers: dict[str, str]


@dataclass(slots=True)
class App:
    """The application, on the device of somebody."""

    world: World
    client_id: str = CLIENT
    http: Http = field(default_factory=lambda: Http(SERVER_NAME="localhost"))

    def request(self, **changed: str | None) -> Json:
        """The parameters of a sound authorization request, but for what is changed; None leaves one out."""
        return request_for(self.client_id, changed)

    def code(self, person: Http, *, record: str, ticked: tuple[str, ...] = TICKED, **changed: str | None) -> str:
        """The code that comes back when the person says yes."""
        answer = self.answer(person, record=record, ticked=ticked, reply="accepter", **changed)
        assert "code" in answer, answer
        assert answer["state"] == "the state of the app"
        assert answer["iss"] == SITE
        return answer["code"]

    def answer(
        self,
        person: Http,
        *,
        record: str,
        ticked: tuple[str, ...] = TICKED,
        reply: str = "accepter",
        **changed: str | None,
    ) -> dict[str, str]:
        """What comes back to the registered address when the person has answered."""
        led = person.get(f"/oauth/authorize?{urlencode(self.request(**changed))}")
        assert led.status_code == 303, led.content
        page = led["Location"]
        shown = person.get(page)
        assert shown.status_code == 200, shown.content
        form = {"dossier": record, "droit": list(ticked), "duree": "six-mois", "reponse": reply}
        back = person.post(page, form)
        assert back.status_code == 303, back.content
        return answer_in(back["Location"])

    def exchange(self, code: str, *, headers: Mapping[str, str] = MappingProxyType({}), **changed: str) -> Said:
        """Exchange a code for a token."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": BACK,
            "client_id": self.client_id,
            "code_verifier": VERIFIER,
        }
        return self.post("/oauth/token", {**form, **changed}, headers)

    def renew(self, refresh: str, *, headers: Mapping[str, str] = MappingProxyType({}), **changed: str) -> Said:
        """Exchange a refresh token for the next ones."""
        form = {"grant_type": "refresh_token", "refresh_token": refresh, "client_id": self.client_id}
        return self.post("/oauth/token", {**form, **changed}, headers)

    def post(self, path: str, form: dict[str, str], headers: Mapping[str, str] = MappingProxyType({})) -> Said:
        """Send a form."""
        response = self.http.post(
            path, urlencode(form), content_type="application/x-www-form-urlencoded", headers=dict(headers)
        )
        return Said(response.status_code, json.loads(response.content), dict(response.items()))

    def get(self, path: str, token: str, **headers: str) -> Said:
        """Ask the FHIR door something with a token."""
        response = self.http.get(f"/fhir/{path}", headers={"Authorization": f"Bearer {token}", **headers})
        return Said(response.status_code, json.loads(response.content), dict(response.items()))


def request_for(client_id: str, changed: Mapping[str, str | None], *, site: str = SITE) -> Json:
    """The parameters of a sound request of an application, but for what is changed; None leaves one out.

    ``site``: the address at which the product answers.
    """
    sound = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": BACK,
        "scope": SCOPE,
        "state": "the state of the app",
        "aud": f"{site}/fhir",
        "code_challenge": challenge(VERIFIER),
        "code_challenge_method": "S256",
        **changed,
    }
    return {name: value for name, value in sound.items() if value is not None}


def register(world: World, client_id: str = CLIENT, **changed: Any) -> App:
    """Register the application, with what is changed of it."""
    client = Client(client_id, ClientKind.PATIENT, None, None, changed.pop("jwks", {"keys": []}))
    described = {name: getattr(DESCRIBED, name) for name in Description.__dataclass_fields__} | changed
    tokens.save_client(
        Client(client.client_id, client.kind, None, None, client.jwks, described=Description(**described))
    )
    return App(world, client_id)


def challenge(verifier: str) -> str:
    """The SHA-256 of a verifier, as PKCE writes it."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def answer_in(address: str) -> dict[str, str]:
    """The parameters of the address to which the person is led back."""
    assert address.startswith(f"{BACK}?"), address
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def signed(assertion: str) -> dict[str, str]:
    """What a form says of an assertion."""
    return {"client_assertion_type": JWT_BEARER, "client_assertion": assertion}
