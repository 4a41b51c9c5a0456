"""OLE compound files: what old .xls workbooks and encrypted .xlsx workbooks are wrapped in.

Only the directory is read, to tell the one from the other.

Source:
    [MS-CFB] Compound File Binary File Format, sections 2.2 (header) and 2.6 (directory).
"""

from __future__ import annotations

import struct
from typing import Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # this sector number and all above it end a chain
_MAX_SECTORS = 4096  # a directory of 65,000 entries at most; workbooks have a few dozen


def stream_names(content: bytes) -> frozenset[str]:
    """The names of the streams and storages inside; empty when the directory is damaged."""
    try:
        shift, *_ = struct.unpack_from("<H", content, 30)
        if shift not in {9, 12}:
            return frozenset()
        return frozenset(_names(content, 1 << shift))
    except (struct.error, IndexError):
        return frozenset()


def _names(content: bytes, size: int) -> list[str]:
    (sector,) = struct.unpack_from("<I", content, 48)
    fat = struct.unpack_from("<109I", content, 76)
    found: list[str] = []
    for _ in range(_MAX_SECTORS):
        if sector >= _END:
            break
        start = (sector + 1) * size
        for entry in range(start, min(start + size, len(content)), 128):
            (length,) = struct.unpack_from("<H", content, entry + 64)
            if 2 < length <= 64:
                name = content[entry : entry + length - 2]
                found.append(name.decode("utf-16-le", "replace"))
        sector = _next(content, fat, sector, size)
    return found


def _next(content: bytes, fat: tuple[int, ...], sector: int, size: int) -> int:
    """The sector behind this one, by the allocation table; its first 109 blocks are enough here."""
    block, position = divmod(sector, size // 4)
    if block >= len(fat) or fat[block] >= _END:
        return _END
    (following,) = struct.unpack_from("<I", content, (fat[block] + 1) * size + position * 4)
    return int(following)
