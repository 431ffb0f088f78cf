"""The vaccines that a structured CDA says were given: its coded entries, with the words of whoever wrote them.

Source: CI-SIS « Volet Vaccination » 2023.01 (entry FR-Vaccination, 1.2.250.1.213.1.1.3.45; rank,
1.2.250.1.213.1.1.3.82).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from carnet.formats.cda.sections import LOINC
from carnet.formats.cda.structured import is_negated, read_structured
from carnet.formats.cda.timestamps import Timestamp, parse
from carnet.formats.cda.tree import children, descend, each, text_of

VACCINATIONS = "11369-6"
"""« Historique des vaccinations » (LOINC), the section of a record and of a note alike."""
RANK = "30973-2"
ATC = "2.16.840.1.113883.6.73"


@dataclass(frozen=True, slots=True, repr=False)
class GivenVaccine:
    """A vaccine that was given. ``what``: what it is (ATC), or nothing; ``rank``, ``lot``: as written, or nothing.

    ``when``: with how much of the date was written; nothing where nobody wrote it.
    """

    name: str
    what: str
    rank: str
    lot: str
    when: Timestamp | None

    def __repr__(self) -> str:
        """Hide the content."""
        return "GivenVaccine(…)"


def read_vaccines(content: bytes) -> tuple[GivenVaccine, ...]:
    """Read the vaccines that a document says were given, in its order; none of a file, or of a faulty document.

    ``content``: the document as it came. A vaccine that was refused, or only planned, was not given.
    """
    read = read_structured(content)
    return () if read is None else tuple(one for section in read.sections for one in _in_section(section))


def _in_section(section: etree._Element) -> Iterator[GivenVaccine]:
    code = descend(section, "code")
    if code is not None and (code.get("code"), code.get("codeSystem")) == (VACCINATIONS, LOINC):
        for given in each(section, "entry", "substanceAdministration"):
            if given.get("moodCode") == "EVN" and not is_negated(given) and _is_done(given):
                yield from _vaccine(given)


def _is_done(given: etree._Element) -> bool:
    status = descend(given, "statusCode")
    return status is not None and status.get("code") == "completed"


def _vaccine(given: etree._Element) -> Iterator[GivenVaccine]:
    material = descend(given, "consumable", "manufacturedProduct", "manufacturedMaterial")
    if material is None:
        return
    code = descend(material, "code")
    translations = [] if code is None else children(code, "translation")
    what = next((one.get("displayName", "") for one in translations if one.get("codeSystem") == ATC), "")
    name = text_of(descend(material, "name")) or ("" if code is None else code.get("displayName", ""))
    ranks = (
        value.get("value", "")
        for one in each(given, "entryRelationship", "observation")
        if (said := descend(one, "code")) is not None and said.get("code") == RANK
        if (value := descend(one, "value")) is not None
    )
    when = descend(given, "effectiveTime")
    if name or what:
        yield GivenVaccine(
            name=name or what,
            what=what if name else "",
            rank=next(ranks, ""),
            lot=text_of(descend(material, "lotNumberText")),
            when=None if when is None else parse(when.get("value", "")),
        )
