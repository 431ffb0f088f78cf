"""One terminology has several names: tell when two of them are the same, whatever the door that brought them."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from carnet.core.vocabulary.valueset import table

_OID = re.compile(r"[0-2](\.(0|[1-9][0-9]*))+")
_URN = "urn:oid:"


@cache
def _oids() -> Mapping[str, str]:
    """Every other name of a terminology, with its OID."""
    return MappingProxyType({row["name"]: row["oid"] for row in table("code_systems")})


def oid_of(system: str) -> str | None:
    """Return the OID of a terminology, in dotted form.

    ``system``: an OID, with or without ``urn:oid:``, or the URI by which FHIR names the terminology
    (``https://mos.esante.gouv.fr/NOS/…``, ``http://loinc.org``…). Returns nothing for a URI that is not in
    ``valuesets/code_systems.csv``. Two terminologies have the name ``ASTM`` or ``URN`` in place of an OID: so the
    ANS publishes them.
    """
    name = system.strip()
    name = name.removeprefix(_URN)
    known = _oids().get(name)
    if known is not None:
        return known
    return name if _OID.fullmatch(name) else None


def same_system(one: str, other: str) -> bool:
    """Whether two names, each an OID or a URI, are those of one terminology. Unknown URIs are compared as written."""
    if one == other:
        return True
    oid = oid_of(one)
    return oid is not None and oid == oid_of(other)
