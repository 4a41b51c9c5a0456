"""The zip that a workbook is, opened by hand so that what nobody touched is copied as it lies.

Python's ``zipfile`` cannot rewrite one entry: it would compress all others anew and lose their
flags, times and extra fields. Here the central directory is read by hand, and an untouched entry
is copied whole: local header, compressed bytes and data descriptor.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property

from addin.adapters.kinds import Kind, kind_of
from addin.adapters.xlsx.parts.zip_directory import (
    CENTRAL,
    CENTRAL_FIELDS,
    END,
    END_FIELDS,
    FULL,
    FULL_SHORT,
    LOCAL,
    LOCAL_FIELDS,
    THIS,
    UTF8,
    Entry,
    entries_of,
)
from addin.errors import DamagedFile, UnsupportedFormat, WriteRefused

__all__ = ["THIS", "Content", "Entry", "RawZip", "key_of", "pieces_of"]

MAX_PART = 4 << 30
MAX_WHOLE = 512 << 20
"""Worksheets pass through piece by piece; a part that is read as a whole is never that large."""
MAX_RATIO = 1000
RATIO_COUNTS_FROM = 64 << 20

_STORED, _DEFLATED = 0, 8
_PIECE = 1 << 20
_PACKED_PIECE = 1 << 16
_JANUARY_1980 = 0x21  # the date Excel itself gives every entry


Content = bytes | Callable[[], Iterator[bytes]]
"""What a part is to hold: its bytes, or what gives them piece by piece, any number of times."""


def pieces_of(content: Content) -> Iterator[bytes]:
    """The bytes, in pieces."""
    return iter((content,)) if isinstance(content, bytes) else content()


def key_of(name: str) -> str:
    """How a part is looked up: no leading slash, any case, as the packaging standard says."""
    return name.replace("\\", "/").lstrip("/").lower()


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
        self.entries, self._comment = entries_of(blob)

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
        """The content of a part, its checksum verified.

        Raises:
            DamagedFile: missing, it cannot be unpacked, or it is of hostile size.
        """
        entry = self.by_key.get(key_of(name))
        if entry is not None and entry.size > MAX_WHOLE:
            raise WriteRefused(THIS, f"its part {name} is larger than {MAX_WHOLE >> 20} MiB")
        return b"".join(self.pieces(name))

    def matches(self, name: str, content: bytes) -> bool:
        """Whether a part holds this; unpacked only if size and checksum say that it may."""
        entry = self.by_key.get(key_of(name))
        if entry is None or entry.size != len(content) or entry.crc != zlib.crc32(content):
            return False
        return self.read(name) == content

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a part, a piece at a time, so that it need not be whole in memory.

        Size and checksum are verified at its end. Raises as ``read`` does.
        """
        entry = self.by_key.get(key_of(name))
        if entry is None:
            raise DamagedFile(THIS, f"its part {name} is missing")
        if entry.size > MAX_PART:
            raise WriteRefused(THIS, f"its part {name} is larger than {MAX_PART >> 30} GiB")
        if entry.size > RATIO_COUNTS_FROM and entry.size > MAX_RATIO * entry.packed:
            raise DamagedFile(THIS, f"its part {name} unpacks to a hostile size")
        size = checksum = 0
        for piece in _unpacked(self.packed(entry), entry):
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            if size > entry.size:
                break
            yield piece
        if size != entry.size or checksum != entry.crc:
            raise DamagedFile(THIS, f"its part {name} does not match its checksum")

    def rewritten(
        self,
        changed: Mapping[str, Content],
        added: Mapping[str, Content],
        dropped: AbstractSet[str],
    ) -> Iterator[bytes | memoryview]:
        """The package with some parts changed, added (at the end) or dropped; the rest as it was.

        ``changed`` and ``dropped`` go by ``key_of`` the name. Comes in pieces, one part at a time.
        """
        directory: list[bytes] = []
        position = 0
        for entry in self.entries:
            key = key_of(entry.name)
            if key in dropped:
                continue
            record: tuple[bytes | memoryview, ...]
            if key in changed:
                record, line = _written(entry, changed[key], position)
            else:
                record, line = (self.record(entry),), _copied(entry, position)
            yield from record
            directory.append(line)
            position += sum(map(len, record))
        for name, content in added.items():
            record, line = _written(_blank_entry(name), content, position)
            yield from record
            directory.append(line)
            position += sum(map(len, record))
        lines = b"".join(directory)
        if position + len(lines) >= FULL or len(directory) >= FULL_SHORT:
            raise WriteRefused(THIS, "it would be larger than 4 GiB")
        count, comment = len(directory), self._comment
        yield lines
        yield END_FIELDS.pack(END, 0, 0, count, count, len(lines), position, len(comment))
        yield comment


