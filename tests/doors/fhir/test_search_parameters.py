"""Whatever a client writes in a search, it is understood or told: nothing breaks the reading."""

from hypothesis import given
from hypothesis import strategies as st

from carnet.core.defects import Defect
from carnet.core.documents.selection import Span
from carnet.doors.fhir.pages import LARGEST_PAGE, read_count
from carnet.doors.fhir.search_parameters import KNOWN, Search, read_search, read_spans

DATES = st.from_regex(
    r"(eq|ge|gt|le|lt|ap)?[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?",
    fullmatch=True,
)
VALUES = st.text(max_size=40) | DATES | st.from_regex(r"[a-z0-9.:|,\\$-]{0,40}", fullmatch=True)
QUERIES = st.dictionaries(
    st.sampled_from(sorted(KNOWN)) | st.text(max_size=8), st.lists(VALUES, max_size=3).map(tuple), max_size=6
)


@given(parameters=QUERIES, is_strict=st.booleans())
def test_every_search_is_understood_or_told_what_is_wrong(
    parameters: dict[str, tuple[str, ...]], is_strict: bool
) -> None:
    read = read_search(parameters, is_strict=is_strict)
    if isinstance(read, Search):
        assert read.criteria.statuses
        assert set(read.ignored) == (set() if is_strict else parameters.keys() - KNOWN)
    else:
        assert read
        assert all(isinstance(one, Defect) and one.problem and one.remedy for one in read)


@given(date=DATES)
def test_every_date_is_a_stretch_of_time_or_a_defect(date: str) -> None:
    (read,) = read_spans("date", {"date": (date,)})
    if isinstance(read, Span) and read.start is not None and read.end is not None:
        assert read.start < read.end
    else:
        assert isinstance(read, Defect | Span)


@given(prefix=st.sampled_from(["", "eq"]), date=DATES.filter(lambda text: text[:1].isdigit()))
def test_from_a_date_on_begins_where_the_date_does_and_after_it_where_it_ends(prefix: str, date: str) -> None:
    equal, starting, after, until, before = (
        read_spans("date", {"date": (f"{one}{date}",)})[0] for one in (prefix, "ge", "gt", "le", "lt")
    )
    if isinstance(equal, Span):
        assert starting == Span(start=equal.start)
        assert after == Span(start=equal.end)
        assert until == Span(end=equal.end)
        assert before == Span(end=equal.start)


@given(text=st.text(max_size=30) | st.integers(-10, 10**40).map(str))
def test_a_page_holds_from_nothing_to_a_hundred_documents(text: str) -> None:
    read = read_count({"_count": (text,)})
    assert isinstance(read, Defect) or 0 <= read <= LARGEST_PAGE
