"""What a reader sees of a document over time: moved only by what they could see.

product.md, « Masking »: « versions and ETags move only by what this reader sees »; « What must be true », 2: to the one
from whom something is hidden, the world is the world without it.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from carnet.core.access.actors import Carer, Holder, Professional, Representative
from carnet.core.access.decide import visible
from carnet.core.access.facts import DocumentFacts, Facts
from carnet.core.access.standing import is_author, is_treating_physician
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.documents.versions import Version, without_replacing
from carnet.core.identifiers import PractitionerId
from carnet.core.vocabulary.confidentiality import BASE_LEVELS, Confidentiality

READERS = (Holder, Representative, Carer, Professional)
SHOWN_TO_CARE = frozenset({Hiding.HELD, Hiding.WITH_A_DOCTOR})
"""What professionals sort, and what opens in a doctor's own access only: they must know."""
SHOWN_TO_AUTHOR = SHOWN_TO_CARE | {Hiding.SECRET, Hiding.SET_ASIDE}


@dataclass(frozen=True, slots=True)
class Past:
    """A document with its past. ``versions``: oldest first, empty when there is only one.

    ``successor``: what replaced it, whatever became of that one since.
    """

    present: DocumentFacts
    versions: tuple[Version, ...] = ()
    successor: DocumentFacts | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A document and its versions as far as its replacing is known to whoever asks: what is to be decided on."""

    present: DocumentFacts
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """From whom a document is withheld, as far as its reader is shown.

    ``is_masked``: whether it is withheld from professionals by any means, its category included.
    """

    confidentiality: frozenset[Confidentiality]
    hidings: frozenset[Hiding] = frozenset()
    hidden_from: frozenset[PractitionerId] = frozenset()
    awaits_check: bool = False
    is_masked: bool = False


_Looks: TypeAlias = tuple[DocumentStatus, Labels]


@dataclass(frozen=True, slots=True)
class Seen:
    """Which version of a document its reader has before them: the number counts what they could see, from 1."""

    number: int
    entry_uuid: UUID
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SeenVersion:
    """One version as this actor sees it: which it is to them, its status, and the labels that they are shown."""

    seen: Seen
    status: DocumentStatus
    labels: Labels


def tell(facts: Facts, documents: Sequence[Past]) -> list[Told]:
    """Give documents as they stand for this actor: one replaced by what they may not see was never replaced.

    ``facts``: any question of theirs about the record. A replacing document that was deleted since still replaced it,
    if they could see it otherwise. Whoever never reads is told what is.
    """
    if not isinstance(facts.actor, READERS):
        return [Told(one.present, one.versions) for one in documents]
    successors = [one.successor for one in documents if one.successor is not None]
    known = {one.id for one in visible(facts, [replace(one, status=DocumentStatus.CURRENT) for one in successors])}
    return [
        Told(one.present, one.versions) if one.successor is None or one.successor.id in known else _never_replaced(one)
        for one in documents
    ]


def _never_replaced(document: Past) -> Told:
    if not document.versions:
        return Told(document.present)
    statuses = without_replacing(document.versions)
    versions = tuple(
        replace(version, status=status) for version, status in zip(document.versions, statuses, strict=True)
    )
    return Told(replace(document.present, status=statuses[-1]), versions)


def labels_for(facts: Facts, document: DocumentFacts) -> Labels:
    """Give the labels of a document that this actor is shown, when they may read it.

    The holder and who represents them are shown all of them; no professional's name, where a decision hides places from
    who represents them. Author and treating physician see « masqué », never from whom; other professionals who read it
    in an emergency, or because they deposited it, are not told that it is.
    """
    if isinstance(facts.actor, Holder | Representative):
        power = facts.tie.representation
        names_nobody = power is not None and power.hides_places_of(facts.at)
        return Labels(
            document.confidentiality,
            document.hidings,
            frozenset() if names_nobody else document.hidden_from,
            document.awaits_check,
            is_masked=_is_masked(facts, document),
        )
    if not isinstance(facts.actor, Professional):
        return Labels(document.confidentiality & BASE_LEVELS)
    question = replace(facts, document=document)
    author = is_author(question)
    knows = author or is_treating_physician(question)
    codes = document.confidentiality if knows else document.confidentiality - {Confidentiality.MASKED_TO_PROFESSIONALS}
    is_masked = knows and _is_masked(facts, document)
    return Labels(codes, document.hidings & (SHOWN_TO_AUTHOR if author else SHOWN_TO_CARE), is_masked=is_masked)


def labels_of_all(facts: Facts, documents: Iterable[DocumentFacts]) -> list[Labels]:
    """Give the labels of several documents, in the order given, to somebody of the person's side: as ``labels_for``.

    Theirs depend on nothing but how a document is withheld: they are made once for all that are withheld alike.
    """
    known: dict[Hashable, Labels] = {}
    made = []
    for one in documents:
        withheld = (one.confidentiality, one.hidings, one.hidden_from, one.awaits_check, one.class_code)
        labels = known.get(withheld)
        if labels is None:
            labels = known[withheld] = labels_for(facts, one)
        made.append(labels)
    return made


def _is_masked(facts: Facts, document: DocumentFacts) -> bool:
    return (
        Confidentiality.MASKED_TO_PROFESSIONALS in document.confidentiality
        or document.class_code in facts.record.hidden_classes
        or bool(document.hidden_from)
        or Hiding.SECRET in document.hidings
    )


def seen_versions(facts: Facts, documents: Iterable[Told]) -> list[Seen | None]:
    """Tell which version of each document this actor sees; None for those that have no version before the present.

    Only versions that they may read now count, and of those that follow each other and look alike, the first: what was
    hidden and shown again is where it was. The rules are asked once for each distinct situation of all of them.
    """
    known: dict[Hashable, _Looks | None] = {}
    return [_last_seen(facts, document, known) for document in documents]


def seen_past(facts: Facts, document: Told) -> tuple[SeenVersion, ...]:
    """Tell every version of a document that this actor sees, oldest first: what ``seen_versions`` counts.

    Empty when it has no version before the present. ADR 0016.
    """
    return tuple(SeenVersion(seen, *looks) for seen, looks in _one_after_the_other(facts, document, {}))


def _last_seen(facts: Facts, document: Told, known: dict[Hashable, _Looks | None]) -> Seen | None:
    seen = [one for one, _ in _one_after_the_other(facts, document, known)]
    return seen[-1] if seen else None


def _one_after_the_other(
    facts: Facts, document: Told, known: dict[Hashable, _Looks | None]
) -> Iterator[tuple[Seen, _Looks]]:
    if not document.versions:
        return
    alike = facts.situation_of(document.present)
    number = 0
    looked: _Looks | None = None
    for one in document.versions:
        situation = (alike, one.status, one.confidentiality, one.hidings, one.hidden_from, one.awaits_check)
        if situation not in known:
            known[situation] = _looks(facts, document.present, one)
        looks = known[situation]
        if looks is not None and looks != looked:
            number, looked = number + 1, looks
            # What was held from a representative came when it came: a later date would tell that it has waited.
            came = number == 1 and isinstance(facts.actor, Representative)
            yield Seen(number, one.entry_uuid, document.versions[0].at if came else one.at), looks


def _looks(facts: Facts, present: DocumentFacts, version: Version) -> _Looks | None:
    """Tell how a document of that version looks to this actor; None when they may not read it."""
    document = replace(
        present,
        status=version.status,
        confidentiality=version.confidentiality,
        hidings=version.hidings,
        hidden_from=version.hidden_from,
        awaits_check=version.awaits_check,
    )
    return (document.status, labels_for(facts, document)) if visible(facts, [document]) else None
