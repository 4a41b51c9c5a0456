"""How much there is in a production's folder: what a night's time grows with, told without reading.

The list of contents at the end of an Excel file says how large each part of it is, so a folder of
workbooks is measured in milliseconds. Megabytes are 10^6 bytes.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_MEGABYTE: Final = 1e6
_ZIPPED: Final = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb"})
_OTHER_BOOKS: Final = frozenset({".xls", ".ods", ".fods", ".xlt"})
_EXPORTS: Final = frozenset(
    {".csv", ".tsv", ".txt", ".ofx", ".qbo", ".qfx", ".mt940", ".xml", ".json"}
)


@dataclass(frozen=True, slots=True)
class Bulk:
    """What is in a folder.

    ``files`` that a night reads and their ``sheets`` are counted; ``cells`` are megabytes of sheets
    as a program reads them, ``formulas`` of the lists in which Excel chains them, ``texts`` of the
    texts they share, ``other_books`` of workbooks in other formats, ``exports`` of text files,
    ``megabytes`` of all files on the disk.
    """

    files: int = 0
    sheets: int = 0
    cells: float = 0.0
    formulas: float = 0.0
    texts: float = 0.0
    other_books: float = 0.0
    exports: float = 0.0
    megabytes: float = 0.0

    def __add__(self, other: Bulk) -> Bulk:
        """Both together."""
        return Bulk(
            self.files + other.files,
            self.sheets + other.sheets,
            self.cells + other.cells,
            self.formulas + other.formulas,
            self.texts + other.texts,
            self.other_books + other.other_books,
            self.exports + other.exports,
            self.megabytes + other.megabytes,
        )

    @property
    def causes(self) -> tuple[float, ...]:
        """What time is fitted to: one for each production, then each of these."""
        return (
            1.0,
            self.files,
            self.sheets,
            self.cells,
            self.formulas,
            self.texts,
            self.other_books,
            self.exports,
        )


NOTHING: Final = Bulk()


def bulk_of(folder: Path) -> Bulk:
    """What is in a folder, but for what begins with a dot; what cannot be read counts nothing."""
    return sum((_of_file(path) for path in _files(folder)), NOTHING)


def _files(folder: Path) -> Iterator[Path]:
    for here, below, names in os.walk(folder):
        below[:] = [name for name in below if not name.startswith(".")]
        yield from (Path(here, name) for name in names if not name.startswith((".", "~$")))


def _of_file(path: Path) -> Bulk:
    kind = path.suffix.casefold()
    try:
        megabytes = path.stat().st_size / _MEGABYTE
    except OSError:
        return NOTHING
    if kind in _ZIPPED:
        return _of_workbook(path, megabytes)
    if kind in _OTHER_BOOKS:
        return Bulk(1, other_books=megabytes, megabytes=megabytes)
    if kind in _EXPORTS:
        return Bulk(1, exports=megabytes, megabytes=megabytes)
    return Bulk(megabytes=megabytes)


def _parts(path: Path) -> list[tuple[str, int]]:
    with zipfile.ZipFile(path) as content:
        return [(part.filename.casefold(), part.file_size) for part in content.infolist()]


def _kind(part: str) -> str:
    if "/worksheets/sheet" in part and "/_rels/" not in part:
        return "cells"
    name = part.rpartition("/")[2].partition(".")[0]
    return {"calcchain": "formulas", "sharedstrings": "texts"}.get(name, "")


def _of_workbook(path: Path, megabytes: float) -> Bulk:
    sheets, sizes = 0, {"cells": 0.0, "formulas": 0.0, "texts": 0.0}
    # whatever is wrong with it, a night will say; here it is as large as its file
    with suppress(OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        parts = _parts(path)
        sheets = sum(_kind(name) == "cells" for name, _ in parts)
        for name, size in parts:
            if kind := _kind(name):
                sizes[kind] += size / _MEGABYTE
    return Bulk(1, sheets, megabytes=megabytes, **sizes)
