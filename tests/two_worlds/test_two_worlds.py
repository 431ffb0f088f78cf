"""To the one from whom something is hidden, the world is the world without it, byte for byte (product.md, rule 2)."""

import pytest

from tests.two_worlds.compare import differences
from tests.two_worlds.conftest import Make
from tests.two_worlds.kind import Kind, Reader
from tests.two_worlds.kinds import KINDS
from tests.two_worlds.walk import glance, walk

HIDDEN = [(kind, reader) for kind in KINDS for reader in kind.hidden_from]
NAMES = [f"{kind.name}-{reader.name}".replace(" ", "_") for kind, reader in HIDDEN]


@pytest.mark.parametrize(("kind", "reader"), HIDDEN, ids=NAMES)
def test_nobody_can_tell_what_is_hidden_from_them(world: Make, kind: Kind, reader: Reader) -> None:
    is_first = reader is kind.hidden_from[0]
    with_it = world(kind, hides=True)
    hidden = with_it.hidden()
    answers = walk(with_it, reader.on(with_it), hidden, with_public=is_first, apart=kind.apart)
    without = world(kind, hides=False)
    others = walk(without, reader.on(without), hidden, with_public=is_first, apart=kind.apart)
    apart = differences(answers, others)
    assert not apart, "\n".join([f"{len(apart)} differences", *apart[:12]])
    assert 200 in {answer.status for answer in answers}, "a reader who is answered nothing learns nothing"


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_whoever_may_see_it_is_answered_otherwise(world: Make, kind: Kind) -> None:
    with_it = world(kind, hides=True)
    hidden = with_it.hidden()
    answers = [glance(with_it, reader.on(with_it), hidden) for reader in kind.seen_by]
    without = world(kind, hides=False)
    others = [glance(without, reader.on(without), hidden) for reader in kind.seen_by]
    unaware = [
        reader.name
        for reader, one, other in zip(kind.seen_by, answers, others, strict=True)
        if not differences(one, other)
    ]
    assert kind.seen_by
    assert unaware == []
