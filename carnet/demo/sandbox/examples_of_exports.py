"""Examples about the export of a whole record, which its person alone may ask for (FHIR Bulk Data 2.0)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from carnet.demo.cast import CAMILLE
from carnet.demo.sandbox.sent import ins
from carnet.demo.sandbox.steps import Example, Step

_FIND: Final = Step(
    "POST", "Patient/_search", form=(("identifier", ins(CAMILLE)),), keep={"PATIENT": ("entry", 0, "resource", "id")}
)
_ADDRESS: Final = "Patient/${PATIENT}/$export"
_ASYNC: Final = (("Prefer", "respond-async"),)
_JOB: Final = {"JOB": "content-location"}
_ONLY: Final = (("_type", "Patient,DocumentReference"),)
_GET: Final = Step("GET", _ADDRESS, query=_ONLY, headers=_ASYNC, keep_last=_JOB, status=202)
_POST: Final = Step(
    "POST",
    _ADDRESS,
    body={"resourceType": "Parameters", "parameter": [{"name": "_type", "valueString": _ONLY[0][1]}]},
    headers=_ASYNC,
    keep_last=_JOB,
    status=202,
)
_LOOK: Final = Step("GET", f"{_ADDRESS}/${{JOB}}", shows_headers=True)
_WAIT: Final = Step("GET", f"{_ADDRESS}/${{JOB}}", waits=True)
_FETCH: Final = Step("GET", f"{_ADDRESS}/${{JOB}}/DocumentReference", shows_headers=True)
_REMOVE: Final = Step("DELETE", f"{_ADDRESS}/${{JOB}}", status=202)


def _example(key: str, method: str, path: str, said: str, *steps: Step) -> Example:
    """Make an example that leaves no export behind: a person has three at most."""
    return Example(key, (method, path), said, (_FIND, *steps, _REMOVE), person=CAMILLE.short)


OF_EXPORTS: tuple[Example, ...] = (
    _example(
        "export",
        "POST",
        "Patient/{id}/$export",
        _("La personne demande tout son dossier. Il se prépare, puis il est là."),
        _POST,
        _LOOK,
    ),
    _example("export-get", "GET", "Patient/{id}/$export", _("La même demande, dans l’adresse."), _GET, _LOOK),
    _example("export-look", "GET", "Patient/{id}/$export/{job}", _("Où en est la préparation."), _POST, _LOOK),
    _example(
        "export-file",
        "GET",
        "Patient/{id}/$export/{job}/{type}",
        _("Prendre un fichier : une ressource par ligne."),
        _POST,
        _WAIT,
        _FETCH,
    ),
    _example("export-remove", "DELETE", "Patient/{id}/$export/{job}", _("Effacer un export."), _POST, _LOOK),
)
