"""Everything that can be found wrong with a submission without looking at any record."""

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


def examine_contents(submission: Submission, *, actor: Actor, env: Environment) -> tuple[Defect, ...]:
    """Read each file for what it is, and each CDA against the metadata sent with it. Lists every defect found."""
    limit = LARGEST_FROM_A_PERSON if isinstance(actor, PATIENT_SIDE) else LARGEST_FROM_SOFTWARE
    defects: list[Defect] = []
    for index, document in enumerate(submission.documents):
        place = f"documents[{index}]"
        found = list(examine_content(document.content, document.entry.mime_type, max_bytes=limit))
        if not found and canonical(document.entry.mime_type) == CDA:
            found += _against_header(document, env)
        if not found and not env.antivirus.is_clean(document.content):
            found.append(
                Defect(
                    "harmful-file",
                    "content",
                    "The antivirus found something harmful in this file.",
                    "Clean the machine that made it, make it again, and send it anew.",
                )
            )
        defects += (Defect(one.code, f"{place} {one.where}", one.problem, one.remedy) for one in found)
    return tuple(defects)


def _against_header(document: SubmittedDocument, env: Environment) -> tuple[Defect, ...]:
    header = read_header(document.content, accepts_test=env.accepts_test_identifiers)
    if not isinstance(header, CdaHeader):
        return header
    # A document named by the id that we showed is compared by the use case, which knows the record.
    replaces = document.replaces if isinstance(document.replaces, UniqueId) else None
    return tuple(
        defect
        for defect in disagreements(header, document.entry, replaces=replaces)
        if not defect.code.startswith("replacement")
    )
