"""What somebody knows to be set aside: « Ce document n’est pas à moi », of which they read nothing any more."""

from collections.abc import Iterable
from dataclasses import replace

from carnet.core.access.actors import Holder, Representative
from carnet.core.access.decide import visible
from carnet.core.access.facts import DocumentFacts, Facts
from carnet.core.documents.hiding import Hiding


def known_to_be_aside(facts: Facts, documents: Iterable[DocumentFacts]) -> list[DocumentFacts]:
    """Find what is set aside and could be read otherwise, in the order given (product.md, « Sharp edges »).

    ``facts``: a question that was permitted to the holder or to a representative; anybody else gets nothing.
    """
    if not isinstance(facts.actor, Holder | Representative):
        return []
    aside = [one for one in documents if Hiding.SET_ASIDE in one.hidings]
    otherwise = visible(facts, [replace(one, hidings=one.hidings - {Hiding.SET_ASIDE}) for one in aside])
    known = {one.id for one in otherwise}
    return [one for one in aside if one.id in known]
