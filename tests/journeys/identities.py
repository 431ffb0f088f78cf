"""The demonstration's identity provider beside the product, by whose page professionals sign in."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from carnet.config.launch.postgres import free_port
from carnet.demo.identity_provider.keys import make_key
from carnet.demo.identity_provider.people import everybody
from carnet.demo.identity_provider.provider import Provider
from carnet.demo.identity_provider.serve import client_of, server_of
from carnet.formats.desk_claims import DESK_SCOPE
from carnet.infra.chance import SystemChance
from carnet.infra.openid_connect import OpenIdConnect, RelyingParty
from carnet.ports.clock import Clock
from tests.adapters.clocks import StoppedClock
from tests.adapters.loopback_servers import running


@contextmanager
def identities(site: str) -> Iterator[Provider]:
    """A provider that knows the product at this address, and everybody of the demonstration."""
    port, chance = free_port(), SystemChance()
    issuer = f"http://127.0.0.1:{port}"
    provider = Provider(issuer, client_of(site), everybody(), make_key(chance), StoppedClock(), chance)
    with running(server_of(provider, port)):
        yield provider


def known_to(provider: Provider, clock: Clock) -> OpenIdConnect:
    """What the product speaks to the provider with; both read this clock from now on."""
    provider.clock = clock
    client = provider.client
    party = RelyingParty(provider.issuer, client.client_id, client.client_secret, settings.CARNET_OIDC_ACR)
    return OpenIdConnect(party, clock=clock)


def known_to_the_desk(provider: Provider, clock: Clock) -> OpenIdConnect:
    """What the support desk speaks to the same provider with."""
    client = provider.client
    acr = settings.CARNET_DESK_OIDC_ACR
    party = RelyingParty(provider.issuer, client.client_id, client.client_secret, acr, scope=DESK_SCOPE)
    return OpenIdConnect(party, clock=clock)
