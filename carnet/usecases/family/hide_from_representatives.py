"""At a minor's request, hide from their representatives a document that none of them has been shown."""

from dataclasses import dataclass
from datetime import datetime

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Professional
from carnet.core.access.decide import decide
from carnet.core.access.decision import Permit, Refusal
from carnet.core.audit.showings import first_shown_to_representatives
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, RecordId
from carnet.core.vocabulary.confidentiality import Confidentiality
from carnet.ports.environment import Environment
from carnet.store import access_log, documents, facts, notices, records
from carnet.store.context import within
from carnet.store.facts import Gathered
from carnet.usecases.trace import write_down

UNSEEN = frozenset({Hiding.HELD, Hiding.SECRET, Hiding.SET_ASIDE})
"""What is withheld so is shown to no representative, whatever they have listed."""


@dataclass(frozen=True, slots=True)
class HiddenFromRepresentatives:
    """The document carries the code that hides it from them."""

    document: DocumentId


@dataclass(frozen=True, slots=True)
class AlreadyShown:
    """Nothing was hidden: a representative has seen it, or was told that it came. ``by_alert``: only by an alert."""

    at: datetime
    by_alert: bool


def hide_from_representatives(
    record: RecordId, document: DocumentId, *, minor_asks: bool, actor: Professional, env: Environment
) -> HiddenFromRepresentatives | AlreadyShown | Refusal:
    """Put INVISIBLE_REPRESENTANTS_LEGAUX on a document after its deposit (TD3.3b; product.md, « Masking »).

    ``minor_asks``: the professional's statement that the minor, present, asks for it. Only while no representative's
    list, alert, search or download has shown it: else the professional is told plainly since when.
    """
    with within(record, exclusive=True):
        return keep_from_representatives(record, document, minor_asks=minor_asks, actor=actor, env=env)


def keep_from_representatives(
    record: RecordId, document: DocumentId, *, minor_asks: bool, actor: Actor, env: Environment
) -> HiddenFromRepresentatives | AlreadyShown | Refusal:
    """Put the code on a document as above, inside ``within(record, exclusive=True)``."""
    at, event = env.clock.now(), env.chance.identifier()
    gathered = facts.about_document(
        record,
        document,
        action=Action.HIDE_FROM_REPRESENTATIVES,
        actor=actor,
        at=at,
        policy=env.policy,
        declares_presence=minor_asks,
    )
    decision = decide(gathered.facts)
    shown = _shown(record, gathered, env) if isinstance(decision, Permit) else None
    detail = "already-shown" if shown is not None else ""
    write_down(decision, gathered.wrapped_key, env=env, event=event, detail=detail, is_defective=shown is not None)
    if isinstance(decision, Refusal):
        return decision
    if shown is not None:
        return shown
    current = gathered.facts.document
    if current is not None and Confidentiality.HIDDEN_FROM_REPRESENTATIVES not in current.confidentiality:
        documents.change_visibility(
            record,
            document,
            confidentiality=current.confidentiality | {Confidentiality.HIDDEN_FROM_REPRESENTATIVES},
            hidings=current.hidings - {Hiding.HELD},
            at=at,
            event=event,
            entry_uuid=env.chance.identifier(),
        )
    return HiddenFromRepresentatives(document)


def _shown(record: RecordId, gathered: Gathered, env: Environment) -> AlreadyShown | None:
    """Look in the history and among the alerts; what is withheld already was shown to none of them."""
    if gathered.document is None:
        return None
    current, came = gathered.document.facts, gathered.document.metadata.submitted_at
    hiding_codes = {Confidentiality.HIDDEN_FROM_REPRESENTATIVES, Confidentiality.HIDDEN_FROM_PATIENT}
    if current.hidings & UNSEEN or current.confidentiality & hiding_codes:
        return None
    record_key = env.keyring.open_record_key(gathered.wrapped_key, record=record.bytes)
    seen = first_shown_to_representatives(access_log.read(record, record_key=record_key), current.id, since=came)
    if seen is not None:
        return AlreadyShown(seen, by_alert=False)
    person = records.person(record, record_key=record_key)
    is_reached = person is not None and bool(person.mail or person.phone)
    if is_reached and notices.was_owed(record, kind="new-document", created_at=came):
        return AlreadyShown(came, by_alert=True)
    return None
