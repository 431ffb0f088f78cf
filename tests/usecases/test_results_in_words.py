"""What a report tells in plain words: a grave examination among others is left to the report, and counted."""

from datetime import UTC, datetime

from carnet.demo.documents.for_camille import blood_test
from carnet.demo.documents.paper import write_paper
from carnet.formats.cda.results import read_results
from carnet.usecases.reading.explain_results import without_grave

TSH, PSA = b"3016-3", b"2857-1"


def test_a_grave_examination_in_an_ordinary_report_is_counted_and_not_told() -> None:
    report = write_paper(blood_test(1, datetime(2026, 11, 20, 8, tzinfo=UTC))).content
    assert isinstance(report, bytes)
    ordinary, grave = (without_grave(read_results(one)) for one in (report, report.replace(TSH, PSA)))
    assert (len(ordinary.measured), ordinary.others) == (3, 0)
    assert (len(grave.measured), grave.others) == (2, 1)
    assert PSA.decode() not in {one.code for one in grave.measured}
