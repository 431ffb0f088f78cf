"""Reads what production is told by its environment, and says everything that is missing or unsafe at once."""

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

SHORTEST_KEY = 50
"""Characters, as Django's own generator makes them."""
FORBIDDEN = ("DEBUG", "CARNET_DEMO", "CARNET_ACCEPTS_TEST_IDENTIFIERS")
"""Switches of the demonstration: whoever sets them here is mistaken about where he is."""


@dataclass(frozen=True, slots=True)
class ProductionEnvironment:
    """What the operator decides."""

    secret_key: str
    allowed_hosts: tuple[str, ...]
    public_url: str
    behind_proxy: bool
    """Whether a proxy ends TLS and says so in X-Forwarded-Proto, which it must overwrite."""
    oidc_issuer: str
    """The identity provider of professionals; empty where their software alone comes, and nobody signs in."""
    oidc_client_id: str
    oidc_client_secret: str
    oidc_acr: str
    oidc_discovery: str
    desk_oidc_issuer: str
    """The identity provider of the support desk's agents; empty where nobody signs in at the desk."""
    desk_oidc_client_id: str
    desk_oidc_client_secret: str
    desk_oidc_acr: str
    desk_oidc_discovery: str

    def __repr__(self) -> str:
        """Hide the key and the secret."""
        return f"ProductionEnvironment({self.public_url})"


def read_environment(told: Mapping[str, str]) -> ProductionEnvironment | list[str]:
    """The environment, or the French sentences that say what keeps Carnet from starting; no value is quoted."""
    if faults := list(_faults(told)):
        return faults
    return ProductionEnvironment(
        secret_key=told["SECRET_KEY"],
        allowed_hosts=tuple(_hosts(told)),
        public_url=told["CARNET_PUBLIC_URL"].rstrip("/"),
        behind_proxy=told["CARNET_TLS_ENDS_AT"] == "proxy",
        oidc_issuer=told.get("CARNET_OIDC_ISSUER", ""),
        oidc_client_id=told.get("CARNET_OIDC_CLIENT_ID", ""),
        oidc_client_secret=told.get("CARNET_OIDC_CLIENT_SECRET", ""),
        oidc_acr=told.get("CARNET_OIDC_ACR", ""),
        oidc_discovery=told.get("CARNET_OIDC_DISCOVERY", ""),
        desk_oidc_issuer=told.get("CARNET_DESK_OIDC_ISSUER", ""),
        desk_oidc_client_id=told.get("CARNET_DESK_OIDC_CLIENT_ID", ""),
        desk_oidc_client_secret=told.get("CARNET_DESK_OIDC_CLIENT_SECRET", ""),
        desk_oidc_acr=told.get("CARNET_DESK_OIDC_ACR", ""),
        desk_oidc_discovery=told.get("CARNET_DESK_OIDC_DISCOVERY", ""),
    )


def _faults(told: Mapping[str, str]) -> Iterator[str]:
    for name in FORBIDDEN:
        if told.get(name, "").lower() not in {"", "0", "no", "false"}:
            yield f"{name} est réservé à la démonstration : retirez-le."
    key = told.get("SECRET_KEY", "")
    if len(key) < SHORTEST_KEY or len(set(key)) < 10:
        yield f"SECRET_KEY manque ou se devine : donnez {SHORTEST_KEY} caractères tirés au hasard, gardés secrets."
    hosts = _hosts(told)
    if not hosts or "*" in hosts:
        yield "ALLOWED_HOSTS manque ou accepte tout : donnez les noms de ce serveur, séparés par des virgules."
    public = urlsplit(told.get("CARNET_PUBLIC_URL", ""))
    if public.scheme != "https" or not public.hostname or public.query or public.path not in {"", "/"}:
        yield "CARNET_PUBLIC_URL manque ou n’est pas une adresse https:// sans chemin."
    elif hosts and "*" not in hosts and public.hostname not in hosts:
        yield "ALLOWED_HOSTS ne contient pas le nom d’hôte de CARNET_PUBLIC_URL."
    if not Path(told.get("CARNET_HOME", "")).is_absolute():
        yield "CARNET_HOME manque : donnez le chemin complet du dossier des clés et des documents."
    if told.get("CARNET_TLS_ENDS_AT") not in {"proxy", "here"}:
        yield (
            "CARNET_TLS_ENDS_AT manque : « proxy » si un serveur mandataire reçoit le https "
            "(il doit alors réécrire X-Forwarded-Proto), « here » si c’est ce serveur."
        )
    proxies = [one.strip() for one in told.get("CARNET_PROXIES", "").split(",") if one.strip()]
    if not all(map(_is_network, proxies)) or (told.get("CARNET_TLS_ENDS_AT") == "proxy" and not proxies):
        yield (
            "CARNET_PROXIES manque ou ne se lit pas : donnez les adresses ou les réseaux des serveurs mandataires, "
            "séparés par des virgules. Sans elles, tout le monde semble écrire du même endroit."
        )
    yield from _provider_faults(told, "CARNET_OIDC", "les professionnels")
    yield from _provider_faults(told, "CARNET_DESK_OIDC", "les agents de l’assistance")
    yield from _database_faults(told)


def _hosts(told: Mapping[str, str]) -> list[str]:
    return [one.strip() for one in told.get("ALLOWED_HOSTS", "").split(",") if one.strip()]


def _provider_faults(told: Mapping[str, str], prefix: str, who: str) -> Iterator[str]:
    """All of it or nothing: half a provider would only be noticed by the first doctor."""
    needed = [f"{prefix}_{name}" for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "ACR")]
    missing = [name for name in needed if not told.get(name)]
    if len(missing) == len(needed) and not told.get(f"{prefix}_DISCOVERY"):
        return
    if missing:
        yield f"{', '.join(missing)} : il en manque pour que {who} se connectent ; donnez tout, ou rien."
    for name in (f"{prefix}_ISSUER", f"{prefix}_DISCOVERY"):
        address = urlsplit(told.get(name, ""))
        is_address = address.scheme == "https" and address.hostname and address.username is None
        if told.get(name) and (not is_address or address.query or address.fragment):
            yield f"{name} n’est pas une adresse https:// sans utilisateur ni paramètre."


def _database_faults(told: Mapping[str, str]) -> Iterator[str]:
    role = told.get("CARNET_DATABASE_ROLE", "app").upper()
    name = "CARNET_DATABASE_URL" if told.get("CARNET_DATABASE_URL") else f"CARNET_{role}_DATABASE_URL"
    address = urlsplit(told.get(name, ""))
    if address.scheme not in {"postgresql", "postgres"} or not address.path.strip("/"):
        yield f"CARNET_DATABASE_URL et CARNET_{role}_DATABASE_URL manquent : donnez postgresql://…/base."
        return
    safe = parse_qs(address.query).get("sslmode", [""])[0] in {"verify-ca", "verify-full"}
    if not safe and not _stays_on_this_machine(address.hostname or ""):
        yield f"{name} passe par le réseau sans vérifier à qui il parle : ajoutez sslmode=verify-full."


def _is_network(written: str) -> bool:
    try:
        ipaddress.ip_network(written)
    except ValueError:
        return False
    return True


def _stays_on_this_machine(host: str) -> bool:
    if host in {"", "localhost"}:  # without a host, a local socket
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
