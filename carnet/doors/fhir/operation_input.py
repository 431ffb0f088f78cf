"""What is given to an operation: parameters of the query, and those of a Parameters resource in the body of a POST."""

from collections.abc import Collection

from carnet.core.defects import Defect
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.doors.fhir.http import FhirRequest, Parameters
from carnet.doors.fhir.identifiers import read_record_id
from carnet.doors.fhir.wish import ANSWER
from carnet.formats.fhir.validate import validate


def read_input(request: FhirRequest, known: Collection[str]) -> Parameters | tuple[Defect, ...]:
    """Read them by their names (hl7.org/fhir/R4/operations.html#executing); every one that is not known is a defect.

    ``known``: the names that the operation takes. A parameter of a body has a primitive value; one that repeats has
    several.
    """
    given: dict[str, tuple[str, ...]] = dict(request.parameters)
    if request.body:
        resource = request.read_resource()
        if isinstance(resource, Defect):
            return (resource,)
        if resource.get("resourceType") != "Parameters":
            return (Defect("wrong-resource", "Parameters", "This is not a Parameters resource.", "Send Parameters."),)
        defects = validate(resource)
        if defects:
            return defects
        for one in resource.get("parameter", ()):
            value = next((str(text) for name, text in one.items() if name.startswith("value")), None)
            if value is not None:
                name = str(one.get("name", ""))
                given[name] = (*given.get(name, ()), value)
    taken = ", ".join(sorted(known))
    unknown = [name for name in given if name not in known and name not in ANSWER]
    remedy = f"Send one of: {taken}; or leave it out."
    faults = [
        Defect("unknown-parameter", name[:64], "This operation has no such parameter.", remedy) for name in unknown
    ]
    return tuple(faults) or given


def record_of(request: FhirRequest) -> RecordId:
    """Give the record that the id in the address leads to; nobody's, where the attempt is traced, for no id of ours."""
    return read_record_id(request.arguments["id"]) or NOBODYS_RECORD
