"""What the national insurer says it paid back: of its official sample, and of what a document may lack."""

from datetime import date

import pytest

from carnet.formats.cda.reimbursements import Care, read_reimbursed
from tests.shared_samples import SHARED, needs_samples

PHARMACY = """<performer><time value="20261020"/><assignedEntity><representedOrganization>
<name>Pharmacie du Marché</name>
</representedOrganization></assignedEntity></performer>"""
MEDICINE = f"""<substanceAdministration><consumable><manufacturedProduct><manufacturedMaterial>
<name>Lévothyroxine</name>
</manufacturedMaterial></manufacturedProduct></consumable><entryRelationship><supply><quantity value="2"/>{PHARMACY}
</supply></entryRelationship></substanceAdministration>"""
ACT = """<procedure><code nullFlavor="NA"><originalText><reference value="#un"/></originalText></code>
<effectiveTime value="202610"/></procedure>"""


def history(entry: str, code: str) -> bytes:
    """A history of one line."""
    return f"""<ClinicalDocument xmlns="urn:hl7-org:v3"><component><structuredBody><component><section>
    <code code="{code}" codeSystem="2.16.840.1.113883.6.1"/><text><paragraph ID="un">Radiographie</paragraph></text>
    <entry>{entry}</entry></section></component></structuredBody></component></ClinicalDocument>""".encode()


@needs_samples
def test_the_official_history_tells_every_line_of_every_kind() -> None:
    found = read_reimbursed((SHARED / "samples" / "cda" / "CNAM-HR_2021.01.xml").read_bytes())
    counted = {care: sum(one.care is care for one in found) for care in Care}
    assert counted == {Care.MEDICINE: 3, Care.VACCINE: 3, Care.DEVICE: 2, Care.TEST: 4, Care.ACT: 11, Care.STAY: 2}
    visit = next(one for one in found if one.care is Care.ACT)
    assert visit.name == "CONSULTATION MEDECINE GENERALE"
    assert visit.by == "DR Laure MARIGNY, CENTRE DE SANTE SAINT MARTIN (CSM)"


@needs_samples
def test_the_official_stay_has_its_first_and_its_last_day() -> None:
    found = read_reimbursed((SHARED / "samples" / "cda" / "CNAM-HR_2021.01.xml").read_bytes())
    long, short = (one for one in found if one.care is Care.STAY)
    assert long.when is not None
    assert long.until is not None
    assert (long.when.at.date(), long.until.at.date()) == (date(2019, 5, 15), date(2019, 5, 30))
    assert short.until is None


def test_a_medicine_has_its_name_its_pharmacy_its_day_and_how_many() -> None:
    (one,) = read_reimbursed(history(MEDICINE, "10160-0"))
    assert (one.care, one.name, one.by, one.quantity) == (Care.MEDICINE, "Lévothyroxine", "Pharmacie du Marché", "2")
    assert one.when is not None
    assert one.when.at.date() == date(2026, 10, 20)


def test_an_act_has_the_words_that_the_document_shows_for_it() -> None:
    (one,) = read_reimbursed(history(ACT, "29554-3"))
    assert (one.care, one.name, one.by, one.quantity) == (Care.ACT, "Radiographie", "", "")


@pytest.mark.parametrize(
    ("entry", "code"),
    [(MEDICINE, "29554-3"), (ACT, "10160-0"), (ACT.replace("#un", "#deux"), "29554-3"), (MEDICINE, "57828-6")],
)
def test_what_is_elsewhere_or_has_no_name_is_not_told(entry: str, code: str) -> None:
    assert read_reimbursed(history(entry, code)) == ()


def test_what_is_no_cda_tells_nothing() -> None:
    assert read_reimbursed(b"%PDF-1.7") == ()
