"""A judge protects an adult, or lets a minor act alone: who acts from then on, and what stays hidden from them."""

from datetime import timedelta
from typing import Any

import pytest

from carnet.core.access.actors import Holder, Representative
from carnet.core.access.decision import Refusal, Told
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.record.representation import Power
from carnet.usecases.confidentiality.choose_hidden_categories import choose_hidden_categories
from carnet.usecases.confidentiality.keep_secret import keep_secret
from carnet.usecases.confidentiality.mask_document import mask_document, unmask_document
from carnet.usecases.family.hide_from_carers import hide_from_carers
from carnet.usecases.family.record_emancipation import Emancipated, NotOfThatAge, record_emancipation
from carnet.usecases.family.record_protection import NotAnAdult, Protected, record_protection
from tests.conftest import NOON
from tests.installation import CAMILLE, HADDAD, HOSPITAL_SOFTWARE, Installation, note, refused
from tests.usecases.family.family import DESK, FATHER, LOU, MOTHER, is_parent_of, listed, may_list
from tests.usecases.looking import told

GUARDIAN = Representative("guardian-of-camille")
SIXTEEN = NOON.replace(year=2027, month=6, day=9)


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


def a_report(here: Installation, number: int, type_code: str = "34112-3", class_code: str = "10") -> DocumentId:
    document = note(CAMILLE, by=HADDAD, number=number, type_code=type_code, class_code=class_code)
    return here.receives(CAMILLE, document, from_=HOSPITAL_SOFTWARE)


def is_protected(here: Installation, camille: RecordId) -> None:
    """A judge protects Camille and names somebody for her person."""
    assert record_protection(camille, proof="judgment", actor=DESK, env=here.env) == Protected()
    is_parent_of(here, camille, GUARDIAN, Power.GUARDIAN)


def test_what_the_adult_had_hidden_in_any_way_stays_hidden_from_whoever_is_named(
    installation: Installation, camille: RecordId
) -> None:
    env, holder = installation.env, Holder(camille)
    masked, secret, not_for_carers, shown = (a_report(installation, number) for number in range(4))
    image = a_report(installation, 9, "18748-4", "31")
    mask_document(camille, masked, actor=holder, env=env)
    keep_secret(camille, secret, actor=holder, env=env)
    hide_from_carers(camille, not_for_carers, actor=holder, env=env)
    choose_hidden_categories(camille, {"31"}, masks_by_default=False, actor=holder, env=env)
    is_protected(installation, camille)
    assert listed(installation, camille, GUARDIAN) == [shown]
    assert set(listed(installation, camille, holder)) == {masked, secret, not_for_carers, shown, image}
    unmask_document(camille, masked, actor=holder, env=env)
    assert listed(installation, camille, GUARDIAN) == [shown]
    assert refused(mask_document(camille, masked, actor=GUARDIAN, env=env)).told is Told.NOT_FOUND


def test_what_is_hidden_after_the_protection_is_seen_by_who_decides_with_the_adult(
    installation: Installation, camille: RecordId
) -> None:
    is_protected(installation, camille)
    report = a_report(installation, 1)
    mask_document(camille, report, actor=GUARDIAN, env=installation.env)
    assert listed(installation, camille, GUARDIAN) == [report]
    assert record_protection(camille, proof="judgment", actor=DESK, env=installation.env) == Protected()
    assert listed(installation, camille, GUARDIAN) == [report]


def test_a_minor_is_represented_and_not_protected_so(installation: Installation, lou: RecordId) -> None:
    assert record_protection(lou, proof="judgment", actor=DESK, env=installation.env) == NotAnAdult()
    assert told(installation, lou)[-1] == ("record-protection", "defective", "judgment")


def test_an_emancipated_minor_acts_alone_from_the_next_request_on(installation: Installation, lou: RecordId) -> None:
    env = installation.env
    installation.at(SIXTEEN - timedelta(days=1))
    assert record_emancipation(lou, proof="judgment", actor=DESK, env=env) == NotOfThatAge()
    installation.at(SIXTEEN)
    assert may_list(installation, lou, FATHER)
    assert record_emancipation(lou, proof="judgment", actor=DESK, env=env) == Emancipated()
    assert not may_list(installation, lou, FATHER)
    assert not may_list(installation, lou, MOTHER)
    assert may_list(installation, lou, Holder(lou))


def test_no_adult_is_emancipated(installation: Installation, camille: RecordId) -> None:
    assert record_emancipation(camille, proof="judgment", actor=DESK, env=installation.env) == NotOfThatAge()


def test_nobody_but_the_desk_writes_any_of_it_down(installation: Installation) -> None:
    lou = installation.opens(LOU)
    holder: Any = Holder(lou)  # what a door must never do
    answer = record_emancipation(lou, proof="judgment", actor=holder, env=installation.env)
    assert isinstance(answer, Refusal)
