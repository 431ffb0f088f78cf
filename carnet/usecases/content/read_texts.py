"""Anybody reads the texts of the service: the first edition, with what the desk has published since in its place."""

from carnet.core.content.texts import PublicText, TextKind, answers_about, first_edition, rewritten
from carnet.store import content
from carnet.store.content import KeptText


def read_texts(kind: TextKind) -> tuple[PublicText, ...]:
    """Give every text of a kind as it is today, in its order."""
    since = {one.name: one for one in content.last_texts()}
    return tuple(_today(text, since) for text in first_edition() if text.kind is kind)


def read_text(kind: TextKind, key: str) -> PublicText | None:
    """Give one text as it is today; None when there is no such text."""
    return next((text for text in read_texts(kind) if text.key == key), None)


def find_answers(asked: str, language: str) -> tuple[PublicText, ...]:
    """Give the answers that hold every word that somebody typed, in the language of their page; all without a word."""
    return answers_about(read_texts(TextKind.ANSWER), asked, language)


def _today(text: PublicText, since: dict[str, KeptText]) -> PublicText:
    kept = since.get(text.name)
    if kept is None:
        return text
    return rewritten(text, title=kept.title, body=kept.body, version=kept.version, was_read=kept.was_read)
