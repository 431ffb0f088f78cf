"""What people may choose of the pages, in words: the same choices wherever a form offers them."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from carnet.doors.kit.preferences import LANGUAGES, Preferences, preferences_of, read_preferences

FIELDS = ("langue", "theme", "taille", "nombre", "tri")
"""The fields of the forms, in the order of ``Preferences``."""


def display_choices(request: HttpRequest) -> dict[str, Any]:
    """Give what ``kit/_display_choices.html`` receives: each choice with its words, and what is chosen now."""
    return {
        "chosen": read_preferences(request),
        "languages": tuple(LANGUAGES.items()),
        "themes": (("auto", _("Comme l’appareil")), ("light", _("Clair")), ("dark", _("Sombre"))),
        "sizes": (("normal", _("Normale")), ("large", _("Grande")), ("larger", _("Très grande"))),
    }


def chosen_in(request: HttpRequest) -> Preferences:
    """Read what a form sent; what it does not ask stays as it was, and an unknown word is the usual choice."""
    before = str(read_preferences(request)).split(".")
    return preferences_of(*(request.POST.get(name, kept) for name, kept in zip(FIELDS, before, strict=True)))
