"""Open the file that a document is for a person: the letter itself, not the envelope that software put it in."""

from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.documents.content import pieces_of, size_of
from carnet.core.identifiers import DocumentId, RecordId
from carnet.formats.media_types import CDA, canonical
from carnet.formats.preview import LARGEST_SHOWN, embedded
from carnet.ports.environment import Environment
from carnet.usecases.reading.read_document import OpenedDocument, read_document


def open_file(record: RecordId, document: DocumentId, *, actor: Actor, env: Environment) -> OpenedDocument | Refusal:
    """Open what a CDA of level 1 embeds (a PDF, a picture, a text), or the document itself when it embeds nothing.

    Decided, traced and told as ``read_document``, which it is: whoever may have the one may have the other. A CDA that
    is too heavy for a page (``LARGEST_SHOWN`` bytes) is given as it was sent.
    """
    opened = read_document(record, document, actor=actor, env=env)
    if isinstance(opened, Refusal) or canonical(opened.mime_type) != CDA or opened.size > LARGEST_SHOWN:
        return opened
    file = embedded(b"".join(opened.chunks), opened.mime_type)
    return OpenedDocument(file.media_type, size_of(file.content), pieces_of(file.content))
