"""What browsers and robots ask for by themselves: the manifest, the service worker, robots.txt."""

import hashlib
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carnet.doors.kit.context import STYLE_SHEETS
from carnet.doors.public_web.site_map import pages_for_robots

ICONS = (("kit/icons/carnet-192.png", "192x192", "any"), ("kit/icons/carnet-512.png", "512x512", "any"))
MASKABLE = "kit/icons/carnet-maskable-512.png"


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Describe the application that a phone installs: no screenshot, no word about a person."""
    del request
    icons = [{"src": static(path), "sizes": size, "type": "image/png", "purpose": use} for path, size, use in ICONS]
    icons.append({"src": static(MASKABLE), "sizes": "512x512", "type": "image/png", "purpose": "maskable"})
    described = {
        "id": "/",
        "name": _("Carnet – mon dossier médical partagé"),
        "short_name": "Carnet",
        "lang": get_language() or "fr",
        "start_url": "/accueil/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f5f3ee",
        "theme_color": "#0b5563",
        "icons": icons,
        "shortcuts": [
            {"name": _("Montrer mon dossier"), "url": "/acces/montrer/"},
            {"name": _("Qui a ouvert mon dossier"), "url": "/historique/"},
        ],
    }
    return JsonResponse(described, content_type="application/manifest+json")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Give the worker that keeps the static files and the offline page, and never a page about a person."""
    sheets = [f"kit/css/{name}.css" for name in STYLE_SHEETS]
    others = ["kit/fonts/source-sans-3-latin.woff2", "kit/icons/sprite.svg", "kit/icons/carnet.svg", "kit/js/page.js"]
    kept = [reverse("offline"), *(static(path) for path in (*sheets, *others))]
    version = hashlib.sha256("\n".join(kept).encode()).hexdigest()[:12]
    context = {"kept": kept, "offline": reverse("offline"), "version": version, "icon": static(ICONS[0][0])}
    context = {name: json.dumps(value) for name, value in context.items()}
    return render(request, "public_web/sw.js", context, content_type="text/javascript; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let robots read the public pages only: those that the sitemap lists, with what makes them look as they do."""
    del request
    allowed = ["/static/", *(f"{path}$" for path in pages_for_robots())]
    lines = ["User-agent: *", "Disallow: /", *(f"Allow: {path}" for path in allowed)]
    lines.append(f"Sitemap: {settings.CARNET_PUBLIC_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
