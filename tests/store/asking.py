"""Who asks for what, and what a decision about it would look at."""

from datetime import timedelta

from carnet.core.access.actions import Action
from carnet.core.access.actors import (
    Actor,
    Clockwork,
    Holder,
    InsurerFeed,
    Representative,
    StructureKind,
    StructureSoftware,
    SupportAgent,
)
from carnet.core.access.facts import Facts, Tie
from carnet.core.identifiers import RecordId
from carnet.store import facts
from carnet.store.context import within
from tests.store.world import (
    CHANCE,
    DR_KELLER,
    DR_KELLER_IN_TOWN,
    HOSPITAL,
    NOON,
    OTHER_HOSPITAL,
    POLICY,
    OpenRecord,
)

LATER = NOON + timedelta(hours=1)
A_PARENT = Representative("a-parent")
EVERYBODY: list[Actor] = [
    Holder(RecordId(CHANCE.identifier())),
    A_PARENT,
    DR_KELLER,
    DR_KELLER_IN_TOWN,
    StructureSoftware(HOSPITAL, StructureKind.CARE),
    InsurerFeed(OTHER_HOSPITAL),
    SupportAgent("ali"),
    Clockwork("send-notices"),
]


def facts_of(record: OpenRecord, actor: Actor) -> Facts:
    """What a decision on this actor's asking for the list would look at, an hour after noon."""
    with within(record.id):
        return facts.about_record(record.id, action=Action.LIST_DOCUMENTS, actor=actor, at=LATER, policy=POLICY).facts


def tie_of(record: OpenRecord, actor: Actor) -> Tie:
    """What ties an actor to a record, an hour after noon."""
    return facts_of(record, actor).tie
