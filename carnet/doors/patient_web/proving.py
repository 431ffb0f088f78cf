"""What the pages of the account share: the site of its passkeys, and the way to the page of the proof."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from carnet.doors.kit.session import ENDED
from carnet.formats.passkeys import Site
from carnet.usecases.account.who_is_here import NobodyHere, ProofNeeded


def this_site() -> Site:
    """Give the site to which passkeys belong: the public address, whatever a request says of itself."""
    return Site(settings.CARNET_PUBLIC_URL)


def first(answer: ProofNeeded | NobodyHere, *, then: str) -> HttpResponse:
    """Lead to what comes first. ``then``: the path of the page to come back to, which shows a form again."""
    if isinstance(answer, NobodyHere):
        return HttpResponseRedirect(ENDED)
    return HttpResponseRedirect(f"{reverse('patient-proof')}?{urlencode({'suite': then})}")
