"""A file of the page « Ajouter », sent by pieces by its script: announced, then each piece, in JSON."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carnet.core.access.decision import Refusal
from carnet.core.documents.draft import PIECE
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.adding_words import faults_of
from carnet.doors.patient_web.page import actor_of, record_of, refused
from carnet.usecases.adding.adder import NotKept
from carnet.usecases.adding.upload_file import Coming, NoSuchDraft, begin_upload, receive_piece

SHA_256 = 64
"""Hexadecimal digits."""
LONGEST_NUMBER = 9
"""Digits of a count of bytes: none here is larger."""
LONGEST_NAME = 255
"""Letters of the name of a file, as Django keeps them of a form that sends it at once."""


@require_POST
def announce(request: SignedInRequest) -> HttpResponse:
    """Announce a file: its name, its size, its SHA-256. The answer says where its next piece goes, and begins."""
    digest, name = request.POST.get("empreinte", ""), request.POST.get("nom", "").strip()[:LONGEST_NAME]
    if not name or len(digest) != SHA_256 or set(digest) - set("0123456789abcdef"):
        return _not_as_sent_here(400)
    answer = begin_upload(
        record_of(request),
        name,
        size=_number(request.POST.get("taille", "")),
        digest=digest,
        actor=actor_of(request),
        env=request.env,
    )
    return _answer(request, answer)


@require_POST
def piece(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Take a piece. ``debut``: how many bytes come before it. One that is too large is refused before it is read.

    A form is no piece: what it holds was read as one already.
    """
    if request.content_type == "multipart/form-data":
        return _not_as_sent_here(415)
    if int(request.META.get("CONTENT_LENGTH") or 0) > PIECE:
        return _not_as_sent_here(413)
    answer = receive_piece(
        record_of(request),
        draft_id,
        request.body,
        begins=_number(request.GET.get("debut", "")),
        actor=actor_of(request),
        env=request.env,
    )
    return _answer(request, answer)


def _answer(request: SignedInRequest, answer: Coming | NotKept | NoSuchDraft | Refusal) -> HttpResponse:
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case NotKept() as outside:
            return JsonResponse(faults_of([outside])[0], status=422)
        case NoSuchDraft():
            gone = {"why": _("L’envoi a trop attendu. Choisissez le fichier à nouveau."), "there": ""}
            return JsonResponse(gone, status=410)
        case Coming(draft=draft, received=received, is_ready=is_ready):
            there = reverse("patient-upload-piece", args=[draft])
            return JsonResponse({"there": there, "received": received, "ready": is_ready, "piece": PIECE})


def _not_as_sent_here(status: int) -> HttpResponse:
    """Answer what the script of the page never sends."""
    why = _("L’envoi s’est mal passé. Rechargez la page, puis choisissez le fichier à nouveau.")
    return JsonResponse({"why": why, "there": ""}, status=status)


def _number(sent: str) -> int:
    """Read a count of bytes; what is none is -1, which no file has."""
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) <= LONGEST_NUMBER else -1
