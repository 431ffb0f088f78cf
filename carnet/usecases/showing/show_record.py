"""Show one's record, or documents chosen one by one, to whoever types a code, for some minutes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from carnet.core.access.actions import Action
from carnet.core.access.actors import Actor, Representative
from carnet.core.access.decide import decide, visible
from carnet.core.access.decision import Refusal
from carnet.core.access.facts import DocumentFacts
from carnet.core.consent.showing import CODE_MADE_FROM, LASTING, Showing, normal_code, spell_code
from carnet.core.documents.entry import DocumentStatus
from carnet.core.documents.hiding import Hiding
from carnet.core.identifiers import DocumentId, RecordId
from carnet.ports.environment import Environment
from carnet.store import facts, showings
from carnet.store.context import within
from carnet.usecases.trace import NONCE_SIZE, write_down


@dataclass(frozen=True, slots=True)
class ShowingBegun:
    """From now on whoever types the code sees what is shown. ``showing``: its number, which opens nothing."""

    showing: UUID


@dataclass(frozen=True, slots=True)
class CannotBeShown:
    """Nothing is shown: no document was chosen, or one that cannot be shown, as one kept secret."""


def may_be_shown(document: DocumentFacts) -> bool:
    """Whether a document that somebody may read can be chosen to be shown: not what only they and its author see."""
    return document.status is not DocumentStatus.DELETED and document.hidings.isdisjoint(
        {Hiding.SECRET, Hiding.SET_ASIDE}
    )


def show_record(
    record: RecordId, documents: Collection[DocumentId] | None, *, minutes: int, actor: Actor, env: Environment
) -> ShowingBegun | CannotBeShown | Refusal:
    """Begin to show (product.md, « Masking »): the whole record, masks holding, or documents chosen one by one.

    ``documents``: None for the whole record. ``minutes``: one of ``LASTING``; ``ValueError`` for any other. Only what
    the actor may read can be chosen. The code lies sealed in the record, and opens by its keyed digest.
    """
    if minutes not in LASTING:
        raise ValueError(f"nothing is shown for {minutes} minutes")
    chosen = frozenset(documents) if documents is not None else None
    with within(record, exclusive=True):
        at = env.clock.now()
        gathered = facts.about_documents(record, action=Action.SHOW_RECORD, actor=actor, at=at, policy=env.policy)
        decision = decide(gathered.facts)
        readable = visible(gathered.facts, [one.facts for one in gathered.documents])
        there = frozenset(one.id for one in readable if may_be_shown(one))
        is_possible = chosen is None or (bool(chosen) and chosen <= there)
        record_key = write_down(
            decision,
            gathered.wrapped_key,
            env=env,
            documents=tuple(sorted(chosen & there)) if chosen is not None else (),
            detail=str(minutes),
            is_defective=not is_possible,
        )
        if isinstance(decision, Refusal):
            return decision
        if not is_possible:
            return CannotBeShown()
        showing, shown_by = env.chance.identifier(), actor.account if isinstance(actor, Representative) else ""
        until = at + timedelta(minutes=minutes)
        code = _draw(env)
        while not showings.keep_code(
            code_digest(code, env=env), record, showing, shown_by=shown_by, at=at, ends_at=until
        ):
            code = _draw(env)
        showings.add(
            record,
            showing,
            Showing(at, until, chosen),
            shown_by=shown_by,
            code=code,
            record_key=record_key,
            nonce=env.chance.secret(NONCE_SIZE),
        )
    return ShowingBegun(showing)


def code_digest(typed: str, *, env: Environment) -> bytes:
    """Give the keyed digest under which a code is looked up, however it was typed or scanned."""
    return env.keyring.lookup_digest(f"showing|{normal_code(typed)}")


def _draw(env: Environment) -> str:
    return spell_code(env.chance.secret(CODE_MADE_FROM))
