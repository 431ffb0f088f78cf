"""Lou, fifteen, and those who act for her; what each of them finds in her record."""

from dataclasses import replace
from datetime import date

from carnet.core.access.actors import Actor, Holder, Professional, Representative, SupportAgent
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import DocumentId, PatientIdentifier, PatientIdentifierSystem, RecordId, nir_key
from carnet.core.people import Gender, IdentityStatus, IdentityTraits
from carnet.core.record.representation import Power
from carnet.store import records
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.family.open_secret_visit import SecretVisitOpened, open_secret_visit
from carnet.usecases.family.record_representation import Represented, record_representation
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_access_history import AccessHistory, read_access_history
from tests.installation import KELLER, Installation
from tests.usecases.looking import record_key

LOU = RecordPerson(
    traits=IdentityTraits("MARTIN", ("LOU",), Gender.FEMALE, date(2011, 6, 9), "44109"),
    identity_status=IdentityStatus.QUALIFIED,
    identifiers=(PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, "2110644109042" + nir_key("2110644109042")),),
    mail="famille.martin@example.org",
)
FATHER, MOTHER = Representative("father-of-lou"), Representative("mother-of-lou")
DESK, SECOND_AGENT = SupportAgent("agent-1"), SupportAgent("agent-2")
RESULT = "11502-2"
"""A result of a laboratory: what comes back from a visit."""


def somebody(number: int) -> RecordPerson:
    """One of several adults, told apart by a number."""
    nir = f"18405441090{number:02d}"
    return RecordPerson(
        traits=IdentityTraits("EXEMPLE", ("PAUL",), Gender.MALE, date(1984, 5, number + 1), "44109"),
        identity_status=IdentityStatus.QUALIFIED,
        identifiers=(PatientIdentifier(PatientIdentifierSystem.INS_NIR_DEMO, nir + nir_key(nir)),),
    )


def is_parent_of(here: Installation, record: RecordId, who: Representative, power: Power = Power.PARENT) -> None:
    """The desk writes down somebody's power, on proof."""
    answer = record_representation(record, who.account, power, proof="birth-certificate", actor=DESK, env=here.env)
    assert isinstance(answer, Represented), answer


def is_unreachable(here: Installation, record: RecordId) -> None:
    """Lou's family gave no channel: no alert is sent."""
    with within(record, exclusive=True):
        records.save_person(
            record,
            replace(LOU, mail="", phone=""),
            record_key=record_key(here, record),
            nonce=here.env.chance.secret(12),
        )


def visits(here: Installation, record: RecordId, doctor: Professional = KELLER) -> SecretVisitOpened:
    """The minor sees a professional and keeps it from her parents."""
    answer = open_secret_visit(record, minor_consents=True, actor=doctor, env=here.env)
    assert isinstance(answer, SecretVisitOpened), answer
    return answer


def listed(here: Installation, record: RecordId, who: Actor) -> list[DocumentId]:
    """The documents that somebody finds in a list."""
    answer = list_documents(record, criteria=Criteria(), actor=who, env=here.env)
    assert isinstance(answer, ListedDocuments), answer
    return [one.document for one in answer.documents]


def may_list(here: Installation, record: RecordId, who: Actor) -> bool:
    """Whether the record opens to somebody."""
    return isinstance(list_documents(record, criteria=Criteria(), actor=who, env=here.env), ListedDocuments)


def acts_read_by(here: Installation, record: RecordId, who: Actor) -> list[str]:
    """The acts that somebody reads in the history, oldest first, without their own."""
    answer = read_access_history(record, actor=who, env=here.env)
    assert isinstance(answer, AccessHistory), answer
    mine = "holder" if isinstance(who, Holder) else getattr(who, "account", "")
    return [
        line.event.action.value
        for line in reversed(answer.lines)
        if mine not in (line.event.actor.identifier, line.event.actor.kind)
    ]
