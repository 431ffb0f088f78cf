"""The figures of a laboratory report: of the official samples, and of what a report may hold beside figures."""

from decimal import Decimal

import pytest

from carnet.core.results.measured import Bound, Standing, standing_of
from carnet.formats.cda.results import MOST_FIGURES, ReadResults, read_results
from carnet.formats.cda.structured import LONGEST_WORDS
from tests.shared_samples import SHARED, needs_samples

SAMPLES = {
    "BIO-CR-BIO_2021.01_Auto-Presentable.xml": (10, 1),
    "BIO-CR-BIO_2021.01_CDA-R2-Niveau-1.xml": (0, 0),
    "BIO-CR-BIO_2021.01_CR-2nde-intention.xml": (1, 0),
    "BIO-CR-BIO_2021.01_Microbiologie_V1.xml": (4, 10),
    "BIO-CR-BIO_2024.01_CRP_non_LOINC.xml": (1, 0),
    "BIO-CR-BIO_2024.01_DEP-CCU-tout-structuré.xml": (0, 2),
    "BIO-CR-BIO_2024.01_Glycémie mole.xml": (1, 0),
    "BIO-CR-BIO_2024.01_TSH_1.xml": (2, 0),
    "BIO-TROD_2024.01_COVID-19.xml": (0, 1),
}
"""How many figures each one holds, and how many other results."""

USUAL = """<referenceRange typeCode="REFV"><observationRange><value xsi:type="IVL_PQ"><low value="0.4" unit="mUI/L"/>
<high value="4.0" unit="mUI/L"/></value><interpretationCode code="N"/></observationRange></referenceRange>"""
FIGURE = '<value xsi:type="PQ" value="5.8" unit="mUI/L"/>'


def report(value: str = FIGURE, usual: str = USUAL, *, flag: str = "H", status: str = "completed") -> bytes:
    """A report with one result."""
    return f"""<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><component>
    <structuredBody><component><section><text><table><tbody><tr><td ID="un">TSH (thyréostimuline)</td>
    </tr></tbody></table></text><entry><act><entryRelationship><observation>
    <code code="3016-3" codeSystem="2.16.840.1.113883.6.1" displayName="Thyréostimuline [Arbitraire/Volume] Sérum">
    <originalText><reference value="#un"/></originalText></code><statusCode code="{status}"/>
    <effectiveTime value="20261120083000+0100"/>{value}<interpretationCode code="{flag}"/>{usual}
    <entryRelationship typeCode="REFR"><observation><code code="3016-3" codeSystem="2.16.840.1.113883.6.1"/>
    <statusCode code="completed"/>{FIGURE}</observation></entryRelationship>
    </observation></entryRelationship></act></entry></section></component></structuredBody></component>
    </ClinicalDocument>""".encode()


@needs_samples
@pytest.mark.parametrize("name", SAMPLES)
def test_the_figures_of_an_official_report_are_read_and_the_rest_is_counted(name: str) -> None:
    found = read_results((SHARED / "samples" / "cda" / name).read_bytes())
    assert (len(found.measured), found.others) == SAMPLES[name]


@needs_samples
def test_the_official_tsh_stands_where_its_laboratory_puts_it() -> None:
    found = read_results((SHARED / "samples" / "cda" / "BIO-CR-BIO_2024.01_TSH_1.xml").read_bytes())
    tsh, t4 = found.measured
    assert (tsh.code, tsh.name, tsh.value, tsh.unit) == ("3016-3", "Thyréostimuline (TSH)", Decimal("1.950"), "m[IU]/L")
    assert [standing_of(one) for one in (tsh, t4)] == [Standing.WITHIN, Standing.BELOW]


def test_a_figure_has_the_name_that_the_report_reads_and_a_former_one_is_not_told_again() -> None:
    (tsh,) = read_results(report()).measured
    assert (tsh.name, tsh.value, tsh.low, tsh.high) == (
        "TSH (thyréostimuline)",
        Decimal("5.8"),
        Decimal("0.4"),
        Decimal("4.0"),
    )
    assert standing_of(tsh) is Standing.ABOVE


