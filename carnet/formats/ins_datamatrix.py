"""The text of the Datamatrix INS: what the symbol printed beside a qualified identity holds (ANS, format 2.2)."""

from carnet.core.identifiers import PatientIdentifier
from carnet.core.people import Gender, IdentityStatus, IdentityTraits

HEADER = "IS" + "01" + 22 * "0"
GROUP_SEPARATOR = "\x1d"
LONGEST_OID, LONGEST_NAMES, PLACE = 20, 100, 5
_SEXES = frozenset({Gender.FEMALE, Gender.MALE})


def datamatrix_ins(identifier: PatientIdentifier, traits: IdentityTraits, status: IdentityStatus) -> bytes | None:
    """Write what the symbol holds, in ASCII; None for an identity that is not qualified, or that has no known sex.

    Blocks S1 number, S2 authority, S3 first names, S4 birth name, S5 sex, S6 birth date, S7 INSEE code of the birth
    place; a separator closes each one shorter than its longest (ANS, « INS – Format datamatrix » 2.2; domain.md
    1.4). Printed only for a qualified identity: the number travels with no other.
    """
    if status is not IdentityStatus.QUALIFIED or traits.gender not in _SEXES:
        return None
    names = " ".join(traits.given_names)
    blocks = (
        f"S1{identifier.value}",
        _open(f"S2{identifier.system.value}", LONGEST_OID),
        _open(f"S3{names}", LONGEST_NAMES),
        _open(f"S4{traits.birth_name}", LONGEST_NAMES),
        f"S5{traits.gender.value}",
        f"S6{traits.birth_date:%d-%m-%Y}",
        f"S7{traits.birth_place}" if len(traits.birth_place) == PLACE else "",
    )
    text = HEADER + "".join(blocks)
    return text.encode("ascii") if text.isascii() else None


def _open(block: str, longest: int) -> str:
    """Close a block whose length varies, unless it is as long as it can be."""
    return block if len(block) == 2 + longest else block + GROUP_SEPARATOR
