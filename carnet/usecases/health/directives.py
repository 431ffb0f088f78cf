"""The documents of advance directives that a reader finds beside what stands in « Ma santé »."""

from carnet.core.documents.entry import DocumentStatus
from carnet.core.health.kinds import DIRECTIVES
from carnet.store.facts import GatheredList
from carnet.usecases.reading.list_documents import readable, show
from carnet.usecases.reading.shown_document import ShownDocument


def directives_shown(gathered: GatheredList, *, record_key: bytes) -> tuple[ShownDocument, ...]:
    """Show those that count and that this reader may see, the newest first; the others are not opened.

    What waits under « À vérifier » is none of them (product.md, « Rules settled »).
    """
    seen = readable(gathered)
    wanted = {one.facts.id for one in seen if one.facts.type_code == DIRECTIVES}
    shown = show(gathered, seen, record_key=record_key, only=wanted)
    return tuple(one for one in shown if one.status is DocumentStatus.CURRENT and not one.awaits_check)
