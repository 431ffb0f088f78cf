"""A death noted on proof by two agents, and one that was noted by mistake."""

from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.access.actors import Actor, Holder, SupportAgent
from carnet.core.access.decision import Told
from carnet.core.documents.selection import Criteria
from carnet.core.identifiers import RecordId
from carnet.core.support.authority import DeskAct
from carnet.core.support.second_pair import NotConfirmed
from carnet.store.context import within
from carnet.usecases.emergency.break_the_glass import break_the_glass
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.notices.send_notice import send_notice
from carnet.usecases.reading.list_documents import ListedDocuments, list_documents
from carnet.usecases.reading.read_access_history import read_access_history
from carnet.usecases.record.close_record import close_record
from carnet.usecases.record.record_death import DeathRecorded, DeathUndone, record_death, undo_death
from carnet.usecases.record.reopen_record import RecordClosure, read_closure, reopen_record
from carnet.usecases.support.confirm_proposal import Confirmed, confirm_proposal
from carnet.usecases.support.look_up_account import LookedUp, look_up_by_ins
from carnet.usecases.support.propose_act import Proposed, propose_act
from tests.conftest import NOON
from tests.installation import CAMILLE, HUGO, KELLER, Installation, note, refused
from tests.usecases.looking import promised, sent, told

ALI, MAYA = SupportAgent("ali"), SupportAgent("maya")
PROOF = "death-certificate"


@pytest.fixture
def camille(installation: Installation) -> RecordId:
    record = installation.opens(CAMILLE)
    installation.authorizes(record, KELLER)
    installation.receives(CAMILLE, note(CAMILLE), from_=KELLER)
    return record


def reads(who: Actor, record: RecordId, here: Installation) -> bool:
    return isinstance(list_documents(record, criteria=Criteria(), actor=who, env=here.env), ListedDocuments)


def test_everything_stops_the_same_minute(installation: Installation, camille: RecordId) -> None:
    env, holder = installation.env, Holder(camille)
    assert record_death(camille, proof=PROOF, actor=MAYA, env=env) == DeathRecorded()
    assert not reads(KELLER, camille, installation)
    assert not reads(holder, camille, installation)
    assert refused(read_access_history(camille, actor=holder, env=env)).told is Told.RECORD_CLOSED
    assert refused(reopen_record(camille, actor=holder, env=env)).told is Told.RECORD_CLOSED
    broken = break_the_glass(camille, reason="Malaise au comptoir.", actor=HUGO, env=env)
    assert refused(broken).told is Told.NO_EMERGENCY_ACCESS


def test_nothing_is_sent_any_more(installation: Installation, camille: RecordId) -> None:
    with within(camille):
        owe_notice(camille, kind="new-document", at=NOON, env=installation.env)
    record_death(camille, proof=PROOF, actor=MAYA, env=installation.env)
    before = sent(installation)
    for job, given in promised(installation):
        if job == "send-notice":
            send_notice(RecordId(UUID(given["record"])), UUID(given["notice"]), env=installation.env)
    assert sent(installation) == before


def test_a_death_noted_by_mistake_leaves_the_record_as_it_was(installation: Installation, camille: RecordId) -> None:
    record_death(camille, proof=PROOF, actor=MAYA, env=installation.env)
    installation.at(NOON + timedelta(days=3))
    assert undo_death(camille, proof="in-person", actor=ALI, env=installation.env) == DeathUndone()
    assert reads(KELLER, camille, installation)
    assert reads(Holder(camille), camille, installation)
    assert ("record-death", "done", PROOF) in told(installation, camille)
    assert ("undo-death", "done", "in-person") in told(installation, camille)


def test_what_she_had_closed_herself_is_closed_again_as_she_closed_it(
    installation: Installation, camille: RecordId
) -> None:
    holder, env = Holder(camille), installation.env
    close_record(camille, reason="no-use", actor=holder, env=env)
    before = read_closure(camille, actor=holder, env=env)
    installation.at(NOON + timedelta(days=40))
    record_death(camille, proof=PROOF, actor=MAYA, env=env)
    undo_death(camille, proof="in-person", actor=ALI, env=env)
    after = read_closure(camille, actor=holder, env=env)
    assert isinstance(after, RecordClosure)
    assert after == before


def test_the_agent_who_proposed_it_never_confirms_it_and_a_colleague_does(
    installation: Installation, camille: RecordId
) -> None:
    env = installation.env
    assert isinstance(look_up_by_ins(CAMILLE.identifiers[0], actor=ALI, env=env), LookedUp)
    proposed = propose_act(camille, DeskAct.RECORD_DEATH, {"proof": PROOF}, actor=ALI, env=env)
    assert isinstance(proposed, Proposed)
    assert confirm_proposal(proposed.proposal.id, actor=ALI, env=env) is NotConfirmed.SAME_PERSON
    assert reads(KELLER, camille, installation)
    assert isinstance(confirm_proposal(proposed.proposal.id, actor=MAYA, env=env), Confirmed)
    assert not reads(KELLER, camille, installation)


def test_only_what_was_closed_by_a_death_is_undone_by_the_desk(installation: Installation, camille: RecordId) -> None:
    close_record(camille, reason="no-use", actor=Holder(camille), env=installation.env)
    assert refused(undo_death(camille, proof=PROOF, actor=ALI, env=installation.env)).told is Told.NO_ACCESS


def test_nobody_gives_a_death_as_their_reason_to_close(installation: Installation, camille: RecordId) -> None:
    with pytest.raises(ValueError, match="not a reason"):
        close_record(camille, reason="death", actor=Holder(camille), env=installation.env)
