"""What is being shown to a professional, and who sees what is masked: in the words of the DMP. No rule here."""

from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.facts import Facts
from carnet.core.access.standing import (
    is_author,
    is_caring,
    is_depositor,
    is_in_emergency,
    is_of_a_minor,
    is_of_a_protected_adult,
    is_treating_physician,
)
from carnet.core.consent.showing import Showing


def is_living(showing: Showing, facts: Facts) -> bool:
    """Whether a showing still opens anything: what a representative shows, only while the person is represented."""
    is_theirs = showing.shown_by is None or is_of_a_minor(facts) or is_of_a_protected_adult(facts)
    return is_theirs and showing.is_living(at=facts.at)


def is_shown_the_record(facts: Facts) -> bool:
    """Whether the whole record is being shown to this professional, who has opened it."""
    return is_caring(facts) and any(one.documents is None and is_living(one, facts) for one in facts.tie.showings)


def is_shown_documents(facts: Facts) -> bool:
    """Whether documents chosen one by one are being shown to this professional, who has opened them."""
    return is_caring(facts) and any(one.documents and is_living(one, facts) for one in facts.tie.showings)


def shown_until(facts: Facts) -> datetime | None:
    """Until when something is being shown to this professional; None when nothing is."""
    living = (one.until for one in facts.tie.showings if is_living(one, facts))
    return max(living, default=None)


def is_shown_this_document(facts: Facts) -> bool:
    """Whether this very document was chosen to be shown to them, and is asked for to be read."""
    document = facts.document
    return (
        facts.action is Action.READ_DOCUMENT
        and document is not None
        and is_caring(facts)
        and any(one.holds(document.id) and is_living(one, facts) for one in facts.tie.showings)
    )


def sees_through_masks(facts: Facts) -> bool:
    """Whether a mask, of a document or of a category, does not hide the document from this professional."""
    return (
        is_author(facts)
        or is_shown_this_document(facts)
        or is_depositor(facts)
        or is_treating_physician(facts)
        or (is_in_emergency(facts) and facts.record.switches.masked_documents)
    )
