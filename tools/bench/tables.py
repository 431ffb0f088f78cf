"""What a table of figures is, and how it is written: the same Markdown on the screen and in docs/performance.md."""

import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

Row = tuple[str, ...]
BEGINS, ENDS = "<!-- figures: begin (make bench ARGS=--write) -->", "<!-- figures: end -->"


class NoPlaceForFiguresError(RuntimeError):
    """The page has not the two markers between which the figures stand."""


@dataclass(frozen=True, slots=True)
class Table:
    """Some figures: a title, the heads of the columns, the rows, the first cell of each being its name."""

    title: str
    heads: Row
    rows: tuple[Row, ...]

    def written(self) -> str:
        """Write it as Markdown, in columns that line up."""
        widths = [max(map(len, column)) for column in zip(self.heads, *self.rows, strict=True)]
        # Names to the left, figures to the right.
        rule = "|".join(("-" * (width + 1) + (":" if place else "-")) for place, width in enumerate(widths))
        lines = [self._line(self.heads, widths), f"|{rule}|", *(self._line(row, widths) for row in self.rows)]
        return f"### {self.title}\n\n" + "\n".join(lines) + "\n"

    @staticmethod
    def _line(row: Row, widths: Sequence[int]) -> str:
        name, *figures = row
        cells = [name.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=True))]
        return f"| {' | '.join(cells)} |"


def per_second(seconds: float) -> str:
    """Write how many times a second something that takes so long can be done."""
    rate = 1 / seconds
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"


def milliseconds(seconds: float) -> str:
    """Write a time in milliseconds."""
    value = seconds * 1000
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"


def share(shares: Sequence[float]) -> str:
    """Write a share: the median of the rounds, then the two bounds between which half of them lie."""
    if len(shares) == 1:
        return f"{shares[0]:.2f}"
    low, _, high = statistics.quantiles(shares, n=4, method="inclusive")
    return f"{statistics.median(shares):.2f} ({low:.2f}–{high:.2f})"


def machine(*, at: datetime, command: str, pgbench: str, load: tuple[float, float, float]) -> str:
    """Say where and when the figures were taken. ``load``: of the machine when the run began (1, 5, 15 minutes)."""
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    name = next((line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")), "?")
    cores = sum(line.startswith("processor") for line in told.splitlines())
    return (
        f"- {at:%Y-%m-%d}, `{command}`\n"
        f"- {cores} cores of {name}, {platform.system()} {platform.release()}; load when it began: {load[0]:.1f}\n"
        f"- Python {platform.python_version()}, {pgbench}\n"
    )


def put_into(page: str, figures: str) -> str:
    """Give a page with these figures in the place of the former ones. Raises ``NoPlaceForFiguresError``."""
    before, begins, rest = page.partition(BEGINS)
    _, ends, after = rest.partition(ENDS)
    if not begins or not ends:
        raise NoPlaceForFiguresError(f"no {BEGINS!r} … {ENDS!r}")
    return f"{before}{begins}\n\n{figures.strip()}\n\n{ends}{after}"
