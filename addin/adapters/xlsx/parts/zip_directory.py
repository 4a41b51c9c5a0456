"""The list of entries at the end of a zip, read by hand: where each lies and how it is packed."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from addin.errors import DamagedFile, EncryptedFile

THIS = "The workbook"
"""How an error calls the file while only its bytes are known; ``write`` puts the path instead."""

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
CENTRAL_FIELDS = struct.Struct("<4sHHHHHHIIIHHHHHII")
LOCAL_FIELDS = struct.Struct("<4sHHHHHIIIHH")
END_FIELDS = struct.Struct("<4sHHHHIIH")
FULL, FULL_SHORT = 0xFFFFFFFF, 0xFFFF
UTF8 = 0x800
_END_64, _FIND_END_64 = b"PK\x06\x06", b"PK\x06\x07"
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the zip. ``start`` and ``end`` bound its local record, descriptor included."""

    name: str
    raw_name: bytes
    made_by: int
    needs: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed: int
    size: int
    internal: int
    external: int
    extra: bytes
    comment: bytes
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class _End:
    count: int
    directory: int
    comment: bytes


def entries_of(blob: bytes) -> tuple[tuple[Entry, ...], bytes]:
    """The entries of a zip in the order of its directory, and the zip's comment.

    Raises:
        DamagedFile: no zip, cut off, or entries that overlap.
        EncryptedFile: a password protects it.
    """
    end = _end_record(blob)
    found = list(_directory(blob, end))
    if not found:
        raise DamagedFile(THIS, "its list of parts is empty")
    starts = sorted({entry.start for entry in found})
    following = dict(zip(starts, [*starts[1:], end.directory], strict=True))
    return tuple(_bounded(blob, entry, following[entry.start]) for entry in found), end.comment


def _end_record(blob: bytes) -> _End:
    at = blob.rfind(END)
    if at < 0 or at + END_FIELDS.size > len(blob):
        raise DamagedFile(THIS, "its end is missing; was it copied in full?")
    _, _, _, _, count, size, offset, comment = END_FIELDS.unpack_from(blob, at)
    end_of_directory = at
    if FULL in (size, offset) or count == FULL_SHORT:
        finder = blob.rfind(_FIND_END_64, 0, at)
        where = blob.rfind(_END_64, 0, finder) if finder >= 0 else -1
        if where >= 0:
            count, size, offset = struct.unpack_from("<QQQ", blob, where + 32)
            end_of_directory = where
    directory = end_of_directory - size
    if directory < 0 or (count and blob[directory : directory + 4] != CENTRAL):
        directory = offset
    if count and blob[directory : directory + 4] != CENTRAL:
        raise DamagedFile(THIS, "its list of parts is missing")
    start = at + END_FIELDS.size
    return _End(count, directory, blob[start : start + comment])


def _directory(blob: bytes, end: _End) -> Iterator[Entry]:
    at = end.directory
    for _ in range(end.count):
        if blob[at : at + 4] != CENTRAL or at + CENTRAL_FIELDS.size > len(blob):
            raise DamagedFile(THIS, "its list of parts is cut off")
        (
            _, made_by, needs, flags, method, time, date, crc, packed, size,
            name_size, extra_size, comment_size, _, internal, external, start,
        ) = CENTRAL_FIELDS.unpack_from(blob, at)  # fmt: skip
        name_at = at + CENTRAL_FIELDS.size
        raw = blob[name_at : name_at + name_size]
        extra = blob[name_at + name_size : name_at + name_size + extra_size]
        at = name_at + name_size + extra_size + comment_size
        if flags & _ENCRYPTED:
            raise EncryptedFile(THIS)
        packed, size, start, extra = _long_fields(packed, size, start, extra)
        name = raw.decode("utf-8" if flags & UTF8 else "cp437", "replace")
        yield Entry(
            name, raw, made_by, needs, flags, method, time, date, crc, packed, size,
            internal, external, extra, blob[at - comment_size : at], start, 0, 0,
        )  # fmt: skip


def _long_fields(packed: int, size: int, start: int, extra: bytes) -> tuple[int, int, int, bytes]:
    """Sizes and place of an entry whose directory line gives them as 64 bits; and the rest."""
    if FULL not in (packed, size, start):
        return packed, size, start, extra
    others, longs, at = b"", b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            longs = extra[at + 4 : at + 4 + length]
        else:
            others += extra[at : at + 4 + length]
        at += 4 + length
    values = list(struct.unpack(f"<{len(longs) // 8}Q", longs[: len(longs) // 8 * 8]))
    wanted = [value == FULL for value in (size, packed, start)]
    if sum(wanted) > len(values):
        raise DamagedFile(THIS, "its list of parts lacks a size")
    size, packed, start = (
        values.pop(0) if is_long else value
        for is_long, value in zip(wanted, (size, packed, start), strict=True)
    )
    return packed, size, start, others


def _bounded(blob: bytes, entry: Entry, following: int) -> Entry:
    """The entry with the bounds of its local record."""
    if blob[entry.start : entry.start + 4] != LOCAL:
        raise DamagedFile(THIS, f"its part {entry.name} is not where it should be")
    name_size, extra_size = struct.unpack_from("<HH", blob, entry.start + 26)
    body = entry.start + LOCAL_FIELDS.size + name_size + extra_size
    if body + entry.packed > following:
        raise DamagedFile(THIS, f"its part {entry.name} is cut off or overlaps another")
    return Entry(
        entry.name, entry.raw_name, entry.made_by, entry.needs, entry.flags, entry.method,
        entry.time, entry.date, entry.crc, entry.packed, entry.size, entry.internal,
        entry.external, entry.extra, entry.comment, entry.start, body, following,
    )  # fmt: skip
