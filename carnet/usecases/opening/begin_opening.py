"""Begin to open one's record online: the number, the card and the creation code, all three."""

import hmac
from dataclasses import dataclass, replace
from typing import TypeAlias
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Applicant
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.accounts.lockout import DEVICES_NEVER_SEEN, MayTry
from carnet.core.audit.events import SecurityAct
from carnet.core.defects import Defect
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.core.record.online_opening import (
    OPENING_LASTS,
    read_card_serial,
    read_creation_code,
    read_number,
    shown_for_confirmation,
)
from carnet.ports.environment import Environment
from carnet.ports.insured_register import NO_INSURED_REGISTER, Insured
from carnet.store import creation_codes, facts, online_openings, records
from carnet.store.context import within
from carnet.store.online_openings import Progress
from carnet.store.web_sessions import TOKEN_SIZE, token_text
from carnet.usecases.account.counted_try import (
    Blocked,
    IncorrectCredentials,
    Try,
    count_in_advance,
    give_back,
    what_is_told,
)
from carnet.usecases.account.trace_account import UNIDENTIFIED, trace_account
from carnet.usecases.opening.ask_creation_code import NotOfferedHere, NotReadable
from carnet.usecases.opening.insured_person import application_of, identifiers_of, insured_with
from carnet.usecases.trace import NONCE_SIZE, write_down


@dataclass(frozen=True, slots=True, repr=False)
class OpeningBegun:
    """The three go together. ``token``: by which the browser goes on, for an hour; it belongs in no address."""

    token: str

    def __repr__(self) -> str:
        """Hide the token."""
        return "OpeningBegun(…)"


OpeningAnswer: TypeAlias = OpeningBegun | IncorrectCredentials | Blocked | NotReadable | NotOfferedHere | Refusal


def begin_opening(number: str, serial: str, code: str, *, env: Environment) -> OpeningAnswer:
    """Verify what was typed (FAQ dmp.fr 2018, « Création »), and begin an opening that lasts an hour.

    What can be guessed is never enough: all three are right, or the answer does not say which is not. A number is
    tried three times, then fifteen minutes pass (as at sign-in), whether anybody has it or not, with the same look-ups
    and the same digests; each failure is traced in nobody's history. Somebody who
    proved all three is told plainly why no record is opened online for them. Raises
    ``InsuredRegisterUnavailableError``.
    """
    if env.insured_register is NO_INSURED_REGISTER:
        return NotOfferedHere()
    read, card = read_number(number), read_card_serial(serial)
    if isinstance(read, Defect) or card is None:
        return NotReadable(read if isinstance(read, Defect) else None, card is None)
    at = env.clock.now()
    one = Try(env.keyring.lookup_digest(creation_codes.number_text(read)), DEVICES_NEVER_SEEN, at)
    standing = count_in_advance(one)
    person = insured_with(read, env=env)
    right = _right_code(read, person, code, env)
    knows_the_card = person is not None and card in person.cards
    if not isinstance(standing, MayTry) or person is None or right is None or not knows_the_card:
        with within(NOBODYS_RECORD):
            why = "not-together" if isinstance(standing, MayTry) else "closed"
            trace_account(
                NOBODYS_RECORD, SecurityAct.OPENING, at=at, env=env, by=UNIDENTIFIED, is_refused=True, detail=why
            )
        return what_is_told(standing, at=at)
    return _begin(read, person, right, one, env)


def _right_code(typed_number: str, person: Insured | None, typed: str, env: Environment) -> UUID | None:
    """Find the living code that was typed, by the same work for a number that nobody has.

    Somebody whose provisional number was replaced may type either: the code is of today's.
    """
    number = person.identifier.value if person is not None else typed_number
    digest = env.keyring.lookup_digest(creation_codes.number_text(number))
    asked = env.keyring.lookup_digest(creation_codes.code_text(number, read_creation_code(typed)))
    living = creation_codes.living(digest, at=env.clock.now())
    return next((one.id for one in living if hmac.compare_digest(one.code, asked)), None)


def _begin(number: str, person: Insured, code: UUID, one: Try, env: Environment) -> OpeningAnswer:
    digests = [env.keyring.lookup_digest(records.lookup_text(identifier)) for identifier in identifiers_of(person)]
    existing = next((found for digest in digests if (found := records.identify(digest)) is not None), None)
    record = existing if existing is not None else RecordId(env.chance.identifier())
    with within(record):
        give_back(one)
        gathered = facts.about_record(
            record, action=Action.OPEN_RECORD, actor=Applicant(), at=one.at, policy=env.policy
        )
        # Whether the rest could be of any use: nobody is asked for a telephone number to be refused afterwards.
        hoped = application_of(person, has_a_channel=True, accepts_the_terms=True, env=env)
        decision = decide(replace(gathered.facts, application=hoped))
        if isinstance(decision, Refusal):
            write_down(decision, gathered.wrapped_key, env=env)
            return decision
        token = token_text(env.chance.secret(TOKEN_SIZE))
        online_openings.begin(
            token,
            env.chance.identifier(),
            Progress(number, str(code), shown_for_confirmation(person.traits)),
            at=one.at,
            ends_at=one.at + OPENING_LASTS,
            nonce=env.chance.secret(NONCE_SIZE),
        )
    with within(NOBODYS_RECORD):
        trace_account(NOBODYS_RECORD, SecurityAct.OPENING, at=one.at, env=env, by=UNIDENTIFIED, detail="begun")
    return OpeningBegun(token)
