"""Whether a patient can prove their line, and a witness that the log only grew."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.audit.transparency import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    consistency_subtrees,
    inclusion_proof,
    root,
    verify_consistency,
    verify_inclusion,
)
from tests.core.merkle_reference import (
    REFERENCE_CONSISTENCY,
    REFERENCE_INCLUSION,
    REFERENCE_LEAVES,
    REFERENCE_ROOTS,
    a_log,
    hashes,
    naive_consistency,
    naive_inclusion,
    naive_root,
)

# The published vectors


@pytest.mark.parametrize("size", range(1, 9))
def test_the_reference_tree_has_its_published_roots(size: int) -> None:
    assert root(REFERENCE_LEAVES[:size]).hex() == REFERENCE_ROOTS[size - 1]


def test_a_log_without_any_line_has_the_published_empty_root() -> None:
    assert root([]) == EMPTY_ROOT == bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")


@pytest.mark.parametrize(("index", "size", "proof"), REFERENCE_INCLUSION)
def test_the_reference_tree_has_its_published_inclusion_proofs(index: int, size: int, proof: tuple[str, ...]) -> None:
    assert inclusion_proof(index, REFERENCE_LEAVES[:size]) == hashes(*proof)
    tree_root = bytes.fromhex(REFERENCE_ROOTS[size - 1])
    assert verify_inclusion(REFERENCE_LEAVES[index], index=index, size=size, proof=hashes(*proof), root=tree_root)


@pytest.mark.parametrize(("earlier", "size", "proof"), REFERENCE_CONSISTENCY)
def test_the_reference_tree_has_its_published_consistency_proofs(
    earlier: int, size: int, proof: tuple[str, ...]
) -> None:
    assert consistency_proof(earlier, REFERENCE_LEAVES[:size]) == hashes(*proof)
    assert verify_consistency(
        earlier_size=earlier,
        earlier_root=bytes.fromhex(REFERENCE_ROOTS[earlier - 1]),
        size=size,
        root=bytes.fromhex(REFERENCE_ROOTS[size - 1]),
        proof=hashes(*proof),
    )


# Every size, every line, against the naive definition


@pytest.mark.parametrize("size", [*range(66), 127, 128, 129, 255, 256, 257])
def test_at_every_size_the_root_is_that_of_the_definition(size: int) -> None:
    assert root(a_log(size)) == naive_root(a_log(size))


@pytest.mark.parametrize("size", range(1, 34))
def test_at_every_size_every_patient_can_prove_their_line(size: int) -> None:
    log = a_log(size)
    tree_root = naive_root(log)
    for index in range(size):
        proof = inclusion_proof(index, log)
        assert list(proof) == naive_inclusion(index, log)
        assert verify_inclusion(log[index], index=index, size=size, proof=proof, root=tree_root)


@pytest.mark.parametrize("size", range(1, 34))
def test_at_every_size_a_witness_can_check_that_the_log_only_grew(size: int) -> None:
    log = a_log(size)
    for earlier in range(1, size + 1):
        proof = consistency_proof(earlier, log)
        assert list(proof) == naive_consistency(earlier, log)
        assert verify_consistency(
            earlier_size=earlier,
            earlier_root=naive_root(log[:earlier]),
            size=size,
            root=naive_root(log),
            proof=proof,
        )


def test_nobody_can_ask_for_the_proof_of_a_line_that_is_not_there() -> None:
    for index in (-1, 3):
        with pytest.raises(ValueError, match="has no leaf"):
            inclusion_proof(index, a_log(3))
    for earlier in (-1, 4):
        with pytest.raises(ValueError, match="never had"):
            consistency_subtrees(earlier, 3)


# What is kept from one minute to the next


@given(size=st.integers(min_value=1, max_value=300), cuts=st.lists(st.integers(min_value=0, max_value=300)))
def test_a_log_sealed_minute_after_minute_is_the_log_sealed_at_once(size: int, cuts: list[int]) -> None:
    log = a_log(size)
    ends = sorted({min(cut, size) for cut in cuts} | {0, size})
    frontier = Frontier()
    for start, end in pairwise(ends):
        frontier = Frontier.from_bytes(frontier.to_bytes()).extended(log[start:end])
        assert (frontier.size, frontier.root()) == (end, naive_root(log[:end]))
    assert len(frontier.peaks) == size.bit_count()


@pytest.mark.parametrize("stored", [b"", bytes(7), bytes(8) + bytes(32), (3).to_bytes(8, "big") + bytes(32)])
def test_a_damaged_frontier_is_not_taken_for_a_log(stored: bytes) -> None:
    with pytest.raises(ValueError, match="a frontier of"):
        Frontier.from_bytes(stored)


def test_what_is_not_a_leaf_does_not_enter_the_log() -> None:
    with pytest.raises(ValueError, match="a leaf has 32 bytes"):
        root([b"a line, not its hash"])
