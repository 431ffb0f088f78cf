"""What is written down of an act: who, what, when, in which mode, and whether it was refused."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import assert_never
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import (
    Actor,
    Carer,
    Clockwork,
    Holder,
    InsurerFeed,
    Professional,
    Representative,
    StructureSoftware,
    SupportAgent,
)
from carnet.core.access.decision import Decision, Permit
from carnet.core.access.facts import Facts
from carnet.core.consent.authorization import AuthorizationStatus, status_of
from carnet.core.identifiers import DocumentId, RecordId


class Door(Enum):
    """Through which door somebody came."""

    PATIENT_SITE = "patient-site"
    PROFESSIONAL_SITE = "professional-site"
    FHIR = "fhir"
    COMMAND_LINE = "command-line"
    TIMER = "timer"


class SecurityAct(Enum):
    """What is traced without being a verb of the DMP: no rule of access decides it."""

    SOFTWARE_ACCESS = "software-access"
    ACCOUNT_OPENING = "account-opening"
    SIGN_IN = "sign-in"
    SIGN_IN_CODE = "sign-in-code"
    """The password was right: a one-time code is on its way."""
    PASSWORD_CHANGE = "password-change"  # noqa: S105  the name of an act
    SIGN_OUT = "sign-out"
    SESSIONS_END = "sessions-end"
    """All sessions of somebody at once."""
    REPRESENTATION_END = "representation-end"
    """On the day of majority, what represented the minor is over: the dates decided it, the clock writes it down."""
    CONTEST = "contest"
    """The holder says that they do not recognise a line of their history; ``detail`` is the number of that line."""
    EXPLANATION = "explanation"
    """Somebody asked on the command line why a decision is what it is; ``detail`` says which."""


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


def party(actor: Actor) -> Party:
    """Describe an actor as a trace does: identifiers and codes, never a name."""
    match actor:
        case Holder():
            return Party("holder")
        case Representative(account):
            return Party("representative", account)
        case Carer(account):
            return Party("carer", account)
        case Professional():
            organization = actor.organization.value if actor.organization else ""
            return Party("professional", actor.identifier.value, actor.profession, actor.specialty, organization)
        case StructureSoftware(organization):
            return Party("structure", organization.value, organization=organization.value)
        case InsurerFeed(organization):
            return Party("insurer", organization.value, organization=organization.value)
        case SupportAgent(agent):
            return Party("support", agent)
        case Clockwork(job):
            return Party("clockwork", job)
        case _:
            assert_never(actor)


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
    )


def secret_visit_of(facts: Facts) -> UUID | None:
    """Tell in which of a minor's secret visits something is asked: the professional's own, while it lasts."""
    tie = facts.tie
    lasts = status_of(tie.secret_visit, at=facts.at) is AuthorizationStatus.VALID
    return tie.secret_visit_id if lasts else None
