"""Tieout's own COM server: the same values through the same VBA, without xlwings."""

from __future__ import annotations

import datetime as dt
import math
import re
import subprocess
import sys
from pathlib import PureWindowsPath
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from pyopenvba.apps.excel import ExcelApplication  # type: ignore[import-untyped]

from addin import __version__
from addin.hosts.desktop import vba
from addin.hosts.desktop.com_server import CLASS, MODULE, TieoutFunctions, registration
from addin.hosts.desktop.xlam import build_xlam
from addin.udfs.catalogue import FUNCTIONS
from tests.hosts.desktop.excel_stand_in import LEFT_OUT, StandIn
from tests.hosts.desktop.test_functions import EACH, agree, as_com, rows_of
from tests.hosts.desktop.test_xlam import analysed
from tests.hosts.desktop.typed import Typed

SERVER = TieoutFunctions()


@pytest.mark.parametrize("example", EACH)
def test_an_example_of_the_help_gives_its_value(example: Typed):
    """As through xlwings."""
    answer = SERVER.CallUDF("", example.name, [as_com(argument) for argument in example.arguments])

    assert agree(rows_of(answer), example.gives)


def test_it_says_whether_the_add_in_fits():
    """Only Tieout's version counts: no library has a version in its name."""
    assert SERVER.CallUDF("", "tieout_fits", (__version__, "")) == ""
    assert "install desktop --own-server" in str(SERVER.CallUDF("", "tieout_fits", ("0", "")))


def test_an_unknown_function_is_an_error_of_a_cell():
    """An add-in of a newer Tieout may ask for one."""
    assert SERVER.CallUDF("", "COST_NOTHING", ()) == "\x01#NAME?"
    assert SERVER.CallUDF("", "COST_EFC", (LEFT_OUT, LEFT_OUT)) == "\x01#VALUE!"


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(-(2**31), 2**31 - 1),
    st.text(max_size=6),
    st.sampled_from([LEFT_OUT, -2146828288 + 2042, -2146828288 + 2051, "#N/A"]),
    st.datetimes().map(lambda moment: moment.replace(tzinfo=dt.UTC)),
)


@st.composite
def ranges(draw: st.DrawFn) -> tuple[tuple[object, ...], ...]:
    """A block of cells, as COM sends it."""
    width = draw(st.integers(1, 3))
    row = st.lists(CELLS, min_size=width, max_size=width).map(tuple)
    return tuple(draw(st.lists(row, min_size=1, max_size=4)))


@for_all(st.sampled_from(sorted(FUNCTIONS)), st.lists(CELLS | ranges(), max_size=5))
def test_whatever_is_sent_comes_back_as_what_excel_takes(name, arguments):
    """No argument ends the server: numbers, texts, logical values and moments come back, or a mark."""
    for row in rows_of(SERVER.CallUDF("", name, arguments)):
        for cell in row:
            assert isinstance(cell, bool | float | str)
            assert not isinstance(cell, float) or math.isfinite(cell)


def test_it_is_registered_for_the_user_without_a_window():
    """Windows starts it by its class; the current folder is not on Python's path."""
    keys = registration(PureWindowsPath(r"C:\Users\Ann Lee\Tieout\Scripts\python.exe"))

    assert keys[rf"CLSID\{CLASS}\LocalServer32"] == (
        rf'"C:\Users\Ann Lee\Tieout\Scripts\pythonw.exe" -B -P -m {MODULE}'
    )
    assert keys[r"Tieout.Functions\CLSID"] == CLASS
    assert keys[rf"CLSID\{CLASS}\PythonCOM"] == f"{MODULE}.TieoutFunctions"


def test_the_add_in_asks_for_it_and_for_nothing_else():
    """No library, no command, no file: what security rules look for is not in it."""
    modules = vba.modules(own_server=True)
    code = "".join(text for name, text in modules.items() if name not in vba.wrappers())

    assert 'CreateObject("Tieout.Functions")' in code
    for word in ("cmd.exe", "LoadLibrary", "Declare ", "Environ", "Open ", "xlwings"):
        assert word not in code, word


def test_the_same_vba_reaches_it():
    """Everything but the start of Python is shared with the other add-in."""
    ours, theirs = vba.modules(own_server=True), vba.modules()

    assert {name for name in theirs if theirs[name] != ours[name]} == {
        "TieoutPython",
        "TieoutBuild",
    }


def test_a_formula_gets_its_value_through_it():
    """Wrapper → CreateObject → server → cells; blanks, errors and spills as ever."""
    python = StandIn(SERVER.CallUDF)
    app: Any = ExcelApplication()
    app.add_workbook()
    host = app.interpreter.host
    others = host.global_object
    host.global_object = lambda name: python if name == "standin" else others(name)
    for name, text in vba.modules(own_server=True).items():
        if name != "ThisWorkbook":
            code = re.sub(r"(?m)^Attribute .*\r\n", "", text)
            app.add_module(
                code.replace('CreateObject("Tieout.Functions")', "StandIn.Started()"), name=name
            )

    assert app.evaluate("COST_EFC(1, 2, 3)") == 6.0
    assert app.evaluate('TypeName(COST_EFC("abc"))') == "Error"
    assert app.evaluate("TieoutTrouble()") == ""
    assert python.starts == 1


def test_the_file_is_sound(tmp_path):
    """As the other one: no errors for the analyser, the same bytes each time."""
    path = tmp_path / "tieout.xlam"
    path.write_bytes(build_xlam(own_server=True))

    status, said = analysed(path)

    assert status == 0, said
    assert build_xlam(own_server=True) == path.read_bytes()


def test_serving_loads_neither_xlwings_nor_pandas():
    """A cold formula waits for what is imported here."""
    code = f"import sys, {MODULE}\nprint({{'xlwings', 'pandas', 'numpy'}} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.strip() == "set()"


def test_it_presses_buttons_as_xlwings_server_does():
    """The same line comes back: what became of the press, and what to say."""
    said = SERVER.CallUDF("", "tieout_press", ("validate", "Book1", "Sheet1", "A1"))

    assert str(said).startswith("refused\nBook1: save the workbook")
