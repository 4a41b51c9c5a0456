"""What most cells of a sheet are, read in one step: numbers as floats, plain texts, whole days.

Each reader gives what ``arguments`` would give for the same cell, or None: the cell is empty, or
one of the others, and ``arguments`` reads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from addin.domain.money import NO_CURRENCY, Money, exponent
from addin.udfs.kinds import Cell

LARGEST: Final = 1e308
LAST_DAY: Final = 2958466
"""The serial number of the day after 31 December 9999, Excel's last."""
_DAY_0: Final = dt.date(1899, 12, 30).toordinal()
_MINOR_UNITS: Final = 10 ** exponent(NO_CURRENCY)


def usual_reader(hint: object) -> Callable[[object], object]:
    """The reader of a kind of cell; None for what it leaves to others."""
    return _READERS.get(hint, _unusual)


def _decimal(value: object) -> Decimal | None:
    if type(value) is float and -LARGEST < value < LARGEST:
        return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))
    return None


def _money(value: object) -> Money | None:
    if (type(value) is float or type(value) is int) and -1e11 < value < 1e11:
        scaled = value * _MINOR_UNITS
        near = round(scaled)
        if -1e-4 < scaled - near < 1e-4:  # as ``to_money`` has it
            return Money(near)
    return None


def _float(value: object) -> float | None:
    return value if type(value) is float and -LARGEST < value < LARGEST else None


def _int(value: object) -> int | None:
    if type(value) is float and -LARGEST < value < LARGEST and value.is_integer():
        return int(value)
    return None


def _text(value: object) -> str | None:
    if type(value) is str:
        if value.isascii() and value.isprintable() and "  " not in value and value[:1] != "#":
            return value.strip() or None
    elif type(value) is float and value.is_integer():
        return str(int(value))
    return None


def _date(value: object) -> dt.date | None:
    if type(value) is float and 60 <= value < LAST_DAY and value.is_integer():
        return dt.date.fromordinal(_DAY_0 + int(value))
    return None


def _cell(value: object) -> Cell:
    if type(value) is float or (type(value) is str and value and value[0] != "#"):
        return value
    return None


def _unusual(_: object) -> None:
    return None


_READERS: Final[Mapping[object, Callable[[object], object]]] = {
    Decimal: _decimal,
    Money: _money,
    float: _float,
    int: _int,
    str: _text,
    dt.date: _date,
    Cell: _cell,
}
