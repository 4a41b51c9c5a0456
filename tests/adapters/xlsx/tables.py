"""A workbook with a table, as a coordinator keeps one, and a second sheet that refers to it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from addin.adapters.xlsx import patcher
from addin.tables.changes import AppendedRows, Changes, TableSize
from addin.tables.table import Value
from tests.adapters.xlsx.packages import part, with_parts

SHEET, TABLE = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"
CALCULATED = "=Orders[[#This Row],[Net]]*Orders[[#This Row],[Rate]]"
REPORT = "xl/worksheets/sheet2.xml"
NEW: tuple[dict[int, Value], ...] = ({2: "PO6", 3: 60, 4: 0.1}, {2: "PO7", 3: 70})
"""Two orders to come, by column; the second without a rate."""


def orders(*, totals: bool = True, rows: int = 5, **more) -> bytes:
    """Orders in B3:E9 of Costs: PO, Net, Rate, Tax (calculated); a Report beside it.

    ``more`` are further formulas of the Report by cell; ``costs`` is a function that puts more on
    the sheet of the table.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    costs, report = book.add_worksheet("Costs"), book.add_worksheet("Report")
    money = book.add_format({"num_format": "#,##0.00", "border": 1})
    last = 3 + rows
    costs.add_table(
        2, 1, last - 1 + totals, 4,
        {
            "name": "Orders",
            "total_row": totals,
            "data": [[f"PO{n}", n * 10, 0.2] for n in range(1, rows + 1)],
            "columns": [
                {"header": "PO", "total_string": "Total"},
                {"header": "Net", "format": money, "total_function": "sum"},
                {"header": "Rate"},
                {"header": "Tax", "formula": CALCULATED, "format": money,
                 "total_function": "sum"},
            ],
        },
    )  # fmt: skip
    if "costs" in more:
        more.pop("costs")(book, costs)
    report.write_formula("A1", f"=SUM(Costs!$C$4:$C${last})")
    if totals:
        report.write_formula("A2", f"=Costs!C{last + 1}*2")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"=Costs!$C$4:$C${last}", "categories": f"=Costs!$B$4:$B${last}"})
    report.insert_chart("D4", chart)
    for cell, formula in more.items():
        report.write_formula(cell, formula)
    book.close()
    blob = out.getvalue()
    sheet = part(blob, SHEET).replace("(109,[", "(109,Orders[")  # as Excel writes it in cells
    return with_parts(blob, {SHEET: sheet})


def appended(blob: bytes, *rows: Mapping[int, Value], table: str = "Orders", **more) -> bytes:
    """Rows appended to a table."""
    return patcher.patched(blob, Changes(rows=(AppendedRows("Costs", tuple(rows), table, **more),)))


def sized(blob: bytes, rows: int, table: str = "Orders", **more) -> bytes:
    """A table with so many rows."""
    return patcher.patched(blob, Changes(tables=(TableSize(table, rows),), **more))


def cell(blob: bytes, place: str, sheet: str = SHEET) -> str:
    """One cell as XML; empty if it is not there."""
    found = re.search(rf'<c r="{place}"(?:[^>]*/>|.*?</c>)', part(blob, sheet))
    return found[0] if found else ""


def formula(blob: bytes, place: str, sheet: str = SHEET) -> str:
    """The formula of a cell."""
    found = re.search(r"<f[^>]*>(.*?)</f>", cell(blob, place, sheet))
    return found[1] if found else ""


def attribute(blob: bytes, element: str, name: str, where: str = TABLE) -> str:
    """An attribute of the first such element of a part."""
    found = re.search(rf'<{element}\s[^>]*?\b{name}="([^"]*)"', part(blob, where))
    return found[1] if found else ""


def all_of(pattern: str, blob: bytes, where: str) -> list[Any]:
    """What a pattern finds in a part."""
    return re.findall(pattern, part(blob, where))
