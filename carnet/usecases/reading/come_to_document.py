"""Come to the page of a document: a grave result is not read before somebody chooses to."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.grave_results import tells_grave_result
from carnet.formats.dicom.scan import FROM_THE_START, Looking
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.store.facts import Gathered
from carnet.store.metadata import unseal_document
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.open_document import DocumentPage, open_document
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class WaitingResult:
    """A grave result that has not been read: what its page says before somebody chooses to."""

    shown: ShownDocument


def come_to_document(
    record: RecordId,
    document: DocumentId,
    *,
    is_wanted: bool,
    actor: Actor,
    env: Environment,
    looking: Looking = FROM_THE_START,
) -> DocumentPage | WaitingResult | Refusal:
    """Read a document on a page, unless it is a grave result that nobody has yet chosen to read.

    ``is_wanted``: « Le lire maintenant » was chosen. ``looking``: which pictures of a series, and how. One that waits
    keeps its bytes closed; what is traced is that its title was shown, as the list shows it, and no reading
    (product.md, « A grave result is not read alone by surprise »).
    """
    if not is_wanted:
        with within(record):
            at = env.clock.now()
            gathered = facts.about_document(
                record, document, action=Action.READ_DOCUMENT, actor=actor, at=at, policy=env.policy
            )
            if isinstance(decide(gathered.facts), Permit) and _is_grave(gathered, env=env):
                listed = facts.about_documents(
                    record, action=Action.LIST_DOCUMENTS, actor=actor, at=at, policy=env.policy
                )
                decision = decide(listed.facts)
                record_key = write_down(decision, listed.wrapped_key, env=env, detail="waiting")
                if isinstance(decision, Refusal):
                    return decision
                shown = choose(listed, record_key=record_key)
                return WaitingResult(next(one for one in shown if one.document == document))
    return open_document(record, document, actor=actor, env=env, looking=looking)


def _is_grave(gathered: Gathered, *, env: Environment) -> bool:
    if gathered.document is None:
        return False
    record = gathered.facts.record.id
    record_key = env.keyring.open_record_key(gathered.wrapped_key, record=record.bytes)
    entry = unseal_document(gathered.document, record=record, record_key=record_key).entry
    return tells_grave_result(entry.type_code, entry.events)
