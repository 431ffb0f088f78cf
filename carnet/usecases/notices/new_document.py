"""A new document is told to the person, unless it is hidden from them or theirs (product.md, « Sharp edges »)."""

from collections.abc import Iterable

from carnet.core.access.actors import Holder
from carnet.core.access.decision import Permit
from carnet.core.access.facts import Facts
from carnet.core.access.standing import is_of_a_minor
from carnet.core.documents.hiding import Hiding
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.environment import Environment
from carnet.usecases.notices.owe_notice import owe_notice

HIDDEN_FROM_THE_PERSON = frozenset({Confidentiality.HIDDEN_FROM_PATIENT, Confidentiality.HIDDEN_FROM_REPRESENTATIVES})
"""A notice about what is hidden would say that it is there, to the person or to whoever reads a minor's mail."""


def is_kept_from_mail(facts: Facts, hidings: frozenset[Hiding]) -> bool:
    """Whether a notice about a document withheld so would tell a minor's representatives of it: they read the mail.

    ``facts``: any question about the record.
    """
    return Hiding.HELD in hidings or (Hiding.SECRET in hidings and is_of_a_minor(facts))


def tell_new_document(permit: Permit, visibilities: Iterable[frozenset[Confidentiality]], *, env: Environment) -> None:
    """Owe the person a notice for a deposit that entered. Within the transaction of the act.

    ``visibilities``: the codes of each document. The deposits of somebody blocked raise no alert (product.md,
    « Reading passes three gates ») and take the same steps, since nobody may feel a block; nobody needs to be told of
    what they brought themselves.
    """
    facts = permit.facts
    if isinstance(facts.actor, Holder):
        return
    if any(codes.isdisjoint(HIDDEN_FROM_THE_PERSON) for codes in visibilities):
        owe_notice(facts.record.id, kind="new-document", at=facts.at, env=env, is_told=not facts.tie.is_blocked)
