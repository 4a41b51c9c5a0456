"""What LibreOffice tells of a document is what our own reader finds in its file."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from addin import wiring
from addin.adapters.snapshots.snapshot import snapshot_of
from tests.hosts.snapshots.demo_here import files

pytestmark = pytest.mark.libreoffice
WORKBOOKS = [name for name in files() if PurePosixPath(name).suffix == ".xlsx"]


def _sheets(book):
    return {
        sheet.name: {
            "rows": tuple(tuple(map(_rounded, row)) for row in sheet.rows),
            "formulas": sheet.formulas,
            "merged": set(sheet.merged),
            "hidden": (sheet.hidden_rows, sheet.hidden_columns, sheet.visibility),
            "filtered": sheet.filtered,
            "notes": sheet.notes,
            "tables": sheet.list_objects,
            "formats": {cell: code.casefold() for cell, code in sheet.formats.items()},
            "protected": sheet.is_protected,
        }
        for sheet in book.sheets
    }


def _rounded(value):
    """LibreOffice adds up with less loss than other programs, and calculates what it opens."""
    return round(value, 6) if isinstance(value, float) else value


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_snapshot_of_an_open_workbook_is_its_file(name, pressing_calc, tmp_path):
    """Values, formulas in Excel's spelling, merged and hidden cells, notes, tables, formats."""
    path = tmp_path / PurePosixPath(name).name
    path.write_bytes(files()[name])
    pressing_calc.do("open", path)
    try:
        told = snapshot_of(pressing_calc.do("snapshot", path, name=path.name)).book
    finally:
        pressing_calc.do("close", path)
    real = wiring.workbooks(tmp_path).read(path.name)

    assert _sheets(told) == _sheets(real)
    assert told.date_1904 == real.date_1904
