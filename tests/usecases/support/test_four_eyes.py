"""What takes two agents: one proposes, another confirms from a session of their own, within a day."""

from datetime import timedelta
from uuid import UUID

import pytest

from carnet.core.access.actors import Actor
from carnet.core.record.representation import Power
from carnet.core.support.authority import FOUR_EYES, DeskAct, NotDone
from carnet.core.support.requests import Proof
from carnet.core.support.second_pair import NotConfirmed, Proposal
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store.models import DeskProposalRow
from carnet.usecases.account.show_attempt import CodeSent
from carnet.usecases.support.confirm_proposal import Confirmed, confirm_proposal, drop_proposal
from carnet.usecases.support.confirmed_acts import CONFIRMED
from carnet.usecases.support.forget_desk_proofs import forget_desk_proofs
from carnet.usecases.support.list_proposals import list_proposals
from carnet.usecases.support.propose_act import NoAddress, Proposed, propose_act, propose_channel
from carnet.usecases.support.propose_family_act import propose_representative
from tests.conftest import WrittenJobs
from tests.store.database import Database
from tests.usecases.sign_in_world import Person, sends_what_was_promised
from tests.usecases.support.desk import ALI, INES, ODILE, desk_lines, passes, the_worker
from tests.usecases.support.test_accounts import IDENTIFIER, PASSWORD, camille, env, proves, recognizes

__all__ = ["camille", "env"]

NEW = "camille.nouvelle@example.org"


def proposes(camille: Person, env: Environment) -> UUID:
    """Ali, who has seen her documents, proposes that her codes go to another address."""
    proves(camille, env)
    answer = propose_channel(camille.record, Channel.MAIL, NEW, actor=ALI, env=env)
    assert isinstance(answer, Proposed), answer
    return answer.proposal.id


def where_codes_go(camille: Person) -> str:
    """Somebody signs in with the right password."""
    assert isinstance(camille.browser().tries(IDENTIFIER, PASSWORD), CodeSent)
    return sends_what_was_promised(camille.env)[-1].address


def test_a_second_agent_confirms_and_codes_go_to_the_new_address(camille: Person, env: Environment) -> None:
    proposal = proposes(camille, env)
    assert where_codes_go(camille) == "camille@example.org"
    assert isinstance(confirm_proposal(proposal, actor=INES, env=env), Confirmed)
    assert where_codes_go(camille) == NEW
    assert desk_lines(camille.record, env)[-2:] == [
        ("desk-proposal", "done", "support", "change-channel"),
        ("channel-change", "done", "support", "mail"),
    ]


def test_the_former_address_learns_nothing(camille: Person, env: Environment) -> None:
    proposal = proposes(camille, env)
    jobs = env.jobs
    assert isinstance(jobs, WrittenJobs)
    jobs.promised.clear()
    confirm_proposal(proposal, actor=INES, env=env)
    assert jobs.promised == []


def test_the_same_agent_never_confirms_what_they_proposed(camille: Person, env: Environment) -> None:
    proposal = proposes(camille, env)
    assert confirm_proposal(proposal, actor=ALI, env=env) is NotConfirmed.SAME_PERSON
    assert desk_lines(camille.record, env)[-1] == ("desk-proposal", "refused", "support", "same-person")
    assert where_codes_go(camille) == "camille@example.org"


@pytest.mark.parametrize("who", [ODILE])
def test_only_an_agent_confirms(camille: Person, env: Environment, who: Actor) -> None:
    proposal = proposes(camille, env)
    assert confirm_proposal(proposal, actor=who, env=env) is NotConfirmed.NOT_THIS_ROLE
    assert drop_proposal(proposal, actor=who, env=env) is NotConfirmed.NOT_THIS_ROLE
    assert list_proposals(actor=who, env=env) is NotDone.NOT_THIS_ROLE


def test_a_proposal_waits_a_day_and_no_longer(camille: Person, env: Environment, database: Database) -> None:
    proposal = proposes(camille, env)
    passes(env, timedelta(hours=24))
    assert list_proposals(actor=INES, env=env) == ()
    assert confirm_proposal(proposal, actor=INES, env=env) is NotConfirmed.EXPIRED
    with the_worker(database):
        forget_desk_proofs(env=env)
    assert confirm_proposal(proposal, actor=INES, env=env) is NotConfirmed.NOT_THERE


