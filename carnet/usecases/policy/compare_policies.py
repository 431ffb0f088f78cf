"""What changes from one dated policy to another: its values, its matrix, and the situations that end otherwise."""

from dataclasses import dataclass, replace

from carnet.core.access.cases.tables import Case, all_cases, answer_of
from carnet.core.access.decide import decide
from carnet.core.access.policy import Policy, our_policies
from carnet.core.access.why import Sentence
from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.document_types import document_types
from carnet.core.vocabulary.valueset import value_set

MEANINGS: dict[str, Sentence] = {
    "initial_switches.samu": Sentence(
        "À l’ouverture d’un dossier, le SAMU – Centre 15 peut y accéder.",
        "When a record is opened, the SAMU – Centre 15 may reach it.",
    ),
    "initial_switches.break_the_glass": Sentence(
        "À l’ouverture d’un dossier, le bris de glace est permis.",
        "When a record is opened, break-glass access is allowed.",
    ),
    "initial_switches.masked_documents": Sentence(
        "À l’ouverture d’un dossier, les documents masqués se montrent en urgence.",
        "When a record is opened, masked documents are shown in an emergency.",
    ),
    "structure_counts_as_author": Sentence(
        "La structure qui a écrit un document en est aussi l’auteur.",
        "The structure that wrote a document is its author too.",
    ),
    "occupational_health_may_read": Sentence(
        "Le médecin du travail lit, avec l’accord exprès de la personne.",
        "The occupational physician reads, with the person’s express agreement.",
    ),
    "allows_erasure": Sentence(
        "Un dossier fermé s’efface avant dix ans si la personne le demande.",
        "A closed record is erased before ten years if the person asks for it.",
    ),
    "deposit_needs_agreement": Sentence(
        "Qui dépose note que la personne est d’accord ; sinon, qu’elle ne s’y oppose pas.",
        "Whoever deposits states that the person agrees; otherwise, that they do not object.",
    ),
}
"""What each value of a profile means; a new value without its meaning stops the tests."""


@dataclass(frozen=True, slots=True)
class ValueDifference:
    """A value that is not the same. ``value``: its path in the file of the profile."""

    value: str
    meaning: Sentence
    before: bool | int
    after: bool | int


@dataclass(frozen=True, slots=True)
class ProfessionDifference:
    """What a profession reads from then on, and no longer reads: types of documents."""

    profession: Code
    gained: tuple[Code, ...]
    lost: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class CaseDifference:
    """A row of the tables, and its answer under either policy, in the words of the tables."""

    case: Case
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PolicyDifference:
    """Everything that changes from a policy to another."""

    older: Policy
    newer: Policy
    values: tuple[ValueDifference, ...]
    professions: tuple[ProfessionDifference, ...]
    cases: tuple[CaseDifference, ...]


def compare_policies(older: Policy, newer: Policy) -> PolicyDifference:
    """Compare two policies. Every row of the tables is decided under both, whichever it names."""
    return PolicyDifference(older, newer, _values(older, newer), _professions(older, newer), _cases(older, newer))


def _values(older: Policy, newer: Policy) -> tuple[ValueDifference, ...]:
    after = newer.values()
    return tuple(
        ValueDifference(value, MEANINGS[value], before, after[value])
        for value, before in older.values().items()
        if before != after[value]
    )


def _professions(older: Policy, newer: Policy) -> tuple[ProfessionDifference, ...]:
    types = {code: known.code for code, known in document_types().items()}
    found = []
    for profession in value_set("professions").values():
        before = {code for code in types if older.matrix.allows(profession.value, code)}
        after = {code for code in types if newer.matrix.allows(profession.value, code)}
        if before != after:
            gained = tuple(label for code, label in types.items() if code in after - before)
            lost = tuple(label for code, label in types.items() if code in before - after)
            found.append(ProfessionDifference(profession, gained, lost))
    return tuple(found)


def _cases(older: Policy, newer: Policy) -> tuple[CaseDifference, ...]:
    names = {policy.name for policy in our_policies()}
    found: dict[tuple[str, ...], CaseDifference] = {}
    for case in all_cases():
        usual, record = case.situation[:5], case.situation[5]
        words = [word.strip() for word in record.split("+")]
        bare = " + ".join(word for word in words if word not in names)
        facts = case.facts()
        before, after = (answer_of(decide(replace(facts, policy=policy))) for policy in (older, newer))
        if before != after:
            told = replace(case, situation=(*usual, bare))
            found.setdefault((case.family, *told.situation), CaseDifference(told, before, after))
    return tuple(found.values())
