"""What is set aside, or shown by a code to another: nobody else can tell (product.md, rule 2)."""

from tests.two_worlds.both import can_tell, cannot_tell, each_kind, each_reader
from tests.two_worlds.conftest import Make
from tests.two_worlds.kind import Kind, Reader
from tests.two_worlds.kinds import set_aside, shown


@each_reader(set_aside, shown)
def test_nobody_can_tell_what_is_hidden_from_them(world: Make, kind: Kind, reader: Reader) -> None:
    cannot_tell(world, kind, reader)


@each_kind(set_aside, shown)
def test_whoever_may_see_it_is_answered_otherwise(world: Make, kind: Kind) -> None:
    can_tell(world, kind)
