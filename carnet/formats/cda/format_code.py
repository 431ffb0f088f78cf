"""The format code of a CDA (XDS formatCode), from the models that it claims or from the file that it embeds."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lxml import etree

from carnet.core.vocabulary.code import Code
from carnet.formats.cda.tree import descend
from carnet.formats.media_types import JPEG, PDF, RTF, TEXT, TIFF, canonical

IHE_SYSTEM = "1.3.6.1.4.1.19376.1.2.3"
FRENCH_SYSTEM = "1.2.250.1.213.1.1.4.2.282"
"""TRE_A06, the French complement of the format codes of IHE."""

UNSTRUCTURED = "1.3.6.1.4.1.19376.1.2.20"
"""The template of a level 1 document (IHE XDS-SD)."""

BY_MEDIA_TYPE: Mapping[str, Code] = MappingProxyType(
    {
        PDF: Code("urn:ihe:iti:xds-sd:pdf:2008", IHE_SYSTEM, "Document à corps non structuré en Pdf/A-1"),
        TEXT: Code("urn:ihe:iti:xds-sd:text:2008", IHE_SYSTEM, "Document à corps non structuré en texte brut"),
        RTF: Code("urn:ihe:iti-fr:xds-sd:rtf:2010", IHE_SYSTEM, "Document à corps non structuré en format rtf"),
        JPEG: Code("urn:ihe:iti-fr:xds-sd:jpeg:2010", IHE_SYSTEM, "Document à corps non structuré en format jpeg"),
        TIFF: Code("urn:ihe:iti-fr:xds-sd:tiff:2010", IHE_SYSTEM, "Document à corps non structuré en format tiff"),
    }
)

BY_ITS_TYPE = Code("urn:ihe:iti:xds:2017:mimeTypeSufficient", IHE_SYSTEM)
"""Of a file that is a document by itself, in no CDA: its media type says all (IHE XDS)."""

UNLISTED = Code("urn:asipSante:modelesHorsProfils:2011", FRENCH_SYSTEM, "Document non référencé IHE ou CI-SIS")


def format_code(document: etree._Element, templates: frozenset[str]) -> Code:
    """The format code of a clinical document.

    Level 1: by the type of the embedded file. Level 3: by the most precise template that the official correspondence
    knows (ASS_A11, kept in format_codes.csv); a French one goes before one of IHE. Neither: the code that JDV_J10
    keeps for documents that nobody has listed, PNG in a level 1 among them.
    """
    body = descend(document, "component", "nonXMLBody", "text")
    if body is not None:
        return BY_MEDIA_TYPE.get(canonical(body.get("mediaType", TEXT)), UNLISTED)
    table = _by_template()
    known = sorted(
        (oid for oid in templates if oid in table), key=lambda oid: (oid.startswith("1.2.250."), len(oid)), reverse=True
    )
    return table[known[0]] if known else UNLISTED


@cache
def _by_template() -> Mapping[str, Code]:
    path = Path(__file__).with_name("format_codes.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return MappingProxyType({row["template"]: Code(row["format_code"], row["system"]) for row in rows})
