"""The certificate by which software opened its connection, as the reverse proxy hands it over (RFC 9440, RFC 8705)."""

import base64
import binascii
import hashlib
from urllib.parse import unquote

from carnet.formats.dpop import base64url

LONGEST = 16 * 1024
_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"


def thumbprint_of_certificate(handed_over: str) -> str | None:
    """Compute the SHA-256 of a certificate (``x5t#S256``, RFC 8705 3.1); None when nothing of the kind was handed over.

    ``handed_over``: a byte sequence between colons (RFC 9440, ``Client-Cert``), or a percent-encoded PEM, as nginx
    writes ``$ssl_client_escaped_cert``. The proxy has verified the chain: only the bytes count here.
    """
    if not handed_over or len(handed_over) > LONGEST:
        return None
    if handed_over.startswith(":"):
        encoded = handed_over.strip(":")
    else:
        pem = unquote(handed_over).strip()
        if not pem.startswith(_BEGIN) or not pem.endswith(_END):
            return None
        encoded = "".join(pem.removeprefix(_BEGIN).removesuffix(_END).split())
    try:
        der = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    return base64url(hashlib.sha256(der).digest()) if der else None


def bound_by_certificate(thumbprint: str) -> str:
    """Write how a token says to which certificate it is bound (``x5t#S256``)."""
    return f"x5t:{thumbprint}"
