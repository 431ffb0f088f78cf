"""How the person's pages say from where somebody signed in: « Firefox sur Windows »."""

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.core.accounts.places import Place, read_place

BROWSERS = {
    "chrome": "Chrome",
    "edge": "Edge",
    "firefox": "Firefox",
    "opera": "Opera",
    "safari": "Safari",
    "samsung-internet": "Samsung Internet",
}
SYSTEMS: dict[str, str | Promise] = {
    "android": gettext_lazy("un appareil Android"),
    "ipad": gettext_lazy("un iPad"),
    "iphone": gettext_lazy("un iPhone"),
    "linux": gettext_lazy("un ordinateur Linux"),
    "mac": gettext_lazy("un Mac"),
    "windows": gettext_lazy("un ordinateur Windows"),
}


def place_here(request: HttpRequest) -> Place:
    """Read what sort of browser asks."""
    return read_place(request.headers.get("User-Agent", ""))


def show_place(place: Place) -> str:
    """Say what sort of browser it was, on what sort of machine."""
    browser = BROWSERS.get(place.browser, _("Un navigateur"))
    if place.system not in SYSTEMS:
        return browser
    return _("{browser} sur {system}").format(browser=browser, system=SYSTEMS[place.system])
