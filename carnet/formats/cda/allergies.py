"""The allergies that a structured CDA tells: the lines of its section of allergies (LOINC 48765-2)."""

from carnet.formats.cda.sections import read_sections

ALLERGIES = "48765-2"
"""« Allergies et intolérances » (CI-SIS « Volet structuration minimale »; IHE PCC 1.3.6.1.4.1.19376.1.5.3.1.3.13)."""


def read_allergies(content: bytes) -> tuple[str, ...]:
    """Read what a CDA says of allergies, one item or paragraph a line; nothing for a document without such a section.

    ``content``: the document as it came. A CDA that only carries a file, or whose body is faulty, tells nothing.
    """
    sections = read_sections(content, codes=frozenset({ALLERGIES}))
    return tuple(dict.fromkeys(line for section in sections for line in section.lines))
