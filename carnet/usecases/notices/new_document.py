"""A new document is told to the person, unless it is hidden from them or theirs (product.md, « Sharp edges »)."""

from collections.abc import Iterable
from typing import TypeAlias

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Permit
from carnet.core.access.mail import may_be_mailed
from carnet.core.documents.hiding import Hiding
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.environment import Environment
from carnet.usecases.notices.owe_notice import owe_notice

Visibility: TypeAlias = tuple[frozenset[Confidentiality], frozenset[Hiding]]


def tell_new_document(permit: Permit, visibilities: Iterable[Visibility], *, env: Environment) -> None:
    """Owe the person a notice for a deposit that entered. Within the transaction of the act.

    ``visibilities``: the codes of each document, and how it is hidden beyond them. The deposits of somebody blocked
    raise no alert (product.md, « Reading passes three gates ») and take the same steps, since nobody may feel a block;
    nobody needs to be told of what they brought themselves.
    """
    facts = permit.facts
    if isinstance(facts.actor, Holder):
        return
    if any(may_be_mailed(facts, codes, hidings) for codes, hidings in visibilities):
        owe_notice(facts.record.id, kind="new-document", at=facts.at, env=env, is_told=not facts.tie.is_blocked)
