"""« Ce qui est caché »: the categories hidden from professionals, and what is masked as it comes."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.core.access.decision import Refusal
from carnet.core.vocabulary.valueset import value_set
from carnet.doors.kit.web import SignedInRequest
from carnet.doors.patient_web.page import actor_of, done, page, record_of, refused
from carnet.usecases.confidentiality.choose_hidden_categories import (
    HidingChoices,
    UnknownCategory,
    choose_hidden_categories,
    read_hidden_categories,
)


@require_http_methods(["GET", "POST"])
def hidden_categories(request: SignedInRequest) -> HttpResponse:
    """Show both choices, or set them."""
    if request.method == "GET":
        match read_hidden_categories(record_of(request), actor=actor_of(request), env=request.env):
            case Refusal() as refusal:
                return refused(request, refusal)
            case HidingChoices(classes=classes, masks_by_default=masks):
                categories = [
                    {"code": code, "label": known.label, "chosen": code in classes}
                    for code, known in value_set("document_classes").items()
                ]
                context = {"categories": categories, "masks_by_default": masks}
                return page(request, "hidden_categories.html", context, current="acces")
    answer = choose_hidden_categories(
        record_of(request),
        request.POST.getlist("categorie"),
        masks_by_default="defaut" in request.POST,
        actor=actor_of(request),
        env=request.env,
    )
    match answer:
        case Refusal() as refusal:
            return refused(request, refusal)
        case UnknownCategory():
            return page(request, "absent.html", status=404)
        case HidingChoices():
            return done(reverse("patient-hidden-categories"), _("Choix enregistrés. Ils valent tout de suite."))
