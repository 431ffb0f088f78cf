"""The vaccines that a structured CDA says were given."""

import pytest

from carnet.formats.cda.timestamps import Precision
from carnet.formats.cda.vaccines import read_vaccines
from tests.shared_samples import SHARED, needs_samples


def note(*, mood: str = "EVN", negated: str = "false", status: str = "completed") -> bytes:
    """A note of one vaccine."""
    return f"""<ClinicalDocument xmlns="urn:hl7-org:v3"><component><structuredBody><component><section>
    <code code="11369-6" codeSystem="2.16.840.1.113883.6.1"/><text>Grippe</text><entry>
    <substanceAdministration moodCode="{mood}" negationInd="{negated}"><statusCode code="{status}"/>
    <effectiveTime value="20261020"/><consumable><manufacturedProduct><manufacturedMaterial><name>Vaccin grippal</name>
    <lotNumberText>DEMO-2401</lotNumberText></manufacturedMaterial></manufacturedProduct></consumable>
    </substanceAdministration></entry></section></component></structuredBody></component>
    </ClinicalDocument>""".encode()


@needs_samples
def test_the_official_record_tells_each_vaccine_with_as_much_of_its_date_as_was_written() -> None:
    found = read_vaccines((SHARED / "samples" / "cda" / "VAC_2023.01.xml").read_bytes())
    assert len(found) == 4
    bcg = found[0]
    assert bcg.name == "VACCIN BCG SSI, poudre et solvant pour suspension injectable"
    assert (bcg.what, bcg.rank, bcg.lot) == ("Vaccin antituberculeux", "1", "235421176")
    assert bcg.when is not None
    assert (bcg.when.at.year, bcg.when.precision) == (1975, Precision.YEAR)


@needs_samples
def test_the_official_note_tells_one_vaccine() -> None:
    (tetanus,) = read_vaccines((SHARED / "samples" / "cda" / "VAC-NOTE_2023.01.xml").read_bytes())
    assert (tetanus.name, tetanus.lot) == ("vaccins tétaniques", "4456672")


def test_a_vaccine_is_told_as_it_was_written() -> None:
    (flu,) = read_vaccines(note())
    assert (flu.name, flu.what, flu.rank, flu.lot) == ("Vaccin grippal", "", "", "DEMO-2401")


@pytest.mark.parametrize("change", [{"mood": "INT"}, {"negated": "true"}, {"status": "aborted"}])
def test_what_was_not_given_is_not_told(change: dict[str, str]) -> None:
    assert read_vaccines(note(**change)) == ()


def test_what_is_no_cda_tells_no_vaccine() -> None:
    assert read_vaccines(b"%PDF-1.7") == ()
