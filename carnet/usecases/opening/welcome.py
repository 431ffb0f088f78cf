"""What every opening brings with it, however it was done: the terms accepted, and the insurer asked for 24 months."""

from datetime import date, datetime

from carnet.core.identifiers import RecordId
from carnet.core.record.majority import PARIS
from carnet.core.record.terms_of_use import AcceptanceWay, read_terms, version_at
from carnet.ports.environment import Environment
from carnet.store import insurer_requests, terms

MONTHS = 24
"""Vies de famille 2019: « l’historique des soins remboursés sur les 24 derniers mois »."""


def welcome(record: RecordId, *, way: AcceptanceWay, language: str, at: datetime, env: Environment) -> str:
    """Write down what an opening means beyond the record, inside its transaction; give the version accepted.

    ``language``: of the text that was read, « fr » or « en ». The terms in force are kept as accepted, with the digest
    of that very text (product.md, « Opening »: consent recorded with its proof).
    """
    text = read_terms(version_at(at), language)
    terms.keep_acceptance(record, env.chance.identifier(), text, way=way, at=at)
    insurer_requests.ask(env.chance.identifier(), record, since=loaded_since(at), at=at)
    return text.version


def loaded_since(at: datetime) -> date:
    """Tell since which day reimbursements are loaded: 24 months before the opening, in Paris, that day included."""
    today = at.astimezone(PARIS).date()
    year = today.year - MONTHS // 12
    try:
        return today.replace(year=year)
    except ValueError:
        return date(year, 2, 28)  # opened on 29 February
