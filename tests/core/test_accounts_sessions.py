"""How long sessions last, who ends them, and who opens accounts."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.access.actions import Action
from carnet.core.access.actors import (
    Actor,
    Clockwork,
    Holder,
    InsurerFeed,
    OpeningClerk,
    Professional,
    Representative,
    StaffRole,
    StructureKind,
    StructureSoftware,
    SupportAgent,
)
from carnet.core.access.facts import Facts, RecordFacts, RecordStatus
from carnet.core.accounts.authority import (
    may_end_sessions,
    may_open_account,
    may_open_account_without_record,
)
from carnet.core.accounts.session import LIFETIMES, ends_at, is_due
from carnet.core.audit.events import Door
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import OrganizationId, PractitionerId, RecordId
from tests.adapters.clocks import NOON
from tests.store.world import POLICY

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
CAMILLE, GEORGES = RecordId(UUID(int=1)), RecordId(UUID(int=2))
HOSPITAL = OrganizationId("1990000017")
HUGO = Professional(PractitionerId("8997"), "21", "", StaffRole.CARE, HOSPITAL, StructureKind.CARE)
SECRETARY = replace(HUGO, profession="", role=StaffRole.SECRETARY)
OCCUPATIONAL = replace(HUGO, profession="10", structure_kind=StructureKind.OCCUPATIONAL_HEALTH)
SUPPORT = SupportAgent("ali")
CLERK = OpeningClerk("8997", HOSPITAL, StructureKind.NATIONAL_INSURER)
EMPLOYERS_CLERK = replace(CLERK, structure_kind=StructureKind.EMPLOYER)


@pytest.mark.parametrize(
    ("door", "seen", "ends"),
    [
        (Door.PATIENT_SITE, 0 * MINUTE, 15 * MINUTE),
        (Door.PATIENT_SITE, 14 * MINUTE, 29 * MINUTE),
        (Door.PATIENT_SITE, 12 * HOUR - MINUTE, 12 * HOUR),
        (Door.PROFESSIONAL_SITE, 0 * MINUTE, 15 * MINUTE),
        (Door.PROFESSIONAL_SITE, 4 * HOUR - 14 * MINUTE, 4 * HOUR),
        (Door.SUPPORT_DESK, 14 * MINUTE, 29 * MINUTE),
        (Door.SUPPORT_DESK, 4 * HOUR - 14 * MINUTE, 4 * HOUR),
    ],
)
def test_a_session_ends_after_a_quarter_of_an_hour_alone_and_never_lasts_the_night(
    door: Door, seen: timedelta, ends: timedelta
) -> None:
    assert ends_at(door, opened_at=NOON, seen_at=NOON + seen) == NOON + ends


@given(st.sampled_from(sorted(LIFETIMES, key=str)), st.timedeltas(timedelta(), timedelta(hours=13)))
def test_no_session_outlives_its_longest_time(door: Door, seen: timedelta) -> None:
    assert ends_at(door, opened_at=NOON, seen_at=NOON + seen) <= NOON + LIFETIMES[door].longest


@pytest.mark.parametrize("door", [Door.FHIR, Door.COMMAND_LINE, Door.TIMER])
def test_software_has_no_session(door: Door) -> None:
    with pytest.raises(KeyError):
        ends_at(door, opened_at=NOON, seen_at=NOON)


def test_a_session_is_written_to_once_a_minute_at_most() -> None:
    assert not is_due(NOON, at=NOON + timedelta(seconds=59))
    assert is_due(NOON, at=NOON + MINUTE)


@pytest.mark.parametrize(
    ("actor", "whose", "may"),
    [
        (Holder(CAMILLE), CAMILLE, True),
        (Holder(CAMILLE), GEORGES, False),
        (SUPPORT, CAMILLE, True),
        (Clockwork("come-of-age"), CAMILLE, True),
        (Representative("a-parent"), CAMILLE, False),
        (HUGO, CAMILLE, False),
        (HUGO, HUGO.identifier, True),
        (HUGO, PractitionerId("8998"), False),
        (SUPPORT, HUGO.identifier, True),
        (StructureSoftware(HOSPITAL, StructureKind.CARE), HUGO.identifier, False),
        (InsurerFeed(HOSPITAL), CAMILLE, False),
    ],
)
def test_only_oneself_the_support_desk_and_time_end_sessions(
    actor: Actor, whose: RecordId | PractitionerId, may: bool
) -> None:
    assert may_end_sessions(actor, whose) is may


@pytest.mark.parametrize(
    ("actor", "is_proved", "status", "may"),
    [
        (HUGO, True, RecordStatus.OPEN, True),
        (HUGO, False, RecordStatus.OPEN, False),
        (HUGO, True, RecordStatus.CLOSED, True),  # to reopen it, or to ask for a copy
        (HUGO, True, RecordStatus.ABSENT, False),
        (SUPPORT, True, RecordStatus.OPEN, True),
        (SUPPORT, False, RecordStatus.OPEN, False),
        (SECRETARY, True, RecordStatus.OPEN, False),
        (OCCUPATIONAL, True, RecordStatus.OPEN, False),
        (Holder(CAMILLE), True, RecordStatus.OPEN, False),
        (Representative("a-parent"), True, RecordStatus.OPEN, False),
        (StructureSoftware(HOSPITAL, StructureKind.CARE), True, RecordStatus.OPEN, False),
        (InsurerFeed(HOSPITAL), True, RecordStatus.OPEN, False),
        (Clockwork("anything"), True, RecordStatus.OPEN, False),
    ],
)
def test_an_account_is_opened_by_a_caregiver_or_the_desk_once_the_identity_is_proved(
    actor: Actor, is_proved: bool, status: RecordStatus, may: bool
) -> None:
    switches = EmergencySwitches(samu=True, break_the_glass=True, masked_documents=False)
    record = RecordFacts(CAMILLE, status, switches)
    facts = Facts(Action.OPEN_RECORD, actor, NOON, POLICY, record, declares_presence=is_proved)
    assert may_open_account(facts) is may


@pytest.mark.parametrize(
    ("actor", "is_proved", "may"),
    [
        (HUGO, True, True),
        (HUGO, False, False),
        (CLERK, True, True),
        (CLERK, False, False),
        (EMPLOYERS_CLERK, True, False),
        (SUPPORT, True, True),
        (SUPPORT, False, False),
        (SECRETARY, True, False),
        (OCCUPATIONAL, True, False),
        (Holder(CAMILLE), True, False),
    ],
)
def test_who_cares_or_the_desk_opens_the_account_of_somebody_without_a_record(
    actor: Actor, is_proved: bool, may: bool
) -> None:
    assert may_open_account_without_record(actor, identity_is_proved=is_proved) is may
