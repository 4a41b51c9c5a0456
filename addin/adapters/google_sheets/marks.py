"""The developer metadata that a binding leaves in a spreadsheet: its numbers, keys and values.

The id column and the heading row are marked, so that they are found wherever people move them;
the bound columns are, by the numbers that the binding gives. A *marker* takes a generation, a *tag*
shows where a write landed. All of it counts against 30,000 characters a spreadsheet and 30,000 a
sheet: keys and values are short, and markers go round a ring.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any, Final

from addin.ports.binding import Binding

RING: Final = 64
"""Generations whose markers stay: so long a batch that was given up on can no longer land.

One place of the ring is always free, that of the next generation: whoever is behind finds the
place that he wants taken.
"""

TAGS_A_BATCH: Final = 1_500
"""Rows that one batch may write: some 20 characters a tag, of the 30,000 that a sheet allows."""

_FIRST: Final = 2**30
_BLOCK: Final = 128
_BLOCKS: Final = 2**23 - 1
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Marks:
    """The numbers and keys of one binding; the same on every machine, and for no other binding."""

    block: int
    owner: str

    @property
    def id_column(self) -> int:
        """The number of the mark on the column of row ids."""
        return _FIRST + self.block * _BLOCK + RING

    @property
    def heading_row(self) -> int:
        """The number of the mark on the heading row."""
        return self.id_column + 1

    @property
    def removed_rows(self) -> int:
        """The number of the hidden sheet that keeps removed rows until they are looked through."""
        return self.id_column + 2

    @property
    def key(self) -> str:
        """The key of the tags and markers of this binding."""
        return f"t.{base36(self.block)}"

    def place(self, generation: int) -> int:
        """The number of the marker of a generation."""
        return _FIRST + self.block * _BLOCK + generation % RING

    def tag(self, generation: int, ordinal: int) -> str:
        """The value of the tag of a batch's n-th write."""
        return f"{generation}.{ordinal}"


def marks_of(binding: Binding) -> Marks:
    """The marks of a binding, from its name and its sheet."""
    owner = f"{binding.sheet_id}/{binding.name}"
    return Marks(zlib.crc32(owner.encode()) % _BLOCKS, owner)


def column_number(owner: str, column: str, attempt: int = 0) -> int:
    """A number for the mark on a bound column, from 1 to 2**30 - 1; another one each attempt."""
    return zlib.crc32(f"{owner}/{column}/{attempt}".encode()) % (_FIRST - 1) + 1


def base36(value: int) -> str:
    """A number in as few characters as letters and digits allow.

    >>> base36(35), base36(36)
    ('z', '10')
    """
    shown = ""
    while True:
        value, rest = divmod(value, 36)
        shown = _DIGITS[rest] + shown
        if not value:
            return shown


def create(key: str, value: str, location: dict[str, Any], number: int = 0) -> dict[str, Any]:
    """The request that leaves a piece of metadata; a number that is taken fails the whole batch."""
    metadata: dict[str, Any] = {
        "metadataKey": key,
        "metadataValue": value,
        "location": location,
        "visibility": "DOCUMENT",
    }
    if number:
        metadata["metadataId"] = number
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def delete(**lookup: Any) -> dict[str, Any]:
    """The request that removes what a lookup finds; finding nothing is no error."""
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}


def rows_at(sheet_id: int, row: int) -> dict[str, Any]:
    """The location of one row, from 1."""
    return _dimension(sheet_id, "ROWS", row)


def columns_at(sheet_id: int, column: int) -> dict[str, Any]:
    """The location of one column, from 1."""
    return _dimension(sheet_id, "COLUMNS", column)


def _dimension(sheet_id: int, dimension: str, at: int) -> dict[str, Any]:
    where = {"sheetId": sheet_id, "dimension": dimension, "startIndex": at - 1, "endIndex": at}
    return {"dimensionRange": where}
