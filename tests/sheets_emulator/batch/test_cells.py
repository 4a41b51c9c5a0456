"""Cells written by batch: append, fill, formats by mask, and what goes along with rows."""

from __future__ import annotations

from typing import Any

import pytest

from sheets_emulator import batch
from sheets_emulator.cell import EMPTY
from sheets_emulator.errors import ApiError

BOLD = {"userEnteredFormat": {"textFormat": {"bold": True}, "numberFormat": {"type": "TEXT"}}}


def text(value: str, **more: object) -> dict[str, Any]:
    """A CellData."""
    return {"userEnteredValue": {"stringValue": value}, **more}


def cells(sheet, column: int = 0) -> list[object]:
    """A column's values down to the last row kept."""
    return [sheet.cell(row, column).value for row in range(len(sheet.rows))]


def write(*lines: Any, row: int = 0, fields: str = "*") -> dict[str, Any]:
    """A request that writes rows of CellData."""
    rows = [{"values": line} for line in lines]
    return {"updateCells": {"start": {"rowIndex": row}, "rows": rows, "fields": fields}}


def append(*lines: list[dict[str, Any]], fields: str = "userEnteredValue") -> dict[str, Any]:
    """A request that appends rows of CellData."""
    rows = [{"values": line} for line in lines]
    return {"appendCells": {"sheetId": 0, "rows": rows, "fields": fields}}


def test_appended_rows_go_under_the_last_row_of_any_column(book):
    """Blank cells in the first column do not matter, unlike in values.append."""
    batch.apply(book, [write([text("a")], [{}, {}, text("c")])])
    batch.apply(book, [append([text("new")], [text("newer")])])

    assert cells(book.sheets[0]) == ["a", None, "new", "newer"]


def test_a_row_with_nothing_but_a_format_or_a_note_is_not_the_last(book):
    """An assumption: only values and formulas count."""
    batch.apply(book, [write([text("a")], [BOLD], [{"note": "n"}])])
    batch.apply(book, [append([text("b")])])

    assert cells(book.sheets[0])[:2] == ["a", "b"]
    assert book.sheets[0].cell(1, 0).format


def test_appending_grows_the_grid_when_it_is_full(book):
    """A thousand rows are full, one more comes."""
    batch.apply(book, [write([text("last")], row=999), append([text("next")])])

    assert (book.sheets[0].row_count, book.sheets[0].cell(1000, 0).value) == (1001, "next")


def test_two_appends_in_one_batch_do_not_meet(book):
    """The second one sees the first."""
    batch.apply(book, [append([text("a")]), append([text("b")])])

    assert cells(book.sheets[0]) == ["a", "b"]


def test_only_the_fields_that_are_meant_change(book):
    """A value is written under a format that stays."""
    batch.apply(book, [write([text("a", note="n", **BOLD)])])
    batch.apply(book, [write([text("b", note="lost")], fields="userEnteredValue")])
    cell = book.sheets[0].cell(0, 0)

    assert (cell.value, cell.note, cell.format["textFormat"]) == ("b", "n", {"bold": True})


def test_a_field_that_is_meant_and_not_given_is_emptied(book):
    """An empty CellData with the mask userEnteredValue blanks a cell."""
    batch.apply(book, [write([text("a", note="n")])])
    batch.apply(book, [write([{}], fields="userEnteredValue")])

    assert (book.sheets[0].cell(0, 0).value, book.sheets[0].cell(0, 0).note) == (None, "n")


def test_a_mask_reaches_into_a_format(book):
    """One part of the format changes, the other stays."""
    batch.apply(book, [write([BOLD])])
    red = {"userEnteredFormat": {"backgroundColor": {"red": 1}}}
    batch.apply(book, [write([red], fields="userEnteredFormat.backgroundColor")])
    kept = book.sheets[0].cell(0, 0).format

    assert kept["textFormat"] == {"bold": True}
    assert kept["backgroundColorStyle"] == {"rgbColor": {"red": 1}}


def test_a_range_is_filled_and_its_rest_emptied(book):
    """UpdateCells into a range."""
    batch.apply(book, [write(*[[text(c), text(c)] for c in "abc"])])
    where = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}  # fmt: skip
    rows = [{"values": [text("x")]}]
    batch.apply(
        book, [{"updateCells": {"range": where, "rows": rows, "fields": "userEnteredValue"}}]
    )

    assert (cells(book.sheets[0]), cells(book.sheets[0], 1)) == (
        ["x", None, "c"],
        [None, None, "c"],
    )


