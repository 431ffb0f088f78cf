"""Who can see one document: the document, those from whom it is hidden, and those from whom it could be."""

from dataclasses import dataclass

from carnet.core.access.actors import Actor
from carnet.core.access.decision import Refusal
from carnet.core.consent.authorization import AuthorizationStatus
from carnet.core.identifiers import DocumentId, PractitionerId, RecordId
from carnet.ports.environment import Environment
from carnet.store import directory
from carnet.usecases.confidentiality.related_documents import related_documents
from carnet.usecases.consent.find_professional import find_professional
from carnet.usecases.consent.list_access import list_access
from carnet.usecases.reading.shown_document import ShownDocument


@dataclass(frozen=True, slots=True)
class SomebodyNamed:
    """A professional, as the directory names them; by their number where it knows them no more."""

    identifier: PractitionerId
    name: str
    profession: str


@dataclass(frozen=True, slots=True)
class SeenVisibility:
    """``hidden_from``: in the order of their numbers; ``others``: from whom it is not hidden."""

    document: ShownDocument
    hidden_from: tuple[SomebodyNamed, ...]
    others: tuple[SomebodyNamed, ...]


@dataclass(frozen=True, slots=True)
class NoDocument:
    """There is none of that number that the asker may read."""


def see_visibility(
    record: RecordId, document: DocumentId, *, words: str, actor: Actor, env: Environment
) -> SeenVisibility | NoDocument | Refusal:
    """Show who can see a document, to whoever manages the access to its record.

    ``words``: a name to look for in the directory; empty, those who are authorised now are proposed.
    """
    found = related_documents(record, document, actor=actor, env=env)
    if isinstance(found, Refusal):
        return found
    if found.document is None:
        return NoDocument()
    rights = list_access(record, actor=actor, env=env)
    if isinstance(rights, Refusal):
        return rights
    valid = [one for one in rights.granted if one.status is AuthorizationStatus.VALID]
    proposed = find_professional(words) if words else valid
    hidden = found.document.hidden_from
    return SeenVisibility(
        found.document,
        _named(hidden),
        tuple(
            SomebodyNamed(one.grantee, one.name, one.profession)
            for one in proposed
            if isinstance(one.grantee, PractitionerId) and one.grantee not in hidden
        ),
    )


def _named(identifiers: frozenset[PractitionerId]) -> tuple[SomebodyNamed, ...]:
    known = directory.practitioners(identifiers)
    named = []
    for one in sorted(identifiers, key=lambda identifier: identifier.value):
        somebody = known.get(one)
        name, profession = (somebody.name.shown(), somebody.profession) if somebody is not None else (one.value, "")
        named.append(SomebodyNamed(one, name, profession))
    return tuple(named)
