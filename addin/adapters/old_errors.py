"""The errors in cells of an old Excel workbook (.xls): the library that reads it leaves them blank.

Source:
    [MS-CFB] 2.1-2.6 (the container); [MS-XLS] 2.4.24 BoolErr, 2.4.28 BoundSheet8, 2.4.127 Formula.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from addin.tables.table import ErrorValue

Cell = tuple[int, int]

CODES: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
MOST: Final = 1_000_000

_END: Final = 0xFFFFFFFA  # this sector number and all above it end a chain
_BOUND_SHEET, _BEGIN, _FINISH, _FORMULA, _BOOLEAN_OR_ERROR = 0x85, 0x809, 0x0A, 0x06, 0x205


def errors_of(content: bytes) -> dict[str, dict[Cell, ErrorValue]]:
    """The errors of each sheet by its name; nothing of what is damaged, or older than Excel 97."""
    try:
        stream = _Container(content).stream("Workbook")
        found: dict[str, dict[Cell, ErrorValue]] = {}
        for name, start in _sheets(stream):
            found[name] = dict(_errors(stream, start))
            if sum(map(len, found.values())) > MOST:
                break
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}
    return found


class _Container:
    """The sectors of a compound file, and how they follow one another."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        self._size, self._small_size = 1 << min(shift, 16), 1 << min(small_shift, 16)
        (self._directory,) = struct.unpack_from("<I", content, 48)
        self._cutoff, self._small_table = struct.unpack_from("<II", content, 56)
        self._table = self._joined(list(self._blocks()))

    def _blocks(self) -> Iterator[int]:
        """The sectors that hold the allocation table: 109 in the header, others in a chain."""
        yield from struct.unpack_from("<109I", self._content, 76)
        (sector,) = struct.unpack_from("<I", self._content, 68)
        for _ in range(len(self._content) // self._size):
            if sector >= _END:
                return
            *listed, sector = struct.unpack(f"<{self._size // 4}I", self._sector(sector))
            yield from listed

    def _joined(self, sectors: list[int]) -> tuple[int, ...]:
        blocks = b"".join(self._sector(sector) for sector in sectors if sector < _END)
        return struct.unpack(f"<{len(blocks) // 4}I", blocks)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size].ljust(self._size, b"\0")

    def _chain(self, first: int, table: tuple[int, ...]) -> Iterator[int]:
        for _ in table:
            if first >= _END:
                return
            yield first
            first = table[first]

    def _whole(self, first: int) -> bytes:
        return b"".join(map(self._sector, self._chain(first, self._table)))

    def stream(self, wanted: str) -> bytes:
        """What a stream holds; nothing if there is none of that name."""
        directory = self._whole(self._directory)
        root = struct.unpack_from("<I", directory, 116)[0]
        for at in range(0, len(directory), 128):
            (length,) = struct.unpack_from("<H", directory, at + 64)
            name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
            if name != wanted:
                continue
            first, size = struct.unpack_from("<IQ", directory, at + 116)
            if size >= self._cutoff:
                return self._whole(first)[:size]
            small = self._whole(root)  # short streams share sectors of their own
            table = self._whole(self._small_table)
            links = struct.unpack(f"<{len(table) // 4}I", table)
            step = self._small_size
            pieces = (small[n * step : (n + 1) * step] for n in self._chain(first, links))
            return b"".join(pieces)[:size]
        return b""


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """The sheets' names, and where in the stream they begin."""
    for kind, record in _records(stream, 0):
        if kind == _BEGIN and record[:2] != b"\x00\x06":
            return  # of Excel 95 or older
        if kind == _FINISH:
            return
        if kind == _BOUND_SHEET:
            (start,) = struct.unpack_from("<I", record)
            wide = record[7] & 1
            text = record[8 : 8 + record[6] * (2 if wide else 1)]
            yield text.decode("utf-16-le" if wide else "latin-1"), start


def _errors(stream: bytes, start: int) -> Iterator[tuple[Cell, ErrorValue]]:
    depth = 0
    for kind, record in _records(stream, start):
        if kind == _BEGIN:
            depth += 1  # charts stand within their sheet
        elif kind == _FINISH:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1 and kind in {_FORMULA, _BOOLEAN_OR_ERROR}:
            code = _code(kind, record)
            if code in CODES:
                row, column = struct.unpack_from("<HH", record)
                yield (row + 1, column + 1), ErrorValue(CODES[code])


def _code(kind: int, record: bytes) -> int:
    """The error in a cell; -1 if it holds something else."""
    if kind == _BOOLEAN_OR_ERROR:
        return record[6] if record[7] else -1
    is_error = record[6] == 2 and record[12:14] == b"\xff\xff"
    return record[8] if is_error else -1
