"""Keep the words of documents that came in before a search looked through them: by the clock, a record at a time."""

from datetime import timedelta

from carnet.core.access.actions import Action
from carnet.core.access.actors import Clockwork
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit
from carnet.core.identifiers import DocumentId, RecordId
from carnet.formats.text import LARGEST_READ
from carnet.ports.blobs import BlobDamagedError
from carnet.ports.environment import Environment
from carnet.store import facts, words
from carnet.store.context import within
from carnet.store.facts import Gathered
from carnet.store.metadata import unseal_document
from carnet.usecases.feeding.searched import words_kept
from carnet.usecases.trace import NONCE_SIZE, write_down

INDEX_DOCUMENTS = "index-documents"
"""The job; the name stands in the schedule of carnet/doors/timer."""
RECORDS_AT_ONCE = 20
DOCUMENTS_AT_ONCE = 50
MOST_ASKED = 500
"""Of one record at once: those that are kept secret or set aside stand among them, and are not opened."""
LEASE = timedelta(minutes=10)
"""How long a turn that says nothing is believed to go on; then another process begins it again."""
LATER = timedelta(days=1)
"""When a record is looked at again whose documents may not be opened now, being closed, or whose bytes are damaged."""


def index_documents(*, env: Environment) -> int:
    """Look at each record whose turn has come; give how many documents can be searched that could not.

    Run by the schedule, as the app. Raises ``BlobDamagedError`` when bytes are damaged, once the others are done, those
    of the other records too.
    """
    kept, damaged = 0, None
    for _ in range(RECORDS_AT_ONCE):
        at = env.clock.now()
        record = words.claim_turn(at=at, until=at + LEASE)
        if record is None:
            break
        try:
            kept += index_record(record, env=env)
        except BlobDamagedError as error:
            damaged = error
    if damaged is not None:
        raise damaged
    return kept


def index_record(record: RecordId, *, env: Environment) -> int:
    """Keep the words of some documents of one record, current and archived; give of how many.

    Each is decided as any opening of its bytes, and one line names them all: it is as visible as the most hidden of
    them. What may not be opened is not written down, since nobody asked; its turn comes again. Raises
    ``BlobDamagedError`` when bytes are damaged, once its other documents are done.
    """
    with within(record):
        waiting = words.without_words(record, most=MOST_ASKED)
        permitted = _permitted(record, waiting, env=env)
        if not permitted:
            _put_off(record, is_over=not waiting, env=env)
            return 0
        numbers = tuple(permit.facts.document.id for _, permit in permitted if permit.facts.document is not None)
        first, permit = permitted[0]
        record_key = write_down(permit, first.wrapped_key, env=env, documents=numbers)
    damaged = None
    for gathered, one in permitted:
        try:
            _keep(gathered, one, record_key=record_key, env=env)
        except BlobDamagedError as error:
            damaged = error
    with within(record):
        left = words.without_words(record, most=1)
        if damaged is not None or not left:
            _put_off(record, is_over=not left, env=env)
        else:
            words.put_off_turn(record, until=env.clock.now())
    if damaged is not None:
        raise damaged
    return len(permitted)


def _permitted(
    record: RecordId, documents: tuple[DocumentId, ...], *, env: Environment
) -> list[tuple[Gathered, Permit]]:
    actor, at = Clockwork(INDEX_DOCUMENTS), env.clock.now()
    found = []
    for number in documents:
        gathered = facts.about_document(
            record, number, action=Action.INDEX_DOCUMENT, actor=actor, at=at, policy=env.policy
        )
        answer = decide(gathered.facts)
        if isinstance(answer, Permit):
            found.append((gathered, answer))
        if len(found) == DOCUMENTS_AT_ONCE:
            break
    return found


def _keep(gathered: Gathered, permit: Permit, *, record_key: bytes, env: Environment) -> None:
    """Read one document and seal what it says beside it; one too large to be read is found by its title only."""
    if gathered.document is None or gathered.facts.document is None:
        raise RuntimeError("a permit was given for a document that is not there")
    record, number = gathered.facts.record.id, gathered.facts.document.id
    entry = unseal_document(gathered.document, record=record, record_key=record_key).entry
    content = b"".join(env.blobs.open(permit, record_key=record_key)) if entry.size <= LARGEST_READ else b""
    packed = words_kept(entry, content)
    nonce = env.chance.secret(NONCE_SIZE)
    with within(record):
        words.keep(packed, record=record, document=number, record_key=record_key, nonce=nonce)


def _put_off(record: RecordId, *, is_over: bool, env: Environment) -> None:
    if is_over:
        words.end_turn(record)
    else:
        words.put_off_turn(record, until=env.clock.now() + LATER)
