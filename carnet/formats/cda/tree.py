"""Finding one's way in the tree of a CDA, and collecting every fault with its XPath on the way."""

import re
from collections.abc import Iterator

from lxml import etree

from carnet.core.defects import Defect
from carnet.core.identifiers import UniqueId
from carnet.core.vocabulary.code import Code
from carnet.formats.cda.timestamps import Timestamp, parse

HL7 = "urn:hl7-org:v3"
XSL = "http://www.w3.org/1999/XSL/Transform"

PERSON_SYSTEM = "1.2.250.1.71.4.2.1"
ORGANIZATION_SYSTEM = "1.2.250.1.71.4.2.2"

_OID = re.compile(r"[0-2](\.(0|[1-9]\d{0,38})){1,30}", re.ASCII)
_UUID = re.compile(r"[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}")
_EXTENSION = re.compile(r"[!-\]_-~]{1,64}")
_STYLE_SHEETS = (f"{{{XSL}}}stylesheet", f"{{{XSL}}}transform")


def q(name: str) -> str:
    """The name of an element of HL7 v3, as lxml writes it."""
    return f"{{{HL7}}}{name}"


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def clinical_document(root: etree._Element) -> etree._Element | Defect:
    """Find the clinical document in what was parsed.

    ``root`` is either the ClinicalDocument or the style sheet of a self-presenting CDA, which holds one
    ClinicalDocument and is dropped: no style sheet is ever run (product.md « Documents »). Returns a defect where there
    is no clinical document, where there are several, or where the style sheet reaches into it, so that nobody can tell
    what it says.
    """
    if root.tag == q("ClinicalDocument"):
        document = root
    elif root.tag in _STYLE_SHEETS:
        found = list(root.iter(q("ClinicalDocument")))
        if len(found) != 1:
            return Defect(
                "cda-self-presenting-ambiguous",
                "/stylesheet",
                "The style sheet of a self-presenting CDA must hold exactly one ClinicalDocument.",
                "Send the ClinicalDocument alone, without its style sheet.",
            )
        document = found[0]
    else:
        return Defect(
            "not-a-cda",
            "/",
            "The root is neither a ClinicalDocument (urn:hl7-org:v3) nor a style sheet that holds one.",
            "Send a CDA R2 document, or declare the type that the file really has.",
        )
    if next(document.iter(f"{{{XSL}}}*"), None) is not None:
        return Defect(
            "cda-style-sheet-inside",
            "/ClinicalDocument",
            "The clinical document contains instructions of a style sheet: what it says would depend on running them.",
            "Send the ClinicalDocument with its values written out.",
        )
    return document


def children(parent: etree._Element, name: str) -> list[etree._Element]:
    """The children of that name, in order."""
    return parent.findall(q(name))


def descend(parent: etree._Element, *names: str) -> etree._Element | None:
    """The first element reached by those names, if any."""
    element: etree._Element | None = parent
    for name in names:
        if element is None:
            return None
        element = element.find(q(name))
    return element


def each(parent: etree._Element, *names: str) -> Iterator[etree._Element]:
    """All the elements reached by those names."""
    if not names:
        yield parent
        return
    for element in children(parent, names[0]):
        yield from each(element, *names[1:])


def text_of(element: etree._Element | None) -> str:
    """All the text below an element, its blanks made single; empty where there is no element."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def where(element: etree._Element, *missing: str) -> str:
    """The XPath of an element from its ClinicalDocument, or of a child that should stand there.

    Names are written without prefix; a position is given where an element has siblings of its name.
    """
    steps: list[str] = []
    node: etree._Element | None = element
    while node is not None:
        parent = node.getparent()
        name = local_name(node)
        twins = [] if parent is None or name == "ClinicalDocument" else parent.findall(str(node.tag))
        steps.append(f"{name}[{twins.index(node) + 1}]" if len(twins) > 1 else name)
        node = None if name == "ClinicalDocument" else parent
    return "/" + "/".join([*reversed(steps), *missing])


class Faults:
    """Every fault met while reading one document; reading goes on after each."""

    def __init__(self) -> None:
        self._found: list[Defect] = []

    def __iter__(self) -> Iterator[Defect]:
        """The defects in the order in which they were met."""
        return iter(self._found)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._found)

    def add(self, *defects: Defect) -> None:
        """Note them."""
        self._found.extend(defects)

    def one(self, parent: etree._Element, name: str) -> etree._Element | None:
        """The only child of that name; a fault is noted where there is none or more than one."""
        found = children(parent, name)
        if not found:
            self.add(missing(where(parent, name)))
            return None
        if len(found) > 1:
            self.add(
                Defect(
                    "cda-repeated-element",
                    where(found[1]),
                    f"The element {name} may stand here only once.",
                    "Keep the one that is meant.",
                )
            )
        return found[0]

    def code(self, element: etree._Element | None) -> Code | None:
        """The code that an element carries; a fault is noted where its value or its system is missing."""
        if element is None:
            return None
        value, system = element.get("code", "").strip(), element.get("codeSystem", "").strip()
        if value and system:
            return Code(value, system, " ".join(element.get("displayName", "").split()))
        self.add(
            Defect(
                "cda-incomplete-code",
                where(element),
                "A code needs its value (@code) and the OID of its system (@codeSystem).",
                "Send both; a null flavour is not enough here.",
            )
        )
        return None

    def identifier(self, element: etree._Element | None) -> UniqueId | None:
        """The identifier of a document that an element carries, written as XDS writes it; a bad one is a fault.

        A root that is an OID gives ``urn:oid:ROOT`` or ``urn:oid:ROOT^EXTENSION``; a root that is a UUID gives
        ``urn:uuid:…`` in lower case, likewise (ITI TF-3 4.2.3.2.26).
        """
        if element is None:
            return None
        root, extension = element.get("root", ""), element.get("extension", "")
        scheme = "urn:oid:" if _OID.fullmatch(root) else "urn:uuid:" if _UUID.fullmatch(root) else ""
        if scheme and (not extension or _EXTENSION.fullmatch(extension)):
            value = root if scheme == "urn:oid:" else root.lower()
            return UniqueId(f"{scheme}{value}^{extension}" if extension else f"{scheme}{value}")
        self.add(
            Defect(
                "cda-malformed-id",
                where(element),
                "The identifier of a document is a root (an OID or a UUID) and, if need be, an extension of at most 64 "
                "visible ASCII characters other than ^.",
                "Send a valid root; an OID of the branch 2.25 can be made from a UUID.",
            )
        )
        return None

    def timestamp(self, element: etree._Element) -> Timestamp | None:
        """The point in time that an element carries; a bad one is a fault."""
        read = parse(element.get("value", ""))
        if read is None:
            self.add(
                Defect(
                    "cda-malformed-time",
                    where(element, "@value"),
                    "This is not an HL7 point in time.",
                    "Write YYYYMMDDhhmmss+zzzz, for instance 20240104160527+0100.",
                )
            )
        return read


def missing(path: str) -> Defect:
    """The defect of an element that the header must have."""
    return Defect(
        "cda-missing-element",
        path,
        "The header lacks this element, which the minimal structure of the CI-SIS requires.",
        "Add it with its value.",
    )
