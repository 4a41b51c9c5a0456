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
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from addin.hosts.signing import Signed, authority, signed
from addin.hosts.web.own_folder import write_private

AUTHORITY_DAYS: Final = 3650
SERVER_DAYS: Final = 365
"""Browsers refuse certificates for servers that last longer than about a year."""
RENEWED_BEFORE: Final = dt.timedelta(days=30)
NAMES: Final = ("localhost",)
ADDRESSES: Final = ("127.0.0.1", "::1")


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
    is_new = authority is None or not _lasts(authority, now)
    if authority is None or is_new:
        authority = _authority(now)
        write_private(files["authority-key"], authority.key_pem)
        write_private(files["authority"], authority.pem)
    server = _read(files["localhost"], files["localhost-key"])
    if server is None or not _lasts(server, now) or not _signed_by(server, authority):
        server = _server(authority, now)
        write_private(files["localhost-key"], server.key_pem)
        write_private(files["localhost"], server.pem)
    expires = server.certificate.not_valid_after_utc
    return Certificate(
        files["localhost"], files["localhost-key"], files["authority"], expires, is_new
    )


_FILES: Final = ("authority", "authority-key", "localhost", "localhost-key")


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


def _authority(now: dt.datetime) -> Signed:
    addresses = [ipaddress.ip_network(each) for each in ADDRESSES]
    limits = x509.NameConstraints(
        [*map(x509.DNSName, NAMES), *map(x509.IPAddress, addresses)], excluded_subtrees=None
    )
    return authority(now, AUTHORITY_DAYS, "Tieout on this computer", limits)


def _server(by: Signed, now: dt.datetime) -> Signed:
    addresses = [ipaddress.ip_address(each) for each in ADDRESSES]
    names = x509.SubjectAlternativeName(
        [*map(x509.DNSName, NAMES), *map(x509.IPAddress, addresses)]
    )
    return signed(by, now, SERVER_DAYS, "localhost", (ExtendedKeyUsageOID.SERVER_AUTH,), names)


def _lasts(one: Signed, now: dt.datetime) -> bool:
    """Whether it need not be renewed yet."""
    begins = one.certificate.not_valid_before_utc
    return begins <= now < one.certificate.not_valid_after_utc - RENEWED_BEFORE


def _read(certificate: Path, key: Path) -> Signed | None:
    """What is kept there; None if it is not, or not ours."""
    try:
        found = x509.load_pem_x509_certificate(certificate.read_bytes())
        secret = serialization.load_pem_private_key(key.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        return None
    if not isinstance(secret, ec.EllipticCurvePrivateKey):
        return None
    return Signed(found, secret) if found.public_key() == secret.public_key() else None


def _signed_by(server: Signed, authority: Signed) -> bool:
    try:
        server.certificate.verify_directly_issued_by(authority.certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
