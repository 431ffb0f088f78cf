"""What every template may use without its view giving it."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.functional import SimpleLazyObject

from carnet.core.accounts.session import LIFETIMES
from carnet.core.audit.events import Door
from carnet.doors.kit.paths import door_of, home_path, is_shared
from carnet.doors.kit.preferences import LANGUAGES, read_preferences
from carnet.doors.kit.said import heard
from carnet.doors.kit.service_notices import current_notices

SCRIPTS = ("page", "fields", "timers")
STYLE_SHEETS = ("foundation", "layout", "components", "forms", "record", "public")


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the language, the preferences, the notices of the service and what has just been done."""
    preferences = read_preferences(request)
    door = door_of(request.path_info)
    other = "en" if preferences.language == "fr" else "fr"
    return {
        "language": preferences.language,
        "other_language": {"code": other, "name": LANGUAGES[other]},
        "theme": preferences.theme if preferences.theme != "auto" else "",
        "text_size": preferences.text_size if preferences.text_size != "normal" else "",
        "style_sheets": [static(f"kit/css/{name}.css") for name in STYLE_SHEETS],
        "scripts": [static(f"kit/js/{name}.js") for name in SCRIPTS],
        "stay_path": "/session/" if door is Door.PATIENT_SITE else f"{home_path(door)}session/",
        "idle_seconds": int(LIFETIMES[door].idle.total_seconds()),
        "service_notices": current_notices(request, preferences.language),
        "private": not is_shared(request.path_info),
        "said": SimpleLazyObject(lambda: heard(request)),
        "web_session": getattr(request, "web_session", None),
    }
