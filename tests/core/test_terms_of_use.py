"""The terms of use: which version is in force, who must accept it, and that each text is whole in both languages."""

from datetime import UTC, datetime, timedelta

import pytest

from carnet.core.record.terms_of_use import LANGUAGES, OF_CARERS, are_due, read_terms, version_at, versions

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CHANGED = datetime(2018, 11, 5, 23, 0, tzinfo=UTC)


def test_a_version_is_in_force_from_midnight_in_paris() -> None:
    assert version_at(CHANGED) == "2018-11"
    assert version_at(CHANGED - timedelta(seconds=1)) == "2011-01"
    assert version_at(datetime(2001, 1, 1, tzinfo=UTC)) == "2011-01"


def test_versions_sort_as_their_dates_do() -> None:
    assert sorted(versions(), key=lambda one: one.name) == sorted(versions(), key=lambda one: one.since)


@pytest.mark.parametrize(("accepted", "due"), [("", True), ("2011-01", True), ("2018-11", False)])
def test_who_accepted_an_older_version_or_none_must_accept_todays(accepted: str, due: bool) -> None:
    assert are_due(accepted, at=NOON) is due


@pytest.mark.parametrize("version", [*(one.name for one in versions()), OF_CARERS])
def test_each_text_has_the_same_sections_in_both_languages_and_a_digest_of_its_own(version: str) -> None:
    texts = [read_terms(version, language) for language in LANGUAGES]
    assert len({len(one.sections) for one in texts}) == 1
    assert len({one.digest for one in texts}) == 2
    for one in texts:
        assert all(section.title and section.paragraphs for section in one.sections)
