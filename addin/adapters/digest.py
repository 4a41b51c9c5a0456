"""The fingerprint of a file's bytes, by which a write knows that it writes into what was read."""

from __future__ import annotations

import hashlib


def digest_of(data: bytes) -> str:
    """Sixteen bytes of BLAKE2b, as hexadecimal text."""
    digest = new_digest()
    digest.update(data)
    return digest.hexdigest()


def new_digest() -> hashlib.blake2b:
    """The same, for bytes that come in pieces."""
    return hashlib.blake2b(digest_size=16)
