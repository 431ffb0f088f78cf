"""What software is answered of a closed record: « fermé » to whoever read it, as of no record to all others."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from carnet.core.access.actors import Actor, Holder
from carnet.store.records import RecordPerson
from carnet.usecases.record.close_record import Closed, close_record
from tests.doors.fhir.client import Software
from tests.installation import CAMILLE, GEORGES, HADDAD, KELLER, Installation, note

READS = (
    "DocumentReference?patient.identifier={}&status=current",
    "AuditEvent?patient.identifier={}&date=ge2020&date=lt2030",
    "Patient?identifier={}",
)


@pytest.fixture(autouse=True)
def closed(installation: Installation) -> None:
    """Camille let Dr Keller in, then closed her record; Georges never had one."""
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    installation.receives(CAMILLE, note(CAMILLE), from_=KELLER)
    answer = close_record(record, reason="no-use", actor=Holder(record), env=installation.env)
    assert isinstance(answer, Closed)


def named(person: RecordPerson) -> str:
    identifier = person.identifiers[0]
    return quote(f"urn:oid:{identifier.system.value}|{identifier.value}")


@pytest.mark.parametrize("search", READS)
def test_to_a_stranger_it_is_no_record(search: str, software: Callable[[Actor], Software]) -> None:
    asks = software(HADDAD)
    shut, absent = asks.get(search.format(named(CAMILLE))), asks.get(search.format(named(GEORGES)))
    assert shut.status == absent.status
    told, known = shut.json, absent.json
    for one in (told, known):
        for volatile in ("id", "timestamp", "meta", "link"):
            one.pop(volatile, None)
    assert told == known


def test_whoever_read_it_learns_that_it_is_closed(software: Callable[[Actor], Software]) -> None:
    answer = software(KELLER).get(READS[0].format(named(CAMILLE)))
    assert answer.status == 403
    assert "Ce dossier est fermé." in answer.body.decode()
