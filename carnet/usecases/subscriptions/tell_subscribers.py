"""Tell subscribers what came about: decided for each, numbered, sent in order, and sent again until it is taken."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from carnet.core.access.actors import Actor, Clockwork
from carnet.core.access.decide import decide
from carnet.core.access.decision import Refusal
from carnet.core.audit.events import SecurityAct, party
from carnet.core.identifiers import RecordId
from carnet.core.subscriptions.happenings import happenings
from carnet.core.subscriptions.subscription import (
    Fault,
    Status,
    Subscription,
    is_given_up,
    wait_after,
)
from carnet.formats.fhir.notification import Kind, Notification, write_notification
from carnet.formats.fhir.write import write_json
from carnet.formats.fhir.xml_write import write_xml
from carnet.ports.environment import Environment
from carnet.ports.keyring import WrappedKey
from carnet.ports.web_hooks import NotTakenError
from carnet.store import new_lines, records, subscriptions
from carnet.store.context import within
from carnet.usecases.notices.first_access import tell_first_access
from carnet.usecases.subscriptions.seen_now import ask, documents_of, seen_now
from carnet.usecases.subscriptions.subscriber import subscriber_now
from carnet.usecases.subscriptions.trace_subscription import trace_end, trace_subscription

TELL_SUBSCRIBERS = "tell-subscribers"
AT_ONCE = 500
"""How many subscriptions one turn of the schedule looks at."""
LASTS = timedelta(seconds=50)
"""How long one turn of the schedule goes on: slow addresses keep nobody waiting who comes by other processes."""
EVERY = timedelta(minutes=1)
"""How often each is looked at."""
HELD = timedelta(minutes=5)
"""How long whoever took a turn has it alone: more than all that it may send takes."""
MOST_SENT = 6
"""How many notifications leave in one turn of one subscription; each waits for thirty seconds at most."""


@dataclass(frozen=True, slots=True)
class _Outgoing:
    """A notification that is about to leave, and where to."""

    subscription: Subscription
    notification: Notification


def tell_subscribers(*, env: Environment) -> int:
    """Take the turns that are due, one after the other; gives how many notifications were taken. Run by the schedule.

    Of two processes, each takes other turns: what one sends, no other does. A process that ends between sending and
    writing it down leaves its turn to the next, which sends the same again under the same id: at least once, in order
    (Backport 1.1, « Errors »; hapi-fhir #6002, #5208).
    """
    taken, began = 0, env.clock.now()
    for _ in range(AT_ONCE):
        at = env.clock.now()
        turn = subscriptions.claim_turn(at=at, until=at + HELD) if at - began < LASTS else None
        if turn is None:
            break
        taken += _take_turn(*turn, env=env)
    return taken


def _take_turn(record: RecordId, number: UUID, *, env: Environment) -> int:
    taken = 0
    for _ in range(MOST_SENT):
        outgoing = _prepare(record, number, env)
        if outgoing is None or not _send(outgoing, env):
            break
        taken += 1
    subscriptions.set_turn(number, due_at=env.clock.now() + EVERY)
    return taken


def _prepare(record: RecordId, number: UUID, env: Environment) -> _Outgoing | None:
    """Look at what came about, decide, count, and write down what is about to leave; None when nothing is."""
    with within(record):
        wrapped = records.wrapped_key(record)
        if wrapped is None:
            return None
        record_key = env.keyring.open_record_key(wrapped, record=record.bytes)
        held = subscriptions.find(record, number, record_key=record_key, hold=True)
        if held is None or held.status is Status.OFF:
            return None
        at = env.clock.now()
        actor = subscriber_now(held, at=at)
        if actor is None or held.ends_at <= at:
            subscriptions.end(held)
            trace_end(held, wrapped, by=Clockwork(TELL_SUBSCRIBERS), env=env)
            return None
        counted = _count(held, actor, record_key, env)
        notification = _next(counted, actor, wrapped, record_key, env)
        return _Outgoing(notification.subscription, notification) if notification is not None else None


def _count(held: Subscription, actor: Actor, record_key: bytes, env: Environment) -> Subscription:
    """Give numbers to what came about and may be known now, whether or not the address takes anything.

    What nobody wrote anything about in the record since the last look is as it was then: it is not decided again.
    """
    at = env.clock.now()
    read_from, looked_at = subscriptions.place_of(held)
    new = new_lines.read_new(held.wanted.record, read_from=read_from, looked_at=looked_at, record_key=record_key)
    subscriptions.note(held, happenings(held.wanted.topic, new.events, subscriber=party(actor)))
    subscriptions.keep_place(held, new.read_from, at=at)
    waiting = subscriptions.unnumbered(held) if new.events else []
    if not waiting:
        return held
    gathered = ask(held, actor, at=at, env=env)
    decision = decide(gathered.facts)
    if isinstance(decision, Refusal):
        return held
    seen = seen_now(held, decision, gathered, [one.focus for one in waiting], record_key=record_key)
    told = [one for one in waiting if one.focus in seen]
    subscriptions.number(held, told)
    counted = replace(held, progress=replace(held.progress, told=held.progress.told + len(told)))
    subscriptions.keep_progress(counted)
    return counted


def _next(
    held: Subscription, actor: Actor, wrapped: WrappedKey, record_key: bytes, env: Environment
) -> Notification | None:
    """Choose what leaves now: the handshake, the next events, a heartbeat, or nothing."""
    at, progress, channel = env.clock.now(), held.progress, held.wanted.channel
    if held.status is Status.REQUESTED:
        return Notification(Kind.HANDSHAKE, held, channel.content, number=at.isoformat())
    is_early = progress.next_try_at is not None and at < progress.next_try_at
    if held.fault is Fault.HANDSHAKE or is_early or is_given_up(progress, at=at):
        return None
    if progress.told > progress.delivered:
        return _events(held, actor, wrapped, record_key, env)
    last = progress.last_sent_at or held.created_at
    if channel.heartbeat is None or at - last < channel.heartbeat:
        return None
    return Notification(Kind.HEARTBEAT, held, channel.content, number=at.isoformat())


def _events(
    held: Subscription, actor: Actor, wrapped: WrappedKey, record_key: bytes, env: Environment
) -> Notification | None:
    """Prepare the next events, decided once more; those that were hidden since are passed over."""
    progress = held.progress
    last = progress.batch or min(progress.told, progress.delivered + held.wanted.channel.max_count)
    kept = subscriptions.events(held, since=progress.delivered + 1, until=last)
    gathered = ask(held, actor, at=env.clock.now(), env=env)
    decision = decide(gathered.facts)
    if isinstance(decision, Refusal):
        return None
    seen = seen_now(held, decision, gathered, [one.focus for one in kept], record_key=record_key)
    events = tuple(one for one in kept if one.focus in seen)
    if not events:
        passed = replace(progress, delivered=last, batch=0, attempts=0, failing_since=None, next_try_at=None)
        subscriptions.keep_progress(replace(held, progress=passed))
        return None
    if not progress.batch:
        # Once for what is sent, however often: no trace, no act.
        trace_subscription(
            decision,
            SecurityAct.SUBSCRIPTION_TOLD,
            wrapped,
            detail=held.wanted.topic.value,
            documents=documents_of(held, events),
            secret_visit=held.secret_visit,
            env=env,
        )
        tell_first_access(decision, gathered.is_first_access, env=env)
    sent = replace(held, progress=replace(progress, batch=last))
    subscriptions.keep_progress(sent)
    number = f"{progress.delivered + 1}-{last}"
    return Notification(Kind.EVENTS, sent, held.wanted.channel.content, events, number)


def _send(outgoing: _Outgoing, env: Environment) -> bool:
    """Send a notification, outside of any transaction, and write down whether it was taken."""
    channel = outgoing.subscription.wanted.channel
    bundle = write_notification(outgoing.notification, at=env.clock.now())
    body = write_xml(bundle) if channel.payload.endswith("xml") else write_json(bundle)
    headers = [(name.strip(), value.strip()) for name, _, value in (one.partition(":") for one in channel.headers)]
    try:
        env.web_hooks.post(
            channel.endpoint, body, content_type=channel.payload, headers=headers, within=channel.timeout
        )
        is_taken = True
    except NotTakenError:
        is_taken = False
    _mark(outgoing, env, is_taken=is_taken)
    return is_taken


def _mark(outgoing: _Outgoing, env: Environment, *, is_taken: bool) -> None:
    sent, kind, record = outgoing.subscription, outgoing.notification.kind, outgoing.subscription.wanted.record
    with within(record):
        wrapped = records.wrapped_key(record)
        if wrapped is None:
            return
        record_key = env.keyring.open_record_key(wrapped, record=record.bytes)
        held = subscriptions.find(record, sent.id, record_key=record_key, hold=True)
        if held is None or held.status is not sent.status or held.wanted.channel != sent.wanted.channel:
            return  # it was changed, or ended, while this was on its way
        at, progress = env.clock.now(), held.progress
        if is_taken:
            done = replace(progress, attempts=0, failing_since=None, next_try_at=None, last_sent_at=at)
            if kind is Kind.EVENTS:
                done = replace(done, delivered=sent.progress.batch, batch=0)
            marked = replace(held, status=Status.ACTIVE, fault=Fault.NONE, progress=done)
        elif kind is Kind.HANDSHAKE:
            marked = replace(held, status=Status.ERROR, fault=Fault.HANDSHAKE)
        else:
            attempts = progress.attempts + 1
            tried = replace(progress, attempts=attempts, failing_since=progress.failing_since or at)
            tried = replace(tried, next_try_at=at + wait_after(attempts))
            marked = replace(held, status=Status.ERROR, fault=Fault.DELIVERY, progress=tried)
        subscriptions.keep_progress(marked)
