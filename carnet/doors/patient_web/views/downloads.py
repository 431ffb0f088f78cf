"""« Télécharger mon dossier » (P25): all or part of it, prepared, followed, fetched for a day, removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.access.decision import Refusal
from carnet.core.record.export import ExportKind, ExportStage, Part, RecordExport
from carnet.doors.kit.attachment import weigh
from carnet.doors.kit.session import token_of
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.list_wish import SELECTED
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.doors.patient_web.proving import first
from carnet.doors.patient_web.shown import show_document
from carnet.doors.patient_web.views.several import DOCUMENT, named
from carnet.usecases.account.who_is_here import NobodyHere, ProofNeeded
from carnet.usecases.export.ask_export import NothingChosen, TooManyExports, ask_download
from carnet.usecases.export.asked import NoSuchExport
from carnet.usecases.export.fetch_export import FetchedFile, fetch_download
from carnet.usecases.export.folder_files import WHOLE
from carnet.usecases.export.follow_exports import look_at_export
from carnet.usecases.export.remove_export import ExportRemoved, remove_export
from carnet.usecases.export.show_downloads import Offered, show_downloads

PART = "partie"
PARTS = {
    "documents": Part.CONTENTS,
    "sante": Part.HEALTH,
    "historique": Part.HISTORY,
    "autorisations": Part.ACCESS_RIGHTS,
}
FILE_NAME = "dossier"
"""Says nothing of whom it is, nor of what it holds."""

FILE = "numero"
"""In the address of a file: which one it is, where a record is in several."""


@dataclass(frozen=True, slots=True)
class DownloadView:
    """One that was asked for. ``weight``: in words, once it is ready; ``files``: then, their addresses and names."""

    id: UUID
    asked_at: datetime
    what: str
    stage: str
    percent: int
    until: datetime | None
    weight: str
    files: tuple[tuple[str, str], ...]


@require_http_methods(["GET", "POST"])
def downloads(request: SignedInRequest) -> HttpResponse:
    """Show what was asked for and how far it has come, and the form that asks."""
    if request.method == "GET":
        return _page(request)
    chosen = [PARTS[one] for one in request.POST.getlist(PART) if one in PARTS]
    answer = ask_download(
        token_of(request) or "",
        record_of(request),
        chosen,
        documents=named(request.POST.getlist(DOCUMENT)),
        base_url=request.build_absolute_uri("/fhir"),
        actor=actor_of(request),
        env=request.env,
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case ProofNeeded() | NobodyHere() as needed:
            return first(needed, then=request.get_full_path())
        case NothingChosen():
            return _page(request, _("Cochez au moins une partie."))
        case TooManyExports():
            return _page(request, _("Supprimez d’abord un téléchargement : trois au plus sont gardés."))
        case RecordExport():
            return done(reverse("patient-downloads"), _("C’est demandé. La préparation commence."))


@require_GET
def news(request: SignedInRequest, export_id: UUID) -> HttpResponse:
    """Tell the page that is open whether to read itself again: 204 while nothing is new. ``vus``: the percent shown."""
    known = request.GET.get("vus", "")
    match look_at_export(record_of(request), export_id, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case RecordExport() as one if one.stage is ExportStage.WAITING and str(one.percent) == known:
            return HttpResponse(status=204)
        case RecordExport() | NoSuchExport():
            return HttpResponse(status=205)


@require_GET
def file(request: SignedInRequest, export_id: UUID) -> HttpResponseBase:
    """Hand the folder over, once its person has proved again who they are."""
    answer = fetch_download(
        token_of(request) or "",
        record_of(request),
        export_id,
        request.GET.get(FILE, WHOLE),
        actor=actor_of(request),
        env=request.env,
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case ProofNeeded() | NobodyHere() as needed:
            return first(needed, then=reverse("patient-downloads"))
        case NoSuchExport():
            return page(request, "absent.html", status=404)
        case FetchedFile(name=name) as found:
            response = StreamingHttpResponse(found.chunks, content_type="application/zip")
            response["Content-Length"] = str(found.size)
            response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}{f"-{name}" if name else ""}.zip"'
            response["Content-Security-Policy"] = "sandbox; default-src 'none'"
            return response


@require_POST
def remove(request: SignedInRequest, export_id: UUID) -> HttpResponse:
    """Remove one before its time."""
    match remove_export(record_of(request), export_id, actor=actor_of(request), env=request.env):
        case Refusal() as refusal:
            return refused(request, refusal)
        case NoSuchExport():
            return page(request, "absent.html", status=404)
        case ExportRemoved():
            return done(reverse("patient-downloads"), _("Supprimé. Plus rien n’en est gardé ici."))


def _page(request: SignedInRequest, fault: str = "") -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    answer = show_downloads(
        record_of(request),
        named(sent.getlist(DOCUMENT)),
        of_selection=SELECTED in request.GET and request.method == "GET",
        actor=actor_of(request),
        env=request.env,
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case Offered(exports=exports, chosen=chosen, others=others):
            views = [_view(one) for one in exports if one.wish.kind is ExportKind.FOLDER]
            ticked = request.POST.getlist(PART) if request.method == "POST" else list(PARTS)[: 1 if chosen else None]
            context = {
                "downloads": views,
                "waiting": next((one for one in views if one.stage == ExportStage.WAITING.value), None),
                "ticked": ticked,
                "chosen": [{"id": one.document, "shown": show_document(one, since=None)} for one in chosen],
                "others": others,
                "nothing_kept": SELECTED in request.GET and not chosen,
                "fault": fault,
                "faults": [(f"{PART}-documents", fault)] if fault else [],
            }
            return page(request, "downloads.html", context, current="documents", status=422 if fault else 200)


def _view(one: RecordExport) -> DownloadView:
    said = {
        Part.CONTENTS: _("documents"),
        Part.HEALTH: _("santé"),
        Part.HISTORY: _("historique"),
        Part.ACCESS_RIGHTS: _("autorisations"),
    }
    if one.wish.only is not None:
        count = len(one.wish.only)
        said[Part.CONTENTS] = ngettext("{count} document choisi", "{count} documents choisis", count).format(
            count=count
        )
    what = ", ".join(name for part, name in said.items() if part in one.wish.parts)
    size = sum(found.size for found in one.prepared.files) if one.prepared is not None else 0
    return DownloadView(
        one.id,
        one.asked_at,
        what,
        one.stage.value,
        one.percent,
        one.expires_at,
        weigh(size) if size else "",
        tuple(_files(one)),
    )


def _files(one: RecordExport) -> Iterator[tuple[str, str]]:
    """Name each file of a record that is ready, with its address: one alone needs no number."""
    names = [found.name for found in one.prepared.files] if one.prepared is not None else []
    address = reverse("patient-download-file", args=[one.id])
    for place, name in enumerate(names, start=1):
        said = _("Télécharger le fichier {place} sur {total}").format(place=place, total=len(names))
        yield (f"{address}?{FILE}={name}", said) if name else (address, _("Télécharger"))
