"""The tree over the leaves of the audit: what lets anybody check that no line was changed, removed or slipped in.

It is the Merkle tree of RFC 9162 2.1 (the same as RFC 6962 2.1), over leaves already hashed by
``carnet.core.audit.leaf``. A root alone does not say how many leaves it covers: sizes come from a signed checkpoint,
never from whoever shows the proof.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

from carnet.core.audit.leaf import LEAF_SIZE
from carnet.core.defects import Defect

EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves (RFC 9162 2.1.1)."""

_NODE_PREFIX = b"\x01"
_SIZE_BYTES = 8


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(_NODE_PREFIX + left + right).digest()


def _left_part(size: int) -> int:
    # The largest power of two below the size: where RFC 9162 splits a tree of two leaves or more.
    return 1 << ((size - 1).bit_length() - 1)


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that must be kept of a tree to go on adding leaves: its size, and the roots of its complete subtrees.

    ``peaks`` go from the largest subtree to the smallest, one for each bit set in ``size``: at most 64 × 32 bytes
    however many leaves there are.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def extended(self, leaves: Iterable[bytes]) -> "Frontier":
        """Give the frontier after these leaves, in their order. Raises ``ValueError`` for a leaf that is no leaf."""
        size, peaks = self.size, list(self.peaks)
        for leaf in leaves:
            if len(leaf) != LEAF_SIZE:
                raise ValueError(f"a leaf has {LEAF_SIZE} bytes, not {len(leaf)}")
            node, complete = leaf, size
            while complete & 1:
                node = _node(peaks.pop(), node)
                complete >>= 1
            peaks.append(node)
            size += 1
        return Frontier(size, tuple(peaks))

    def root(self) -> bytes:
        """Give the root of the tree so far, 32 bytes (RFC 9162 2.1.1)."""
        if not self.peaks:
            return EMPTY_ROOT
        *larger, root = self.peaks
        for peak in reversed(larger):
            root = _node(peak, root)
        return root

    def to_bytes(self) -> bytes:
        """Write it down: the size on 8 bytes, big-endian, then each peak."""
        return self.size.to_bytes(_SIZE_BYTES, "big") + b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Frontier":
        """Read back what ``to_bytes`` wrote. Raises ``ValueError`` when the size and the peaks do not agree."""
        size = int.from_bytes(stored[:_SIZE_BYTES], "big")
        expected = _SIZE_BYTES + size.bit_count() * LEAF_SIZE
        if len(stored) != expected:
            raise ValueError(f"a frontier of {size} leaves has {expected} bytes, not {len(stored)}")
        starts = range(_SIZE_BYTES, expected, LEAF_SIZE)
        return cls(size, tuple(stored[start : start + LEAF_SIZE] for start in starts))


def root(leaves: Iterable[bytes]) -> bytes:
    """Give the root over these leaves, in their order: 32 bytes (RFC 9162 2.1.1)."""
    return Frontier().extended(leaves).root()


