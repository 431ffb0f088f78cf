"""The words of the tables, turned into facts: a valid world, then the things that a row changes."""

from dataclasses import dataclass, replace

from carnet.core.access.actions import Action
from carnet.core.access.actors import Applicant
from carnet.core.access.cases.people import A_RECORD, ACTIONS, ACTORS, ANOTHER_STRUCTURE, NOON, SOMEBODY_ELSE
from carnet.core.access.cases.states import (
    A_DOCUMENT,
    AGREEMENTS,
    ALL_SHOWN,
    APPLICATIONS,
    CODES,
    CONCERNED,
    DEPOSITS,
    FORTY_YEARS_AGO,
    HIDINGS,
    MASKS,
    OPENINGS,
    POLICIES,
    RECORDS,
    SHARES,
    STATES,
    STAYS,
    SWITCHES,
    TIES,
)
from carnet.core.access.facts import (
    BlobRef,
    Concerned,
    DepositFacts,
    DocumentFacts,
    Facts,
    RecordFacts,
    RecordStatus,
    Tie,
)
from carnet.core.access.policy import load_policy
from carnet.core.access.standing import ON_WHAT_IS_THERE
from carnet.core.consent.agreement import Agreement
from carnet.core.consent.showing import Offered
from carnet.core.consent.trusted_person import StayConfirmed
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.submission import NonOpposition
from carnet.core.record.online_opening import Application
from carnet.core.record.opening import CardShown, OpeningFacts
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.core.vocabulary.document_types import document_type


class UnknownWordError(ValueError):
    """A table uses a word that is not explained here."""


@dataclass(slots=True)
class _World:
    """What a row is turning into facts."""

    tie: Tie
    record: RecordFacts
    document: DocumentFacts | None
    deposit: DepositFacts | None
    opening: OpeningFacts | None = None
    application: Application | None = None
    concerned: Concerned | None = None
    declares_presence: bool = False
    refuses_emergencies: bool = False
    is_questioned: bool = False
    offered: Offered | None = None
    agreement: Agreement | None = None
    stay: StayConfirmed | None = None
    policy: str = "2018"


_STATED = {
    word: (field, stated)
    for field, words in (("offered", CODES), ("agreement", AGREEMENTS), ("stay", STAYS))
    for word, stated in words.items()
}
"""What is stated or shown for an act, and the field of the question that holds it."""


def _bind(world: _World, word: str) -> None:
    """Change the tie between the actor and the record, or the actor's share in the document."""
    if word in TIES:
        world.tie = replace(world.tie, **TIES[word])
    elif word in SHARES and world.document is not None:
        world.document = replace(world.document, **SHARES[word])
    elif word == "personne présente":
        world.declares_presence = True
    elif word in OPENINGS and world.opening is not None:
        world.opening = replace(world.opening, **OPENINGS[word])
    elif word == "rien montré":
        world.application = None
    elif word in APPLICATIONS and world.application is not None:
        world.application = replace(world.application, **APPLICATIONS[word])
    elif word == "interrogé":
        world.is_questioned = True
    elif word in _STATED:
        setattr(world, *_STATED[word])
    else:
        raise UnknownWordError(f"lien : {word}")


def _describe(world: _World, word: str) -> None:
    """Change the document that is asked for or deposited, or whom the act concerns."""
    if word in CONCERNED:
        world.concerned = CONCERNED[word]
        return
    if word == "rien":
        world.document = None
        return
    if word == "un fichier illisible":
        world.deposit = None
        return
    if word == "un refus des urgences":
        world.refuses_emergencies = True
        return
    codes = [_code_of(each) for each in word.split(" et ")]
    if world.document is not None:
        known = document_type(codes[0])
        its_class = known.class_code.value if known and known.class_code else ""
        world.document = replace(world.document, type_code=codes[0], class_code=its_class)
    if world.deposit is not None:
        world.deposit = replace(world.deposit, type_codes=frozenset(codes))