@pytest.mark.parametrize("flag", ["N", "L"])
def test_where_the_word_of_the_laboratory_and_its_values_disagree_nothing_is_said(flag: str) -> None:
    (tsh,) = read_results(report(flag=flag)).measured
    assert standing_of(tsh) is Standing.UNSAID


def test_a_word_that_nobody_knows_here_places_nothing() -> None:
    (tsh,) = read_results(report(flag="AA")).measured
    assert standing_of(tsh) is Standing.UNSAID


def test_without_a_word_the_usual_values_of_the_laboratory_place_the_figure_and_without_them_its_word_does() -> None:
    (without_word,) = read_results(report(flag="")).measured
    (without_values,) = read_results(report(usual="")).measured
    assert [standing_of(one) for one in (without_word, without_values)] == [Standing.ABOVE, Standing.ABOVE]


def test_usual_values_in_another_unit_or_several_of_them_are_not_chosen_for_the_reader() -> None:
    for usual in (USUAL.replace("mUI/L", "pmol/L"), USUAL + USUAL.replace("4.0", "2.5")):
        (tsh,) = read_results(report(usual=usual)).measured
        assert (tsh.low, tsh.high) == (None, None)


def test_a_figure_that_could_not_be_measured_further_keeps_its_bound() -> None:
    (tsh,) = read_results(
        report('<value xsi:type="IVL_PQ"><high value="0.1" unit="mUI/L"/></value>', flag="L")
    ).measured
    assert (tsh.bound, tsh.value) == (Bound.LESS_THAN, Decimal("0.1"))


@pytest.mark.parametrize(
    "value",
    [
        '<value xsi:type="CD" code="260385009" displayName="négatif"/>',
        '<value xsi:type="PQ" nullFlavor="NA"/>',
        '<value xsi:type="PQ" value="1E999999" unit="mUI/L"/>',
        '<value xsi:type="PQ" value="NaN" unit="mUI/L"/>',
    ],
)
def test_what_is_no_figure_is_left_to_the_report_and_counted(value: str) -> None:
    found = read_results(report(value))
    assert (found.measured, found.others) == ((), 1)


@pytest.mark.parametrize("negation", ["true", "1"])
def test_a_result_that_is_said_not_to_be_is_none(negation: str) -> None:
    negated = report().replace(
        b"<entryRelationship><observation>", f'<entryRelationship><observation negationInd="{negation}">'.encode()
    )
    assert read_results(negated) == ReadResults()


def test_no_more_figures_are_read_than_a_report_has_and_the_others_are_counted() -> None:
    one = report().partition(b"<entry>")[2].partition(b"</entry>")[0]
    found = read_results(report().replace(one, one * (MOST_FIGURES + 3)))
    assert (len(found.measured), found.others) == (MOST_FIGURES, 3)


def test_a_name_that_is_pages_long_is_read_as_far_as_a_name_goes() -> None:
    (tsh,) = read_results(report().replace("TSH (thyréostimuline)".encode(), b"TSH " * 500_000)).measured
    assert tsh.name.startswith("TSH TSH")
    assert len(tsh.name) <= LONGEST_WORDS


def test_what_was_measured_stands_in_no_message() -> None:
    assert "3016-3" not in repr(read_results(report()))


def test_what_a_germ_resists_is_left_to_the_report() -> None:
    found = read_results(report(flag="R"))
    assert (found.measured, found.others) == ((), 1)


def test_a_result_that_is_not_final_is_none() -> None:
    found = read_results(report(status="active"))
    assert (found.measured, found.others) == ((), 0)


def test_what_is_no_cda_holds_no_result() -> None:
    assert read_results(b"%PDF-1.7").measured == ()
