"""What a host hands over → what a function's type hints promise.

Hosts differ: a blank cell arrives as None or ``""``, a whole number as a float, a date as a date or
as a serial number, an error as its text, a range of one cell as a cell or as a list. Here they
become the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from addin.domain.money import NO_CURRENCY, Money, money
from addin.tables.cells import is_nothing, to_date, to_money, to_number, to_text
from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError, is_error
from addin.udfs.kinds import Cell, Table
from addin.udfs.shared_range import kept_with_range
from addin.udfs.usual_cells import LARGEST, LAST_DAY, usual_reader

Reader = Callable[[object], Any]
"""Makes a host's value what a parameter expects; raises ``CellError`` only."""

_EPOCH: Final = dt.datetime(1899, 12, 30)
_NOTHING_READ: Final = object()
_TOLD_APART: Final = frozenset({float, str})
"""Kinds of which two equal values are one value; 1 and TRUE are equal and are not."""


class _Unreadable(Exception):
    """The cell holds something else; the text is what was expected."""


def cell_reader(name: str, hint: object, blank: Sequence[object] = ()) -> Reader:
    """A reader of one cell; ``blank`` holds what an empty one stands for, if that is not usual.

    Usual is 0 for a number, no text for a text, FALSE for a logical value.
    """
    read = _readers(hint)
    usual = usual_reader(hint)
    empty = blank[0] if blank else _EMPTY.get(hint, _NOTHING_READ)

    def reader(given: object) -> object:
        found = usual(given)
        if found is not None:
            return found
        if given is None or given == "":
            if empty is _NOTHING_READ:
                raise CellError("#VALUE!", f"{name} is empty")
            return empty
        if isinstance(given, str) and is_error(given):
            raise CellError(given, f"{name} is {given}")
        try:
            return read(given)
        except _Unreadable as error:
            raise CellError("#VALUE!", f"{name}: {_shown(given)} is no {error}") from None

    return reader


def column_reader(name: str, hint: object, *, errors: bool) -> Reader:
    """A reader of a range as one list; ``errors``: error cells stay in it."""
    one = _one_of_column(name, hint, errors=errors)
    usual = usual_reader(hint)

    def reader(given: object) -> tuple[object, ...]:
        cells = _flat(given)
        found = [*map(usual, cells)]
        seen: dict[object, object] = {}  # codes and dates come again and again
        for at, value in enumerate(cells):
            if found[at] is not None or value is None:
                continue
            if at and type(value) in _TOLD_APART:
                known = seen.get(value, seen)
                if known is seen:
                    known = seen[value] = one(at, value)
                found[at] = known
            else:
                found[at] = one(at, value)
        return tuple(found)

    return kept_with_range(reader)


def _one_of_column(name: str, hint: object, *, errors: bool) -> Callable[[int, object], object]:
    """A reader of the cell at a place of a column."""
    read = _readers(hint)
    is_text = hint in (str, Cell)

    def one(at: int, value: object) -> object:
        if value is None or value == "":
            return None
        if isinstance(value, str) and is_error(value):
            if not errors:
                raise CellError(value, f"{name}, cell {at + 1} is {value}")
            return ErrorValue(value)
        try:
            return read(value)
        except _Unreadable as error:
            if at and not is_text and is_nothing(_plain(value)):
                return None
            if at == 0 and isinstance(value, str):
                return None  # a heading
            raise CellError(
                "#VALUE!", f"{name}, cell {at + 1}: {_shown(value)} is no {error}"
            ) from None

    return one


def table_reader(name: str) -> Reader:
    """A reader of a range as rows, all of one length; error cells are ``ErrorValue``."""

    def reader(given: object) -> Table:
        rows = rows_of(given)
        width = max(map(len, rows), default=0)
        if width == 0:
            raise CellError("#VALUE!", f"{name} is empty")
        return tuple((*map(_plain, row), *(None for _ in range(width - len(row)))) for row in rows)

    return kept_with_range(reader)


def rows_of(given: object) -> list[Sequence[object]]:
    """A range as rows, whatever shape the host gives it: one cell, one row, a block."""
    if not isinstance(given, list | tuple):
        return [(given,)]
    if given and all(isinstance(row, list | tuple) for row in given):
        return list(given)
    return [[_single(value) for value in given]]


