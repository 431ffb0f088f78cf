"""Opening a record online: what an adult must show, where and for whom it is offered, how long each step lasts."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files

from carnet.core.access.faulty import Faulty, sound
from carnet.core.defects import Defect
from carnet.core.identifiers import PatientIdentifierSystem, parse_patient_identifier
from carnet.core.people import IdentityTraits
from carnet.core.record.majority import PARIS

CREATION_CODE_LASTS = timedelta(days=45)
"""A letter takes days, and waits on a table: long enough for both, short enough that a lost one opens nothing."""

OPENING_LASTS = timedelta(hours=1)
"""From the right code on: what was typed is forgotten afterwards."""

CARD_SERIAL_DIGITS = 10
"""The serial number printed on the carte Vitale."""

CODES_AT_MOST = 3
CODES_WITHIN = timedelta(days=1)
"""How many creation codes one number is sent in a day: somebody who asks for another person fills no letter box."""

COLUMNS = ["regime", "department", "from"]
ANY = "*"


@dataclass(frozen=True, slots=True)
class Application:
    """What somebody who opens their record online has shown, as a decision needs it.

    ``knows_the_card``: the number and the serial number of a card in force go together. ``has_the_code``: they typed
    the creation code that was sent to this person. ``has_a_channel``: a code reached them at the address they gave.
    ``accepts_the_terms``: they read and accepted them, and agreed to the opening. ``is_adult``, ``regime_is_listed``
    and ``is_rolled_out``: of the person that the register knows, on this day.
    """

    knows_the_card: bool
    has_the_code: bool
    has_a_channel: bool
    accepts_the_terms: bool
    is_adult: bool
    regime_is_listed: bool
    is_rolled_out: bool

    @property
    def is_offered(self) -> bool:
        """Whether this person, here and today, may open a record online at all, whatever they have shown."""
        return self.is_adult and self.regime_is_listed and self.is_rolled_out


@dataclass(frozen=True, slots=True)
class Regime:
    """A regime of social security. ``code``: two digits. ``is_online``: its members may open a record online."""

    code: str
    name: str
    is_online: bool


@dataclass(frozen=True, slots=True)
class RolloutLine:
    """From which day records are opened for a regime in a département; ``*`` stands for any."""

    regime: str
    department: str
    since: date


@dataclass(frozen=True, slots=True)
class Rollout:
    """Where opening is offered already (product.md, « Opening »: by département and regime, as data)."""

    lines: tuple[RolloutLine, ...]

    def reaches(self, *, regime: str, department: str, at: datetime) -> bool:
        """Whether somebody of this regime who lives there may open a record on the day of ``at``, in Paris."""
        today = at.astimezone(PARIS).date()
        return any(
            line.regime in (ANY, regime) and line.department in (ANY, department) and line.since <= today
            for line in self.lines
        )


@cache
def regimes() -> tuple[Regime, ...]:
    """Read the list of regimes (FAQ dmp.fr 2018: « la liste des régimes autorisés à créer un DMP sur Internet »)."""
    text = (files("carnet.core.record") / "regimes.csv").read_text(encoding="utf-8")
    return tuple(Regime(row["code"], row["name"], row["online"] == "yes") for row in csv.DictReader(text.splitlines()))


def is_listed(regime: str) -> bool:
    """Whether the members of a regime may open their record online; one that is not on the list may not."""
    return any(one.code == regime and one.is_online for one in regimes())


@cache
def our_rollout() -> Rollout:
    """Read the table that comes with the product: everywhere since 6 November 2018 (Guide 2018, « généralisation »)."""
    return sound(read_rollout((files("carnet.core.record") / "rollout.csv").read_text(encoding="utf-8")))


def read_rollout(table: str) -> Rollout | Faulty:
    """Read a table that an operator wrote, as CSV. Every fault is told at once.

    Columns: ``regime`` (a code of regimes.csv or ``*``), ``department`` (« 44 », « 2A », « 974 » or ``*``), ``from``
    (a day, ``YYYY-MM-DD``).
    """
    rows = csv.DictReader(table.splitlines())
    if rows.fieldnames != COLUMNS:
        return Faulty((f"CARNET_ROLLOUT : les colonnes doivent être {', '.join(COLUMNS)}.",))
    known = {ANY, *(one.code for one in regimes())}
    lines: list[RolloutLine] = []
    faults: list[str] = []
    for number, row in enumerate(rows, start=2):
        if row["regime"] not in known:
            faults.append(f"CARNET_ROLLOUT, ligne {number} : ce régime n’existe pas.")
        if not row["department"]:
            faults.append(f"CARNET_ROLLOUT, ligne {number} : il manque le département.")
        try:
            since = date.fromisoformat(row["from"] or "")
        except ValueError:
            faults.append(f"CARNET_ROLLOUT, ligne {number} : il faut un jour, comme 2018-11-06.")
            continue
        lines.append(RolloutLine(row["regime"], row["department"] or "", since))
    return Faulty(tuple(faults)) if faults else Rollout(tuple(lines))


def read_number(typed: str) -> str | Defect:
    """Read the number of a card as somebody typed it: 15 characters, spaces, dots and hyphens left out.

    A NIR, or the provisional number of somebody who waits for theirs; Corsica as 2A or 2B. A wrong key is a defect:
    one mistyped digit is told before anything is looked up (domain.md 1.3).
    """
    compact = "".join(one for one in typed if one.isalnum())
    read = parse_patient_identifier(
        PatientIdentifierSystem.INS_NIR.value, compact[:32], accepts_test=False, where="number"
    )
    return read if isinstance(read, Defect) else read.value


def read_card_serial(typed: str) -> str | None:
    """Read the serial number of a card: ten digits, however spaced. None for anything else."""
    compact = "".join(one for one in typed if not one.isspace() and one not in "-.")
    return compact if len(compact) == CARD_SERIAL_DIGITS and compact.isascii() and compact.isdigit() else None


def read_creation_code(typed: str) -> str:
    """Write a creation code in its one form: « K7M2 XQ9W P4RT » is « k7m2xq9wp4rt »."""
    return "".join(one for one in typed[:64].casefold() if one.isalnum())


def shown_for_confirmation(traits: IdentityTraits) -> tuple[str, str, int]:
    """Give as much of an identity as its owner needs to know it: a first name, an initial, a year.

    Whoever found a letter and a card learns little more than the envelope said.
    """
    given = traits.given_names[0].title() if traits.given_names else ""
    return given, (traits.used_name or traits.birth_name)[:1].upper(), traits.birth_date.year


def may_be_sent_another(sent: Iterable[datetime], *, at: datetime) -> bool:
    """Whether one more creation code may leave for a number. ``sent``: when the former ones did."""
    return sum(1 for one in sent if at - one < CODES_WITHIN) < CODES_AT_MOST
