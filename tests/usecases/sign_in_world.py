"""People who have accounts, and what they do at the door of the patient site."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from carnet.core.access.actors import SupportAgent
from carnet.core.audit.events import AuditEvent, Door
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.infra.messages import FileOutbox
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel, Message
from carnet.store import access_log, account_people, records
from carnet.store.context import within
from carnet.store.records import RecordPerson
from carnet.usecases.account.change_password import PasswordChanged, change_password
from carnet.usecases.account.confirm_code import confirm_code
from carnet.usecases.account.enter import SignedIn
from carnet.usecases.account.open_account import AccountOpened, open_account
from carnet.usecases.account.send_code import SEND_CODE, send_code
from carnet.usecases.account.show_attempt import AppCodeAwaited, CodeSent
from carnet.usecases.account.sign_in import SignInAnswer, sign_in
from tests.conftest import WrittenJobs
from tests.installation import Installation

ALI = SupportAgent("ali")
WRONG = "not the password at all"


def at_the_patient_site(env: Environment) -> Environment:
    """The outside world as the patient site sees it."""
    return replace(env, door=Door.PATIENT_SITE)


def at_the_professional_site(env: Environment) -> Environment:
    """The outside world as the professional site sees it."""
    return replace(env, door=Door.PROFESSIONAL_SITE)


def sends_what_was_promised(env: Environment) -> list[Message]:
    """The worker does its jobs; what left is given, oldest first."""
    jobs, outbox = env.jobs, env.messages
    assert isinstance(jobs, WrittenJobs)
    assert isinstance(outbox, FileOutbox)
    before = len(outbox.outbox())
    for job, given in jobs.promised:
        if job == SEND_CODE:
            send_code(RecordId(UUID(given["record"])), UUID(given["attempt"]), env=env)
    jobs.promised.clear()
    return [sent.message for sent in outbox.outbox()[before:]]


def code_in(message: Message) -> str:
    """The code that somebody reads in what they received."""
    return message.body.split()[0]


def history_of(record: RecordId, env: Environment) -> list[tuple[str, str, str, str]]:
    """The lines about the account in a history, oldest first: act, outcome, who, detail."""
    acts = ("account-opening", "sign-in", "sign-in-code", "password-change", "sign-out", "sessions-end")
    return [
        (line.action.value, line.outcome.value, line.actor.kind, line.detail)
        for line in lines_of(record, env)
        if line.action.value in acts
    ]


def history_of_nobody(env: Environment) -> list[tuple[str, str, str, str]]:
    """What was traced of people without an account."""
    return history_of(NOBODYS_RECORD, env)


def lines_of(record: RecordId, env: Environment) -> list[AuditEvent]:
    """Every line of a history, oldest first, whoever may see it: a record's, or that of an account without one."""
    with within(record):
        wrapped = account_people.key_of_history(record)
        assert wrapped is not None
        key = env.keyring.open_record_key(wrapped, record=record.bytes)
        return list(reversed(access_log.read(record, record_key=key)))


def is_now(person_now: RecordPerson, whose: "Person") -> None:
    """Somebody's addresses have changed."""
    env = whose.env
    with within(whose.record, exclusive=True):
        wrapped = records.wrapped_key(whose.record)
        assert wrapped is not None
        key = env.keyring.open_record_key(wrapped, record=whose.record.bytes)
        records.save_person(whose.record, person_now, record_key=key, nonce=env.chance.secret(12))


@dataclass(slots=True)
class Browser:
    """One browser of one device: it keeps what the site gives it, and types what its person says."""

    env: Environment
    device: str | None = None
    attempt: str | None = None
    session: str | None = None
    answers: list[SignInAnswer] = field(default_factory=list)

    def tries(self, identifier: str, password: str) -> SignInAnswer:
        """The first step."""
        answer = sign_in(identifier, password, device=self.device, env=self.env)
        if isinstance(answer, CodeSent | AppCodeAwaited):
            self.attempt = answer.attempt
        return answer

    def confirms(self, code: str) -> object:
        """The second step."""
        assert self.attempt is not None
        answer = confirm_code(self.attempt, code, device=self.device, env=self.env)
        if isinstance(answer, SignedIn):
            self.session, self.device, self.attempt = answer.session, answer.device, None
        return answer

    def signs_in(self, identifier: str, password: str) -> SignedIn:
        """Both steps, without a mistake."""
        assert isinstance(self.tries(identifier, password), CodeSent)
        (message,) = sends_what_was_promised(self.env)
        answer = self.confirms(code_in(message))
        assert isinstance(answer, SignedIn), answer
        return answer


@dataclass(slots=True)
class Person:
    """Somebody with a record and an account whose password they have chosen."""

    env: Environment
    record: RecordId
    account: UUID
    identifier: str
    password: str

    def browser(self) -> Browser:
        """A device that they never used."""
        return Browser(self.env)

    def usual_browser(self) -> Browser:
        """Their own telephone: they have signed in on it."""
        browser = self.browser()
        browser.signs_in(self.identifier, self.password)
        return browser

    def fails_on(self, browser: Browser, times: int = 1) -> SignInAnswer:
        """Somebody types this person's identifier and a wrong password."""
        answers = [browser.tries(self.identifier, WRONG) for _ in range(times)]
        return answers[-1]


def handed_over(
    here: Installation, record: RecordId, *, channel: Channel = Channel.MAIL, wanted: str | None = None
) -> AccountOpened:
    """Ali opens the account of somebody who has shown their card."""
    opened = open_account(
        record, channel=channel, identity_is_proved=True, wanted_identifier=wanted, actor=ALI, env=here.env
    )
    assert isinstance(opened, AccountOpened), opened
    return opened


def settles_in(
    here: Installation, record: RecordId, *, identifier: str, password: str, channel: Channel = Channel.MAIL
) -> Person:
    """Somebody gets an account, signs in for the first time and chooses their password; a day passes."""
    opened = handed_over(here, record, channel=channel, wanted=identifier)
    env = at_the_patient_site(here.env)
    first = Browser(env)
    first.signs_in(opened.identifier, opened.initial_password)
    assert first.session is not None
    changed = change_password(first.session, current=None, new=password, env=env)
    assert isinstance(changed, PasswordChanged), changed
    here.at(env.clock.now() + timedelta(days=1))
    return Person(env, record, opened.account, identifier, password)
