"""How somebody likes the pages: language, colours, size of text, lists. Kept in their browser, and nothing else is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from carnet.doors.kit.paths import is_api

COOKIE = "affichage"
A_YEAR = 365 * 24 * 3600
LANGUAGES = {"fr": "Français", "en": "English"}
THEMES = ("auto", "light", "dark")
TEXT_SIZES = ("normal", "large", "larger")
PER_PAGE = ("10", "25", "50")
"""How many documents a page of a list shows (interface.md, P24)."""
ORDERS = ("date", "auteur")
"""By what a list of documents is sorted: the latest first, or authors in the order of the alphabet."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """French first, the scheme of the device, the size of the browser, until somebody chooses otherwise."""

    language: str = "fr"
    theme: str = "auto"
    text_size: str = "normal"
    per_page: str = "25"
    order: str = "date"

    def __str__(self) -> str:
        """As the cookie carries it."""
        return f"{self.language}.{self.theme}.{self.text_size}.{self.per_page}.{self.order}"


def read_preferences(request: HttpRequest) -> Preferences:
    """Give what the cookie says; whatever it says wrong is as if nothing had been chosen."""
    return preferences_of(*request.COOKIES.get(COOKIE, "").split(".")[:5])


def preferences_of(
    language: str = "", theme: str = "", text_size: str = "", per_page: str = "", order: str = ""
) -> Preferences:
    """Give the preferences that these words name, each unknown word replaced by the usual choice."""
    usual = Preferences()
    return Preferences(
        language if language in LANGUAGES else usual.language,
        theme if theme in THEMES else usual.theme,
        text_size if text_size in TEXT_SIZES else usual.text_size,
        per_page if per_page in PER_PAGE else usual.per_page,
        order if order in ORDERS else usual.order,
    )


def keep_preferences(response: HttpResponse, preferences: Preferences) -> None:
    """Write them in the browser for a year. A profile that carries a language may call it at sign-in."""
    response.set_cookie(
        COOKIE,
        str(preferences),
        max_age=A_YEAR,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class LanguageMiddleware:
    """Speaks the language of the cookie; addresses are the same in every language (interface.md 4.4)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in that language."""
        if is_api(request.path_info):
            return self.get_response(request)
        with translation.override(read_preferences(request).language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "fr")
        patch_vary_headers(response, ("Cookie",))
        return response
