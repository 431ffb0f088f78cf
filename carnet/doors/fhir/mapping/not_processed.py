"""What a deposit may say and that is not kept – folders, other relations, recipients – told to its sender as warnings.

The codes are those of IHE (MHD 4.2, 2:3.65.4.1.3; ITI TF-3 4.2.4.1).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from carnet.core.defects import Defect
from carnet.doors.fhir.mapping.values import Json
from carnet.doors.fhir.names import INTENDED_RECIPIENTS

RELATIONS = {
    "transforms": "PartialTransformContentNotProcessed",
    "appends": "PartialAppendContentNotProcessed",
    "signs": "relation-not-processed",
}
"""« signs » has no code in that table: the signature is a document of its own, and enters as such."""


@dataclass(frozen=True, slots=True)
class NotProcessed:
    """A warning, and the entry of the bundle that it is about, from 0."""

    entry: int
    defect: Defect


def is_folder(resource: Json) -> bool:
    """Whether a resource is a folder: a List whose code says so."""
    codings = resource.get("code", {}).get("coding", []) if resource["resourceType"] == "List" else []
    return any(coding.get("code") == "folder" for coding in codings)


def not_processed(bundle: Json) -> tuple[NotProcessed, ...]:
    """Find what a deposit that entered stated and that is not kept."""
    return tuple(
        NotProcessed(index, defect)
        for index, entry in enumerate(bundle["entry"])
        for defect in _of_entry(entry["resource"], f"Bundle.entry[{index}].resource")
    )


def _of_entry(resource: Json, where: str) -> Iterator[Defect]:
    if is_folder(resource):
        problem = "Folders are not kept: this one was left out."
        yield Defect("PartialFolderContentNotProcessed", where, problem, "Nothing to do: its documents entered.")
    elif resource["resourceType"] == "List":
        urls = {str(extension["url"]) for extension in resource.get("extension", [])}
        if urls & INTENDED_RECIPIENTS:
            problem = "A deposit is sent on to nobody: who may read the record finds it there."
            yield Defect("UnknownRecipient", f"{where}.extension", problem, "Tell them by the secure messaging.")
    for code in sorted({str(relation["code"]) for relation in resource.get("relatesTo", [])} & RELATIONS.keys()):
        problem = "Only « replaces » is kept; this relation to another document was not processed."
        yield Defect(RELATIONS[code], f"{where}.relatesTo", problem, "Nothing to do.")
