"""``/ui/``: every component in every state, for those who build pages; it does not exist in production."""

from datetime import date, timedelta

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
ESSENTIALS = (
    ("Allergies", "Pénicilline, arachide"),
    ("Traitements en cours", "Lévothyroxine 75 µg, 1 le matin"),
    ("Groupe sanguin", "A positif"),
    ("Médecin traitant", "Dr Anne Keller, Rezé"),
)
SHOWN = {
    "filters": FILTERS,
    "essentials": ESSENTIALS,
    "steps": ("Identité", "Carte Vitale", "Accord", "Contact"),
    "faults": (
        ("gallery-email", "Saisissez une adresse comme nom@exemple.fr."),
        ("gallery-code", "Ce code a expiré. Demandez-en un nouveau."),
    ),
    "birth": date(1984, 3, 12),
}


@require_safe
def people(request: CarnetRequest) -> HttpResponse:
    """Show them as patients see them."""
    return _gallery(request, {"base": "kit/base.html", "body_class": "tabbed", "other": "/ui/pro/"})


@require_safe
def professionals(request: CarnetRequest) -> HttpResponse:
    """Show them as professionals see them, under the bar that names the patient."""
    return _gallery(
        request, {"base": "kit/base_pro.html", "body_class": "pro tabbed", "other": "/ui/", "professional": True}
    )


def _gallery(request: CarnetRequest, variant: dict[str, object]) -> HttpResponse:
    now = request.env.clock.now()
    return render(request, "kit/gallery.html", {**SHOWN, **variant, "now": now, "later": now + timedelta(minutes=2)})


urlpatterns: list[URLPattern] = [
    path("ui/", people, name="gallery"),
    path("ui/pro/", professionals, name="gallery-professionals"),
]
