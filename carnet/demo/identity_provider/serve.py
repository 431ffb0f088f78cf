"""Serve the demonstration's identity provider on this machine, for the site that the settings name."""

from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.urls import reverse

from carnet.demo.identity_provider.keys import kept_key
from carnet.demo.identity_provider.people import everybody
from carnet.demo.identity_provider.provider import Client, Provider
from carnet.demo.identity_provider.web import application
from carnet.demo.software import AT_PROVIDER
from carnet.ports.environment import Environment

SOFTWARE_RETURN = "http://127.0.0.1:8123/retour"
"""Where an integrator's software waits for the code."""
HOST = "127.0.0.1"
"""Anybody becomes anybody there: it answers this machine alone."""


class DemonstrationRefusedError(RuntimeError):
    """The settings allow no demonstration here."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Write nothing: addresses carry codes."""


def client_of(public_url: str) -> Client:
    """Give the application that may ask: the professional site and the desk at ``public_url``."""
    return Client(
        client_id=settings.CARNET_OIDC_CLIENT_ID,
        client_secret=settings.CARNET_OIDC_CLIENT_SECRET,
        redirect_uris=tuple(f"{public_url}{reverse(name)}" for name in ("pro-sign-in-return", "desk-sign-in-return")),
        post_logout_redirect_uris=tuple(
            f"{public_url}{reverse(name)}" for name in ("pro-signed-out", "desk-signed-out")
        ),
    )


def software_at_provider() -> tuple[Client, ...]:
    """Give the software of professionals that asks too, on the device where it runs (RFC 8252 7.3)."""
    secret = settings.CARNET_OIDC_CLIENT_SECRET
    return tuple(Client(one.client_id, secret, (SOFTWARE_RETURN,), ()) for one in AT_PROVIDER)


def provider_of_the_demonstration(env: Environment) -> Provider:
    """Make the provider that the settings name as the issuer, with everybody of the cast.

    Raises ``DemonstrationRefusedError`` where the settings allow no demonstration: it signs anybody in.
    """
    if not settings.CARNET_DEMO:
        raise DemonstrationRefusedError("the demonstration's identity provider signs anybody in: not here")
    return Provider(
        issuer=settings.CARNET_OIDC_ISSUER,
        client=client_of(settings.CARNET_PUBLIC_URL),
        people=everybody(),
        key=kept_key(settings.HOME, env.chance),
        clock=env.clock,
        chance=env.chance,
        software=software_at_provider(),
    )


def server_of(provider: Provider, port: int) -> WSGIServer:
    """Make the server of a provider, on a port of this machine. Raises ``OSError`` when the port is taken."""
    return make_server(HOST, port, application(provider), server_class=_Server, handler_class=_Quiet)


def serve(port: int, env: Environment) -> None:
    """Answer until the process is ended. Raises as the two functions above."""
    with server_of(provider_of_the_demonstration(env), port) as server:
        server.serve_forever()
