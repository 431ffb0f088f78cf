"""What a document's page offers to do with it: what may be done, where it makes sense."""

from collections.abc import Collection

from carnet.core.access.actions import Action
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.reading.shown_document import ShownDocument


def offered(shown: ShownDocument, may: Collection[Action]) -> frozenset[str]:
    """Give the words of ``document.html`` for the acts to offer. ``may``: those that would be permitted."""
    codes = shown.entry.confidentiality
    is_masked = Confidentiality.MASKED_TO_PROFESSIONALS in codes
    waits = Confidentiality.HIDDEN_FROM_PATIENT in codes
    sense = {
        "answer": (Action.RETURN_DOCUMENT, Hiding.SET_ASIDE in shown.hidings),
        "announce": (Action.ANNOUNCE_DOCUMENT, waits),
        "extend": (Action.EXTEND_ANNOUNCEMENT, waits),
        "mask": (Action.MASK_DOCUMENT, not is_masked and not waits),
        "unmask": (Action.UNMASK_DOCUMENT, is_masked),
        "archive": (Action.ARCHIVE_DOCUMENT, shown.status is DocumentStatus.CURRENT),
        "unarchive": (Action.UNARCHIVE_DOCUMENT, shown.status is DocumentStatus.ARCHIVED),
        "delete": (Action.DELETE_DOCUMENT, True),
    }
    return frozenset(word for word, (action, makes_sense) in sense.items() if makes_sense and action in may)
