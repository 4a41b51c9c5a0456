"""What formulas work on: single values, blocks of cells and arrays, with Excel's conversions.

Dates are serial numbers here, as in the file.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from addin.tables.table import Area, ErrorValue, Value, address

Scalar = None | bool | int | float | str
"""One value; an error value is an ``ErrorValue``."""


class Unknown(Exception):
    """The value cannot be worked out exactly from what the file holds; the text says why."""


Place = tuple[tuple[str, str], int, int]
"""A cell of a grid: the grid's key, row, column."""


class NotYet(Unknown):
    """A formula it draws on has no value, perhaps only because its turn has not come."""

    def __init__(self, place: Place) -> None:
        (_, sheet), row, column = place
        super().__init__(f"it draws on {sheet}!{address(row, column)}, which is not known")
        self.place = place


class Failed(Exception):
    """The formula gives an error value."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = ErrorValue(error)


class Pending:
    """Stands in a grid where a formula has no value yet; knows its row and column."""

    __slots__ = ("column", "row")

    def __init__(self, row: int, column: int) -> None:
        self.row = row
        self.column = column


_EPOCH = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_DAY = dt.timedelta(days=1)


def serial(value: dt.date | dt.time | dt.timedelta, *, date_1904: bool = False) -> int | float:
    """A date, a time or a duration as the number in the file.

    Source: ECMA-376 part 1, 18.17.4.1; 1900 counts as a leap year.
    """
    if isinstance(value, dt.time):
        value = dt.timedelta(
            hours=value.hour,
            minutes=value.minute,
            seconds=value.second,
            microseconds=value.microsecond,
        )
    if isinstance(value, dt.timedelta):
        return tidy(value / _DAY)
    if not isinstance(value, dt.datetime):
        value = dt.datetime(value.year, value.month, value.day)
    days = (value.replace(tzinfo=None) - (_EPOCH_1904 if date_1904 else _EPOCH)) / _DAY
    if not date_1904 and days < 61:
        days -= 1
    return tidy(days)


def date_of(number: float, *, date_1904: bool = False) -> dt.datetime:
    """The date behind a serial number.

    Raises:
        Unknown: before March 1900, where Excel's calendar is wrong.
        Failed: outside the calendar.
    """
    if not date_1904 and 0 <= number < 61:
        raise Unknown("a date before March 1900")
    try:
        moment = (_EPOCH_1904 if date_1904 else _EPOCH) + dt.timedelta(days=number)
    except OverflowError:
        raise Failed("#NUM!") from None
    if number < 0 or moment.year > 9999:
        raise Failed("#NUM!")
    return moment


def tidy(number: float) -> int | float:
    """A number as cells hold it: int when whole.

    Raises:
        Failed: not finite.
    """
    if type(number) is int:
        return number if -(10**15) < number < 10**15 else float(number)
    if isinstance(number, int):  # TRUE
        return number if abs(number) < 10**15 else float(number)
    if not math.isfinite(number):
        raise Failed("#NUM!")
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet while formulas are worked out."""

    book: str
    sheet: str
    rows: Sequence[Sequence[Value | Pending]]
    date_1904: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Which sheet it is."""
        return self.book, self.sheet

    def value(self, row: int, column: int) -> Scalar:
        """One cell; rows and columns count from 1.

        Raises:
            Unknown: a formula without a value.
        """
        if 0 < row <= len(self.rows):
            cells = self.rows[row - 1]
            if 0 < column <= len(cells):
                return self.plain(cells[column - 1])
        return None

    def plain(self, value: Value | Pending) -> Scalar:
        """A cell's value with dates as numbers.

        Raises:
            Unknown: a formula without a value.
        """
        if value is None or isinstance(value, bool | int | float | str):
            return value
        if isinstance(value, Pending):
            raise NotYet((self.key, value.row, value.column))
        return serial(value, date_1904=self.date_1904)


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of cells of a sheet."""

    grid: Grid
    area: Area

    @property
    def height(self) -> int:
        """Rows, empty ones too."""
        return self.area.bottom - self.area.top + 1

    @property
    def width(self) -> int:
        """Columns, empty ones too."""
        return self.area.right - self.area.left + 1

    @property
    def used(self) -> int:
        """Rows down to the sheet's last one."""
        return max(0, min(self.area.bottom, len(self.grid.rows)) - self.area.top + 1)

    def at(self, row: int, column: int) -> Scalar:
        """One cell, counted from 0."""
        return self.grid.value(self.area.top + row, self.area.left + column)

    def flat(self) -> Iterator[Scalar]:
        """Its values row by row, as far as the sheet is filled."""
        left, right = self.area.left - 1, self.area.right
        plain = self.grid.plain
        for cells in self.grid.rows[self.area.top - 1 : self.area.bottom]:
            for value in cells[left:right]:
                yield plain(value)


