"""Compose the copies that were ordered and hand them, sealed, to the print house; then say that they were posted."""

from dataclasses import dataclass, replace
from datetime import timedelta

from carnet.core.access.actions import Action
from carnet.core.access.actors import Clockwork
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.audit.events import SecurityAct
from carnet.core.documents.entry import DocumentEntry, DocumentStatus
from carnet.core.record.paper_copy import CopyStage, PaperCopy
from carnet.core.support.requests import Outcome, RequestState
from carnet.formats.paper.compose import compose
from carnet.formats.paper.printed_form import printed_form
from carnet.ports.environment import Environment
from carnet.ports.print_house import PrintHouseUnavailableError
from carnet.store import facts, paper_copies, support_requests
from carnet.store.context import within
from carnet.store.metadata import unseal_document
from carnet.usecases.account.holder import key_of, person_of, shown_name
from carnet.usecases.copies.papers_of_copy import CopiedDocument, CoverWords, volumes_of
from carnet.usecases.support.desk_trace import trace_at_desk
from carnet.usecases.trace import write_down

COMPOSE_COPIES = "compose-copies"
FOLLOW_PRINT_HOUSE = "follow-print-house"
AT_ONCE = 20
"""How many copies one turn of the schedule takes: what is left comes a minute later."""
AGAIN_AFTER = timedelta(hours=1)
"""When a copy that could not be composed or handed over is tried again: each try is a line of the person's history."""


class CopiesBrokenError(RuntimeError):
    """Copies could not be composed, for a reason that the operator looks into: its cause is that of the first."""


@dataclass(frozen=True, slots=True, repr=False)
class _Decided:
    """What was decided for a copy: a permit for each document, and its metadata; whose record it is."""

    permits: tuple[tuple[Permit, DocumentEntry], ...]
    record_key: bytes
    words: CoverWords


def compose_copies(*, env: Environment) -> int:
    """Compose each copy that was ordered and hand it over; gives how many left. Run by the schedule, as the app.

    What a copy holds is decided now, document by document, for whom it is made (product.md, « A copy on paper »), and
    traced before anything leaves. A right that has ended since stops it. Raises ``PrintHouseUnavailableError`` when the
    print house takes nothing, and at the end ``CopiesBrokenError`` when a copy could not be composed: it is kept, and
    tried again an hour later, while the copies of others leave.
    """
    handed, broken = 0, list[Exception]()
    for copy in paper_copies.to_compose(broken_before=env.clock.now() - AGAIN_AFTER, most=AT_ONCE):
        try:
            handed += _compose(copy, env)
        except PrintHouseUnavailableError:
            _try_later(copy, env)
            raise
        except Exception as error:  # damaged bytes, or a paper that nobody foresaw: it holds nobody else's back
            broken.append(error)
            _try_later(copy, env)
    if broken:
        raise CopiesBrokenError(f"copies on paper that could not be composed: {len(broken)}") from broken[0]
    return handed


def _try_later(copy: PaperCopy, env: Environment) -> None:
    with within(copy.record):
        paper_copies.mark_broken(copy.id, at=env.clock.now())


def _compose(copy: PaperCopy, env: Environment) -> bool:
    """Compose one copy and hand it over; False when it has been stopped."""
    decided = _decide(copy, env)
    if decided is None:
        return False
    documents = [_copied(permit, entry, decided.record_key, env) for permit, entry in decided.permits]
    volumes = [compose(papers, at=decided.words.at) for papers in volumes_of(decided.words, documents)]
    for number, pdf in enumerate(volumes, start=1):
        env.print_house.hand_over(copy.id, pdf, volume=number, of=len(volumes))
    with within(copy.record):
        paper_copies.mark_handed(copy.id, at=env.clock.now())
    return True


def follow_print_house(*, env: Environment) -> int:
    """Write down which copies were posted, and close their requests; gives how many. Run by the schedule.

    From then on the proofs are destroyed in thirty days (product.md, « Support desk »).
    """
    sent = 0
    for copy in paper_copies.on_their_way(most=AT_ONCE):
        if env.print_house.has_posted(copy.id):
            with within(copy.record):
                paper_copies.mark_sent(copy.id, at=env.clock.now())
                _close(copy, Outcome.DONE, SecurityAct.COPY_SENT, FOLLOW_PRINT_HOUSE, env)
            sent += 1
    return sent


def _decide(copy: PaperCopy, env: Environment) -> _Decided | None:
    """Decide every document of the record for the reader of the copy; None when the right to it has ended."""
    with within(copy.record):
        held = paper_copies.hold(copy.id)
        if held is None or held.stage is not CopyStage.IN_THE_MAKING:
            return None
        at = env.clock.now()
        asked = facts.about_record(copy.record, action=Action.ASK_FOR_COPY, actor=copy.reader, at=at, policy=env.policy)
        answer = decide(asked.facts)
        if isinstance(answer, Refusal):
            write_down(answer, asked.wrapped_key, env=env, detail="composing")
            paper_copies.stop(copy.id, at=at)
            _close(copy, Outcome.REFUSED, SecurityAct.COPY_STOPPED, COMPOSE_COPIES, env)
            return None
        record_key = env.keyring.open_record_key(key_of(copy.record), record=copy.record.bytes)
        permits = _permits(copy, env, record_key=record_key)
        if permits:
            first, _entry = permits[0]
            named = tuple(permit.facts.document.id for permit, _ in permits if permit.facts.document is not None)
            write_down(first, asked.wrapped_key, env=env, documents=named, detail=copy.made_for.value)
        envelope = paper_copies.envelope(copy.id, keyring=env.keyring)
        whose = shown_name(person_of(copy.record, env=env))
    return _Decided(permits, record_key, CoverWords(envelope.lines, copy.made_for, whose, at))


def _permits(copy: PaperCopy, env: Environment, *, record_key: bytes) -> tuple[tuple[Permit, DocumentEntry], ...]:
    """Ask for each document in turn: one refused is left out, and nothing tells that it was there."""
    at, found = env.clock.now(), []
    listed = facts.about_documents(
        copy.record, action=Action.COPY_DOCUMENT, actor=copy.reader, at=at, policy=env.policy
    )
    for one in listed.documents:
        gathered = facts.about_document(
            copy.record, one.facts.id, action=Action.COPY_DOCUMENT, actor=copy.reader, at=at, policy=env.policy
        )
        answer = decide(gathered.facts)
        if isinstance(answer, Permit):
            stored = unseal_document(one, record=copy.record, record_key=record_key)
            is_former = stored.status is DocumentStatus.SUPERSEDED
            title = f"{stored.entry.title} (ancienne version)" if is_former else stored.entry.title
            found.append((answer, replace(stored.entry, title=title)))
    return tuple(found)


def _copied(permit: Permit, entry: DocumentEntry, record_key: bytes, env: Environment) -> CopiedDocument:
    content = b"".join(env.blobs.open(permit, record_key=record_key))
    return CopiedDocument(entry, printed_form(content, entry.mime_type))


def _close(copy: PaperCopy, outcome: Outcome, act: SecurityAct, job: str, env: Environment) -> None:
    """Close the request of a copy, unless the desk has, with its line in the history."""
    held = support_requests.hold(copy.request)
    if held is not None and held.state is not RequestState.CLOSED:
        support_requests.close(copy.request, outcome, at=env.clock.now())
    trace_at_desk(copy.record, act, actor=Clockwork(job), env=env, detail=copy.made_for.value)
