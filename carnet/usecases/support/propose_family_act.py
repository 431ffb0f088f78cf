"""Propose, on a deed or a decision, who acts for somebody from now on; a colleague confirms it."""

from datetime import date

from carnet.core.access.actors import Actor
from carnet.core.accounts.credentials import normal_identifier
from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import RecordId
from carnet.core.record.representation import Power
from carnet.core.support.authority import DeskAct, NotDone
from carnet.core.support.requests import Proof
from carnet.ports.environment import Environment
from carnet.store import accounts
from carnet.store.context import within
from carnet.usecases.support.assurance import refusal_at_desk
from carnet.usecases.support.desk_trace import trace_at_desk
from carnet.usecases.support.propose_act import Proposed, propose_act

DEEDS = frozenset({Proof.FAMILY_BOOK, Proof.COURT_DECISION, Proof.MANDATE})
"""What proves a power, or its end."""


def propose_representative(
    record: RecordId, identifier: str, power: Power, proof: Proof, *, actor: Actor, env: Environment
) -> Proposed | NotDone:
    """Propose that somebody acts for this person. ``identifier``: with which they sign in to their own account.

    ``NOT_THERE`` when nobody has it: their account is opened first (product.md: never shared codes). Who is told so may
    propose it, and was traced: an identifier is tried by nobody unseen.
    """
    with within(record):
        refusal = refusal_at_desk(record, DeskAct.RECORD_REPRESENTATIVE, actor=actor, env=env)
    if refusal is not None:
        return refusal
    digest = env.keyring.lookup_digest(accounts.identifier_text(normal_identifier(identifier)))
    found = accounts.find(digest, device=None)
    if found is None:
        why = NotDone.NOT_THERE
        with within(record):
            trace_at_desk(record, SecurityAct.DESK_PROPOSAL, actor=actor, env=env, detail=why.value, is_refused=True)
        return why
    carried = {"account": str(found[0].id), "power": power.value, "proof": proof.value}
    return propose_act(record, DeskAct.RECORD_REPRESENTATIVE, carried, actor=actor, env=env)


def propose_about_representative(
    record: RecordId, act: DeskAct, account: str, proof: Proof, *, actor: Actor, env: Environment
) -> Proposed | NotDone:
    """Propose that a power is suspended, or over. ``account``: as the list of representatives names it."""
    return propose_act(record, act, {"account": account, "proof": proof.value}, actor=actor, env=env)


def propose_places(
    record: RecordId, account: str, proof: Proof, *, since: date | None, actor: Actor, env: Environment
) -> Proposed | NotDone:
    """Propose that places are hidden from a representative from a day on, or shown again (None).

    product.md, « Separated parents »: « hides places and establishments from a date on ».
    """
    act = DeskAct.HIDE_PLACES if since is not None else DeskAct.SHOW_PLACES
    carried = {"account": account, "proof": proof.value, "since": since.isoformat() if since is not None else ""}
    return propose_act(record, act, carried, actor=actor, env=env)


def propose_about_person(
    record: RecordId, act: DeskAct, proof: Proof, *, actor: Actor, env: Environment
) -> Proposed | NotDone:
    """Propose an emancipation, a protection, or its end."""
    return propose_act(record, act, {"proof": proof.value}, actor=actor, env=env)
