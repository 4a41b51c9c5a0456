"""spreadsheets.values: reading, writing, clearing, appending."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_emulator import batch, calls
from sheets_emulator.cell import Cell
from sheets_emulator.dump import dumped
from sheets_emulator.emulator import assembled
from sheets_emulator.errors import ApiError


@pytest.fixture
def values(call, book):
    """Sends a values call about the spreadsheet: method, what follows `/values`, body, options."""

    def send(method, rest, body=None, **options):
        return call(method, f"/v4/spreadsheets/{book.id}/values{rest}", body, **options)

    return send


def put(values, where: str, rows: Any, option: str = "RAW", **more: object):
    """values.update."""
    return values("PUT", f"/{where}", {"values": rows}, valueInputOption=option, **more)


def test_what_is_read_ends_at_the_last_filled_row_and_column(values):
    """Trailing blanks are dropped, blanks between are kept."""
    put(values, "A1:D4", [["a", "", "", ""], ["", "", "", ""], ["", "b", "", ""], ["", "", "", ""]])
    answer = values("GET", "/A1:D4")

    assert answer["values"] == [["a"], [], ["", "b"]]


def test_a_range_of_nothing_has_no_values_at_all(values):
    """The key is left out."""
    assert values("GET", "/A1:B2") == {"range": "Sheet1!A1:B2", "majorDimension": "ROWS"}


def test_null_skips_a_cell_and_a_blank_text_empties_it(values):
    """Two ways of writing nothing."""
    put(values, "A1:C1", [["a", "b", "c"]])
    answer = put(values, "A1:C1", [[None, "", "z"]])

    assert answer["updatedCells"] == 2
    assert values("GET", "/A1:C1")["values"] == [["a", "", "z"]]


def test_raw_keeps_text_as_text_and_user_entered_reads_it(values):
    """`0042` stays, or becomes 42."""
    put(values, "A1", [["0042", "=1+1", "TRUE"]])
    put(values, "A2", [["0042", "=1+1", "TRUE"]], "USER_ENTERED")
    answer = values("GET", "/A1:C2", valueRenderOption="UNFORMATTED_VALUE")

    assert answer["values"] == [["0042", "=1+1", "TRUE"], [42, 2, True]]


def test_formula_rendering_cannot_tell_a_formula_from_its_text(values):
    """The assumption that the sync's second read rests on."""
    put(values, "A1", [["=1"]])
    put(values, "B1", [["=1"]], "USER_ENTERED")

    assert values("GET", "/A1:B1", valueRenderOption="FORMULA")["values"] == [["=1", "=1"]]


def test_clearing_keeps_formats_notes_and_rules(values, book):
    """Only what was entered goes."""
    style, rule = {"textFormat": {"bold": True}}, {"condition": {"type": "BOOLEAN"}}
    book.sheets[0].replace_row(0, {0: Cell("x", None, style, "seen", rule), 1: Cell("y")})
    answer = values("POST", "/A1:B1:clear", {})

    assert answer["clearedRange"] == "Sheet1!A1:B1"
    assert book.sheets[0].row(0) == {0: Cell(None, None, style, "seen", rule)}


def test_clearing_by_batch_does_the_same(values, book):
    """All ranges, the rest untouched."""
    put(values, "A1:C1", [["a", "b", "c"]])
    values("POST", ":batchClear", {"ranges": ["A1", "C1"]})

    assert list(book.sheets[0].row(0)) == [1]


def test_a_range_that_starts_outside_the_grid_is_refused(values):
    """With the size of the grid, as Google words it."""
    answer = values("GET", "/A1001:B1002", status=400)
    message = "Range (Sheet1!A1001:B1002) exceeds grid limits. Max rows: 1000, max columns: 26"

    assert answer["error"] == {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}


@pytest.mark.parametrize("text", ["nowhere", "Sheet9!A1", "A0", "A1:", "1", ":B2"])
def test_a_range_that_is_none_is_refused(values, text):
    """By its own text."""
    assert values("GET", f"/{text}", status=400)["error"]["message"] == (
        f"Unable to parse range: {text}"
    )


def test_more_values_than_the_range_has_room_for_are_refused(values, book):
    """And nothing is written."""
    before = dumped(book)
    answer = put(values, "A1:B1", [["a", "b"], ["c"]], status=400)

    assert answer["error"]["message"] == (
        "Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]"
    )
    assert before == dumped(book)


def test_what_does_not_fit_from_one_cell_on_makes_the_grid_grow(values, book):
    """The last row and one more."""
    put(values, "A1000", [["a"], ["b"]])

    assert book.sheets[0].row_count == 1001


def test_an_option_has_to_be_given_for_writing(values):
    """RAW or USER_ENTERED."""
    answer = values("PUT", "/A1", {"values": [["a"]]}, status=400)

    assert answer["error"]["message"] == "'valueInputOption' is required but not specified"


