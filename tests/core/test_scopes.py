"""What a scope asks for, in both versions, and what no scope ever gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.access.scopes import NEEDED, OFFERED, Context, Permission, asked_for, granted, scope_of, scopes_offered

READ, ADD, HISTORY = Permission.READ_DOCUMENTS, Permission.ADD_DOCUMENTS, Permission.READ_HISTORY


@pytest.mark.parametrize(
    ("scope", "permissions"),
    [
        ("patient/DocumentReference.rs", (READ,)),
        ("patient/DocumentReference.crs", (READ, ADD)),
        ("patient/DocumentReference.cruds", (READ, ADD)),
        ("patient/DocumentReference.r patient/DocumentReference.s", (READ,)),
        ("patient/*.rs", (READ, Permission.READ_IDENTITY, HISTORY, Permission.READ_ACCESS_RIGHTS)),
        ("patient/*.c", (ADD,)),
        ("patient/*.*", OFFERED[Context.PATIENT]),
        ("patient/DocumentReference.read", (READ,)),
        ("patient/DocumentReference.write", (ADD,)),
        ("patient/DocumentReference.*", (READ, ADD)),
        ("launch/patient patient/AuditEvent.read offline_access", (HISTORY,)),
        ("patient/DocumentReference.r", ()),
        ("patient/DocumentReference.s", ()),
        ("patient/DocumentReference.", ()),
        ("patient/DocumentReference.sr", ()),
        ("patient/DocumentReference.rs?category=x", ()),
        ("patient/Observation.rs", ()),
        ("user/DocumentReference.rs system/DocumentReference.rs", ()),
        ("PATIENT/DocumentReference.rs", ()),
        ("", ()),
    ],
)
def test_a_request_is_read_as_what_it_names(scope: str, permissions: tuple[Permission, ...]) -> None:
    assert asked_for(scope, Context.PATIENT) == permissions


@given(st.text(), st.sampled_from(Context))
def test_whatever_is_sent_asks_for_what_is_offered_at_most(scope: str, context: Context) -> None:
    assert set(asked_for(scope, context)) <= set(OFFERED[context])


@pytest.mark.parametrize("context", Context)
def test_what_was_given_is_read_back(context: Context) -> None:
    given_scopes = [scope_of(context, one) for one in OFFERED[context]]
    assert granted(given_scopes) == frozenset(OFFERED[context])
    assert asked_for(" ".join(given_scopes), context) == OFFERED[context]
    assert set(given_scopes) <= set(scopes_offered())


def test_every_permission_lets_something_be_done() -> None:
    assert set(NEEDED.values()) == set(Permission)


def test_what_a_person_gives_an_application_changes_nothing_but_by_adding() -> None:
    changing = {Permission.CHANGE_DOCUMENTS, Permission.CHANGE_ACCESS_RIGHTS}
    changing |= {Permission.OPEN_RECORD, Permission.CLOSE_RECORD}
    assert changing.isdisjoint(OFFERED[Context.PATIENT])
