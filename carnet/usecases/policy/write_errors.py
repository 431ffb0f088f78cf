"""Write the page of every error code: which answers carry it, what is wrong, where, and what to do."""

from collections.abc import Iterable

from carnet.usecases.policy.read_errors import ErrorEntry
from carnet.usecases.policy.write_rulebook import NOTICE


def write_error_catalogue(entries: Iterable[ErrorEntry]) -> str:
    """Give the page (docs/doors/errors.md): first what the FHIR door answers, then what is told elsewhere only."""
    listed = tuple(entries)
    here = [one for one in listed if one.statuses]
    elsewhere = [one for one in listed if not one.statuses]
    return (
        NOTICE + "# The error codes\n\n"
        "Each issue of an OperationOutcome has a stable code (`details.coding`), a sentence and what to do\n"
        "(`diagnostics`), and the element that it is about (`expression`). « … » stands for what depends on what was\n"
        "sent. The rules of FHIR (`ref-1`, `per-1`…) are named in the sentence. A refusal speaks French, in the words\n"
        "that the asker may read: where several causes share one answer, no rule is named.\n\n"
        "## Answered by the FHIR door\n\n" + _table(here) + "\n## Told elsewhere\n\n"
        "By the sites, the imports and the checks of our own files; the FHIR door has no answer with them.\n\n"
        + _table(elsewhere)
    )


def _table(entries: Iterable[ErrorEntry]) -> str:
    rows = [f"| {' | '.join(_cells(one))} |" for one in entries]
    head = "| code | status | what is wrong | element or rule | what to do | source |\n|---|---|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def _cells(one: ErrorEntry) -> Iterable[str]:
    yield f"`{one.code}`"
    yield " ".join(map(str, one.statuses))
    yield _escaped(one.problem)
    yield f"`{one.where}`" if one.where.strip("…") else ""
    yield _escaped(one.remedy)
    yield " ".join(f"`{path}`" for path in one.sources)


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
