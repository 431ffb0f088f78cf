"""Somebody who was invited as a carer and has no account types their code: the opening of their account begins."""

from dataclasses import dataclass

from carnet.core.audit.events import SecurityAct
from carnet.core.identifiers import NOBODYS_RECORD, RecordId
from carnet.core.record.online_opening import OPENING_LASTS
from carnet.ports.environment import Environment
from carnet.store import carer_invitations, carers, online_openings
from carnet.store.carer_invitations import Invitation
from carnet.store.context import within
from carnet.store.online_openings import Progress
from carnet.store.web_sessions import TOKEN_SIZE, token_text
from carnet.usecases.account.trace_account import UNIDENTIFIED, trace_account
from carnet.usecases.family.accept_invitation import NoInvitation
from carnet.usecases.family.invite_by_code import code_digest, normal_code
from carnet.usecases.trace import NONCE_SIZE

NOBODY_SHOWN = ("", "", 0)
"""An invitation names nobody: neither who invites nor whom."""


@dataclass(frozen=True, slots=True, repr=False)
class InvitationTaken:
    """The code waits for its answer. ``token``: by which the browser goes on, for an hour; it belongs in no address."""

    token: str

    def __repr__(self) -> str:
        """Hide the token."""
        return "InvitationTaken(…)"


def begin_by_invitation(typed: str, *, env: Environment) -> InvitationTaken | NoInvitation:
    """Begin to open the account of a carer (product.md: « by invitation that expires »; « can be invited on paper »).

    The code is no secret that somebody could guess: twelve letters that we drew. It says nothing of who invites. Every
    try that finds none is traced in nobody's history, where the operator counts them.
    """
    at = env.clock.now()
    if waiting_invitation(typed, env=env) is None:
        with within(NOBODYS_RECORD):
            trace_account(
                NOBODYS_RECORD,
                SecurityAct.OPENING,
                at=at,
                env=env,
                by=UNIDENTIFIED,
                is_refused=True,
                detail="invitation",
            )
        return NoInvitation()
    token = token_text(env.chance.secret(TOKEN_SIZE))
    with within(NOBODYS_RECORD):
        online_openings.begin(
            token,
            env.chance.identifier(),
            Progress("", "", NOBODY_SHOWN, invitation=normal_code(typed)),
            at=at,
            ends_at=at + OPENING_LASTS,
            nonce=env.chance.secret(NONCE_SIZE),
        )
        trace_account(NOBODYS_RECORD, SecurityAct.OPENING, at=at, env=env, by=UNIDENTIFIED, detail="invitation")
    return InvitationTaken(token)


def waiting_invitation(typed: str, *, env: Environment) -> Invitation | None:
    """Find the invitation of a code while its place still waits: not answered, not over, not taken back."""
    found = carer_invitations.find(code_digest(typed, env=env), normal_code(typed), at=env.clock.now())
    return found if found is not None and _waits(found.record, found.invited) else None


def _waits(record: RecordId, invited: str) -> bool:
    with within(record):
        return any(
            one.account == invited and one.caring is None and one.ended_at is None for one in carers.carers(record)
        )
