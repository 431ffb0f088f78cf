"""Documents masked to professionals: at the deposit, by the person, for an hour, in a version or in all."""

from carnet.core.identifiers import DocumentId
from carnet.core.vocabulary.confidentiality import Confidentiality
from tests.installation import HADDAD, KELLER
from tests.two_worlds.kind import A_COLLEAGUE, A_PHARMACIST, A_STRANGER, THE_HOLDER, THE_TREATING, hiding
from tests.two_worlds.stage import Stage, a_prescription, prescription

MASKED = Confidentiality.MASKED_TO_PROFESSIONALS


@hiding(A_COLLEAGUE, A_PHARMACIST, A_STRANGER, seen_by=(THE_HOLDER, THE_TREATING))
def masked_at_the_deposit(stage: Stage) -> None:
    """A prescription that came masked, read since by those who may."""
    document = stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1, hidden={MASKED}), from_=HADDAD)
    stage.reads(document, by=KELLER)
    stage.reads(document, by=HADDAD)


@hiding(A_COLLEAGUE, seen_by=(THE_HOLDER, THE_TREATING))
def masked_by_the_person(stage: Stage) -> None:
    """A prescription that the person masked, and that a second version has replaced since."""
    document = stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1), from_=HADDAD)
    stage.masks(document)
    stage.reads(document, by=HADDAD)
    stage.receives(prescription(stage.person, 10, by=HADDAD, hours=2, replaces=document), from_=HADDAD)


@hiding(A_COLLEAGUE, seen_by=(THE_HOLDER, THE_TREATING), given=a_prescription)
def replaced_by_one_that_is_masked(stage: Stage) -> None:
    """A prescription that all may read is replaced by a masked one."""
    newer = prescription(stage.person, 9, by=HADDAD, hours=2, hidden={MASKED}, replaces=stage.given)
    stage.receives(newer, from_=HADDAD)


@hiding(A_COLLEAGUE, seen_by=(THE_HOLDER,), given=a_prescription)
def masked_and_shown_again(stage: Stage) -> None:
    """A prescription that was masked for an hour; in the other world it never was."""
    stage.masks(stage.given)
    stage.at(15)
    stage.unmasks(stage.given)


def a_masked_prescription(stage: Stage) -> DocumentId:
    """One that is hidden from professionals in both worlds."""
    document = a_prescription(stage)
    stage.masks(document)
    return document


@hiding(A_COLLEAGUE, seen_by=(THE_HOLDER, THE_TREATING), given=a_masked_prescription)
def a_masked_one_that_is_replaced(stage: Stage) -> None:
    """What is hidden goes on being written: no version of it is felt."""
    newer = prescription(stage.person, 9, by=HADDAD, hours=2, replaces=stage.given)
    stage.reads(stage.receives(newer, from_=HADDAD), by=KELLER)
