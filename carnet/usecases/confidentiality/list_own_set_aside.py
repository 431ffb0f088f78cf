"""An author finds what they wrote and the person says is not theirs: it waits for their answer."""

from dataclasses import dataclass, replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide, visible
from carnet.core.access.decision import Refusal
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import facts
from carnet.store.context import within
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class OwnSetAside:
    """The author's own documents that are set aside in this record, newest first. There is at least one."""

    record: RecordId
    documents: tuple[ShownDocument, ...]


def list_own_set_aside(record: RecordId, *, actor: Professional, env: Environment) -> OwnSetAside | Refusal:
    """List them, without authorisation: an author reads their own documents (AUT-01), and nothing else here.

    Somebody who has none is refused, as any stranger.
    """
    with within(record):
        gathered = facts.about_documents(
            record, action=Action.RETURN_DOCUMENT, actor=actor, at=env.clock.now(), policy=env.policy
        )
        aside = [one.facts for one in gathered.documents if Hiding.SET_ASIDE in one.facts.hidings]
        own = visible(gathered.facts, aside)
        decision = decide(replace(gathered.facts, document=own[0] if own else None))
        record_key = write_down(
            decision, gathered.wrapped_key, env=env, documents=tuple(one.id for one in own), detail="set-aside"
        )
    if isinstance(decision, Refusal):
        return decision
    found = {one.id for one in own}
    return OwnSetAside(record, tuple(one for one in choose(gathered, record_key=record_key) if one.document in found))
