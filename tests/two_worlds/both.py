"""The two questions that are asked of each kind of hiding; a test file asks them of the kinds of a few modules."""

from collections.abc import Iterator
from types import ModuleType

import pytest

from tests.two_worlds.compare import differences
from tests.two_worlds.conftest import Make
from tests.two_worlds.kind import Kind, Reader
from tests.two_worlds.kinds import KINDS
from tests.two_worlds.walk import glance, walk


def each_reader(*modules: ModuleType) -> pytest.MarkDecorator:
    """Run a test for each reader from whom something is hidden by a kind of these modules of ``kinds``."""
    hidden = [(kind, reader) for kind in _kinds_of(modules) for reader in kind.hidden_from]
    names = [f"{kind.name}-{reader.name}".replace(" ", "_") for kind, reader in hidden]
    return pytest.mark.parametrize(("kind", "reader"), hidden, ids=names)


def each_kind(*modules: ModuleType) -> pytest.MarkDecorator:
    """Run a test for each kind of these modules of ``kinds``."""
    kinds = [*_kinds_of(modules)]
    return pytest.mark.parametrize("kind", kinds, ids=[kind.name for kind in kinds])


def cannot_tell(world: Make, kind: Kind, reader: Reader) -> None:
    """Fail unless the reader gets the same answers in both worlds, byte for byte, statement for statement."""
    is_first = reader is kind.hidden_from[0]
    with_it = world(kind, hides=True)
    hidden = with_it.hidden()
    answers = walk(with_it, reader.on(with_it), hidden, with_public=is_first, apart=kind.apart)
    without = world(kind, hides=False)
    others = walk(without, reader.on(without), hidden, with_public=is_first, apart=kind.apart)
    apart = differences(answers, others)
    assert not apart, "\n".join([f"{len(apart)} differences", *apart[:12]])
    assert 200 in {answer.status for answer in answers}, "a reader who is answered nothing learns nothing"


def can_tell(world: Make, kind: Kind) -> None:
    """Fail unless everybody who may see it is answered otherwise: a harness that looks at nothing is found out."""
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


def _kinds_of(modules: tuple[ModuleType, ...]) -> Iterator[Kind]:
    """Give the kinds that these modules enter, in the order of ``KINDS``."""
    wanted = {module.__name__ for module in modules}
    return (kind for kind in KINDS if kind.hide.__module__ in wanted)
