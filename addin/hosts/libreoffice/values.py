"""Calc's values → what ``call`` takes, and its answers → what Calc shows."""

from __future__ import annotations

import datetime as dt
import functools
import struct
from collections.abc import Mapping, Sequence
from typing import Final

from addin.hosts.libreoffice.extension.ranges import error
from addin.tables.table import ErrorValue
from addin.udfs.answers import Shown
from addin.udfs.cell_error import CellError
from addin.udfs.function import Function, Parameter
from addin.udfs.kinds import Kind, Shape

CODES: Final[Mapping[str, int]] = {
    "#NULL!": 521,
    "#DIV/0!": 532,
    "#VALUE!": 519,
    "#REF!": 524,
    "#NAME?": 525,
    "#NUM!": 503,
    "#N/A": 32767,
}
"""Excel's errors as Calc numbers them. Source: LibreOffice, include/formula/errorcodes.hxx."""
_ERRORS: Final = {code: ErrorValue(text) for text, code in CODES.items()}
_OTHER: Final = ErrorValue("#VALUE!")
_EPOCH: Final = dt.datetime(1899, 12, 30)
_DAY: Final = dt.timedelta(days=1)
_NO_ZERO: Final = frozenset({Kind.TEXT, Kind.DATE})

Row = tuple[float | str, ...]


def arguments(function: Function | None, given: Sequence[object]) -> list[object]:
    """A call's arguments as every host hands them over.

    Calc gives a single empty cell as 0. Where a text or a date is expected that is an empty cell:
    no date is 0, and hardly a text. Arguments left out at the end are left out.

    Raises:
        CellError: a number is 0, and an empty cell would be something else: nobody can tell.
    """
    there = list(given)
    while there and there[-1] is None:
        there.pop()
    parameters = function.parameters if function else ()
    return [_argument(_parameter(parameters, at), value) for at, value in enumerate(there)]


def _parameter(parameters: Sequence[Parameter], at: int) -> Parameter | None:
    if at < len(parameters):
        return parameters[at]
    return parameters[-1] if parameters and parameters[-1].repeating else None


def _argument(parameter: Parameter | None, value: object) -> object:
    if isinstance(value, tuple):
        return [[_cell(cell) for cell in row] for row in value]
    if value == 0 and parameter is not None and parameter.shape is Shape.CELL:
        if parameter.kind in _NO_ZERO:
            return None
        if is_unlike_zero(parameter):
            raise CellError(
                "#VALUE!",
                f"{parameter.name} is 0 or an empty cell, and Calc does not say which: write the "
                "cell as a range (B4:B4 for B4), or leave it out",
            )
    return _cell(value)


@functools.cache
def is_unlike_zero(parameter: Parameter) -> bool:
    """Whether an empty cell is not the same as 0: a factor left out is 1, a cap left out is none.

    A logical 0 is FALSE, as it is typed.
    """
    if parameter.kind is Kind.LOGICAL:
        return False
    takes_default = parameter.optional and not parameter.repeating
    empty = parameter.default if takes_default else parameter.read(None)
    return bool(empty != parameter.read(0.0))


def _cell(value: object) -> object:
    if value == value:  # noqa: PLR0124 - only an error is not itself
        return value
    (bits,) = struct.unpack("<Q", struct.pack("<d", value))
    return _ERRORS.get(bits & 0xFFFFFFFF, _OTHER)


def answer(shown: Shown | list[list[Shown]]) -> tuple[Row, ...]:
    """A function's answer as rows of numbers and texts; one cell is one row of one."""
    if isinstance(shown, list):
        return tuple(tuple(map(_shown, row)) for row in shown)
    return ((_shown(shown),),)


def failure(code: str) -> tuple[Row, ...]:
    """An error as the answer."""
    return ((error(CODES[code]),),)


def _shown(value: Shown) -> float | str:
    if isinstance(value, ErrorValue):
        return error(CODES[str(value)])
    if isinstance(value, str):
        return value
    if isinstance(value, dt.datetime):
        return (value - _EPOCH) / _DAY
    if isinstance(value, dt.date):
        return float((value - _EPOCH.date()).days)
    return float(value)
