"""What nobody has announced to a person is shown to them once its delay has passed: by day, by the record itself."""

from carnet.core.access.actors import Clockwork
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit
from carnet.core.documents.announcement import is_daytime
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import announcements, documents, facts
from carnet.store.context import within
from carnet.store.facts import Gathered
from carnet.usecases.confidentiality.announce_document import shown_codes
from carnet.usecases.notices.new_document import tell_new_document
from carnet.usecases.trace import write_down

RELEASE_ANNOUNCEMENTS = "release-announcements"
"""The job; the name stands in the schedule of carnet/doors/timer."""


def release_announcements(*, env: Environment) -> int:
    """Show whatever has waited long enough, each record in its own transaction; give how many documents.

    Never between 20 h and 8 h in Paris, whenever the job runs (product.md, « Masking »).
    """
    at = env.clock.now()
    if not is_daytime(at):
        return 0
    return sum(release_in_record(record, env=env) for record in announcements.records_with_waiting(until=at))


def release_in_record(record: RecordId, *, env: Environment) -> int:
    """Show what has waited long enough in one record; give how many documents.

    What the rules do not let the record show (a closed record, a document set aside) goes on waiting; nothing is
    written of it, since nobody asked.
    """
    with within(record, exclusive=True):
        at, actor = env.clock.now(), Clockwork(RELEASE_ANNOUNCEMENTS)
        waiting = facts.about_waiting(record, actor=actor, at=at, policy=env.policy)
        return sum(_release(gathered, env=env) for gathered in waiting)


def _release(gathered: Gathered, *, env: Environment) -> bool:
    decision, document = decide(gathered.facts), gathered.facts.document
    if not isinstance(decision, Permit) or document is None:
        return False
    event = env.chance.identifier()
    write_down(decision, gathered.wrapped_key, env=env, event=event)
    wanted = shown_codes(document.confidentiality, masks_by_default=gathered.standing.masks_by_default)
    documents.change_visibility(
        gathered.facts.record.id,
        document.id,
        confidentiality=wanted,
        at=gathered.facts.at,
        event=event,
        entry_uuid=env.chance.identifier(),
    )
    if not document.awaits_check:
        tell_new_document(decision, ((wanted, document.hidings),), env=env)
    return True
