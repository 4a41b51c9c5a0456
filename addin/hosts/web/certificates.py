"""Certificates for this computer alone: an authority of one's own, and what it has signed.

Excel loads add-ins over https only, and no public authority signs for ``localhost``. So we make an
authority that can sign for ``localhost``, 127.0.0.1 and ::1 and, by its own words (name
constraints), for nothing else: whoever trusts it risks nothing beyond this computer, even if its
key were stolen. Trusting it is left to the user: nothing here touches a trust store.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from addin.hosts.web.own_folder import write_private

AUTHORITY_DAYS: Final = 3650
SERVER_DAYS: Final = 365
"""Browsers refuse certificates for servers that last longer than about a year."""
RENEWED_BEFORE: Final = dt.timedelta(days=30)
NAMES: Final = ("localhost",)
ADDRESSES: Final = ("127.0.0.1", "::1")
_EARLIER: Final = dt.timedelta(hours=1)
"""Clocks differ a little."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A server's certificate with its key, and the authority that must be trusted for it.

    ``is_new``: the authority was made just now, so nobody trusts it yet.
    """

    certificate: Path
    key: Path
    authority: Path
    expires: dt.datetime
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class _Signed:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def lasts(self, now: dt.datetime) -> bool:
        """Whether it need not be renewed yet."""
        begins = self.certificate.not_valid_before_utc
        return begins <= now < self.certificate.not_valid_after_utc - RENEWED_BEFORE


def local_certificate(folder: Path, now: dt.datetime) -> Certificate:
    """This user's certificate for ``localhost``, made or renewed where needed.

    Args:
        folder: where they are kept.
        now: the time, with its zone.

    Raises:
        NotServed: they cannot be kept there.
    """
    files = {name: folder / f"{name}.pem" for name in _FILES}
    authority = _read(files["authority"], files["authority-key"])
    is_new = authority is None or not authority.lasts(now)
    if authority is None or is_new:
        authority = _authority(now)
        write_private(files["authority-key"], authority.key_pem)
        write_private(files["authority"], authority.pem)
    server = _read(files["localhost"], files["localhost-key"])
    if server is None or not server.lasts(now) or not _signed_by(server, authority):
        server = _server(authority, now)
        write_private(files["localhost-key"], server.key_pem)
        write_private(files["localhost"], server.pem)
    expires = server.certificate.not_valid_after_utc
    return Certificate(
        files["localhost"], files["localhost-key"], files["authority"], expires, is_new
    )


_FILES: Final = ("authority", "authority-key", "localhost", "localhost-key")


def lasts_until(certificate: bytes, authority: bytes) -> dt.datetime | None:
    """Until when a certificate (PEM) serves those who trust its authority (PEM).

    None if it is not one that this authority signed.
    """
    try:
        signed = x509.load_pem_x509_certificate(certificate)
        signer = x509.load_pem_x509_certificate(authority)
        signed.verify_directly_issued_by(signer)
    except (ValueError, TypeError, InvalidSignature):
        return None
    return min(signed.not_valid_after_utc, signer.not_valid_after_utc)


def trusting(authority: Path, system: str = sys.platform) -> tuple[str, ...]:
    """The commands that make this user's programs trust the authority, by system.

    On Linux the first is for Chromium, Chrome and Edge, the second for everything else.
    """
    if system == "win32":
        return (f'certutil -user -addstore Root "{authority}"',)
    if system == "darwin":
        chain = "~/Library/Keychains/login.keychain-db"
        return (f'security add-trusted-cert -r trustRoot -p ssl -k {chain} "{authority}"',)
    browsers = f'certutil -d sql:$HOME/.pki/nssdb -A -t "C,," -n tieout -i "{authority}"'
    programs = f'sudo cp "{authority}" /usr/local/share/ca-certificates/tieout.crt'
    return (browsers, f"{programs} && sudo update-ca-certificates")


def no_longer_trusting(authority: Path, system: str = sys.platform) -> str:
    """The command that takes it back."""
    if system == "win32":
        return 'certutil -user -delstore Root "Tieout on this computer"'
    if system == "darwin":
        return f'security remove-trusted-cert "{authority}"'
    return "certutil -d sql:$HOME/.pki/nssdb -D -n tieout"


def _authority(now: dt.datetime) -> _Signed:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Tieout on this computer")
    addresses = [ipaddress.ip_network(each) for each in ADDRESSES]
    limits = x509.NameConstraints(
        [*map(x509.DNSName, NAMES), *map(x509.IPAddress, addresses)], excluded_subtrees=None
    )
    public = key.public_key()
    built = (
        _builder(now, AUTHORITY_DAYS, key)
        .subject_name(name)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(limits, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    return _Signed(built.sign(key, hashes.SHA256()), key)


def _server(authority: _Signed, now: dt.datetime) -> _Signed:
    key = ec.generate_private_key(ec.SECP256R1())
    addresses = [ipaddress.ip_address(each) for each in ADDRESSES]
    names = x509.SubjectAlternativeName(
        [*map(x509.DNSName, NAMES), *map(x509.IPAddress, addresses)]
    )
    issuer = authority.certificate
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    built = (
        _builder(now, SERVER_DAYS, key)
        .subject_name(_name("localhost"))
        .issuer_name(issuer.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(names, critical=False)
        .add_extension(identifier, critical=False)
    )
    return _Signed(built.sign(authority.key, hashes.SHA256()), key)


def _builder(
    now: dt.datetime, days: int, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + dt.timedelta(days=days))
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


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


def _read(certificate: Path, key: Path) -> _Signed | None:
    """What is kept there; None if it is not, or not ours."""
    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        secret = serialization.load_pem_private_key(key.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        return None
    if not isinstance(secret, ec.EllipticCurvePrivateKey):
        return None
    return _Signed(found, secret) if found.public_key() == secret.public_key() else None


def _signed_by(server: _Signed, authority: _Signed) -> bool:
    try:
        server.certificate.verify_directly_issued_by(authority.certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
