"""What an application may be let do (SMART App Launch 2.2, scopes), and which of it each action needs.

A scope never widens anything: it bounds what its bearer could do anyway (``rules/applications.py``).
"""

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType

from carnet.core.access.actions import Action


class Permission(Enum):
    """What is given or refused as a whole: one sentence to the person who gives it. The value is its scope.

    A document comes with its ``Binary`` and its ``List`` (IHE MHD: both exist only with it). Reading and searching go
    together: what a list shows is what may be read.
    """

    READ_DOCUMENTS = "DocumentReference.rs"
    ADD_DOCUMENTS = "DocumentReference.c"
    CHANGE_DOCUMENTS = "DocumentReference.u"
    READ_IDENTITY = "Patient.rs"
    OPEN_RECORD = "Patient.c"
    CLOSE_RECORD = "Patient.u"
    READ_HISTORY = "AuditEvent.rs"
    READ_ACCESS_RIGHTS = "Consent.rs"
    CHANGE_ACCESS_RIGHTS = "Consent.cu"


class Context(Enum):
    """For whom an application speaks: one person's record, whatever its user may see, or itself."""

    PATIENT = "patient"
    USER = "user"
    SYSTEM = "system"


OFFLINE = "offline_access"
"""The application goes on without the person in front of it (SMART App Launch 2.2, « Scopes for refresh token »)."""

OFFERED: Mapping[Context, tuple[Permission, ...]] = MappingProxyType(
    {
        Context.PATIENT: (
            Permission.READ_DOCUMENTS,
            Permission.ADD_DOCUMENTS,
            Permission.READ_IDENTITY,
            Permission.READ_HISTORY,
            Permission.READ_ACCESS_RIGHTS,
        ),
        Context.USER: tuple(Permission),
        Context.SYSTEM: (Permission.ADD_DOCUMENTS, Permission.READ_IDENTITY, Permission.OPEN_RECORD),
    }
)
"""What may be asked for in each. The application of a person neither masks nor manages who reads: they do it here."""

NEEDED: Mapping[Action, Permission] = MappingProxyType(
    {
        Action.LIST_DOCUMENTS: Permission.READ_DOCUMENTS,
        Action.READ_DOCUMENT: Permission.READ_DOCUMENTS,
        Action.READ_HEALTH: Permission.READ_DOCUMENTS,
        Action.EXPORT_RECORD: Permission.READ_DOCUMENTS,
        Action.DEPOSIT_DOCUMENTS: Permission.ADD_DOCUMENTS,
        Action.REPLACE_DOCUMENT: Permission.ADD_DOCUMENTS,
        Action.MASK_DOCUMENT: Permission.CHANGE_DOCUMENTS,
        Action.UNMASK_DOCUMENT: Permission.CHANGE_DOCUMENTS,
        Action.ARCHIVE_DOCUMENT: Permission.CHANGE_DOCUMENTS,
        Action.UNARCHIVE_DOCUMENT: Permission.CHANGE_DOCUMENTS,
        Action.DELETE_DOCUMENT: Permission.CHANGE_DOCUMENTS,
        Action.CHECK_RECORD: Permission.READ_IDENTITY,
        Action.OPEN_RECORD: Permission.OPEN_RECORD,
        Action.CLOSE_RECORD: Permission.CLOSE_RECORD,
        Action.READ_ACCESS_HISTORY: Permission.READ_HISTORY,
        Action.READ_ACCESS_RIGHTS: Permission.READ_ACCESS_RIGHTS,
        Action.AUTHORIZE_PROFESSIONAL: Permission.CHANGE_ACCESS_RIGHTS,
        Action.WITHDRAW_AUTHORIZATION: Permission.CHANGE_ACCESS_RIGHTS,
        Action.GIVE_UP_ACCESS: Permission.CHANGE_ACCESS_RIGHTS,
    }
)
"""An action that stands here for nothing is done through no application that has bounds."""

_SCOPE = re.compile(r"(patient|user|system)/([A-Z][A-Za-z]{1,63}|\*)\.(read|write|\*|c?r?u?d?s?)")
_FIRST_VERSION = {"read": "rs", "write": "cud", "*": "cruds"}


def scope_of(context: Context, permission: Permission) -> str:
    """Write a permission as a token's scope says it: ``patient/DocumentReference.rs``."""
    return f"{context.value}/{permission.value}"


def scopes_offered() -> tuple[str, ...]:
    """List every scope that can be asked for, for the descriptions of this server."""
    return (*(scope_of(context, one) for context, all_ in OFFERED.items() for one in all_), OFFLINE, "launch/patient")


def asked_for(scope: str, context: Context) -> tuple[Permission, ...]:
    """Read which permissions a request names in a context, in the order of ``OFFERED``; what is unknown asks nothing.

    ``scope``: names between spaces, of SMART 2 (``cruds``) or 1 (``read``, ``write``, ``*``), on one resource or on
    all. One with a restriction (``?category=…``) is not understood here: to give it whole would give more than was
    asked (RFC 6749 3.3).
    """
    letters: dict[str, set[str]] = {}
    for name in scope.split():
        found = _SCOPE.fullmatch(name)
        if found is not None and found[1] == context.value:
            letters.setdefault(found[2], set()).update(_FIRST_VERSION.get(found[3], found[3]))
    return tuple(one for one in OFFERED[context] if _is_within(one, letters))


def granted(scopes: Iterable[str]) -> frozenset[Permission]:
    """Read back what a token was given, whatever its context."""
    given = {scope.partition("/")[2] for scope in scopes}
    return frozenset(one for one in Permission if one.value in given)


def _is_within(permission: Permission, letters: Mapping[str, set[str]]) -> bool:
    resource, _, needed = permission.value.partition(".")
    return set(needed) <= letters.get(resource, set()) | letters.get("*", set())
