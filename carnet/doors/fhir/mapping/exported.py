"""What this door lends to the preparation of an export: resources, and a ``Binary`` on one line around its bytes."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from carnet.doors.fhir.identifiers import document_id_text
from carnet.doors.fhir.mapping.everything import write_everything
from carnet.usecases.export.writing import Binary
from carnet.usecases.reading.read_everything import Everything
from carnet.usecases.reading.shown_document import ShownDocument


def exported_resources(everything: Everything, *, base_url: str) -> Iterator[Mapping[str, Any]]:
    """Write all that was read, in the order of the list of everything; ``base_url`` without a final slash."""
    for placed in sorted(write_everything(everything, base_url=base_url), key=lambda one: one.place):
        yield placed.resource


def exported_binary(document: ShownDocument) -> Binary:
    """Write the head and the foot of its ``Binary``; its bytes go between them in base 64."""
    number, kind = document_id_text(document.record, document.document), document.entry.mime_type
    head = orjson.dumps({"resourceType": "Binary", "id": number, "contentType": kind})
    return Binary(head[:-1] + b',"data":"', b'"}')
