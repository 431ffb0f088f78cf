"""Asking the product through every route that tells something of a record, and hearing its answer as a yes or a no."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from django.test import Client

from carnet.core.access.actors import Actor, Carer, Holder, Professional, Representative
from carnet.core.identifiers import DocumentId, PatientIdentifier, RecordId
from carnet.doors.fhir.identifiers import document_id_text, read_document_id, record_id_text
from tests.doors.fhir.client import Answer, Software
from tests.installation import KELLER

LOOKS = 200
NO = frozenset({403, 404})
ON_A_PAGE = re.compile(r'href="[^"]*/documents/([0-9a-f-]{36})/[?"]')


@dataclass(frozen=True)
class Asking:
    """One person before one record, with the two ways in which they may ask: a browser and their software."""

    who: Actor
    record: RecordId
    patient: PatientIdentifier
    browser: Client
    software: Software

    @property
    def named(self) -> str:
        """The patient, as a search names them."""
        return quote(f"urn:oid:{self.patient.system.value}|{self.patient.value}")


def said_yes(status: int) -> bool:
    """Hear an answer. What is neither a yes nor a plain no is a fault of the product, and no opinion."""
    assert status == LOOKS or status in NO, status
    return status == LOOKS


def _listed(answer: Answer) -> frozenset[DocumentId] | None:
    if not said_yes(answer.status):
        return None
    found = (read_document_id(one["id"]) for one in answer.documents)
    return frozenset(one[1] for one in found if one is not None)


def _linked(browser: Client, *paths: str) -> frozenset[DocumentId] | None:
    responses = [browser.get(path) for path in paths]
    answers = {said_yes(response.status_code) for response in responses}
    if answers != {True}:
        return None
    pages = "".join(response.content.decode() for response in responses)
    return frozenset(DocumentId(UUID(one)) for one in ON_A_PAGE.findall(pages))


def _opened(browser: Client, path: str) -> bool:
    response = browser.get(path, follow=True)  # on the day of majority, the first page is the one to confirm
    response.getvalue()
    return said_yes(response.status_code)


def _id(asking: Asking, document: DocumentId) -> str:
    return document_id_text(asking.record, document)


BY_BOTH = ("GET", "POST")
"""The methods by which an operation is asked."""


def _summed_up(method: str, path: str) -> Callable[[Asking], bool]:
    def ask(asking: Asking) -> bool:
        at = path.format(named=asking.named, number=record_id_text(asking.record))
        return said_yes(asking.software.ask(method, at).status)

    return ask


def _every_document(method: str) -> Callable[[Asking], frozenset[DocumentId] | None]:
    def ask(asking: Asking) -> frozenset[DocumentId] | None:
        path = f"Patient/{record_id_text(asking.record)}/$everything?_type=DocumentReference"
        return _listed(asking.software.ask(method, path))

    return ask


EVERY_STATUS = "status=current,superseded"
LISTS: Mapping[str, Callable[[Asking], frozenset[DocumentId] | None]] = {
    "GET DocumentReference": lambda asking: _listed(
        asking.software.get(f"DocumentReference?patient.identifier={asking.named}&{EVERY_STATUS}&_count=200")
    ),
    "POST DocumentReference/_search": lambda asking: _listed(
        asking.software.search("DocumentReference", f"patient.identifier={asking.named}&{EVERY_STATUS}&_count=200")
    ),
    **{f"{method} Patient/{{id}}/$everything": _every_document(method) for method in BY_BOTH},
    "patient_web.views.documents.documents": lambda asking: _linked(
        asking.browser, "/documents/?nombre=50", "/documents/?categorie=archives&nombre=50"
    ),
    "patient_web.views.pending.pending": lambda asking: _linked(asking.browser, "/documents/a-verifier/"),
    "patient_web.views.told.timeline": lambda asking: _linked(asking.browser, "/frise/"),
    "professional_web.views.record.record": lambda asking: _linked(
        asking.browser, f"/pro/dossiers/{asking.record}/?anciens=oui&seul=oui"
    ),
}
"""The routes that list: the documents that they name, or None when there is no list to be had."""

ABOUT_ONE = {
    "masking.mask": "masquer",
    "visibility.visibility": "qui-peut-le-voir",
    "visibility.secret": "secret",
    "keeping.not_mine": "pas-a-moi",
    "putting_right.ask": "corriger",
}
"""Pages of the person about one document, before they do something to it."""


def _about_one(end: str) -> Callable[[Asking, DocumentId], bool]:
    return lambda asking, document: _opened(asking.browser, f"/documents/{document}/{end}/")


READS: Mapping[str, Callable[[Asking, DocumentId], bool]] = {
    "GET DocumentReference/{id}": lambda asking, document: said_yes(
        asking.software.get(f"DocumentReference/{_id(asking, document)}").status
    ),
    "GET DocumentReference/{id}/_history": lambda asking, document: said_yes(
        asking.software.get(f"DocumentReference/{_id(asking, document)}/_history").status
    ),
    "GET DocumentReference/{id}/_history/{vid}": lambda asking, document: said_yes(
        asking.software.get(f"DocumentReference/{_id(asking, document)}/_history/1").status
    ),
    "GET Binary/{id}": lambda asking, document: said_yes(asking.software.get(f"Binary/{_id(asking, document)}").status),
    "patient_web.views.documents.document": lambda asking, document: _opened(asking.browser, f"/documents/{document}/"),
    "patient_web.views.documents.file": lambda asking, document: _opened(
        asking.browser, f"/documents/{document}/fichier/"
    ),
    "patient_web.views.documents.content": lambda asking, document: _opened(
        asking.browser, f"/documents/{document}/contenu/"
    ),
    "patient_web.views.results.results": lambda asking, document: _opened(
        asking.browser, f"/documents/{document}/resultats/"
    ),
    **{f"patient_web.views.{view}": _about_one(end) for view, end in ABOUT_ONE.items()},
    "professional_web.views.record.document": lambda asking, document: _opened(
        asking.browser, f"/pro/dossiers/{asking.record}/documents/{document}/"
    ),
    "professional_web.views.results.results": lambda asking, document: _opened(
        asking.browser, f"/pro/dossiers/{asking.record}/documents/{document}/resultats/"
    ),
    "professional_web.views.record.file": lambda asking, document: _opened(
        asking.browser, f"/pro/dossiers/{asking.record}/documents/{document}/fichier/"
    ),
    "professional_web.views.record.content": lambda asking, document: _opened(
        asking.browser, f"/pro/dossiers/{asking.record}/documents/{document}/contenu/"
    ),
}
"""The routes that open one document, or say that there is none."""

ALWAYS = "date=ge2020&date=lt2030"


def _reads_a_line(asking: Asking) -> bool:
    """The first line of the history when there is one to be had; else one that never was, which must be refused."""
    found = asking.software.search("AuditEvent", f"patient.identifier={asking.named}&{ALWAYS}&_count=1")
    number = found.documents[0]["id"] if said_yes(found.status) else _id(asking, DocumentId(asking.record))
    return said_yes(asking.software.get(f"AuditEvent/{number}").status)


HISTORIES: Mapping[str, Callable[[Asking], bool]] = {
    "GET AuditEvent": lambda asking: said_yes(
        asking.software.get(f"AuditEvent?patient.identifier={asking.named}&{ALWAYS}").status
    ),
    "POST AuditEvent/_search": lambda asking: said_yes(
        asking.software.search("AuditEvent", f"patient.identifier={asking.named}&{ALWAYS}").status
    ),
    "GET AuditEvent/{id}": lambda asking: _reads_a_line(asking),
    "patient_web.views.history.history": lambda asking: _opened(asking.browser, "/historique/"),
    "patient_web.views.history.history_file": lambda asking: _opened(asking.browser, "/historique/telecharger/csv/"),
    "professional_web.views.record.history": lambda asking: _opened(
        asking.browser, f"/pro/dossiers/{asking.record}/historique/"
    ),
}
"""The routes that show who did what."""

OPENINGS: Mapping[str, Callable[[Asking], bool]] = {
    **{f"{method} Patient/$summary": _summed_up(method, "Patient/$summary?identifier={named}") for method in BY_BOTH},
    **{f"{method} Patient/{{id}}/$summary": _summed_up(method, "Patient/{number}/$summary") for method in BY_BOTH},
    "patient_web.views.first_visit.first_visit": lambda asking: _opened(asking.browser, "/premiere-visite/"),
    "patient_web.views.own_details.own_details": lambda asking: _opened(asking.browser, "/mes-informations/"),
    "patient_web.views.home.home": lambda asking: _opened(asking.browser, "/accueil/"),
    "patient_web.views.told.vaccines": lambda asking: _opened(asking.browser, "/vaccins/"),
    "patient_web.views.told.vaccines_file": lambda asking: _opened(asking.browser, "/vaccins/telecharger.pdf"),
    "patient_web.views.told.prescriptions": lambda asking: _opened(asking.browser, "/ordonnances/"),
    "patient_web.views.told.reimbursements": lambda asking: _opened(asking.browser, "/remboursements/"),
    "patient_web.views.access.access": lambda asking: _opened(asking.browser, "/acces/"),
    "patient_web.views.access.blocked": lambda asking: _opened(asking.browser, "/acces/bloques/"),
    "patient_web.views.access.emergencies": lambda asking: _opened(asking.browser, "/acces/urgences/"),
    "patient_web.views.access.person": lambda asking: _opened(
        asking.browser, f"/acces/professionnel/{KELLER.identifier.value}/"
    ),
    "patient_web.views.hidden_categories.hidden_categories": lambda asking: _opened(
        asking.browser, "/acces/ce-qui-est-cache/"
    ),
    "patient_web.views.inherited.inherited": lambda asking: _opened(asking.browser, "/dossier/a-vous-de-decider/"),
    "patient_web.views.simulation.simulation": lambda asking: _opened(
        asking.browser, f"/acces/que-verrait/?qui=p-{KELLER.identifier.value}"
    ),
}
"""What opens as long as the record does: the pages of the holder, and the summary for whoever may list."""

EXISTENCES: Mapping[str, Callable[[Asking], bool]] = {
    "GET Patient/{id}": lambda asking: said_yes(asking.software.get(f"Patient/{record_id_text(asking.record)}").status),
    "GET Patient": lambda asking: bool(asking.software.get(f"Patient?identifier={asking.named}").json.get("entry")),
    "POST Patient/_search": lambda asking: bool(
        asking.software.search("Patient", f"identifier={asking.named}").json.get("entry")
    ),
}
"""The routes that say whether there is a record."""


FOR_ANOTHER = frozenset(
    {
        "patient_web.views.documents.documents",
        "patient_web.views.documents.document",
        "patient_web.views.documents.file",
        "patient_web.views.results.results",
        "patient_web.views.told.timeline",
        "patient_web.views.told.vaccines",
        "patient_web.views.told.vaccines_file",
        "patient_web.views.told.prescriptions",
        "patient_web.views.told.reimbursements",
        "patient_web.views.history.history",
        "patient_web.views.history.history_file",
        "patient_web.views.home.home",
    }
)
"""The pages that give somebody who acts for the person what the law lets them read, and nothing else."""


def is_open_to(route: str, who: Actor) -> bool:
    """Whether somebody can take this route at all: each site knows its own people."""
    if route.startswith("patient_web."):
        return isinstance(who, Holder) or (isinstance(who, Representative | Carer) and route in FOR_ANOTHER)
    if route.startswith("professional_web."):
        return isinstance(who, Professional)
    return True
