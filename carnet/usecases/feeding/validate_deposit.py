"""Tell whether a submission would enter, by the very code that deposits, and store nothing of it."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.documents.submission import Submission
from carnet.ports.environment import Environment
from carnet.store.context import within
from carnet.store.depositors import depositor_of
from carnet.usecases.feeding.deposit_documents import AlreadyThere, Ready, Rejected, already_there, gather_deposit
from carnet.usecases.feeding.examination import examine_contents
from carnet.usecases.record.find_record import find_record
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class Sound:
    """It would enter, at this moment."""


def validate_deposit(
    submission: Submission, *, actor: Actor, env: Environment
) -> Sound | Rejected | AlreadyThere | Refusal:
    """Check a submission as a deposit does up to the moment of storing (FHIR ``$validate``; ITI-65, ITI-105).

    Rights, files, metadata against each other, what is replaced, numbers already taken: nothing else is checked by a
    deposit, so that what is sound here enters, unless the record changes meanwhile. The attempt is a line of the
    history, as one of which nothing was stored (detail « validated »), since it tells whether the record takes
    documents from this depositor.
    """
    record = find_record(submission.submission_set.patient, env=env)
    examined = examine_contents(submission, actor=actor, env=env)
    with within(record):
        ready = gather_deposit(record, submission, examined, action=Action.DEPOSIT_DOCUMENTS, actor=actor, env=env)
        if not isinstance(ready, Ready):
            return ready
        there = already_there(record, submission, depositor_of(actor))
        write_down(
            ready.permit,
            ready.gathered.wrapped_key,
            env=env,
            documents=there,
            detail="already-deposited" if there else "validated",
            is_defective=True,
        )
    return AlreadyThere(record, there) if there else Sound()
