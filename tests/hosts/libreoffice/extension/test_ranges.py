"""What Calc hands over becomes plain values, errors included; long ranges are cut to what is used."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from addin.hosts.libreoffice.extension.ranges import LONG, WIDE, argument, error

NA = 32767


def code(number: float) -> int:
    """The error that a number stands for."""
    bits: int = struct.unpack("<Q", struct.pack("<d", number))[0]
    return bits & 0xFFFFFFFF


@dataclass
class FakeRange:
    """An XCellRange: cells by row, None where an error is, whose code ``errors`` has."""

    rows: Sequence[tuple[object, ...]]
    top: int = 0
    left: int = 0
    errors: dict[tuple[int, int], int] = field(default_factory=dict)
    used: tuple[int, int] = (0, 0)  # the sheet's last used row and column, counted from 0

    def getRangeAddress(self):  # noqa: N802, D102
        return SimpleNamespace(
            StartRow=self.top, EndRow=self.top + len(self.rows) - 1,
            StartColumn=self.left, EndColumn=self.left + len(self.rows[0]) - 1,
        )  # fmt: skip

    def getDataArray(self):  # noqa: N802, D102
        return tuple(self.rows)

    def getCellByPosition(self, column, row):  # noqa: N802, D102
        return SimpleNamespace(getError=lambda: self.errors[row, column])

    def getCellRangeByPosition(self, left, top, right, bottom):  # noqa: N802, D102
        rows = [row[left : right + 1] for row in self.rows[top : bottom + 1]]
        return FakeRange(rows, self.top + top, self.left + left, self.errors, self.used)

    def getSpreadsheet(self):  # noqa: N802, D102
        return self

    def createCursor(self):  # noqa: N802, D102
        row, column = self.used
        end = SimpleNamespace(EndRow=row, EndColumn=column)
        return SimpleNamespace(gotoEndOfUsedArea=lambda _: None, getRangeAddress=lambda: end)


@pytest.mark.parametrize("plain", [None, 5.0, "text", ((1.0, "a"), ("", 2.0))])
def test_plain_values_stay_as_they_are(plain):
    """A number, a text, an argument left out and an array go on unchanged."""
    assert argument(plain) == plain


@pytest.mark.parametrize("given", [True, 3])
def test_any_other_number_is_a_number(given):
    """The worker knows one kind of number."""
    assert (argument(given), type(argument(given))) == (float(given), float)


def test_error_cells_of_a_range_keep_their_code():
    """Calc leaves them out of the cells it hands over; each is asked for its error."""
    cells = FakeRange([(1.0, None), (None, "x")], errors={(0, 1): NA, (1, 0): 532})
    (first, second), (third, fourth) = argument(cells)

    assert (first, fourth) == (1.0, "x")
    assert (code(second), code(third)) == (NA, 532)


def test_a_whole_column_ends_with_what_is_used():
    """Of a range to the end of the sheet only the rows down to the last used one are taken."""
    column = [(float(row),) for row in range(LONG + 5)]

    assert argument(FakeRange(column, used=(6, 3))) == tuple(column[:7])
    assert argument(FakeRange(column, top=4, used=(6, 3))) == tuple(column[:3])
    assert argument(FakeRange(column, top=40, used=(6, 3))) == tuple(column[:1])
    assert argument(FakeRange(column, used=(LONG + 90, 3))) == tuple(column)


def test_a_whole_row_ends_with_what_is_used():
    """Likewise across."""
    row = [tuple(map(float, range(WIDE + 1)))]

    assert argument(FakeRange(row, used=(0, 2))) == ((0.0, 1.0, 2.0),)


def test_a_short_range_keeps_its_empty_rows():
    """A range of some rows is as tall as it was drawn: what spills beside it is as tall too."""
    column = [("",)] * 5

    assert argument(FakeRange(column, used=(0, 0))) == tuple(column)


def test_a_long_array_loses_its_empty_end():
    """What may be left out comes as an array of a million cells; its first row always stays."""
    blank = (("",),) * (LONG + 1)

    assert argument((("a",), ("",), ("b",), *blank)) == (("a",), ("",), ("b",))
    assert argument(blank) == (("",),)


def test_an_error_is_no_number_with_its_code():
    """As Calc itself holds an error in a cell."""
    assert error(NA) != error(NA)
    assert code(error(NA)) == NA
