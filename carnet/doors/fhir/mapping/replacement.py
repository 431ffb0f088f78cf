"""Which document a deposit replaces, and the update of that document that comes with it."""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from carnet.core.defects import Defect
from carnet.core.identifiers import DocumentId, UniqueId
from carnet.doors.fhir.identifiers import read_document_id
from carnet.doors.fhir.mapping.values import Json

SUPERSEDE = [("path", "DocumentReference.status"), ("type", "replace"), ("value", "superseded")]


def read_replaced(reference: Json, where: str, defects: list[Defect]) -> UniqueId | DocumentId | None:
    """Read which document this one replaces: by the id that we showed, or by its uniqueId, logical or conditional.

    More than one is added to ``defects``: in XDS, a document takes the place of one other.
    """
    replaced = [_target(relation["target"]) for relation in _relations(reference, "replaces")]
    if len(replaced) > 1:
        problem = "A document replaces one other, not several."
        remedy = "Send one relatesTo with code replaces, and each other document by a deposit of its own."
        defects.append(Defect("one-replacement", f"{where}.relatesTo", problem, remedy))
    return replaced[0] if replaced else None


def update_defects(updates: Sequence[tuple[str, Json]], documents: Sequence[Json]) -> list[Defect]:
    """Check the updates of a deposit: each supersedes, and nothing else, a document that the same bundle replaces.

    ``updates``: entries PUT or PATCH, with their places; ``documents``: the new DocumentReferences. interop.md: with
    the replacement it is supersession; alone it would be a deletion.
    """
    replaced = [
        _target(relation["target"]) for reference in documents for relation in _relations(reference, "replaces")
    ]
    defects = []
    for place, entry in updates:
        if not _supersedes(entry["resource"]):
            problem = "The only update that a deposit may hold is that of a status to superseded."
            remedy = "Send Parameters with one operation replace of DocumentReference.status by superseded."
            defects.append(Defect("unsupported-update", f"{place}.resource", problem, remedy))
        elif _named(str(entry["request"].get("url", ""))) not in replaced:
            problem = "This bundle supersedes a document that none of its documents replaces."
            remedy = "Send relatesTo with code replaces and the same reference on the new DocumentReference."
            defects.append(Defect("superseded-without-replacement", f"{place}.request.url", problem, remedy))
    return defects


def _relations(reference: Json, code: str) -> Iterator[Json]:
    return (relation for relation in reference.get("relatesTo", []) if relation["code"] == code)


def _target(target: Json) -> UniqueId | DocumentId:
    if "reference" in target:
        return _named(str(target["reference"]))
    return UniqueId(str(target.get("identifier", {}).get("value", "")))


def _named(url: str) -> UniqueId | DocumentId:
    """Read ``DocumentReference/ID``, relative or absolute, or ``DocumentReference?identifier=SYSTEM|VALUE``."""
    shown = read_document_id(url.rpartition("/")[2])
    if shown is not None:
        return shown[1]
    _, conditional, identifier = unquote(url).partition("identifier=")
    return UniqueId(identifier.rpartition("|")[2] if conditional else url)


def _supersedes(resource: Json) -> bool:
    """Whether an update says « superseded »: a FHIRPath Patch, or the whole resource as older clients send it."""
    if resource["resourceType"] == "DocumentReference":
        return bool(resource["status"] == "superseded")
    operations = [
        sorted((part["name"], _value(part)) for part in one.get("part", [])) for one in resource.get("parameter", [])
    ]
    return operations == [SUPERSEDE]


def _value(parameter: Json) -> str:
    return str(next((value for name, value in parameter.items() if name.startswith("value")), ""))
