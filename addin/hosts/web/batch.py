"""A batch of calls as JSON → calls, and their answers → JSON.

Request: ``{"ranges": [[[1, "a"], …], …], "calls": [{"f": "COST_EFC", "a": [1, {"range": 0}]}]}``. A
cell is a number, a text, true, false or null; errors are their text, dates serial numbers; rows of
cells are a range.

Answers, in order: ``{"r": value or rows}``, or ``{"e": "#N/A", "m": "why"}`` with ``"late": true``
if its turn never came. In them a date is ``{"d": serial, "f": number format}``, an error in a
spilled cell ``{"e": code}``.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from addin.hosts.web.limits import Limits
from addin.tables.operands import serial
from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from addin.udfs.shared_range import SharedRange

Call = tuple[str, list[Any]]
Calling = Callable[[str, Sequence[object]], object]

_DAY: Final = "yyyy-mm-dd"
_MOMENT: Final = "yyyy-mm-dd hh:mm"
_ENCODER: Final = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
_COMMAS_A_CELL: Final = 3
"""A body with more commas than this for each cell allowed is refused unread: texts have some."""


class BadBatch(Exception):
    """The batch cannot be read, or is too large; ``status`` as in HTTP."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message, status)
        self.message = message
        self.status = status


def batch_of(body: bytes, limits: Limits) -> list[Call]:
    """The calls that a request asks for.

    Raises:
        BadBatch: it is no such JSON, or more than is allowed.
    """
    if body.count(b",") > limits.cells * _COMMAS_A_CELL:
        raise BadBatch(f"more than {limits.cells} cells in one batch", 413)
    try:
        given = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadBatch(f"this is no JSON: {type(error).__name__}") from None
    if not isinstance(given, dict) or not isinstance(given.get("calls"), list):
        raise BadBatch('expected {"ranges": […], "calls": [{"f": name, "a": […]}]}')
    asked = given["calls"]
    if len(asked) > limits.calls:
        raise BadBatch(f"{len(asked)} calls in one batch; {limits.calls} are allowed", 413)
    ranges = given.get("ranges", [])
    if not isinstance(ranges, list):
        raise BadBatch("ranges are a list")
    reader = _Reader(limits)
    known = [SharedRange(reader.rows(each, f"range {place}")) for place, each in enumerate(ranges)]
    return [_call(each, place, known, reader) for place, each in enumerate(asked)]


class _Reader:
    """Checks what stands for cells, and counts them."""

    def __init__(self, limits: Limits) -> None:
        self.left = limits.cells
        self.limit = limits.cells

    def rows(self, given: object, where: str) -> list[Any]:
        """Rows of cells, or one row."""
        if not isinstance(given, list):
            raise BadBatch(f"{where}: rows of cells expected")
        for each in given:
            if isinstance(each, list):
                self._count(len(each))
                if any(isinstance(cell, list | dict) for cell in each):
                    raise BadBatch(f"{where}: a cell is a number, a text, true, false or null")
            else:
                self.cell(each, where)
        return given

    def cell(self, given: object, where: str) -> None:
        """One cell."""
        self._count(1)
        if isinstance(given, dict):
            raise BadBatch(f"{where}: a cell is a number, a text, true, false or null")

    def _count(self, cells: int) -> None:
        self.left -= cells
        if self.left < 0:
            raise BadBatch(f"more than {self.limit} cells in one batch", 413)


def _call(given: object, place: int, ranges: Sequence[list[Any]], reader: _Reader) -> Call:
    where = f"call {place}"
    if not isinstance(given, dict) or not isinstance(given.get("f"), str):
        raise BadBatch(f'{where}: expected {{"f": name, "a": […]}}')
    arguments = given.get("a", [])
    if not isinstance(arguments, list):
        raise BadBatch(f"{where}: its arguments are a list")
    return given["f"], [_argument(each, where, ranges, reader) for each in arguments]


def _argument(given: object, where: str, ranges: Sequence[list[Any]], reader: _Reader) -> object:
    if isinstance(given, dict) and set(given) == {"range"}:
        number = given["range"]
        if type(number) is not int or not 0 <= number < len(ranges):
            raise BadBatch(f"{where}: there is no such range")
        return ranges[number]  # the same object for every call: read once
    if isinstance(given, list):
        return reader.rows(given, where)
    reader.cell(given, where)
    return given


def _no_constant(text: str) -> float:
    raise ValueError(text)


# ---- answers


def answer_of(call: Call, calling: Calling, most_cells: int) -> tuple[bytes, int]:
    """One call's answer as JSON without a line break, and how many cells it has."""
    name, arguments = call
    try:
        result = calling(name, arguments)
    except CellError as error:
        return refusal(error.code, error.message), 1
    cells = sum(map(len, result)) if isinstance(result, list) else 1
    if cells > most_cells:
        return refusal("#VALUE!", f"{cells} cells are more than one recalculation may fill"), 1
    return _json({"r": _shown(result)}), cells


def refusal(code: str, message: str) -> bytes:
    """The answer of a call that ends in an error."""
    return _json({"e": code, "m": message})


def too_late(message: str) -> bytes:
    """The answer of a call whose turn never came; it may be asked for again."""
    return _json({"e": "#N/A", "m": message, "late": True})


def _shown(result: object) -> object:
    if isinstance(result, list):
        return [[_cell(cell) for cell in row] for row in result]
    return _cell(result)


def _cell(value: object) -> object:
    if isinstance(value, ErrorValue):
        return {"e": str(value)}
    if isinstance(value, dt.datetime):
        return {"d": serial(value), "f": _MOMENT if value.time() != dt.time() else _DAY}
    if isinstance(value, dt.date):
        return {"d": serial(value), "f": _DAY}
    return value


def _json(value: Mapping[str, object]) -> bytes:
    return _ENCODER.encode(value).encode()
