"""Open one's own record online: the terms accepted, the record made, the credentials handed over on the screen."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Applicant
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal, Told
from carnet.core.accounts.credentials import MADE_FROM, normal_identifier, spell
from carnet.core.audit.events import SecurityAct, event_of
from carnet.core.emergency.access import EmergencySwitches
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.core.record.opening import ConsentWay, OpeningConsent
from carnet.core.record.terms_of_use import AcceptanceWay
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import accounts, creation_codes, facts, online_openings, openings, person_traits, records
from carnet.store.accounts import Account
from carnet.store.context import within
from carnet.store.online_openings import Opening
from carnet.store.records import IdentityHasRecord, RecordPerson
from carnet.usecases.account.awaited_account import number_of_new_account
from carnet.usecases.account.password_work import hash_password
from carnet.usecases.account.trace_account import HOLDER, trace_account
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.opening.insured_person import application_of, as_record_person, insured_with
from carnet.usecases.opening.show_opening import OpeningOver, address_of_opening
from carnet.usecases.opening.welcome import welcome
from carnet.usecases.trace import NONCE_SIZE, append, write_down


@dataclass(frozen=True, slots=True)
class RecordOpenedOnline:
    """It is open; ``show_opening`` shows the credentials until the person has noted them, or the hour is over."""


@dataclass(frozen=True, slots=True)
class StepsMissing:
    """A step before this one is not done: ``show_opening`` says which."""


@dataclass(frozen=True, slots=True, repr=False)
class _Credentials:
    """An identifier and a first password, drawn before any lock is taken, and the hash that takes its time."""

    identifier: str
    password: str
    password_hash: str

    def __repr__(self) -> str:
        return "_Credentials(…)"


FinishAnswer: TypeAlias = RecordOpenedOnline | StepsMissing | OpeningOver | Refusal


def finish_opening(token: str, *, accepts: bool, language: str, env: Environment) -> FinishAnswer:
    """Open the record of an opening whose steps are done (product.md, « Opening »).

    ``accepts``: whether the person ticked that they read and accept the terms and agree to the opening; ``language``:
    of the text they read. Record, account, consent, acceptance and the request to the insurer are one transaction; the
    creation code is used up in it. The same form sent twice, even at the same instant, opens one record and shows the
    same credentials. Raises ``InsuredRegisterUnavailableError``.
    """
    at = env.clock.now()
    with within(NOBODYS_RECORD):
        opening = online_openings.read(token, at=at)
        if opening is None or opening.progress.invitation:
            return OpeningOver()
        if opening.progress.identifier:
            return RecordOpenedOnline()
        if not opening.progress.verified or opening.progress.samu is None:
            return StepsMissing()
        address = address_of_opening(opening, env=env)
    insured = insured_with(opening.progress.number, env=env)
    if insured is None:
        return OpeningOver()
    by_mail = opening.channel is Channel.MAIL
    person = as_record_person(insured, mail=address if by_mail else "", phone="" if by_mail else address)
    shown = application_of(insured, has_a_channel=True, accepts_the_terms=accepts, env=env)
    credentials = _draw(env)
    digests = [env.keyring.lookup_digest(records.lookup_text(identifier)) for identifier in person.identifiers]
    existing = next((found for digest in digests if (found := records.identify(digest)) is not None), None)
    record = existing if existing is not None else RecordId(env.chance.identifier())
    with within(record, exclusive=True):
        held = online_openings.read(token, at=at, held=True)
        if held is None:
            return OpeningOver()
        if held.progress.identifier:
            return RecordOpenedOnline()  # the same form, sent at the same instant, was first
        gathered = facts.about_record(record, action=Action.OPEN_RECORD, actor=Applicant(), at=at, policy=env.policy)
        decision = decide(replace(gathered.facts, application=shown))
        if isinstance(decision, Refusal):
            write_down(decision, gathered.wrapped_key, env=env)
            return decision
        made = _make(record, person, digests, decision, held, at=at, env=env)
        if isinstance(made, Refusal):
            write_down(made, gathered.wrapped_key, env=env)
            return made
        version = welcome(record, way=AcceptanceWay.ONLINE_OPENING, language=language, at=at, env=env)
        consent = OpeningConsent(ConsentWay.ONLINE, language=language)
        openings.keep_consent(record, env.chance.identifier(), consent, text=version, at=at, given_to="")
        numbers = [identifier.value for identifier in person.identifiers]
        number = number_of_new_account(env.chance.identifier(), numbers, env=env)
        _open_account(record, number, credentials, held, version, at=at, env=env)
        owe_notice(record, kind="record-opened", at=at, env=env)
        kept = replace(held.progress, identifier=credentials.identifier, password=credentials.password)
        online_openings.save(token, kept, nonce=env.chance.secret(NONCE_SIZE))
    return RecordOpenedOnline()


def _draw(env: Environment) -> _Credentials:
    password = spell(env.chance.secret(MADE_FROM))
    identifier = normal_identifier(spell(env.chance.secret(MADE_FROM)))
    return _Credentials(identifier, password, hash_password(password, env=env))


def _make(
    record: RecordId,
    person: RecordPerson,
    digests: list[bytes],
    permit: Permit,
    opening: Opening,
    *,
    at: datetime,
    env: Environment,
) -> Refusal | None:
    """Make the record, its consent and its first line; refuse when its identity got one a moment ago."""
    progress = opening.progress
    if not creation_codes.use_up(UUID(progress.code_id), at=at):
        return _already_open(permit)
    usual = env.policy.initial_switches
    wrapped_key = env.keyring.new_record_key(record=record.bytes)
    created = records.create(
        record,
        at=at,
        birth_date=person.traits.birth_date,
        switches=EmergencySwitches(progress.samu is True, progress.break_the_glass is True, usual.masked_documents),
        wrapped_key=wrapped_key,
        person=person,
        digests=digests,
        record_key=env.keyring.open_record_key(wrapped_key, record=record.bytes),
        nonce=env.chance.secret(NONCE_SIZE),
    )
    if isinstance(created, IdentityHasRecord):
        return _already_open(permit)
    person_traits.index(record, [env.keyring.lookup_digest(text) for text in person_traits.texts_of(person.traits)])
    # Who had no record is now its holder: their history begins with their own act.
    line = replace(event_of(permit, event=env.chance.identifier(), door=env.door), record=record, actor=HOLDER)
    append(line, wrapped_key, env=env)
    return None


def _already_open(permit: Permit) -> Refusal:
    """Another opening of the same person, begun with the same code, was faster."""
    return Refusal(permit.facts, permit.reasons, Told.ALREADY_OPEN)


def _open_account(
    record: RecordId,
    number: UUID,
    drawn: _Credentials,
    opening: Opening,
    version: str,
    *,
    at: datetime,
    env: Environment,
) -> None:
    """Make the account of the new holder; a drawn identifier of 59 bits that somebody has is a bug, and raises."""
    if opening.channel is None:
        raise RuntimeError("an opening whose contact is verified has no channel")
    account = Account(
        id=number,
        record=record,
        identifier=env.keyring.lookup_digest(accounts.identifier_text(drawn.identifier)),
        password_hash=drawn.password_hash,
        password_set_at=at,
        must_change_password=True,
        channel=opening.channel,
        last_visit_at=None,
        accepted_terms=version,
    )
    if (why_not := accounts.create(account, at=at)) is not None:
        raise RuntimeError(f"no account was made: {why_not.value}")
    trace_account(record, SecurityAct.ACCOUNT_OPENING, at=at, env=env, detail=opening.channel.value)
