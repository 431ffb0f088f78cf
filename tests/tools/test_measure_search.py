"""The figures of the search can be taken again by whoever doubts them."""

from tools.measure_search import measure


def test_the_measure_finds_what_it_put_there_and_says_what_it_weighs() -> None:
    told = measure(20, 10)
    assert told.startswith("20 documents of ")
    assert "2 found" in told
    assert "bytes kept beside each" in told
