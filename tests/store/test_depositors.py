"""In whose name each actor deposits."""

import pytest

from carnet.core.access.actors import (
    Carer,
    Clockwork,
    Holder,
    InsurerFeed,
    Professional,
    Representative,
    Reviewer,
    StructureKind,
    StructureSoftware,
    SupportAgent,
)
from carnet.store.depositors import Depositor, account_in, depositor_of
from tests.store.world import (
    DR_KELLER,
    DR_KELLER_IN_TOWN,
    HOSPITAL,
    KELLER,
    OTHER_HOSPITAL,
    OpenRecord,
)


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (DR_KELLER, Depositor(HOSPITAL.value, KELLER)),
        (DR_KELLER_IN_TOWN, Depositor(KELLER.value, KELLER)),
        (StructureSoftware(HOSPITAL, StructureKind.CARE), Depositor(HOSPITAL.value)),
        (InsurerFeed(OTHER_HOSPITAL), Depositor(OTHER_HOSPITAL.value)),
        (Representative("a-parent"), Depositor("representative:a-parent", by_patient=True)),
    ],
)
def test_each_depositor_is_recorded_as_what_they_are(
    actor: StructureSoftware | InsurerFeed | Representative, expected: Depositor
) -> None:
    assert depositor_of(actor) == expected


@pytest.mark.parametrize(
    ("actor", "account"),
    [(Representative("a-parent"), "a-parent"), (Carer("a-carer"), "a-carer"), (DR_KELLER, ""), (DR_KELLER_IN_TOWN, "")],
    ids=["a parent", "a carer", "a doctor", "a doctor in town"],
)
def test_the_account_of_who_added_for_another_is_found_again(
    actor: Representative | Carer | Professional, account: str
) -> None:
    assert account_in(depositor_of(actor).structure) == account


def test_the_holder_deposits_as_the_patient(camille: OpenRecord) -> None:
    assert depositor_of(Holder(camille.id)) == Depositor("holder", by_patient=True)


@pytest.mark.parametrize("actor", [SupportAgent("ali"), Reviewer("odile"), Clockwork("send-notices")])
def test_neither_the_desk_nor_the_clock_deposits(actor: SupportAgent | Reviewer | Clockwork) -> None:
    with pytest.raises(ValueError, match="deposits"):
        depositor_of(actor)
