"""What is done once two agents agree about who acts for somebody: a power, its end, an emancipation, a protection."""

from collections.abc import Mapping

from carnet.core.access.actors import SupportAgent
from carnet.core.record.representation import Power
from carnet.core.support.second_pair import Proposal
from carnet.ports.environment import Environment
from carnet.store import account_people
from carnet.usecases.family.end_protection import ProtectionEnded, end_protection
from carnet.usecases.family.end_representation import RepresentationEnded, end_representation
from carnet.usecases.family.record_emancipation import Emancipated, record_emancipation
from carnet.usecases.family.record_protection import Protected, record_protection
from carnet.usecases.family.record_representation import Represented, record_representation
from carnet.usecases.family.tell_close_one import account_number


def record_representative_by_two(
    proposal: Proposal, carried: Mapping[str, str], confirmed_by: SupportAgent, env: Environment
) -> bool:
    """Write a power down on the deed or the judgment that the first agent saw."""
    number = account_number(carried["account"])
    person = account_people.find(number, keyring=env.keyring) if number is not None else None
    answer = record_representation(
        proposal.record,
        carried["account"],
        Power(carried["power"]),
        proof=_proof(proposal, carried),
        name=person.shown() if person is not None else "",
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


def _proof(proposal: Proposal, carried: Mapping[str, str]) -> str:
    """Say in the trace what was shown, and to whom of the two it was."""
    return f"{carried['proof']} {proposal.proposed_by}"
