"""Who does what at the support desk, how sure of the person they must be, and what takes two of them."""

from enum import Enum, IntEnum

from carnet.core.access.actors import Actor, Reviewer, SupportAgent


class Assurance(IntEnum):
    """How well an agent knows that somebody is the person (product.md: « Knowledge alone never reissues anything »)."""

    NONE = 0
    LOOKED_UP = 1
    """Somebody gave an identifier, an INS or a receipt number: the account was found, nobody was recognised."""
    KNOWLEDGE = 2
    """Two of three secrets were right: enough to close or to unlock, never to open."""
    PROVED = 3
    """The person came, or their card and an identity document were seen."""


class DeskAct(Enum):
    """What is done at the desk. The value goes into traces."""

    SEE_QUEUE = "see-queue"
    TAKE_REQUEST = "take-request"
    NOTE_PROOFS = "note-proofs"
    CLOSE_REQUEST = "close-request"
    READ_WRITTEN = "read-written"
    LOOK_UP = "look-up"
    CHECK_IDENTITY = "check-identity"
    SEE_ACCOUNT = "see-account"
    UNLOCK = "unlock"
    END_SESSIONS = "end-sessions"
    SUSPEND = "suspend"
    REISSUE = "reissue"
    CHANGE_CHANNEL = "change-channel"
    SUSPEND_REPRESENTATIVE = "suspend-representative"
    RECORD_REPRESENTATIVE = "record-representative"
    END_REPRESENTATIVE = "end-representative"
    RECORD_EMANCIPATION = "record-emancipation"
    RECORD_PROTECTION = "record-protection"
    END_PROTECTION = "end-protection"
    HIDE_PLACES = "hide-places"
    """From one representative, from a date on."""
    SHOW_PLACES = "show-places"
    OPEN_RELATIVE_ACCOUNT = "open-relative-account"
    RECORD_DEATH = "record-death"
    UNDO_DEATH = "undo-death"
    DECIDE_PROPOSAL = "decide-proposal"
    ASK_COPY = "ask-copy"
    """For somebody who wrote or came: a copy of their record on paper."""
    ORDER_COPY = "order-copy"
    """The proofs are enough: the copy may be composed, and nobody of the desk opens it."""
    DECIDE_HEIRS = "decide-heirs"
    """A doctor says whether what heirs ask for has a lawful purpose."""
    ANSWER_MESSAGE = "answer-message"
    PRINT_LETTERS = "print-letters"
    SEE_JOURNAL = "see-journal"
    SEE_FIGURES = "see-figures"
    REVIEW = "review"
    PUBLISH = "publish"
    """Banners and texts that everybody reads (interface.md, D5 and D6)."""


OF_BOTH = frozenset({DeskAct.SEE_QUEUE, DeskAct.TAKE_REQUEST, DeskAct.CLOSE_REQUEST, DeskAct.SEE_FIGURES})
OF_REVIEWERS = OF_BOTH | {DeskAct.READ_WRITTEN, DeskAct.REVIEW, DeskAct.DECIDE_HEIRS, DeskAct.ANSWER_MESSAGE}
"""They read what people wrote, bound by medical secrecy, and touch no account (product.md, « Support desk »)."""
OF_AGENTS = frozenset(DeskAct) - (OF_REVIEWERS - OF_BOTH)
"""They check proofs and act on accounts; what people wrote is never shown to them."""

FAMILY_ACTS = frozenset(
    {
        DeskAct.RECORD_REPRESENTATIVE,
        DeskAct.END_REPRESENTATIVE,
        DeskAct.RECORD_EMANCIPATION,
        DeskAct.RECORD_PROTECTION,
        DeskAct.END_PROTECTION,
        DeskAct.HIDE_PLACES,
        DeskAct.SHOW_PLACES,
    }
)
"""Who acts for somebody, from when and until when: written down on a deed or a decision that was shown."""

NEEDED: dict[DeskAct, Assurance] = {
    DeskAct.CHECK_IDENTITY: Assurance.LOOKED_UP,
    DeskAct.SEE_ACCOUNT: Assurance.LOOKED_UP,
    DeskAct.UNLOCK: Assurance.KNOWLEDGE,
    DeskAct.END_SESSIONS: Assurance.KNOWLEDGE,
    DeskAct.SUSPEND: Assurance.KNOWLEDGE,
    DeskAct.REISSUE: Assurance.PROVED,
    DeskAct.CHANGE_CHANNEL: Assurance.PROVED,
    DeskAct.ASK_COPY: Assurance.LOOKED_UP,
    DeskAct.SUSPEND_REPRESENTATIVE: Assurance.LOOKED_UP,
    **dict.fromkeys(FAMILY_ACTS, Assurance.LOOKED_UP),
    DeskAct.RECORD_DEATH: Assurance.LOOKED_UP,
    DeskAct.UNDO_DEATH: Assurance.LOOKED_UP,
}
"""How sure an agent must be of the person before an act on their account: « closing is easy, opening is hard »
(product.md, « Somebody else uses my access »). What is done on a decision or on a deed needs no word of theirs."""

FOUR_EYES = FAMILY_ACTS | {
    DeskAct.CHANGE_CHANNEL,
    DeskAct.SUSPEND_REPRESENTATIVE,
    DeskAct.RECORD_DEATH,
    DeskAct.UNDO_DEATH,
}
"""Proposed by one agent, confirmed by another from a session of their own (product.md, « Sharp edges »)."""

OF_A_RECORD = FAMILY_ACTS | {DeskAct.SUSPEND_REPRESENTATIVE, DeskAct.RECORD_DEATH, DeskAct.UNDO_DEATH}
"""What is done to the record of a person: to an account alone, of somebody who has no record here, it is not."""


class NotDone(Enum):
    """Why something was not done at the desk."""

    NOT_THIS_ROLE = "not-this-role"
    NOT_SURE_ENOUGH = "not-sure-enough"
    NOT_THERE = "not-there"
    ALREADY_DECIDED = "already-decided"


def may_do(actor: Actor, act: DeskAct) -> bool:
    """Whether the role of somebody lets them do something at the desk; nobody else does anything there."""
    if isinstance(actor, SupportAgent):
        return act in OF_AGENTS
    return isinstance(actor, Reviewer) and act in OF_REVIEWERS


def why_not(actor: Actor, act: DeskAct, assurance: Assurance = Assurance.NONE) -> NotDone | None:
    """Say why somebody may not do something to an account; None when they may.

    ``assurance``: how sure this very agent is now of the person whose account it is.
    """
    if not may_do(actor, act):
        return NotDone.NOT_THIS_ROLE
    return NotDone.NOT_SURE_ENOUGH if assurance < NEEDED.get(act, Assurance.NONE) else None
