"""The blocks of « Ma santé » and the form of one entry, as their templates take them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from carnet.core.audit.events import Party
from carnet.core.health.entry import Fault, HealthEntry, Said, Wrong
from carnet.core.health.kinds import Answer, Field, Kind, Shape
from carnet.core.health.told import line_of
from carnet.doors.patient_web.health_curves import Measured, show_measured
from carnet.doors.patient_web.health_words import BLOCKS, EXAMPLES, FIELDS, STANCES, WRONG
from carnet.usecases.health.own_health import Block, OwnHealth

INPUTS = {Shape.DAY: "date", Shape.PHONE: "tel"}
MODES = {Shape.NUMBER: "decimal"}


@dataclass(frozen=True, slots=True, repr=False)
class ShownEntry:
    """One line of a block. ``number``: of the entry; ``is_own``: whether this very reader wrote it."""

    number: UUID
    line: str
    by: str
    at: datetime
    is_own: bool

    def __repr__(self) -> str:
        """Hide the content."""
        return f"ShownEntry({self.number})"


def show_blocks(found: OwnHealth, *, reader: Party) -> list[dict[str, Any]]:
    """Write every block that this reader sees, in the order of the page."""
    return [show_block(one, found.names, reader=reader) for one in found.blocks]


def show_vital(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """Write the blocks of the home page: the title of each, its lines, or what was answered, or nothing yet."""
    return [
        {
            "title": BLOCKS[one.kind.key].title,
            "slug": BLOCKS[one.kind.key].slug,
            "lines": [said_here(entry.said) for entry in one.entries],
            "answer": _said_of(one),
        }
        for one in blocks
    ]


def show_block(block: Block, names: Mapping[str, str], *, reader: Party) -> dict[str, Any]:
    """Write a block: its words, its lines, what was answered, and its former versions."""
    words = BLOCKS[block.kind.key]
    entries = [show_entry(one, names, reader=reader) for one in block.entries]
    measured = show_measured(block.kind, block.entries, {one.number: one.by for one in entries if not one.is_own})
    return {
        "words": words,
        "kind": block.kind,
        "entries": entries,
        "former": [
            {"entry": show_entry(one, names, reader=reader), "can_be_put_back": one.id in block.removed}
            for one in block.former
        ],
        "answer": _said_of(block),
        "answered": show_entry(block.answer, names, reader=reader) if block.answer else None,
        "can_be_none": Answer.NONE in block.kind.answers,
        "can_be_unknown": Answer.UNKNOWN in block.kind.answers,
        "measured": measured,
        "last": _last(block, measured),
        "takes_more": not (block.kind.is_single and block.entries),
    }


def _last(block: Block, measured: Measured | None) -> str:
    """Say the measure of the latest day, which need not be the last one written; nothing where there is none."""
    number = measured.rows[0].number if measured is not None else None
    return next((line_of(one.said) for one in block.entries if one.id == number), "")


def show_entry(entry: HealthEntry, names: Mapping[str, str], *, reader: Party) -> ShownEntry:
    """Write one line, and whose it is for this reader."""
    return ShownEntry(
        entry.id, said_here(entry.said), _author(entry.by, names, reader), entry.written_at, entry.by == reader
    )


def said_of(said: Said) -> str:
    """Say what an entry says, or what was answered in place of words."""
    words = BLOCKS[said.kind.key]
    match said.answer:
        case Answer.WRITTEN:
            return said_here(said)
        case Answer.NONE:
            return str(words.none_said)
        case Answer.UNKNOWN:
            return str(words.unknown_said)


def said_here(said: Said) -> str:
    """Say an entry in the language of the page: what people wrote stays as they wrote it."""
    stance = said.of("stance")
    return str(STANCES[stance]) if stance in STANCES else line_of(said)


def show_form(kind: Kind, typed: Mapping[str, str], *, today: date, faults: tuple[Fault, ...] = ()) -> dict[str, Any]:
    """Write the form of one entry. ``typed``: what stands in it, by the keys of the fields."""
    wrong = {one.field: one.wrong for one in faults}
    rows = [_field(kind, one, typed, wrong.get(one.key), today) for one in kind.fields]
    return {
        "words": BLOCKS[kind.key],
        "kind": kind,
        "fields": rows,
        "faults": [(row["name"], row["error"]) for row in rows if row["error"]],
        "asks_to_be_sure": bool(faults) and all(one.wrong is Wrong.UNUSUAL for one in faults),
    }


def _field(kind: Kind, field: Field, typed: Mapping[str, str], wrong: Wrong | None, today: date) -> dict[str, Any]:
    value = typed.get(field.key, "")
    if field.shape is Shape.DAY and not value:
        value = today.isoformat()
    return {
        "name": field.key,
        "label": str(FIELDS[kind.key, field.key]),
        "is_optional": not field.is_needed,
        "help": str(EXAMPLES.get((kind.key, field.key), "")),
        "value": value.replace(".", ",") if field.shape is Shape.NUMBER else value,
        "error": str(WRONG[wrong]) if wrong is not None else "",
        "type": INPUTS.get(field.shape, "text"),
        "mode": MODES.get(field.shape, ""),
        "longest": field.longest,
        "choices": [
            {"value": one, "label": str(STANCES.get(one, one.replace("-", "−"))), "chosen": one == value}
            for one in field.choices
        ],
    }


def _said_of(block: Block) -> str:
    return said_of(block.answer.said) if block.answer is not None else ""


def _author(by: Party, names: Mapping[str, str], reader: Party) -> str:
    return _("Écrit par vous") if by == reader else written_by(by, names)


def written_by(by: Party, names: Mapping[str, str]) -> str:
    """Say whose words they are. ``names``: of those who act for the person, by their accounts."""
    if by.kind == "holder":
        return _("Écrit par la personne elle-même")
    name = names.get(by.identifier, "")
    return _("Écrit par {name}").format(name=name) if name else _("Écrit par un proche")
