"""What a person shows by a code opens to the software of whoever typed it too, for its time: one decision."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

from carnet.core.access.actors import Actor
from carnet.doors.fhir.identifiers import document_id_text
from tests.doors.fhir.client import Software
from tests.installation import CAMILLE, HADDAD, KELLER, Installation, note
from tests.usecases.showing.showing import opens, shows

IDENTIFIER = CAMILLE.identifiers[0]
SEARCH = "DocumentReference?patient.identifier={}&status=current".format(
    quote(f"urn:oid:{IDENTIFIER.system.value}|{IDENTIFIER.value}")
)


def test_software_reads_what_was_chosen_and_nothing_else_until_the_end_of_the_time(
    installation: Installation, software: Callable[[Actor], Software]
) -> None:
    record = installation.opens(CAMILLE)
    chosen = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD), from_=HADDAD)
    other = installation.receives(CAMILLE, note(CAMILLE, by=HADDAD, number=2), from_=HADDAD)
    asks = software(KELLER)
    assert asks.get(SEARCH).status == 403
    _, code = shows(installation, record, chosen)
    opens(installation, code, KELLER)
    assert [entry["resource"]["id"] for entry in asks.get(SEARCH).json["entry"]] == [document_id_text(record, chosen)]
    assert asks.get(f"DocumentReference/{document_id_text(record, chosen)}").status == 200
    assert asks.get(f"DocumentReference/{document_id_text(record, other)}").status == 404
    installation.at(installation.env.clock.now() + timedelta(minutes=15))
    assert software(KELLER).get(SEARCH).status == 403
