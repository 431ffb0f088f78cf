"""What is shown by a code: to whom it was not shown, nothing says that it was, nor what else there is."""

from carnet.core.access.actors import Professional
from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.usecases.showing.follow_showing import Followed, follow_showings
from carnet.usecases.showing.redeem_showing import ShowingOpened, redeem_showing
from carnet.usecases.showing.show_record import ShowingBegun, show_record
from tests.installation import HADDAD
from tests.two_worlds.kind import A_COLLEAGUE, A_STRANGER, THE_FATHER, THE_HOLDER, hiding
from tests.two_worlds.people import LOU, STRANGER, TODAY
from tests.two_worlds.stage import Stage, a_prescription, prescription


def shows(stage: Stage, *documents: DocumentId, to: Professional) -> None:
    """The person shows documents to somebody, who opens what is shown."""
    begun = show_record(stage.record, documents, minutes=60, actor=stage.holder, env=stage.env)
    assert isinstance(begun, ShowingBegun), begun
    followed = follow_showings(stage.record, actor=stage.holder, env=stage.env)
    assert isinstance(followed, Followed)
    (code,) = (one.code for one in followed.showings if one.id == begun.showing)
    assert isinstance(redeem_showing(code, actor=to, env=stage.env), ShowingOpened)


@hiding(THE_FATHER, seen_by=(THE_HOLDER,), about=LOU)
def a_minor_shows_what_is_hidden_from_the_parents(stage: Stage) -> None:
    """The document, the code, who opened it, their list and their first access: none of it is told."""
    hidden = {Confidentiality.HIDDEN_FROM_REPRESENTATIVES}
    document = stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1, hidden=hidden), from_=HADDAD)
    shows(stage, document, to=STRANGER)
    stage.lists(by=STRANGER)
    stage.reads(document, by=STRANGER)


@hiding(A_COLLEAGUE, seen_by=(THE_HOLDER,))
def a_masked_document_shown_to_another(stage: Stage) -> None:
    """Shown to one professional, it is masked to the others all the same."""
    document = stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1), from_=HADDAD)
    stage.masks(document)
    shows(stage, document, to=STRANGER)
    stage.reads(document, by=STRANGER)


def one_is_shown(stage: Stage) -> DocumentId:
    """A prescription that is being shown to somebody when the readers come."""
    document = a_prescription(stage)
    stage.here.at(TODAY)
    shows(stage, document, to=STRANGER)
    return document


@hiding(A_STRANGER, seen_by=(THE_HOLDER,), given=one_is_shown)
def another_than_the_one_that_is_shown(stage: Stage) -> None:
    """To whom one document is shown, no other that is masked opens with it."""
    hidden = {Confidentiality.MASKED_TO_PROFESSIONALS}
    stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1, hidden=hidden), from_=HADDAD)
