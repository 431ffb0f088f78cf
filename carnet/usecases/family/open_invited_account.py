"""Whoever was invited as a carer opens their own account online, and accepts the invitation with it."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias

from carnet.core.accounts.authority import CarersApplication, may_open_carers_account
from carnet.core.accounts.credentials import MADE_FROM, normal_identifier, spell
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.record.terms_of_use import OF_CARERS, read_terms
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel
from carnet.store import account_people, accounts, online_openings
from carnet.store.account_people import AccountPerson
from carnet.store.accounts import Account
from carnet.store.context import within
from carnet.store.online_openings import Opening
from carnet.usecases.account.password_work import hash_password
from carnet.usecases.account.trace_account import trace_own
from carnet.usecases.family.accept_invitation import CaringBegins, NoInvitation
from carnet.usecases.family.answer_invitation import accept_by_code
from carnet.usecases.family.begin_by_invitation import waiting_invitation
from carnet.usecases.opening.show_opening import OpeningOver, address_of_opening
from carnet.usecases.trace import NONCE_SIZE

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True, repr=False)
class Applicant:
    """Who opens it: under which name the person will read what they do, and the terms that they accept, or not."""

    given_name: str
    family_name: str
    accepts_the_terms: bool
    language: str

    def __repr__(self) -> str:
        """Hide the person."""
        return "Applicant(…)"


@dataclass(frozen=True, slots=True)
class InvitedAccountOpened:
    """The account is open: ``show_opening`` shows what opens it until it is noted.

    ``cares``: whether the invitation is accepted with it; false when it was taken back at that very moment.
    """

    cares: bool


class NotOpenedYet(Enum):
    """What is missing."""

    STEPS = "steps"
    """The channel was not verified: ``show_opening`` says so."""
    NAME_OR_TERMS = "name-or-terms"


InvitedAnswer: TypeAlias = InvitedAccountOpened | NotOpenedYet | NoInvitation | OpeningOver


def open_invited_account(token: str, applicant: Applicant, *, env: Environment) -> InvitedAnswer:
    """Open the account of a carer: the code of an invitation, a channel that was reached, the terms accepted.

    ``token``: of ``begin_by_invitation``. The invitation is accepted with the account, which uses its code up: one code
    opens one account. The same form sent twice opens one and shows the same credentials. The account's own history
    begins with its opening and with the terms; the person's names this carer from now on.
    """
    at = env.clock.now()
    with within(NOBODYS_RECORD):
        opening = online_openings.read(token, at=at)
        if opening is None or not opening.progress.invitation:
            return OpeningOver()
        if opening.progress.identifier:
            return InvitedAccountOpened(cares=True)
        address = address_of_opening(opening, env=env)
    given, family = (one.strip()[:LONGEST_NAME] for one in (applicant.given_name, applicant.family_name))
    shown = CarersApplication(
        has_the_code=waiting_invitation(opening.progress.invitation, env=env) is not None,
        has_a_channel=opening.progress.verified,
        accepts_the_terms=applicant.accepts_the_terms,
        has_a_name=bool(given and family),
    )
    if not may_open_carers_account(shown):
        return _what_is_missing(shown)
    by_mail = opening.channel is Channel.MAIL
    person = AccountPerson(given, family, mail=address if by_mail else "", phone="" if by_mail else address)
    account = _make(token, opening, person, applicant.language, env)
    if account is None:
        return InvitedAccountOpened(cares=True)  # the same form, sent at the same instant, was first
    accepted = accept_by_code(opening.progress.invitation, account=account.id, name=person.shown(), env=env)
    return InvitedAccountOpened(isinstance(accepted, CaringBegins))


def _what_is_missing(shown: CarersApplication) -> NotOpenedYet | NoInvitation:
    if not shown.has_the_code:
        return NoInvitation()
    return NotOpenedYet.NAME_OR_TERMS if shown.has_a_channel else NotOpenedYet.STEPS


def _make(token: str, opening: Opening, person: AccountPerson, language: str, env: Environment) -> Account | None:
    """Make the account, unless the same form has made it; a drawn identifier that somebody has is a bug, and raises."""
    at = env.clock.now()
    identifier, password = normal_identifier(spell(env.chance.secret(MADE_FROM))), spell(env.chance.secret(MADE_FROM))
    terms = read_terms(OF_CARERS, language)
    account = Account(
        id=env.chance.identifier(),
        record=NOBODYS_RECORD,
        identifier=env.keyring.lookup_digest(accounts.identifier_text(identifier)),
        password_hash=hash_password(password, env=env),
        password_set_at=at,
        must_change_password=True,
        channel=opening.channel if opening.channel is not None else Channel.MAIL,
        last_visit_at=None,
        accepted_terms=terms.version,
    )
    with within(account.history, exclusive=True):
        held = online_openings.read(token, at=at, held=True)
        if held is None or held.progress.identifier:
            return None
        if (why_not := accounts.create(account, at=at)) is not None:
            raise RuntimeError(f"no account was made: {why_not.value}")
        account_people.save(account.id, person, keyring=env.keyring, nonce=env.chance.secret(NONCE_SIZE))
        trace_own(account, SecurityAct.ACCOUNT_OPENING, at=at, env=env, detail=account.channel.value)
        trace_own(account, SecurityAct.TERMS, at=at, env=env, detail=terms.version)
        kept = replace(held.progress, identifier=identifier, password=password)
        online_openings.save(token, kept, nonce=env.chance.secret(NONCE_SIZE))
    return account
