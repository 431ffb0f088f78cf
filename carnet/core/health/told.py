"""How an entry is said in one line, in French, for those who read it beside other things."""

from datetime import date

from carnet.core.health.entry import Said
from carnet.core.health.kinds import Field, Shape

STANCES = {
    "agrees": "J’accepte de donner mes organes.",
    "registered": "Je refuse : je suis inscrit au registre national des refus.",
    "told": "Je refuse : je l’ai écrit, ou dit à mes proches.",
}
"""What somebody says of the donation of their organs (CSP L1232-1: who has not refused is held to agree)."""

TITLES = {
    "allergy": "Allergies",
    "treatment": "Traitements",
    "history": "Maladies et opérations",
    "vaccine": "Vaccins",
    "family": "Maladies dans la famille",
    "habit": "Mode de vie",
    "blood": "Groupe sanguin",
    "contact": "Personnes à prévenir",
    "directives": "Directives anticipées",
    "donation": "Don d’organes",
    "weight": "Poids",
    "pressure": "Tension",
    "glucose": "Glycémie",
}
"""What each block is called in what people take away; pages have the same words in each of their languages."""

BY_THE_PATIENT = "Écrit par le patient"
"""How professionals are told that nobody of them wrote it."""


def line_of(said: Said) -> str:
    """Say an entry in one line: « Pénicilline – urticaire – 2011 », « 128 / 82 mmHg – 21/11/2026 »."""
    fields = {one.key: one for one in said.kind.fields}
    written = [_written(fields[key], words) for key, words in said.words if key in fields]
    if said.kind.key == "pressure" and len(written) > 1:
        written[:2] = [f"{said.of('systolic')} / {said.of('diastolic')} mmHg".replace(".", ",")]
    return " – ".join(written)


def _written(field: Field, words: str) -> str:
    match field.shape:
        case Shape.NUMBER:
            return f"{words.replace('.', ',')} {field.unit}"
        case Shape.DAY:
            return f"{date.fromisoformat(words):%d/%m/%Y}"
        case Shape.CHOICE:
            return STANCES.get(words, words.replace("-", "−"))
        case Shape.WORDS | Shape.PHONE:
            return words
