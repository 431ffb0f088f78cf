"""Open the session of a professional whom the identity provider has recognised."""

from carnet.core.access.actors import OpeningClerk, Professional
from carnet.core.accounts.session import ends_at
from carnet.core.audit.events import Door, SecurityAct, party
from carnet.core.identifiers import NOBODYS_RECORD
from carnet.formats.sealing import VALUE_NONCE_SIZE
from carnet.ports.environment import Environment
from carnet.store import web_sessions
from carnet.store.context import within
from carnet.store.web_sessions import TOKEN_SIZE, NewSession, token_text
from carnet.usecases.account.trace_account import trace_account


def open_professional_session(
    actor: Professional | OpeningClerk, *, shown_name: str, id_token: str = "", env: Environment
) -> str:
    """Keep a session of the professional site and give its token, once (product.md: never a password of ours).

    ``actor``: as the directory knows them, in the structure where they work now. ``id_token``: what the provider gave,
    to be shown to it when they leave; sealed under the session's own token. The sign-in is traced.
    """
    at = env.clock.now()
    token = token_text(env.chance.secret(TOKEN_SIZE))
    with within(NOBODYS_RECORD):
        trace_account(NOBODYS_RECORD, SecurityAct.SIGN_IN, at=at, env=env, by=party(actor))
        web_sessions.open_session(
            NewSession(
                token=token,
                door=Door.PROFESSIONAL_SITE,
                actor=actor,
                account=None,
                shown_name=shown_name,
                opened_at=at,
                ends_at=ends_at(Door.PROFESSIONAL_SITE, opened_at=at, seen_at=at),
                previous_visit_at=None,
                nonces=(env.chance.secret(VALUE_NONCE_SIZE), env.chance.secret(VALUE_NONCE_SIZE)),
                id_token=id_token,
            )
        )
    return token
