"""Which entries of a package lie in the file exactly as before: header and compressed bytes."""

from __future__ import annotations

import io
import struct
import zipfile

from tests.corpus.opened import key_of


def differing(before: bytes, after: bytes) -> set[str]:
    """Keys of the entries whose local record differs, is lost, or lies in another order."""
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as two:
        new = {entry.filename: record(after, entry) for entry in two.infolist()}
        kept = [entry.filename for entry in two.infolist()]
        wrong = {
            entry.filename
            for entry in one.infolist()
            if record(before, entry) != new.get(entry.filename)
        }
        stayed = [e.filename for e in one.infolist() if e.filename in new]
        order = [name for name in kept if name in set(stayed)]
        wrong |= {name for name, other in zip(stayed, order, strict=True) if name != other}
    return {key_of(name) for name in wrong}


def record(blob: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Local header, compressed bytes and data descriptor, as they lie."""
    start = entry.header_offset
    name, extra = struct.unpack_from("<HH", blob, start + 26)
    end = start + 30 + name + extra + entry.compress_size
    if entry.flag_bits & 0x8:  # a descriptor follows, with or without its signature
        end += 16 if blob[end : end + 4] == b"PK\x07\x08" else 12
    return blob[start:end]
