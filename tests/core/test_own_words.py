"""Who reads what somebody wrote of their health: as a document of its type; no parent how the other is reached."""

from uuid import UUID

import pytest

from carnet.core.access.actors import Representative
from carnet.core.access.cases.words import facts_of
from carnet.core.access.facts import Facts
from carnet.core.access.own_words import entries_shown, entries_simulated, kinds_shown
from carnet.core.audit.events import Party
from carnet.core.health.entry import HealthEntry, Said
from carnet.core.health.kinds import KINDS, Answer, kind_of

HOLDER = Party("holder")


def asked(who: str, tie: str = "", record: str = "") -> Facts:
    return facts_of("lire ma santé", who, tie, "", "", record)


def written(facts: Facts, key: str, by: Party = HOLDER, number: int = 1) -> HealthEntry:
    """A line of today, of a block."""
    kind = kind_of(key)
    assert kind is not None
    return HealthEntry(UUID(int=number), Said(kind, Answer.WRITTEN, (("what", "x"),)), by, facts.at)


@pytest.mark.parametrize(("who", "tie"), [("titulaire", ""), ("aidant", "aidant accepté"), ("médecin", "autorisé")])
def test_whoever_reads_a_document_of_the_person_reads_what_she_wrote(who: str, tie: str) -> None:
    facts = asked(who, tie)
    both = (written(facts, "allergy"), written(facts, "contact", number=2))
    assert entries_shown(facts, both) == both
    assert entries_simulated(facts, both) == both


def test_a_block_of_a_hidden_category_is_no_block_and_its_lines_are_none() -> None:
    facts = asked("médecin", "autorisé", "autre catégorie cachée")
    allergy, will = written(facts, "allergy"), written(facts, "directives", number=2)
    assert entries_shown(facts, (allergy, will)) == (will,)
    assert {one.key for one in kinds_shown(facts)} == {"directives", "donation"}


def test_who_may_not_read_it_would_find_nothing() -> None:
    facts = asked("médecin", "bloqué")
    assert entries_simulated(facts, (written(facts, "allergy"),)) == ()


def test_an_adult_is_asked_everything_and_a_child_nothing_of_their_last_wishes() -> None:
    assert kinds_shown(asked("titulaire")) == KINDS
    of_a_child = kinds_shown(asked("représentant", "de droit", "d’un mineur"))
    assert of_a_child
    assert all(not one.from_age for one in of_a_child if one.key != "donation")
    assert "directives" not in {one.key for one in of_a_child}


def test_a_parent_is_not_told_whom_the_other_parent_calls_and_reads_everything_else() -> None:
    facts = asked("représentant", "de droit", "d’un mineur")
    assert isinstance(facts.actor, Representative)
    me, other = Party("representative", facts.actor.account), Party("representative", "somebody else")
    carer = Party("carer", "somebody else")
    mine, theirs, hers, helped, said = (
        written(facts, "contact", me, 1),
        written(facts, "contact", other, 2),
        written(facts, "contact", HOLDER, 3),
        written(facts, "contact", carer, 4),
        written(facts, "allergy", other, 5),
    )
    assert entries_shown(facts, (mine, theirs, hers, helped, said)) == (mine, hers, helped, said)


def test_who_is_no_parent_reads_whom_each_parent_calls() -> None:
    facts = asked("médecin", "autorisé", "d’un mineur")
    line = written(facts, "contact", Party("representative", "a-parent"))
    assert entries_shown(facts, (line,)) == (line,)
