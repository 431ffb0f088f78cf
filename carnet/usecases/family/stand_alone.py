"""On the day nobody acts for somebody any more, all that others set up for them ends at once."""

from dataclasses import replace
from datetime import datetime

from carnet.core.access.actors import Holder
from carnet.core.identifiers import RecordId
from carnet.ports.environment import Environment
from carnet.store import (
    access_closings,
    accounts,
    alerts,
    app_grants,
    authenticator_apps,
    contact_changes,
    known_places,
    passkeys,
    records,
    showings,
    sign_ins,
    tokens,
    web_sessions,
)
from carnet.usecases.trace import NONCE_SIZE


def stand_alone(record: RecordId, *, at: datetime, record_key: bytes, env: Environment) -> None:
    """End what others set up. Inside ``within(record, exclusive=True)``, after the line that traces it.

    Product.md, « The day of 18 (emancipation, end of guardianship too) »: the sessions of those who acted, and of the
    account of the record, its passkeys, its app, its devices, the addresses that wait; the software that spoke for the
    person; the channels by which the record was told. The account opens nothing until it is reissued to the person,
    with a channel of their own. Authorisations, blocks and masks stay, and wait for the person to confirm them. Carers
    stay too: only an adult chooses them, for themself.
    """
    web_sessions.end_all_on(record, at=at)
    showings.stop_all(record, at=at)
    tokens.revoke_all_for(Holder(record), at=at)
    app_grants.end_all_on(record, at=at)
    account = accounts.of_record(record)
    if account is not None:
        accounts.shut(account, at=at)
        web_sessions.end_all_of(account, at=at)
        app_grants.end_all_of(account, at=at)
        sign_ins.end_attempts(account)
        passkeys.remove_all(account)
        authenticator_apps.remove(account)
        known_places.forget_all_devices(account)
        alerts.forget_all(account)
        contact_changes.forget_all(account)
        access_closings.forget_all(account)
    person = records.person(record, record_key=record_key)
    if person is not None:
        nobodys = replace(person, mail="", phone="")
        records.save_person(record, nobodys, record_key=record_key, nonce=env.chance.secret(NONCE_SIZE))
    records.mark_inherited(record, at=at)
