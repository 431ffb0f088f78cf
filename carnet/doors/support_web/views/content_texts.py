"""Answers and pages that anybody reads (D6): written in both languages, previewed, published, every version kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from carnet.core.content.markup import read_blocks
from carnet.core.content.texts import PublicText, TextKind
from carnet.core.content.words import Words
from carnet.core.defects import Defect
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.support_web.page import desk_of, done, not_for_this_role, not_found, page
from carnet.usecases.content.publish_banner import Defective, NotPublished
from carnet.usecases.content.publish_text import TextPublished, check_text, list_text_versions, publish_text
from carnet.usecases.content.read_texts import read_text, read_texts

CURRENT = "texts"
FIELDS = ("title_fr", "body_fr", "title_en", "body_en")
KINDS: dict[TextKind, Promise] = {
    TextKind.ANSWER: gettext_lazy("Questions et réponses"),
    TextKind.PAGE: gettext_lazy("Pages"),
    TextKind.PLAIN: gettext_lazy("Pages faciles à lire"),
}
FAULTS: dict[str, Promise] = {
    "text-missing": gettext_lazy("Écrivez ce texte : il est lu dans les deux langues."),
    "text-too-long": gettext_lazy("Ce texte est trop long."),
    "legal-part-missing": gettext_lazy("La loi demande chaque partie de la liste. Gardez son titre, et son texte."),
    "legal-words-missing": gettext_lazy("Le bas de chaque page dit « non conforme ». Le texte doit dire de même."),
    "link-elsewhere": gettext_lazy("Un lien mène ailleurs. Écrivez un chemin de ce site, comme /aide/."),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What an agent typed of a text; ``version``: the one that would be published."""

    title: Words
    body: Words
    was_read: bool
    version: int


@require_GET
def texts(request: SignedInRequest) -> HttpResponse:
    """List every text, with the version that is read today."""
    groups = [
        {"label": label, "kind": kind.value, "texts": read_texts(kind), "is_plain": kind is TextKind.PLAIN}
        for kind, label in KINDS.items()
    ]
    return page(request, "texts.html", {"groups": groups}, current=CURRENT)


@require_http_methods(["GET", "POST"])
def text(request: SignedInRequest, kind: str, key: str) -> HttpResponse:
    """Write a text again. ``etape``: its preview, back to the form, or its publication."""
    found = _found(kind, key)
    if found is None:
        return not_found(request)
    if request.method == "GET":
        version = request.GET.get("version", "")
        return _form(request, found, _starting(found, int(version) if version.isdecimal() else None))
    typed = _read(request)
    step = request.POST.get("etape", "")
    if step == "corriger":
        return _form(request, found, typed)
    faulty = check_text(found, typed.title, typed.body)
    if faulty is not None:
        return _form(request, found, typed, defects=faulty.defects)
    if step != "publier":
        return _preview(request, found, typed)
    answer = publish_text(
        found.name,
        typed.version,
        title=typed.title,
        body=typed.body,
        was_read=typed.was_read,
        actor=desk_of(request),
        env=request.env,
    )
    return _said(request, found, typed, answer)


def _said(
    request: SignedInRequest, found: PublicText, typed: Typed, answer: TextPublished | Defective | NotPublished
) -> HttpResponse:
    match answer:
        case TextPublished():
            return done(_address(found), _("Texte publié."))
        case Defective(defects):
            return _form(request, found, typed, defects=defects)
        case NotPublished.NOT_FOR_THIS_ROLE:
            return not_for_this_role(request)
        case NotPublished.CHANGED_MEANWHILE:
            return page(request, "content_changed.html", {"back": _address(found)}, current=CURRENT, status=409)
        case NotPublished.UNKNOWN:
            return not_found(request)


def _found(kind: str, key: str) -> PublicText | None:
    known = {one.value: one for one in TextKind}
    return read_text(known[kind], key) if kind in known else None


def _starting(found: PublicText, version: int | None) -> Typed:
    """Give what the form begins with: the text of today, or an older version to take up again."""
    next_version = found.version + 1
    today = Typed(found.title, found.body, found.was_read_by_people_concerned, next_version)
    older = next((one for one in list_text_versions(found) if one.version == version), None)
    if older is None:
        return today
    return Typed(older.title, older.body, older.was_read, next_version)


def _read(request: SignedInRequest) -> Typed:
    sent = {name: request.POST.get(name, "").replace("\r\n", "\n").strip() for name in FIELDS}
    version = request.POST.get("version", "")
    return Typed(
        title=Words(sent["title_fr"], sent["title_en"]),
        body=Words(sent["body_fr"], sent["body_en"]),
        was_read=request.POST.get("relu", "") == "oui",
        version=int(version) if version.isdecimal() and len(version) < 5 else 0,
    )


def _form(request: SignedInRequest, found: PublicText, typed: Typed, *, defects: Iterable[Defect] = ()) -> HttpResponse:
    faults = {one.where: FAULTS[one.code] for one in defects}
    values = _values(typed)
    context = {
        "text": found,
        "typed": typed,
        "fields": {name: {"value": values[name], "fault": faults.get(name, "")} for name in FIELDS},
        "faults": [(name, faults[name]) for name in FIELDS if name in faults],
        "versions": list_text_versions(found),
        "parts": found.parts,
        "is_plain": found.kind is TextKind.PLAIN,
        "public_path": public_path(found),
    }
    return page(request, "text_form.html", context, current=CURRENT, status=422 if faults else 200)


def _preview(request: SignedInRequest, found: PublicText, typed: Typed) -> HttpResponse:
    shown = [
        {
            "language": code,
            "name": name,
            "title": typed.title.told_in(code),
            "blocks": read_blocks(typed.body.told_in(code)),
        }
        for code, name in (("fr", _("En français")), ("en", _("En anglais")))
    ]
    context = {"text": found, "typed": typed, "shown": shown, "values": _values(typed), "action": _address(found)}
    return page(request, "text_preview.html", context, current=CURRENT)


def _values(typed: Typed) -> dict[str, str]:
    return dict(
        zip(FIELDS, (typed.title.fr, typed.body.fr, typed.title.en, typed.body.en), strict=True),
    )


def _address(found: PublicText) -> str:
    return reverse("desk-text", args=[found.kind.value, found.key])


def public_path(found: PublicText) -> str:
    """Give where anybody reads a text."""
    match found.kind:
        case TextKind.ANSWER:
            return f"/aide/#{found.key}"
        case TextKind.PLAIN:
            return f"/falc/{found.key}/"
        case TextKind.PAGE:
            return "/depliant.pdf" if found.key == "depliant" else f"/{found.key}/"


urlpatterns = [
    path("assistance/textes/", texts, name="desk-texts"),
    path("assistance/textes/<slug:kind>/<slug:key>/", text, name="desk-text"),
]
