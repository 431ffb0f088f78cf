"""Where the header of a CDA and the metadata sent with it say different things."""

from carnet.core.defects import Defect
from carnet.core.documents.entry import AuthorKind, DocumentEntry
from carnet.core.identifiers import PractitionerId, UniqueId
from carnet.core.vocabulary.confidentiality import BASE_LEVELS
from carnet.formats.cda.model import CdaHeader


def disagreements(header: CdaHeader, entry: DocumentEntry, *, replaces: UniqueId | None = None) -> tuple[Defect, ...]:
    """Compare what a document says of itself with what is said of it.

    ``replaces``: the document that the submission replaces by this one, if any. Returns one defect for each
    disagreement, with both places and no value of a person. The metadata decide who may read; a header that says
    otherwise is a mistake or a lie, and the document is refused (requirement « DMP compatibilité », after EX_2.1-2005).

    Some differences are meant. The title of the metadata may be shorter or plainer than that of the document, for it
    stands in lists that others read. The metadata may hide a document (MASQUE_PS, INVISIBLE_*) that its header, which
    knows only N, R and V, does not. The persons who sign must be the same; their structures may be named on one side
    only. A type is compared by its value, since LOINC and TRE_A05 share none and the doors write systems differently.

    ``replacement-not-announced`` has a code of its own: where the replaced version was never deposited, its sender
    could not announce more, and whoever knows the record may let that one pass.
    """
    return tuple(
        defect
        for defect in (
            _patient(header, entry),
            _unique_id(header, entry),
            _type(header, entry),
            _creation(header, entry),
            _language(header, entry),
            _confidentiality(header, entry),
            _authors(header, entry),
            _legal_authenticator(header, entry),
            _organizations(header, entry),
            _replaced(header, replaces),
        )
        if defect is not None
    )


def _differ(code: str, in_header: str, in_metadata: str, problem: str, remedy: str) -> Defect:
    return Defect(code, f"/ClinicalDocument/{in_header} and {in_metadata}", problem, remedy)


def _patient(header: CdaHeader, entry: DocumentEntry) -> Defect | None:
    if entry.patient in header.patient_identifiers:
        return None
    return _differ(
        "patient-differs",
        "recordTarget/patientRole/id",
        "DocumentEntry.patientId",
        "The document is about another INS than its metadata.",
        "Check whose document it is, then send it with the same INS (same authority, same value) in both places.",
    )


def _unique_id(header: CdaHeader, entry: DocumentEntry) -> Defect | None:
    if header.unique_id == entry.unique_id:
        return None
    return _differ(
        "unique-id-differs",
        "id",
        "DocumentEntry.uniqueId",
        "The document does not bear the identifier under which it is sent.",
        "Send as uniqueId the root of its id, followed by ^ and its extension if it has one.",
    )


def _type(header: CdaHeader, entry: DocumentEntry) -> Defect | None:
    if header.type_code.value == entry.type_code.value:
        return None
    return _differ(
        "type-differs",
        "code",
        "DocumentEntry.typeCode",
        f"The document says that it is of type {header.type_code.value}, its metadata {entry.type_code.value}.",
        "Send the same type in both places: it decides who may read.",
    )


def _creation(header: CdaHeader, entry: DocumentEntry) -> Defect | None:
    if header.effective.agrees_with(entry.creation):
        return None
    return _differ(
        "creation-differs",
        "effectiveTime",
        "DocumentEntry.creationTime",
        "The document was not made at the time that its metadata say.",
        "Send effectiveTime as creationTime, in universal time.",
    )


def _language(header: CdaHeader, entry: DocumentEntry) -> Defect | None:
    if header.language.casefold() == entry.language.casefold():
        return None
    return _differ(
        "language-differs",
        "languageCode",
        "DocumentEntry.languageCode",
        "The document is not in the language that its metadata say.",
        "Send the same language in both places.",
    )


def _confidentiality(header: CdaHeader, entry: DocumentEntry) -> Defect | None:
    same_level = header.confidentiality & BASE_LEVELS == entry.confidentiality & BASE_LEVELS
    if same_level and header.confidentiality <= entry.confidentiality:
        return None
    return _differ(
        "confidentiality-differs",
        "confidentialityCode",
        "DocumentEntry.confidentialityCode",
        "The document and its metadata do not have the same level (N, R or V), or the document hides itself from "
        "somebody and its metadata do not.",
        "Send the same level in both places; only the metadata may add MASQUE_PS or INVISIBLE_*.",
    )


def _authors(header: CdaHeader, entry: DocumentEntry) -> Defect | None:
    if _signing(header) == _signing(entry) and len(header.authors) == len(entry.authors):
        return None
    return _differ(
        "authors-differ",
        "author/assignedAuthor/id",
        "DocumentEntry.author.authorPerson",
        "The authors of the document and those of its metadata are not the same persons, or not as many.",
        "Send every author in both places, each with the same national identifier: it gives the right to replace.",
    )


def _legal_authenticator(header: CdaHeader, entry: DocumentEntry) -> Defect | None:
    stated = entry.legal_authenticator
    if stated is None or stated.person == header.legal_authenticator.person:
        return None
    return _differ(
        "legal-authenticator-differs",
        "legalAuthenticator/assignedEntity/id",
        "DocumentEntry.legalAuthenticator",
        "Another person answers for the document than its metadata say.",
        "Send the same national identifier in both places.",
    )


def _organizations(header: CdaHeader, entry: DocumentEntry) -> Defect | None:
    signatories = (*header.authors, header.legal_authenticator)
    known = {one.organization for one in signatories} | {header.custodian.organization}
    if entry.authoring_organizations() <= known:
        return None
    return _differ(
        "organization-differs",
        "author/assignedAuthor/representedOrganization/id",
        "DocumentEntry.author.authorInstitution",
        "The metadata name a structure that neither signs nor keeps the document.",
        "Send as authorInstitution the structure of the author as the header has it.",
    )


def _replaced(header: CdaHeader, replaces: UniqueId | None) -> Defect | None:
    if header.replaces == replaces:
        return None
    if replaces is None:
        code, problem = (
            "replacement-not-announced",
            "The document says that it replaces another, the submission does not.",
        )
    elif header.replaces is None:
        code, problem = (
            "replacement-not-in-document",
            "The submission replaces a document, the new one does not say so.",
        )
    else:
        code, problem = "replaced-document-differs", "The document and the submission replace two different documents."
    return _differ(
        code,
        "relatedDocument[@typeCode='RPLC']/parentDocument/id",
        "the RPLC association (or relatesTo)",
        problem,
        "Name the same document in both places, or in neither.",
    )


def _signing(side: CdaHeader | DocumentEntry) -> tuple[frozenset[PractitionerId], frozenset[AuthorKind]]:
    """The persons among the authors, and the kinds of authors that no person stands for."""
    persons = frozenset(author.person for author in side.authors if author.person is not None)
    return persons, frozenset(author.kind for author in side.authors if author.person is None)
