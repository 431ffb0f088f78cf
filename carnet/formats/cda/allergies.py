"""The allergies that a structured CDA tells: the text of its section of allergies (LOINC 48765-2)."""

from collections.abc import Iterable, Iterator

from carnet.formats.cda.body import Section, StructuredBody, read_body

ALLERGIES = ("48765-2", "2.16.840.1.113883.6.1")
"""« Allergies et intolérances » (CI-SIS « Volet structuration minimale »; IHE PCC 1.3.6.1.4.1.19376.1.5.3.1.3.13)."""


def read_allergies(content: bytes) -> tuple[str, ...]:
    """Read what a CDA says of allergies, line by line as it is written; nothing for a document without such a section.

    ``content``: the document as it came. A CDA that only carries a file, or whose body is faulty, tells nothing.
    """
    body = read_body(content)
    if not isinstance(body, StructuredBody):
        return ()
    lines = (" ".join(line.split()) for section in _sections(body.sections) for line in section.text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def _sections(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        if section.code is not None and (section.code.value, section.code.system) == ALLERGIES:
            yield section
        yield from _sections(section.sections)
