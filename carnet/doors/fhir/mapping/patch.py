"""A patch of a DocumentReference – JSON Patch (RFC 6902) or FHIRPath Patch – → the change of the metadata it asks for.

Three elements can be changed (PDSm 3.1, « mise à jour des métadonnées »): securityLabel, status and the extension
isArchived. A path into a list counts the labels as its sender is shown them. A label that takes the place of another
drops it only when the new one is a level (N, R, V): that is how the draft of PDSm for the DMP unmasks.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from carnet.core.defects import Defect
from carnet.core.documents.wished import ReadWish, Standing, Wished
from carnet.core.vocabulary.confidentiality import BASE_LEVELS, Confidentiality
from carnet.doors.fhir.mapping.values import Json
from carnet.doors.fhir.names import IS_ARCHIVED

OPERATIONS = frozenset({"add", "remove", "replace", "test"})
NOT_CHANGED_HERE = "element-not-changed"
"""The code of a patch of another element: answered by 405 (PDSm 3.1, flux 04)."""

ENDINGS = frozenset({"superseded", "entered-in-error"})
"""Both are the DMP's deletion, when they come alone (interop.md, « Deletion »)."""

_LABEL = re.compile(r"/securityLabel(?:/(?P<index>0|[1-9]\d{0,3}|-))?", re.ASCII)
_LABEL_CODE = re.compile(r"/securityLabel/(?P<index>0|[1-9]\d{0,3})/coding/0(?:/code)?", re.ASCII)
_EXTENSION = re.compile(
    rf"/extension(?:/(?:0|-)|\[url[:=]\s*['\"]{re.escape(IS_ARCHIVED)}['\"]\])?(?P<value>/valueBoolean)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, whichever of the two ways it was written. ``path``: a JSON pointer below the resource."""

    kind: str
    path: str
    value: Any
    where: str


@dataclass(slots=True)
class _Asked:
    """What the operations have asked for so far; ``labels`` are those of now, as they would be shown."""

    standing: Standing
    labels: list[Confidentiality]
    is_archived: bool | None = None
    is_deleted: bool = False
    defects: list[Defect] = field(default_factory=list)

    def put(self, wanted: Iterable[Confidentiality]) -> None:
        """Put labels; those that stand there stay."""
        self.labels += [label for label in wanted if label not in self.labels]


def read_wish_of(operations: Sequence[Operation]) -> ReadWish:
    """Make of operations the change that they ask for, once it is known what their sender has before them."""

    def read(standing: Standing) -> Wished | tuple[Defect, ...]:
        asked = _Asked(standing, list(standing.labels))
        for operation in operations:
            _ask(asked, operation)
        if asked.defects:
            return tuple(asked.defects)
        before, after = frozenset(standing.labels), frozenset(asked.labels)
        return Wished(after - before, before - after, asked.is_archived, asked.is_deleted)

    return read


def _ask(asked: _Asked, operation: Operation) -> None:
    path = operation.path
    if path == "/status":
        _ask_status(asked, operation)
    elif label := _LABEL.fullmatch(path) or _LABEL_CODE.fullmatch(path):
        _ask_label(asked, operation, label["index"])
    elif extension := _EXTENSION.fullmatch(path):
        _ask_archive(asked, operation, is_value=extension["value"] is not None)
    else:
        problem = "Only securityLabel, status and the extension isArchived of a document are changed (PDSm)."
        remedy = "Deposit a new version for anything else, with relatesTo replaces."
        asked.defects.append(Defect(NOT_CHANGED_HERE, operation.where, problem, remedy))


def _ask_status(asked: _Asked, operation: Operation) -> None:
    shown = "superseded" if asked.standing.status.value == "superseded" else "current"
    if operation.kind == "test":
        _check(asked, operation, operation.value == shown)
    elif operation.kind in ("replace", "add") and operation.value in ENDINGS:
        asked.is_deleted = True
    elif operation.kind not in ("replace", "add") or operation.value != shown:
        problem = "A status becomes superseded or entered-in-error, which deletes the document, and never current."
        remedy = "Send replace with entered-in-error, or leave status out."
        asked.defects.append(Defect("status-not-changed", operation.where, problem, remedy))


def _ask_archive(asked: _Asked, operation: Operation, *, is_value: bool) -> None:
    value = operation.value
    if not is_value and isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not is_value and operation.kind != "remove":
        value = value.get("valueBoolean") if isinstance(value, dict) and value.get("url") == IS_ARCHIVED else None
    if operation.kind == "remove":
        value = False
    if not isinstance(value, bool):
        problem, remedy = "This is no value of isArchived.", f"Send {IS_ARCHIVED} with valueBoolean true or false."
        asked.defects.append(Defect("bad-is-archived", operation.where, problem, remedy))
    elif operation.kind == "test":
        is_archived = asked.standing.status.value == "archived"
        _check(asked, operation, value is is_archived)
    else:
        asked.is_archived = value


def _ask_label(asked: _Asked, operation: Operation, index: str | None) -> None:
    at = _place(asked, index, operation)
    if operation.kind == "remove":
        asked.labels = [
            label for place, label in enumerate(asked.labels) if place != at and (index or label in BASE_LEVELS)
        ]
        return
    wanted = _labels(asked, operation)
    if operation.kind == "test":
        held = asked.labels if index is None else asked.labels[at : at + 1] if at is not None else []
        _check(asked, operation, set(held) == set(wanted))
        return
    if operation.kind == "replace" and wanted and set(wanted) <= BASE_LEVELS:
        # A level in the place of a mask, or alone in the place of all: that is how masks are taken away.
        asked.labels = [
            label for place, label in enumerate(asked.labels) if label in BASE_LEVELS or (index and place != at)
        ]
    asked.put(wanted)


def _place(asked: _Asked, index: str | None, operation: Operation) -> int | None:
    """Tell which label an index names; one that there is not is a defect, except where something is added."""
    if index is None or index == "-" or operation.kind == "add":
        return None
    if int(index) < len(asked.labels):
        return int(index)
    problem, remedy = "No label stands at this place.", "Read the document, then send the place that it has there."
    asked.defects.append(Defect("no-such-label", operation.where, problem, remedy))
    return None


def _labels(asked: _Asked, operation: Operation) -> list[Confidentiality]:
    """Read the labels that an operation carries: a concept, several, a coding or a bare code."""
    value = operation.value
    concepts = value if isinstance(value, list) else [value]
    codes = [code for concept in concepts for code in _codes(concept)]
    try:
        return [Confidentiality(code) for code in codes] if codes else [Confidentiality("")]
    except ValueError:
        problem = "This confidentiality code is not one of JDV_J08."
        remedy = "Send N, R, V, MASQUE_PS, INVISIBLE_PATIENT or INVISIBLE_REPRESENTANTS_LEGAUX."
        asked.defects.append(Defect("unknown-confidentiality-code", operation.where, problem, remedy))
        return []


def _codes(concept: object) -> list[object]:
    if not isinstance(concept, dict):
        return [concept]
    codings = concept.get("coding", [concept])
    return [one.get("code") if isinstance(one, dict) else None for one in codings] if isinstance(codings, list) else []


def _check(asked: _Asked, operation: Operation, holds: bool) -> None:
    if not holds:
        problem, remedy = "What is tested is not so: nothing was changed.", "Read the document again, then decide."
        asked.defects.append(Defect("test-failed", operation.where, problem, remedy))


def read_json_patch(body: object) -> tuple[Operation, ...] | tuple[Defect, ...]:
    """Read a JSON Patch (RFC 6902): at least one operation add, remove, replace or test."""
    if not isinstance(body, list) or not body:
        problem, remedy = "This is no JSON Patch.", "Send an array of operations (RFC 6902)."
        return (Defect("not-a-patch", "body", problem, remedy),)
    operations: list[Operation] = []
    for index, one in enumerate(body):
        where = f"patch[{index}]"
        kind = one.get("op") if isinstance(one, dict) else None
        path = one.get("path") if isinstance(one, dict) else None
        if kind not in OPERATIONS or not isinstance(path, str) or (kind != "remove" and "value" not in one):
            return (_bad_operation(where),)
        operations.append(Operation(str(kind), path, one.get("value"), where))
    return tuple(operations)


def read_fhirpath_patch(parameters: Json) -> tuple[Operation, ...] | tuple[Defect, ...]:
    """Read a FHIRPath Patch (FHIR R4, « fhirpatch »): Parameters with operations add, insert, delete and replace."""
    operations: list[Operation] = []
    for index, parameter in enumerate(parameters.get("parameter", [])):
        where = f"Parameters.parameter[{index}]"
        parts = {part.get("name"): part for part in parameter.get("part", [])}
        kind = _KINDS.get(_text(parts.get("type")))
        path = _pointer(_text(parts.get("path")), _text(parts.get("name")), is_addition=kind == "add")
        if parameter.get("name") != "operation" or kind is None or path is None:
            return (_bad_operation(where),)
        operations.append(Operation(kind, path, _value(parts.get("value")), where))
    return tuple(operations) or (_bad_operation("Parameters.parameter"),)


_KINDS = {"add": "add", "insert": "add", "replace": "replace", "delete": "remove"}
_FHIRPATH = re.compile(
    r"DocumentReference(?:\.(?P<name>securityLabel|status|extension|[a-zA-Z.]+))?"
    r"(?:\[(?P<index>\d{1,4})\])?"
    rf"(?:(?:\.where\(\s*url\s*=\s*|\(\s*)['\"]{re.escape(IS_ARCHIVED)}['\"]\s*\))?"
    r"(?P<value>\.value(?:Boolean)?)?",
    re.ASCII,
)


def _pointer(path: str, name: str, *, is_addition: bool) -> str | None:
    """Write a FHIRPath as a JSON pointer; None for one that leads nowhere."""
    found = _FHIRPATH.fullmatch(path)
    if found is None:
        return None
    element = found["name"] or ""
    if is_addition and name:
        element = f"{element}/{name}" if element else name
    pointer = f"/{element.replace('.', '/')}"
    if found["index"] is not None and not is_addition:
        pointer += f"/{int(found['index'])}"
    return pointer + ("/valueBoolean" if found["value"] else "")


def _text(part: Json | None) -> str:
    return next((str(value) for name, value in (part or {}).items() if name.startswith("value")), "")


def _value(part: Json | None) -> object:
    if part is None:
        return None
    if "part" in part:
        return {str(one.get("name")): _value(one) for one in part["part"]}
    return next((value for name, value in part.items() if name.startswith("value")), None)


def _bad_operation(where: str) -> Defect:
    problem = "This is no operation that is understood here."
    remedy = "Send add, remove (delete), replace or test, with the path of one element and its value."
    return Defect("bad-operation", where, problem, remedy)
