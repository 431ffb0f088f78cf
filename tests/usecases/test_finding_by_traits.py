"""Looking for somebody during a call: ten at most, each told, and never whoever refuses or has closed."""

from dataclasses import replace
from datetime import date

import pytest

from carnet.core.access.actors import Holder, Professional
from carnet.core.access.decision import Told
from carnet.core.audit.events import AccessMode
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import PatientIdentifier, PatientIdentifierSystem, RecordId, nir_key
from carnet.core.people import searchable
from carnet.store.records import RecordPerson
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.choose_emergency_access import choose_emergency_access
from carnet.usecases.emergency.answer_samu_call import CallNumberMissing
from carnet.usecases.emergency.find_by_traits import FoundPeople, TooMany, Traits, find_by_traits
from carnet.usecases.record.close_record import close_record
from tests.installation import CAMILLE, GEORGES, HADDAD, Installation, refused
from tests.store.database import Database
from tests.usecases.looking import rows, traced
from tests.usecases.test_samu_calls import CALL, NURSE_OF_THE_SAMU, REGULATOR

MOREL = Traits("Morel", date(1984, 3, 12))
NO_SAMU = EmergencySwitches(samu=False, break_the_glass=True, masked_documents=False)


def twin(number: int, given: str) -> RecordPerson:
    """Somebody else of Camille's name, born on the same day."""
    nir = f"28403441090{number:02d}"
    identifier = PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, nir + nir_key(nir))
    return replace(CAMILLE, identifiers=(identifier,), traits=replace(CAMILLE.traits, given_names=(given,)))


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    return installation.opens(CAMILLE)


def finds(here: Installation, traits: Traits = MOREL) -> list[RecordId]:
    answer = find_by_traits(traits, call=CALL, actor=REGULATOR, env=here.env)
    assert isinstance(answer, FoundPeople)
    return [one.record for one in answer.people]


def test_somebody_is_found_by_name_and_birth_date_and_told(installation: Installation, camille: RecordId) -> None:
    installation.opens(GEORGES)
    assert finds(installation) == [camille]
    line = traced(installation, camille)[-1]
    assert (line.action.value, line.outcome.value, line.reason) == ("find-by-traits", "done", CALL)
    assert line.mode is AccessMode.SAMU_CALL
    assert [event.action.value for event in traced(installation)] == ["find-by-traits"], "the search itself"


@pytest.mark.parametrize("name", ["MOREL", "morel", " Mo-rel ", "Mørel".replace("ø", "o")])
def test_a_name_is_found_however_it_is_written(name: str, installation: Installation, camille: RecordId) -> None:
    assert finds(installation, replace(MOREL, name=name)) == [camille]


def test_a_name_in_use_finds_too_and_a_first_name_tells_apart(installation: Installation) -> None:
    married = replace(CAMILLE, traits=replace(CAMILLE.traits, used_name="D’ALMEIDA-ÉMILE"))
    record = installation.opens(married)
    other = installation.opens(twin(71, "SOLÈNE"))
    assert finds(installation, replace(MOREL, name="d almeida emile")) == [record]
    assert set(finds(installation)) == {record, other}
    assert finds(installation, replace(MOREL, given_name="Solene")) == [other]
    assert searchable("Œuvre-d’Été") == "OEUVREDETE"


@pytest.mark.parametrize(
    "traits", [replace(MOREL, name="Moral"), replace(MOREL, birth_date=date(1984, 3, 13)), replace(MOREL, name="")]
)
def test_nobody_else_is_meant(traits: Traits, installation: Installation, camille: RecordId) -> None:
    before = traced(installation, camille)
    assert finds(installation, traits) == []
    assert traced(installation, camille) == before


@pytest.mark.parametrize("how", ["opposed", "closed", "blocked"])
def test_opposed_closed_and_blocking_records_are_never_found(
    how: str, installation: Installation, camille: RecordId
) -> None:
    env, holder = installation.env, Holder(camille)
    match how:
        case "opposed":
            choose_emergency_access(camille, NO_SAMU, actor=holder, env=env)
        case "closed":
            close_record(camille, reason="holder-asks", actor=holder, env=env)
        case _:
            block_professional(camille, REGULATOR.identifier, actor=holder, env=env)
    other = installation.opens(twin(72, "LUCIE"))
    assert finds(installation) == [other]


def test_more_than_ten_are_too_many_and_nobody_is_named_nor_told(installation: Installation, camille: RecordId) -> None:
    opened = [installation.opens(twin(number, f"MARIE{number}")) for number in range(10, 20)]
    before = traced(installation, camille)
    assert find_by_traits(MOREL, call=CALL, actor=REGULATOR, env=installation.env) == TooMany()
    assert traced(installation, camille) == before
    choose_emergency_access(opened[0], NO_SAMU, actor=Holder(opened[0]), env=installation.env)
    assert len(finds(installation)) == 10, "whoever refuses is not counted"


@pytest.mark.parametrize("who", [HADDAD, NURSE_OF_THE_SAMU])
def test_nobody_else_searches(who: Professional, installation: Installation, camille: RecordId) -> None:
    before = traced(installation, camille)
    answer = find_by_traits(MOREL, call=CALL, actor=who, env=installation.env)
    assert refused(answer).told is Told.NO_EMERGENCY_ACCESS
    assert traced(installation, camille) == before
    assert [event.outcome.value for event in traced(installation)] == ["refused"]


def test_a_search_needs_the_number_of_a_call(installation: Installation, camille: RecordId) -> None:
    assert find_by_traits(MOREL, call="douleur", actor=REGULATOR, env=installation.env) == CallNumberMissing()
    assert camille
    assert traced(installation) == []


def test_no_name_and_no_date_stands_in_clear(installation: Installation, camille: RecordId, database: Database) -> None:
    assert camille
    assert rows(database, "person_trait") == {"person_trait": 1}
    with database.admin() as admin:
        (kept,) = admin.execute("select digest from person_trait").fetchone() or (b"",)
    assert isinstance(kept, bytes)
    assert len(kept) == 32
    assert b"MOREL" not in kept
    assert repr(MOREL) == "Traits(…)"
    assert installation
