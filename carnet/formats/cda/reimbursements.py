"""What the national insurer says it paid back: the coded entries of a structured CDA, with the insurer's own words.

Source: CI-SIS « Volet Historique des remboursements » CNAM-HR 2021.01 (entries 1.2.250.1.213.1.1.3.42, .45, .20, .58
and .62). It names no amount.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from lxml import etree

from carnet.formats.cda.sections import LOINC
from carnet.formats.cda.structured import ShownWords, read_structured
from carnet.formats.cda.timestamps import Timestamp, parse
from carnet.formats.cda.tree import descend, each, local_name, text_of

LABORATORY_ACTS = "1.2.250.1.215.200.4.1"
"""The nomenclature of acts of medical biology (NABM), as the insurer codes them."""


class Care(Enum):
    """What was paid back, as far as the entries say it; an X-ray and a visit are told by the same codes."""

    MEDICINE = "medicine"
    VACCINE = "vaccine"
    DEVICE = "device"
    TEST = "test"
    ACT = "act"
    STAY = "stay"


@dataclass(frozen=True, slots=True, repr=False)
class Reimbursed:
    """A line: what, when, by whom or where; ``quantity`` as written, or nothing. ``until``: the end of a stay."""

    care: Care
    name: str
    by: str
    quantity: str
    when: Timestamp | None
    until: Timestamp | None

    def __repr__(self) -> str:
        """Hide the content."""
        return f"Reimbursed({self.care.value}, …)"


def read_reimbursed(content: bytes) -> tuple[Reimbursed, ...]:
    """Read what was paid back, in the order of the document; nothing of a file, or of a faulty document.

    ``content``: the document as it came. The insurer's words are kept as they are, capitals included.
    """
    read = read_structured(content)
    if read is None:
        return ()
    return tuple(line for section in read.sections for line in _in_section(section, read.words) if line.name)


def _in_section(section: etree._Element, words: ShownWords) -> Iterator[Reimbursed]:
    said = descend(section, "code")
    code = said.get("code", "") if said is not None and said.get("codeSystem") == LOINC else ""
    for one in each(section, "entry"):
        for entry in one:
            match (local_name(entry), code):
                case ("substanceAdministration", "10160-0"):
                    yield _product(entry, Care.MEDICINE, words)
                case ("substanceAdministration", "11369-6"):
                    yield _product(entry, Care.VACCINE, words)
                case ("supply", "46264-8"):
                    device = descend(entry, "participant", "participantRole", "playingDevice", "code")
                    yield _supplied(entry, Care.DEVICE, _named(device, words))
                case ("procedure", "29554-3"):
                    yield _act(entry, words)
                case ("encounter", "46240-8"):
                    yield _stay(entry)


def _product(entry: etree._Element, care: Care, words: ShownWords) -> Reimbursed:
    material = descend(entry, "consumable", "manufacturedProduct", "manufacturedMaterial")
    name = "" if material is None else text_of(descend(material, "name")) or _named(descend(material, "code"), words)
    return _supplied(descend(entry, "entryRelationship", "supply"), care, name)


def _supplied(supply: etree._Element | None, care: Care, name: str) -> Reimbursed:
    if supply is None:
        return Reimbursed(care, name, "", "", None, None)
    quantity = descend(supply, "quantity")
    return Reimbursed(
        care=care,
        name=name,
        by=_performer(supply),
        quantity="" if quantity is None else quantity.get("value", ""),
        when=_instant(descend(supply, "performer", "time")),
        until=None,
    )


def _act(entry: etree._Element, words: ShownWords) -> Reimbursed:
    code = descend(entry, "code")
    is_test = code is not None and code.get("codeSystem") == LABORATORY_ACTS
    when = _instant(descend(entry, "effectiveTime"))
    return Reimbursed(Care.TEST if is_test else Care.ACT, _named(code, words), _performer(entry), "", when, None)


def _stay(entry: etree._Element) -> Reimbursed:
    code, nature = descend(entry, "code"), descend(entry, "code", "qualifier", "value")
    said = nature if nature is not None else code
    return Reimbursed(
        care=Care.STAY,
        name="" if said is None else said.get("displayName", ""),
        by=_performer(entry),
        quantity="",
        when=_instant(descend(entry, "effectiveTime", "low")),
        until=_instant(descend(entry, "effectiveTime", "high")),
    )


def _named(code: etree._Element | None, words: ShownWords) -> str:
    """Give the words that the document shows for a code, or else those of the code, or of its translation."""
    if code is None:
        return ""
    translation = descend(code, "translation")
    translated = "" if translation is None else translation.get("displayName", "")
    return words.of(code) or code.get("displayName", "") or translated


def _performer(entry: etree._Element) -> str:
    """Name who did it and where, as far as both are written."""
    entity = descend(entry, "performer", "assignedEntity")
    if entity is None:
        return ""
    person = descend(entity, "assignedPerson", "name")
    parts = [] if person is None else [" ".join(map(text_of, person)) or text_of(person)]
    parts.append(text_of(descend(entity, "representedOrganization", "name")))
    return ", ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _instant(element: etree._Element | None) -> Timestamp | None:
    return None if element is None else parse(element.get("value", ""))
