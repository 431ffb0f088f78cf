"""A summary of a record → the document Bundle of the International Patient Summary (HL7 IPS 2.0.0)."""

from collections.abc import Iterable
from html import escape
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from carnet.core.health.entry import HealthEntry
from carnet.core.health.kinds import Answer
from carnet.core.health.told import line_of
from carnet.core.record.majority import PARIS
from carnet.doors.fhir.identifiers import document_id_text
from carnet.doors.fhir.mapping.document_reference import write_document_reference
from carnet.doors.fhir.mapping.own_words import address_of_words, write_own_words
from carnet.doors.fhir.mapping.patient import write_patient
from carnet.doors.fhir.mapping.values import Json, write_instant
from carnet.doors.fhir.names import LOINC, RFC_3986
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.reading.summarize_record import RecordSummary, SummaryPart

IPS = "http://hl7.org/fhir/uv/ips/StructureDefinition/"
COMPOSITION = f"{IPS}Composition-uv-ips"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"
TITLES = {
    "11450-4": ("Problèmes de santé", "Problem list - Reported"),
    "48765-2": ("Allergies et intolérances", "Allergies and adverse reactions Document"),
    "10160-0": ("Traitements", "History of Medication use Narrative"),
    "11369-6": ("Vaccinations", "History of Immunization note"),
    "46264-8": ("Dispositifs médicaux", "History of medical device use"),
    "47519-4": ("Actes et interventions", "History of Procedures Document"),
    "11348-0": ("Antécédents", "History of Past illness note"),
    "29762-2": ("Habitudes de vie", "Social history note"),
    "42348-3": ("Directives anticipées", "Advance healthcare directives"),
}
"""The title that people read and the name that LOINC gives, by the code of each section."""
NOTHING_KNOWN = "Rien n’en est dit ici sous une forme structurée. Cela ne veut pas dire qu’il n’y a rien."
OF_THE_PATIENT = "Écrit par le patient ou par qui agit pour lui, sans vérification."
ANSWERED = {Answer.NONE: "Aucun, d’après le patient.", Answer.UNKNOWN: "Le patient répond qu’il ne le sait pas."}
KEPT = "La personne garde cette information visible aux urgences."


def write_summary(summary: RecordSummary, *, base_url: str) -> Json:
    """Write the document: the Composition, the person, who composed it, and each document that a section names.

    A section holds what documents say in their own words and refers to them; no code is ever guessed from words. Where
    nothing is told, ``emptyReason`` says that it is not available, never that there is nothing. ``base_url``: that of
    the FHIR door, without a final slash.
    """
    patient = write_patient(summary.person, profile=f"{IPS}Patient-uv-ips")
    patient_url = f"{base_url}/Patient/{patient['id']}"
    device_url = _number_url(summary, "device")
    allergies = [
        (_number_url(summary, f"allergy {index}"), _allergy(line, patient_url))
        for index, line in enumerate(line for part in summary.parts for line in part.kept)
    ]
    reported = [
        (address_of_words(entry), write_own_words(entry, summary.record, {}, base_url=base_url))
        for part in summary.parts
        for entry in part.own
    ]
    sources = {told.document.document: told.document for part in summary.parts for told in part.told}
    composition = _composition(summary, patient_url, device_url, [url for url, _ in allergies], base_url)
    device = {"resourceType": "Device", "deviceName": [{"name": "Carnet", "type": "user-friendly-name"}]}
    entries = [
        (_number_url(summary, "composition"), composition),
        (patient_url, patient),
        (device_url, device),
        *allergies,
        *reported,
        *((_url(one, base_url), _source(one, base_url)) for one in sources.values()),
    ]
    return {
        "resourceType": "Bundle",
        "meta": {"profile": [f"{IPS}Bundle-uv-ips"]},
        "language": "fr-FR",
        "identifier": {"system": RFC_3986, "value": f"urn:uuid:{summary.number}"},
        "type": "document",
        "timestamp": write_instant(summary.at),
        "entry": [{"fullUrl": url, "resource": resource} for url, resource in entries],
    }


