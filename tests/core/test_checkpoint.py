"""What the log says of itself, in a text that others can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.audit.transparency import Checkpoint, parse_checkpoint
from carnet.core.defects import Defect

PUBLISHED_CHECKPOINT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
"""The example of C2SP tlog-checkpoint."""


def test_the_published_example_of_a_checkpoint_is_read_and_written_alike() -> None:
    checkpoint = parse_checkpoint(PUBLISHED_CHECKPOINT)
    assert isinstance(checkpoint, Checkpoint)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.text() == PUBLISHED_CHECKPOINT


@given(size=st.integers(min_value=0, max_value=10**18), tree_root=st.binary(min_size=32, max_size=32))
def test_every_checkpoint_is_read_back(size: int, tree_root: bytes) -> None:
    checkpoint = Checkpoint("carnet.example/log", size, tree_root)
    assert parse_checkpoint(checkpoint.text()) == checkpoint


def test_the_extension_lines_of_another_log_do_not_hinder_the_reading() -> None:
    assert parse_checkpoint(PUBLISHED_CHECKPOINT + "an extension\n") == parse_checkpoint(PUBLISHED_CHECKPOINT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        PUBLISHED_CHECKPOINT.rstrip("\n"),
        PUBLISHED_CHECKPOINT + "\n",
        PUBLISHED_CHECKPOINT.replace("20852163", "020852163"),
        PUBLISHED_CHECKPOINT.replace("20852163", "-1"),
        PUBLISHED_CHECKPOINT.replace("20852163", "٣"),
        PUBLISHED_CHECKPOINT.replace("CsUY", "CsU"),
        PUBLISHED_CHECKPOINT.replace("q2I=", "q2I"),
        PUBLISHED_CHECKPOINT.replace("q2I=", "q2J="),
        PUBLISHED_CHECKPOINT.replace("example.com/behind-the-sofa", ""),
        PUBLISHED_CHECKPOINT.replace("example", "exa\tmple"),
    ],
)
def test_what_is_not_a_checkpoint_is_a_defect(text: str) -> None:
    defect = parse_checkpoint(text)
    assert isinstance(defect, Defect)
    assert defect.code == "malformed-checkpoint"


@pytest.mark.parametrize(
    ("origin", "size", "tree_root"),
    [("", 1, bytes(32)), ("two\nlines", 1, bytes(32)), ("carnet", -1, bytes(32)), ("carnet", 1, bytes(31))],
)
def test_no_checkpoint_is_made_that_could_not_be_read_back(origin: str, size: int, tree_root: bytes) -> None:
    with pytest.raises(ValueError, match="a checkpoint has"):
        Checkpoint(origin, size, tree_root)