def _single(value: object) -> object:
    while isinstance(value, list | tuple):
        value = value[0] if len(value) == 1 else ErrorValue("#VALUE!")
    return value


def _flat(given: object) -> Sequence[object]:
    if not isinstance(given, list | tuple):
        return (given,)
    if given and isinstance(given[0], list | tuple):
        if {*map(type, given)} <= {list, tuple} and {*map(len, given)} == {1}:
            return [row[0] for row in given]
        return [value for row in rows_of(given) for value in row]
    return given


def _plain(value: object) -> Cell:
    """Any cell as it is, errors told from texts; what no cell can hold as its text."""
    if type(value) is float or (type(value) is str and value and value[0] != "#"):
        return value
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return ErrorValue(value) if is_error(value) else value
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, bool | int | float | dt.date):
        return value
    return float(value) if isinstance(value, Decimal) else str(value)


def _shown(value: object) -> str:
    text = to_text(_plain(value))
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


# ---- one cell, not empty and no error


def _decimal(value: object) -> Decimal:
    if isinstance(value, float):
        if not -LARGEST < value < LARGEST:
            raise _Unreadable("number")
        return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))
    if isinstance(value, int):  # TRUE counts as 1: Calc cannot tell them apart
        return Decimal(value)
    number = to_number(_plain(value))
    if number is None:
        raise _Unreadable("number")
    return Decimal(number)


def _money(value: object) -> Money:
    try:
        if type(value) is float and (found := to_money(value)) is not None:
            return found
        return money(_decimal(value), NO_CURRENCY)
    except ValueError:
        raise _Unreadable("amount") from None
    except _Unreadable:
        raise _Unreadable("amount") from None


def _float(value: object) -> float:
    if isinstance(value, float) and -LARGEST < value < LARGEST:
        return value
    number = float(_decimal(value))
    if not -LARGEST < number < LARGEST:
        raise _Unreadable("number")
    return number


def _int(value: object) -> int:
    number = _decimal(value)
    if number != number.to_integral_value():
        raise _Unreadable("whole number")
    return int(number)


def _text(value: object) -> str:
    return to_text(_plain(value))


def _bool(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float) and value in (0, 1):
        return bool(value)
    if isinstance(value, str):
        word = value.strip().casefold()
        if word in {"true", "yes", "y"}:
            return True
        if word in {"false", "no", "n"}:
            return False
    raise _Unreadable("yes or no")


def _datetime(value: object) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return moment(value)
    if isinstance(value, str):
        try:
            return dt.datetime.fromisoformat(value.strip()).replace(tzinfo=None)
        except ValueError:
            day = to_date(value)
        if day is not None:
            return dt.datetime(day.year, day.month, day.day)
    raise _Unreadable("date")


def _date(value: object) -> dt.date:
    return _datetime(value).date()


def moment(serial: float) -> dt.datetime:
    """The date and time of a serial number, to the millisecond.

    Below 1 it is a time of day, on 30 December 1899; below 60 a day is one later than counted,
    because Excel has a 29 February 1900. Source: ECMA-376 part 1, 18.17.4.1.
    """
    if not 0 <= serial < LAST_DAY:
        raise _Unreadable("date")
    days = serial + 1 if 1 <= serial < 60 else serial
    return _EPOCH + dt.timedelta(milliseconds=round(days * 86_400_000))


def _choice(words: type[StrEnum]) -> Callable[[object], StrEnum]:
    by_word = {word.value.casefold(): word for word in words}
    expected = "known word: " + ", ".join(word.value for word in words)

    def read(value: object) -> StrEnum:
        found = by_word.get(_text(value).casefold())
        if found is None:
            raise _Unreadable(expected)
        return found

    return read


_READERS: Final[Mapping[object, Callable[[object], object]]] = {
    Decimal: _decimal,
    Money: _money,
    float: _float,
    int: _int,
    str: _text,
    bool: _bool,
    dt.date: _date,
    dt.datetime: _datetime,
    Cell: _plain,
}
_EMPTY: Final[Mapping[object, object]] = {
    Decimal: Decimal(0),
    Money: Money(0),
    float: 0.0,
    int: 0,
    str: "",
    bool: False,
    Cell: None,
}


def _readers(hint: object) -> Callable[[object], object]:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _choice(hint)
    return _READERS[hint]
