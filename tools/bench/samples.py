"""The documents that the benchmark deposits: invented people, metadata as full as a hospital sends them."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from lxml import etree

from carnet.core.access.actors import Professional
from carnet.core.documents.entry import Author, AuthorKind, DocumentEntry
from carnet.core.documents.submission import NonOpposition, Submission, SubmissionSet, SubmittedDocument
from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem, UniqueId, nir_key
from carnet.core.people import Gender, IdentityStatus, IdentityTraits
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.document_types import document_type
from carnet.formats.cda.compose import wrap
from carnet.formats.cda.model import Custodian
from carnet.store.records import RecordPerson
from tests.installation import HADDAD, KELLER, NAMES, NURSE, PRACTICE

CDA_SIZE = 200_000
"""Bytes, at least, of the document that is read and deposited."""

ROOT = "1.2.250.1.999.1.42"
"""The arc below which this tool numbers its documents."""

FIRST_UNUSED = 100_000
"""From this number on, no document was made yet in any record."""

FIRST_DAY = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
LOINC = "2.16.840.1.113883.6.1"
ROLE = "1.2.250.1.213.1.1.4.5"
HL7 = "urn:hl7-org:v3"

CONSULTATION_NOTE = "11488-4"
TYPES = (CONSULTATION_NOTE, "34112-3", "11502-2", "57833-6", "34133-9", "18748-4")
"""Consultation note, hospital report, laboratory, prescription, care summary, imaging: what records are full of."""
TITLES = {
    "11488-4": "Compte rendu de consultation",
    "34112-3": "Compte rendu d’hospitalisation",
    "11502-2": "Compte rendu d’examens biologiques",
    "57833-6": "Prescription de produits de santé",
    "34133-9": "Synthèse médicale",
    "18748-4": "Compte rendu d’imagerie médicale",
}
HEALTH_CENTRE = Code("SA05", "1.2.250.1.71.4.2.4", "Centre de santé")
AMBULATORY = Code("AMBULATOIRE", "1.2.250.1.213.1.1.4.9", "Ambulatoire")
LEVEL_3 = Code("urn:ihe:pcc:xphr:2007", "1.3.6.1.4.1.19376.1.2.3", "Document structuré")
AUTHORS = {
    KELLER: ("G15_10/SM26", "Médecin - Qualifié en Médecine Générale (SM)", "Cabinet du Port"),
    HADDAD: ("G15_10/SM59", "Médecin - Gériatrie (SM)", "CHU des Deux-Rives"),
    NURSE: ("G15_60", "Infirmier", "CHU des Deux-Rives"),
}


def person(number: int, family: str) -> RecordPerson:
    """Somebody invented, whose identity is their own; ``number``, from 0 to 999, makes it."""
    nir = f"2840344109{number:03d}"
    return RecordPerson(
        traits=IdentityTraits(family, ("CAMILLE",), Gender.FEMALE, date(1984, 3, 12), "44109"),
        identity_status=IdentityStatus.QUALIFIED,
        identifiers=(PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, nir + nir_key(nir)),),
        mail="camille@example.org",
    )


def _author(someone: Professional) -> Author:
    role, label, where = AUTHORS[someone]
    return Author(
        AuthorKind.PROFESSIONAL,
        someone.identifier,
        NAMES[someone],
        Code(role, ROLE, label),
        someone.organization,
        where,
    )


def document(holder: RecordPerson, number: int) -> SubmittedDocument:
    """The document of that number in a record: types, authors, dates and visibility vary as they do in life.

    One in ten is masked to professionals, one in twenty not yet announced to the patient. Its content is short: lists
    open no bytes.
    """
    type_code = TYPES[number % len(TYPES)]
    hidden: frozenset[Confidentiality] = frozenset()
    if number % 10 == 4:
        hidden = frozenset({Confidentiality.MASKED_TO_PROFESSIONALS})
    elif number % 20 == 7:
        hidden = frozenset({Confidentiality.HIDDEN_FROM_PATIENT})
    writer = (KELLER, HADDAD, HADDAD, NURSE)[number % 4]
    entry = _entry(holder, number, type_code, writer)
    content = f"Document {number}.\nRien à signaler.\n".encode()
    entry = replace(
        entry,
        confidentiality=entry.confidentiality | hidden,
        format_code=Code("urn:ihe:iti:xds:2017:mimeTypeSufficient", "1.3.6.1.4.1.19376.1.2.3"),
    )
    return _submitted(entry, content, "text/plain")


def _entry(holder: RecordPerson, number: int, type_code: str, writer: Professional) -> DocumentEntry:
    known = document_type(type_code)
    if known is None or known.class_code is None:
        raise ValueError(f"{type_code} is not a type of the DMP")
    began = FIRST_DAY + timedelta(hours=5 * number)
    return DocumentEntry(
        unique_id=UniqueId(f"urn:oid:{ROOT}.{number}"),
        patient=holder.identifiers[0],
        type_code=Code(type_code, LOINC, known.code.label),
        class_code=known.class_code,
        format_code=LEVEL_3,
        title=f"{TITLES[type_code]} du {began:%d/%m/%Y}",
        language="fr-FR",
        creation=began + timedelta(minutes=30),
        service_start=began,
        service_stop=began + timedelta(minutes=20),
        confidentiality=frozenset({Confidentiality.NORMAL}),
        authors=(_author(writer),),
        legal_authenticator=_author(HADDAD if writer is NURSE else writer),
        facility_type=HEALTH_CENTRE,
        practice_setting=AMBULATORY,
        mime_type="",
        size=0,
        sha1="",
    )


def _submitted(entry: DocumentEntry, content: bytes, mime_type: str) -> SubmittedDocument:
    sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    return SubmittedDocument(replace(entry, mime_type=mime_type, size=len(content), sha1=sha1), content)


def cda(holder: RecordPerson, number: int) -> SubmittedDocument:
    """A consultation note as a CDA of level 3 of some ``CDA_SIZE`` bytes: narrative tables and their coded entries."""
    entry = _entry(holder, number, CONSULTATION_NOTE, KELLER)
    return _submitted(entry, _structured(_wrapped(holder, entry, b"-", "text/plain")), "text/xml")


def level_1(holder: RecordPerson, number: int, file: bytes) -> bytes:
    """Write the document of that number as a CDA of level 1 around a PDF, which is not looked at."""
    return _wrapped(holder, document(holder, number).entry, file, "application/pdf")


def _wrapped(holder: RecordPerson, entry: DocumentEntry, file: bytes, mime_type: str) -> bytes:
    author = entry.authors[0]
    return wrap(
        file,
        mime_type,
        unique_id=entry.unique_id,
        patient=entry.patient,
        traits=holder.traits,
        type_code=entry.type_code,
        title=entry.title,
        created=entry.creation,
        authors=(author,),
        legal_authenticator=author,
        custodian=Custodian(PRACTICE, "Cabinet du Port"),
        service_start=FIRST_DAY,
        service_stop=FIRST_DAY + timedelta(minutes=20),
        practice_setting=AMBULATORY,
        facility_type=HEALTH_CENTRE,
    )


def _structured(level_1: bytes) -> bytes:
    """Put sections of measures in the place of the file, as many as its size asks for."""
    root = etree.fromstring(level_1)
    component = root.find(f"{{{HL7}}}component")
    if component is None:
        raise ValueError("a CDA without a body")
    component.clear()
    structured = etree.SubElement(component, f"{{{HL7}}}structuredBody")
    size, number = len(etree.tostring(root)), 0
    while size < CDA_SIZE:
        section = etree.fromstring(_section(number))
        structured.append(section)
        size += len(etree.tostring(section))
        number += 1
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _section(number: int) -> str:
    rows, entries = [], []
    for line in range(20):
        measure, value = f"m{number}-{line}", 60 + (number * 7 + line * 13) % 80
        rows.append(
            f'<tr><td ID="{measure}">Fréquence cardiaque au repos</td><td>{value} /min</td>'
            "<td>Sans particularité</td></tr>"
        )
        entries.append(
            '<entry typeCode="DRIV"><observation classCode="OBS" moodCode="EVN">'
            f'<templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.13"/><id root="{ROOT}.{number}.{line}"/>'
            f'<code code="8867-4" codeSystem="{LOINC}" displayName="Fréquence cardiaque">'
            f'<originalText><reference value="#{measure}"/></originalText></code><statusCode code="completed"/>'
            f'<effectiveTime value="20260105{9 + line % 10:02d}{line:02d}00+0100"/>'
            f'<value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="PQ" value="{value}" unit="/min"/>'
            "</observation></entry>"
        )
    return (
        f'<component xmlns="{HL7}"><section><code code="8716-3" codeSystem="{LOINC}" displayName="Signes vitaux"/>'
        f"<title>Signes vitaux, relevé {number}</title>"
        f"<text><table><thead><tr><th>Mesure</th><th>Valeur</th><th>Remarque</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></text>{''.join(entries)}</section></component>"
    )


def submission(holder: RecordPerson, *documents: SubmittedDocument) -> Submission:
    """One deposit of these documents."""
    first = documents[0].entry
    return Submission(
        SubmissionSet(
            unique_id=UniqueId(f"{first.unique_id.value}.9"),
            source_id=ROOT,
            patient=holder.identifiers[0],
            author=first.authors[0],
            content_type=None,
            submitted=first.creation,
            title="",
            non_opposition=NonOpposition.DECLARED,
        ),
        documents,
    )
