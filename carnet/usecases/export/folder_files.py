"""The one file of a folder: a ZIP with an index, documents in each of their forms, tables, a bundle for software."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from carnet.core.documents.content import pieces_of
from carnet.core.documents.entry import AuthorKind, DocumentEntry
from carnet.core.record.export import LARGEST_FILE, Part, shares
from carnet.core.record.majority import PARIS
from carnet.core.vocabulary.document_types import document_type
from carnet.formats.cda.body import EmbeddedFile, read_body
from carnet.formats.cda.html import day, render
from carnet.formats.fhir.write import write_json
from carnet.formats.folder.index import DocumentRow, FolderIndex, write_index, write_page
from carnet.formats.folder.table import write_table
from carnet.formats.folder.zip_stream import zip_stream
from carnet.formats.media_types import CDA, canonical
from carnet.usecases.export.material import Material
from carnet.usecases.export.writing import ExportWriter

WHOLE = ""
"""The name of the one file."""
MACHINE = "fhir/bundle.json"
LARGEST_READABLE = 10 * 1024 * 1024
"""Bytes of a CDA that is put into words beside its own form; what is larger is given in its own form alone."""
ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "text/plain": "txt",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/dicom": "dcm",
}
FORMS = {"xml": "Forme d’origine (XML)", "html": "Lire", "pdf": "PDF", "txt": "Texte", "dcm": "Image DICOM"}


def folder_files(
    material: Material, *, write: ExportWriter, at: datetime, most: int = LARGEST_FILE
) -> Iterator[tuple[str, int, Iterable[bytes]]]:
    """Give the one file (product.md, « Download »: « as a ZIP with a readable index (HTML) and as FHIR »).

    Where documents weigh more than ``most`` bytes, several: each has some of them and an index of its own, and the
    first has all the rest. They are named by their numbers, and must be gone through in their order.
    """
    shared = shares(material.sizes, most=most)
    first = 1
    for place, count in enumerate(shared, start=1):
        volume = _Volume(place, len(shared), first, count)
        yield volume.name, count, zip_stream(_files(material, write, at, volume), at=at)
        first += count


@dataclass(frozen=True, slots=True)
class _Volume:
    """One of the files: its ``place`` of ``total``, the number of its first document, how many it has."""

    place: int
    total: int
    first: int
    count: int

    @property
    def name(self) -> str:
        return WHOLE if self.total == 1 else str(self.place)

    @property
    def said(self) -> str:
        if self.total == 1:
            return ""
        said = f"Ce dossier est en {self.total} fichiers. Voici le n° {self.place}."
        return said if self.place == 1 else f"{said} Le n° 1 contient ce qui n’est pas un document."


def _files(
    material: Material, write: ExportWriter, at: datetime, volume: _Volume
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Give the documents first, as they are opened; the index, which names them all, comes last."""
    rows: list[DocumentRow] = []
    for number, (shown, chunks) in enumerate(islice(material.contents, volume.count), start=volume.first):
        links: list[tuple[str, str]] = []
        for path, said, pieces in _forms(number, shown.entry, chunks):
            links.append((path, said))
            yield path, pieces
        rows.append(_row(shown.entry, tuple(links)))
    everything = material.everything
    parts = material.parts if volume.place == 1 else material.parts & {Part.CONTENTS}
    lines = write.lines(everything) if Part.HISTORY in parts else None
    accesses = write.accesses(everything) if Part.ACCESS_RIGHTS in parts else None
    health = write.own_words(everything) if Part.HEALTH in parts else None
    if lines is not None:
        table = write_table(("Date", "Qui", "Ce qui a été fait"), [(one.at, one.who, one.what) for one in lines])
        yield "historique.csv", [table]
    if health is not None:
        own = [(one.block, one.said, one.by, one.at) for one in health]
        yield "ma-sante.csv", [write_table(("Quoi", "Ce qui est écrit", "Par qui", "Le"), own)]
    if accesses is not None:
        cells = [(one.name, one.state, one.since, one.until) for one in accesses]
        yield "autorisations.csv", [write_table(("Qui", "Accès", "Depuis", "Jusqu’au"), cells)]
    if volume.place == 1:
        yield MACHINE, _bundle(material, write)
    documents = tuple(rows) if Part.CONTENTS in parts else None
    made = day(at.astimezone(PARIS), with_hour=True)
    machine = MACHINE if volume.place == 1 else ""
    index = FolderIndex(_whose(material), made, documents, lines, accesses, machine, health, volume.said)
    yield "index.html", [write_index(index)]


def _bundle(material: Material, write: ExportWriter) -> Iterator[bytes]:
    """Write a Bundle of type collection, one resource after the other."""
    base_url = material.one.wish.base_url
    yield b'{"resourceType":"Bundle","type":"collection"'
    before = b',"entry":['
    for resource in write.resources(material.everything, base_url=base_url):
        yield before + write_json({"fullUrl": write.address(resource, base_url=base_url), "resource": resource})
        before = b","
    yield b"]}" if before == b"," else b"}"


def _forms(number: int, entry: DocumentEntry, chunks: Iterator[bytes]) -> Iterator[tuple[str, str, Iterable[bytes]]]:
    """Give a document in its own form and, for a CDA, the page that it reads as and the file that it carries."""
    kind, stem = canonical(entry.mime_type), f"documents/{number:03d}-{_plain(entry.title)}"
    if kind != CDA:
        ending = ENDINGS.get(kind, "bin")
        yield f"{stem}.{ending}", FORMS.get(ending, "Image"), chunks
        return
    if entry.size > LARGEST_READABLE:
        yield f"{stem}.xml", FORMS["xml"], chunks
        return
    content = b"".join(chunks)
    body = read_body(content)
    if isinstance(body, EmbeddedFile):
        ending = ENDINGS.get(canonical(body.media_type), "bin")
        yield f"{stem}.{ending}", FORMS.get(ending, "Image"), pieces_of(body.content)
    readable = render(content, heading_level=2)
    if isinstance(readable, str):
        yield f"{stem}.html", FORMS["html"], [write_page(entry.title, readable)]
    yield f"{stem}.xml", FORMS["xml"], [content]


def _row(entry: DocumentEntry, links: tuple[tuple[str, str], ...]) -> DocumentRow:
    known = document_type(entry.type_code.value)
    at = (entry.service_start or entry.creation).astimezone(PARIS)
    return DocumentRow(
        f"{at:%d/%m/%Y}", entry.title, known.shelf.label if known is not None else "", _author(entry), links
    )


def _author(entry: DocumentEntry) -> str:
    if any(author.kind is AuthorKind.PATIENT for author in entry.authors):
        return "La personne, ou qui l’aide"
    names = [author.name.shown() for author in entry.authors if author.name is not None]
    places = [author.organization_name for author in entry.authors if author.organization_name]
    return ", ".join(dict.fromkeys([*names[:1], *places[:1]])) or "Non précisé"


def _whose(material: Material) -> str:
    person = material.everything.person
    if person is None:
        return "la personne"
    traits = person.traits
    return f"{traits.given_names[0].title()} {(traits.used_name or traits.birth_name).title()}"


def _plain(title: str) -> str:
    """Give a title as the name of a file that every system takes: letters of A to Z, digits, dashes."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60] or "document"
