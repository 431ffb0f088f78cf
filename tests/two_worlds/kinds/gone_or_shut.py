"""Documents that were deleted, and records whose door is shut."""

from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import DocumentId
from carnet.usecases.consent.choose_emergency_access import Chosen, choose_emergency_access
from tests.installation import HADDAD, HOSPITAL_SOFTWARE
from tests.two_worlds.kind import A_COLLEAGUE, A_PHARMACIST, A_STRANGER, THE_BLOCKED, THE_HOLDER, THE_TREATING, hiding
from tests.two_worlds.people import BLOCKED
from tests.two_worlds.stage import Stage, prescription


@hiding(A_PHARMACIST, seen_by=(THE_HOLDER, THE_TREATING))
def deleted(stage: Stage) -> None:
    """A prescription that came, and was deleted an hour later."""
    document = stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1), from_=HOSPITAL_SOFTWARE)
    stage.at(15)
    stage.deletes(document)


CONSENT = frozenset({"/pro/dossiers/<uuid:record>/accord/", "/pro/dossiers/<uuid:record>/avec-la-personne/renouveler/"})
"""Consent declared with the person present opens a record to somebody never authorised, and not to somebody blocked."""
INTO_THE_RECORD = CONSENT | {"/pro/dossiers/<uuid:record>/urgence/", "/pro/dossiers/<uuid:record>/urgence/refermer/"}
"""The two ways in. Whoever has taken one reads what others read."""


def emergencies_are_refused(stage: Stage) -> DocumentId:
    """The person lets nobody in by emergency: it answers everybody as it answers who is blocked."""
    off = EmergencySwitches(samu=False, break_the_glass=False, masked_documents=False)
    assert isinstance(choose_emergency_access(stage.record, off, actor=stage.holder, env=stage.env), Chosen)
    return stage.shown


@hiding(THE_BLOCKED, A_COLLEAGUE, seen_by=(THE_HOLDER,), given=emergencies_are_refused, apart=CONSENT)
def a_block(stage: Stage) -> None:
    """The person blocks a doctor who was never authorised: it reads like nothing at all."""
    stage.blocks(BLOCKED)


def a_blocked_doctor(stage: Stage) -> DocumentId:
    """Blocked in both worlds."""
    stage.blocks(BLOCKED)
    return stage.shown


@hiding(THE_BLOCKED, A_STRANGER, seen_by=(A_COLLEAGUE, THE_HOLDER), given=a_blocked_doctor, apart=INTO_THE_RECORD)
def a_document_in_a_record_that_one_may_not_read(stage: Stage) -> None:
    """One more document: what is inside makes no difference to who may not come in."""
    stage.receives(prescription(stage.person, 9, by=HADDAD, hours=1), from_=HADDAD)
