"""Excel's object model and VBA in Python (pyOpenVBA), with the add-in's VBA and a Python to talk to.

What the add-in sends arrives as COM would deliver it: rows as tuples, errors as whole numbers,
dates as pywin32's, what was left out as another whole number.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any

from pyopenvba.apps.excel import ExcelApplication  # type: ignore[import-untyped]
from pyopenvba.apps.excel._model import Range  # type: ignore[import-untyped]
from pyopenvba.interpreter import (  # type: ignore[import-untyped]
    EMPTY,
    MISSING,
    VBAArray,
    VBADate,
    VBAErrorValue,
    VBAInt,
    VBAObject,
    method,
)
from pyopenvba.interpreter._values import error  # type: ignore[import-untyped]

from addin.hosts.desktop import vba
from addin.tables.table import ErrorValue

Answering = Callable[[str, str, Sequence[Any]], Any]
"""A Python that is called: its module, the function's name, the arguments."""
SCODE = -2146828288
LEFT_OUT = -2147352572
SERVER_GONE = -2147023174
ERRORS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
}

STARTING_PYTHON = """
Public Function TieoutServer() As Object
    Set TieoutServer = StandIn.Started()
End Function
Public Sub TieoutStopServer()
    StandIn.Stopped
End Sub
Public Function TieoutServerAdvice() As String
    TieoutServerAdvice = "look at the settings"
End Function
"""


_bounded = Range.bounded


def _all_cells(area: Any) -> Any:
    """What is read of a range: every cell, as Excel does; the model leaves out what is not used."""
    first = area.first
    return first if first.rows * first.columns <= 10_000 else _bounded(area)


Range.bounded = _all_cells


class Gone(Exception):
    """The Python that was called ended."""


def sent(value: object) -> object:
    """A value of VBA as COM delivers it to Python."""
    assert not isinstance(value, VBAObject), "an object would be asked cell by cell"
    if isinstance(value, VBAErrorValue):
        return SCODE + value.number
    if isinstance(value, VBADate):
        return value.to_datetime().replace(tzinfo=dt.UTC)
    if isinstance(value, VBAArray):
        return _rows(value)
    if value is MISSING or value is EMPTY:
        return LEFT_OUT if value is MISSING else None
    return int(value) if isinstance(value, VBAInt) else value


def _rows(array: Any) -> tuple[object, ...]:
    first, *second = [range(lower, upper + 1) for lower, upper in array.bounds]
    if not second:
        return tuple(sent(array.get([at])) for at in first)
    return tuple(tuple(sent(array.get([row, column])) for column in second[0]) for row in first)


def delivered(value: object) -> object:
    """A value of Python as COM delivers it to VBA: rows become an array that counts from 0."""
    if isinstance(value, dt.datetime):
        return VBADate.from_datetime(value.replace(tzinfo=None))
    if isinstance(value, list) and value and isinstance(value[0], list):
        columns = zip(*value, strict=True)
        items = [delivered(cell) for column in columns for cell in column]
        return VBAArray([(0, len(value) - 1), (0, len(value[0]) - 1)], items=items)
    if isinstance(value, list):
        return VBAArray([(0, len(value) - 1)], items=[delivered(cell) for cell in value])
    return value


class Python(VBAObject):  # type: ignore[misc]
    """The object that VBA keeps."""

    vba_type_name = "XLPython"

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        self.answering = answering

    @method
    def CallUDF(self, module: str, name: str, arguments: VBAArray) -> object:  # noqa: N802 - xlwings' name
        """As xlwings has it; without workbook and caller."""
        assert not any(isinstance(each, Range) for each in arguments.items), (
            "ranges go over as values"
        )
        try:
            return delivered(self.answering(module, name, [sent(each) for each in arguments.items]))
        except Gone:
            raise error(SERVER_GONE, "The RPC server is unavailable.") from None


class StandIn(VBAObject):  # type: ignore[misc]
    """Where the add-in would start Python; counts how often it does."""

    vba_type_name = "StandIn"

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        self.answering = answering
        self.starts = self.stops = self.calculations = 0
        self.broken = ""
        self.started: list[Python] = []

    @method
    def Started(self) -> object:  # noqa: N802 - called from VBA
        """A new Python, unless it is ``broken``."""
        self.starts += 1
        if self.broken:
            raise error(1000, self.broken)
        self.started.append(Python(self.answering))
        return self.started[-1]

    @method
    def Stopped(self) -> None:  # noqa: N802 - called from VBA
        """The running Python is ended."""
        self.stops += 1

    @method
    def Calculated(self) -> None:  # noqa: N802 - called from VBA
        """Excel calculates everything; the model of Excel cannot."""
        self.calculations += 1


class Excel:
    """An Excel with an empty workbook, the add-in's VBA, and a Python that answers."""

    def __init__(self, answering: Answering) -> None:
        """Load the modules; the interpreter knows no attributes of procedures."""
        self.app = ExcelApplication()
        self.app.add_workbook()
        self.python = StandIn(answering)
        host = self.app.interpreter.host
        others = host.global_object
        host.global_object = lambda name: self.python if name == "standin" else others(name)
        self.app.add_module(STARTING_PYTHON, name="TieoutPython")
        for name, code in vba.modules().items():
            if name not in {"TieoutPython", "ThisWorkbook"}:
                self.app.add_module(re.sub(r"(?m)^Attribute .*\r\n", "", code), name=name)

    def cells(self, **values: Any) -> None:
        """Put values into cells: ``cells(A1=3, B2="x")``."""
        for place, value in values.items():
            cell = self.app.sheet(1).sheet.vba_get("Range", [place])
            if isinstance(value, str):
                cell.vba_set("NumberFormat", "@")  # else Excel makes a day of “1-2”
            cell.vba_set("Value", value)

    def clear(self) -> None:
        """An empty sheet again."""
        self.app.sheet(1).sheet.vba_get("Cells", []).vba_get("Clear", [])

    def vba(self, code: str) -> None:
        """Run lines of VBA."""
        self.app.add_module(f"Public Sub Lines{id(code)}()\n{code}\nEnd Sub\n", name=f"L{id(code)}")
        self.app.run(f"Lines{id(code)}")

    def value(self, expression: str) -> Any:
        """An expression's value: a cell, or rows of cells, errors as ``ErrorValue``."""
        return _shown(self.app.evaluate(expression))


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        return [_shown(each) for each in value]
    return ErrorValue(ERRORS[value.number]) if isinstance(value, VBAErrorValue) else value
