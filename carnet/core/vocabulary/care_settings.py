"""Where care was given, and in which mode a record was opened."""

from carnet.core.vocabulary.code import Code
from carnet.core.vocabulary.valueset import value_set


def facility_type(code: str) -> Code | None:
    """Return a kind of structure (JDV_J02: ``SA25`` laboratory…), or nothing for a code that is not published."""
    return value_set("facility_types").get(code)


def practice_setting(code: str) -> Code | None:
    """Return a setting of care (JDV_J04: ``AMBULATOIRE``…), or nothing for a code that is not published."""
    return value_set("practice_settings").get(code)


def access_mode(code: str) -> Code | None:
    """Return a mode of access (TRE_R248: ``normal``, ``bris_de_glace``, ``centre_15``), or nothing for another code."""
    return value_set("access_modes").get(code)
