"""« Applications qui lisent mon dossier »: an application asks the person; they see which are in, and stop them."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.access.scopes import Permission
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.doors.kit.app_answer import address_of_code, address_of_error, address_of_refusal, go_to_app
from carnet.doors.kit.session import token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.app_words import LASTINGS, PERMISSIONS, USUAL, read_lasting
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.proving import first
from carnet.doors.patient_web.whose import record_of_whom
from carnet.usecases.access.accept_app import (
    AppAccepted,
    AppDeclined,
    NotAccepted,
    accept_app,
    decline_app,
    records_to_choose,
)
from carnet.usecases.access.ask_for_record import AppRequest, AskedWrongly, RequestRefused, ask_for_record
from carnet.usecases.access.list_apps import list_apps, stop_app
from carnet.usecases.account.who_is_here import NobodyHere
from carnet.usecases.family.list_profiles import Profile, Tie

REFUSE = "refuser"
WHICH, RIGHT = "dossier", "droit"


@require_http_methods(["GET", "POST"])
def authorize(request: SignedInRequest) -> HttpResponseBase:
    """Ask the person whether an application may come in, or carry their answer to it."""
    parameters = {name: values[0] for name, values in request.GET.lists() if len(values) == 1}
    match ask_for_record(parameters, fhir_base=request.build_absolute_uri("/fhir")):
        case AskedWrongly():
            return page(request, "app_wrong.html", status=400)
        case RequestRefused() as refusal:
            return go_to_app(address_of_refusal(refusal, issuer=_issuer(request)))
        case AppRequest() as asked:
            response = _ask(request, asked) if request.method == "GET" else _answer(request, asked)
            return _may_lead_to(response, asked.redirect_uri, request)


@require_GET
def applications(request: SignedInRequest) -> HttpResponse:
    """List the applications that may come into the record that is open."""
    match list_apps(record_of(request), actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case found:
            apps = [
                {"app": one, "may": [str(PERMISSIONS[may]) for may in Permission if may in one.may]} for one in found
            ]
            return page(request, "applications.html", {"apps": apps}, current="acces")


@require_http_methods(["GET", "POST"])
def stop(request: SignedInRequest, app: UUID) -> HttpResponse:
    """Stop one of them, at once."""
    if request.method == "GET":
        match list_apps(record_of(request), actor=actor_of(request), env=request.env):
            case Refusal() as refusal:
                return refused(request, refusal)
            case found:
                shown = next((one for one in found if one.id == app), None)
                if shown is None:
                    return page(request, "absent.html", status=404)
                return page(request, "app_stop.html", {"app": shown}, current="acces")
    match stop_app(record_of(request), app, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case True:
            return done(reverse("patient-apps"), _("Application arrêtée. Elle ne lit plus rien."))
        case False:
            return done(reverse("patient-apps"), _("Cette application était déjà arrêtée."))


def _ask(request: SignedInRequest, asked: AppRequest, fault: str = "", *, of: str = RIGHT) -> HttpResponse:
    records = records_to_choose(token_of(request) or "", env=request.env)
    if isinstance(records, NobodyHere):
        return first(records, then="")
    opened = request.web_session.record if len(records) > 1 else None
    described = asked.client.described
    context: dict[str, Any] = {
        "name": described.name,
        "purpose": described.purpose_en if get_language() == "en" else described.purpose,
        "records": [
            {"value": str(one.record), "label": _title(one), "is_chosen": one.record == opened} for one in records
        ],
        "permissions": [{"value": one.name, "label": str(PERMISSIONS[one])} for one in asked.permissions],
        "is_offline": asked.is_offline,
        "lastings": [
            {"value": value, "label": said, "is_chosen": one is USUAL} for one, (value, said) in LASTINGS.items()
        ],
        "faults": [(of, fault)] if fault else [],
        "fault_of": {of: fault},
    }
    return page(request, "app_consent.html", context, status=422 if fault else 200)


def _answer(request: SignedInRequest, asked: AppRequest) -> HttpResponse:
    token = token_of(request) or ""
    if request.POST.get("reponse") == REFUSE:
        match decline_app(token, asked, env=request.env):
            case NobodyHere() as nobody:
                return first(nobody, then="")
            case AppDeclined():
                return _lead_back(request, asked, error="access_denied")
    if not request.POST.get(WHICH):
        return _ask(request, asked, _("Choisissez un dossier."), of=WHICH)
    sent = request.POST.getlist(RIGHT)
    answer = accept_app(
        token,
        asked,
        _record(request),
        ticked=frozenset(one for one in Permission if one.name in sent),
        lasting=read_lasting(request.POST.get("duree", "")),
        env=request.env,
    )
    match answer:
        case NobodyHere() as nobody:
            return first(nobody, then="")
        case AppAccepted(code):
            issuer = _issuer(request)
            return go_to_app(address_of_code(asked.redirect_uri, code=code, state=asked.state, issuer=issuer))
        case NotAccepted.NOTHING_TICKED:
            return _ask(request, asked, _("Cochez au moins une ligne, ou refusez."))
        case NotAccepted.TOO_MANY:
            return _ask(request, asked, _("Vous avez beaucoup d’applications. Arrêtez-en une d’abord."))
        case NotAccepted.NOT_THEIRS:
            return page(request, "absent.html", status=404)


def _lead_back(request: HttpRequest, asked: AppRequest, *, error: str) -> HttpResponse:
    issuer = _issuer(request)
    return go_to_app(address_of_error(asked.redirect_uri, error=error, state=asked.state, issuer=issuer))


def _may_lead_to(response: HttpResponse, redirect_uri: str, request: HttpRequest) -> HttpResponseBase:
    """Let the form of this page end at the application: browsers hold a form to its policy along every redirection."""
    address = urlsplit(redirect_uri)
    source = f"{address.scheme}://{address.netloc}" if address.netloc else f"{address.scheme}:"
    return csp_update({"form-action": [source]})(lambda _request: response)(request)


def _record(request: SignedInRequest) -> RecordId:
    try:
        return RecordId(UUID(request.POST.get(WHICH, "")))
    except ValueError:
        return NOBODYS_RECORD  # what is no record is nobody's


def _title(profile: Profile) -> str:
    return _("Mon dossier") if profile.tie is Tie.OWN else record_of_whom(profile.name)


def _issuer(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