def test_a_proposal_is_used_once(camille: Person, env: Environment) -> None:
    proposal = proposes(camille, env)
    confirm_proposal(proposal, actor=INES, env=env)
    assert confirm_proposal(proposal, actor=INES, env=env) is NotConfirmed.ALREADY_DECIDED
    assert drop_proposal(proposal, actor=INES, env=env) is NotConfirmed.ALREADY_DECIDED


def test_what_is_given_up_is_not_done_and_is_told(camille: Person, env: Environment) -> None:
    proposal = proposes(camille, env)
    assert isinstance(drop_proposal(proposal, actor=ALI, env=env), Proposal)
    assert confirm_proposal(proposal, actor=INES, env=env) is NotConfirmed.ALREADY_DECIDED
    assert desk_lines(camille.record, env)[-2] == ("desk-proposal-dropped", "done", "support", "change-channel")


def test_the_new_address_does_not_stand_in_the_database_and_goes_with_the_decision(
    camille: Person, env: Environment
) -> None:
    proposal = proposes(camille, env)
    assert NEW.encode() not in bytes(DeskProposalRow.objects.get(id=proposal).sealed)
    confirm_proposal(proposal, actor=INES, env=env)
    assert bytes(DeskProposalRow.objects.get(id=proposal).sealed) == b""


def test_an_agent_who_only_heard_answers_proposes_nothing(camille: Person, env: Environment) -> None:
    recognizes(camille, env)
    answer = propose_channel(camille.record, Channel.MAIL, NEW, actor=ALI, env=env)
    assert answer is NotDone.NOT_SURE_ENOUGH


@pytest.mark.parametrize(("channel", "typed"), [(Channel.MAIL, "camille"), (Channel.SMS, "01 23 45 67 89")])
def test_what_is_no_address_is_not_proposed(camille: Person, env: Environment, channel: Channel, typed: str) -> None:
    proves(camille, env)
    assert propose_channel(camille.record, channel, typed, actor=ALI, env=env) == NoAddress()


def test_each_sees_what_waits_and_whose_it_is(camille: Person, env: Environment) -> None:
    proposal = proposes(camille, env)
    for who, is_own in ((ALI, True), (INES, False)):
        waiting = list_proposals(actor=who, env=env)
        assert isinstance(waiting, tuple)
        assert [(one.proposal.id, one.is_own) for one in waiting] == [(proposal, is_own)]


def test_what_one_agent_does_alone_is_never_proposed(camille: Person, env: Environment) -> None:
    proves(camille, env)
    with pytest.raises(ValueError, match="alone"):
        propose_act(camille.record, DeskAct.UNLOCK, {}, actor=ALI, env=env)


def test_a_representative_whom_nobody_knows_is_not_suspended(camille: Person, env: Environment) -> None:
    proves(camille, env)
    carried = {"account": "nobody", "proof": "court-decision"}
    proposed = propose_act(camille.record, DeskAct.SUSPEND_REPRESENTATIVE, carried, actor=ALI, env=env)
    assert isinstance(proposed, Proposed)
    assert confirm_proposal(proposed.proposal.id, actor=INES, env=env) is NotConfirmed.NOT_POSSIBLE


def test_no_identifier_is_tried_unseen_when_a_power_is_proposed(camille: Person, env: Environment) -> None:
    def proposes_power(identifier: str, actor: Actor) -> object:
        return propose_representative(camille.record, identifier, Power.GUARDIAN, Proof.MANDATE, actor=actor, env=env)

    for identifier in (IDENTIFIER, "personne.du.tout"):
        assert proposes_power(identifier, ODILE) is NotDone.NOT_THIS_ROLE
    proves(camille, env)
    assert proposes_power("personne.du.tout", ALI) is NotDone.NOT_THERE
    assert desk_lines(camille.record, env)[-1] == ("desk-proposal", "refused", "support", "not-there")


def test_every_act_that_takes_two_is_done_by_something() -> None:
    assert CONFIRMED.keys() == FOUR_EYES