def _composition(
    summary: RecordSummary, patient_url: str, device_url: str, allergies: list[str], base_url: str
) -> Json:
    return {
        "resourceType": "Composition",
        "meta": {"profile": [COMPOSITION]},
        "language": "fr-FR",
        "identifier": {"system": RFC_3986, "value": f"urn:uuid:{summary.number}"},
        "status": "final",
        "type": {"coding": [{"system": LOINC, "code": "60591-5", "display": "Patient summary Document"}]},
        "subject": {"reference": patient_url},
        "date": write_instant(summary.at),
        "author": [{"reference": device_url, "display": "Carnet"}],
        "title": f"Résumé du dossier, {summary.at.astimezone(PARIS):%d/%m/%Y}",
        "event": [
            {
                "code": [{"coding": [{"system": f"{TERMINOLOGY}v3-ActClass", "code": "PCPR"}]}],
                "period": {"end": write_instant(summary.at)},
            }
        ],
        "section": [_section(part, allergies, base_url) for part in summary.parts],
    }


def _section(part: SummaryPart, allergies: list[str], base_url: str) -> Json:
    title, display = TITLES[part.code]
    section: dict[str, Any] = {
        "title": title,
        "code": {"coding": [{"system": LOINC, "code": part.code, "display": display}]},
        "text": {"status": "generated", "div": _narrative(part)},
    }
    urls = [
        *(allergies if part.kept else ()),
        *(address_of_words(entry) for entry in part.own),
        *dict.fromkeys(_url(told.document, base_url) for told in part.told),
    ]
    if urls:
        return {**section, "entry": [{"reference": url} for url in urls]}
    reason = {"system": f"{TERMINOLOGY}list-empty-reason", "code": "unavailable", "display": "Unavailable"}
    return {**section, "emptyReason": {"coding": [reason], "text": NOTHING_KNOWN}}


def _narrative(part: SummaryPart) -> str:
    pieces = [*(f"<p>{escape(line)}</p>" for line in part.kept), *([f"<p>{KEPT}</p>"] if part.kept else ())]
    for told in part.told:
        entry = told.document.entry
        at = (entry.service_start or entry.creation).astimezone(PARIS)
        by = next((author.name.shown() for author in entry.authors if author.name is not None), "")
        said = ", ".join(one for one in (entry.title, f"{at:%d/%m/%Y}", by) if one)
        pieces.append(f"<p><b>{escape(said)}</b></p>{_items(told.lines)}")
    if part.own:
        pieces.append(f"<p><b>{OF_THE_PATIENT}</b></p>{_items(_own_line(one) for one in part.own)}")
    written = "".join(pieces) or f"<p>{NOTHING_KNOWN}</p>"
    return f'<div xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr-FR" lang="fr-FR">{written}</div>'


def _own_line(entry: HealthEntry) -> str:
    said = ANSWERED.get(entry.said.answer) or line_of(entry.said)
    return f"{said} ({entry.written_at.astimezone(PARIS):%d/%m/%Y})"


def _items(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def _allergy(line: str, patient_url: str) -> Json:
    """Write what the person keeps visible in emergencies, in the words of the document that says it."""
    active = {"system": f"{TERMINOLOGY}allergyintolerance-clinical", "code": "active", "display": "Active"}
    return {
        "resourceType": "AllergyIntolerance",
        "meta": {"profile": [f"{IPS}AllergyIntolerance-uv-ips"]},
        "clinicalStatus": {"coding": [active]},
        "code": {"text": line},
        "patient": {"reference": patient_url},
    }


def _source(document: ShownDocument, base_url: str) -> Json:
    """Write a document that a section names; what it replaces is no part of the summary."""
    written = write_document_reference(document, base_url=base_url)
    written.pop("relatesTo", None)
    return written


def _url(document: ShownDocument, base_url: str) -> str:
    return f"{base_url}/DocumentReference/{document_id_text(document.record, document.document)}"


def _number_url(summary: RecordSummary, part: str) -> str:
    """Number a part of this one document; the number leads nowhere else."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{summary.number} {part}')}"
