"""RSA keys without a library: read from a PEM, written to one, and RS256 signatures checked.

For the key of a service account only. A key that the emulator makes is for the emulator: nobody
else trusts it.
"""

from __future__ import annotations

import base64
import hashlib
import math
import secrets
from collections.abc import Iterator

_SEQUENCE, _INTEGER, _OCTETS, _BITS = 0x30, 0x02, 0x04, 0x03
_ALGORITHM = bytes.fromhex("300d06092a864886f70d0101010500")  # rsaEncryption
_SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")
_EXPONENT = 65537

PublicKey = tuple[int, int]
"""Modulus and exponent."""


def public_key(pem: str) -> PublicKey:
    """The public numbers of a private or public key in PEM (PKCS #8, PKCS #1 or X.509).

    Raises:
        ValueError: it is none of these.

    """
    lines = [line.strip() for line in pem.strip().splitlines()]
    try:
        der = base64.b64decode("".join(line for line in lines if not line.startswith("-")))
        numbers = [n for n in _integers(der) if n > 1]
    except IndexError:
        numbers = []
    if len(numbers) < 2 or numbers[0] < 1 << 500:
        raise ValueError("This is no RSA key in PEM.")
    return numbers[0], numbers[1]


def _integers(der: bytes) -> Iterator[int]:
    """Every whole number in it, in order, also inside the wrapping of PKCS #8."""
    at = 0
    while at < len(der):
        tag, length, at = der[at], der[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            length, at = int.from_bytes(der[at : at + size]), at + size
        content, at = der[at : at + length], at + length
        if tag == _INTEGER:
            yield int.from_bytes(content)
        elif tag == _BITS:
            yield from _integers(content[1:])
        elif tag in (_SEQUENCE, _OCTETS):
            yield from _integers(content)


def is_signed(message: bytes, signature: bytes, key: PublicKey) -> bool:
    """Whether this is the RS256 signature of the message by that key (RSASSA-PKCS1-v1_5)."""
    modulus, exponent = key
    size = (modulus.bit_length() + 7) // 8
    if len(signature) != size:
        return False
    opened = pow(int.from_bytes(signature), exponent, modulus).to_bytes(size)
    digest = _SHA256 + hashlib.sha256(message).digest()
    padded = b"\x00\x01" + b"\xff" * (size - len(digest) - 3) + b"\x00" + digest
    return secrets.compare_digest(opened, padded)


def new_private_key(bits: int = 2048) -> str:
    """A fresh private key, as a service-account file holds it (PEM, PKCS #8)."""
    p, q = _prime(bits // 2), _prime(bits // 2)
    while p == q:
        q = _prime(bits // 2)
    p, q = max(p, q), min(p, q)
    d = pow(_EXPONENT, -1, math.lcm(p - 1, q - 1))
    numbers = (0, p * q, _EXPONENT, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p))
    inner = _tagged(_SEQUENCE, b"".join(_number(n) for n in numbers))
    outer = _tagged(_SEQUENCE, _number(0) + _ALGORITHM + _tagged(_OCTETS, inner))
    body = base64.encodebytes(outer).decode().replace("\n", "")
    lines = [body[i : i + 64] for i in range(0, len(body), 64)]
    return "\n".join(["-----BEGIN PRIVATE KEY-----", *lines, "-----END PRIVATE KEY-----", ""])


def _number(n: int) -> bytes:
    return _tagged(_INTEGER, n.to_bytes(n.bit_length() // 8 + 1))


def _tagged(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 0x80:
        return bytes([tag, length]) + content
    size = length.to_bytes((length.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(size)]) + size + content


_SMALL = [n for n in range(3, 2000, 2) if all(n % k for k in range(3, math.isqrt(n) + 1, 2))]


def _prime(bits: int) -> int:
    """A random prime whose two highest bits are set, so that a product keeps its size."""
    while True:
        n = secrets.randbits(bits) | 3 << bits - 2 | 1
        fits = all(n % k for k in _SMALL) and (n - 1) % _EXPONENT
        if fits and all(_passes(n, secrets.randbelow(n - 3) + 2) for _ in range(8)):
            return n


def _passes(n: int, base: int) -> bool:
    """Miller and Rabin's test with one base."""
    twos = ((n - 1) & -(n - 1)).bit_length() - 1
    x = pow(base, (n - 1) >> twos, n)
    if x in (1, n - 1):
        return True
    for _ in range(twos - 1):
        x = x * x % n
        if x == n - 1:
            return True
    return False
