"""The English of the pages calls each kind of person, and each act, by one name: no reader takes one for another."""

import re
import tomllib
from collections.abc import Callable, Iterator

import pytest
from babel.messages.pofile import read_po

from tools import messages

EDITION = messages.PACKAGE / "core" / "content" / "edition"


def in_pages() -> Iterator[tuple[str, str]]:
    """Each French sentence of the pages with its English."""
    with messages.CATALOGUE.open("rb") as written:
        catalogue = read_po(written)
    for message in catalogue:
        if message.id:
            said = (message.id, message.string)
            french, english = (one if isinstance(one, str) else " ".join(one or ()) for one in said)
            yield french, english


def in_texts() -> Iterator[tuple[str, str]]:
    """Each paragraph of the edited texts with its English, which has as many."""
    for path in sorted(EDITION.glob("*.toml")):
        for text in tomllib.loads(path.read_text(encoding="utf-8"))["text"]:
            yield text["title"]["fr"], text["title"]["en"]
            yield from zip(text["fr"].split("\n\n"), text["en"].split("\n\n"), strict=True)


@pytest.mark.parametrize("said", [in_pages, in_texts], ids=["pages", "texts"])
def test_a_carer_is_somebody_close_and_never_a_professional(said: Callable[[], Iterator[tuple[str, str]]]) -> None:
    carers = [(fr, en) for fr, en in said() if re.search(r"\bcare(give)?rs?\b", en, re.IGNORECASE)]
    assert [(fr, en) for fr, en in carers if "aidant" not in fr.lower()] == []


def test_the_pages_do_speak_of_carers() -> None:
    assert ("Un aidant", "A carer") in in_pages()


def test_what_is_hidden_is_called_so_whether_it_is_asked_done_or_told() -> None:
    masked = [(fr, en) for fr, en in in_pages() if "masqu" in fr.lower()]
    assert ("Masquer ce document", "Hide this document") in masked
    assert [(fr, en) for fr, en in masked if re.search(r"\bmask", en, re.IGNORECASE)] == []
