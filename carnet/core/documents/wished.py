"""What somebody wants of a document's metadata – labels, its place, its end – and the acts that this takes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from carnet.core.access.actions import Action
from carnet.core.defects import Defect
from carnet.core.documents.entry import DocumentStatus
from carnet.core.vocabulary.confidentiality import BASE_LEVELS, Confidentiality

MASKED = Confidentiality.MASKED_TO_PROFESSIONALS
UNANNOUNCED = Confidentiality.HIDDEN_FROM_PATIENT
FROM_REPRESENTATIVES = Confidentiality.HIDDEN_FROM_REPRESENTATIVES


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody has before them of a document when they ask for a change: nothing of what they may not read.

    ``labels``: those that they are shown, in the order in which they are shown.
    """

    labels: tuple[Confidentiality, ...] = ()
    status: DocumentStatus = DocumentStatus.CURRENT


@dataclass(frozen=True, slots=True)
class Wished:
    """The change that is wanted: ``puts`` and ``takes`` labels, to be put away or taken out, to be deleted.

    A label that is put never drops another one; what is not named stays as it is (interop.md, « Masking »).
    """

    puts: frozenset[Confidentiality] = frozenset()
    takes: frozenset[Confidentiality] = frozenset()
    is_archived: bool | None = None
    is_deleted: bool = False


ReadWish: TypeAlias = Callable[[Standing], Wished | tuple[Defect, ...]]
"""A change as it was sent, whose meaning depends on what its sender has before them."""

_PUT = {MASKED: Action.MASK_DOCUMENT, FROM_REPRESENTATIVES: Action.HIDE_FROM_REPRESENTATIVES}
_TAKE = {MASKED: Action.UNMASK_DOCUMENT, UNANNOUNCED: Action.ANNOUNCE_DOCUMENT}
PUTTING_AWAY = frozenset({Action.ARCHIVE_DOCUMENT, Action.UNARCHIVE_DOCUMENT})
WHERE = "DocumentReference.securityLabel"


def acts_of(wished: Wished) -> tuple[Action, ...] | tuple[Defect, ...]:
    """Tell which acts a change takes, each decided for itself; none when nothing would change. Or why it cannot be.

    One change of visibility, and with it to put away or to take out, are done together; a deletion is done alone.
    """
    acts = [_PUT[label] for label in sorted(wished.puts & _PUT.keys(), key=lambda one: one.value)]
    acts += (_TAKE[label] for label in sorted(wished.takes & _TAKE.keys(), key=lambda one: one.value))
    defects = [*_never(wished)]
    if len(acts) > 1:
        problem = "One label is changed at a time."
        defects.append(Defect("one-label-at-a-time", WHERE, problem, "Send one change for each label."))
    if wished.is_archived is not None:
        acts.append(Action.ARCHIVE_DOCUMENT if wished.is_archived else Action.UNARCHIVE_DOCUMENT)
    if wished.is_deleted:
        if acts:
            problem, remedy = "A deletion is asked for alone.", "Send the change of status without any other."
            defects.append(Defect("deletion-alone", "DocumentReference.status", problem, remedy))
        acts = [Action.DELETE_DOCUMENT]
    return tuple(defects) or tuple(acts)


def _never(wished: Wished) -> list[Defect]:
    """List what no change of a label can do."""
    found = []
    if UNANNOUNCED in wished.puts:
        problem = "What its person could see cannot be hidden from them afterwards (EX_3.3-1045)."
        remedy = "Send INVISIBLE_PATIENT with the deposit, or with a new version of a document that carries it."
        found.append(Defect("not-hidden-afterwards", WHERE, problem, remedy))
    if FROM_REPRESENTATIVES in wished.takes:
        problem = "What was hidden from legal representatives at the minor's request is not shown to them again."
        remedy = "Leave INVISIBLE_REPRESENTANTS_LEGAUX where it is."
        found.append(Defect("not-shown-to-representatives", WHERE, problem, remedy))
    if (wished.puts | wished.takes) & BASE_LEVELS:
        problem = "The level of confidentiality (N, R, V) was told by the author and is not changed here."
        remedy = "Deposit a new version with the level that it should have."
        found.append(Defect("level-not-changed", WHERE, problem, remedy))
    return found
