"""« Mes informations »: each reads of it what they may, and nothing of somebody else's addresses."""

from datetime import timedelta

import pytest

from carnet.core.access.actors import Carer, Holder, Representative
from carnet.core.identifiers import RecordId
from carnet.store import carers
from carnet.store.context import within
from carnet.usecases.confidentiality.choose_hidden_categories import choose_hidden_categories
from carnet.usecases.consent.choose_trusted_person import choose_trusted_person
from carnet.usecases.record.read_own_details import OwnDetails, read_own_details
from tests.conftest import NOON
from tests.installation import CAMILLE, Installation
from tests.usecases.family.family import LOU, MOTHER, is_parent_of
from tests.usecases.looking import told

SACHA = Carer("sacha")


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    """Camille's record."""
    return installation.opens(CAMILLE)


def details(here: Installation, record: RecordId, *, by: Representative | Carer | None = None) -> OwnDetails:
    """What somebody reads."""
    found = read_own_details(record, actor=by or Holder(record), env=here.env)
    assert isinstance(found, OwnDetails), found
    return found


def test_she_reads_who_she_is_where_she_is_reached_and_whom_she_trusts(
    installation: Installation, camille: RecordId
) -> None:
    choose_trusted_person(camille, "Sacha Morel", actor=Holder(camille), env=installation.env)
    found = details(installation, camille)
    assert found.identity is not None
    assert found.identity.traits == CAMILLE.traits
    assert found.identity.identifiers[0] == CAMILLE.identifiers[0]
    assert found.reached is not None
    assert (found.reached.mail, found.reached.phone) == (CAMILLE.mail, CAMILLE.phone)
    assert found.trusted_person == "Sacha Morel"
    assert [one.kind.key for one in found.blocks] == ["contact", "directives", "donation"]
    assert told(installation, camille)[-1] == ("read-health", "done", "own-details")


def test_nobody_is_trusted_until_she_says_so(installation: Installation, camille: RecordId) -> None:
    assert details(installation, camille).trusted_person == ""


def test_a_parent_reads_who_the_child_is_and_no_address(installation: Installation) -> None:
    lou = installation.opens(LOU)
    is_parent_of(installation, lou, MOTHER)
    found = details(installation, lou, by=MOTHER)
    assert found.identity is not None
    assert found.identity.traits == LOU.traits
    assert found.reached is None
    assert found.trusted_person is None


def test_a_carer_reads_whom_to_call_and_no_number(installation: Installation, camille: RecordId) -> None:
    with within(camille, exclusive=True):
        carers.invite(camille, SACHA.account, at=NOON, ends_at=NOON + timedelta(days=7))
        assert carers.accept(camille, SACHA.account, at=NOON, until=NOON + timedelta(days=365))
    found = details(installation, camille, by=SACHA)
    assert found.identity is None
    assert found.reached is None
    assert found.trusted_person is None
    assert [one.kind.key for one in found.blocks] == ["contact", "directives", "donation"]


def test_a_carer_reads_nothing_of_what_she_hides_by_category(installation: Installation, camille: RecordId) -> None:
    with within(camille, exclusive=True):
        carers.invite(camille, SACHA.account, at=NOON, ends_at=NOON + timedelta(days=7))
        assert carers.accept(camille, SACHA.account, at=NOON, until=NOON + timedelta(days=365))
    choose_hidden_categories(camille, ["11"], masks_by_default=False, actor=Holder(camille), env=installation.env)
    assert [one.kind.key for one in details(installation, camille, by=SACHA).blocks] == ["directives", "donation"]
