"""What is done once two agents agree: one function for each act that takes two."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from carnet.core.access.actors import SupportAgent
from carnet.core.audit.events import SecurityAct
from carnet.core.support.authority import DeskAct
from carnet.core.support.second_pair import Proposal
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import accounts, contact_changes, sign_ins, web_sessions
from carnet.store.context import within
from carnet.usecases.account.end_what_was_let_in import end_what_was_let_in
from carnet.usecases.account.save_address import save_address
from carnet.usecases.family.suspend_representation import RepresentationSuspended, suspend_representation
from carnet.usecases.record.record_death import DeathRecorded, DeathUndone, record_death, undo_death
from carnet.usecases.support.confirmed_family_acts import (
    end_protection_by_two,
    end_representative_by_two,
    hide_places_by_two,
    record_emancipation_by_two,
    record_protection_by_two,
    record_representative_by_two,
)
from carnet.usecases.support.desk_trace import trace_at_desk

DoneByTwo: TypeAlias = Callable[[Proposal, Mapping[str, str], SupportAgent, Environment], bool]
"""Takes the proposal, what it carried and the agent who confirms; says whether it could be done."""


def change_channel_by_two(
    proposal: Proposal, carried: Mapping[str, str], confirmed_by: SupportAgent, env: Environment
) -> bool:
    """Send the codes of somebody elsewhere from now on. Nothing is told to where they went before.

    Sessions and sign-ins under way end: whoever reads the former address is not to finish theirs. What they may have
    let in ends too: applications, and what is being shown.
    """
    channel = Channel(carried["channel"])
    with within(proposal.record, exclusive=True):
        found = accounts.of_history(proposal.record)
        account = accounts.hold(found.id) if found is not None else None
        trace_at_desk(
            proposal.record,
            SecurityAct.CHANNEL_CHANGE,
            actor=confirmed_by,
            env=env,
            detail=channel.value,
            is_refused=account is None,
        )
        if account is None:
            return False
        save_address(account, channel, carried["address"], env=env)
        accounts.choose_channel(account.id, channel)
        contact_changes.forget_all(account.id)
        sign_ins.end_attempts(account.id)
        web_sessions.end_all_of(account.id, at=env.clock.now())
        end_what_was_let_in(account, at=env.clock.now())
    return True


def suspend_representative_by_two(
    proposal: Proposal, carried: Mapping[str, str], confirmed_by: SupportAgent, env: Environment
) -> bool:
    """Suspend a representative on a decision that was shown (product.md, « Separated parents »)."""
    answer = suspend_representation(
        proposal.record,
        carried["account"],
        confirmed_by=confirmed_by,
        proof=carried["proof"],
        actor=SupportAgent(proposal.proposed_by),
        env=env,
    )
    return isinstance(answer, RepresentationSuspended)


def record_death_by_two(
    proposal: Proposal, carried: Mapping[str, str], confirmed_by: SupportAgent, env: Environment
) -> bool:
    """Close a record because the person died, on the act that the first agent saw (product.md, « Death »)."""
    answer = record_death(proposal.record, proof=carried["proof"], actor=confirmed_by, env=env)
    return isinstance(answer, DeathRecorded)


def undo_death_by_two(
    proposal: Proposal, carried: Mapping[str, str], confirmed_by: SupportAgent, env: Environment
) -> bool:
    """Undo a death that was noted by mistake (product.md, « Death »: « undone under four eyes »)."""
    answer = undo_death(proposal.record, proof=carried["proof"], actor=confirmed_by, env=env)
    return isinstance(answer, DeathUndone)


CONFIRMED: dict[DeskAct, DoneByTwo] = {
    DeskAct.CHANGE_CHANNEL: change_channel_by_two,
    DeskAct.SUSPEND_REPRESENTATIVE: suspend_representative_by_two,
    DeskAct.RECORD_REPRESENTATIVE: record_representative_by_two,
    DeskAct.END_REPRESENTATIVE: end_representative_by_two,
    DeskAct.RECORD_EMANCIPATION: record_emancipation_by_two,
    DeskAct.RECORD_PROTECTION: record_protection_by_two,
    DeskAct.END_PROTECTION: end_protection_by_two,
    DeskAct.HIDE_PLACES: hide_places_by_two,
    DeskAct.SHOW_PLACES: hide_places_by_two,
    DeskAct.RECORD_DEATH: record_death_by_two,
    DeskAct.UNDO_DEATH: undo_death_by_two,
}
"""Every act that takes two, and what does it."""
