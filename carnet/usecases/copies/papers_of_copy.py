"""The papers of a copy: a neutral cover, an index, then each document as it is printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from carnet.core.documents.entry import AuthorKind, DocumentEntry
from carnet.core.record.paper_copy import CopyFor
from carnet.core.vocabulary.document_types import document_type
from carnet.formats.cda.html import day
from carnet.formats.paper.blocks import NOBODY_MAY_DEMAND_IT, Block, Heading, Paper, Picture, Points, Table, Text

HEAVIEST_VOLUME = 40 * 1024 * 1024
"""Bytes of pictures in one file: some hundred and fifty scanned pages, as many as an envelope takes."""
IF_DEMANDED = "Quelqu’un vous la demande ? Ne la donnez pas, et appelez-nous : l’appel est gratuit."
NOT_PRINTED = "Ne s’imprime pas. Il se lit sur le site, ou auprès d’un soignant."
COLUMNS = ("N°", "Date", "Document", "Écrit par")


@dataclass(frozen=True, slots=True, repr=False)
class CopiedDocument:
    """A document of a copy: what is known of it, and its blocks; None when its kind cannot be put on paper."""

    entry: DocumentEntry
    blocks: tuple[Block, ...] | None

    def __repr__(self) -> str:
        """Hide the document."""
        return "CopiedDocument(…)"


@dataclass(frozen=True, slots=True, repr=False)
class CoverWords:
    """Whom the copy goes to, for whom it was made, whose record it is and when it was composed."""

    lines: tuple[str, ...]
    made_for: CopyFor
    whose: str
    at: datetime

    def __repr__(self) -> str:
        """Hide the people."""
        return "CoverWords(…)"


def volumes_of(words: CoverWords, documents: Sequence[CopiedDocument]) -> Iterator[tuple[Paper, ...]]:
    """Put a copy together, in volumes that a printer takes; each begins with the cover that its envelope shows.

    The index stands in the first one. Nothing says that there may be more than what is copied.
    """
    volume: list[Paper] = [_cover(words), _index(words, documents)]
    weight = 0
    for number, document in enumerate(documents, start=1):
        if document.blocks is None:
            continue
        heavier = sum(len(one.jpeg) for one in document.blocks if isinstance(one, Picture))
        if weight and weight + heavier > HEAVIEST_VOLUME:
            yield tuple(volume)
            volume, weight = [_cover(words)], 0
        volume.append(_printed(number, document.entry, document.blocks))
        weight += heavier
    yield tuple(volume)


def _cover(words: CoverWords) -> Paper:
    """Say nothing that the window of an envelope must not show."""
    return Paper(
        title="Votre courrier",
        blocks=(
            Text("Voici, sur papier, la copie qui a été demandée."),
            Text(NOBODY_MAY_DEMAND_IT, is_strong=True),
            Text(IF_DEMANDED),
        ),
        sender="",
        address=words.lines,
        date=f"Le {day(words.at, with_hour=False)}",
    )


def _index(words: CoverWords, documents: Sequence[CopiedDocument]) -> Paper:
    rows = tuple(_row(number, one) for number, one in enumerate(documents, start=1))
    listed: Block = Table(COLUMNS, rows) if rows else Text("Aucun document n’y est.")
    what = {
        CopyFor.HOLDER: "Les documents que vous pouvez lire aujourd’hui dans votre dossier.",
        CopyFor.REPRESENTATIVE: "Les documents que vous pouvez lire aujourd’hui dans ce dossier.",
        CopyFor.HEIRS: "Les documents qu’un médecin a décidé de vous remettre, pour le motif que vous avez donné.",
    }
    return Paper(
        title=f"Dossier de {words.whose}",
        blocks=(
            Text(what[words.made_for]),
            Text(f"Copie faite le {day(words.at, with_hour=True)}."),
            Heading("Ce que vous recevez"),
            listed,
            Text(NOBODY_MAY_DEMAND_IT, is_strong=True),
            Text(IF_DEMANDED),
        ),
        foot=NOBODY_MAY_DEMAND_IT,
    )


def _row(number: int, document: CopiedDocument) -> tuple[str, ...]:
    entry = document.entry
    title = entry.title if document.blocks is not None else f"{entry.title}. {NOT_PRINTED}"
    return (str(number), f"{_date(entry):%d/%m/%Y}", title, _authors(entry))


def _printed(number: int, entry: DocumentEntry, blocks: tuple[Block, ...]) -> Paper:
    known = document_type(entry.type_code.value)
    facts = [f"Date : {_date(entry):%d/%m/%Y}", f"Écrit par : {_authors(entry)}"]
    kind = known.shelf.label if known is not None else ""
    return Paper(
        title=f"{number}. {entry.title}",
        blocks=(Points((*((f"Nature : {kind}",) if kind else ()), *facts)), *blocks),
        sender="",
        foot=f"Document {number}. {NOBODY_MAY_DEMAND_IT}",
        letters_pt=11,
    )


def _date(entry: DocumentEntry) -> datetime:
    return entry.service_start or entry.creation


def _authors(entry: DocumentEntry) -> str:
    if any(author.kind is AuthorKind.PATIENT for author in entry.authors):
        return "La personne, ou qui l’aide"
    names = [author.name.shown() for author in entry.authors if author.name is not None]
    places = [author.organization_name for author in entry.authors if author.organization_name]
    return ", ".join(dict.fromkeys([*names[:1], *places[:1]])) or "Non précisé"
