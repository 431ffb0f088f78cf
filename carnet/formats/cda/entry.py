"""From the header of a CDA to the metadata under which it is filed."""

from collections.abc import Callable

from carnet.core.defects import Defect
from carnet.core.documents.content import Content, sha1_of, size_of
from carnet.core.documents.entry import DocumentEntry
from carnet.core.vocabulary.code import Code
from carnet.formats.cda.model import CdaHeader

MIME_TYPE = "text/xml"


def entry_from_header(
    header: CdaHeader, content: Content, *, class_of: Callable[[str], Code | None]
) -> DocumentEntry | Defect:
    """Write the metadata of a document that came without any, from what its header says.

    ``content``: the bytes from which ``header`` was read; size and digest are theirs. ``class_of``: gives the class of
    a type code, or nothing for a type that is not known, which is the one defect. Source: CI-SIS « Partage de documents
    de santé », correspondence between the CDA header and the XDS metadata.
    """
    class_code = class_of(header.type_code.value)
    if class_code is None:
        return Defect(
            "unknown-document-type",
            "/ClinicalDocument/code/@code",
            "This type of document is not known here, so that it belongs to no class.",
            "Send a type of JDV_J07.",
        )
    principal = header.principal_event
    return DocumentEntry(
        unique_id=header.unique_id,
        patient=header.patient,
        type_code=header.type_code,
        class_code=class_code,
        format_code=header.format_code,
        title=header.title,
        language=header.language,
        creation=header.effective_time,
        service_start=principal.start,
        service_stop=principal.stop,
        confidentiality=header.confidentiality,
        authors=header.authors,
        legal_authenticator=header.legal_authenticator,
        facility_type=header.facility_type,
        practice_setting=principal.practice_setting,
        mime_type=MIME_TYPE,
        size=size_of(content),
        sha1=sha1_of(content),
        events=header.events,
    )
