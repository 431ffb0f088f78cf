"""What a professional needs before them when they are alone with a minor: the visit, what waits, what parents see."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.access.standing import is_in_secret_visit, is_of_a_minor
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.environment import Environment
from carnet.store import facts, secret_visits
from carnet.store.context import within
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.reading.list_documents import choose
from carnet.usecases.reading.shown_document import ShownDocument
from carnet.usecases.trace import write_down

KEPT_BY_CODE = frozenset({Confidentiality.HIDDEN_FROM_REPRESENTATIVES, Confidentiality.HIDDEN_FROM_PATIENT})


@dataclass(frozen=True, slots=True)
class MinorConsulted:
    """The record of a minor, sorted by what their representatives see of it.

    ``visit_until``: the end of this professional's secret visit, while it lasts. ``held_until``: until when deposits
    that would tell of a visit are held. ``held``: those that wait to be sorted. ``seen``: what the representatives may
    find. ``with_a_doctor``: what they read with a doctor only. ``is_minor`` false: nobody to keep anything from.
    """

    is_minor: bool
    visit_until: datetime | None
    held_until: datetime | None
    held: tuple[ShownDocument, ...] = ()
    seen: tuple[ShownDocument, ...] = ()
    with_a_doctor: tuple[ShownDocument, ...] = ()


def consult_minor(record: RecordId, *, actor: Professional, env: Environment) -> MinorConsulted | Refusal:
    """List the documents of a minor by what is kept from their representatives: decided and traced as any list."""
    with within(record):
        at = env.clock.now()
        gathered = facts.about_documents(record, action=Action.LIST_DOCUMENTS, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        record_key = write_down(decision, gathered.wrapped_key, env=env, detail="minor")
        tell_first_access(decision, gathered.is_first_access, env=env)
        if isinstance(decision, Refusal):
            return decision
        held_until = secret_visits.period_in_force(record, at=at)
    if not is_of_a_minor(gathered.facts):
        return MinorConsulted(is_minor=False, visit_until=None, held_until=None)
    visit = gathered.facts.tie.secret_visit
    shown = [
        one
        for one in choose(gathered, record_key=record_key)
        if one.status is DocumentStatus.CURRENT and one.entry.confidentiality.isdisjoint(KEPT_BY_CODE)
    ]
    return MinorConsulted(
        is_minor=True,
        visit_until=visit.ends_at if visit is not None and is_in_secret_visit(gathered.facts) else None,
        held_until=held_until,
        held=tuple(one for one in shown if Hiding.HELD in one.hidings),
        seen=tuple(one for one in shown if not one.hidings),
        with_a_doctor=tuple(
            one for one in shown if Hiding.WITH_A_DOCTOR in one.hidings and Hiding.HELD not in one.hidings
        ),
    )
