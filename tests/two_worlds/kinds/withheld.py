"""What Carnet withholds beyond the official codes: secret, from one professional, by category, from carers."""

from datetime import timedelta

from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.store import carers
from carnet.store.context import within
from carnet.usecases.confidentiality.choose_hidden_categories import HidingChoices, choose_hidden_categories
from carnet.usecases.confidentiality.hide_from_professional import HiddenFrom, hide_from_professional
from carnet.usecases.confidentiality.keep_secret import SecrecyChanged, keep_secret
from carnet.usecases.family.hide_from_carers import CarersSee, hide_from_carers
from tests.installation import HADDAD, note
from tests.two_worlds.kind import (
    A_CARER,
    A_COLLEAGUE,
    A_PHARMACIST,
    THE_HOLDER,
    THE_TREATING,
    hiding,
)
from tests.two_worlds.people import CARER, COLLEAGUE
from tests.two_worlds.stage import Stage, prescription

REPORTS = "10"
"""A class of documents in which nothing else is that these readers read."""


@hiding(A_COLLEAGUE, THE_TREATING, seen_by=(THE_HOLDER,))
def kept_secret(stage: Stage) -> None:
    """A prescription that nobody sees but the person and its author."""
    document = stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1), from_=HADDAD)
    answer = keep_secret(stage.record, document, actor=stage.holder, env=stage.env)
    assert isinstance(answer, SecrecyChanged), answer
    stage.reads(document, by=HADDAD)


@hiding(A_COLLEAGUE, seen_by=(A_PHARMACIST, THE_HOLDER))
def hidden_from_one_doctor(stage: Stage) -> None:
    """A prescription that all may read but one doctor, whom the person has named."""
    document = stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1), from_=HADDAD)
    whom = COLLEAGUE.identifier
    answer = hide_from_professional(stage.record, document, whom, actor=stage.holder, env=stage.env)
    assert isinstance(answer, HiddenFrom), answer
    stage.reads(document, by=HADDAD)


def reports_are_hidden(stage: Stage) -> DocumentId:
    """The person hides a whole category."""
    answer = choose_hidden_categories(
        stage.record, {REPORTS}, masks_by_default=False, actor=stage.holder, env=stage.env
    )
    assert isinstance(answer, HidingChoices), answer
    return stage.shown


@hiding(A_COLLEAGUE, seen_by=(THE_HOLDER,), given=reports_are_hidden)
def in_a_hidden_category(stage: Stage) -> None:
    """One more document of a category that the person has hidden."""
    stage.reads(stage.receives(note(stage.person, by=HADDAD, number=9), from_=HADDAD), by=HADDAD)


def a_carer(stage: Stage) -> DocumentId:
    """The person has a carer, who has accepted."""
    at = stage.env.clock.now()
    year = at + timedelta(days=365)
    with within(stage.record, exclusive=True):
        assert carers.invite(stage.record, CARER.account, at=at, ends_at=year)
        assert carers.accept(stage.record, CARER.account, at=at, until=year)
    return stage.shown


@hiding(A_CARER, seen_by=(THE_HOLDER,), given=a_carer)
def masked_and_never_seen_by_a_carer(stage: Stage) -> None:
    """What is masked is no carer's to see either."""
    hidden = {Confidentiality.MASKED_TO_PROFESSIONALS}
    stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1, hidden=hidden), from_=HADDAD)


@hiding(A_CARER, seen_by=(THE_HOLDER,), given=a_carer)
def not_shown_to_carers(stage: Stage) -> None:
    """A prescription that the person marks « Ne pas montrer à mes aidants »; others read it."""
    document = stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1), from_=HADDAD)
    answer = hide_from_carers(stage.record, document, actor=stage.holder, env=stage.env)
    assert isinstance(answer, CarersSee), answer
    stage.reads(document, by=HADDAD)
