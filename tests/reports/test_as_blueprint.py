"""Sheets to be added, as a workbook of their own."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl

from addin import wiring
from addin.reports.as_blueprint import as_blueprint
from addin.tables.table import Area, Choices, Condition, NewCell, NewSheet, Style

SHEET = NewSheet(
    "Days",
    (
        (NewCell("Part", Style(bold=True, fill="1F3A4D")), NewCell("Day", Style(bold=True))),
        (NewCell("ADA"), NewCell(dt.date(2026, 3, 2), Style(number_format="d mmm"))),
        (NewCell("BEN"), NewCell("=1+1", is_formula=True, computed=2)),
        (NewCell(), NewCell("=not a formula")),
    ),
    widths=(12.0, 20.0),
    frozen_rows=1,
    frozen_columns=1,
    filter_area=Area(1, 1, 4, 2),
    conditions=(Condition(Area(2, 2, 4, 2), "contains", "W", Style(fill="CFE8D5")),),
    choices=(Choices(Area(2, 1, 4, 1), ("ADA", "BEN"), "who"),),
)


def test_cells_looks_and_rules_are_those_of_the_sheet() -> None:
    """Values, formulas, texts that only look like formulas, formats, panes, filter, lists, rules."""
    content = wiring.new_workbook(as_blueprint("Show", (SHEET,)))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Days"]

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Part", "Day"],
        ["ADA", dt.datetime(2026, 3, 2)],
        ["BEN", "=1+1"],
        [None, "=not a formula"],
    ]
    assert (sheet["B3"].data_type, sheet["B4"].data_type) == ("f", "s")
    assert (sheet["A1"].font.bold, sheet["B2"].number_format) == (True, "d mmm")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:B4")
    (list_,) = sheet.data_validations.dataValidation
    assert list_.formula1 == '"ADA,BEN"'
    (rule,) = [one for each in sheet.conditional_formatting for one in each.rules]
    assert rule.formula == ['ISNUMBER(SEARCH("W",B2))']


def test_one_look_for_cells_that_look_alike() -> None:
    """A workbook has room for a few thousand styles, and a board has more cells."""
    rows = tuple((NewCell(at, Style(bold=True)),) for at in range(100))
    sheet = as_blueprint("Show", (NewSheet("A", rows), NewSheet("B", rows)))
    looks = {entry.look for one in sheet.sheets for entry in one.entries.values()}
    assert len(looks) == 1
