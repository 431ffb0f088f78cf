"""No search parameter of FHIR, no chain, ``_has``, ``_include`` or ``_revinclude`` tells that something is hidden."""

import pytest

from tests.two_worlds.asking import Answer, Browser, Scene, sit_down
from tests.two_worlds.compare import differences
from tests.two_worlds.conftest import Make
from tests.two_worlds.every_parameter import (
    SEARCHED,
    ask_by_every_parameter,
    chains_of,
    known_of,
    of_fhir,
    parameters_of,
)
from tests.two_worlds.kind import Kind, Reader
from tests.two_worlds.kinds import KINDS
from tests.two_worlds.stage import Hidden, Stage

CHOSEN = ("masked_by_the_person", "replaced_by_one_not_announced")
"""A document that was masked and replaced, and one that waits to be told: each has versions, deposits, lines, links."""
LOOKING = [(kind, kind.hidden_from[0]) for kind in KINDS if kind.name in CHOSEN]


def asks_everything(stage: Stage, reader: Reader, hidden: Hidden) -> list[Answer]:
    """What a reader is told, parameter after parameter."""
    actor = reader.on(stage)
    scene = Scene(stage.person, stage.record, stage, actor, hidden)
    browser: Browser = sit_down(stage, actor, about=stage.record)
    return [browser.ask(ask, "every parameter") for ask in ask_by_every_parameter(scene)]


@pytest.mark.parametrize(("kind", "reader"), LOOKING, ids=[kind.name for kind, _ in LOOKING])
def test_whatever_is_searched_by_tells_nothing_of_what_is_hidden(world: Make, kind: Kind, reader: Reader) -> None:
    with_it = world(kind, hides=True)
    hidden = with_it.hidden()
    answers = asks_everything(with_it, reader, hidden)
    without = world(kind, hides=False)
    others = asks_everything(without, reader, hidden)
    apart = differences(answers, others)
    assert not apart, "\n".join([f"{len(apart)} differences", *apart[:12]])
    for one in answers:
        _, _, names = one.label.partition(" forbidden ")
        if names:
            refused = {issue["expression"][0] for issue in one.json["issue"]}
            assert (one.status, set(names.split()) - refused) == (400, set())
    assert 200 in {one.status for one in answers}, "a reader who is answered nothing learns nothing"


def test_both_kinds_of_hiding_are_there() -> None:
    assert [kind.name for kind, _ in LOOKING] == sorted(CHOSEN, key=[kind.name for kind in KINDS].index)


def test_no_parameter_of_a_resource_of_the_door_escapes() -> None:
    for resource_type in SEARCHED:
        names = {one.name for one in parameters_of(resource_type)}
        assert {"_id", "_lastUpdated"} < names
        assert known_of(resource_type), "a search that the CapabilityStatement does not describe"
        ways = list(chains_of(resource_type))
        references = {one.name for one in parameters_of(resource_type) if one.kind == "reference"}
        assert references == {way.partition(".")[0] for way in ways if "." in way and ":" not in way}
    assert len(of_fhir()) > 300
