"""The hand-labelled truth fits the workbooks that it describes, and the vocabulary."""

from __future__ import annotations

import csv
import tomllib
import warnings
from collections import defaultdict
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.tables.table import Area, Role, column_number
from addin.tables.vocabulary import FIELDS

Cells = dict[tuple[int, int], object]

TABLES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("tables.toml").read_text("utf-8")
)["table"]
BY_BOOK: dict[str, list[dict[str, Any]]] = defaultdict(list)
for _table in TABLES:
    BY_BOOK[_table["workbook"]].append(_table)


def _label(table: dict[str, Any]) -> str:
    return f"{table['workbook']}!{table['sheet']}!{table['area']}"


def _csv(path: Path) -> dict[str, Cells]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        dialect = csv.Sniffer().sniff(stream.readline(), ",;\t")
        stream.seek(0)
        rows = list(csv.reader(stream, dialect))
    return {
        "": {
            (row, column): value
            for row, values in enumerate(rows, 1)
            for column, value in enumerate(values, 1)
            if value
        }
    }


def _workbook(path: Path) -> dict[str, Cells]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    return {
        sheet.title: {
            (cell.row, cell.column): cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
        for sheet in book.worksheets
    }


def _overlap(one: Area, other: Area) -> bool:
    return not (
        one.right < other.left
        or other.right < one.left
        or one.bottom < other.top
        or other.bottom < one.top
    )


def _columns(table: dict[str, Any]) -> list[tuple[str, str]]:
    """Every (field, column letters), the also accepted ones too."""
    also: dict[str, list[str]] = table.get("columns_also", {})
    return [
        *table["columns"].items(),
        *((field, letters) for field, many in also.items() for letters in many),
    ]


@pytest.mark.parametrize("table", TABLES, ids=_label)
def test_roles_and_fields_are_those_of_the_vocabulary(table: dict[str, Any]) -> None:
    """A label uses only known roles, fields that its role has, and one of the two splits."""
    role = Role(table["role"])
    also = [Role(name) for name in table.get("also", [])]
    assert role not in also
    assert {field for field, _ in _columns(table)} <= set(FIELDS[role])
    assert table["split"] in {"tune", "held out"}


def test_a_workbook_is_in_one_split() -> None:
    """All tables of a workbook are either for tuning or held out."""
    assert [name for name, tables in BY_BOOK.items() if len({t["split"] for t in tables}) > 1] == []


def test_areas_of_a_sheet_do_not_overlap() -> None:
    """No cell belongs to two tables."""
    for tables in BY_BOOK.values():
        areas = [(table["sheet"], Area.of(table["area"])) for table in tables]
        for index, (sheet, area) in enumerate(areas):
            for other_sheet, other in areas[:index]:
                assert sheet != other_sheet or not _overlap(area, other), (sheet, area, other)


@pytest.mark.parametrize("name", BY_BOOK)
def test_labels_point_at_cells_that_hold_something(real: Path, name: str) -> None:
    """Sheet, edges of the area, columns, headings, totals and sections exist and are not empty."""
    path = real / name
    sheets = _csv(path) if path.suffix == ".csv" else _workbook(path)
    for table in BY_BOOK[name]:
        cells, area, label = sheets[table["sheet"]], Area.of(table["area"]), _label(table)
        rows = {row for row, column in cells if (row, column) in area}
        columns = {column for row, column in cells if (row, column) in area}
        assert {area.top, area.bottom} <= rows, label
        assert {area.left, area.right} <= columns, label
        assert {column_number(letters) for _, letters in _columns(table)} <= columns, label
        marked = [*table["header_rows"], *table["totals"], *table["sections"]]
        assert set(marked) <= rows, label
        assert len(marked) == len(set(marked)), label
