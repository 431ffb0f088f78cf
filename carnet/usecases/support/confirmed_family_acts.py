"""What is done once two agents agree about who acts for somebody: a power, its end, an emancipation, a protection."""

from collections.abc import Mapping
from datetime import date

from carnet.core.access.actors import SupportAgent
from carnet.core.consent.ending import beginning_of_day
from carnet.core.record.representation import Power
from carnet.core.support.second_pair import Proposal
from carnet.ports.environment import Environment
from carnet.store import accounts
from carnet.store.context import within
from carnet.usecases.account.holder import owner_of, shown_name
from carnet.usecases.family.end_protection import ProtectionEnded, end_protection
from carnet.usecases.family.end_representation import RepresentationEnded, end_representation
from carnet.usecases.family.hide_places import PlacesHidden, hide_places
from carnet.usecases.family.record_emancipation import Emancipated, record_emancipation
from carnet.usecases.family.record_protection import Protected, record_protection
from carnet.usecases.family.record_representation import Represented, record_representation
from carnet.usecases.family.tell_close_one import account_number


def record_representative_by_two(
    proposal: Proposal, carried: Mapping[str, str], confirmed_by: SupportAgent, env: Environment
) -> bool:
    """Write a power down on the deed or the judgment that the first agent saw."""
    answer = record_representation(
        proposal.record,
        carried["account"],
        Power(carried["power"]),
        proof=_proof(proposal, carried),
        name=_name_of(carried["account"], env),
        actor=confirmed_by,
        env=env,
    )
    return isinstance(answer, Represented)


def end_representative_by_two(
    proposal: Proposal, carried: Mapping[str, str], confirmed_by: SupportAgent, env: Environment
) -> bool:
    """End a power on a decision that was shown: custody goes to another."""
    answer = end_representation(
        proposal.record, carried["account"], proof=_proof(proposal, carried), actor=confirmed_by, env=env
    )
    return isinstance(answer, RepresentationEnded)


def record_emancipation_by_two(
    proposal: Proposal, carried: Mapping[str, str], confirmed_by: SupportAgent, env: Environment
) -> bool:
    """Write an emancipation down on the judgment."""
    answer = record_emancipation(proposal.record, proof=_proof(proposal, carried), actor=confirmed_by, env=env)
    return isinstance(answer, Emancipated)


def record_protection_by_two(
    proposal: Proposal, carried: Mapping[str, str], confirmed_by: SupportAgent, env: Environment
) -> bool:
    """Write the protection of an adult down on the judgment."""
    answer = record_protection(proposal.record, proof=_proof(proposal, carried), actor=confirmed_by, env=env)
    return isinstance(answer, Protected)


def end_protection_by_two(
    proposal: Proposal, carried: Mapping[str, str], confirmed_by: SupportAgent, env: Environment
) -> bool:
    """Write the end of a protection down on the judgment."""
    answer = end_protection(proposal.record, proof=_proof(proposal, carried), actor=confirmed_by, env=env)
    return isinstance(answer, ProtectionEnded)


def hide_places_by_two(
    proposal: Proposal, carried: Mapping[str, str], confirmed_by: SupportAgent, env: Environment
) -> bool:
    """Hide places from a representative from the day of the decision on, or show them again where it names none."""
    since = carried.get("since")
    answer = hide_places(
        proposal.record,
        carried["account"],
        since=beginning_of_day(date.fromisoformat(since)) if since else None,
        confirmed_by=confirmed_by,
        proof=carried["proof"],
        actor=SupportAgent(proposal.proposed_by),
        env=env,
    )
    return isinstance(answer, PlacesHidden)


def _name_of(account: str, env: Environment) -> str:
    """Read under which name somebody acts from now on, whether they have a record here or not."""
    number = account_number(account)
    found = accounts.of_id(number) if number is not None else None
    if found is None:
        return ""
    with within(found.history):
        return shown_name(owner_of(found.record, found.id, env=env))


def _proof(proposal: Proposal, carried: Mapping[str, str]) -> str:
    """Say in the trace what was shown, and to whom of the two it was."""
    return f"{carried['proof']} {proposal.proposed_by}"
