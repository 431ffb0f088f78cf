"""Laboratory results: the figures of one blood test as the values of a template."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Analyte:
    """One figure of a test. ``value`` and ``before`` (the test before, if any) in the unit of the template.

    ``low`` and ``high``: the usual range, both included.
    """

    key: str
    value: float
    low: float
    high: float
    before: float | None = None


def values_of(*analytes: Analyte) -> dict[str, str]:
    """Give what the templates ask of each analyte: its figure, that of before, an arrow and a flag (HL7 0078)."""
    values: dict[str, str] = {}
    for one in analytes:
        flag = "H" if one.value > one.high else "L" if one.value < one.low else "N"
        values |= {
            one.key: f"{one.value:g}",
            f"{one.key}-low": str(one.low),
            f"{one.key}-high": str(one.high),
            f"{one.key}-before": "–" if one.before is None else f"{one.before:g}",
            f"{one.key}-flag": flag,
            f"{one.key}-arrow": {"H": " ↑", "L": " ↓", "N": ""}[flag],
        }
    return values


def thyroid(
    tsh: float,
    t4: float,
    ferritin: float,
    *,
    before: tuple[float, float, float] | None,
    usual: tuple[float, float] = (0.4, 4.0),
) -> dict[str, str]:
    """Give the figures of ``biologie-thyroide``: TSH in mUI/L, free T4 in pmol/L, ferritin in µg/L.

    ``usual``: the usual values of TSH in this laboratory; another method has others.
    """
    tsh_before, t4_before, ferritin_before = before or (None, None, None)
    return values_of(
        Analyte("tsh", tsh, *usual, tsh_before),
        Analyte("t4", t4, 10, 20, t4_before),
        Analyte("ferritin", ferritin, 15, 150, ferritin_before),
    )


def diabetes(hba1c: float, glucose: float) -> dict[str, str]:
    """Give the figures of ``biologie-hba1c``: HbA1c in %, fasting glucose in mmol/L."""
    return values_of(Analyte("hba1c", hba1c, 4.0, 6.0), Analyte("glucose", glucose, 3.9, 6.1))
