"""Keys and certificates as Tieout makes them: small, short of rights, and signed by one of its own.

What is the same for every authority of ours is here; what each may sign for is its own business.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_EARLIER: Final = dt.timedelta(hours=1)
"""Clocks differ a little."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        """The certificate, for everybody."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        """The key, for its owner alone."""
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )


def authority(
    now: dt.datetime, days: int, called: str, limits: x509.NameConstraints | None = None
) -> Signed:
    """An authority that signs certificates and no further authorities; ``limits``: for whom."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(called)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    builder = (
        _builder(now, days, key)
        .subject_name(name)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(identifier, critical=False)
    )
    if limits is not None:
        builder = builder.add_extension(limits, critical=True)
    return Signed(builder.sign(key, hashes.SHA256()), key)


def signed(
    by: Signed,
    now: dt.datetime,
    days: int,
    called: str,
    uses: tuple[x509.ObjectIdentifier, ...],
    names: x509.SubjectAlternativeName | None = None,
) -> Signed:
    """What an authority has signed: for these uses and, if it has names, for these hosts."""
    key = ec.generate_private_key(ec.SECP256R1())
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key())
    builder = (
        _builder(now, days, key)
        .subject_name(_name(called))
        .issuer_name(by.certificate.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage(uses), critical=False)
        .add_extension(identifier, critical=False)
    )
    if names is not None:
        builder = builder.add_extension(names, critical=False)
    return Signed(builder.sign(by.key, hashes.SHA256()), key)


def lasts_until(certificate: bytes, authority: bytes) -> dt.datetime | None:
    """Until when a certificate (PEM) serves those who trust its authority (PEM).

    None if it is not one that this authority signed.
    """
    try:
        one = x509.load_pem_x509_certificate(certificate)
        signer = x509.load_pem_x509_certificate(authority)
        one.verify_directly_issued_by(signer)
    except (ValueError, TypeError, InvalidSignature):
        return None
    return min(one.not_valid_after_utc, signer.not_valid_after_utc)


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
