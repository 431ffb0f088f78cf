"""Examples about a record as a whole: whether there is one, who may see it, who saw it, opening, summary."""

from typing import Final

from django.utils.translation import gettext_noop as _

from carnet.demo.cast import CAMILLE, DOMINIQUE
from carnet.demo.sandbox.sent import consent, ins, opening
from carnet.demo.sandbox.steps import Example, Json, Pairs, Step

_CAMILLE: Final[Pairs] = (("patient.identifier", ins(CAMILLE)),)
_HISTORY: Final[Pairs] = (*_CAMILLE, ("date", "ge2020-01-01"), ("date", "lt2100-01-01"))
_DOMINIQUE: Final[Pairs] = (("patient.identifier", ins(DOMINIQUE)),)
_NAMED: Final[Pairs] = (("identifier", ins(CAMILLE)),)
_ID: Final = ("entry", 0, "resource", "id")
_FIND_PATIENT: Final = Step("POST", "Patient/_search", form=_NAMED, keep={"PATIENT": _ID})
_DECLARE: Final = Step("POST", "Consent", body=consent(), keep={"CONSENT": ("id",)}, status=201)


def _parameters(**given: str) -> Json:
    parameter = [{"name": name, "valueString": value} for name, value in given.items()]
    return {"resourceType": "Parameters", **({"parameter": parameter} if parameter else {})}


def _absent() -> Json:
    return {"resourceType": "Parameters", "parameter": [{"name": "person-present", "valueBoolean": False}]}


OF_RECORDS: tuple[Example, ...] = (
    Example(
        "metadata",
        ("GET", "metadata"),
        _("Ce que le serveur sait faire. Sans jeton."),
        (Step("GET", "metadata"),),
    ),
    Example(
        "smart-configuration",
        ("GET", ".well-known/smart-configuration"),
        _("Comment s’obtient un jeton. Sans jeton."),
        (Step("GET", ".well-known/smart-configuration"),),
    ),
    Example(
        "td02",
        ("POST", "Patient/_search"),
        _("Y a-t-il un dossier, peut-on l’alimenter, puis-je le lire ?"),
        (Step("POST", "Patient/_search", form=_NAMED),),
    ),
    Example(
        "td02-get",
        ("GET", "Patient"),
        _("La même question, dans l’adresse. Préférez POST : l’INS n’est alors dans aucune adresse."),
        (Step("GET", "Patient", query=_NAMED),),
    ),
    Example(
        "patient-read",
        ("GET", "Patient/{id}"),
        _("Relire ce que TD0.2 a dit, par le numéro qu’il a donné."),
        (_FIND_PATIENT, Step("GET", "Patient/${PATIENT}")),
    ),
    Example(
        "open",
        ("POST", "Patient/$open"),
        _("Ouvrir un dossier. Sans lecture de carte, le serveur répond 403 et ce que le lecteur doit signer."),
        (Step("POST", "Patient/$open", body=opening(), status=403),),
        software="sandbox-hospital",
    ),
    Example(
        "close",
        ("POST", "Patient/{id}/$close"),
        _("Fermer un dossier, la personne présente. Sans elle, comme ici, le serveur répond 403."),
        (_FIND_PATIENT, Step("POST", "Patient/${PATIENT}/$close", body=_absent(), status=403)),
    ),
    Example(
        "consent-create",
        ("POST", "Consent"),
        _("Déclarer que la personne, présente, vous laisse entrer."),
        (Step("POST", "Consent", body=consent(), status=201),),
    ),
    Example(
        "consent-update",
        ("PUT", "Consent/{id}"),
        _("Renouveler votre propre accès."),
        (_DECLARE, Step("PUT", "Consent/${CONSENT}", body={**consent(), "id": "${CONSENT}"})),
    ),
    Example(
        "consent-delete",
        ("DELETE", "Consent/{id}"),
        _("Renoncer à votre propre accès."),
        (_DECLARE, Step("DELETE", "Consent/${CONSENT}")),
    ),
    Example(
        "consent-search",
        ("POST", "Consent/_search"),
        _("Votre accès à un dossier ; tous, pour la personne elle-même."),
        (Step("POST", "Consent/_search", form=_DOMINIQUE),),
    ),
    Example(
        "consent-search-get",
        ("GET", "Consent"),
        _("La même question, dans l’adresse."),
        (Step("GET", "Consent", query=_DOMINIQUE),),
    ),
    Example(
        "consent-read",
        ("GET", "Consent/{id}"),
        _("Lire un consentement par son numéro."),
        (_DECLARE, Step("GET", "Consent/${CONSENT}")),
    ),
    Example(
        "audit-search",
        ("POST", "AuditEvent/_search"),
        _("Qui a lu ce dossier : pour la personne, et pour son médecin traitant."),
        (Step("POST", "AuditEvent/_search", form=_HISTORY),),
    ),
    Example(
        "audit-search-get",
        ("GET", "AuditEvent"),
        _("La même question, dans l’adresse."),
        (Step("GET", "AuditEvent", query=_HISTORY),),
    ),
    Example(
        "audit-read",
        ("GET", "AuditEvent/{id}"),
        _("Lire une ligne de l’historique par son numéro."),
        (
            Step("POST", "AuditEvent/_search", form=_HISTORY, keep={"EVENT": _ID}),
            Step("GET", "AuditEvent/${EVENT}"),
        ),
    ),
    Example(
        "summary",
        ("POST", "Patient/$summary"),
        _("Le résumé du patient (IPS), sans ce qui vous est caché."),
        (Step("POST", "Patient/$summary", body=_parameters(identifier=ins(CAMILLE))),),
    ),
    Example(
        "summary-get",
        ("GET", "Patient/$summary"),
        _("Le même résumé, l’INS dans l’adresse."),
        (Step("GET", "Patient/$summary", query=_NAMED),),
    ),
    Example(
        "summary-of-one",
        ("POST", "Patient/{id}/$summary"),
        _("Le même résumé, par le numéro que TD0.2 a donné."),
        (_FIND_PATIENT, Step("POST", "Patient/${PATIENT}/$summary", body=_parameters())),
    ),
    Example(
        "summary-of-one-get",
        ("GET", "Patient/{id}/$summary"),
        _("Le même résumé, sans corps."),
        (_FIND_PATIENT, Step("GET", "Patient/${PATIENT}/$summary")),
    ),
    Example(
        "everything",
        ("POST", "Patient/{id}/$everything"),
        _("Tout ce que vous pouvez lire d’un dossier."),
        (_FIND_PATIENT, Step("POST", "Patient/${PATIENT}/$everything", body=_parameters())),
    ),
    Example(
        "everything-get",
        ("GET", "Patient/{id}/$everything"),
        _("La même demande, sans corps."),
        (_FIND_PATIENT, Step("GET", "Patient/${PATIENT}/$everything")),
    ),
)
