"""A table for a spreadsheet (RFC 4180), of which no cell is ever taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_ACTING = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet run a cell (OWASP ASVS 5.0 1.2.10), their wide forms included."""


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write it in UTF-8 with a mark of order, semicolons between cells: as spreadsheets set in French open it.

    A cell that would be run is preceded by an apostrophe, which spreadsheets show as text.
    """
    written = io.StringIO(newline="")
    table = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow([_safe(cell) for cell in columns])
    table.writerows([_safe(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_ACTING) else cell
