"""Workbooks of others: read open as they are read closed, written open as they are written closed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from addin.adapters.folder import Folder
from addin.adapters.live_excel.files.engine import file_engine
from addin.adapters.live_excel.workbooks import LiveExcel
from addin.errors import FileError, WriteRefused
from addin.ports import Workbooks
from addin.tables.changes import Changes, NoteEdit
from addin.tables.table import Book, CellEdit, NewCell, NewSheet, Sheet

EVERY = 40
LARGEST = 40_000  # bytes
UNLIKE = frozenset(
    {
        "xlsx_tests_calc_tests_INFORMATION_FORMULATEXT.xlsx",  # formulas that give their own text
        "tests_test_files_tdf76115.xlsx",  # its sheet is written in a way that no edit leaves intact
    }
)
"""Workbooks that what plays Excel cannot show as Excel does."""


@pytest.fixture(scope="module")
def some(corpus) -> list[Path]:
    """A fortieth of the small ones, always the same."""
    found = sorted(
        path
        for path in Path(corpus).rglob("*.xlsx")
        if path.stat().st_size < LARGEST and path.name not in UNLIKE
    )
    return found[::EVERY]


def readable(path: Path) -> Book | None:
    """The workbook as files are read; None if it cannot be."""
    try:
        book = Folder(path.parent).read(path.name)
    except FileError:
        return None
    return book if book.kind in {"xlsx", "xlsm"} and book.sheets else None


def contents(sheet: Sheet) -> dict[str, object]:
    """What is read of a sheet in both ways."""
    return {
        "rows": [list(row) for row in sheet.rows],
        "formulas": dict(sheet.formulas),
        "formats": dict(sheet.formats),
        "uncached": sheet.uncached,
        "arrays": dict(sheet.arrays),
        "merged": sorted(sheet.merged),
        "visibility": sheet.visibility,
        "tables": [(one.name, one.area, one.columns) for one in sheet.list_objects],
        "notes": dict(sheet.notes),
        "filtered": sheet.filtered,
        "is_protected": sheet.is_protected,
    }


@pytest.mark.corpus
def test_real_workbooks_are_read_open_as_they_are_read_closed(some):
    """Every cell, formula and format of every sheet."""
    seen = 0
    with file_engine() as app:
        for path in some:
            expected = readable(path)
            if expected is None:
                continue
            opened = app.books.open(str(path))
            found = LiveExcel(path.parent, lambda: app.books).read(path.name)
            opened.close()
            seen += 1
            for one, other in zip(expected.sheets, found.sheets, strict=True):
                assert contents(other) == contents(one), path.name

    assert seen > len(some) / 2


@pytest.mark.corpus
def test_real_workbooks_are_written_open_as_they_are_written_closed_and_put_back(some, tmp_path):
    """What files refuse is refused open; what is written is taken back."""
    written = refused = 0
    for number, path in enumerate(some[::4]):
        before = readable(path)
        if before is None or hides_some(before.sheets[0]):
            continue
        for place in ("open", "closed"):
            (tmp_path / place / str(number)).mkdir(parents=True)
            shutil.copyfile(path, tmp_path / place / str(number) / path.name)
        outcome = both(tmp_path, str(number), path.name, changes(before.sheets[0].name))
        written += outcome
        refused += not outcome

    assert written > refused


def hides_some(sheet: Sheet) -> bool:
    """Whether a filter hides rows that are to be written: refused open, though not closed."""
    return sheet.filtered is not None and bool(sheet.hidden_rows & {2, 3, 4})


def changes(sheet: str) -> Changes:
    """A little of everything, on a sheet of any shape."""
    return Changes(
        cells=(
            CellEdit(sheet, 2, 2, "0012"),
            CellEdit(sheet, 3, 2, 12.5),
            CellEdit(sheet, 4, 2, "=1+1", is_formula=True),
        ),
        notes=(NoteEdit(sheet, 2, 2, "Checked"),),
        sheets=(NewSheet("Findings", ((NewCell("Code"), NewCell(1)),)),),
    )


def both(tmp_path: Path, number: str, name: str, batch: Changes) -> bool:
    """Write open and closed; whether it was written, the same way in both."""
    closed, root = Folder(tmp_path / "closed" / number), tmp_path / "open" / number
    with file_engine() as app:
        app.books.open(str(root / name))
        live = LiveExcel(root, lambda: app.books)
        before = live.read(name)
        why = refusal(closed, name, batch)
        if why:
            assert refusal(live, name, batch) == why
            assert live.read(name) == before
            return False
        backup = live.write(name, batch, digest=before.digest)
        after, expected = live.read(name), closed.read(name)
        for one, other in zip(expected.sheets, after.sheets, strict=True):
            assert dict(other.formulas) == dict(one.formulas), name
            assert dict(other.notes) == dict(one.notes), name
            assert entered(other) == entered(one), name
        live.restore(name, backup, digest=after.digest)
        assert live.read(name).digest == before.digest, name
    return True


def refusal(workbooks: Workbooks, name: str, batch: Changes) -> str:
    """Why a batch is refused; empty: it was written."""
    try:
        workbooks.write(name, batch)
    except WriteRefused as error:
        return error.reason
    return ""


def entered(sheet: Sheet) -> dict[tuple[int, int], object]:
    """The constants of a sheet."""
    return {
        (row, column): value
        for row, cells in enumerate(sheet.rows, 1)
        for column, value in enumerate(cells, 1)
        if value is not None
        and (row, column) not in sheet.formulas
        and not any((row, column) in area for area in sheet.arrays.values())
    }
