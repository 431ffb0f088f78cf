"""``/ui/``: every component in every state, for those who build pages; it does not exist in production."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from carnet.doors.kit.web import CarnetRequest

FILTERS = (
    {"label": "Tout", "count": 14, "href": "?filtre=tout", "current": True},
    {"label": "Professionnels", "count": 9, "href": "?filtre=professionnels", "current": False},
    {"label": "Urgence", "count": 1, "href": "?filtre=urgence", "current": False},
    {"label": "Mes actions", "count": 4, "href": "?filtre=moi", "current": False},
)
STEPS = ("Identité", "Carte Vitale", "Accord", "Contact")
FAULTS = (("gallery-email", "Saisissez une adresse comme nom@exemple.fr."), ("gallery-code", "Ce code a expiré."))
ESSENTIALS = (
    ("Allergies", "Pénicilline, arachide"),
    ("Groupe sanguin", "A positif"),
    ("Médecin traitant", "Dr Anne Keller"),
)


@require_safe
def gallery(request: CarnetRequest) -> HttpResponse:
    """Show them; ``/ui/pro/`` shows the professional variant."""
    now = request.env.clock.now()
    return render(request, "kit/gallery.html", {"now": now})


urlpatterns: list[URLPattern] = [path("ui/", gallery, name="gallery")]
