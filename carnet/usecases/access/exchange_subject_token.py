"""A professional's software brings the token that Pro Santé Connect gave it, and gets one of ours (RFC 8693)."""

from dataclasses import replace

from carnet.core.access.actors import Actor
from carnet.core.access.scopes import Context, asked_for, scope_of
from carnet.ports.environment import Environment
from carnet.ports.identity_provider import (
    IdentityProviderUnavailableError,
    IdentityRefused,
    RefusedBecause,
    SubjectIdentity,
    SubjectTokenKind,
)
from carnet.store.tokens import Bounds, Client, ClientKind
from carnet.usecases.access.binding import bind
from carnet.usecases.access.check_possession import certificate_of
from carnet.usecases.access.issue_token import TOKEN_LASTS, IssuedToken, make_token, professional_in
from carnet.usecases.access.prove_client import ClientProof, TokenRefused, prove_client, refuse
from carnet.usecases.access.trace_token import trace_token

EXCHANGED = "token-exchanged"
PROBLEMS = {
    RefusedBecause.CODE: "The provider does not know this token.",
    RefusedBecause.SIGNATURE: "No key of the identity provider signed this subject_token.",
    RefusedBecause.ISSUER: "The subject_token comes from another issuer than the one of this server.",
    RefusedBecause.AUDIENCE: "The subject_token was given to another application than the one that you registered.",
    RefusedBecause.TIME: "The subject_token has expired, or holds later. Renew it at the identity provider.",
    RefusedBecause.NONCE: "The subject_token answers another request.",
    RefusedBecause.STRENGTH: "The person proved who they are less strongly than this server asks for (acr).",
    RefusedBecause.TOO_LONG_AGO: "The person proved who they are too long ago. Ask them to sign in again.",
    RefusedBecause.SUBJECT: "The subject_token names nobody.",
    RefusedBecause.IDENTITY: "The subject_token does not give one national identifier, or is bound in an unknown way.",
    RefusedBecause.KIND: "The subject_token is not what subject_token_type says.",
    RefusedBecause.HANDED_ON: "The subject_token was handed on already, or may be by another application only.",
}
"""For an integrator, what to do; nothing of the token is told back."""


def exchange_subject_token(
    subject_token: str,
    *,
    kind: SubjectTokenKind,
    scope: str,
    proof: ClientProof,
    audience: str,
    env: Environment,
) -> IssuedToken | TokenRefused:
    """Exchange a token of the identity provider for one of ours (RFC 8693 2; ANS, « API Pro Santé Connectée »).

    The software proves itself, is registered with its name at the provider, and names the scopes that it wants
    (``user/…``; ANS makes them obligatory). What comes of it speaks for the professional, in the structure of the
    software, as our directory knows both; is bound to the key or the certificate that the software shows; lives no
    longer than the subject token; comes without a refresh token. ``audience``: the URL of the token endpoint. Each
    attempt is traced. Refusals: the errors of RFC 6749 5.2; a subject token that does not do is ``invalid_request``
    (RFC 8693 2.2.2).
    """
    proved = prove_client(proof, audience=audience, env=env)
    if isinstance(proved, TokenRefused):
        return proved
    client = proved.client
    if client.described.provider_client == "" or client.kind not in (ClientKind.PROFESSIONAL, ClientKind.STRUCTURE):
        problem = "This client is not registered as one that exchanges tokens of the identity provider."
        return refuse("unauthorized_client", problem, client.client_id, env)
    granted = " ".join(scope_of(Context.USER, one) for one in asked_for(scope, Context.USER))
    if not granted:
        problem = "Name the scopes that you need, of those that this server knows: user/DocumentReference.rs is one."
        return refuse("invalid_scope", problem, client.client_id, env)
    bound_to = bind(client, proof, env=env)
    if isinstance(bound_to, TokenRefused):
        return bound_to
    if not bound_to:
        problem = "Come with your registered certificate, or send a DPoP proof: the token will be bound to it."
        return refuse("invalid_dpop_proof", problem, client.client_id, env)
    subject = _recognize(subject_token, kind, client, env)
    if isinstance(subject, TokenRefused):
        return refuse(subject.error, subject.description, client.client_id, env)
    if subject.bound_to not in ("", bound_to, certificate_of(proof.shown)):
        problem = "The subject_token is bound to a key or a certificate that you do not show (cnf)."
        return refuse("invalid_request", problem, client.client_id, env)
    actor = _speaks_for(client, subject)
    if isinstance(actor, TokenRefused):
        return refuse(actor.error, actor.description, client.client_id, env)
    lasts = min(TOKEN_LASTS, subject.expires_at - env.clock.now())
    made = make_token(actor, client_id=client.client_id, bounds=Bounds(granted, bound_to), lasts=lasts, env=env)
    trace_token(EXCHANGED, client.client_id, is_refused=False, env=env)
    return replace(made, is_exchanged=True)


def _recognize(
    subject_token: str, kind: SubjectTokenKind, client: Client, env: Environment
) -> SubjectIdentity | TokenRefused:
    software = client.described.provider_client
    try:
        found = env.identity_provider.recognize_subject(subject_token, kind=kind, software=software)
    except IdentityProviderUnavailableError:
        problem = "The identity provider gives no keys by which the subject_token could be verified. Try again later."
        return TokenRefused("temporarily_unavailable", problem)
    if isinstance(found, IdentityRefused):
        return TokenRefused("invalid_request", PROBLEMS[found.reason])
    return found


def _speaks_for(client: Client, subject: SubjectIdentity) -> Actor | TokenRefused:
    """Name the professional in the structure of the software; a professional's own software speaks for them alone."""
    if client.kind is ClientKind.PROFESSIONAL and client.practitioner != subject.practitioner:
        return TokenRefused("invalid_request", "This software speaks for another professional only.")
    return professional_in(subject.practitioner, client.organization)
