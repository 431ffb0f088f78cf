"""What is masked to professionals: their answers are those of the world without it (product.md, rule 2)."""

from tests.two_worlds.both import can_tell, cannot_tell, each_kind, each_reader
from tests.two_worlds.conftest import Make
from tests.two_worlds.kind import Kind, Reader
from tests.two_worlds.kinds import kept_allergies, masked


@each_reader(masked, kept_allergies)
def test_nobody_can_tell_what_is_hidden_from_them(world: Make, kind: Kind, reader: Reader) -> None:
    cannot_tell(world, kind, reader)


@each_kind(masked, kept_allergies)
def test_whoever_may_see_it_is_answered_otherwise(world: Make, kind: Kind) -> None:
    can_tell(world, kind)
