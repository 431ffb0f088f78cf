"""What a kind of hiding is, and who looks. Each is one small function in one of the modules of ``kinds``.

The function does, on a ``Stage``, what is hidden, and ``hiding`` says from whom (``hidden_from``: those readers get
byte-equal answers in the world where the function was never called) and who notices (``seen_by``: those readers get
other answers, so that a harness that looks at nothing is found out). Beside it:

- ``about``: whose record, ``CAMILLE`` unless said (``LOU`` is a minor who has a representative);
- ``given``: what happens first, in both worlds; the document that it returns is ``stage.given``;
- ``instead``: what happens in the other world instead; nothing unless said;
- ``apart``: routes that these readers do not take, because the law itself makes the answers differ there (each with
  its reason); nothing unless said.

Whatever is deposited through ``stage.receives`` is looked for by the readers, by each of its numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass

from carnet.core.access.actors import Actor, Carer, Professional, Representative
from carnet.core.identifiers import DocumentId
from carnet.store.records import RecordPerson
from tests.installation import CAMILLE, HUGO, KELLER, PAUL_PODIATRIST
from tests.two_worlds.people import BLOCKED, CARER, COLLEAGUE, FATHER, STRANGER
from tests.two_worlds.stage import Stage


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looks. ``actor``: None for the holder of whatever record it is about."""

    name: str
    actor: Professional | Representative | Carer | None = None

    def on(self, stage: Stage) -> Actor:
        """Who that is, in a world."""
        return stage.holder if self.actor is None else self.actor


THE_HOLDER = Reader("the holder")
THE_FATHER = Reader("the father", FATHER)
A_CARER = Reader("a carer", CARER)
A_COLLEAGUE = Reader("an authorised doctor", COLLEAGUE)
A_PHARMACIST = Reader("an authorised pharmacist", HUGO)
A_PODIATRIST = Reader("an authorised podiatrist", PAUL_PODIATRIST)
A_STRANGER = Reader("a doctor never authorised", STRANGER)
THE_BLOCKED = Reader("a doctor who is blocked", BLOCKED)
THE_TREATING = Reader("the treating physician", KELLER)

Tell = Callable[[Stage], None]
Give = Callable[[Stage], DocumentId]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of hiding; its fields are explained above."""

    name: str
    hide: Tell
    hidden_from: tuple[Reader, ...]
    seen_by: tuple[Reader, ...]
    about: RecordPerson
    given: Give | None
    instead: Tell | None
    apart: frozenset[str]


ENTERED: list[Kind] = []
"""Every kind that a module has entered; ``kinds.KINDS`` is all of them."""


def hiding(
    *hidden_from: Reader,
    seen_by: tuple[Reader, ...],
    about: RecordPerson = CAMILLE,
    given: Give | None = None,
    instead: Tell | None = None,
    apart: frozenset[str] = frozenset(),
) -> Callable[[Tell], Tell]:
    """Enter a function into the kinds of hiding, as this module explains."""

    def enter(hide: Tell) -> Tell:
        ENTERED.append(Kind(hide.__name__, hide, hidden_from, seen_by, about, given, instead, apart))
        return hide

    return enter
