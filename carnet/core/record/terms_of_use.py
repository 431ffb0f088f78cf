"""The terms of use: dated versions, in two languages; which one is in force, and who must still accept it."""

import csv
import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from importlib.resources import files

from carnet.core.record.majority import PARIS

LANGUAGES = ("fr", "en")

OF_CARERS = "2018-11-aidants"
"""The text that somebody accepts who opens an account to help another, and no record (product.md, « A carer »)."""


class AcceptanceWay(Enum):
    """How terms were accepted. The value is kept as part of the proof."""

    ONLINE_OPENING = "online-opening"
    ASSISTED_OPENING = "assisted-opening"
    """With the professional or clerk who opened the record: the leaflet and the terms were handed over or read."""
    SIGN_IN = "sign-in"


@dataclass(frozen=True, slots=True)
class TermsVersion:
    """One version. ``name``: as it is kept beside an acceptance; names sort as their dates do."""

    name: str
    since: date


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text: its title and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """A text as it is shown. ``digest``: the SHA-256 of its file, which proves what was accepted."""

    version: str
    language: str
    digest: bytes
    sections: tuple[Section, ...]


@cache
def versions() -> tuple[TermsVersion, ...]:
    """Read every version, the oldest first."""
    text = (files("carnet.core.record.terms") / "versions.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(TermsVersion(row["version"], date.fromisoformat(row["from"])) for row in rows)


def version_at(at: datetime) -> str:
    """Name the version in force on the day of ``at``, in Paris. Before the first one, it is the first."""
    today = at.astimezone(PARIS).date()
    in_force = [one.name for one in versions() if one.since <= today]
    return in_force[-1] if in_force else versions()[0].name


def are_due(accepted: str, *, at: datetime) -> bool:
    """Whether somebody must accept the terms in force before anything else (FAQ dmp.fr 2018, new terms in 2016).

    ``accepted``: the latest version that they accepted, or empty when they never accepted any.
    """
    return accepted < version_at(at)


@cache
def read_terms(version: str, language: str) -> Terms:
    """Read a text. ``language``: one of ``LANGUAGES``. Raises ``FileNotFoundError`` for a version that never was."""
    content = (files("carnet.core.record.terms") / f"{version}.{language}.txt").read_bytes()
    parts = [part.strip() for part in content.decode("utf-8").split("## ")]
    sections = []
    for part in filter(None, parts):
        title, _, body = part.partition("\n")
        paragraphs = tuple(" ".join(one.split()) for one in body.split("\n\n") if one.strip())
        sections.append(Section(title.strip(), paragraphs))
    return Terms(version, language, hashlib.sha256(content).digest(), tuple(sections))
