"""Keeps the English of the pages: finds every French sentence, writes the catalogue, compiles it, without gettext.

``python -m tools.messages`` brings ``carnet/locale/en/LC_MESSAGES/django.po`` up to date (new sentences come empty,
those that nobody says any more leave) and compiles it to ``django.mo``. ``--check`` changes nothing and fails when a
sentence has no English, or when either file is not what this would write. The how-to is docs/i18n.md.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import GNUTranslations

import django
from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from tools.vendor import ROOT

PACKAGE = ROOT / "carnet"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
SKIPPED = ("kit/gallery",)
"""The gallery speaks French to developers, and does not exist in production."""
HEAD = """msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
ENGLISH_CLOCK = {"clock", "half"}
"""carnet.doors.kit.dates hands the English clock of twelve hours to a sentence whose French needs none."""
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}


def sources() -> Iterator[tuple[str, str]]:
    """Give the path and the Python-like text of everything that may hold a sentence."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "gettext" in text:
            yield str(path.relative_to(ROOT)), text
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        name = str(path.relative_to(ROOT))
        if not any(part in name for part in SKIPPED):
            # templatize blanks what is no sentence; a line then begins wherever a tag stood, which Python refuses.
            lines = templatize(path.read_text(encoding="utf-8"), origin=name).splitlines()
            yield name, "\n".join(line.strip() for line in lines)


def extracted() -> Catalog:
    """Give a catalogue of every sentence, with the files that say it and no translation."""
    catalogue = Catalog(locale="en", project="Carnet", charset="utf-8")
    for name, text in sources():
        found = extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
        for _line, message, _comments, context in found:
            flags = ["python-format"] if name.endswith(".html") and "%(" in str(message) else []
            catalogue.add(message, locations=[(name, 0)], flags=flags, context=context)
    return catalogue


def translated() -> Catalog:
    """Give the catalogue of the tree, or an empty one."""
    if not CATALOGUE.exists():
        return Catalog(locale="en", project="Carnet", charset="utf-8")
    with CATALOGUE.open("rb") as kept:
        return read_po(kept, locale="en")


def updated() -> Catalog:
    """Give every sentence of today with the English that it has; nothing is guessed from one that resembles it."""
    catalogue, kept = extracted(), translated()
    for message in catalogue:
        if message.id and (known := kept.get(message.id, context=message.context)):
            message.string = known.string
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Give the bytes of the .po: sorted, without dates or line numbers, so that it moves only when it must."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, sort_output=True, omit_header=True, include_lineno=False, width=120)
    return HEAD.encode() + buffer.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Give the bytes of the .mo, which Django reads; the same bytes for the same sentences."""
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def read_compiled(content: bytes) -> dict[object, object]:
    """Give the sentences of a .mo and their English; its header, which names the program that wrote it, left out."""
    found = {**vars(GNUTranslations(io.BytesIO(content)))["_catalog"]}
    del found[""]
    return found


def faults(catalogue: Catalog) -> list[str]:
    """Give one sentence for each message without English, or whose English shows a value that the French has not."""
    said = []
    for message in catalogue:
        english = [*message.string] if isinstance(message.string, (list, tuple)) else [message.string or ""]
        french = [*message.id] if isinstance(message.id, (list, tuple)) else [message.id]
        if message.id and not all(english):
            said.append(f"no English for: {french[0]}")
        elif message.id and _values(english[-1]) - _values(french[-1]) - ENGLISH_CLOCK:
            said.append(f"a value that the French does not have: {english[-1]}")
    return said


def _values(text: str) -> set[str]:
    return {name or brace for name, brace in re.findall(r"%\((\w+)\)[sd]|\{(\w+)\}", text)}


def main() -> None:
    """Run what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    catalogue = updated()
    said = faults(catalogue)
    po, mo = written(catalogue), compiled(catalogue)
    compiled_path = CATALOGUE.with_suffix(".mo")
    if asked.check:
        if not CATALOGUE.exists() or CATALOGUE.read_bytes() != po:
            said.append(f"{CATALOGUE.relative_to(ROOT)} does not hold today's sentences: run python -m tools.messages.")
        if not compiled_path.exists() or read_compiled(compiled_path.read_bytes()) != read_compiled(mo):
            said.append(f"{compiled_path.relative_to(ROOT)} is not compiled from it: run python -m tools.messages.")
    else:
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        CATALOGUE.write_bytes(po)
        compiled_path.write_bytes(mo)
    print("\n".join(said) or f"{len(catalogue)} sentences, all of them in English.")
    sys.exit(1 if said and asked.check else 0)


if __name__ == "__main__":
    main()
