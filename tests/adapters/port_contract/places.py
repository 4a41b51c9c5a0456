"""The adapters of the ``Workbooks`` port, each over a folder with one of everything."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from addin.ports import Workbooks
from addin.tables.changes import Changes
from addin.tables.table import Book, Sheet

WRITING = ("folder", "open", "composite of open ones", "composite of closed ones")
ALL = (*WRITING, "memory")
BOOK = "week 1/Costs.xlsx"
TABLE = "Orders.xlsx"


@dataclass
class Place:
    """An adapter over a folder, and what stands in it."""

    workbooks: Workbooks
    root: Path

    def read(self, name: str = BOOK) -> Book:
        """A workbook."""
        return self.workbooks.read(name)

    def sheet(self, sheet: str = "Costs", name: str = BOOK) -> Sheet:
        """A sheet of one."""
        found = self.read(name).sheet(sheet)
        assert found is not None
        return found

    def write(self, name: str = BOOK, **changes) -> str:
        """Write into a workbook as it is now."""
        return self.workbooks.write(name, Changes(**changes), digest=self.read(name).digest)


def costs(path: Path) -> None:
    """A workbook with one of everything that is read, and that edits must keep away from."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Costs"
    for row in (
        ["Account", "Description", "Amount", "Day", "Double", "Share"],
        ["2510", "Lamps", 500, dt.date(2026, 3, 2), "=C2*2", 0.25],
        ["2520", "=not a formula", 80.5, dt.datetime(2026, 3, 3, 14, 30), "=C3*2", 0.5],
        ["2530", "TRUE", None, None, "=C4*2", None],
        ["Total", None, "=C2+C3", None, None, True],
    ):
        sheet.append(row)
    sheet["B3"].data_type = "s"
    sheet["F2"].number_format = sheet["F3"].number_format = "0.0%"
    sheet["G2"] = "#N/A"
    sheet["H2"] = ArrayFormula("H2:H3", "=C2:C3*2")
    sheet.merge_cells("A7:C8")
    sheet["A7"] = "Prepared by Sam"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet["A3"].comment = Comment("Ask Kim", "Sam")
    locked = made.create_sheet("Locked")
    locked["A1"], locked["A2"] = "closed", "open"
    locked["A2"].protection = Protection(locked=False)
    locked.protection.enable()
    filtered = made.create_sheet("Filtered")
    for number in range(1, 6):
        filtered.append([f"row {number}", number])
    filtered.auto_filter.ref = "A1:B5"
    filtered.row_dimensions[3].hidden = True
    lines = made.create_sheet("List")
    for row in (["PO", "Net", "Twice"], ["PO-1", 10, "=B2*2"], ["PO-2", 20, "=B3*2"]):
        lines.append(row)
    lines["B2"].number_format = lines["B3"].number_format = "#,##0.00"
    made.create_sheet("Secret").sheet_state = "veryHidden"
    made.defined_names["Rate"] = DefinedName("Rate", attr_text="Costs!$F$2")
    sheet.defined_names["Here"] = DefinedName("Here", attr_text="Costs!$A$1")
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)


def on(*names: str):
    """Run a test on these adapters."""
    return pytest.mark.parametrize("place", names, indirect=True)
