"""Draw a creation code and send it to the person whom the register knows: the job that a request has promised."""

from datetime import datetime
from uuid import UUID

from carnet.core.accounts.credentials import MADE_FROM, spell
from carnet.core.identifiers import NOBODYS_RECORD, PatientIdentifier
from carnet.core.record.online_opening import (
    CREATION_CODE_LASTS,
    may_be_sent_another,
    read_creation_code,
)
from carnet.ports.environment import Environment
from carnet.ports.insured_register import Insured
from carnet.ports.messages import Channel, Message
from carnet.store import creation_codes, records
from carnet.store.context import within
from carnet.usecases.letters.owe_letter import owe_letter, recipient
from carnet.usecases.opening.insured_person import application_of, insured_with
from carnet.usecases.opening.nobodys_key import nobodys_key

SUBJECT = "Votre code de création"


def issue_creation_code(request: UUID, *, env: Environment) -> bool:
    """Answer one request; false when nobody is sent anything.

    Nobody is told why: the page has answered already. A code goes to an adult whose card in force is the one that was
    typed, who may open a record online there, and who has none. By mail where the insurer knows one, else by letter to
    the address of the register, never to one that was typed. The code and its sending are one transaction: raises
    ``MessageNotSentError`` or ``InsuredRegisterUnavailableError``, and the request is answered again later.
    """
    with within(NOBODYS_RECORD):
        at = env.clock.now()
        asked = creation_codes.take_request(request, record_key=nobodys_key(env=env))
        if asked is None:
            return False
        person = insured_with(asked.number, env=env)
        if person is None or asked.serial not in person.cards or not _may_open(person, env):
            return False
        number = person.identifier.value
        digest = env.keyring.lookup_digest(creation_codes.number_text(number))
        if not may_be_sent_another(creation_codes.sent_to(digest), at=at):
            return False
        code = spell(env.chance.secret(MADE_FROM))
        kept = env.keyring.lookup_digest(creation_codes.code_text(number, read_creation_code(code)))
        creation_codes.keep(env.chance.identifier(), kept, number=digest, at=at, expires_at=at + CREATION_CODE_LASTS)
        return _send(person, code, at, env)


def _may_open(person: Insured, env: Environment) -> bool:
    if not application_of(person, has_a_channel=False, accepts_the_terms=False, env=env).is_offered:
        return False
    return not any(_has_record(identifier, env) for identifier in (person.identifier, *person.former))


def _has_record(identifier: PatientIdentifier, env: Environment) -> bool:
    return records.identify(env.keyring.lookup_digest(records.lookup_text(identifier))) is not None


def _send(person: Insured, code: str, at: datetime, env: Environment) -> bool:
    if person.mail:
        env.messages.send(Message(Channel.MAIL, person.mail, SUBJECT, _body(code)))
        return True
    to = recipient(person.traits, person.address)
    if to is None:
        return False
    owe_letter(to, "creation-code", at=at, env=env, values={"code": code})
    return True


def _body(code: str) -> str:
    days = CREATION_CODE_LASTS.days
    return (
        f"{code} est votre code de création, valable {days} jours, une seule fois. "
        "Ne le communiquez à personne. Si vous n’avez rien demandé, oubliez ce message."
    )
