"""Examples about documents: deposited, checked, found, read, changed."""

from typing import Final

from django.utils.translation import gettext_noop as _

from carnet.demo.cast import CAMILLE
from carnet.demo.sandbox.sent import bundle, document, ins, mask
from carnet.demo.sandbox.steps import Example, Json, Pairs, Step

_DOCUMENTS: Final[Pairs] = (("patient.identifier", ins(CAMILLE)), ("status", "current"))
_LISTS: Final[Pairs] = (*_DOCUMENTS, ("code", "submissionset"))
_ID: Final = ("entry", 0, "resource", "id")
_VERSION: Final = ("entry", 0, "resource", "meta", "versionId")
_FIND: Final = Step("POST", "DocumentReference/_search", form=_DOCUMENTS, keep={"DOCUMENT": _ID})
_DEPOSIT: Final = Step("POST", "DocumentReference", body=document(), keep={"DOCUMENT": ("id",)}, status=201)
_PRESENT: Final = (("Person-Present", "true"),)


def _letter() -> Json:
    binary = {"resourceType": "Binary", "contentType": "text/xml", "data": "${CDA}"}
    return {"resourceType": "Parameters", "parameter": [{"name": "document", "resource": binary}]}


OF_DOCUMENTS: tuple[Example, ...] = (
    Example(
        "deposit",
        ("POST", "DocumentReference"),
        _("Déposer un document d’un seul envoi, ses octets avec lui."),
        (Step("POST", "DocumentReference", body=document(), status=201),),
    ),
    Example(
        "transaction",
        ("POST", ""),
        _("Déposer un lot : le lot entre tout entier, ou pas du tout."),
        (Step("POST", "", body=bundle()),),
    ),
    Example(
        "generate-metadata",
        ("POST", "DocumentReference/$generate-metadata"),
        _("Déposer un CDA seul : ses métadonnées viennent de son en-tête."),
        (Step("POST", "DocumentReference/$generate-metadata", body=_letter()),),
    ),
    Example(
        "validate",
        ("POST", "DocumentReference/$validate"),
        _("Vérifier un dépôt sans rien déposer."),
        (Step("POST", "DocumentReference/$validate", body=document()),),
    ),
    Example(
        "validate-bundle",
        ("POST", "Bundle/$validate"),
        _("Vérifier un lot sans rien déposer."),
        (Step("POST", "Bundle/$validate", body=bundle()),),
    ),
    Example(
        "search",
        ("POST", "DocumentReference/_search"),
        _("Chercher les documents que vous pouvez lire."),
        (Step("POST", "DocumentReference/_search", form=_DOCUMENTS),),
    ),
    Example(
        "search-get",
        ("GET", "DocumentReference"),
        _("La même recherche, dans l’adresse."),
        (Step("GET", "DocumentReference", query=_DOCUMENTS),),
    ),
    Example(
        "read",
        ("GET", "DocumentReference/{id}"),
        _("Lire ce qui décrit un document."),
        (_FIND, Step("GET", "DocumentReference/${DOCUMENT}")),
    ),
    Example(
        "content",
        ("GET", "Binary/{id}"),
        _("Lire le document lui-même."),
        (_DEPOSIT, Step("GET", "Binary/${DOCUMENT}")),
    ),
    Example(
        "history",
        ("GET", "DocumentReference/{id}/_history"),
        _("Les versions d’un document, comme vous les avez vues."),
        (_FIND, Step("GET", "DocumentReference/${DOCUMENT}/_history")),
    ),
    Example(
        "version",
        ("GET", "DocumentReference/{id}/_history/{vid}"),
        _("Une version d’un document."),
        (
            Step("POST", "DocumentReference/_search", form=_DOCUMENTS, keep={"DOCUMENT": _ID, "VERSION": _VERSION}),
            Step("GET", "DocumentReference/${DOCUMENT}/_history/${VERSION}"),
        ),
    ),
    Example(
        "mask",
        ("PATCH", "DocumentReference/{id}"),
        _("Masquer un document, à la demande de la personne présente."),
        (_DEPOSIT, Step("PATCH", "DocumentReference/${DOCUMENT}", body=mask(), headers=_PRESENT)),
    ),
    Example(
        "mask-by-number",
        ("PATCH", "DocumentReference"),
        _("Le même geste, par le numéro que vous avez donné au document."),
        (
            Step("POST", "DocumentReference", body=document(), status=201),
            Step(
                "PATCH",
                "DocumentReference",
                query=(("identifier", "urn:ietf:rfc:3986|urn:oid:${NUMBER}"),),
                body=mask(),
                headers=_PRESENT,
            ),
        ),
    ),
    Example(
        "lists",
        ("POST", "List/_search"),
        _("Chercher les lots déposés dont vous voyez quelque chose."),
        (Step("POST", "List/_search", form=_LISTS),),
    ),
    Example(
        "lists-get",
        ("GET", "List"),
        _("La même recherche, dans l’adresse."),
        (Step("GET", "List", query=_LISTS),),
    ),
    Example(
        "list-read",
        ("GET", "List/{id}"),
        _("Lire un lot par son numéro."),
        (
            Step("POST", "List/_search", form=_LISTS, keep={"LOT": _ID}),
            Step("GET", "List/${LOT}"),
        ),
    ),
)