def test_writing_beyond_the_grid_is_refused_in_googles_words(book):
    """With the first row that is too many."""
    with pytest.raises(ApiError) as refused:
        batch.apply(book, [write([text("a")], [text("b")], row=999)])

    assert refused.value.message == (
        "Invalid requests[0].updateCells: Attempting to write row: 1000, beyond the last requested "
        "row of: 999"
    )


def test_a_mask_has_to_be_given(book):
    """No update without one."""
    with pytest.raises(ApiError, match="At least one field must be listed in 'fields'"):
        batch.apply(book, [write([text("a")], fields="")])


def test_formats_notes_and_rules_move_with_their_rows(book):
    """Insert above, delete above, move: what a cell has stays with it."""
    rule = {"condition": {"type": "BOOLEAN"}}
    marked = text("m", note="n", dataValidation=rule, **BOLD)
    batch.apply(book, [write([text("a")], [text("b")], [marked])])
    cell = book.sheets[0].cell(2, 0)
    rows = {"sheetId": 0, "dimension": "ROWS"}

    batch.apply(book, [{"insertDimension": {"range": {**rows, "startIndex": 1, "endIndex": 3}}}])
    assert book.sheets[0].cell(4, 0) == cell
    batch.apply(book, [{"deleteDimension": {"range": {**rows, "startIndex": 0, "endIndex": 1}}}])
    assert book.sheets[0].cell(3, 0) == cell
    source = {**rows, "startIndex": 3, "endIndex": 4}
    batch.apply(book, [{"moveDimension": {"source": source, "destinationIndex": 0}}])
    assert book.sheets[0].cell(0, 0) == cell


def test_formulas_follow_what_they_point_at(book):
    """References move with inserted rows, and become #REF! when their cell is deleted."""
    formulas = ["=A3", "=SUM(A2:A4)", "=$A$1"]
    line: list[dict[str, Any]] = [{"userEnteredValue": {"formulaValue": f}} for f in formulas]
    batch.apply(book, [write([text("a")], [text("b")], [text("c")], [{}, *line])])
    rows = {"sheetId": 0, "dimension": "ROWS"}
    batch.apply(book, [{"insertDimension": {"range": {**rows, "startIndex": 2, "endIndex": 3}}}])

    found = [book.sheets[0].cell(4, column).formula for column in (1, 2, 3)]
    assert found == ["=A4", "=SUM(A2:A5)", "=$A$1"]

    batch.apply(book, [{"deleteDimension": {"range": {**rows, "startIndex": 3, "endIndex": 4}}}])

    found = [book.sheets[0].cell(3, column).formula for column in (1, 2, 3)]
    assert found == ["=#REF!", "=SUM(A2:A4)", "=$A$1"]


def test_a_copied_formula_points_as_far_away_as_before(book):
    """CopyPaste shifts what is relative; what is cut points where it pointed."""
    batch.apply(book, [write([{"userEnteredValue": {"formulaValue": "=B1+$C$1"}}])])
    source = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}  # fmt: skip
    below = {**source, "startRowIndex": 1, "endRowIndex": 3}
    batch.apply(book, [{"copyPaste": {"source": source, "destination": below}}])
    batch.apply(book, [{"cutPaste": {"source": source, "destination": {"rowIndex": 5}}}])

    formulas = [book.sheets[0].cell(row, 0).formula for row in range(6)]
    assert formulas == [None, "=B2+$C$1", "=B3+$C$1", None, None, "=B1+$C$1"]


def test_a_renamed_sheet_is_renamed_in_formulas_and_a_deleted_one_is_gone(book):
    """References by title follow the title."""
    batch.apply(book, [{"addSheet": {"properties": {"sheetId": 7, "title": "PO log"}}}])
    batch.apply(book, [write([{"userEnteredValue": {"formulaValue": "='PO log'!B2*2"}}])])
    title = {"properties": {"sheetId": 7, "title": "Orders"}, "fields": "title"}
    batch.apply(book, [{"updateSheetProperties": title}])
    assert book.sheets[0].cell(0, 0).formula == "=Orders!B2*2"

    batch.apply(book, [{"deleteSheet": {"sheetId": 7}}])
    assert book.sheets[0].cell(0, 0).formula == "=#REF!*2"


