"""The certificates of the sandbox: an authority of its own signs for the front and for each piece of software."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from carnet.config.launch.secret_files import read_secret, write_secret
from carnet.demo.software import read_or_make_key
from carnet.formats.dpop import base64url
from carnet.ports.environment import Environment

CERTIFICATE, CERTIFICATE_KEY = "certificate.pem", "certificate-key.pem"
EARLIER, LASTS = timedelta(days=30), timedelta(days=365)
"""The clock of the demonstration may be put forward: a certificate holds since a month ago, for a year."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A certificate and its private key, as files. ``thumbprint``: its SHA-256 (``x5t#S256``, RFC 8705 3.1)."""

    certificate: Path
    key: Path
    thumbprint: str


def authority(folder: Path, env: Environment) -> Kept:
    """Give the authority, made when there is none yet or when its time is over. ``folder``: its own."""
    return _kept(folder, "Bac a sable de Carnet", None, env)


def issued(folder: Path, name: str, by: Kept, env: Environment) -> Kept:
    """Give the certificate of somebody, which the authority signs, and makes again when its time is over.

    ``name``: what it calls them; ``localhost`` makes it one of a server.
    """
    return _kept(folder, name, by, env)


def _kept(folder: Path, name: str, by: Kept | None, env: Environment) -> Kept:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place, at = folder / CERTIFICATE, env.clock.now()
    key = read_or_make_key(folder / CERTIFICATE_KEY, env)
    signer = key if by is None else read_or_make_key(by.key, env)
    certificate = _read(place)
    if certificate is None or not _holds(certificate, key, signer, at):
        issuer = _named(name) if by is None else _issuer(by)
        certificate = _write(name, key, issuer, signer, env)
        write_secret(place, certificate.public_bytes(serialization.Encoding.PEM).decode("ascii"))
    digest = hashlib.sha256(certificate.public_bytes(serialization.Encoding.DER)).digest()
    return Kept(place, folder / CERTIFICATE_KEY, base64url(digest))


def _read(place: Path) -> x509.Certificate | None:
    return x509.load_pem_x509_certificate(read_secret(place).encode("ascii")) if place.exists() else None


def _issuer(by: Kept) -> x509.Name:
    return x509.load_pem_x509_certificate(read_secret(by.certificate).encode("ascii")).subject


def _holds(
    certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey, at: datetime
) -> bool:
    """Tell whether it is of this key, signed by that one, and good for a day more at least."""
    if certificate.public_key() != key.public_key() or at + timedelta(days=1) > certificate.not_valid_after_utc:
        return False
    signed = certificate.signature_algorithm_parameters
    if not isinstance(signed, ec.ECDSA):
        return False
    expected = signer.public_key()
    issuers = certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    return issuers == x509.AuthorityKeyIdentifier.from_issuer_public_key(expected)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _write(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    signer: ec.EllipticCurvePrivateKey,
    env: Environment,
) -> x509.Certificate:
    at = env.clock.now()
    is_authority, is_server = key is signer, name == "localhost"
    written = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(int.from_bytes(env.chance.secret(16), "big") >> 1)
        .not_valid_before(at - EARLIER)
        .not_valid_after(at + LASTS)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=0 if is_authority else None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .add_extension(_usage(signs=is_authority), critical=True)
    )
    if is_server:
        names = [x509.DNSName("localhost"), x509.IPAddress(IPv4Address("127.0.0.1"))]
        written = written.add_extension(x509.SubjectAlternativeName(names), critical=False)
    if not is_authority:
        purpose = ExtendedKeyUsageOID.SERVER_AUTH if is_server else ExtendedKeyUsageOID.CLIENT_AUTH
        written = written.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    return written.sign(signer, hashes.SHA384())


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )
