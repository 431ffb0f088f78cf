"""Choosing the language, the colours and the size of the text: for this browser, before or after signing in."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from carnet.doors.kit.display_choices import chosen_in, display_choices
from carnet.doors.kit.preferences import keep_preferences, preferences_of, read_preferences
from carnet.doors.kit.said import say
from carnet.doors.kit.web import next_path


@csrf_exempt  # at worst another site changes a language: no token, so that public pages are the same for everybody
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language (``langue``: fr or en) and come back to the page (``suite``)."""
    response = HttpResponseRedirect(next_path(request, otherwise="/"))
    chosen = preferences_of(request.POST.get("langue", "")).language
    keep_preferences(response, replace(read_preferences(request), language=chosen))
    return response


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Show the choices, or keep those of the form (``langue``, ``theme``, ``taille``)."""
    if request.method != "POST":
        return render(request, "public_web/display.html", display_choices(request))
    chosen = chosen_in(request)
    response = HttpResponseRedirect(request.path)
    keep_preferences(response, chosen)
    with translation.override(chosen.language):
        say(response, _("Affichage modifié."))
    return response