def test_sorting_moves_notes_and_formats_and_puts_blanks_last(book):
    """In either direction."""
    lines = [
        [text("b", note="of b")],
        [{}],
        [{"userEnteredValue": {"numberValue": 3}}],
        [text("A")],
    ]
    batch.apply(book, [write(*lines)])
    where = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 4}
    for order, expected in (("ASCENDING", [3, "A", "b"]), ("DESCENDING", ["b", "A", 3])):
        specs = [{"dimensionIndex": 0, "sortOrder": order}]
        batch.apply(book, [{"sortRange": {"range": where, "sortSpecs": specs}}])
        kept = cells(book.sheets[0])

        assert [kept[n] for n in range(3)] == expected
        assert book.sheets[0].cell(kept.index("b"), 0).note == "of b"


def test_merging_keeps_the_first_value_only_and_cannot_cut_a_merge(book):
    """As the service does."""
    batch.apply(book, [write([text("a"), text("b")], [text("c"), text("d")])])
    whole = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}  # fmt: skip
    batch.apply(book, [{"mergeCells": {"range": whole, "mergeType": "MERGE_ALL"}}])

    assert (cells(book.sheets[0]), cells(book.sheets[0], 1)) == (["a", None], [None, None])
    with pytest.raises(ApiError, match="You must select all cells in a merged range"):
        batch.apply(book, [{"unmergeCells": {"range": {**whole, "endRowIndex": 1}}}])


@pytest.mark.parametrize(
    ("kind", "body", "message"),
    [
        ("deleteDimension", {"startIndex": 999, "endIndex": 1001}, "Cannot delete a row that doesn't exist. Tried to delete row index 1000 but there are only 1000 rows."),
        ("deleteDimension", {"startIndex": 0, "endIndex": 1000}, "You can't delete all the rows on the sheet."),
        ("insertDimension", {"startIndex": -1, "endIndex": 1}, "DimensionRange indexes must be >= 0"),
        ("insertDimension", {"startIndex": 1000, "endIndex": 1001}, "range.startIndex must be less than the grid size (1000) if inheritFromBefore is false."),
    ],
)  # fmt: skip
def test_rows_that_are_not_there_are_refused_in_googles_words(book, kind, body, message):
    """As far as its wording is known."""
    with pytest.raises(ApiError) as refused:
        batch.apply(book, [{kind: {"range": {"sheetId": 0, "dimension": "ROWS", **body}}}])

    assert refused.value.message == f"Invalid requests[0].{kind}: {message}"


def test_a_moved_row_lands_before_the_one_that_was_named(book):
    """DestinationIndex counts the rows as they stood."""
    batch.apply(book, [write(*[[text(c)] for c in "abcde"])])
    source = {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}
    batch.apply(book, [{"moveDimension": {"source": source, "destinationIndex": 4}}])

    assert cells(book.sheets[0]) == ["c", "d", "a", "b", "e"]


def test_what_points_at_cells_that_were_cut_finds_them_on_the_other_sheet(book):
    """And a formula that was cut still finds what it left behind."""

    def formula(text: str) -> dict[str, Any]:
        return {"userEnteredValue": {"formulaValue": text}}

    batch.apply(book, [{"addSheet": {"properties": {"sheetId": 7, "title": "PO log"}}}])
    batch.apply(book, [write([text("kept"), formula("=C1*2"), {"userEnteredValue": {"numberValue": 5}}])])  # fmt: skip
    batch.apply(book, [write([formula("=B1+C1")], row=8)])
    source = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 2}  # fmt: skip
    there = {"sheetId": 7, "rowIndex": 3, "columnIndex": 0}

    batch.apply(book, [{"cutPaste": {"source": source, "destination": there}}])

    first, log = book.sheets
    assert first.cell(0, 1) == EMPTY
    assert log.cell(3, 0).formula == "=Sheet1!C1*2"
    assert first.cell(8, 0).formula == "='PO log'!A4+C1"
    assert book.computed(first, 8, 0) == 15
