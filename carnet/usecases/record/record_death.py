"""A death, noted on proof by two agents: everything stops the same minute; one noted by mistake is undone by two."""

from dataclasses import dataclass

from carnet.core.access.actions import Action
from carnet.core.access.actors import SupportAgent
from carnet.core.access.decide import decide
from carnet.core.access.decision import Decision, Refusal
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import accounts, app_grants, emergencies, endings, facts, letters, showings, sign_ins, web_sessions
from carnet.store.context import within
from carnet.usecases.trace import write_down


@dataclass(frozen=True, slots=True)
class DeathRecorded:
    """The record is closed with that reason: nobody reads it, and nothing is sent about it any more."""


@dataclass(frozen=True, slots=True)
class DeathUndone:
    """The record is what it was, authorisations included. The person has their access reissued."""


def record_death(record: RecordId, *, proof: str, actor: SupportAgent, env: Environment) -> DeathRecorded | Refusal:
    """Close a record because the person died (product.md, « Death »); ``proof``: a code, as the act of death.

    The second agent of two calls this (``confirm_proposal``). In the same transaction, sessions on the record end,
    those of representatives and carers too, the account opens nothing any more, applications are out, emergencies end,
    and letters that were not posted go; notices that wait find the record closed and are not sent.
    """
    with within(record, exclusive=True):
        at = env.clock.now()
        decision = _decide(record, Action.RECORD_DEATH, proof, actor, env)
        if isinstance(decision, Refusal):
            return decision
        endings.close_for_a_death(record, at=at)
        emergencies.close_all(record, at=at)
        showings.stop_all(record, at=at)
        endings.take_erasure_back(record, at=at)
        letters.drop_of_record(record)
        web_sessions.end_all_on(record, at=at)
        app_grants.end_all_on(record, at=at)
        account = accounts.of_record(record)
        if account is not None:
            accounts.shut(account, at=at)
            sign_ins.end_attempts(account)
            web_sessions.end_all_of(account, at=at)
            app_grants.end_all_of(account, at=at)
    return DeathRecorded()


def undo_death(record: RecordId, *, proof: str, actor: SupportAgent, env: Environment) -> DeathUndone | Refusal:
    """Undo a death that was noted by mistake, under four eyes too.

    The record is open again if it was, or closed as it was; the person's access is reissued once they have come.
    """
    with within(record, exclusive=True):
        decision = _decide(record, Action.UNDO_DEATH, proof, actor, env)
        if isinstance(decision, Refusal):
            return decision
        endings.undo_a_death(record, at=env.clock.now())
    return DeathUndone()


def _decide(record: RecordId, action: Action, proof: str, actor: SupportAgent, env: Environment) -> Decision:
    gathered = facts.about_record(record, action=action, actor=actor, at=env.clock.now(), policy=env.policy)
    decision = decide(gathered.facts)
    write_down(decision, gathered.wrapped_key, env=env, detail=proof)
    return decision
