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
from carnet.core.consent.authorization import AuthorizationStatus, status_of
from carnet.core.identifiers import DocumentId, RecordId


class Door(Enum):
    """Through which door somebody came."""

    PATIENT_SITE = "patient-site"
    PROFESSIONAL_SITE = "professional-site"
    SUPPORT_DESK = "support-desk"
    FHIR = "fhir"
    COMMAND_LINE = "command-line"
    TIMER = "timer"


class SecurityAct(Enum):
    """What is traced without being a verb of the DMP: no rule of access decides it."""

    SOFTWARE_ACCESS = "software-access"
    """A token was asked for, given, renewed, taken back or shown; ``detail`` says which."""
    SOFTWARE_ACCEPTANCE = "software-acceptance"
    """Somebody let an application into a record, or said no to it."""
    SOFTWARE_STOP = "software-stop"
    """Somebody put an application out of a record."""
    ACCOUNT_OPENING = "account-opening"
    SIGN_IN = "sign-in"
    SIGN_IN_CODE = "sign-in-code"
    """The password was right: a one-time code is on its way."""
    PASSWORD_CHANGE = "password-change"  # noqa: S105  the name of an act
    SIGN_OUT = "sign-out"
    SESSIONS_END = "sessions-end"
    """All sessions of somebody at once."""
    SESSION_END = "session-end"
    """One session, from another one of the same person."""
    DEVICE_FORGOTTEN = "device-forgotten"
    PROOF_AGAIN = "proof-again"
    """Somebody proves again who they are, within an open session."""
    PASSKEY_ADDITION = "passkey-addition"
    PASSKEY_RENAMING = "passkey-renaming"
    PASSKEY_REMOVAL = "passkey-removal"
    APP_ADDITION = "app-addition"
    """From now on an authenticator app gives the codes."""
    APP_REMOVAL = "app-removal"
    CHANNEL_CHANGE = "channel-change"
    """The codes go another way."""
    CONTACT_CHANGE = "contact-change"
    ACCESS_CLOSING = "access-closing"
    """Nothing opens the account any more, until it is reissued to somebody who proves who they are."""
    ACCESS_REISSUE = "access-reissue"
    """A new identifier and a new first password, for an account that exists."""
    CREATION_CODE = "creation-code"
    """Somebody asked for the code by which a record is opened online."""
    OPENING = "opening"
    """Somebody typed what opens a record online; ``detail`` says how it ended, and nothing of whom."""
    TERMS = "terms"
    """The holder accepted the terms of use, or refused them; ``detail`` is their version."""
    REPRESENTATION_END = "representation-end"
    """On the day of majority, what represented the minor is over: the dates decided it, the clock writes it down."""
    CONTEST = "contest"
    """The holder says that they do not recognise a line of their history; ``detail`` is the number of that line."""
    LETTER_PRINTED = "letter-printed"
    LETTER_POSTED = "letter-posted"
    LETTER_RETURNED = "letter-returned"
    COUNTER_PAPER = "counter-paper"
    """A paper was handed to the person at a counter; ``detail`` says which."""
    CONTENT_PUBLICATION = "content-publication"
    """The desk published a banner or a text that everybody reads; ``detail`` says which, and in which version."""
    DESTRUCTION = "destruction"
    """A record was destroyed; ``detail`` is the number of its certificate. Among the lines of nobody's record."""
    DESK_REQUEST = "desk-request"
    """Something was asked of the support desk; ``detail`` says of what kind."""
    DESK_REQUEST_READ = "desk-request-read"
    """The reviewer read what was written."""
    DESK_REQUEST_LATE = "desk-request-late"
    DESK_REQUEST_CLOSED = "desk-request-closed"
    DESK_ANSWER = "desk-answer"
    """An answer was sent to somebody who wrote without signing in."""
    COPY_ORDERED = "copy-ordered"
    """The proofs were enough, or a doctor decided it: a copy on paper is composed; ``detail`` says for whom."""
    COPY_SENT = "copy-sent"
    COPY_STOPPED = "copy-stopped"
    """The right to it ended before it was composed."""
    DESK_LOOK_UP = "desk-look-up"
    """An agent looked the account up; ``detail`` says by what."""
    DESK_IDENTITY_CHECK = "desk-identity-check"
    DESK_UNLOCK = "desk-unlock"
    DESK_SUSPENSION = "desk-suspension"
    DESK_PROPOSAL = "desk-proposal"
    """An agent proposed an act that another must confirm; ``detail`` says which."""
    DESK_PROPOSAL_DROPPED = "desk-proposal-dropped"
    DESK_REFUSAL = "desk-refusal"
    """Somebody of the desk tried what their role does not do; ``detail`` says what."""
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
    ``software``: the name, as it is registered, of the application through which it was done; empty when through none.
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
