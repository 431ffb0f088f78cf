"""What is masked because all that comes is, what the person says is not theirs, and what a minor keeps secret."""

from carnet.core.identifiers import DocumentId
from carnet.usecases.confidentiality.choose_hidden_categories import HidingChoices, choose_hidden_categories
from carnet.usecases.confidentiality.keep_secret import SecrecyChanged, keep_secret
from carnet.usecases.confidentiality.set_aside_document import SettingChanged, set_aside_document
from tests.installation import HADDAD
from tests.two_worlds.kind import A_COLLEAGUE, A_PHARMACIST, THE_FATHER, THE_HOLDER, THE_TREATING, hiding
from tests.two_worlds.people import LOU
from tests.two_worlds.stage import Stage, a_prescription, prescription


def everything_is_masked(stage: Stage) -> DocumentId:
    """The person masks whatever comes."""
    answer = choose_hidden_categories(stage.record, (), masks_by_default=True, actor=stage.holder, env=stage.env)
    assert isinstance(answer, HidingChoices), answer
    return stage.shown


@hiding(A_PHARMACIST, seen_by=(THE_HOLDER, THE_TREATING), given=everything_is_masked)
def masked_by_default(stage: Stage) -> None:
    """A prescription that came after that choice."""
    stage.reads(stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1), from_=HADDAD), by=HADDAD)


@hiding(A_COLLEAGUE, THE_TREATING, seen_by=(THE_HOLDER,))
def set_aside(stage: Stage) -> None:
    """A prescription that nobody had read, and that the person says is not theirs."""
    document = stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1), from_=HADDAD)
    answer = set_aside_document(stage.record, document, actor=stage.holder, env=stage.env)
    assert isinstance(answer, SettingChanged), answer


@hiding(A_COLLEAGUE, seen_by=(THE_HOLDER,), given=a_prescription)
def set_aside_once_replaced(stage: Stage) -> None:
    """The newer version of what all may read is set aside: the older one stands as if it never had been replaced."""
    newer = prescription(stage.person, 9, by=HADDAD, hours=2, replaces=stage.given)
    document = stage.receives(newer, from_=HADDAD)
    answer = set_aside_document(stage.record, document, actor=stage.holder, env=stage.env)
    assert isinstance(answer, SettingChanged), answer


def a_minors_secret(stage: Stage) -> DocumentId:
    """A prescription that a minor withholds from everybody but its author, representatives included."""
    document = a_prescription(stage)
    answer = keep_secret(stage.record, document, actor=stage.holder, env=stage.env)
    assert isinstance(answer, SecrecyChanged), answer
    return document


@hiding(THE_FATHER, seen_by=(THE_HOLDER,), about=LOU, given=a_minors_secret)
def a_new_version_of_a_minors_secret(stage: Stage) -> None:
    """What a minor keeps secret goes on being written: it raises no alert that a parent would read."""
    newer = prescription(stage.person, 9, by=HADDAD, hours=2, replaces=stage.given)
    stage.reads(stage.receives(newer, from_=HADDAD), by=HADDAD)
