"""Documents that wait for their announcement to the person, and those kept from representatives."""

from carnet.core.vocabulary.confidentiality import Confidentiality
from tests.installation import HADDAD, KELLER, note
from tests.two_worlds.kind import A_COLLEAGUE, THE_FATHER, THE_HOLDER, THE_TREATING, hiding
from tests.two_worlds.people import LOU
from tests.two_worlds.stage import Stage, a_prescription, prescription

UNANNOUNCED = Confidentiality.HIDDEN_FROM_PATIENT
FROM_REPRESENTATIVES = Confidentiality.HIDDEN_FROM_REPRESENTATIVES


@hiding(THE_HOLDER, seen_by=(A_COLLEAGUE, THE_TREATING))
def not_announced_yet(stage: Stage) -> None:
    """A result of which no doctor has told the person; two doctors have read it."""
    result = note(stage.person, by=HADDAD, number=9, type_code="11502-2", hidden=frozenset({UNANNOUNCED}))
    document = stage.receives(result, from_=HADDAD)
    stage.reads(document, by=KELLER)


@hiding(THE_HOLDER, seen_by=(A_COLLEAGUE,))
def not_announced_and_first_read_by_its_author(stage: Stage) -> None:
    """The author reads it and had never come here before: a notice of that visit would tell of the document."""
    result = note(stage.person, by=HADDAD, number=9, type_code="11502-2", hidden=frozenset({UNANNOUNCED}))
    stage.reads(stage.receives(result, from_=HADDAD), by=HADDAD)


@hiding(THE_HOLDER, seen_by=(A_COLLEAGUE,), given=a_prescription)
def replaced_by_one_not_announced(stage: Stage) -> None:
    """A document that the person reads is replaced by one that waits for its announcement."""
    newer = prescription(stage.person, 9, by=HADDAD, hours=2, hidden={UNANNOUNCED}, replaces=stage.given)
    stage.receives(newer, from_=HADDAD)


@hiding(THE_FATHER, seen_by=(A_COLLEAGUE,), about=LOU)
def at_a_minor_s_request(stage: Stage) -> None:
    """A report that a minor asked to keep from their representatives, read since by a doctor."""
    document = stage.receives(
        prescription(stage.person, 9, by=HADDAD, hours=1, hidden={FROM_REPRESENTATIVES}), from_=HADDAD
    )
    stage.reads(document, by=KELLER)


@hiding(THE_FATHER, seen_by=(A_COLLEAGUE,), about=LOU, given=a_prescription)
def replaced_by_one_kept_from_representatives(stage: Stage) -> None:
    """A document that the father reads is replaced by one that he does not."""
    newer = prescription(stage.person, 9, by=HADDAD, hours=2, hidden={FROM_REPRESENTATIVES}, replaces=stage.given)
    stage.receives(newer, from_=HADDAD)
