"""Say why somebody may or may not do something to a record: rules and sentences, never a name, a title or content."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Carer, Holder, Professional, Representative, StructureSoftware
from carnet.core.access.decide import decide
from carnet.core.access.facts import DepositFacts
from carnet.core.access.policy import Policy, policy_at
from carnet.core.access.why import Why, why_for_asker, why_for_holder
from carnet.core.audit.events import AuditEvent, Outcome, Party, SecurityAct, party
from carnet.core.documents.submission import NonOpposition
from carnet.core.identifiers import DocumentId, OrganizationId, PractitionerId, RecordId
from carnet.core.record.majority import PARIS
from carnet.ports.environment import Environment
from carnet.store import directory, facts
from carnet.store.context import within
from carnet.store.facts import Gathered
from carnet.usecases.consent.concerned import gather_concerned
from carnet.usecases.trace import append


@dataclass(frozen=True, slots=True)
class TheHolder:
    """The person whose record it is."""


@dataclass(frozen=True, slots=True)
class SomeProfessional:
    """A professional of the directory, at work in a structure: nobody comes otherwise."""

    identifier: PractitionerId
    structure: OrganizationId


@dataclass(frozen=True, slots=True)
class SomeAccount:
    """A representative or a carer, by the opaque identifier of their account."""

    account: str
    is_carer: bool = False


@dataclass(frozen=True, slots=True)
class SomeStructure:
    """The software of a structure of the directory, with no professional named."""

    identifier: OrganizationId


Who = TheHolder | SomeProfessional | SomeAccount | SomeStructure


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be explained.

    ``document``: asked for, when the action bears on one. ``type_codes``: of a deposit. ``concerned``: the
    professional whom the act bears on. ``with_the_person``: whether the actor states that the person is present.
    ``as_of``: another instant than now, under the policy of that day. ``policy``: the name of another policy.
    """

    record: RecordId
    who: Who
    action: Action
    document: DocumentId | None = None
    type_codes: frozenset[str] = frozenset()
    concerned: PractitionerId | None = None
    with_the_person: bool = False
    as_of: datetime | None = None
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """The answer, as each audience may read it, with the policy and the instant under which it was decided."""

    for_asker: Why
    for_holder: Why
    policy: Policy
    at: datetime


@dataclass(frozen=True, slots=True)
class NobodyOfThatName:
    """The directory knows no such professional or structure, or not this professional in this structure."""


@dataclass(frozen=True, slots=True)
class NoSuchPolicy:
    """No policy has this name, or none was in force on that day."""


def explain_decision(
    question: Question, *, agent: str, env: Environment
) -> Explained | NobodyOfThatName | NoSuchPolicy:
    """Decide a question without doing anything, and give its reasons to both audiences.

    ``agent``: who asks, as the history of the record will say: looking at why is a look. The facts are those that the
    record holds **now**; only the instant and the policy are others, when ``as_of`` asks for it (docs/operations).
    """
    at = question.as_of or env.clock.now()
    policy = _policy(question, at, env)
    if policy is None:
        return NoSuchPolicy()
    actor = _actor(question)
    if actor is None:
        return NobodyOfThatName()
    with within(question.record):
        gathered = _gather(question, actor, at, policy)
        asked = gathered.facts
        if question.concerned is not None:
            asked = replace(asked, concerned=gather_concerned(question.record, question.concerned))
        decision = decide(asked)
        append(_line(question, actor, gathered, agent=agent, env=env), gathered.wrapped_key, env=env)
    return Explained(why_for_asker(decision), why_for_holder(decision), policy, at)


def _policy(question: Question, at: datetime, env: Environment) -> Policy | None:
    if question.policy:
        return next((policy for policy in env.policies if policy.name == question.policy), None)
    if question.as_of is not None:
        return policy_at(at.astimezone(PARIS).date(), env.policies)
    return env.policy


def _actor(question: Question) -> Actor | None:
    who = question.who
    match who:
        case TheHolder():
            return Holder(question.record)
        case SomeAccount(account, is_carer):
            return Carer(account) if is_carer else Representative(account)
        case SomeStructure(identifier):
            structure = directory.find_organization(identifier)
            return StructureSoftware(identifier, structure.kind) if structure else None
        case SomeProfessional():
            return _professional(who)
        case _:
            assert_never(who)


def _professional(who: SomeProfessional) -> Professional | None:
    """Give the professional as they would come: in a structure, with the role that the directory gives them there."""
    known = directory.find_practitioner(who.identifier)
    structure = directory.find_organization(who.structure)
    role = directory.role_of(who.identifier, who.structure)
    if known is None or structure is None or role is None:
        return None
    return Professional(who.identifier, known.profession, known.specialty, role, who.structure, structure.kind)


def _gather(question: Question, actor: Actor, at: datetime, policy: Policy) -> Gathered:
    deposit = None
    if question.action is Action.DEPOSIT_DOCUMENTS:
        deposit = DepositFacts(question.type_codes, NonOpposition.DECLARED)
    if question.document is None:
        return facts.about_record(
            question.record,
            action=question.action,
            actor=actor,
            at=at,
            policy=policy,
            declares_presence=question.with_the_person,
            deposit=deposit,
        )
    return facts.about_document(
        question.record,
        question.document,
        action=question.action,
        actor=actor,
        at=at,
        policy=policy,
        declares_presence=question.with_the_person,
        deposit=deposit,
    )


def _line(question: Question, actor: Actor, gathered: Gathered, *, agent: str, env: Environment) -> AuditEvent:
    """Write who asked, of whom and of what; a line that names a hidden document is hidden like it."""
    document = gathered.facts.document
    asked = party(actor)
    return AuditEvent(
        id=env.chance.identifier(),
        record=gathered.facts.record.id,
        at=env.clock.now(),
        action=SecurityAct.EXPLANATION,
        outcome=Outcome.DONE,
        actor=Party("support", agent),
        door=env.door,
        documents=(document.id,) if document is not None else (),
        detail=" ".join(filter(None, (question.action.value, asked.kind, asked.identifier))),
    )
