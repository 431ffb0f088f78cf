"""How the pages say whose record is open, when it is not one's own: « Dossier d’Alix Morel »."""

import unicodedata

from django.utils.translation import gettext as _

VOWELS = "aeiouyh"
"""Before these letters « de » loses its vowel; before the « h » of a given name too, as people say them."""


def record_of_whom(name: str) -> str:
    """Write whose record it is: « Dossier d’Alix Morel », « Dossier de Lou Morel »."""
    first = unicodedata.normalize("NFD", name[:1]).casefold()[:1]
    words = _("Dossier d’{name}") if first in VOWELS else _("Dossier de {name}")
    return words.format(name=name)


def of_whom(name: str) -> str:
    """Write of whom, by the given name alone: « de Lou », « d’Alix »; nothing for a record of one's own."""
    given = name.split(" ")[0]
    if not given:
        return ""
    first = unicodedata.normalize("NFD", given[:1]).casefold()[:1]
    words = _("d’{given}") if first in VOWELS else _("de {given}")
    return words.format(given=given)
