"""Whether a log that was tampered with is caught: always, whatever it shows."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.audit.transparency import (
    EMPTY_ROOT,
    consistency_proof,
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
    hashed,
    hashes,
)


def damaged(proof: tuple[bytes, ...], other: bytes) -> list[tuple[bytes, ...]]:
    """Every way to spoil a proof by one step: a bit of a hash, one less, one more, two exchanged, one cut short."""
    spoiled = [(*proof, other), (other, *proof), (*proof, b"")]
    for place, node in enumerate(proof):
        flipped = bytes([node[0] ^ 8]) + node[1:]
        spoiled.append((*proof[:place], flipped, *proof[place + 1 :]))
        spoiled.append((*proof[:place], node[:-1], *proof[place + 1 :]))
        spoiled.append((*proof[:place], *proof[place + 1 :]))
        if place:
            exchanged = list(proof)
            exchanged[place - 1 : place + 1] = exchanged[place], exchanged[place - 1]
            spoiled.append(tuple(exchanged))
    return spoiled


sizes = st.integers(min_value=1, max_value=300)


@given(size=sizes, at=st.integers(min_value=0))
def test_no_damaged_proof_of_a_line_is_accepted(size: int, at: int) -> None:
    log, index = a_log(size), at % size
    tree_root, proof = root(log), inclusion_proof(index, log)
    for spoiled in damaged(proof, tree_root):
        assert not verify_inclusion(log[index], index=index, size=size, proof=spoiled, root=tree_root)
    assert not verify_inclusion(hashed(b"another line"), index=index, size=size, proof=proof, root=tree_root)
    assert not verify_inclusion(log[index], index=index, size=size, proof=proof, root=hashed(b"another root"))
    assert not verify_inclusion(log[index][:31], index=index, size=size, proof=proof, root=tree_root)


@given(size=st.integers(min_value=2, max_value=100), at=st.integers(min_value=0))
def test_a_line_is_proved_at_its_own_place_and_at_no_other(size: int, at: int) -> None:
    log, index = a_log(size), at % size
    tree_root, proof = root(log), inclusion_proof(index, log)
    accepted = [
        place
        for place in range(-1, size + 2)
        if verify_inclusion(log[index], index=place, size=size, proof=proof, root=tree_root)
    ]
    assert accepted == [index]


@given(size=st.integers(min_value=2, max_value=300), at=st.integers(min_value=0))
def test_no_damaged_proof_that_the_log_grew_is_accepted(size: int, at: int) -> None:
    log, earlier = a_log(size), 1 + at % (size - 1)
    before, after, proof = root(log[:earlier]), root(log), consistency_proof(earlier, log)

    def accepts(proof: tuple[bytes, ...], before: bytes = before, after: bytes = after) -> bool:
        return verify_consistency(earlier_size=earlier, earlier_root=before, size=size, root=after, proof=proof)

    assert accepts(proof)
    assert not accepts(())
    for spoiled in damaged(proof, after):
        assert not accepts(spoiled)
    assert not accepts(proof, before=hashed(b"another root"))
    assert not accepts(proof, after=hashed(b"another root"))
    assert not accepts(proof, before=after, after=before)


@given(size=st.integers(min_value=2, max_value=200), at=st.integers(min_value=0), changed=st.integers(min_value=0))
def test_a_log_that_rewrote_a_line_cannot_pass_for_its_own_continuation(size: int, at: int, changed: int) -> None:
    log, earlier = a_log(size), 1 + at % (size - 1)
    rewritten = list(log)
    rewritten[changed % earlier] = hashed(b"what was never written")
    assert not verify_consistency(
        earlier_size=earlier,
        earlier_root=root(log[:earlier]),
        size=size,
        root=root(rewritten),
        proof=consistency_proof(earlier, rewritten),
    )


@pytest.mark.parametrize(("index", "size", "proof"), REFERENCE_INCLUSION)
def test_the_reference_inclusion_proofs_hold_for_no_other_place_and_size(
    index: int, size: int, proof: tuple[str, ...]
) -> None:
    leaf, tree_root = REFERENCE_LEAVES[index], bytes.fromhex(REFERENCE_ROOTS[size - 1])
    for place, claimed in (
        (index - 1, size),
        (index + 1, size),
        (index ^ 2, size),
        (index, size * 2),
        (index, size // 2),
    ):
        assert not verify_inclusion(leaf, index=place, size=claimed, proof=hashes(*proof), root=tree_root)


@pytest.mark.parametrize(("earlier", "size", "proof"), REFERENCE_CONSISTENCY[1:])
def test_the_reference_consistency_proofs_hold_for_no_other_size(
    earlier: int, size: int, proof: tuple[str, ...]
) -> None:
    before, after = bytes.fromhex(REFERENCE_ROOTS[earlier - 1]), bytes.fromhex(REFERENCE_ROOTS[size - 1])
    for before_size, claimed in (
        (earlier - 1, size),
        (earlier + 1, size),
        (earlier ^ 2, size),
        (earlier, size * 2),
        (earlier, size // 2),
    ):
        assert not verify_consistency(
            earlier_size=before_size, earlier_root=before, size=claimed, root=after, proof=hashes(*proof)
        )


def test_a_proof_longer_than_the_log_needs_is_refused_even_when_its_hashes_agree() -> None:
    log = a_log(4)
    assert not verify_inclusion(log[1], index=0, size=1, proof=(log[0],), root=root(log[:2]))
    above = hashed(b"a node above the log")
    before, after = (sha256(b"\x01" + above + root(log[:size])).digest() for size in (3, 4))
    longer = (*consistency_proof(3, log), above)
    assert not verify_consistency(earlier_size=3, earlier_root=before, size=4, root=after, proof=longer)


def test_a_byte_cannot_slide_from_a_line_into_its_proof() -> None:
    log = a_log(2)
    assert verify_inclusion(log[0], index=0, size=2, proof=(log[1],), root=root(log))
    assert not verify_inclusion(log[0][:31], index=0, size=2, proof=(log[0][31:] + log[1],), root=root(log))


def test_a_log_does_not_shrink() -> None:
    log = a_log(5)
    assert not verify_consistency(earlier_size=5, earlier_root=root(log), size=4, root=root(log[:4]), proof=())


def test_two_logs_of_one_size_with_different_roots_are_not_one_log() -> None:
    one, other = root(a_log(4)), root([*a_log(3), hashed(b"another")])
    assert verify_consistency(earlier_size=4, earlier_root=one, size=4, root=one, proof=())
    assert not verify_consistency(earlier_size=4, earlier_root=one, size=4, root=other, proof=())
    assert not verify_consistency(earlier_size=4, earlier_root=one, size=4, root=one, proof=(one,))


def test_an_empty_log_precedes_every_log_and_has_one_root_only() -> None:
    log_root = root(a_log(3))
    assert consistency_proof(0, a_log(3)) == ()
    assert verify_consistency(earlier_size=0, earlier_root=EMPTY_ROOT, size=3, root=log_root, proof=())
    assert verify_consistency(earlier_size=0, earlier_root=EMPTY_ROOT, size=0, root=EMPTY_ROOT, proof=())
    assert not verify_consistency(earlier_size=0, earlier_root=EMPTY_ROOT, size=3, root=log_root, proof=(log_root,))
    assert not verify_consistency(earlier_size=0, earlier_root=log_root, size=3, root=log_root, proof=())
    assert not verify_consistency(earlier_size=0, earlier_root=log_root, size=0, root=log_root, proof=())


def test_an_inner_node_cannot_be_passed_off_as_a_line() -> None:
    log = a_log(4)
    left, right = root(log[:2]), root(log[2:])
    # With no prefix, the two halves would be the two leaves of a smaller log that has the same root.
    assert root([hashed(left), hashed(right)]) != root(log)
