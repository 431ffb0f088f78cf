"""What a mail may tell of, and who sees where it goes: that of a minor is read by their representatives."""

from carnet.core.access.actors import Holder
from carnet.core.access.facts import Facts
from carnet.core.access.standing import is_of_a_minor
from carnet.core.documents.hiding import Hiding
from carnet.core.vocabulary.confidentiality import Confidentiality

HIDDEN_FROM_THE_PERSON = frozenset({Confidentiality.HIDDEN_FROM_PATIENT, Confidentiality.HIDDEN_FROM_REPRESENTATIVES})
"""A notice about what is hidden would say that it is there, to the person or to whoever reads a minor's mail."""


def may_be_mailed(facts: Facts, codes: frozenset[Confidentiality], hidings: frozenset[Hiding]) -> bool:
    """Whether a mail may tell that a document is there (product.md, « What is hidden cannot be guessed »).

    ``facts``: any question about the record; ``codes``, ``hidings``: how the document is hidden. Not what is set aside
    or waits to be sorted, nor a minor's secret.
    """
    if leads_to_a_place(facts):
        return False
    is_withheld = bool(hidings & {Hiding.SET_ASIDE, Hiding.HELD}) or (Hiding.SECRET in hidings and is_of_a_minor(facts))
    return not is_withheld and codes.isdisjoint(HIDDEN_FROM_THE_PERSON)


def leads_to_a_place(facts: Facts) -> bool:
    """Whether a mail about care might reach one from whom a decision hides places: a minor's mail is read by theirs.

    It would say that the child was cared for somewhere, where the history says nothing (product.md, « Separated
    parents »). Emergencies are told all the same.
    """
    return facts.record.hides_places and is_of_a_minor(facts)


def sees_contacts(facts: Facts) -> bool:
    """Whether somebody sees the address and the number at which the person is reached: nobody but themself.

    A representative never sees the other's contact data (product.md, « Separated parents »).
    """
    return isinstance(facts.actor, Holder)
