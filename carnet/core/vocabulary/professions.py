"""Who a professional is: their profession, their specialty, and the role in which they signed a document."""

from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.valueset import value_set

PHYSICIAN = "10"
"""Code of « Médecin » in TRE_G15: doctors read all types unless a cell of the matrix says otherwise."""


def profession(code: str) -> Code | None:
    """Return a profession (TRE_G15: ``10`` doctor, ``60`` nurse…), or nothing for a code that is not published."""
    return value_set("professions").get(code)


def specialty(code: str) -> Code | None:
    """Return a specialty (TRE_R01: ``SM26`` general practice…), or nothing for a code that is not published."""
    return value_set("specialties").get(code)


def author_specialty(code: str) -> Code | None:
    """Return the role of an author (JDV_J01: ``G15_10/SM26``, ``EXP_PATIENT``…), or nothing if it is not published."""
    return value_set("author_specialties").get(code)