@dataclass(frozen=True, slots=True)
class Array:
    """A rectangle of values that no cell holds."""

    rows: tuple[tuple[Scalar, ...], ...]

    @property
    def height(self) -> int:
        """Rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def used(self) -> int:
        """Rows."""
        return len(self.rows)

    def at(self, row: int, column: int) -> Scalar:
        """One value, counted from 0."""
        return self.rows[row][column]

    def flat(self) -> Iterator[Scalar]:
        """Its values row by row."""
        for row in self.rows:
            yield from row


Operand = Scalar | Block | Array

_PLAIN = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][-+]?\d+)?%?")


def number_in(text: str) -> int | float | None:
    """The number that Excel reads in a text the same way everywhere, None if there is none.

    Raises:
        Unknown: perhaps a date or an amount with a currency: that depends on the machine.
    """
    stripped = text.strip()
    if not any(letter.isdecimal() for letter in stripped):
        return None
    if _PLAIN.fullmatch(stripped):
        bare = stripped.rstrip("%").replace(",", "")
        return tidy(float(bare) / 100 if stripped.endswith("%") else float(bare))
    if re.search(r"[A-Za-z]{4,}|^[A-Za-z]", stripped):
        return None
    raise Unknown(f"the text {text!r} may be read as a date or an amount")


def number(value: Scalar) -> int | float:
    """A value in arithmetic: empty is 0, TRUE is 1, text that is a number counts.

    Raises:
        Failed: an error value, or text that is no number.
        Unknown: text that Excel might read as a date or an amount.
    """
    kind = type(value)
    if kind is int or kind is float:  # nearly all of them
        return value  # type: ignore[return-value]
    if value is None:
        return 0
    if isinstance(value, bool | int | float):
        return int(value) if isinstance(value, bool) else value
    if isinstance(value, ErrorValue):
        raise Failed(str(value))
    read = number_in(value)
    if read is None:
        raise Failed("#VALUE!")
    return read


def text(value: Scalar) -> str:
    """A value in a text: numbers as General shows them.

    Raises:
        Failed: an error value.
        Unknown: a number that General would shorten.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, ErrorValue):
        raise Failed(str(value))
    if isinstance(value, str):
        return value
    shown = format(value, ".15g")
    if "e" in shown:
        raise Unknown("a very large or very small number as text")
    return shown


def truth(value: Scalar) -> bool:
    """A value as a condition.

    Raises:
        Failed: an error value, or a text other than TRUE and FALSE.
    """
    if isinstance(value, str) and not isinstance(value, ErrorValue):
        if value.upper() in {"TRUE", "FALSE"}:
            return value.upper() == "TRUE"
        raise Failed("#VALUE!")
    return number(value) != 0


def _rank(value: Scalar) -> int:
    if isinstance(value, bool):
        return 2
    return 1 if isinstance(value, str) else 0


def compare(left: Scalar, right: Scalar) -> int:
    """Below 0, 0 or above 0 as Excel orders: numbers, then text in any case, then FALSE, TRUE.

    Raises:
        Failed: an error value.
    """
    for value in (left, right):
        if isinstance(value, ErrorValue):
            raise Failed(str(value))
    left, right = _filled(left, right), _filled(right, left)
    ranks = _rank(left) - _rank(right)
    if ranks:
        return ranks
    if isinstance(left, str) and isinstance(right, str):
        one, other = left.casefold(), right.casefold()
        return (one > other) - (one < other)
    one_number, other_number = number(left), number(right)
    if same_number(one_number, other_number):
        return 0
    return 1 if one_number > other_number else -1


def _filled(value: Scalar, beside: Scalar) -> Scalar:
    """An empty cell counts as whatever nothing is, beside the other value."""
    if value is not None:
        return value
    if isinstance(beside, bool):
        return False
    return "" if isinstance(beside, str) else 0


def same_number(left: float, right: float) -> bool:
    """Whether Excel's ``=`` calls them equal: the same in their first 15 digits."""
    return left == right or (
        abs(left - right) <= 1e-14 * max(abs(left), abs(right))
        and format(left, ".15g") == format(right, ".15g")
    )
