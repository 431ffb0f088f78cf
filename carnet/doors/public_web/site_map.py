"""Every page that anybody may read, in one list: for people, and for the robots that may read them."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carnet.doors.public_web.pages import public


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together: (path, words)."""

    title: str
    pages: tuple[tuple[str, str], ...]


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Show the list to people (RGAA 12.1: a second way of finding a page)."""
    return public(request, "site_map", {"groups": _groups()})


@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """Give the list to robots (sitemaps.org 0.9): the pages that ``robots.txt`` lets them read, and no other."""
    addresses = [f"{settings.CARNET_PUBLIC_URL}{path}" for path in pages_for_robots()]
    return render(request, "public_web/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


def pages_for_robots() -> tuple[str, ...]:
    """Give the path of every page that is the same for everybody and worth finding."""
    return tuple(path for group in _groups() for path, _label in group.pages if path not in NOT_FOUND_BY_ROBOTS)


NOT_FOUND_BY_ROBOTS = ("/ouvrir/", "/accueil/", "/pro/", "/affichage/", "/contact/")
"""They lead to a sign-in, or take a form: nothing to find there."""


def _groups() -> tuple[Group, ...]:
    return (
        Group(
            _("Découvrir"),
            (
                ("/", _("Accueil")),
                ("/decouvrir/", _("Découvrir le dossier")),
                ("/comment-ouvrir/", _("Comment ouvrir un dossier")),
                ("/ouvrir/", _("Ouvrir mon dossier")),
                ("/qui-peut-voir-quoi/", _("Qui peut voir quoi")),
                ("/qui-peut-voir-quoi/profils/", _("Les règles dans le temps")),
                ("/securite/", _("Comment votre dossier est protégé")),
            ),
        ),
        Group(
            _("Facile à lire"),
            (
                ("/falc/", _("Les pages faciles à lire")),
                ("/falc/dossier/", _("Qu’est-ce que ce dossier ?")),
                ("/falc/qui-peut-voir/", _("Qui peut voir mon dossier ?")),
                ("/falc/mes-droits/", _("Mes droits")),
                ("/falc/alertes/", _("On vous prévient")),
                ("/falc/se-connecter/", _("Ouvrir mon dossier sur internet")),
            ),
        ),
        Group(
            _("Être aidé"),
            (
                ("/aide/", _("Aide et contact")),
                ("/contact/", _("Écrire à l’assistance")),
                ("/droits-sans-ecran/", _("Tous vos droits, sans écran")),
                ("/depliant.pdf", _("Le dépliant d’une page (PDF)")),
                ("/etat/", _("État du service")),
                ("/chiffres/", _("Accès en urgence : les chiffres")),
            ),
        ),
        Group(
            _("Votre dossier"),
            (
                ("/accueil/", _("Accéder à mon dossier")),
                ("/pro/", _("Je suis professionnel de santé")),
                ("/affichage/", _("Affichage")),
            ),
        ),
        Group(
            _("Vos droits et la loi"),
            (
                ("/donnees/", _("Vos données et vos droits")),
                ("/chiffres/", _("Accès en urgence : les chiffres")),
                ("/accessibilite/", _("Déclaration d’accessibilité")),
                ("/mentions/", _("Mentions légales")),
            ),
        ),
    )
