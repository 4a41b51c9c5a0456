"""Old Excel files written by hand: an OLE container around the records of BIFF8."""

from __future__ import annotations

import struct

SECTOR = 512
END, FAT, FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def container(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file with these streams."""
    sectors: list[bytes] = []
    fat: list[int] = []
    starts: dict[str, int] = {}
    for name, content in streams.items():
        padded = content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\0")
        starts[name] = len(sectors)
        count = len(padded) // SECTOR
        sectors += [padded[n * SECTOR : (n + 1) * SECTOR] for n in range(count)]
        fat += [*range(starts[name] + 1, starts[name] + count), END]
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, start) in enumerate(starts.items(), 1):
        size = max(4096, len(streams[name]))
        entries.append(
            _entry(name, 2, start, size, right=number + 1 if number < len(starts) else -1)
        )
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * SECTOR, b"\0")
    directory_start = len(sectors)
    count = len(directory) // SECTOR
    sectors += [directory[n * SECTOR : (n + 1) * SECTOR] for n in range(count)]
    fat += [*range(directory_start + 1, directory_start + count), END]
    fat.append(FAT)
    table_at = len(sectors)
    sectors.append(struct.pack("<128I", *fat, *[FREE] * (128 - len(fat))))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, directory_start, 0, 4096, END, 0, END, 0)
        + struct.pack("<109I", table_at, *[FREE] * 108)
    )
    return header + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int, right: int = -1, child: int = -1) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + struct.pack("<iii", -1, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def record(kind: int, content: bytes) -> bytes:
    """One BIFF record."""
    return struct.pack("<HH", kind, len(content)) + content


def workbook_stream(cells: bytes, *, first: bytes = b"") -> bytes:
    """A Workbook stream with one sheet "Old"; ``first`` goes right behind its beginning."""
    bof = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x2000, 0x7CE, 0, 6)) + first
    formats = b"".join(_xf(number) for number in (0, 14))
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x2000, 0x7CE, 0, 6))
    sheet += cells + record(0xA, b"")
    name = b"\3\0Old"
    bound_size = 4 + 6 + len(name)
    offset = len(bof) + len(formats) + bound_size + 4
    bound = record(0x85, struct.pack("<IBB", offset, 0, 0) + name)
    return bof + formats + bound + record(0xA, b"") + sheet


def _xf(number_format: int) -> bytes:
    return record(0xE0, struct.pack("<HH", 0, number_format) + bytes(16))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """A NUMBER record."""
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def label(row: int, column: int, text: str) -> bytes:
    """A LABEL record."""
    return record(
        0x204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode("latin-1")
    )


def boolean_or_error(row: int, column: int, code: int, *, error: bool) -> bytes:
    """A BOOLERR record."""
    return record(0x205, struct.pack("<HHHBB", row, column, 0, code, error))
