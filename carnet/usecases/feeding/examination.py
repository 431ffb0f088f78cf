"""Everything that can be found wrong with a submission without looking at any record."""

from dataclasses import dataclass

from carnet.core.access.actors import Actor
from carnet.core.access.standing import PATIENT_SIDE
from carnet.core.defects import Defect
from carnet.core.documents.submission import Submission, SubmittedDocument
from carnet.core.identifiers import UniqueId
from carnet.formats.cda.agreement import disagreements
from carnet.formats.cda.header import read_header
from carnet.formats.cda.model import CdaHeader
from carnet.formats.content import examine_content
from carnet.formats.media_types import CDA, canonical
from carnet.ports.environment import Environment

LARGEST_FROM_A_PERSON = 10 * 1024 * 1024
LARGEST_FROM_SOFTWARE = 100 * 1024 * 1024
"""product.md, « Documents »: 10 MB from a person, 100 MB a document from software."""
LARGEST_WRAPPED_FROM_A_PERSON = LARGEST_FROM_A_PERSON * 4 // 3 + 64 * 1024
"""The same file in a CDA level 1: base64 writes four characters for three bytes, and there is a header."""

HARMFUL = Defect(
    "harmful-file",
    "content",
    "The antivirus found something harmful in this file.",
    "Clean the machine that made it, make it again, and send it anew.",
)


@dataclass(frozen=True, slots=True)
class Examined:
    """What the files say. ``defects``: everything found wrong. ``headers``: of each document that is a CDA, or None."""

    defects: tuple[Defect, ...]
    headers: tuple[CdaHeader | None, ...]


def examine_contents(submission: Submission, *, actor: Actor, env: Environment) -> Examined:
    """Read each file for what it is, and each CDA against the metadata sent with it. Lists every defect found."""
    defects: list[Defect] = []
    headers: list[CdaHeader | None] = []
    for index, document in enumerate(submission.documents):
        place = f"documents[{index}]"
        limit = _limit(actor, canonical(document.entry.mime_type))
        found = list(examine_content(document.content, document.entry.mime_type, max_bytes=limit))
        header = None
        if not found and canonical(document.entry.mime_type) == CDA:
            read = read_header(document.content, accepts_test=env.accepts_test_identifiers)
            header = read if isinstance(read, CdaHeader) else None
            found += _against(read, document) if isinstance(read, CdaHeader) else read
        if not found and not env.antivirus.is_clean(document.content):
            found.append(HARMFUL)
        headers.append(header)
        defects += (Defect(one.code, f"{place} {one.where}", one.problem, one.remedy) for one in found)
    return Examined(tuple(defects), tuple(headers))


def replacement_defect(header: CdaHeader | None, announced: UniqueId | None, *, where: str) -> Defect | None:
    """Compare which document the header and the submission say is replaced.

    ``announced``: the uniqueId of the document that the submission replaces, or None. A document that is no CDA says
    nothing of it.
    """
    if header is None or header.replaces == announced:
        return None
    return Defect(
        "replaced-document-differs",
        f"{where}.replaces and /ClinicalDocument/relatedDocument[@typeCode='RPLC']/parentDocument/id",
        "The document and the submission do not say that the same document is replaced.",
        "Name the same document in both places, or in neither.",
    )


def _limit(actor: Actor, media_type: str) -> int:
    if not isinstance(actor, PATIENT_SIDE):
        return LARGEST_FROM_SOFTWARE
    return LARGEST_WRAPPED_FROM_A_PERSON if media_type == CDA else LARGEST_FROM_A_PERSON


def _against(header: CdaHeader, document: SubmittedDocument) -> tuple[Defect, ...]:
    # What is replaced is compared by the use case, which knows the record: see ``replacement_defect``.
    return disagreements(header, document.entry, replaces=header.replaces)
