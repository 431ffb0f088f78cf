"""The files of a FHIR export: one for each type, one resource a line, the bytes of documents among them."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from carnet.core.record.export import Part
from carnet.formats.base64_pieces import in_base64
from carnet.formats.fhir.write import write_json
from carnet.usecases.export.material import Material
from carnet.usecases.export.writing import ExportWriter

BINARY = "Binary"


def bulk_files(material: Material, *, write: ExportWriter, at: datetime) -> Iterator[tuple[str, int, Iterable[bytes]]]:
    """Give each file: its type, how many resources, its pieces (FHIR Bulk Data 2.0, « File Request »: ndjson).

    A type of which there is nothing has no file. ``at``: unused, every resource tells its own time.
    """
    del at
    by_type: dict[str, list[bytes]] = {}
    if material.parts - {Part.CONTENTS}:
        for resource in write.resources(material.everything, base_url=material.one.wish.base_url):
            by_type.setdefault(str(resource["resourceType"]), []).append(write_json(dict(resource)) + b"\n")
    for name, lines in by_type.items():
        yield name, len(lines), lines
    if material.count:
        yield BINARY, material.count, _binaries(material, write)


def _binaries(material: Material, write: ExportWriter) -> Iterator[bytes]:
    for shown, chunks in material.contents:
        around = write.binary(shown)
        yield around.before
        yield from in_base64(chunks)
        yield around.after + b"\n"
