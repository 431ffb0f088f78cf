"""An application exchanges its code for a first token, and each refresh token for the next ones."""

import hashlib
import hmac
from dataclasses import replace
from datetime import datetime

from carnet.core.access.scopes import OFFLINE
from carnet.core.audit.events import SecurityAct
from carnet.core.record.terms_of_use import are_due
from carnet.formats.dpop import base64url
from carnet.ports.environment import Environment
from carnet.store import accounts, app_grants, terms
from carnet.store.app_grants import AppGrant, Code, Refresh
from carnet.store.context import within
from carnet.store.tokens import Bounds, Client
from carnet.usecases.access.accept_app import actor_in
from carnet.usecases.access.binding import bind
from carnet.usecases.access.issue_token import TOKEN_LASTS, IssuedToken, digest_of, make_token, random_text
from carnet.usecases.access.prove_client import ClientProof, TokenRefused, prove_client, refuse
from carnet.usecases.access.trace_token import trace_app

NO_SUCH_CODE = "This code was never given to this client, was used already, or has expired: ask the person again."
NO_SUCH_REFRESH = "This refresh token does not hold any more: ask the person again."


def exchange_code(
    code: str, *, verifier: str, redirect_uri: str, proof: ClientProof, audience: str, env: Environment
) -> IssuedToken | TokenRefused:
    """Exchange an authorization code (OAuth 2.1 4.1.3, RFC 7636 4.6).

    A code that comes twice ends what the person gave: one of the two who had it is not the application (RFC 6749
    4.1.2). ``redirect_uri``, ``verifier``: those of the request. Whatever happens is traced in the record's history.
    """
    proved = prove_client(proof, audience=audience, env=env)
    if isinstance(proved, TokenRefused):
        return proved
    client = proved.client
    digest = digest_of(code)
    found = app_grants.grant_of_code(digest)
    grant = app_grants.find(found) if found is not None else None
    if grant is None:
        return refuse("invalid_grant", NO_SUCH_CODE, client.client_id, env)
    bound_to = bind(client, proof, env=env)
    if isinstance(bound_to, TokenRefused):
        return bound_to
    with within(grant.record, exclusive=True):
        at = env.clock.now()
        lives = _still_lives(grant, at=at)
        taken = app_grants.use_code(digest, at=at)
        if taken is None:
            app_grants.end(grant.id, at=at)
            return _refuse(grant, "code-used-twice", NO_SUCH_CODE, env)
        fault = _fault_of(taken, client, verifier, redirect_uri, bound_to)
        if fault or at >= taken.expires_at or not lives:
            app_grants.end(grant.id, at=at)
            return _refuse(grant, fault or "code-expired", NO_SUCH_CODE, env)
        app_grants.begin(grant.id, at=at)
        return _next(grant, grant.scope, bound_to, "token-issued", env)


def renew_token(
    refresh: str, *, scope: str = "", proof: ClientProof, audience: str, env: Environment
) -> IssuedToken | TokenRefused:
    """Exchange a refresh token, which is good once, for a token and the next refresh token (OAuth 2.1 4.3).

    One that comes twice ends what the person gave. ``scope``: fewer of those that were given, or empty for the same.
    Somebody who has not accepted the terms in force does so first on the patient site; nothing is lost meanwhile.
    An application that keeps no secret need not say its name again: its refresh token does (RFC 6749 6; fhirclient).
    """
    digest = digest_of(refresh)
    kept = app_grants.find_refresh(digest)
    grant = app_grants.find(kept.grant) if kept is not None else None
    if grant is not None and not proof.assertion and not proof.client_id:
        proof = replace(proof, client_id=grant.client_id)
    proved = prove_client(proof, audience=audience, env=env)
    if isinstance(proved, TokenRefused):
        return proved
    client = proved.client
    if kept is None or grant is None or grant.client_id != client.client_id:
        return refuse("invalid_grant", NO_SUCH_REFRESH, client.client_id, env)
    wanted = [one for one in grant.scope.split() if one in scope.split()] if scope.strip() else grant.scope.split()
    if not set(scope.split()) <= set(grant.scope.split()) or not set(wanted) - {OFFLINE}:
        return refuse(
            "invalid_scope", "A renewed token has the scopes that were given, or fewer.", client.client_id, env
        )
    bound_to = bind(client, proof, env=env)
    if isinstance(bound_to, TokenRefused):
        return bound_to
    with within(grant.record, exclusive=True):
        return _renew(grant, kept, digest, " ".join(wanted), bound_to, env)


def _renew(
    grant: AppGrant, kept: Refresh, digest: bytes, scope: str, bound_to: str, env: Environment
) -> IssuedToken | TokenRefused:
    at = env.clock.now()
    if kept.bound_to and kept.bound_to != bound_to:
        return _refuse(grant, "another-key", NO_SUCH_REFRESH, env)
    if not _still_lives(grant, at=at) or at >= kept.expires_at:
        return _refuse(grant, "ended", NO_SUCH_REFRESH, env)
    account = accounts.of_id(grant.account)
    if account is None or account.is_shut:
        return _refuse(grant, "access-closed", NO_SUCH_REFRESH, env)
    if account.record == grant.record and are_due(terms.accepted_on(account.id), at=at):
        problem = "The person must first accept the new terms of use, on the patient site. Then try again."
        return _refuse(grant, "terms-due", problem, env)
    if app_grants.use_refresh(digest, at=at) is None:
        app_grants.end(grant.id, at=at)
        return _refuse(grant, "refresh-used-twice", NO_SUCH_REFRESH, env)
    return _next(grant, scope, bound_to, "token-renewed", env)


def _still_lives(grant: AppGrant, *, at: datetime) -> bool:
    """Look at the yes again, under the record's lock: somebody may have stopped the application meanwhile."""
    now = app_grants.find(grant.id)
    return now is not None and now.lives(at=at)


def _next(grant: AppGrant, scope: str, bound_to: str, what: str, env: Environment) -> IssuedToken:
    """Make the next token, and the refresh token after it when the application may go on alone."""
    at = env.clock.now()
    bounds = Bounds(" ".join(one for one in scope.split() if one != OFFLINE), bound_to, grant.id)
    made = make_token(
        actor_in(grant.account, grant.record),
        client_id=grant.client_id,
        bounds=bounds,
        lasts=min(TOKEN_LASTS, grant.ends_at - at),
        env=env,
    )
    refresh = ""
    if OFFLINE in grant.scope.split():
        refresh = random_text(env)
        app_grants.keep_refresh(digest_of(refresh), Refresh(grant.id, bound_to, grant.ends_at), at=at)
    trace_app(grant.record, SecurityAct.SOFTWARE_ACCESS, what, grant.client_id, env=env)
    return replace(made, scope=scope, refresh=refresh, record=grant.record)


def _fault_of(code: Code, client: Client, verifier: str, redirect_uri: str, bound_to: str) -> str:
    if code.client_id != client.client_id:
        return "another-client"
    if code.redirect_uri != redirect_uri:
        return "another-address"
    challenge = base64url(hashlib.sha256(verifier.encode("utf-8", "replace")).digest())
    if not hmac.compare_digest(challenge, code.code_challenge):
        return "another-verifier"
    return "another-key" if code.bound_to and code.bound_to != bound_to else ""


def _refuse(grant: AppGrant, why: str, problem: str, env: Environment) -> TokenRefused:
    trace_app(grant.record, SecurityAct.SOFTWARE_ACCESS, why, grant.client_id, is_refused=True, env=env)
    return TokenRefused("invalid_grant", problem)
