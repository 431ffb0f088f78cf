"""How a person reads their requests: why, where each one stands, what was answered."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.claims.claim import REASONS, ClaimKind, Did, Reason, Stage
from carnet.core.identifiers import PractitionerId
from carnet.core.record.paper_copy import CopyStage
from carnet.doors.patient_web.shown import show_document
from carnet.usecases.claims.follow_claims import FollowedClaim
from carnet.usecases.copies.followed_copies import FollowedCopy

KINDS: dict[ClaimKind, Promise] = {
    ClaimKind.CORRECTION: _("Corriger un document"),
    ClaimKind.DELETION: _("Retirer un document"),
    ClaimKind.NOT_MINE: _("Un document qui n’est pas à vous"),
    ClaimKind.CONTEST: _("Un accès que vous contestez"),
}
WHY: dict[Reason, Promise] = {
    Reason.WRONG: _("Il contient une erreur"),
    Reason.INCOMPLETE: _("Il manque quelque chose"),
    Reason.SOMEBODY_ELSE: _("Il est à une autre personne"),
    Reason.TWICE: _("Il y est déjà"),
    Reason.HARMS: _("Il me porte tort"),
    Reason.DOES_NOT_TREAT_ME: _("Cette personne ne me soigne pas"),
    Reason.UNKNOWN_TO_ME: _("Je ne la connais pas"),
    Reason.TOO_MUCH: _("Elle a lu plus que nécessaire"),
    Reason.OTHERWISE: _("Autre raison"),
}
STAGES: dict[Stage, Promise] = {
    Stage.AUTHOR: _("Son auteur doit répondre"),
    Stage.STRUCTURE: _("L’établissement de l’auteur doit répondre"),
    Stage.REVIEWER: _("Un médecin du service l’examine"),
    Stage.ANSWERED: _("Répondu"),
}
DONE: dict[Did, Promise] = {
    Did.ASKED: _("Demande envoyée"),
    Did.TO_THE_STRUCTURE: _("Transmise à l’établissement de l’auteur"),
    Did.TO_THE_REVIEWER: _("Transmise à un médecin du service"),
    Did.QUESTIONED: _("Le professionnel est interrogé, comme vous l’avez accepté"),
    Did.EXPLAINED: _("Le professionnel s’est expliqué"),
    Did.CORRECTED: _("Le document est corrigé"),
    Did.WITHDRAWN: _("Le document est supprimé"),
    Did.THEIRS: _("Le document est bien à vous : il reprend sa place"),
    Did.REFUSED: _("La demande est refusée"),
    Did.JUSTIFIED: _("Cet accès était justifié"),
    Did.UNJUSTIFIED: _("Cet accès n’était pas justifié"),
    Did.TAKEN_BACK: _("Vous êtes revenu sur votre demande"),
}
COPY_STAGES: dict[CopyStage, Promise] = {
    CopyStage.RECEIVED: _("Demande reçue : l’assistance vérifie les preuves"),
    CopyStage.IN_THE_MAKING: _("Acceptée : la copie se prépare"),
    CopyStage.AT_THE_PRINT_HOUSE: _("Remise, scellée, à l’imprimeur"),
    CopyStage.SENT: _("Partie par courrier"),
    CopyStage.STOPPED: _("Arrêtée : rien n’a été envoyé"),
}
NOT_FOR_THE_PERSON = frozenset({Did.QUESTIONED, Did.EXPLAINED})
"""What the reviewer and the professional wrote to each other is for them; that they did is told."""


@dataclass(frozen=True, slots=True)
class StepView:
    """One thing that was done: when, by whom if it may be told, and the words of an answer."""

    at: datetime
    said: str | Promise
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One request on the page. ``about``, ``href``: the document, when it can still be read."""

    receipt: str
    kind: str | Promise
    reason: str | Promise
    about: str
    href: str
    stage: str | Promise
    is_answered: bool
    is_late: bool
    asked_at: datetime
    due_at: datetime
    steps: tuple[StepView, ...]


def reasons_of(kind: ClaimKind, chosen: str) -> list[dict[str, object]]:
    """Give the reasons that may be chosen for a kind, in the order of the page."""
    return [{"value": one.value, "label": WHY[one], "chosen": one.value == chosen} for one in REASONS[kind]]


def show_claim(followed: FollowedClaim) -> ClaimView:
    """Put a request in words."""
    claim = followed.claim
    document = show_document(followed.document, since=None) if followed.document is not None else None
    return ClaimView(
        receipt=followed.receipt,
        kind=KINDS[claim.kind],
        reason=WHY[claim.reason],
        about=document.title if document is not None else _doer(followed),
        href=document.href if document is not None else "",
        stage=STAGES[followed.stage],
        is_answered=followed.stage is Stage.ANSWERED,
        is_late=followed.is_late,
        asked_at=claim.asked_at,
        due_at=claim.due_at,
        steps=tuple(
            StepView(
                step.at,
                DONE[step.did],
                _name(followed, step.who) if step.by == "professional" else "",
                "" if step.did in NOT_FOR_THE_PERSON else step.words,
            )
            for step in claim.steps
        ),
    )


@dataclass(frozen=True, slots=True)
class CopyView:
    """A copy on paper on the page. ``is_over``: sent, or stopped."""

    number: str
    stage: str | Promise
    is_over: bool
    asked_at: datetime
    due_at: datetime
    sent_at: datetime | None


def show_copy(followed: FollowedCopy) -> CopyView:
    """Put a copy in words."""
    is_over = followed.stage in (CopyStage.SENT, CopyStage.STOPPED)
    stage = COPY_STAGES[followed.stage]
    return CopyView(followed.number, stage, is_over, followed.asked_at, followed.due_at, followed.sent_at)


def _doer(followed: FollowedClaim) -> str:
    line = followed.line
    return _name(followed, line.actor.identifier) if line is not None and line.actor.kind == "professional" else ""


def _name(followed: FollowedClaim, identifier: str) -> str:
    known = followed.people.get(PractitionerId(identifier)) if identifier else None
    return known.name.shown() if known is not None else ""