def _code_of(word: str) -> str:
    """Give the code of a type that a row names by its code, or as one that nobody has published."""
    if word == "un type inconnu":
        return "99999-9"
    if document_type(word) is None:
        raise UnknownWordError(f"document : {word}")
    return word


def _hide(world: _World, word: str) -> None:
    """Change the visibility or the state of the document, or what was recorded of a deposit."""
    if world.deposit is not None and word in DEPOSITS:
        world.deposit = replace(world.deposit, **DEPOSITS[word])
        return
    if world.document is None:
        raise UnknownWordError(f"visibilité : {word}")
    if word in MASKS:
        world.document = replace(world.document, confidentiality=world.document.confidentiality | {MASKS[word]})
    elif word in HIDINGS:
        world.document = replace(world.document, hidings=world.document.hidings | {HIDINGS[word]})
    elif word in STATES:
        world.document = replace(world.document, **STATES[word])
    else:
        raise UnknownWordError(f"visibilité : {word}")


def _set(world: _World, word: str) -> None:
    """Change the record or the policy."""
    if word in RECORDS:
        world.record = replace(world.record, **RECORDS[word])
    elif word in SWITCHES:
        world.record = replace(world.record, switches=replace(world.record.switches, **SWITCHES[word]))
    elif word in POLICIES:
        world.policy = word
    else:
        raise UnknownWordError(f"dossier : {word}")


def facts_of(action: str, who: str, tie: str, document: str, hidden: str, record: str) -> Facts:
    """Turn one row of a table into the facts of a question.

    Each argument is a cell: a word of ``ACTIONS`` and of ``ACTORS``, then words joined by « + », or nothing for the
    usual (a hospital report, current, visible, in an adult's open record, policy 2018). Raises ``UnknownWordError``.
    """
    try:
        asked, actor = ACTIONS[action], ACTORS[who]
    except KeyError as missing:
        raise UnknownWordError(str(missing)) from None
    a_report = DocumentFacts(
        id=A_DOCUMENT,
        type_code="34112-3",
        class_code="10",
        status=DocumentStatus.CURRENT,
        confidentiality=frozenset({Confidentiality.NORMAL}),
        written_by=frozenset({SOMEBODY_ELSE}),
        written_in=frozenset({ANOTHER_STRUCTURE}),
        deposited_by=SOMEBODY_ELSE,
        blob=BlobRef("0" * 64, b"", 1),
    )
    policy_2018 = load_policy("2018")
    world = _World(
        tie=Tie(),
        record=RecordFacts(A_RECORD, RecordStatus.OPEN, policy_2018.initial_switches, FORTY_YEARS_AGO),
        document=a_report if asked in _ABOUT_ONE else None,
        deposit=DepositFacts(frozenset({"34112-3"}), NonOpposition.DECLARED)
        if asked is Action.DEPOSIT_DOCUMENTS
        else None,
        opening=OpeningFacts(CardShown.OF_THE_PERSON) if asked is Action.OPEN_RECORD else None,
        application=ALL_SHOWN if asked is Action.OPEN_RECORD or isinstance(actor, Applicant) else None,
    )
    for words, change in ((document, _describe), (hidden, _hide), (tie, _bind), (record, _set)):
        for word in filter(None, (part.strip() for part in words.split("+"))):
            change(world, word)
    return Facts(
        action=asked,
        actor=actor,
        at=NOON,
        policy=load_policy(world.policy),
        record=world.record,
        tie=world.tie,
        document=world.document,
        deposit=world.deposit,
        concerned=world.concerned,
        declares_presence=world.declares_presence,
        refuses_emergencies=world.refuses_emergencies,
        is_questioned=world.is_questioned,
        opening=world.opening,
        application=world.application,
        offered=world.offered,
        agreement=world.agreement,
        stay=world.stay,
    )


_ABOUT_ONE = ON_WHAT_IS_THERE | {Action.REPLACE_DOCUMENT, Action.ANSWER_REQUEST}
