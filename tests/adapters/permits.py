"""Camille's permission to read one document of her own record, for the tests of what opens bytes."""

from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Holder
from carnet.core.access.decision import Effect, Permit, Reason
from carnet.core.access.facts import BlobRef, DocumentFacts, Facts, RecordFacts, RecordStatus
from carnet.core.access.matrix import Matrix
from carnet.core.access.policy import Policy
from carnet.core.documents.entry import DocumentStatus
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import DocumentId, RecordId
from tests.adapters.clocks import NOON

CAMILLES_RECORD = RecordId(UUID(int=0xCA))
GEORGES_RECORD = RecordId(UUID(int=0x6E))
A_LETTER = DocumentId(UUID(int=0x1E))
ANOTHER_LETTER = DocumentId(UUID(int=0x1F))
NO_SWITCH = EmergencySwitches(samu=False, break_the_glass=False, masked_documents=False)
THE_HOLDER_READS = Reason("PAT-01", Effect.PERMIT, "Le titulaire consulte son DMP.")


def permit_for(
    blob: BlobRef | None,
    *,
    record: RecordId = CAMILLES_RECORD,
    document: DocumentId = A_LETTER,
    action: Action = Action.READ_DOCUMENT,
) -> Permit:
    """A yes, as ``decide`` would have given it to the holder of the record."""
    policy = Policy(
        name="2018",
        matrix=Matrix("2018", {}),
        initial_switches=NO_SWITCH,
        structure_counts_as_author=False,
        occupational_health_may_read=False,
    )
    facts = Facts(
        action=action,
        actor=Holder(record),
        at=NOON,
        policy=policy,
        record=RecordFacts(record, RecordStatus.OPEN, NO_SWITCH),
        document=DocumentFacts(
            id=document,
            type_code="34133-9",
            class_code="11",
            status=DocumentStatus.CURRENT,
            confidentiality=frozenset(),
            written_by=frozenset(),
            written_in=frozenset(),
            deposited_by=None,
            blob=blob,
        ),
    )
    return Permit(facts, (THE_HOLDER_READS,))
