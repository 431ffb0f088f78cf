"""Examples about subscriptions: asked for, read, changed, ended; their state, and what was missed."""

from typing import Final

from django.utils.translation import gettext_noop as _

from carnet.core.subscriptions.subscription import Topic
from carnet.demo.cast import CAMILLE
from carnet.demo.sandbox.sent import ins
from carnet.demo.sandbox.steps import Example, Json, Step
from carnet.doors.fhir.mapping.subscription import CONTENT, FILTER
from carnet.formats.fhir.notification import TOPICS

_SCOPE: Final = "user/DocumentReference.rs user/Patient.rs"
_ENDPOINT: Final = "https://integrator.example/notifications"
"""Nobody answers there: an integrator writes an address of their own."""


def _wanted(**changed: str) -> Json:
    asked = {"url": FILTER, "valueString": "DocumentReference?patient=Patient/${PATIENT}"}
    return {
        "resourceType": "Subscription",
        "status": "requested",
        "reason": "Prévenir le cabinet d’un nouveau document",
        "criteria": TOPICS[Topic.NEW_DOCUMENT],
        "_criteria": {"extension": [asked]},
        "channel": {
            "type": "rest-hook",
            "endpoint": _ENDPOINT,
            "payload": "application/fhir+json",
            "_payload": {"extension": [{"url": CONTENT, "valueCode": "id-only"}]},
        },
        **changed,
    }


_PATIENT: Final = Step(
    "POST", "Patient/_search", form=(("identifier", ins(CAMILLE)),), keep={"PATIENT": ("entry", 0, "resource", "id")}
)
_ASK: Final = Step("POST", "Subscription", body=_wanted(), keep={"SUBSCRIPTION": ("id",)}, status=201)
_ONE: Final = "Subscription/${SUBSCRIPTION}"


def _example(key: str, method: str, path: str, said: str, *steps: Step) -> Example:
    return Example(key, (method, path), said, steps, scope=_SCOPE)


OF_SUBSCRIPTIONS: tuple[Example, ...] = (
    _example(
        "subscribe",
        "POST",
        "Subscription",
        _("Demander à être prévenu d’un nouveau document. Votre adresse doit répondre."),
        _PATIENT,
        Step("POST", "Subscription", body=_wanted(), status=201),
    ),
    _example(
        "subscriptions",
        "POST",
        "Subscription/_search",
        _("Vos abonnements."),
        Step("POST", "Subscription/_search", form=(("url", _ENDPOINT),)),
    ),
    _example(
        "subscriptions-get",
        "GET",
        "Subscription",
        _("Vos abonnements, par une adresse."),
        Step("GET", "Subscription", query=(("url", _ENDPOINT),)),
    ),
    _example(
        "subscription-read",
        "GET",
        "Subscription/{id}",
        _("Lire un abonnement."),
        _PATIENT,
        _ASK,
        Step("GET", _ONE),
    ),
    _example(
        "subscription-update",
        "PUT",
        "Subscription/{id}",
        _("Changer la voie d’un abonnement, ou l’arrêter."),
        _PATIENT,
        _ASK,
        Step("PUT", _ONE, body=_wanted(id="${SUBSCRIPTION}", status="off")),
    ),
    _example(
        "subscription-delete",
        "DELETE",
        "Subscription/{id}",
        _("Arrêter un abonnement et l’oublier."),
        _PATIENT,
        _ASK,
        Step("DELETE", _ONE),
    ),
    _example(
        "subscription-statuses",
        "GET",
        "Subscription/$status",
        _("L’état de vos abonnements."),
        Step("GET", "Subscription/$status"),
    ),
    _example(
        "subscription-statuses-post",
        "POST",
        "Subscription/$status",
        _("La même demande, par POST."),
        Step("POST", "Subscription/$status", body={"resourceType": "Parameters"}),
    ),
    _example(
        "subscription-status",
        "GET",
        "Subscription/{id}/$status",
        _("L’état d’un abonnement."),
        _PATIENT,
        _ASK,
        Step("GET", f"{_ONE}/$status"),
    ),
    _example(
        "subscription-status-post",
        "POST",
        "Subscription/{id}/$status",
        _("La même demande, par POST."),
        _PATIENT,
        _ASK,
        Step("POST", f"{_ONE}/$status", body={"resourceType": "Parameters"}),
    ),
    _example(
        "subscription-events",
        "GET",
        "Subscription/{id}/$events",
        _("Ce que vous avez manqué."),
        _PATIENT,
        _ASK,
        Step("GET", f"{_ONE}/$events"),
    ),
    _example(
        "subscription-events-post",
        "POST",
        "Subscription/{id}/$events",
        _("La même demande, par POST."),
        _PATIENT,
        _ASK,
        Step("POST", f"{_ONE}/$events", body={"resourceType": "Parameters"}),
    ),
)
