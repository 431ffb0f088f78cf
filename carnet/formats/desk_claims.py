"""What the support desk's identity provider says of an agent: the claims of its userinfo."""

from typing import Any

from carnet.formats.id_token import IdToken
from carnet.ports.identity_provider import AgentIdentity

DESK_SCOPE = "openid profile roles"
"""What the provider is asked for. ``roles`` is where Keycloak, Entra ID and most others put what somebody may do."""

_LONGEST = 200
"""Characters of a name, of a role, of an identifier."""


def read_agent(claims: dict[str, Any], read: IdToken, *, id_token: str) -> AgentIdentity | None:
    """Read who an agent is; None without a usable subject. ``claims``: of the userinfo, about ``read.subject``.

    Roles are believed as the provider signs them in over a protected line: which of them open the desk is the law's
    (``carnet.core.support.desk_sign_in``).
    """
    if not _is_text(read.subject):
        return None
    roles = claims.get("roles")
    names = (claims.get("given_name"), claims.get("family_name"))
    return AgentIdentity(
        agent=read.subject,
        shown_name=" ".join(str(name).strip() for name in names if _is_text(name)) or read.subject,
        roles=tuple(one for one in roles if _is_text(one)) if isinstance(roles, list) else (),
        acr=read.acr,
        amr=read.amr,
        id_token=id_token,
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable() and len(value) <= _LONGEST
