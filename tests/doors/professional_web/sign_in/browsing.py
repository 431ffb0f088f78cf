"""What a professional does in a browser to sign in, through Django’s client."""

import re
from html import unescape

from django.http.response import HttpResponseBase
from django.test import Client

from carnet.core.audit.events import Door
from carnet.doors.kit.session import cookie_name
from tests.adapters.identity_providers import (
    goes_and_is,
)
from tests.markup import faults_of

SIGN_IN = "/pro/connexion/"
COME_BACK = "/pro/connexion/retour/"
CHOOSE = "/pro/connexion/lieu/"
LEAVE = "/pro/deconnexion/"
SESSION = cookie_name(Door.PROFESSIONAL_SITE)
STEP = f"{SESSION}-etape"


def words(answer: HttpResponseBase) -> str:
    """What a page says, its spaces made ordinary; the page must be well-made."""
    html = answer.getvalue().decode()
    assert faults_of(html) == []
    text = re.sub(r"<[^>]+>", " ", html.partition("<main")[2].partition("</main>")[0])
    return " ".join(unescape(text).split())


def sends(browser: Client, path: str, **form: str) -> HttpResponseBase:
    """Send a form of the page that this browser shows."""
    return browser.post(path, {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value, **form})


def leaves_for(answer: HttpResponseBase) -> str:
    """Where a page leads at once; its link leads there too."""
    url = answer["Refresh"].removeprefix("0;url=")
    assert f'href="{url}"' in unescape(answer.getvalue().decode())
    return url


def begins(browser: Client, suite: str = "") -> str:
    """Press the button; gives where the browser is led."""
    browser.get(SIGN_IN, {"suite": suite} if suite else {})
    return leaves_for(sends(browser, SIGN_IN, suite=suite))


def signs_in(browser: Client, short: str = "keller", suite: str = "") -> HttpResponseBase:
    """The whole way to the provider and back."""
    return browser.get(COME_BACK, goes_and_is(short, begins(browser, suite)))
