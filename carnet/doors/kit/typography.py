"""French typography, applied to the text of a page and never to its tags (interface.md 6.6, rule 10)."""

import re
from collections.abc import Iterator

NARROW = "\u202f"
"""The narrow no-break space, before ; ! ? » and after «."""
FIRM = "\u00a0"
"""The no-break space, before a colon and inside « 20 h 14 », « 75 µg », « Dr Keller »."""

VERBATIM = frozenset({"script", "style", "pre", "code", "kbd", "samp", "textarea", "svg"})
"""Elements whose text is copied as it is, with any element that says ``translate="no"``: identifiers, codes, input."""
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})

MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|janv\.|févr\.|avr\.|juil\.|sept\.|oct\.|nov\.|déc\."
)
UNITS = (
    "mmHg|µg|mg|kg|g|ng|pg|mL|ml|cL|dL|L|µL|mm|cm|km|m|mmol|µmol|nmol|pmol|mol|mUI|UI|kcal|kJ|Hz|mSv|mGy|%|€|°C|°|‰"
    "|ko|Ko|Mo|Go|ans?|jours?|mois|semaines?|heures?|minutes?|secondes?|min|h|s|fois|comprimés?|gélules?|gouttes?"
)
TITLES = "Dr|Pr|M\\.|Mme|Mlle|Me|Drs|MM\\.|Mmes"

TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+|<", re.DOTALL)
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^>]*)>", re.DOTALL)
TRANSLATE_NO = re.compile(r"""\btranslate\s*=\s*["']?no\b""", re.IGNORECASE)

RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\w)(?:'|&#x27;|&#39;)(?=\w)"), "’"),
    (re.compile(r"(?<=[^\d\s]) - (?=\D)"), " – "),
    (re.compile(r"[ \u00a0]+(?=[;!?»](?:\s|$|[,.)\u202f\u00a0»;:!?]))"), NARROW),
    (re.compile(r"«[ \u00a0]+"), f"«{NARROW}"),
    (re.compile(r"[ \u202f]+:(?=\s|$)"), f"{FIRM}:"),
    (re.compile(r"\b(\d{1,2}) h (\d{2})\b"), rf"\1{FIRM}h{FIRM}\2"),
    (re.compile(r"(?<=\d)[ ](?=\d{3}(?:\D|$))"), NARROW),
    (re.compile(rf"(?<=\d)[ ](?=(?:{UNITS})(?:[^\w]|$))"), FIRM),
    (re.compile(rf"\b(\d{{1,2}}|1er|1<sup>er</sup>)[ ](?=(?:{MONTHS})(?:\W|$))"), rf"\1{FIRM}"),
    (re.compile(rf"\b({TITLES})[ ](?=[A-ZÀ-Ý])"), rf"\1{FIRM}"),
)
CONCERNED = re.compile(r"['&«»;!?:]|\d[ e]| - |\b(?:Dr|Pr|M|Me)", re.IGNORECASE)
"""What no rule applies without: most pieces of a page are left at once."""
ORDINAL = re.compile(r"\b1er\b")


def typeset(text: str, *, markup: bool = True) -> str:
    """Give one piece of text, without tags, with French spaces, apostrophes and dashes; already escaped if it must be.

    Ordinary spaces become no-break ones, nothing is inserted where nobody typed a space: an address, a time written
    « 12:30 » or a character reference stay whole. ``markup``: whether « 1er » may become ``1<sup>er</sup>``.
    """
    if not CONCERNED.search(text):
        return text
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return ORDINAL.sub("1<sup>er</sup>", text) if markup else text


def typeset_html(html: str) -> str:
    """Give this HTML with its text nodes typeset; tags, attributes, comments and verbatim elements as they were."""
    return "".join(_typeset_tokens(html))


def _typeset_tokens(html: str) -> Iterator[str]:
    verbatim, depth, in_title = "", 0, False
    for token in TOKEN.findall(html):
        tag = TAG.fullmatch(token)
        if tag is None:
            is_text = not token.startswith("<")
            yield typeset(token, markup=not in_title) if is_text and not depth else token
            continue
        closes, name, attributes = tag[1] == "/", tag[2].lower(), tag[3]
        if name in {"title", "option"}:
            in_title = not closes
        if depth:
            if name == verbatim and not attributes.endswith("/"):
                depth += -1 if closes else 1
        elif not closes and name not in VOID and (name in VERBATIM or TRANSLATE_NO.search(attributes)):
            verbatim, depth = name, 1
        yield token
