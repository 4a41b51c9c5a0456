"""A workbook with every function, worked out by LibreOffice, has what Python gives."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from addin.adapters.digest import digest_of
from addin.adapters.other_formats import book_of_other
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from addin.hosts.libreoffice.values import CODES
from addin.tables.table import Book, ErrorValue, Sheet
from addin.udfs.catalogue import FUNCTIONS
from tests.hosts.libreoffice.example_book import Shown, write_book
from tests.hosts.libreoffice.office import Calc, Outcome
from tests.udfs.examples import Given

pytestmark = pytest.mark.libreoffice


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """The workbook as LibreOffice has it, and its copies."""

    shown: list[Shown]
    outcome: Outcome
    said: str
    xlsx: Path
    ods: Path


@pytest.fixture(scope="module")
def worked_out(calc: Calc, tmp_path_factory: pytest.TempPathFactory) -> WorkedOut:
    """The workbook of examples, opened, worked out and saved as both formats."""
    folder = tmp_path_factory.mktemp("examples")
    shown = write_book(folder / "examples.xlsx")
    xlsx, ods = folder / "saved.xlsx", folder / "saved.ods"
    before = len(calc.said())
    outcome = calc.run(folder / "examples.xlsx", save=[xlsx, ods], help_too=True)
    return WorkedOut(shown, outcome, calc.said()[before:], xlsx, ods)


def _as_calc_has_it(value: Given) -> Any:
    """A cell that Python gives, as LibreOffice hands it out: logical values are numbers."""
    if isinstance(value, ErrorValue):
        return [CODES[str(value)]]
    return value if isinstance(value, str) else float(value)


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(found, float) and isinstance(wanted, float):
        return math.isclose(found, wanted, rel_tol=1e-12, abs_tol=1e-9)
    return bool(found == wanted)


def test_every_function_gives_in_calc_what_python_gives(worked_out):
    """Each example in each function's help, cell by cell: numbers, texts, dates, errors, spills."""
    different = []
    for shown in worked_out.shown:
        for down, line in enumerate(shown.wanted):
            for across, value in enumerate(line):
                found = worked_out.outcome.cell("Shown", shown.row + down, 4 + across)
                if not _same(found, _as_calc_has_it(value)):
                    different.append((shown.example.formula, (down, across), found, value))

    assert different == []
    assert set(FUNCTIONS) == {shown.function for shown in worked_out.shown}


def test_a_spill_has_its_rows_and_columns(worked_out):
    """A formula around a table sees as many rows and columns as Python gives."""
    tables = [shown for shown in worked_out.shown if shown.example.gives.startswith("{")]

    assert tables
    for shown in tables:
        size = [worked_out.outcome.cell("Shown", shown.row, column) for column in (2, 3)]
        assert size == [len(shown.wanted), len(shown.wanted[0])], shown.example.formula


def test_there_is_no_error_that_no_example_announces(worked_out):
    """Of all cells with an error, each is one that an example gives."""
    announced = {
        (shown.row + down, 4 + across)
        for shown in worked_out.shown
        for down, line in enumerate(shown.wanted)
        for across, value in enumerate(line)
        if isinstance(value, ErrorValue)
    }
    found = {
        (row, column)
        for row, line in enumerate(worked_out.outcome.values["Shown"], 1)
        for column, value in enumerate(line, 1)
        if isinstance(value, list)
    }

    assert announced == found


def test_nothing_went_wrong_on_the_way(worked_out):
    """The functions' log is empty: an error in a cell is an answer, not an accident."""
    assert worked_out.said == ""


def _formulas(sheet: Sheet | None) -> dict[tuple[int, int], str]:
    assert sheet is not None
    return dict(sheet.formulas)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_saved_files_keep_the_functions_by_name(worked_out, kind):
    """A workbook that LibreOffice saved has the function's name in each formula, for any reader."""
    path: Path = worked_out.xlsx if kind == "xlsx" else worked_out.ods
    content = path.read_bytes()
    package = Package(content, path.name)
    book: Book = (
        book_of(package, digest_of(content))
        if kind == "xlsx"
        else book_of_other(content, path.name, "ods", package)
    )
    formulas = _formulas(book.sheet("Shown"))

    assert formulas
    missing = [
        shown.example.formula
        for shown in worked_out.shown
        if f"{shown.function}(" not in formulas.get((shown.row, 4), "")
    ]
    assert missing == []


def test_the_function_wizard_shows_all_help(worked_out):
    """Every function and every argument has its help in the wizard; brackets may be left out."""
    told = worked_out.outcome.help
    for function in FUNCTIONS.values():
        summary, arguments = told[function.name]
        assert summary == function.summary
        assert arguments == [
            [f"[{each.name}]" if each.optional else each.name, each.help]
            for each in function.parameters
        ]
