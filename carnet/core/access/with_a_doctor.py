"""« Un document se lit avec un médecin »: how many, and nothing else of them."""

from collections.abc import Iterable
from dataclasses import replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Representative
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal, Told
from carnet.core.access.facts import DocumentFacts, Facts
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding


def count_to_read_with_a_doctor(facts: Facts, documents: Iterable[DocumentFacts]) -> int:
    """Count the documents of which a representative may know only that they are read with a doctor.

    ``facts``: the question asked of the record. Never narrowed by the criteria of a search, which would tell a date or
    a type (product.md, « Presence of a doctor »: no title, date, author). Zero for anybody else.
    """
    if not isinstance(facts.actor, Representative):
        return 0
    told = (
        decide(replace(facts, action=Action.READ_DOCUMENT, document=document))
        for document in documents
        if Hiding.WITH_A_DOCTOR in document.hidings and document.status is DocumentStatus.CURRENT
    )
    return sum(isinstance(answer, Refusal) and answer.told is Told.WITH_A_DOCTOR for answer in told)
