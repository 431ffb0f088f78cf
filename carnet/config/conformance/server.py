"""The server that is checked, as a client knows it: its tokens, the patient's id, one document deposited for all."""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import jwt

from carnet.config.conformance.caller import FHIR_JSON, FORM, Answer, Json, Trust, Unanswered, call, form_of
from carnet.config.conformance.credentials import Credentials, Software
from carnet.formats.fhir.published import answer_departures
from carnet.formats.fhir.validate import validate

JWT_BEARER: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
CONTENT: Final = b"Contenu d'un document de conformite."
CREATED: Final = "2026-01-15T09:00:00+01:00"
READER, STRUCTURE, NOBODY = "reader", "structure", ""
"""Whose token goes with a request."""


@dataclass(slots=True)
class Server:
    """A server, and what was learnt of it so far.

    ``now``: the time of the client's machine; ``invalid``: what it sent against FHIR R4 or a profile.
    """

    credentials: Credentials
    now: Callable[[], datetime]
    tokens: dict[str, str] = field(default_factory=dict)
    invalid: dict[str, str] = field(default_factory=dict)
    patient: str = ""
    document: str = ""
    number: str = ""

    def ask(
        self,
        method: str,
        path: str,
        *,
        who: str = READER,
        form: Iterable[tuple[str, str]] | None = None,
        resource: Json | list[Json] | None = None,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask the door, with somebody's token. An answer that does not come has the status 0 and says why."""
        sent = dict(headers or {})
        if form is not None:
            body = form_of(form)
            sent.setdefault("Content-Type", FORM)
        elif resource is not None:
            body = json.dumps(resource).encode()
            sent.setdefault("Content-Type", FHIR_JSON)
        if who and (token := self.token(who)):
            sent.setdefault("Authorization", f"Bearer {token}")
        base = self.credentials.base
        url = path if path.startswith(("http://", "https://")) else f"{base}/{path}" if path else base
        answer = self._heard(call(method, url, headers=sent, body=body, trust=self.credentials.trust))
        if answer.media_type.startswith("application/fhir+"):
            for defect in validate(answer.resource) or answer_departures(answer.resource, path):
                self.invalid.setdefault(f"{method} {path.partition('?')[0]}", f"{defect.where}: {defect.problem}")
        return answer

    def search(self, kind: str, *pairs: tuple[str, str], who: str = READER, **headers: str) -> Answer:
        """Search by POST, so that nothing stands in an address."""
        return self.ask("POST", f"{kind}/_search", who=who, form=pairs, headers=headers)

    def token(self, who: str) -> str:
        """Give somebody's token, asked for once; nothing when none is given."""
        if who == READER and self.credentials.token:
            return self.credentials.token
        if who not in self.tokens:
            software = self.credentials.reader if who == READER else self.credentials.structure
            given = self.ask_token(self.assertion(software)).resource if software is not None else {}
            self.tokens[who] = str(given.get("access_token", ""))
        return self.tokens[who]

    def assertion(self, software: Software, *, key: str = "") -> str:
        """Sign what software shows to get a token (RFC 7523); ``key``: another than its own, to see it refused."""
        now = int(self.now().timestamp())
        claims = {
            "iss": software.client_id,
            "sub": software.client_id,
            "aud": self.credentials.token_endpoint,
            "exp": now + 240,
            "jti": secrets.token_urlsafe(24),
        }
        signing = key or software.key.read_text(encoding="ascii")
        return jwt.encode(claims, signing, software.algorithm, headers={"kid": software.kid})

    def ask_token(self, assertion: str) -> Answer:
        """Ask for a token by an assertion."""
        form = (
            ("grant_type", "client_credentials"),
            ("client_assertion_type", JWT_BEARER),
            ("client_assertion", assertion),
        )
        return self._token(self.credentials.token_endpoint, form, self.credentials.trust)

    def ask_bound_token(self, software: Software) -> Answer:
        """Ask for a token by a certificate (RFC 8705)."""
        form = (("grant_type", "client_credentials"), ("client_id", software.client_id))
        return self._token(self.credentials.secure_token_endpoint, form, software.trust)

    def ask_secured(self, path: str, token: str, software: Software) -> Answer:
        """Ask the door over mutual TLS, with the certificate of some software."""
        bearer = {"Authorization": f"Bearer {token}"}
        url = f"{self.credentials.secure_base}/{path}"
        return self._heard(call("GET", url, headers=bearer, trust=software.trust))

    def _token(self, url: str, form: Iterable[tuple[str, str]], trust: Trust) -> Answer:
        return self._heard(call("POST", url, headers={"Content-Type": FORM}, body=form_of(form), trust=trust))

    def _heard(self, answer: Answer | Unanswered) -> Answer:
        return Answer(0, body=answer.why.encode()) if isinstance(answer, Unanswered) else answer

    # --- what other checks stand on ---------------------------------------------------------------------------------

    def patient_id(self) -> str:
        """Give the id under which the server knows the patient (TD0.2); nothing when it does not say."""
        if not self.patient:
            found = self.search("Patient", ("identifier", self.credentials.patient)).entries("Patient")
            self.patient = str(found[0].get("id", "")) if found else ""
        return self.patient

    def document_id(self) -> str:
        """Give the id of a document of ours, deposited once for all the checks; nothing when none enters."""
        if not self.document:
            self.number = self.new_number()
            deposited = self.ask("POST", "DocumentReference", resource=self.described(self.number))
            self.document = str(deposited.resource.get("id", "")) if deposited.status == 201 else ""
        return self.document

    def new_number(self) -> str:
        """Draw an OID that nobody has used (ITU-T X.667: 2.25 and a UUID)."""
        return f"urn:oid:2.25.{secrets.randbits(122) + 2**122}"

    def described(self, number: str, *, url: str = "", content: bytes = CONTENT) -> Json:
        """Describe a document of ours about the patient; ``url``: where its bytes are, if not in it."""
        attachment: Json = {
            "contentType": "text/plain",
            "language": "fr-FR",
            "size": len(content),
            "hash": base64.b64encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode(),
            "title": "Document de conformite",
            "creation": CREATED,
            **({"url": url} if url else {"data": base64.b64encode(content).decode()}),
        }
        author = {"system": "urn:oid:1.2.250.1.71.4.2.1", "value": self.credentials.author}
        confidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
        return {
            "resourceType": "DocumentReference",
            "contained": [{"resourceType": "Practitioner", "id": "author", "identifier": [author]}],
            "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": number},
            "status": "current",
            "type": {"coding": [{"system": "http://loinc.org", "code": "34112-3"}]},
            "category": [{"coding": [{"system": "urn:oid:1.2.250.1.213.1.1.4.1", "code": "10"}]}],
            "subject": {"reference": f"Patient?identifier={self.credentials.patient}"},
            "date": CREATED,
            "author": [{"reference": "#author"}],
            "securityLabel": [{"coding": [{"system": confidentiality, "code": "N"}]}],
            "content": [{"attachment": attachment}],
        }

    def bundle(self, number: str) -> Json:
        """Write a transaction that deposits such a document (ITI-65)."""
        places = [f"urn:uuid:00000000-0000-4000-8000-00000000000{index}" for index in (1, 2, 3)]
        list_type = {"system": "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes", "code": "submissionset"}
        submission: Json = {
            "resourceType": "List",
            "identifier": [{"use": "usual", "system": "urn:ietf:rfc:3986", "value": f"{number}.65"}],
            "status": "current",
            "mode": "working",
            "code": {"coding": [list_type]},
            "subject": {"reference": f"Patient?identifier={self.credentials.patient}"},
            "date": CREATED,
            "source": {"identifier": {"system": "urn:oid:1.2.250.1.71.4.2.2", "value": self.credentials.source}},
            "entry": [{"item": {"reference": places[1]}}],
        }
        data = base64.b64encode(CONTENT).decode()
        binary: Json = {"resourceType": "Binary", "contentType": "text/plain", "data": data}
        resources = (submission, self.described(number, url=places[2]), binary)
        return {
            "resourceType": "Bundle",
            "type": "transaction",
            "entry": [
                {"fullUrl": place, "resource": one, "request": {"method": "POST", "url": one["resourceType"]}}
                for place, one in zip(places, resources, strict=True)
            ],
        }
