"""Workbooks that other programs and people made, read and compared with openpyxl's reading.

Set ``TIEOUT_WHOLE_CORPUS`` to read and compare all of the corpus instead of a part.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from addin.adapters.folder import Folder
from addin.adapters.opening import open_book
from addin.adapters.xlsx.markup import spelt_out
from addin.errors import UnreadableFile
from addin.tables.formula_prefixes import as_shown
from addin.tables.table import Book, Sheet, Value

_BLANKS = re.compile(r"\s+")
WHOLE = bool(os.environ.get("TIEOUT_WHOLE_CORPUS"))


def excel_files(folder: Path) -> list[Path]:
    """The Excel workbooks below a folder."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in {".xlsx", ".xlsm"})


@pytest.mark.real
def test_every_real_file_is_read(real):
    """Each workbook and text file from real work is a book with something in it."""
    folder = Folder(real)
    books = [folder.read(name) for name in folder.names()]

    assert len(books) > 130
    assert not [book.name for book in books if not any(sheet.rows for sheet in book.sheets)]


@pytest.mark.corpus
def test_every_corpus_file_is_read_or_refused_by_name(corpus):
    """A thousand odd files: each is a book or a named error, and few are errors."""
    files = excel_files(corpus)[:: 1 if WHOLE else 5]
    refused = []
    for path in files:
        try:
            open_book(path, path.name)
        except UnreadableFile as error:
            refused.append(str(error))

    assert len(files) > 300
    assert len(refused) <= len(files) // 100, refused


@pytest.mark.real
def test_real_workbooks_agree_with_openpyxl_cell_by_cell(real):
    """Values and formulas are the same, but for what openpyxl is known to do otherwise."""
    differences, seen = compare(excel_files(real)[:: 1 if WHOLE else 4])

    assert not differences
    assert seen["cells"] > 20_000
    assert seen["formulas"] > 5_000


@pytest.mark.corpus
def test_corpus_agrees_with_openpyxl_cell_by_cell(corpus):
    """The same for files made to be odd."""
    differences, seen = compare(excel_files(corpus)[:: 1 if WHOLE else 15])

    assert not differences
    assert seen["cells"] > 10_000


def compare(files: list[Path]) -> tuple[list[str], Counter[str]]:
    """What differs, and how much was compared."""
    differences: list[str] = []
    seen: Counter[str] = Counter()
    for path in files:
        try:
            book = open_book(path, path.name)
            if _merged_cells(book) > 100_000:
                continue  # openpyxl makes a cell of each, and takes minutes
            with warnings.catch_warnings(action="ignore"):
                values = openpyxl.load_workbook(path, data_only=True)
                formulas = openpyxl.load_workbook(path)
        except Exception:  # noqa: BLE001, S112 - openpyxl fails in many ways; ours are tested above
            continue
        seen["files"] += 1
        for sheet in book.sheets:
            # openpyxl does not see the sheets of some strict workbooks
            if sheet.name in values.sheetnames and hasattr(values[sheet.name], "_cells"):
                pair = values[sheet.name], formulas[sheet.name]
                problems = _compare_sheet(book, sheet, *pair, seen)
                differences += [f"{path.name}!{sheet.name}!{problem}" for problem in problems]
    return differences, seen


def _merged_cells(book: Book) -> int:
    return sum(
        (area.bottom - area.top + 1) * (area.right - area.left + 1)
        for sheet in book.sheets
        for area in sheet.merged
    )


def _compare_sheet(
    book: Book, sheet: Sheet, values: Any, formulas: Any, seen: Counter[str]
) -> Iterator[str]:
    cells = set(values._cells) | set(formulas._cells)
    for place in sorted(_filled(sheet) | cells):
        seen["cells"] += 1
        theirs, written = values._cells.get(place), formulas._cells.get(place)
        if not _same_value(book, sheet, place, theirs):
            yield f"{place}: {sheet.value(*place)!r}, openpyxl {theirs and theirs.value!r}"
        expected = _formula(written)
        if expected is not None:
            seen["formulas"] += 1
        # empty: a mark in the cells that an array formula reaches, no formula of their own
        found = sheet.formulas.get(place)
        if expected and found and _BLANKS.sub(" ", expected) == _BLANKS.sub(" ", found):
            continue  # openpyxl joins blanks where it writes out a shared formula
        if expected not in {found, ""} and not isinstance(written, MergedCell):
            yield f"{place}: formula {found!r}, openpyxl {expected!r}"


def _filled(sheet: Sheet) -> set[tuple[int, int]]:
    filled = {
        (r, c)
        for r, row in enumerate(sheet.rows, 1)
        for c, value in enumerate(row, 1)
        if value is not None
    }
    return filled | set(sheet.formulas)


def _formula(cell: Any) -> str | None:
    """The formula as openpyxl has it; a what-if table, which it keeps apart, as we write it."""
    if cell is None or cell.data_type != "f":
        return None
    if isinstance(cell.value, DataTableFormula):
        table = cell.value
        if str(table.dt2D) == "1":
            return f"TABLE({table.r1 or ''},{table.r2 or ''})"
        return f"TABLE({table.r1 or ''},)" if str(table.dtr) == "1" else f"TABLE(,{table.r1 or ''})"
    if isinstance(cell.value, ArrayFormula):
        return as_shown(str(cell.value.text or "").removeprefix("="))
    return as_shown(str(cell.value).removeprefix("="))


def _same_value(book: Book, sheet: Sheet, place: tuple[int, int], cell: Any) -> bool:
    ours, theirs = sheet.value(*place), cell.value if cell is not None else None
    if isinstance(ours, str) and isinstance(theirs, str):
        # openpyxl leaves some of Excel's escapes in a text as they are stored
        # and keeps blanks at its ends that Excel leaves out
        same = {spelt_out(theirs), spelt_out(theirs.strip(" \t\r\n"))}
        return bool(same & {str(ours), spelt_out(ours)})
    if type(_plain(ours)) is type(_plain(theirs)) and _plain(ours) == _plain(theirs):
        return True
    return _known_difference(book, sheet, place, cell)


def _plain(value: Value) -> Value:
    """Midnight of a day is that day: openpyxl has no dates without a time."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value


def _known_difference(book: Book, sheet: Sheet, place: tuple[int, int], cell: Any) -> bool:
    """Where openpyxl is known to read otherwise; nothing else may differ."""
    ours, theirs = sheet.value(*place), cell.value if cell is not None else None
    if ours is None:
        # an empty text; or the target of a link, which openpyxl puts into an empty cell
        return bool(cell.hyperlink) or (isinstance(theirs, str) and not theirs.strip(" \t\r\n"))
    if isinstance(cell, MergedCell):
        # what stands under a merged area, which openpyxl blanks
        return theirs is None
    if isinstance(ours, int | float) and isinstance(theirs, dt.date | dt.time):
        # a day that no calendar has: before 1900, and 0, which openpyxl makes midnight
        return ours <= 0 or ours == 60
    if isinstance(ours, dt.date) and isinstance(theirs, dt.time):
        # day 0 of the 1904 system
        return book.date_1904 and ours == dt.date(1904, 1, 1)
    # a built-in date format of East Asian Excel
    return isinstance(ours, dt.date) and sheet.format_of(*place) == "yyyy/m/d"
