"""What is tied to ranges follows them: merges, protections, filters, rules, names, groups."""

from __future__ import annotations

from typing import Any

import pytest

from sheets_emulator import batch
from sheets_emulator.look import color
from sheets_emulator.render import spreadsheet
from sheets_emulator.sheet import ROWS

AREA = {
    "sheetId": 0,
    "startRowIndex": 2,
    "endRowIndex": 5,
    "startColumnIndex": 1,
    "endColumnIndex": 3,
}
RED = {"condition": {"type": "NOT_BLANK"}, "format": {"backgroundColor": {"red": 1}}}
TIED: list[dict[str, Any]] = [
    {"mergeCells": {"range": AREA}},
    {"addProtectedRange": {"protectedRange": {"protectedRangeId": 1, "range": AREA}}},
    {"setBasicFilter": {"filter": {"range": AREA}}},
    {"addFilterView": {"filter": {"filterViewId": 2, "range": AREA}}},
    {"addConditionalFormatRule": {"rule": {"ranges": [AREA], "booleanRule": RED}}},
    {"addBanding": {"bandedRange": {"bandedRangeId": 3, "range": AREA}}},
    {"addNamedRange": {"namedRange": {"namedRangeId": "4", "name": "Costs", "range": AREA}}},
    {"addDimensionGroup": {"range": {"dimension": "ROWS", "startIndex": 2, "endIndex": 5}}},
    {"updateDimensionProperties": {"range": {"dimension": "ROWS", "startIndex": 2, "endIndex": 3}, "properties": {"pixelSize": 50}, "fields": "pixelSize"}},
]  # fmt: skip


def ranges(book) -> list[dict[str, Any]]:
    """The ranges of everything that is tied to one."""
    sheet = book.sheets[0]
    return [
        *sheet.merges,
        *(one["range"] for one in sheet.protected.values()),
        *([sheet.basic_filter["range"]] if sheet.basic_filter else []),
        *(one["range"] for one in sheet.filter_views.values()),
        *(where for rule in sheet.conditions for where in rule["ranges"]),
        *(one["range"] for one in sheet.bandings.values()),
        *(one["range"] for one in book.named_ranges.values()),
    ]


def rows(kind: str, start: int, end: int) -> dict[str, Any]:
    """A request on rows."""
    return {kind: {"range": {"dimension": "ROWS", "startIndex": start, "endIndex": end}}}


def test_ranges_move_down_with_rows_inserted_above(book):
    """Every one of them, by as many rows."""
    batch.apply(book, [*TIED, rows("insertDimension", 0, 3)])

    assert ranges(book) == [{**AREA, "startRowIndex": 5, "endRowIndex": 8}] * 7
    assert book.sheets[0].groups[ROWS][0]["range"]["startIndex"] == 5
    assert book.sheets[0].dimensions[ROWS] == {5: {"pixelSize": 50}}


def test_ranges_shrink_with_rows_deleted_inside_and_go_with_all_of_them(book):
    """First one row of three, then the rest."""
    batch.apply(book, [*TIED, rows("deleteDimension", 3, 4)])
    assert ranges(book) == [{**AREA, "endRowIndex": 4}] * 7

    batch.apply(book, [rows("deleteDimension", 2, 4)])
    assert ranges(book) == []
    assert book.sheets[0].groups[ROWS] == []