def test_values_that_are_no_list_are_refused_in_googles_words(values):
    """As recorded."""
    answer = put(values, "A1", "X", status=400)

    assert answer["error"]["message"] == (
        "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\""
    )


def test_values_by_batch_are_all_written_or_none(values, book):
    """An assumption of the emulator; and the part that was refused is named."""
    before = dumped(book)
    data = [{"range": "A1", "values": [["a"]]}, {"range": "nowhere", "values": [["b"]]}]
    answer = values("POST", ":batchUpdate", {"valueInputOption": "RAW", "data": data}, status=400)

    assert answer["error"]["message"] == "Invalid data[1]: Unable to parse range: nowhere"
    assert before == dumped(book)


def test_values_come_back_by_columns_when_asked(values):
    """And are taken so."""
    body = {"values": [["a", "b"], ["c"]], "majorDimension": "COLUMNS"}
    values("PUT", "/A1", body, valueInputOption="RAW")

    assert values("GET", "/A1:B2")["values"] == [["a", "c"], ["b"]]
    assert values("GET", "/A1:B2", majorDimension="COLUMNS")["values"] == [["a", "b"], ["c"]]


def test_a_named_range_is_a_range(values, book):
    """Alone, or behind a sheet's title."""
    put(values, "A1:B2", [["a", "b"], ["c", "d"]])
    where = {"startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
    batch.apply(book, [{"addNamedRange": {"namedRange": {"name": "Second", "range": where}}}])

    assert values("GET", "/Second")["values"] == [["c", "d"]]
    assert values("GET", "/'Sheet1'!second")["range"] == "Sheet1!A2:B2"


def test_a_text_longer_than_a_cell_may_be_is_refused(values):
    """50,000 characters."""
    put(values, "A1", [["x" * 50_000]])
    answer = put(values, "A1", [["x" * 50_001]], status=400)

    assert "50000 characters" in answer["error"]["message"]


def append(values, where: str, rows: Any, **more: object):
    """values.append."""
    return values("POST", f"/{where}:append", {"values": rows}, valueInputOption="RAW", **more)


def test_an_append_after_a_gap_goes_under_the_last_block(values):
    """As recorded: after `["1", "", "3"]` the next row goes to C2:E2."""
    append(values, "Sheet1", [["1", "", "3"]])
    answer = append(values, "Sheet1", [["1", "", "3"]])

    assert answer["tableRange"] == "Sheet1!C1"
    assert answer["updates"]["updatedRange"] == "Sheet1!C2:E2"


def test_an_append_to_an_empty_sheet_starts_where_the_range_does(values):
    """And names no table."""
    answer = append(values, "B3", [["a"]])

    assert "tableRange" not in answer
    assert answer["updates"]["updatedRange"] == "Sheet1!B3"


def test_an_append_may_insert_rows_before_what_stands_below(values):
    """INSERT_ROWS moves what OVERWRITE would overwrite."""
    put(values, "A1:A4", [["a"], ["b"], [""], ["below"]])
    append(values, "A1", [["c"], ["d"]], insertDataOption="INSERT_ROWS")

    assert values("GET", "/A1:A6")["values"] == [["a"], ["b"], ["c"], ["d"], [], ["below"]]


def test_an_append_grows_the_grid(values, book):
    """Below the last row."""
    put(values, "A1000", [["last"]])
    append(values, "A1000", [["next"]])

    assert book.sheets[0].row_count == 1001


def test_a_spreadsheet_has_ten_million_cells_at_most(values, book):
    """A batch or a value that asks for more is refused, and nothing has grown."""
    batch.apply(book, [{"appendDimension": {"dimension": "ROWS", "length": 380_000}}])
    before = dumped(book)
    with pytest.raises(ApiError, match="above the limit of 10000000 cells"):
        batch.apply(book, [{"appendDimension": {"dimension": "ROWS", "length": 9_000}}])
    put(values, "A381000", [["x"]] * 9_000, status=400)

    assert before == dumped(book)


cells = st.one_of(st.text(max_size=5), st.integers(-10, 10), st.booleans(), st.floats(-9, 9))


@given(st.lists(st.lists(cells, max_size=5), max_size=5))
def test_what_is_written_raw_is_read_back(rows):
    """Texts as texts, numbers as numbers; only blanks at the ends are lost."""
    service = assembled(seed=1)
    book = service.drive.create("t").book
    query = {"valueInputOption": ["RAW"], "valueRenderOption": ["UNFORMATTED_VALUE"]}
    calls.values_update(book, "A1", query, {"values": rows})
    read = calls.values_get(book, "A1:Z99", query).get("values", [])

    def trimmed(lines):
        lines = [list(line) for line in lines]
        for line in lines:
            while line and line[-1] == "":
                line.pop()
        while lines and not lines[-1]:
            lines.pop()
        return lines

    assert trimmed(rows) == read
    assert [[type(v) is bool for v in line] for line in trimmed(rows)] == [
        [type(v) is bool for v in line] for line in read
    ]
