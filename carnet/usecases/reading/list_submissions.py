"""List the deposits that brought to a record the documents that somebody may see, newest first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide, visible
from carnet.core.access.decision import Refusal
from carnet.core.documents.submission import SubmissionSet
from carnet.core.documents.submission_selection import SubmissionCriteria
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import facts, submissions
from carnet.store.context import within
from carnet.store.metadata import GatheredDocument
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.record.find_record import RecordReference, find_record
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True, repr=False)
class ShownSubmission:
    """A deposit as a reader may see it: ``documents`` are those of it that they see, never an empty list of them.

    ``stored_at``: when it entered the record.
    """

    record: RecordId
    submission: UUID
    submission_set: SubmissionSet
    stored_at: datetime
    documents: tuple[DocumentId, ...]

    def __repr__(self) -> str:
        """Hide what was said of it."""
        return f"ShownSubmission({self.submission})"


@dataclass(frozen=True, slots=True)
class ListedSubmissions:
    """The deposits that answer to the criteria: counting them betrays nothing of what is hidden."""

    record: RecordId
    submissions: tuple[ShownSubmission, ...]


def list_submissions(
    reference: RecordReference, *, criteria: SubmissionCriteria, actor: Actor, env: Environment
) -> ListedSubmissions | Refusal:
    """Search the deposits of a record (ITI-66): decided as a list of its documents, traced as such.

    A deposit of which nothing is seen is as if it never was made. Two statements, however many there are.
    """
    record = find_record(reference, env=env)
    with within(record):
        gathered = facts.about_documents(
            record, action=Action.LIST_DOCUMENTS, actor=actor, at=env.clock.now(), policy=env.policy
        )
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="submissions")
        tell_first_access(decision, gathered.is_first_access, env=env)
        if isinstance(decision, Refusal):
            return decision
        seen = {one.id for one in visible(gathered.facts, [one.facts for one in gathered.documents])}
        brought: dict[UUID, list[GatheredDocument]] = {}
        for one in gathered.documents:
            if one.facts.id in seen:
                brought.setdefault(one.metadata.submission, []).append(one)
        known = submissions.read_submission_sets(record, tuple(brought), record_key=record_key)
    shown = (
        ShownSubmission(
            record,
            number,
            known[number],
            min(one.metadata.submitted_at for one in documents),
            tuple(one.facts.id for one in documents),
        )
        for number, documents in brought.items()
    )
    found = [one for one in shown if criteria.select(one)]
    return ListedSubmissions(record, tuple(sorted(found, key=lambda one: one.submission_set.submitted, reverse=True)))
