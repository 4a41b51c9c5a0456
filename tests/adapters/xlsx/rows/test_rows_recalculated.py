"""LibreOffice opens what was written, computes it anew, and gets the numbers a coordinator expects."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import openpyxl
import pytest

from addin.adapters.engines.office_profile import make_profile
from addin.adapters.xlsx import patcher
from addin.tables.changes import AppendedRows, Changes, SheetRename, TableSize
from tests.adapters.xlsx.tables import orders

ROWS = AppendedRows("Costs", ({2: "PO6", 3: 60, 4: 0.1}, {2: "PO7", 3: 70, 5: 9}), "Orders")
SWAPPED = (SheetRename("Costs", "Report"), SheetRename("Report", "Costs"))
BATCHES = {
    "appended": Changes(rows=(ROWS,)),
    "shrunk": Changes(tables=(TableSize("Orders", 2),)),
    "grown": Changes(tables=(TableSize("Orders", 9),)),
    "swapped": Changes(rows=(ROWS,), renames=SWAPPED),
}


@pytest.fixture(scope="module")
def computed(libreoffice, tmp_path_factory) -> dict[str, openpyxl.Workbook]:
    """Each batch applied to the orders, and recalculated."""
    folder = tmp_path_factory.mktemp("rows")
    blob = orders(B1="=SUM(Orders[Net])", B2="=Orders[[#Totals],[Tax]]", B3="=COUNTA(Costs!B4:B8)")
    for name, changes in BATCHES.items():
        (folder / f"{name}.xlsx").write_bytes(patcher.patched(blob, changes))
    profile = make_profile(folder / "profile")
    subprocess.run(
        [
            libreoffice, f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"),
            *(str(folder / f"{name}.xlsx") for name in BATCHES),
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {name: _opened(folder / "out" / f"{name}.xlsx") for name in BATCHES}


def _opened(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)


def _values(book: openpyxl.Workbook, sheet: str, *cells: str) -> list[object]:
    return [book[sheet][cell].value for cell in cells]


@pytest.mark.libreoffice
def test_appended_rows_are_in_every_total(computed):
    """The table's own, sums by address, sums by heading, calculated columns."""
    book = computed["appended"]
    assert _values(book, "Report", "A1", "A2", "B1", "B3") == [280, 560, 280, 7]
    assert _values(book, "Costs", "C11", "E9", "E10") == [280, 6, 9]
    assert _values(book, "Report", "B2") == [pytest.approx(30 + 6 + 9)]


@pytest.mark.libreoffice
def test_rows_that_left_are_in_no_total(computed):
    """Neither as values nor as totals counted twice."""
    book = computed["shrunk"]
    assert _values(book, "Report", "A1", "A2", "B1", "B2", "B3") == [30, 60, 30, 6, 2]
    assert _values(book, "Costs", "C6", "C7", "C8", "C9") == [30, None, None, None]


@pytest.mark.libreoffice
def test_blank_rows_change_no_total(computed):
    """A grown table shows what it showed."""
    assert _values(computed["grown"], "Report", "A1", "A2", "B1", "B2") == [150, 300, 150, 30]


@pytest.mark.libreoffice
def test_renamed_sheets_show_what_they_showed(computed):
    """Two swapped their names while rows were appended."""
    assert _values(computed["swapped"], "Costs", "A1", "A2", "B1", "B3") == [280, 560, 280, 7]
    assert _values(computed["swapped"], "Report", "C11") == [280]


def test_openpyxl_reads_the_new_area():
    """A reader that is not ours finds the table, its filter and its totals."""
    table = openpyxl.load_workbook(io.BytesIO(patcher.patched(orders(), BATCHES["appended"])))[
        "Costs"
    ].tables["Orders"]
    assert (table.ref, table.autoFilter.ref, table.totalsRowCount) == ("B3:E11", "B3:E10", 1)
