"""OLE compound files: what old .xls workbooks and encrypted .xlsx workbooks are wrapped in.

Only the directory is read, to tell the one from the other.

Source:
    [MS-CFB] Compound File Binary File Format, sections 2.2 (header) and 2.6 (directory).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # this sector number and all above it end a chain
_MAX_SECTORS = 4096  # a directory of 65,000 entries at most; workbooks have a few dozen


def streams(content: bytes) -> dict[str, bytes]:
    """The streams and storages inside by name, each with the first bytes of what it holds.

    Empty when the directory is damaged; nothing is held by streams of less than 4096 bytes, which
    are kept elsewhere.
    """
    try:
        shift, *_ = struct.unpack_from("<H", content, 30)
        if shift not in {9, 12}:
            return {}
        return dict(_entries(content, 1 << shift))
    except (struct.error, IndexError):
        return {}


def _entries(content: bytes, size: int) -> Iterator[tuple[str, bytes]]:
    (sector,) = struct.unpack_from("<I", content, 48)
    fat = struct.unpack_from("<109I", content, 76)
    for _ in range(_MAX_SECTORS):
        if sector >= _END:
            break
        start = (sector + 1) * size
        for entry in range(start, min(start + size, len(content)), 128):
            (length,) = struct.unpack_from("<H", content, entry + 64)
            if 2 < length <= 64:
                name = content[entry : entry + length - 2].decode("utf-16-le", "replace")
                first, held = struct.unpack_from("<IQ", content, entry + 116)
                at = (first + 1) * size
                yield name, content[at : at + size] if held >= 4096 and first < _END else b""
        sector = _next(content, fat, sector, size)


def _next(content: bytes, fat: tuple[int, ...], sector: int, size: int) -> int:
    """The sector behind this one, by the allocation table; its first 109 blocks are enough here."""
    block, position = divmod(sector, size // 4)
    if block >= len(fat) or fat[block] >= _END:
        return _END
    (following,) = struct.unpack_from("<I", content, (fat[block] + 1) * size + position * 4)
    return int(following)
