"""Show what was destroyed, when and why, and what proves it, long after nothing is left to read."""

from dataclasses import dataclass
from uuid import UUID

from carnet.core.identifiers import NOBODYS_RECORD
from carnet.store import access_log, audit_seals, endings
from carnet.store.context import within
from carnet.store.endings import Destruction


@dataclass(frozen=True, slots=True)
class Certificate:
    """The proof of a destruction. ``leaf``: in hexadecimal, of the line that tells of it.

    ``position``: its place in the tree whose signed roots are published; None until the next seal.
    """

    destruction: Destruction
    leaf: str
    position: int | None


@dataclass(frozen=True, slots=True)
class NoSuchCertificate:
    """No certificate has this number."""


def read_certificate(certificate: UUID) -> Certificate | NoSuchCertificate:
    """Read a certificate: whose number the person has, or the operator is asked for. It names nobody."""
    found = endings.certificate(certificate)
    if found is None:
        return NoSuchCertificate()
    with within(NOBODYS_RECORD):
        leaf = access_log.read_leaf(NOBODYS_RECORD, found.event)
    if leaf is None:
        raise RuntimeError("a destruction was certified without its line")
    return Certificate(found, leaf.hex(), audit_seals.position_of(leaf))
