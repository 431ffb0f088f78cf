"""Mails tell of nothing that is hidden from whoever reads them, and nobody but the person sees where they go."""

import pytest

from carnet.core.access.cases.words import facts_of
from carnet.core.access.mail import may_be_mailed, sees_contacts
from carnet.core.documents.hiding import Hiding
from carnet.core.vocabulary.confidentiality import Confidentiality

PLAIN = frozenset({Confidentiality.NORMAL})


def told(hiding: Hiding | None = None, code: Confidentiality | None = None, record: str = "") -> bool:
    """Whether a mail tells of a document hidden so."""
    hidings = frozenset({hiding}) if hiding is not None else frozenset[Hiding]()
    codes = PLAIN | {code} if code is not None else PLAIN
    return may_be_mailed(facts_of("déposer", "médecin", "", "", "", record), codes, hidings)


def test_what_nobody_hides_is_told() -> None:
    assert told()
    assert told(record="d’un mineur")
    assert told(Hiding.FROM_CARERS, Confidentiality.MASKED_TO_PROFESSIONALS)


@pytest.mark.parametrize("hiding", [Hiding.SET_ASIDE, Hiding.HELD])
def test_what_is_set_aside_or_waits_to_be_sorted_is_told_to_nobody(hiding: Hiding) -> None:
    assert not told(hiding)


@pytest.mark.parametrize("code", [Confidentiality.HIDDEN_FROM_PATIENT, Confidentiality.HIDDEN_FROM_REPRESENTATIVES])
def test_what_the_person_or_a_minors_parents_may_not_see_is_not_told(code: Confidentiality) -> None:
    assert not told(code=code)


def test_a_secret_is_told_to_an_adult_and_not_to_those_who_read_a_minors_mail() -> None:
    assert told(Hiding.SECRET)
    assert not told(Hiding.SECRET, record="d’un mineur")


def test_nobody_but_the_person_sees_how_they_are_reached() -> None:
    seen = {
        who
        for who, tie in (
            ("titulaire", ""),
            ("représentant", "de droit"),
            ("aidant", "aidant accepté"),
            ("médecin", "autorisé"),
        )
        if sees_contacts(facts_of("lister", who, tie, "", "", ""))
    }
    assert seen == {"titulaire"}
