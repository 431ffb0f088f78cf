"""What somebody learns by asking whether a record exists."""

import pytest

from carnet.core.access.cases.words import facts_of
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit
from carnet.core.access.existence import ABSENT, Glimpse, glimpse
from carnet.core.consent.authorization import AuthorizationStatus


def seen(who: str, tie: str, record: str) -> Glimpse:
    permit = decide(facts_of("vérifier", who, tie, "", "", record))
    assert isinstance(permit, Permit)
    return glimpse(permit)


@pytest.mark.parametrize(
    ("tie", "status"),
    [
        ("", AuthorizationStatus.NONE),
        ("autorisé", AuthorizationStatus.VALID),
        ("expiré", AuthorizationStatus.EXPIRED),
        ("équipe autorisée", AuthorizationStatus.VALID),
        ("expiré + équipe autorisée", AuthorizationStatus.VALID),
        ("autorisé + bloqué", AuthorizationStatus.NONE),
    ],
)
def test_a_doctor_learns_their_own_authorisation_and_a_block_looks_like_none(
    tie: str, status: AuthorizationStatus
) -> None:
    assert seen("médecin", tie, "") == Glimpse(True, True, status, False)


def test_a_former_reader_learns_that_the_record_is_closed_and_others_learn_nothing() -> None:
    assert seen("médecin", "expiré", "fermé") == Glimpse(True, False, AuthorizationStatus.EXPIRED, False)
    assert seen("médecin", "", "fermé") == ABSENT
    assert seen("médecin", "autorisé + bloqué", "fermé") == ABSENT
    assert seen("médecin", "", "absent") == ABSENT


def test_the_treating_physician_learns_that_they_are() -> None:
    assert seen("médecin", "autorisé + médecin traitant", "").is_treating_physician


def test_the_holder_learns_that_their_record_is_open() -> None:
    assert seen("titulaire", "", "") == Glimpse(True, True, AuthorizationStatus.VALID, False)


def test_what_is_absent_is_neither_there_nor_feedable_and_makes_nobody_anything() -> None:
    assert Glimpse(False, False, AuthorizationStatus.NONE, False) == ABSENT


def test_a_blocked_treating_physician_no_longer_hears_that_they_are() -> None:
    assert not seen("médecin", "autorisé + médecin traitant + bloqué", "").is_treating_physician


def test_an_expired_team_is_told_as_expired_and_an_expired_doctor_of_no_team_too() -> None:
    assert seen("médecin", "équipe expirée", "").authorization is AuthorizationStatus.EXPIRED
    assert seen("médecin", "expiré", "").authorization is AuthorizationStatus.EXPIRED


def test_a_deposit_is_refused_in_advance_only_to_somebody_blocked() -> None:
    assert seen("médecin", "bloqué", "").is_feedable
    assert seen("médecin", "dépôts refusés", "").is_feedable
    assert not seen("médecin", "bloqué + dépôts refusés", "").is_feedable