def _refuse_other_formats(blob: bytes) -> None:
    kind = kind_of(blob, THIS)
    if kind is Kind.XLS:
        raise UnsupportedFormat(THIS, "it is a workbook of Excel 97-2003")
    if kind is not Kind.ZIP:
        raise UnsupportedFormat(THIS, "it is text, not a workbook")


def _unpacked(packed: memoryview, entry: Entry) -> Iterator[bytes]:
    if entry.method == _STORED:
        for at in range(0, len(packed), _PIECE):
            yield bytes(packed[at : at + _PIECE])
        return
    if entry.method != _DEFLATED:
        raise WriteRefused(THIS, f"its part {entry.name} is compressed in an unusual way")
    press = zlib.decompressobj(-15)
    try:
        for at in range(0, len(packed), _PACKED_PIECE):
            rest: bytes | memoryview = packed[at : at + _PACKED_PIECE]
            while rest and not press.eof:
                yield press.decompress(rest, _PIECE)
                rest = press.unconsumed_tail
        yield press.flush()
    except zlib.error as error:
        raise DamagedFile(THIS, f"its part {entry.name} cannot be unpacked") from error


def _blank_entry(name: str) -> Entry:
    raw = name.encode()
    flags = 0 if raw.isascii() else UTF8
    return Entry(
        name, raw, 20, 20, flags, _DEFLATED, 0, _JANUARY_1980, 0, 0, 0, 0, 0, b"", b"", 0, 0, 0
    )


def _written(entry: Entry, content: Content, position: int) -> tuple[tuple[bytes, ...], bytes]:
    """Local record and directory line of an entry with new content."""
    press = zlib.compressobj(6, zlib.DEFLATED, -15)
    body: list[bytes] = []
    size = checksum = 0
    for piece in pieces_of(content):
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        body.append(press.compress(piece))
    body.append(press.flush())
    if size >= FULL:
        raise WriteRefused(THIS, f"its part {entry.name} would be larger than 4 GiB")
    flags = entry.flags & UTF8
    shared = (
        max(20, min(entry.needs, 20)), flags, _DEFLATED, entry.time, entry.date,
        checksum, sum(map(len, body)), size, len(entry.raw_name),
    )  # fmt: skip
    local = LOCAL_FIELDS.pack(LOCAL, *shared, 0) + entry.raw_name
    line = CENTRAL_FIELDS.pack(
        CENTRAL, entry.made_by, *shared, 0, len(entry.comment), 0,
        entry.internal, entry.external, position,
    )  # fmt: skip
    return (local, *body), line + entry.raw_name + entry.comment


def _copied(entry: Entry, position: int) -> bytes:
    """Directory line of an entry that was copied."""
    line = CENTRAL_FIELDS.pack(
        CENTRAL, entry.made_by, entry.needs, entry.flags, entry.method, entry.time, entry.date,
        entry.crc, entry.packed, entry.size, len(entry.raw_name), len(entry.extra),
        len(entry.comment), 0, entry.internal, entry.external, position,
    )  # fmt: skip
    return line + entry.raw_name + entry.extra + entry.comment
