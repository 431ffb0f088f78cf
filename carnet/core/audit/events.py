"""What is written down of an act: who, what, when, in which mode, and whether it was refused."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import assert_never
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import (
    Actor,
    Applicant,
    Carer,
    Clockwork,
    Heirs,
    Holder,
    InsurerFeed,
    OpeningClerk,
    Professional,
    Representative,
    Reviewer,
    StructureSoftware,
    SupportAgent,
    software_of,
)
from carnet.core.access.decision import Decision, Permit
from carnet.core.access.facts import Facts
from carnet.core.access.sight import is_living
from carnet.core.audit.security_acts import SecurityAct
from carnet.core.consent.authorization import AuthorizationStatus, status_of
from carnet.core.identifiers import DocumentId, RecordId

__all__ = [
    "LISTED_AS_CHOSEN",
    "AccessMode",
    "AuditEvent",
    "Door",
    "Outcome",
    "Party",
    "SecurityAct",
    "event_of",
    "party",
    "secret_visit_of",
    "shown_one_by_one",
]


class Door(Enum):
    """Through which door somebody came."""

    PATIENT_SITE = "patient-site"
    PROFESSIONAL_SITE = "professional-site"
    SUPPORT_DESK = "support-desk"
    FHIR = "fhir"
    COMMAND_LINE = "command-line"
    TIMER = "timer"


class Outcome(Enum):
    """How an act ended."""

    DONE = "done"
    REFUSED = "refused"
    DEFECTIVE = "defective"
    """Allowed, but what was sent had defects: nothing was stored."""


class AccessMode(Enum):
    """The modes of TRE_R248."""

    NORMAL = "normal"
    BREAK_THE_GLASS = "bris_de_glace"
    SAMU_CALL = "centre_15"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a trace: what sort of actor, their national identifier, profession and structure."""

    kind: str
    identifier: str = ""
    profession: str = ""
    specialty: str = ""
    organization: str = ""


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One line of the history. Its body is sealed under the record's key; only ``id`` and ``at`` stand in clear.

    ``rules``: the identifiers of the rules that decided. ``documents``: those that the act named. ``concerned``: the
    professional or structure that an act bears on (authorised, blocked, named). ``reason``: what was typed to justify
    an emergency. ``detail``: a code that completes the action (the switches chosen, the defects found).
    ``secret_visit``: the minor's secret visit in which it was done, which representatives never learn of.
    ``software``: the name, as it is registered, of the application through which it was done; empty when through none.
    ``request``: the number that the client gave its own request (X-Request-Id), or nothing.
    """

    id: UUID
    record: RecordId
    at: datetime
    action: Action | SecurityAct
    outcome: Outcome
    actor: Party
    door: Door
    mode: AccessMode = AccessMode.NORMAL
    purpose: str = ""
    rules: tuple[str, ...] = ()
    documents: tuple[DocumentId, ...] = ()
    concerned: Party | None = None
    reason: str = ""
    detail: str = ""
    secret_visit: UUID | None = None
    software: str = ""
    request: str = ""


LISTED_AS_CHOSEN = {"SHW-04"}
"""The rule by which a list opens because documents were chosen one by one to be shown, and by nothing else."""


def party(actor: Actor) -> Party:
    """Describe an actor as a trace does: identifiers and codes, never a name."""
    kind = _KINDS[type(actor)]
    match actor:
        case Holder() | Applicant() | Heirs():
            return Party(kind)
        case (
            Representative(identifier)
            | Carer(identifier)
            | SupportAgent(identifier)
            | Reviewer(identifier)
            | Clockwork(identifier)
        ):
            return Party(kind, identifier)
        case Professional():
            organization = actor.organization.value if actor.organization else ""
            return Party(kind, actor.identifier.value, actor.profession, actor.specialty, organization)
        case StructureSoftware(structure) | InsurerFeed(structure):
            return Party(kind, structure.value, organization=structure.value)
        case OpeningClerk(agent, structure):
            return Party(kind, agent, organization=structure.value)
        case _:
            assert_never(actor)


_KINDS: dict[type, str] = {
    Holder: "holder",
    Applicant: "applicant",
    Heirs: "heirs",
    Representative: "representative",
    Carer: "carer",
    Professional: "professional",
    StructureSoftware: "structure",
    InsurerFeed: "insurer",
    OpeningClerk: "clerk",
    SupportAgent: "support",
    Reviewer: "reviewer",
    Clockwork: "clockwork",
}


def event_of(
    decision: Decision,
    *,
    event: UUID,
    door: Door,
    documents: tuple[DocumentId, ...] = (),
    concerned: Party | None = None,
    reason: str = "",
    detail: str = "",
    is_defective: bool = False,
    secret_visit: UUID | None = None,
) -> AuditEvent:
    """Turn a decision into the line that traces it.

    ``event``: a new random identifier. The other arguments complete the line as ``AuditEvent`` says. The mode is that
    of the actor's living emergency access, when an emergency rule is among the reasons. ``secret_visit``: needed only
    by the act that opens a visit: whatever a professional does while theirs lasts belongs to it.
    """
    facts = decision.facts
    rules = tuple(reason.rule for reason in decision.reasons)
    outcome = Outcome.REFUSED
    if isinstance(decision, Permit):
        outcome = Outcome.DEFECTIVE if is_defective else Outcome.DONE
    mode = AccessMode.NORMAL
    emergency = facts.tie.emergency
    if facts.action is Action.BREAK_THE_GLASS:
        mode = AccessMode.BREAK_THE_GLASS
    elif facts.action in (Action.ANSWER_SAMU_CALL, Action.FIND_BY_TRAITS):
        mode = AccessMode.SAMU_CALL
    elif emergency is not None and any(rule.startswith("EMG-") for rule in rules):
        mode = AccessMode.BREAK_THE_GLASS if emergency.mode.value == "break-glass" else AccessMode.SAMU_CALL
    if not documents and facts.document is not None:
        documents = (facts.document.id,)
    elif facts.action is Action.LIST_DOCUMENTS and set(rules) == LISTED_AS_CHOSEN:
        documents = shown_one_by_one(facts)
    return AuditEvent(
        id=event,
        record=facts.record.id,
        at=facts.at,
        action=facts.action,
        outcome=outcome,
        actor=party(facts.actor),
        door=door,
        mode=mode,
        purpose=facts.actor.purpose.value if isinstance(facts.actor, Professional) else "",
        rules=rules,
        documents=documents,
        concerned=concerned,
        reason=reason,
        detail=detail,
        secret_visit=secret_visit or secret_visit_of(facts),
        software=software.client if (software := software_of(facts.actor)) is not None else "",
    )


def shown_one_by_one(facts: Facts) -> tuple[DocumentId, ...]:
    """Name what is being shown, document by document, to this professional: their list holds nothing else.

    A line is as visible as the most hidden thing it names (product.md, « History »): what a minor shows of what is
    hidden from their representatives is not betrayed by the list that it opens.
    """
    living = (one.documents for one in facts.tie.showings if one.documents is not None and is_living(one, facts))
    return tuple(sorted(frozenset().union(*living)))


def secret_visit_of(facts: Facts) -> UUID | None:
    """Tell in which of a minor's secret visits something is asked: the professional's own, while it lasts."""
    tie = facts.tie
    lasts = status_of(tie.secret_visit, at=facts.at) is AuthorizationStatus.VALID
    return tie.secret_visit_id if lasts else None
