"""Every right without a screen, as a page and as a sheet to print; and the leaflet that says it all on one page."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carnet.core.content.rights import Road, rights
from carnet.doors.kit.web import CarnetRequest
from carnet.doors.public_web.pages import public
from carnet.doors.public_web.texts import language_of_page
from carnet.usecases.content.print_sheets import Reach, print_leaflet, print_rights


@dataclass(frozen=True, slots=True)
class ShownRight:
    """A row: the right, and for each road what is done on it, empty where there is none."""

    key: str
    title: str
    roads: tuple[tuple[str, str], ...]


@require_safe
def without_a_screen(request: HttpRequest) -> HttpResponse:
    """Show the table: each right, each road."""
    language = language_of_page()
    labels = [label for _road, label in road_labels()]
    rows = [
        ShownRight(
            one.key,
            one.title.told_in(language),
            tuple(
                (label, told.told_in(language) if told is not None else "")
                for label, told in zip(labels, one.cells(), strict=True)
            ),
        )
        for one in rights()
    ]
    return public(request, "rights", {"columns": labels, "rows": rows})


@require_safe
def rights_sheet(request: CarnetRequest) -> HttpResponse:
    """Give the same table as a PDF to print and to hand over."""
    made = print_rights(language_of_page(), reach=_reach(), env=request.env)
    return _pdf(made, _("mes-droits-sans-ecran.pdf"))


@require_safe
def leaflet(request: CarnetRequest) -> HttpResponse:
    """Give the leaflet of one page: what is said before a consent is asked for."""
    return _pdf(print_leaflet(language_of_page(), reach=_reach(), env=request.env), _("votre-dossier-en-une-page.pdf"))


def road_labels() -> tuple[tuple[Road, str], ...]:
    """Name the roads, in the order of the columns."""
    return (
        (Road.PROFESSIONAL, _("Avec un professionnel")),
        (Road.COUNTER, _("Au guichet")),
        (Road.POST, _("Par courrier")),
        (Road.PHONE, _("Par téléphone gratuit")),
    )


def _reach() -> Reach:
    told = settings.CARNET_OPERATOR
    return Reach(told["name"], told["phone"], told["hours"], told["address"])


def _pdf(made: bytes, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