def inclusion_subtrees(index: int, size: int) -> tuple[tuple[int, int], ...]:
    """Name the subtrees whose roots prove that a leaf is in the tree (RFC 9162 2.1.3.1).

    ``index``: the leaf, from 0. ``size``: how many leaves the tree has. Returns ``(first, end)`` pairs of leaf indexes,
    ``end`` excluded, in the order of the proof; a caller who keeps the roots of complete subtrees needs to read no
    leaf. Raises ``ValueError`` when the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    first, end, subtrees = 0, size, []
    while end - first > 1:
        middle = first + _left_part(end - first)
        if index < middle:
            subtrees.append((middle, end))
            end = middle
        else:
            subtrees.append((first, middle))
            first = middle
    return tuple(reversed(subtrees))


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """Prove that the leaf at ``index`` stands in the tree of all these leaves (RFC 9162 2.1.3.1).

    Returns hashes of 32 bytes, the nearest to the leaf first. Raises ``ValueError`` when there is no such leaf.
    """
    return tuple(root(leaves[first:end]) for first, end in inclusion_subtrees(index, len(leaves)))


def verify_inclusion(leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows that ``leaf`` is the leaf ``index`` of the tree of ``size`` leaves with this root.

    The algorithm of RFC 9162 2.1.3.2. ``size`` and ``root`` must come from one signed checkpoint.
    """
    if not 0 <= index < size or not _are_hashes(leaf, root, *proof):
        return False
    position, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = _node(sibling, node)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            node = _node(node, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and compare_digest(node, root)


def consistency_subtrees(earlier: int, size: int) -> tuple[tuple[int, int], ...]:
    """Name the subtrees whose roots prove that a tree only grew (RFC 9162 2.1.4.1).

    ``earlier`` and ``size``: how many leaves it had, and has. Returns ``(first, end)`` pairs of leaf indexes, ``end``
    excluded, in the order of the proof; none from an empty tree, which says nothing, nor from a tree to itself.
    Raises ``ValueError`` when the tree never had that size.
    """
    if not 0 <= earlier <= size:
        raise ValueError(f"a tree of {size} leaves never had {earlier}")
    if earlier == 0:
        return ()
    first, end, subtrees = 0, size, []
    while earlier < end:
        middle = first + _left_part(end - first)
        if earlier <= middle:
            subtrees.append((middle, end))
            end = middle
        else:
            subtrees.append((first, middle))
            first = middle
    if first > 0:
        # The earlier tree does not end at a subtree that the verifier can start from: it is given one.
        subtrees.append((first, end))
    return tuple(reversed(subtrees))


def consistency_proof(earlier: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """Prove that the tree of all these leaves begins with the tree of the first ``earlier`` (RFC 9162 2.1.4.1).

    Returns hashes of 32 bytes. Raises ``ValueError`` when there are fewer leaves than that.
    """
    return tuple(root(leaves[first:end]) for first, end in consistency_subtrees(earlier, len(leaves)))


def verify_consistency(
    *, earlier_size: int, earlier_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the tree (``size``, ``root``) begins with the whole earlier tree.

    The algorithm of RFC 9162 2.1.4.2, completed where it leaves a case open: two trees of one size need equal roots and
    an empty proof, and an empty tree precedes every tree, provided that its root is ``EMPTY_ROOT``.
    """
    if not 0 <= earlier_size <= size or not _are_hashes(earlier_root, root, *proof):
        return False
    if earlier_size == size:
        return not proof and compare_digest(earlier_root, root) and (size > 0 or compare_digest(root, EMPTY_ROOT))
    if earlier_size == 0:
        return not proof and compare_digest(earlier_root, EMPTY_ROOT)
    if not proof:
        return False
    position, last = earlier_size - 1, size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    # An earlier tree that is complete is itself where the proof starts.
    start, *path = (earlier_root, *proof) if earlier_size.bit_count() == 1 else proof
    earlier_node, node = start, start
    for sibling in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            earlier_node, node = _node(sibling, earlier_node), _node(sibling, node)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            node = _node(node, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and compare_digest(earlier_node, earlier_root) and compare_digest(node, root)


def _are_hashes(*nodes: bytes) -> bool:
    return all(len(node) == LEAF_SIZE for node in nodes)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What the log says of itself at one instant, to be signed and handed out (C2SP tlog-checkpoint).

    ``origin``: which log, by a name that no other log has (an address without scheme). ``size``: how many leaves.
    ``root``: 32 bytes. Raises ``ValueError`` for a value that its text could not carry.
    """

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not self.origin.isprintable() or not self.origin or self.size < 0 or len(self.root) != LEAF_SIZE:
            raise ValueError("a checkpoint has a printable origin, a size from 0 and a root of 32 bytes")

    def text(self) -> str:
        """Write it as three lines: origin, size, root in base64."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode('ascii')}\n"


_CHECKPOINT = re.compile(
    r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]{0,18})\n(?P<root>[A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*", re.ASCII
)


def parse_checkpoint(text: str) -> Checkpoint | Defect:
    """Read the text of a checkpoint, ended by a newline. Its signature must have been verified before.

    Extension lines are allowed by the format and carry nothing here: they are left out. Returns the defect
    ``malformed-checkpoint`` for anything else than what C2SP tlog-checkpoint describes.
    """
    lines = _CHECKPOINT.fullmatch(text)
    if lines is not None and lines["origin"].isprintable():
        checkpoint = Checkpoint(lines["origin"], int(lines["size"]), b64decode(lines["root"]))
        # Base64 has several spellings of some bytes: only ours is taken, so that one root has one text.
        if text.startswith(checkpoint.text()):
            return checkpoint
    return Defect(
        "malformed-checkpoint",
        "checkpoint",
        "A checkpoint has three lines at least: an origin, a size, a root of 32 bytes in base64.",
        "Send the checkpoint as it was published, byte for byte.",
    )
