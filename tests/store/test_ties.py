"""What ties somebody to a record, person by person: all of it, and nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.access.actors import (
    Actor,
    InsurerFeed,
    Representative,
    StaffRole,
    StructureKind,
    StructureSoftware,
)
from carnet.core.access.facts import NO_TIE, Tie
from carnet.core.consent.authorization import Authorization
from carnet.core.emergency.access import EmergencyAccess, EmergencyMode
from carnet.core.record.representation import Power, Representation
from carnet.store import consents, directory, emergencies
from carnet.store.context import within
from tests.store.asking import A_PARENT, EVERYBODY, tie_of
from tests.store.world import (
    CHANCE,
    DR_HADDAD,
    DR_KELLER,
    DR_KELLER_IN_TOWN,
    HADDAD,
    HOSPITAL,
    KELLER,
    NOON,
    OTHER_HOSPITAL,
    OpenRecord,
)


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: type(actor).__name__)
def test_nobody_is_tied_to_a_new_record(camille: OpenRecord, actor: Actor) -> None:
    assert tie_of(camille, actor) == NO_TIE


def test_dr_keller_has_the_authorisation_that_camille_gave_her(camille: OpenRecord) -> None:
    given = Authorization(NOON, NOON + timedelta(days=90))
    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, KELLER, given)
    assert tie_of(camille, DR_KELLER) == Tie(authorization=given)
    assert tie_of(camille, DR_KELLER_IN_TOWN) == Tie(authorization=given), "it follows her wherever she works"
    assert tie_of(camille, DR_HADDAD) == NO_TIE


def test_a_withdrawn_authorisation_ends_at_its_withdrawal(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, KELLER, Authorization(NOON, NOON + timedelta(days=90)))
        consents.withdraw(camille.id, KELLER, at=NOON + timedelta(minutes=5))
    assert tie_of(camille, DR_KELLER).authorization == Authorization(NOON, NOON + timedelta(minutes=5))


def test_the_hospitals_authorisation_goes_to_who_works_there(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, HOSPITAL, Authorization(NOON))
    directory.add_member(HADDAD, HOSPITAL, role=StaffRole.CARE)
    assert tie_of(camille, DR_KELLER) == NO_TIE, "the directory does not know her there yet"
    directory.add_member(KELLER, HOSPITAL, role=StaffRole.CARE)
    assert tie_of(camille, DR_KELLER) == Tie(structure_authorization=Authorization(NOON))
    assert tie_of(camille, DR_KELLER_IN_TOWN) == NO_TIE, "she does not act for the hospital there"
    directory.remove_member(KELLER, HOSPITAL)
    assert tie_of(camille, DR_KELLER) == NO_TIE, "she has left"


def test_software_that_names_nobody_has_its_establishments_authorisation(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.authorize(camille.id, HOSPITAL, Authorization(NOON))
    assert tie_of(camille, StructureSoftware(HOSPITAL, StructureKind.CARE)) == Tie(
        structure_authorization=Authorization(NOON)
    )
    assert tie_of(camille, StructureSoftware(OTHER_HOSPITAL, StructureKind.CARE)) == NO_TIE
    assert tie_of(camille, InsurerFeed(HOSPITAL)) == NO_TIE


def test_a_block_follows_dr_keller_wherever_she_works(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.block(camille.id, KELLER, at=NOON)
    assert tie_of(camille, DR_KELLER).is_blocked
    assert tie_of(camille, DR_KELLER_IN_TOWN).is_blocked
    assert not tie_of(camille, DR_HADDAD).is_blocked


def test_the_block_of_a_hospital_binds_all_who_act_for_it(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.block(camille.id, HOSPITAL, at=NOON)
    assert tie_of(camille, DR_KELLER).is_blocked
    assert tie_of(camille, StructureSoftware(HOSPITAL, StructureKind.CARE)).is_blocked
    assert not tie_of(camille, DR_KELLER_IN_TOWN).is_blocked
    assert not tie_of(camille, DR_HADDAD).is_blocked


def test_a_lifted_block_binds_nobody(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.block(camille.id, KELLER, at=NOON)
        consents.unblock(camille.id, KELLER, at=NOON)
    assert not tie_of(camille, DR_KELLER).is_blocked


def test_the_treating_physician_is_told_until_the_status_ends(camille: OpenRecord) -> None:
    with within(camille.id, exclusive=True):
        consents.name_treating_physician(camille.id, KELLER, at=NOON)
    assert tie_of(camille, DR_KELLER).is_treating_physician
    assert not tie_of(camille, DR_HADDAD).is_treating_physician
    with within(camille.id, exclusive=True):
        consents.end_treating_physician(camille.id, KELLER, at=NOON)
    assert not tie_of(camille, DR_KELLER).is_treating_physician


def open_in_emergency(record: OpenRecord, access: EmergencyAccess) -> None:
    """Dr Keller opens the record in an emergency."""
    with within(record.id):
        emergencies.open_access(
            record.id,
            access,
            emergency=CHANCE.identifier(),
            practitioner=KELLER,
            justification="Patiente inconsciente",
            review=CHANCE.identifier(),
            record_key=record.key,
            nonce=CHANCE.secret(12),
        )


def test_the_living_emergency_access_is_told_rather_than_a_later_one_that_was_closed(camille: OpenRecord) -> None:
    living = EmergencyAccess(EmergencyMode.BREAK_THE_GLASS, NOON, NOON + timedelta(hours=24))
    closed = EmergencyAccess(
        EmergencyMode.SAMU_CALL,
        NOON + timedelta(minutes=5),
        NOON + timedelta(hours=4),
        closed_at=NOON + timedelta(minutes=6),
    )
    open_in_emergency(camille, living)
    open_in_emergency(camille, closed)
    assert tie_of(camille, DR_KELLER).emergency == living
    assert tie_of(camille, DR_HADDAD).emergency is None


@pytest.mark.parametrize("is_last_written_first", [True, False])
def test_without_a_living_emergency_access_the_last_one_is_told(
    camille: OpenRecord, is_last_written_first: bool
) -> None:
    first = EmergencyAccess(EmergencyMode.SAMU_CALL, NOON, NOON + timedelta(minutes=10))
    last = replace(first, opened_at=NOON + timedelta(minutes=20), until=NOON + timedelta(minutes=30))
    for access in (last, first) if is_last_written_first else (first, last):
        open_in_emergency(camille, access)
    assert tie_of(camille, DR_KELLER).emergency == last


def test_a_representative_is_told_from_when_and_until_when(camille: OpenRecord) -> None:
    until = NOON + timedelta(days=365)
    with within(camille.id, exclusive=True):
        consents.add_representative(camille.id, consents.Representation("a-parent", NOON, until))
    assert tie_of(camille, A_PARENT) == Tie(representation=Representation(Power.PARENT, NOON, until))
    assert tie_of(camille, Representative("a-stranger")) == NO_TIE


def test_what_ties_somebody_to_georges_does_not_tie_them_to_camille(camille: OpenRecord, georges: OpenRecord) -> None:
    with within(georges.id, exclusive=True):
        consents.authorize(georges.id, KELLER, Authorization(NOON))
        consents.name_treating_physician(georges.id, KELLER, at=NOON)
    assert tie_of(camille, DR_KELLER) == NO_TIE
