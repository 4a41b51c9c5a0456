"""The fingerprint of a file's bytes, by which a write knows that it writes into what was read."""

from __future__ import annotations

import hashlib


def digest_of(data: bytes) -> str:
    """Sixteen bytes of BLAKE2b, as hexadecimal text."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
