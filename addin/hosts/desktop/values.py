"""Values as Excel on Windows sends and takes them over COM ↔ values of the registry.

COM sends a range as rows of cells (tuples), a date as a date in UTC, an error as a whole number, an
argument that was left out as another. It takes no error: those go out as text that begins with
``MARK``, which the add-in's VBA turns into a true error value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from addin.tables.table import ErrorValue
from addin.udfs.answers import Shown
from addin.udfs.cell_error import CellError

Value = None | bool | float | str | dt.datetime
Rows = list[list[Value]]

MARK: Final = "\x01"
"""Begins a text that stands for an error; a text that begins so itself gets it twice."""
LEFT_OUT: Final = -2147352572
"""DISP_E_PARAMNOTFOUND. Source: winerror.h."""
_LEFT_OUT: Final = frozenset({LEFT_OUT, -2146828288 + 448})
"""As COM says it, and as the add-in's VBA does: its error 448, “named argument not found”."""
ERROR_CODES: Final = {
    -2146828288 + code: text
    for code, text in {
        2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?",
        2036: "#NUM!", 2042: "#N/A", 2043: "#GETTING_DATA", 2045: "#SPILL!", 2047: "#BLOCKED!",
        2049: "#FIELD!", 2050: "#CALC!",
    }.items()
}  # fmt: skip
"""SCODE of Excel's errors → their text. Source: XlCVError and the errors of newer functions."""
_OTHER_ERRORS: Final = range(-2146828288 + 2000, -2146828288 + 2100)
_AS_THEY_ARE: Final = frozenset({float, str, bool, type(None)})
_UTC: Final = dt.UTC
_MILLISECOND: Final = 1000
_STEP: Final = dt.timedelta(milliseconds=1)
_LAST: Final = dt.datetime(9999, 12, 31, 23, 59, 59, 999_000)


def up_to_the_last(arguments: Sequence[object]) -> Sequence[object]:
    """The arguments without those left out at the end, so that a missing one can be told."""
    end = len(arguments)
    while end and type(arguments[end - 1]) is int and arguments[end - 1] in _LEFT_OUT:
        end -= 1
    return arguments[:end]


def given(value: object) -> object:
    """An argument as the registry reads it: a range as rows, an error as its text.

    A range of one cell is that cell; what was left out is None, as a blank cell is.
    """
    if not isinstance(value, tuple | list):
        return _cell(value)
    rows = value if value and isinstance(value[0], tuple | list) else (value,)
    if len(rows) == 1 and len(rows[0]) == 1:
        return _cell(rows[0][0])
    if {type(cell) for row in rows for cell in row} <= _AS_THEY_ARE:
        return rows  # most ranges: not a cell needs a look
    return [[*map(_cell, row)] for row in rows]


def _cell(value: object) -> object:
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, dt.datetime):
        return _moment(value)
    if isinstance(value, int):  # numbers come as floats, so this is an error or of VBA's making
        if value in _LEFT_OUT:
            return None
        return ERROR_CODES.get(value, "#VALUE!" if value in _OTHER_ERRORS else value)
    return value


def _moment(value: dt.datetime) -> dt.datetime:
    """Excel's moment to the millisecond: COM counts days as a float."""
    plain = value.replace(tzinfo=None)
    beyond = dt.timedelta(microseconds=plain.microsecond % _MILLISECOND)
    rounded = plain - beyond
    is_nearer = 2 * beyond >= _STEP and rounded < _LAST
    return rounded + _STEP if is_nearer else rounded


def sent(call: Callable[[], Shown | list[list[Shown]]]) -> Rows:
    """What goes back to Excel for a call, always rows: the values, or one cell with the error."""
    try:
        answer = call()
    except CellError as error:
        return [[MARK + error.code]]
    if isinstance(answer, list):
        return [[*map(_shown, row)] for row in answer]
    return [[_shown(answer)]]


def _shown(value: Shown) -> Value:
    if isinstance(value, str):
        marked = isinstance(value, ErrorValue) or value.startswith(MARK)
        return MARK + str(value) if marked else value
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=_UTC)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day, tzinfo=_UTC)
    # Excel takes no 64-bit integers from a function
    return value if isinstance(value, bool) else float(value)
