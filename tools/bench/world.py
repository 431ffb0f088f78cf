"""What is in the database that the benchmark measures: three records of invented people, reached as the product is."""

from dataclasses import dataclass, replace

from carnet.config import wiring
from carnet.core.access.actors import Professional
from carnet.core.audit.events import Door
from carnet.core.documents.submission import SubmittedDocument
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import records, tokens
from carnet.store.records import RecordPerson
from carnet.store.tokens import Client, ClientKind
from carnet.usecases.access.issue_token import hand_over
from carnet.usecases.feeding.deposit_documents import Deposited, deposit_documents
from carnet.usecases.reading.read_document import read_document
from tests.adapters.card_readers import TrustedReader
from tests.installation import HADDAD, KELLER, Installation
from tools.bench import samples

READER = KELLER
"""A doctor whom each person authorised."""
LISTED = 20
"""Documents that the reader sees in the usual record; it holds one more, masked."""
IN_A_DEPOSIT = 100


class RefusedError(RuntimeError):
    """The product did not do what is to be measured: there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class World:
    """The three records: the usual one, the one that holds the CDA, and the large one.

    ``token``: a bearer token that speaks for ``READER``. ``cda_size``: bytes of the CDA.
    """

    env: Environment
    usual: RecordId
    with_cda: RecordId
    cda_holder: RecordPerson
    cda: DocumentId
    cda_size: int
    large: RecordId
    token: str


def deposit(holder: RecordPerson, *documents: SubmittedDocument, actor: Professional, env: Environment) -> Deposited:
    """Deposit these documents, which must enter."""
    answer = deposit_documents(samples.submission(holder, *documents), actor=actor, env=env)
    if not isinstance(answer, Deposited):
        raise RefusedError(f"a deposit ended as {type(answer).__name__}")
    return answer


def with_new_token(world: World) -> World:
    """Give the same world with a token that has just begun: one lives a quarter of an hour, some measures longer."""
    return replace(world, token=hand_over(READER, client_id="bench", env=world.env).token)


def make_world(*, large: int) -> World:
    """Open the three records and feed them by the use cases.

    ``large``: how many documents the large one holds, each of which was asked for once.
    """
    env = replace(wiring.environment(Door.FHIR), card_reader=TrustedReader())
    records.ensure_nobodys_record(env.keyring, at=env.clock.now())
    here = Installation(env)
    here.knows_everybody()
    tokens.save_client(Client("bench", ClientKind.PATIENT, None, None, {"keys": []}))
    usual, with_cda, vast = (samples.person(number, "MOREL") for number in (25, 26, 27))
    opened = {one: here.opens(one) for one in (usual, with_cda, vast)}
    for record in opened.values():
        here.authorizes(record, READER)
    # The document of number 14 is masked, and not the reader's own.
    entered: list[DocumentId] = []
    for holder, count in ((usual, LISTED + 1), (vast, large)):
        for first in range(0, count, IN_A_DEPOSIT):
            numbers = range(first, min(first + IN_A_DEPOSIT, count))
            answer = deposit(holder, *(samples.document(holder, number) for number in numbers), actor=HADDAD, env=env)
            entered.extend(answer.documents)
    for one in entered[-large:]:
        # A history as long as the record is large: whether it was opened or refused, a line tells of it.
        read_document(opened[vast], one, actor=READER, env=env)
    cda = samples.cda(with_cda, 0)
    deposited = deposit(with_cda, cda, actor=READER, env=env)
    return World(
        env=env,
        usual=opened[usual],
        with_cda=opened[with_cda],
        cda_holder=with_cda,
        cda=deposited.documents[0],
        cda_size=cda.entry.size,
        large=opened[vast],
        token=hand_over(READER, client_id="bench", env=env).token,
    )
