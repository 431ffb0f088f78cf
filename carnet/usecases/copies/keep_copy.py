"""Keep a copy that is asked for, with the request of the desk that answers it, and let it be composed."""

from dataclasses import dataclass
from uuid import UUID

from carnet.core.access.actors import Actor
from carnet.core.audit.events import Party, SecurityAct, party
from carnet.core.identifiers import RecordId
from carnet.core.record.paper_copy import CopyFor, CopyStage, HeirPurpose, PaperCopy
from carnet.core.support.requests import Proof, RequestKind
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.store import paper_copies, support_requests
from carnet.store.paper_copies import Envelope
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.support.desk_trace import trace_at_desk
from carnet.usecases.support.open_request import RequestOpened, note_request

KINDS = {
    CopyFor.HOLDER: RequestKind.COPY_ON_PAPER,
    CopyFor.REPRESENTATIVE: RequestKind.COPY_ON_PAPER,
    CopyFor.HEIRS: RequestKind.HEIRS,
}
UNDER_WAY = frozenset({CopyStage.RECEIVED, CopyStage.IN_THE_MAKING, CopyStage.AT_THE_PRINT_HOUSE})


@dataclass(frozen=True, slots=True, repr=False)
class CopyWanted:
    """For whom a copy is: the representative's ``account``, the heirs' ``purpose``; and where it goes (``lines``)."""

    made_for: CopyFor
    lines: tuple[str, ...]
    account: str = ""
    purpose: HeirPurpose | None = None

    def __repr__(self) -> str:
        """Hide the address."""
        return f"CopyWanted({self.made_for.value})"


def keep_copy(
    record: RecordId, wanted: CopyWanted, proofs: tuple[Proof, ...], *, by: Party, env: Environment
) -> tuple[RequestOpened, UUID]:
    """Keep it with its request, inside ``within(record, exclusive=True)``; gives the request and the copy's number.

    ``proofs``: what was seen already. The person is told by every channel that a copy was asked for: whoever used their
    access without right is found out before anything leaves.
    """
    opened = note_request(KINDS[wanted.made_for], record=record, by=by, env=env)
    support_requests.see_proofs(opened.id, proofs)
    copy = PaperCopy(
        id=env.chance.identifier(),
        record=record,
        request=opened.id,
        made_for=wanted.made_for,
        account=wanted.account,
        purpose=wanted.purpose,
        asked_at=opened.opened_at,
    )
    nonce = env.chance.secret(VALUE_NONCE_SIZE)
    paper_copies.add(copy, Envelope(wanted.lines), keyring=env.keyring, nonce=nonce)
    owe_notice(record, kind="copy-asked", at=opened.opened_at, env=env)
    return opened, copy.id


def under_way(record: RecordId, wanted: CopyFor, account: str) -> PaperCopy | None:
    """Find a copy for the same reader that has not left yet: a second one would say the same."""
    same = (one for one in paper_copies.of_record(record) if (one.made_for, one.account) == (wanted, account))
    return next((one for one in same if one.stage in UNDER_WAY), None)


def order_copy(copy: PaperCopy, *, actor: Actor, env: Environment) -> None:
    """Let a copy be composed, inside ``within`` its record; the decision stands in the history."""
    paper_copies.order(copy.id, by=party(actor).identifier, at=env.clock.now())
    trace_at_desk(copy.record, SecurityAct.COPY_ORDERED, actor=actor, env=env, detail=copy.made_for.value)
