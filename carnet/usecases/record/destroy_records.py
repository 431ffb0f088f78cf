"""Destroy the closed records whose time is over: keys first, then every row, then the bytes; a certificate remains."""

from datetime import timedelta
from uuid import UUID

from carnet.core.access.actors import Clockwork
from carnet.core.audit.events import AuditEvent, Outcome, SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.core.record.ending import TOLD_BEFORE, WhyDestroyed, kept_until
from carnet.ports.environment import Environment
from carnet.ports.messages import Channel, Message
from carnet.store import endings, notices, records
from carnet.store.context import within
from carnet.store.endings import Destruction
from carnet.store.records import Closure, RecordPerson
from carnet.usecases.notices.owe_notice import owe_notice
from carnet.usecases.trace import append

DESTROY_RECORDS = "destroy-records"
"""The job; the name stands in the schedule of carnet/doors/timer."""

AT_ONCE = 200
"""How many records one turn takes; the next one goes on."""
NEAR = "destruction-near"
SHORTEST_TEN_YEARS = timedelta(days=3652)
"""No ten years are shorter: what the look-up asks for, before the calendar decides."""
CONFIRMED = "Votre dossier est effacé"


def destroy_records(*, env: Environment) -> int:
    """Destroy what is due, and tell those whose ten years are over in a month; give how many were destroyed.

    Safe to run again at any moment: what was destroyed is gone for the next turn, and bytes that an interrupted turn
    left are removed first (product.md, « Closing »: « destroyed after 10 years, keys first »; R1111-36).
    """
    at = env.clock.now()
    for one in endings.with_bytes_left(most=AT_ONCE):
        _remove_bytes(one, env=env)
    due = [
        *endings.closed_before(at - SHORTEST_TEN_YEARS + TOLD_BEFORE, most=AT_ONCE),
        *endings.erasures_due(at=at, most=AT_ONCE),
    ]
    return sum(_destroy(record, env=env) for record in dict.fromkeys(due))


def _destroy(record: RecordId, *, env: Environment) -> bool:
    with within(record, exclusive=True):
        at = env.clock.now()
        closure, wrapped = records.closure(record), records.wrapped_key(record)
        if closure is None or wrapped is None:
            return False
        asked = endings.erasure(record)
        is_erased = asked is not None and asked.due_at <= at
        if not is_erased and kept_until(closure.at) > at:
            _tell(record, closure, env=env)
            return False
        why = WhyDestroyed.ASKED if is_erased else WhyDestroyed.TEN_YEARS
        person = records.person(record, record_key=env.keyring.open_record_key(wrapped, record=record.bytes))
        addresses = endings.addresses(record)
        certificate, event = env.chance.identifier(), env.chance.identifier()
        _trace(event, certificate, env=env)
        destroyed = Destruction(
            id=certificate,
            record=record,
            why=why,
            closed_at=closure.at,
            destroyed_at=at,
            event=event,
            documents=len(addresses),
            rows=endings.destroy_rows(record),
            addresses=addresses,
        )
        endings.certify(destroyed)
        if is_erased and person is not None and not closure.is_of_the_dead:
            _confirm(person, destroyed, env=env)
    _remove_bytes(destroyed, env=env)
    return True


def _tell(record: RecordId, closure: Closure, *, env: Environment) -> None:
    """Tell it a month before, once for one closing."""
    if closure.is_of_the_dead or env.clock.now() < kept_until(closure.at) - TOLD_BEFORE:
        return
    if not notices.was_owed(record, kind=NEAR, since=closure.at):
        owe_notice(record, kind=NEAR, at=env.clock.now(), env=env)


def _trace(event: UUID, certificate: UUID, *, env: Environment) -> None:
    """Prove it where it can still be read: among the lines of nobody, whose key stays.

    The record's own lines stay, sealed for ever, under the tree.
    """
    nobodys_key = records.wrapped_key(NOBODYS_RECORD)
    if nobodys_key is None:
        raise RuntimeError("an installation without the record of nobody traces nothing")
    line = AuditEvent(
        id=event,
        record=NOBODYS_RECORD,
        at=env.clock.now(),
        action=SecurityAct.DESTRUCTION,
        outcome=Outcome.DONE,
        actor=party(Clockwork(DESTROY_RECORDS)),
        door=env.door,
        detail=str(certificate),
    )
    append(line, nobodys_key, env=env)


def _confirm(person: RecordPerson, destroyed: Destruction, *, env: Environment) -> None:
    """Tell the one who asked, before their address is gone with the rest.

    A gateway that does not take it raises ``MessageNotSentError``: nothing was destroyed, the next turn tries again.
    """
    words = f"Votre dossier est effacé, comme vous l’avez demandé. Numéro du certificat : {destroyed.id}."
    if person.mail:
        env.messages.send(Message(Channel.MAIL, person.mail, CONFIRMED, words))
    if person.phone and not person.mail:
        env.messages.send(Message(Channel.SMS, person.phone, "", words))


def _remove_bytes(destroyed: Destruction, *, env: Environment) -> None:
    """Remove what no key opens any more; interrupted, the next turn begins again from the same list."""
    for address in destroyed.addresses:
        env.blobs.destroy(address)
    endings.mark_bytes_gone(destroyed.id, at=env.clock.now())
