"""Compute the INS-C, the 22-digit identifier of the first DMP, kept today as a secondary identifier."""

import hashlib
import re
import unicodedata

from carnet.core.defects import Defect
from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem

MISSING_BIRTH_DATE = "000000"
_NIR_OF_ONES_OWN = re.compile(r"[12][0-9]{4}([0-9]{2}|2A|2B)[0-9]{6}")
_BIRTH_DATE = re.compile(r"[0-9]{6}")


def ins_c(first_name: str, birth_date: str, nir: str) -> PatientIdentifier | Defect:
    """Compute the INS-C of a person from what their carte Vitale says.

    ``first_name``: as on the card, or blank when the card has none; accents, spaces, hyphens and case do not count,
    and only its ten first letters do.
    ``birth_date``: ``YYMMDD``, not always a day of the calendar (lunar dates), or empty when the card has none.
    ``nir``: its 13 characters without the key, Corsica as 2A or 2B. Returns a defect for a first name that holds
    signs but no letter from A to Z, another shape of date, or a NIR that is not the person's own (it begins with
    neither 1 nor 2).

    Source: ASIP Santé, « Dossier de conception INS-C » 1.0.0, 30 October 2009; the official vectors.
    """
    letters = _letters_of(first_name)
    if first_name.strip() and not letters:
        return Defect(
            "malformed-ins-c-first-name",
            "first_name",
            "This first name has no letter from A to Z.",
            "Send it as the carte Vitale writes it, or leave it empty when the card has none.",
        )
    date = birth_date or MISSING_BIRTH_DATE
    if not _BIRTH_DATE.fullmatch(date):
        return Defect(
            "malformed-ins-c-birth-date",
            "birth_date",
            "The birth date of an INS-C has six digits: year, month, day.",
            "Send it as YYMMDD as it stands on the carte Vitale, or leave it empty when the card has none.",
        )
    compact = "".join(nir.split()).upper()
    if not _NIR_OF_ONES_OWN.fullmatch(compact):
        return Defect(
            "malformed-ins-c-nir",
            "nir",
            "An INS-C is computed from the 13 characters of the person’s own NIR, which begins with 1 or 2.",
            "Send the NIR without its key; for a temporary number, wait for the definitive one.",
        )
    seed = f"{letters[:10]:<10}{date}{compact}"
    number = int.from_bytes(hashlib.sha256(seed.encode("ascii")).digest()[:8], "big")
    return PatientIdentifier(PatientIdentifierSystem.INS_C, f"{number:020d}{97 - number % 97:02d}")


def _letters_of(first_name: str) -> str:
    """Keep the letters A to Z of a first name, without their accents."""
    bare = unicodedata.normalize("NFD", first_name).upper()
    return re.sub(r"[^A-Z]", "", bare)
