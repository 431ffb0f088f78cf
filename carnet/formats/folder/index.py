"""The index of a folder: a page in French that opens without the network, in any browser, and that prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

NOBODY_MAY_DEMAND_IT = (
    "Personne ne peut exiger ce document pour un emploi, une assurance ou un contrat, même avec votre accord."
)
NOBODY_CHECKED_IT = "Ces lignes viennent de la personne ou de qui l’aide. Aucun soignant ne les a vérifiées."
KEEP_IT_SAFE = "Ce dossier contient des données de santé. Gardez-le à un endroit que vous seul ouvrez."

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.125rem/1.55 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.75rem; line-height: 1.2; }
h2 { font-size: 1.35rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem; border-bottom: 1px solid #8886; }
.wide { overflow-x: auto; }
.note { border: 2px solid; border-radius: .5rem; padding: .75rem 1rem; }
a { color: LinkText; }
@media print { a { color: inherit; } tr { break-inside: avoid; } body { font-size: 11pt; max-width: none; } }
"""


@dataclass(frozen=True, slots=True, repr=False)
class DocumentRow:
    """A document of the folder. ``links``: what opens it: the path inside of the folder, and what it is."""

    date: str
    title: str
    kind: str
    author: str
    links: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        """Hide the document."""
        return "DocumentRow(…)"


@dataclass(frozen=True, slots=True, repr=False)
class ToldLine:
    """A line of the history in words: when, who, what they did."""

    at: str
    who: str
    what: str

    def __repr__(self) -> str:
        """Hide the people."""
        return "ToldLine(…)"


@dataclass(frozen=True, slots=True, repr=False)
class AccessRow:
    """Somebody who may read, or may not. ``until``: until when, or nothing."""

    name: str
    state: str
    since: str
    until: str

    def __repr__(self) -> str:
        """Hide the people."""
        return "AccessRow(…)"


@dataclass(frozen=True, slots=True, repr=False)
class OwnLine:
    """A line of « Ma santé » in words: of which block, what it says, who wrote it, which day."""

    block: str
    said: str
    by: str
    at: str

    def __repr__(self) -> str:
        """Hide the content."""
        return "OwnLine(…)"


@dataclass(frozen=True, slots=True, repr=False)
class FolderIndex:
    """What the folder holds; None for a part that was not asked for. ``at``: when it was made, in words."""

    whose: str
    at: str
    documents: tuple[DocumentRow, ...] | None
    lines: tuple[ToldLine, ...] | None
    accesses: tuple[AccessRow, ...] | None
    machine: str
    """The path of the file for software; empty where it stands in another file of the folder."""
    health: tuple[OwnLine, ...] | None = None
    volume: str = ""
    """Of a folder in several files: which one this is, in words."""

    def __repr__(self) -> str:
        """Hide the person."""
        return "FolderIndex(…)"


def write_index(index: FolderIndex) -> bytes:
    """Write the page. Nothing in it comes from elsewhere, and nothing in it acts."""
    parts = [
        f"<p>Préparé le {escape(index.at)}. Il montre ce que vous pouviez lire à ce moment-là.</p>",
        f"<p>{escape(index.volume)}</p>" if index.volume else "",
        f'<p class="note"><strong>{KEEP_IT_SAFE}</strong> {NOBODY_MAY_DEMAND_IT}</p>',
    ]
    if index.documents is not None:
        documents: list[tuple[str, ...]] = [
            (escape(one.date), _titled(one), escape(one.kind), escape(one.author), _links(one.links))
            for one in index.documents
        ]
        columns = ("Date", "Document", "Nature", "Écrit par", "Ouvrir")
        parts.append(_section("Documents", columns, documents, "Aucun document."))
    if index.health is not None:
        own: list[tuple[str, ...]] = [
            (escape(one.block), escape(one.said), escape(one.by), escape(one.at)) for one in index.health
        ]
        parts.append(_section("Ma santé", ("Quoi", "Ce qui est écrit", "Par qui", "Le"), own, "Rien n’y est écrit."))
        parts.append(f'<p>{NOBODY_CHECKED_IT} <a href="ma-sante.csv">Le même tableau, pour un tableur</a></p>')
    if index.accesses is not None:
        accesses: list[tuple[str, ...]] = [
            (escape(one.name), escape(one.state), escape(one.since), escape(one.until)) for one in index.accesses
        ]
        of_accesses = ("Qui", "Accès", "Depuis", "Jusqu’au")
        parts.append(_section("Qui peut lire le dossier", of_accesses, accesses, "Personne n’est autorisé, ni bloqué."))
        parts.append('<p><a href="autorisations.csv">Le même tableau, pour un tableur</a></p>')
    if index.lines is not None:
        lines: list[tuple[str, ...]] = [(escape(one.at), escape(one.who), escape(one.what)) for one in index.lines]
        parts.append(_section("Qui a ouvert le dossier", ("Date", "Qui", "Ce qui a été fait"), lines, "Rien encore."))
        parts.append('<p><a href="historique.csv">Le même tableau, pour un tableur</a></p>')
    if index.machine:
        parts.append(
            f'<h2>Pour un logiciel</h2><p>Tout ce qui précède, au format FHIR : <a href="{escape(index.machine)}">'
            f"{escape(index.machine)}</a>.</p>"
        )
    return write_page(f"Dossier de {index.whose}", "".join(parts))


def write_page(title: str, body: str) -> bytes:
    """Write a page around what it shows. ``body``: HTML of ours, which never acts; ``title``: its text."""
    return (
        '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>\n"
    ).encode()


def _titled(one: DocumentRow) -> str:
    return f"<strong>{escape(one.title)}</strong>"


def _links(links: Iterable[tuple[str, str]]) -> str:
    return "<br>".join(f'<a href="{escape(path)}">{escape(said)}</a>' for path, said in links) or "–"


def _section(title: str, columns: Iterable[str], rows: list[tuple[str, ...]], nothing: str) -> str:
    head = f"<h2>{title}</h2>"
    if not rows:
        return f"{head}<p>{nothing}</p>"
    names = "".join(f'<th scope="col">{column}</th>' for column in columns)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'{head}<div class="wide"><table><thead><tr>{names}</tr></thead><tbody>{lines}</tbody></table></div>'
