"""What xlwings makes of our module on Windows: its own code, run with stand-ins for pywin32."""

from __future__ import annotations

import datetime as dt
import inspect
import io
import re
import subprocess
import sys
from collections.abc import Sequence
from typing import Any, get_type_hints

import pytest

from addin import __version__
from addin.hosts.desktop import functions
from addin.hosts.desktop.vba import PYTHON_MODULE
from addin.hosts.desktop.xlwings_vba import version
from addin.tables.table import ErrorValue
from addin.udfs.catalogue import FUNCTIONS
from tests.hosts.desktop.excel_stand_in import ERRORS, LEFT_OUT, SCODE
from tests.hosts.desktop.typed import Argument, Typed, typed
from tests.udfs.examples import examples

EACH = [pytest.param(each, id=each.formula) for each in typed()]


def as_com(argument: Argument) -> object:
    """An argument as COM delivers it; a single row is flat, as an array constant is."""
    if argument is None:
        return LEFT_OUT
    if isinstance(argument, list):
        rows = tuple(tuple(as_cell(cell) for cell in row) for row in argument)
        return rows[0] if len(rows) == 1 and len(rows[0]) > 1 else rows
    return as_cell(argument)


def as_cell(cell: object) -> object:
    """A cell as COM delivers it."""
    if isinstance(cell, ErrorValue):
        return SCODE + next(code for code, text in ERRORS.items() if text == str(cell))
    return cell


def rows_of(answer: Any) -> list[list[object]]:
    """What came back as rows of cells, dates as serial numbers, marked errors as errors."""
    rows = answer if isinstance(answer, list) else [answer]
    rows = rows if isinstance(rows[0], list) else [rows]
    return [[back(cell) for cell in row] for row in rows]


def back(cell: object) -> object:
    """A cell that came back."""
    if isinstance(cell, dt.datetime):
        return (cell.replace(tzinfo=None) - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
    if isinstance(cell, str) and cell.startswith("\x01"):
        return ErrorValue(cell[1:])
    return cell


def agree(found: list[list[object]], wanted: Sequence[Sequence[object]]) -> bool:
    """The same cells; numbers to the twelfth digit."""
    return [
        [pytest.approx(c, rel=1e-12, abs=1e-9) if type(c) is float else c for c in row]
        for row in wanted
    ] == found


def test_most_examples_are_calls_that_can_be_sent():
    """Nearly every example is tried here; those with a formula around the call are few."""
    assert len(typed()) >= 0.9 * len(list(examples()))


def test_xlwings_sees_every_function_and_no_other(windows):
    """Its wrapper generator writes one wrapper for each function, with our parameters."""

    class Book:
        Name = "tieout.xlam"

    text = io.StringIO()
    windows.udfs.generate_vba_wrapper(PYTHON_MODULE, windows.functions, text, Book)

    seen = dict(re.findall(r"(?m)^Function (\w+)\((.*)\)$", text.getvalue()))
    assert set(seen) == {*FUNCTIONS, "tieout_fits", "tieout_press"}
    for name, function in FUNCTIONS.items():
        wanted = [
            f"ParamArray {p.name}()"
            if p.repeating
            else p.name
            if function.repeating
            else f"Optional {p.name}"
            for p in function.parameters
        ]
        assert seen[name] == ", ".join(wanted)


def test_what_xlwings_sees_carries_our_help_and_no_type_hints(windows):
    """It takes a hint for a converter and fails in the cell; converting is ours."""
    for name, function in FUNCTIONS.items():
        python = getattr(windows.functions, name)

        assert get_type_hints(python) == {}
        assert python.__xlfunc__["category"] == function.category
        assert python.__xlfunc__["ret"]["doc"] == function.summary
        assert [a["doc"] for a in python.__xlfunc__["args"]] == [
            p.help for p in function.parameters
        ]


@pytest.mark.parametrize("example", EACH)
def test_an_example_of_the_help_gives_its_value_through_xlwings(windows, example: Typed):
    """CallUDF, xlwings' conversion, the registry and back, for each example."""
    arguments = [as_com(argument) for argument in example.arguments]

    answer = windows.server.CallUDF(PYTHON_MODULE, example.name, arguments)

    assert agree(rows_of(answer), example.gives)


def test_a_range_in_place_of_a_cell_spills(windows):
    """A column of amounts gives a column, a row gives a row."""
    assert windows.server.CallUDF(PYTHON_MODULE, "COST_EFC", (((1.0,), (2.0,)), 3.0)) == [
        [4.0],
        [5.0],
    ]
    assert windows.server.CallUDF(PYTHON_MODULE, "COST_EFC", ((1.0, 2.0), 3.0)) == [4.0, 5.0]
    assert windows.server.CallUDF(PYTHON_MODULE, "COST_EFC", (((1.0,),), 3.0)) == 4.0


def test_an_error_in_a_range_stays_in_its_cell(windows):
    """The other cells have their values."""
    answer = windows.server.CallUDF(PYTHON_MODULE, "COST_EFC", (((1.0,), (SCODE + 2042,)), 3.0))

    assert answer == [[4.0], ["\x01#N/A"]]


def test_a_call_that_no_function_can_answer_is_an_error_of_a_cell(windows):
    """No argument makes anything but a marked error of it."""
    assert windows.server.CallUDF(PYTHON_MODULE, "COST_EFC", ("abc",)) == "\x01#VALUE!"
    assert windows.server.CallUDF(PYTHON_MODULE, "COST_EFC", (SCODE + 2045,)) == "\x01#VALUE!"
    assert windows.server.CallUDF(PYTHON_MODULE, "COST_EFC", (SCODE + 2007,)) == "\x01#DIV/0!"


def test_a_missing_argument_is_told_and_a_blank_one_is_not(windows):
    """Left out at the end it is missing; between commas it is blank, as in Excel's own functions."""
    assert (
        windows.server.CallUDF(PYTHON_MODULE, "COST_EFC", (LEFT_OUT, LEFT_OUT, LEFT_OUT))
        == "\x01#VALUE!"
    )
    assert windows.server.CallUDF(PYTHON_MODULE, "COST_EFC", (LEFT_OUT, 3.0, LEFT_OUT)) == 3.0
    assert windows.server.CallUDF(PYTHON_MODULE, "COST_EFC", (None,)) == 0.0


def test_the_add_in_learns_whether_it_fits(windows):
    """The versions of this Tieout and this xlwings fit; others come with what to do."""
    assert windows.server.CallUDF(PYTHON_MODULE, "tieout_fits", (__version__, version())) == ""
    assert "tieout install desktop" in windows.server.CallUDF(
        PYTHON_MODULE, "tieout_fits", ("0", "0.1")
    )


def test_loading_the_module_loads_no_heavy_library_and_nothing_of_xlwings_pro():
    """A cold formula waits for this import, and what is not BSD is not ours to load."""
    code = (
        f"import sys, {PYTHON_MODULE}, xlwings\n"
        "heavy = {'pandas', 'numpy', 'scipy', 'matplotlib', 'openpyxl', 'click'} & set(sys.modules)\n"
        "pro = [n for n in sys.modules if n.startswith('xlwings.pro')]\n"
        "print(sorted(heavy), pro, xlwings.__pro__)\nimport numpy"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.split("\n")[0] == "[] [] False"


def test_off_windows_the_functions_have_their_signatures_too():
    """The module loads anywhere: xlwings' decorators do nothing there."""
    for name, function in FUNCTIONS.items():
        assert [*inspect.signature(getattr(functions, name)).parameters] == [
            p.name for p in function.parameters
        ]
