"""Whatever takes a right away, while its holder reads: what is read is read before, and nothing after."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from carnet.core.access.actors import Actor, Holder, StructureKind, SupportAgent
from carnet.core.access.decision import Refusal
from carnet.core.documents.selection import Criteria
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import DocumentId, RecordId
from carnet.usecases.confidentiality.mask_document import mask_document
from carnet.usecases.consent.authorize_professional import authorize_professional
from carnet.usecases.consent.block_professional import block_professional
from carnet.usecases.consent.choose_emergency_access import choose_emergency_access
from carnet.usecases.consent.choose_trusted_person import choose_trusted_person
from carnet.usecases.consent.confirm_care_team import confirm_care_team
from carnet.usecases.consent.name_treating_physician import name_treating_physician
from carnet.usecases.consent.withdraw_authorization import give_up_access, withdraw_authorization
from carnet.usecases.emergency.answer_samu_call import answer_samu_call
from carnet.usecases.emergency.break_the_glass import break_the_glass
from carnet.usecases.emergency.close_emergency_access import close_emergency_access
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_access_history import AccessHistory, read_access_history
from carnet.usecases.reading.read_document import OpenedDocument, read_document
from carnet.usecases.record.close_record import close_record
from carnet.usecases.record.record_death import record_death
from tests.conftest import NOON
from tests.installation import CAMILLE, HADDAD, HOSPITAL, HOSPITAL_SOFTWARE, KELLER, NURSE, Installation, note
from tests.store.test_races import at_once
from tests.usecases.looking import traced

READINGS = 5
OFF = EmergencySwitches(samu=False, break_the_glass=False, masked_documents=False)
MASKED_SHUT = EmergencySwitches(samu=True, break_the_glass=True, masked_documents=False)
MASKED_OPEN = replace(MASKED_SHUT, masked_documents=True)
REGULATOR = replace(HADDAD, structure_kind=StructureKind.SAMU)
END = NOON + timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Stage:
    """A record with one masked document, and the installation in which people act on it."""

    here: Installation
    record: RecordId
    masked: DocumentId

    @property
    def holder(self) -> Holder:
        """The person."""
        return Holder(self.record)

    def lists(self, who: Actor) -> bool:
        """Whether somebody may list what the record holds."""
        answer = list_documents(self.record, criteria=Criteria(), actor=who, env=self.here.env)
        return isinstance(answer, ListedDocuments)

    def opens(self, who: Actor) -> bool:
        """Whether somebody may open the masked document, to its last byte."""
        answer = read_document(self.record, self.masked, actor=who, env=self.here.env)
        if isinstance(answer, OpenedDocument):
            for _ in answer.chunks:
                pass
        return isinstance(answer, OpenedDocument)

    def sees_history(self, who: Actor) -> bool:
        """Whether somebody may read who came."""
        return isinstance(read_access_history(self.record, actor=who, env=self.here.env), AccessHistory)


@dataclass(frozen=True, slots=True)
class Revocation:
    """One way to lose a right. ``gives``: how it was had; ``reads``: what is done by it; ``ends``: how it is lost.

    ``traced_as``: the acts of the trace: of the reading, and of the revocation (nothing, when time alone revokes).
    """

    gives: Callable[[Stage], object]
    reads: Callable[[Stage], bool]
    ends: Callable[[Stage], object]
    traced_as: tuple[str, str]


def lets_in(stage: Stage) -> None:
    stage.here.authorizes(stage.record, KELLER, until=END)


def names_keller(stage: Stage) -> None:
    for who in (KELLER, HADDAD):
        stage.here.authorizes(stage.record, who)
    name_treating_physician(stage.record, KELLER.identifier, actor=stage.holder, env=stage.here.env)


def breaks_the_glass(stage: Stage) -> None:
    choose_emergency_access(stage.record, MASKED_OPEN, actor=stage.holder, env=stage.here.env)
    opened = break_the_glass(stage.record, reason="Malaise au comptoir.", actor=KELLER, env=stage.here.env)
    assert not isinstance(opened, Refusal)


def answers_a_call(stage: Stage) -> None:
    opened = answer_samu_call(stage.record, call="20261121-0042", actor=REGULATOR, env=stage.here.env)
    assert not isinstance(opened, Refusal)


def confirms_the_team(stage: Stage) -> None:
    choose_trusted_person(stage.record, "Sacha Morel", actor=stage.holder, env=stage.here.env)
    confirmed = confirm_care_team(
        stage.record, cannot_answer=True, confirmed_by="Sacha Morel", until=END, actor=HADDAD, env=stage.here.env
    )
    assert not isinstance(confirmed, Refusal)


def replaces_keller(stage: Stage) -> None:
    name_treating_physician(stage.record, HADDAD.identifier, actor=stage.holder, env=stage.here.env)


def chooses(switches: EmergencySwitches) -> Callable[[Stage], object]:
    return lambda stage: choose_emergency_access(stage.record, switches, actor=stage.holder, env=stage.here.env)


def closes(stage: Stage) -> None:
    close_record(stage.record, reason="holder-asks", actor=stage.holder, env=stage.here.env)


def notes_a_death(stage: Stage) -> None:
    record_death(stage.record, proof="death-certificate", actor=SupportAgent("agent-1"), env=stage.here.env)


LISTING, READING, HISTORY = "list-documents", "read-document", "read-access-history"
REVOCATIONS = {
    "block": Revocation(
        lets_in,
        lambda stage: stage.lists(KELLER),
        lambda stage: block_professional(stage.record, KELLER.identifier, actor=stage.holder, env=stage.here.env),
        (LISTING, "block-professional"),
    ),
    "block of the establishment": Revocation(
        lambda stage: stage.here.authorizes(stage.record, HOSPITAL),
        lambda stage: stage.lists(NURSE),
        lambda stage: block_professional(stage.record, HOSPITAL, actor=stage.holder, env=stage.here.env),
        (LISTING, "block-professional"),
    ),
    "withdrawal": Revocation(
        lets_in,
        lambda stage: stage.lists(KELLER),
        lambda stage: withdraw_authorization(stage.record, KELLER.identifier, actor=stage.holder, env=stage.here.env),
        (LISTING, "withdraw-authorization"),
    ),
    "giving up": Revocation(
        lets_in,
        lambda stage: stage.lists(KELLER),
        lambda stage: give_up_access(stage.record, actor=KELLER, env=stage.here.env),
        (LISTING, "give-up-access"),
    ),
    "expiry": Revocation(lets_in, lambda stage: stage.lists(KELLER), lambda stage: stage.here.at(END), (LISTING, "")),
    "team of a stay ended by the person": Revocation(
        confirms_the_team,
        lambda stage: stage.lists(NURSE),
        lambda stage: withdraw_authorization(stage.record, HOSPITAL, actor=stage.holder, env=stage.here.env),
        (LISTING, "withdraw-authorization"),
    ),
    "stay over": Revocation(
        confirms_the_team, lambda stage: stage.lists(NURSE), lambda stage: stage.here.at(END), (LISTING, "")
    ),
    "status ended": Revocation(
        names_keller, lambda stage: stage.opens(KELLER), replaces_keller, (READING, "name-treating-physician")
    ),
    "history after the status": Revocation(
        names_keller, lambda stage: stage.sees_history(KELLER), replaces_keller, (HISTORY, "name-treating-physician")
    ),
    "emergency closed": Revocation(
        breaks_the_glass,
        lambda stage: stage.lists(KELLER),
        lambda stage: close_emergency_access(stage.record, actor=KELLER, env=stage.here.env),
        (LISTING, "close-emergency-access"),
    ),
    "call ended": Revocation(
        answers_a_call,
        lambda stage: stage.lists(REGULATOR),
        lambda stage: close_emergency_access(stage.record, actor=REGULATOR, env=stage.here.env),
        (LISTING, "close-emergency-access"),
    ),
    "glass refused": Revocation(
        breaks_the_glass, lambda stage: stage.lists(KELLER), chooses(OFF), (LISTING, "choose-emergency-access")
    ),
    "samu refused": Revocation(
        answers_a_call, lambda stage: stage.lists(REGULATOR), chooses(OFF), (LISTING, "choose-emergency-access")
    ),
    "masked documents refused in emergencies": Revocation(
        breaks_the_glass,
        lambda stage: stage.opens(KELLER),
        chooses(MASKED_SHUT),
        (READING, "choose-emergency-access"),
    ),
    "death noted": Revocation(lets_in, lambda stage: stage.lists(KELLER), notes_a_death, (LISTING, "record-death")),
    "record closed": Revocation(lets_in, lambda stage: stage.lists(KELLER), closes, (LISTING, "close-record")),
    "record closed to its holder": Revocation(
        lambda _: None, lambda stage: stage.lists(stage.holder), closes, (LISTING, "close-record")
    ),
}


@pytest.fixture
def stage(installation: Installation) -> Stage:
    """Camille's record, with a document of Dr Haddad's that she masked."""
    record = installation.opens(CAMILLE)
    masked = installation.receives(CAMILLE, note(CAMILLE, by=NURSE), from_=HOSPITAL_SOFTWARE)
    mask_document(record, masked, actor=Holder(record), env=installation.env)
    return Stage(installation, record, masked)


@pytest.mark.parametrize("name", REVOCATIONS)
def test_what_is_taken_away_at_the_same_moment_is_read_before_or_not_at_all(name: str, stage: Stage) -> None:
    revocation = REVOCATIONS[name]
    revocation.gives(stage)
    assert revocation.reads(stage)
    before = len(traced(stage.here, stage.record))

    def reading() -> list[bool]:
        return [revocation.reads(stage) for _ in range(READINGS)]

    def revoking() -> list[bool]:
        revocation.ends(stage)
        return []

    read, _ = at_once([reading, revoking])
    assert read == sorted(read, reverse=True), "once refused, refused"
    assert not revocation.reads(stage), "the very next request"
    what, revoked = revocation.traced_as
    lines = traced(stage.here, stage.record)[before:]
    if revoked:
        at = next(place for place, line in enumerate(lines) if line.action.value == revoked)
        after = lines[at + 1 :]
    else:
        after = [line for line in lines if line.at >= END]
    assert [line for line in after if line.action.value == what and line.outcome.value == "done"] == []


def test_a_yes_shortened_while_it_is_used_ends_when_it_says(stage: Stage) -> None:
    stage.here.authorizes(stage.record, KELLER)
    env = stage.here.env

    def shortening() -> bool:
        answer = authorize_professional(stage.record, KELLER.identifier, until=END, actor=stage.holder, env=env)
        return not isinstance(answer, Refusal)

    assert all(at_once([shortening, *[lambda: stage.lists(KELLER)] * 3]))
    stage.here.at(END)
    assert not stage.lists(KELLER)
