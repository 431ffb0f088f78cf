"""Banners (D5): listed, written with a preview in both languages, published, changed, taken away."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.content.banners import Banner
from carnet.doors.kit.service_notices import ICONS
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.support_web.banner_form import (
    LEVELS,
    STOPS,
    BannerForm,
    empty_form,
    form_of,
    limits,
    read_form,
    with_defects,
)
from carnet.doors.support_web.page import desk_of, done, not_for_this_role, not_found, page
from carnet.usecases.content.publish_banner import (
    Defective,
    NotPublished,
    check_banner,
    find_banner,
    list_banners,
    new_banner_id,
    publish_banner,
    withdraw_banner,
)

CURRENT = "banners"


@require_GET
def banners(request: SignedInRequest) -> HttpResponse:
    """List the banners of now and to come, then every version that was ever published."""
    at = request.env.clock.now()
    versions = list_banners()
    last: dict[UUID, int] = {}
    for one in versions:
        last[one.banner.id] = max(last.get(one.banner.id, 0), one.banner.version)
    rows = [
        {
            "banner": one.banner,
            "stops": STOPS[one.banner.stops.value if one.banner.stops is not None else ""],
            "level": LEVELS[one.banner.level],
            "agent": one.agent,
            "at": one.at,
            "is_withdrawn": one.is_withdrawn,
            "holds": last[one.banner.id] == one.banner.version and not one.is_withdrawn and one.banner.ends > at,
            "is_shown": one.banner.is_shown(at),
        }
        for one in versions
    ]
    context = {"held": [row for row in rows if row["holds"]], "versions": rows}
    return page(request, "banners.html", context, current=CURRENT)


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Write a banner. The form carries its identifier: sent twice, it is one banner."""
    if request.method == "GET":
        return _form(request, empty_form(new_banner_id(env=request.env)))
    identifier = _uuid(request.POST.get("id", ""))
    if identifier is None:
        return not_found(request)
    return _taken(request, empty_form(identifier))


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, banner_id: UUID) -> HttpResponse:
    """Write the next version of a banner."""
    kept = find_banner(banner_id)
    if kept is None or kept.is_withdrawn:
        return not_found(request)
    form = form_of(kept.banner)
    if request.method == "GET":
        return _form(request, form)
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 5 else 0
    return _taken(request, BannerForm(banner_id, seen, form.values))


@require_POST
def withdraw(request: SignedInRequest, banner_id: UUID) -> HttpResponse:
    """Take a banner away before its end; what it stopped works again at once."""
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 5 else 0
    answer = withdraw_banner(banner_id, seen, actor=desk_of(request), env=request.env)
    return _said(request, answer, _("Bandeau retiré."))


def _taken(request: SignedInRequest, form: BannerForm) -> HttpResponse:
    """Show the form again, its preview, or publish it, as the button says (``etape``)."""
    read = read_form(request.POST.dict(), form.id, form.version)
    if isinstance(read, BannerForm):
        return _form(request, read, status=422)
    typed = BannerForm(form.id, form.version, {**form_of(read).values})
    step = request.POST.get("etape", "")
    if step == "corriger":
        return _form(request, typed)
    if step != "publier":
        faulty = check_banner(read, env=request.env)
        return (
            _form(request, with_defects(typed, faulty.defects), status=422)
            if faulty is not None
            else _preview(request, read, typed)
        )
    answer = publish_banner(read, actor=desk_of(request), env=request.env)
    if isinstance(answer, Defective):
        return _form(request, with_defects(typed, answer.defects), status=422)
    return _said(request, answer, _("Bandeau publié."))


def _said(request: SignedInRequest, answer: Banner | NotPublished, message: str) -> HttpResponse:
    match answer:
        case Banner():
            return done(reverse("desk-banners"), message)
        case NotPublished.NOT_FOR_THIS_ROLE:
            return not_for_this_role(request)
        case NotPublished.CHANGED_MEANWHILE:
            return page(request, "content_changed.html", {"back": reverse("desk-banners")}, current=CURRENT, status=409)
        case NotPublished.UNKNOWN:
            return not_found(request)


def _form(request: SignedInRequest, form: BannerForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "fields": form.fields(),
        "faults": form.listed_faults(),
        "levels": [(one.value, label) for one, label in LEVELS.items()],
        "functions": list(STOPS.items()),
        "longest": limits(),
    }
    return page(request, "banner_form.html", context, current=CURRENT, status=status)


def _preview(request: SignedInRequest, banner: Banner, form: BannerForm) -> HttpResponse:
    shown = [
        {"language": code, "name": name, "title": banner.title.told_in(code), "text": banner.text.told_in(code)}
        for code, name in (("fr", _("En français")), ("en", _("En anglais")))
    ]
    context = {
        "banner": banner,
        "form": form,
        "shown": shown,
        "icon": ICONS[banner.level],
        "stops": STOPS[banner.stops.value if banner.stops is not None else ""],
        "action": request.path,
    }
    return page(request, "banner_preview.html", context, current=CURRENT)


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


urlpatterns = [
    path("assistance/bandeaux/", banners, name="desk-banners"),
    path("assistance/bandeaux/nouveau/", new, name="desk-banner-new"),
    path("assistance/bandeaux/<uuid:banner_id>/modifier/", change, name="desk-banner-change"),
    path("assistance/bandeaux/<uuid:banner_id>/retirer/", withdraw, name="desk-banner-withdraw"),
]