def test_a_copy_of_a_sheet_has_its_own_ranges(book):
    """They name the new sheet, and have new ids."""
    batch.apply(book, [*TIED, {"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 9}}])
    copy, original = book.sheets

    assert {where["sheetId"] for where in copy.merges} == {9}
    assert [one["range"]["sheetId"] for one in copy.protected.values()] == [9]
    assert not set(copy.protected) & set(original.protected)


def test_a_protection_names_its_owner_once_it_is_kept(book):
    """As recorded: the answer names whom was asked for, the sheet its owner as well."""
    given = {"range": AREA, "editors": {"users": [], "groups": []}, "description": None}
    (reply,) = batch.apply(book, [{"addProtectedRange": {"protectedRange": given}}])
    (kept,) = book.sheets[0].protected.values()

    assert reply["addProtectedRange"]["protectedRange"]["editors"] == {}
    assert kept["editors"] == {"users": [book.owner]}


def test_a_colour_is_kept_as_floats_of_32_bits(book):
    """As recorded: 0.4980392156862745 becomes 0.49803922, and nothing of it is left out but zero."""
    color = {"red": 1.0, "green": 0.0, "blue": 0.4980392156862745}
    properties = {"sheetId": 0, "tabColorStyle": {"rgbColor": color}}
    change = {"properties": properties, "fields": "tabColorStyle"}
    batch.apply(book, [{"updateSheetProperties": change}])
    shown = spreadsheet(book, [], with_cells=False, tree={})["sheets"][0]["properties"]

    assert shown["tabColorStyle"] == {"rgbColor": {"red": 1, "blue": 0.49803922}}
    assert shown["tabColor"] == {"red": 1, "blue": 0.49803922}


@pytest.mark.parametrize(
    ("given", "kept"),
    [(67 / 255, 0.2627451), (127 / 255, 0.49803922), (4 / 255, 0.015686275), (1.0, 1)],
)
def test_a_share_of_a_colour_is_the_shortest_number_for_its_float(given, kept):
    """As the theme's own colours are written."""
    assert color({"red": given}) == {"red": kept}


@pytest.mark.parametrize(
    ("given", "kept"), [(0.5, 0.49803922), (0.3, 0.29803922), (0.999, 1), (0.0019, {})]
)
def test_a_share_of_a_colour_is_kept_in_steps_of_a_255th(given, kept):
    """The closest step, of two equally close ones the darker: 0.5 is 127/255, as users saw it."""
    assert color({"red": given}) == ({"red": kept} if kept else {})


def test_a_colour_that_was_read_and_written_again_is_the_same():
    """What the service gave back is one of its own steps."""
    kept = [color({"red": step / 255}) for step in range(256)]

    assert [color(once) for once in kept] == kept
    assert [round(once.get("red", 0) * 255) for once in kept] == list(range(256))


def test_a_sorted_formula_points_into_its_new_row(book):
    """What is relative goes along with the row."""
    lines = [
        {"values": [{"userEnteredValue": {"numberValue": n}}, {"userEnteredValue": {"formulaValue": f"=A{row}*2"}}]}
        for row, n in enumerate([3, 1, 2], 1)
    ]  # fmt: skip
    where = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 3}
    sort = {"sortRange": {"range": where, "sortSpecs": [{"dimensionIndex": 1}]}}
    batch.apply(book, [{"updateCells": {"start": {}, "rows": lines, "fields": "*"}}, sort])
    sheet = book.sheets[0]

    assert [sheet.cell(row, 0).value for row in range(3)] == [1, 2, 3]
    assert [sheet.cell(row, 1).formula for row in range(3)] == ["=A1*2", "=A2*2", "=A3*2"]
    assert [book.computed(sheet, row, 1) for row in range(3)] == [2, 4, 6]


def test_a_formula_sees_what_the_request_before_it_wrote(book):
    """A value is computed anew after every change, also within a batch."""
    formula = {"userEnteredValue": {"formulaValue": "=A1+1"}}
    start = {"start": {"columnIndex": 1}, "rows": [{"values": [formula]}], "fields": "*"}
    batch.apply(book, [{"updateCells": start}])
    assert book.computed(book.sheets[0], 0, 1) == 1

    value = {"userEnteredValue": {"numberValue": 41}}
    batch.apply(
        book, [{"updateCells": {"start": {}, "rows": [{"values": [value]}], "fields": "*"}}]
    )
    assert book.computed(book.sheets[0], 0, 1) == 42


def test_rows_that_move_next_to_themselves_stay(book):
    """Before the first or after the last of them."""
    lines = [{"values": [{"userEnteredValue": {"stringValue": c}}]} for c in "abcd"]
    batch.apply(book, [{"updateCells": {"start": {}, "rows": lines, "fields": "*"}}])
    for to in (1, 2, 3):
        source = {"dimension": "ROWS", "startIndex": 1, "endIndex": 3}
        batch.apply(book, [{"moveDimension": {"source": source, "destinationIndex": to}}])

    assert [book.sheets[0].cell(row, 0).value for row in range(4)] == list("abcd")
