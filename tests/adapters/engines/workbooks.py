"""Workbooks as a library writes them, with stale values behind their formulas."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import xlsxwriter

from addin.adapters.digest import digest_of
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from addin.tables.table import Book, Value, address

STALE = 987654


def made(build: Callable[[Any], None], **options: object) -> tuple[Book, bytes]:
    """The workbook that ``build`` fills, as read and as its file."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, options) as workbook:
        build(workbook)
    content = file.getvalue()
    return book_of(Package(content, "Book.xlsx"), digest_of(content)), content


def by_address(values: Mapping[tuple[str, int, int], Value]) -> dict[str, Value]:
    """Values by ``Sheet!A1``."""
    return {
        f"{sheet}!{address(row, column)}": value for (sheet, row, column), value in values.items()
    }


def features(workbook: Any) -> None:
    """A workbook with everything that recalculating has to cope with; every value is stale."""
    sheet = workbook.add_worksheet("Costs")
    sheet.write_row("A1", ["Account", "Units", "Rate", "Total"])
    for row, (account, units, rate) in enumerate(
        [("1100", 2, 500), ("1200", 3, 40.5), ("1100", 1, 99)], 2
    ):
        sheet.write_string(row - 1, 0, account)
        sheet.write_row(row - 1, 1, [units, rate])
        sheet.write_formula(row - 1, 3, f"=B{row}*C{row}", None, STALE)
    sheet.add_table(
        "A1:D4",
        {
            "name": "Lines",
            "columns": [{"header": h} for h in ("Account", "Units", "Rate", "Total")],
        },
    )
    sheet.write_formula("F1", "=SUM(D:D)", None, STALE)
    sheet.write_formula("F2", "=SUM(Lines[Total])", None, STALE)
    sheet.write_formula("F3", '=SUMIF(Lines[Account],"1100",Lines[Total])', None, STALE)
    workbook.define_name("Fringe", "=0.2")
    workbook.define_name("Gross", "=Costs!$F$1")
    sheet.write_formula("F4", "=Gross*Fringe", None, STALE)
    sheet.write_formula("F5", '=VLOOKUP("1200",A1:D4,4,FALSE)', None, STALE)
    sheet.write_formula("F6", "=1/0", None, STALE)
    sheet.write_formula("F7", '=IFERROR(F6,"none")', None, STALE)
    sheet.write_array_formula("F8:F8", "{=SUM(B2:B4*C2:C4)}", None, STALE)
    sheet.write_array_formula("G1:G3", "{=B2:B4*10}", None, STALE)
    sheet.write("G2", STALE)
    sheet.write("G3", STALE)
    sheet.write_formula("F9", "=SUM(G1:G3)", None, STALE)
    sheet.write_string("F10", "12.5")
    sheet.write_formula("F11", "=F10*2", None, STALE)
    sheet.write_formula("F12", "=F13+1", None, STALE)
    sheet.write_formula("F13", "=F12+1", None, STALE)
    hidden = workbook.add_worksheet("Hidden")
    hidden.hide()
    hidden.write_formula("A1", "=Costs!F1+1", None, STALE)
    hidden.write_formula(
        "A2", "=DATE(2026,3,14)", workbook.add_format({"num_format": "yyyy-mm-dd"}), STALE
    )
    hidden.write_formula(
        "A3", "=A2+0.75", workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"}), STALE
    )


TOTAL = 2 * 500 + 3 * 40.5 + 99
EXPECTED: Mapping[str, Value] = {
    "Costs!D2": 1000,
    "Costs!D3": 121.5,
    "Costs!D4": 99,
    "Costs!F1": TOTAL,
    "Costs!F2": TOTAL,
    "Costs!F3": 1099,
    "Costs!F4": TOTAL * 0.2,
    "Costs!F5": 121.5,
    "Costs!F7": "none",
    "Costs!F8": TOTAL,
    "Costs!G1": 20,
    "Costs!G2": 30,
    "Costs!G3": 10,
    "Costs!F9": 60,
    "Costs!F11": 25,
    "Hidden!A1": TOTAL + 1,
}
