"""The zip that a workbook is, opened by hand so that what nobody touched is copied as it lies.

Python's ``zipfile`` cannot rewrite one entry: it would compress all others anew and lose their
flags, times and extra fields. Here the central directory is read by hand, and an untouched entry
is copied whole: local header, compressed bytes and data descriptor.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from addin.adapters.kinds import Kind, kind_of
from addin.errors import DamagedFile, EncryptedFile, UnsupportedFormat, WriteRefused

THIS = "The workbook"
"""How an error calls the file while only its bytes are known; ``write`` puts the path instead."""

MAX_PART = 2 << 30
MAX_RATIO = 1000
RATIO_COUNTS_FROM = 64 << 20

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END_64, _FIND_END_64 = b"PK\x06\x06", b"PK\x06\x07"
_CENTRAL_FIELDS = struct.Struct("<4sHHHHHHIIIHHHHHII")
_LOCAL_FIELDS = struct.Struct("<4sHHHHHIIIHH")
_END_FIELDS = struct.Struct("<4sHHHHIIH")
_FULL, _FULL_SHORT = 0xFFFFFFFF, 0xFFFF
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_PIECE = 1 << 16
_JANUARY_1980 = 0x21  # the date Excel itself gives every entry


def key_of(name: str) -> str:
    """How a part is looked up: no leading slash, any case, as the packaging standard says."""
    return name.replace("\\", "/").lstrip("/").lower()


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


class RawZip:
    """A package as it lies on the disk, in the order of its central directory.

    Raises:
        DamagedFile: not a zip, cut off, or made to exhaust the machine.
        EncryptedFile: a password protects it.
        UnsupportedFormat: an old ``.xls``, or no workbook at all.
        WriteRefused: it can be read, but not be rewritten with certainty.
    """

    def __init__(self, blob: bytes) -> None:
        self.blob = blob
        _refuse_other_formats(blob)
        self._end = _end_record(blob)
        self.entries = tuple(self._read_entries())

    @cached_property
    def by_key(self) -> dict[str, Entry]:
        """Entries by ``key_of`` their name."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            key = key_of(entry.name)
            if key in found:
                raise WriteRefused(THIS, f"two of its parts are called {entry.name!r}")
            found[key] = entry
        return found

    def __contains__(self, name: str) -> bool:
        return key_of(name) in self.by_key

    def packed(self, entry: Entry) -> memoryview:
        """The compressed bytes of an entry."""
        return memoryview(self.blob)[entry.body : entry.body + entry.packed]

    def record(self, entry: Entry) -> memoryview:
        """The whole local record of an entry."""
        return memoryview(self.blob)[entry.start : entry.end]

    def read(self, name: str) -> bytes:
        """The content of a part, its checksum verified."""
        entry = self.by_key.get(key_of(name))
        if entry is None:
            raise DamagedFile(THIS, f"its part {name} is missing")
        if entry.size > MAX_PART:
            raise WriteRefused(THIS, f"its part {name} is larger than {MAX_PART >> 30} GiB")
        if entry.size > RATIO_COUNTS_FROM and entry.size > MAX_RATIO * entry.packed:
            raise DamagedFile(THIS, f"its part {name} unpacks to a hostile size")
        content = _unpacked(self.packed(entry), entry)
        if len(content) != entry.size or zlib.crc32(content) != entry.crc:
            raise DamagedFile(THIS, f"its part {name} does not match its checksum")
        return content

    def matches(self, name: str, content: bytes) -> bool:
        """Whether a part holds this; unpacked only if size and checksum say that it may."""
        entry = self.by_key.get(key_of(name))
        if entry is None or entry.size != len(content) or entry.crc != zlib.crc32(content):
            return False
        return self.read(name) == content

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a part, piece by piece, so that it need not be whole in memory.

        Raises:
            DamagedFile: missing, or it cannot be unpacked.
        """
        entry = self.by_key.get(key_of(name))
        if entry is None or entry.method != _DEFLATED:
            yield self.read(name)
            return
        press, packed = zlib.decompressobj(-15), self.packed(entry)
        try:
            for at in range(0, len(packed), _PIECE):
                yield press.decompress(packed[at : at + _PIECE])
            yield press.flush()
        except zlib.error as error:
            raise DamagedFile(THIS, f"its part {entry.name} cannot be unpacked") from error

    def rewritten(
        self, changed: Mapping[str, bytes], added: Mapping[str, bytes], dropped: AbstractSet[str]
    ) -> bytes:
        """The package with some parts changed, added (at the end) or dropped; the rest as it was.

        ``changed`` and ``dropped`` go by ``key_of`` the name.
        """
        out: list[bytes | memoryview] = []
        directory: list[bytes] = []
        position = 0
        record: bytes | memoryview
        for entry in self.entries:
            key = key_of(entry.name)
            if key in dropped:
                continue
            if key in changed:
                record, line = _written(entry, changed[key], position)
            else:
                record, line = self.record(entry), _copied(entry, position)
            out.append(record)
            directory.append(line)
            position += len(record)
        for name, content in added.items():
            record, line = _written(_blank_entry(name), content, position)
            out.append(record)
            directory.append(line)
            position += len(record)
        lines = b"".join(directory)
        if position + len(lines) >= _FULL or len(directory) >= _FULL_SHORT:
            raise WriteRefused(THIS, "it would be larger than 4 GiB")
        end = _END_FIELDS.pack(
            _END,
            0,
            0,
            len(directory),
            len(directory),
            len(lines),
            position,
            len(self._end.comment),
        )
        return b"".join([*out, lines, end, self._end.comment])

    def _read_entries(self) -> Iterator[Entry]:
        found = list(_directory(self.blob, self._end))
        starts = sorted({entry.start for entry in found})
        following = dict(zip(starts, [*starts[1:], self._end.directory], strict=True))
        for entry in found:
            yield _bounded(self.blob, entry, following[entry.start])


@dataclass(frozen=True, slots=True)
class _End:
    count: int
    directory: int
    comment: bytes


def _refuse_other_formats(blob: bytes) -> None:
    kind = kind_of(blob, THIS)
    if kind is Kind.XLS:
        raise UnsupportedFormat(THIS, "it is a workbook of Excel 97-2003")
    if kind is not Kind.ZIP:
        raise UnsupportedFormat(THIS, "it is text, not a workbook")


def _end_record(blob: bytes) -> _End:
    at = blob.rfind(_END)
    if at < 0 or at + _END_FIELDS.size > len(blob):
        raise DamagedFile(THIS, "its end is missing; was it copied in full?")
    _, _, _, _, count, size, offset, comment = _END_FIELDS.unpack_from(blob, at)
    end_of_directory = at
    if _FULL in (size, offset) or count == _FULL_SHORT:
        finder = blob.rfind(_FIND_END_64, 0, at)
        where = blob.rfind(_END_64, 0, finder) if finder >= 0 else -1
        if where >= 0:
            count, size, offset = struct.unpack_from("<QQQ", blob, where + 32)
            end_of_directory = where
    directory = end_of_directory - size
    if directory < 0 or (count and blob[directory : directory + 4] != _CENTRAL):
        directory = offset
    if count and blob[directory : directory + 4] != _CENTRAL:
        raise DamagedFile(THIS, "its list of parts is missing")
    start = at + _END_FIELDS.size
    return _End(count, directory, blob[start : start + comment])


def _directory(blob: bytes, end: _End) -> Iterator[Entry]:
    at = end.directory
    for _ in range(end.count):
        if blob[at : at + 4] != _CENTRAL or at + _CENTRAL_FIELDS.size > len(blob):
            raise DamagedFile(THIS, "its list of parts is cut off")
        (
            _, made_by, needs, flags, method, time, date, crc, packed, size,
            name_size, extra_size, comment_size, _, internal, external, start,
        ) = _CENTRAL_FIELDS.unpack_from(blob, at)  # fmt: skip
        name_at = at + _CENTRAL_FIELDS.size
        raw = blob[name_at : name_at + name_size]
        extra = blob[name_at + name_size : name_at + name_size + extra_size]
        at = name_at + name_size + extra_size + comment_size
        if flags & _ENCRYPTED:
            raise EncryptedFile(THIS)
        packed, size, start, extra = _long_fields(packed, size, start, extra)
        name = raw.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        yield Entry(
            name, raw, made_by, needs, flags, method, time, date, crc, packed, size,
            internal, external, extra, blob[at - comment_size : at], start, 0, 0,
        )  # fmt: skip


def _long_fields(packed: int, size: int, start: int, extra: bytes) -> tuple[int, int, int, bytes]:
    """Sizes and place of an entry whose directory line gives them as 64 bits; and the rest."""
    if _FULL not in (packed, size, start):
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
    wanted = [value == _FULL for value in (size, packed, start)]
    if sum(wanted) > len(values):
        raise DamagedFile(THIS, "its list of parts lacks a size")
    size, packed, start = (
        values.pop(0) if is_long else value
        for is_long, value in zip(wanted, (size, packed, start), strict=True)
    )
    return packed, size, start, others


def _bounded(blob: bytes, entry: Entry, following: int) -> Entry:
    """The entry with the bounds of its local record."""
    if blob[entry.start : entry.start + 4] != _LOCAL:
        raise DamagedFile(THIS, f"its part {entry.name} is not where it should be")
    name_size, extra_size = struct.unpack_from("<HH", blob, entry.start + 26)
    body = entry.start + _LOCAL_FIELDS.size + name_size + extra_size
    if body + entry.packed > following:
        raise DamagedFile(THIS, f"its part {entry.name} is cut off or overlaps another")
    return Entry(
        entry.name, entry.raw_name, entry.made_by, entry.needs, entry.flags, entry.method,
        entry.time, entry.date, entry.crc, entry.packed, entry.size, entry.internal,
        entry.external, entry.extra, entry.comment, entry.start, body, following,
    )  # fmt: skip


def _unpacked(packed: memoryview, entry: Entry) -> bytes:
    if entry.method == _STORED:
        return bytes(packed)
    if entry.method != _DEFLATED:
        raise WriteRefused(THIS, f"its part {entry.name} is compressed in an unusual way")
    try:
        return zlib.decompressobj(-15).decompress(packed, entry.size + 1)
    except zlib.error as error:
        raise DamagedFile(THIS, f"its part {entry.name} cannot be unpacked") from error


def _blank_entry(name: str) -> Entry:
    raw = name.encode()
    flags = 0 if raw.isascii() else _UTF8
    return Entry(
        name, raw, 20, 20, flags, _DEFLATED, 0, _JANUARY_1980, 0, 0, 0, 0, 0, b"", b"", 0, 0, 0
    )


def _written(entry: Entry, content: bytes, position: int) -> tuple[bytes, bytes]:
    """Local record and directory line of an entry with new content."""
    press = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = press.compress(content) + press.flush()
    flags = entry.flags & _UTF8
    shared = (
        max(20, min(entry.needs, 20)), flags, _DEFLATED, entry.time, entry.date,
        zlib.crc32(content), len(packed), len(content), len(entry.raw_name),
    )  # fmt: skip
    local = _LOCAL_FIELDS.pack(_LOCAL, *shared, 0) + entry.raw_name
    line = _CENTRAL_FIELDS.pack(
        _CENTRAL, entry.made_by, *shared, 0, len(entry.comment), 0,
        entry.internal, entry.external, position,
    )  # fmt: skip
    return local + packed, line + entry.raw_name + entry.comment


def _copied(entry: Entry, position: int) -> bytes:
    """Directory line of an entry that was copied."""
    line = _CENTRAL_FIELDS.pack(
        _CENTRAL, entry.made_by, entry.needs, entry.flags, entry.method, entry.time, entry.date,
        entry.crc, entry.packed, entry.size, len(entry.raw_name), len(entry.extra),
        len(entry.comment), 0, entry.internal, entry.external, position,
    )  # fmt: skip
    return line + entry.raw_name + entry.extra + entry.comment
