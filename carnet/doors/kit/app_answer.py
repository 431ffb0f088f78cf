"""How a person's answer, or the fault of a request, goes back to an application: to its registered address."""

from urllib.parse import urlencode

from django.http import HttpResponse

from carnet.usecases.access.ask_for_record import RequestRefused

CONSENT = "/applications/autoriser/"
"""The page that asks the person."""


def address_of_code(redirect_uri: str, *, code: str, state: str, issuer: str) -> str:
    """Write the address that carries the code (RFC 6749 4.1.2). ``issuer``: who answers (RFC 9207)."""
    return _with(redirect_uri, {"code": code, "state": state, "iss": issuer})


def address_of_error(redirect_uri: str, *, error: str, state: str, issuer: str, description: str = "") -> str:
    """Write the address that carries an error (RFC 6749 4.1.2.1)."""
    told = {"error": error, "error_description": description, "state": state, "iss": issuer}
    return _with(redirect_uri, {name: value for name, value in told.items() if value})


def address_of_refusal(refused: RequestRefused, *, issuer: str) -> str:
    """Write the address that tells an application what is wrong with its request."""
    return address_of_error(
        refused.redirect_uri,
        error=refused.error,
        description=refused.description,
        state=refused.state,
        issuer=issuer,
    )


def go_to_app(address: str) -> HttpResponse:
    """Lead the browser there by GET, whatever it sent; an application on a telephone may have a scheme of its own."""
    response = HttpResponse(status=303)
    response["Location"] = address
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _with(redirect_uri: str, answer: dict[str, str]) -> str:
    return f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{urlencode(answer)}"
