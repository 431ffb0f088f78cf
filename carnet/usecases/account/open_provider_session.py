"""Open the session of somebody whom an identity provider has recognised: a professional, somebody of the desk."""

from carnet.core.access.actors import OpeningClerk, Professional, Reviewer, SupportAgent
from carnet.core.accounts.session import ends_at
from carnet.core.audit.events import Door, SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.core.support.desk_sign_in import Desk
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.store import web_sessions
from carnet.store.context import within
from carnet.store.web_sessions import TOKEN_SIZE, NewSession, token_text
from carnet.usecases.account.trace_account import trace_account


def open_provider_session(
    actor: Professional | OpeningClerk | Desk, *, shown_name: str, id_token: str = "", env: Environment
) -> str:
    """Keep a session of the site that is theirs and give its token, once (product.md: never a password of ours).

    ``actor``: as the directory knows a professional, in the structure where they work now; or who is at the desk, and
    in which role. ``id_token``: what the provider gave,
    to be shown to it when they leave; sealed under the session's own token. The sign-in is traced.
    """
    door = Door.SUPPORT_DESK if isinstance(actor, SupportAgent | Reviewer) else Door.PROFESSIONAL_SITE
    at = env.clock.now()
    token = token_text(env.chance.secret(TOKEN_SIZE))
    with within(NOBODYS_RECORD):
        trace_account(NOBODYS_RECORD, SecurityAct.SIGN_IN, at=at, env=env, by=party(actor))
        web_sessions.open_session(
            NewSession(
                token=token,
                door=door,
                actor=actor,
                account=None,
                shown_name=shown_name,
                opened_at=at,
                ends_at=ends_at(door, opened_at=at, seen_at=at),
                previous_visit_at=None,
                nonces=(env.chance.secret(VALUE_NONCE_SIZE), env.chance.secret(VALUE_NONCE_SIZE)),
                id_token=id_token,
            )
        )
    return token
