"""spreadsheets.get: properties, cells by range, masks, and what a batch answers with."""

from __future__ import annotations

import pytest

from sheets_emulator import batch
from sheets_emulator.errors import ApiError

WORDS = [[{"userEnteredValue": {"stringValue": c}}] for c in "abc"]


@pytest.fixture
def written(book):
    """A, b, c in the first column, a formula beside, and a second sheet."""
    formula = {"userEnteredValue": {"formulaValue": "=1/0"}, "note": "n"}
    rows = [{"values": [*WORDS[0], formula]}, *({"values": w} for w in WORDS[1:])]
    requests = [
        {"updateCells": {"start": {}, "rows": rows, "fields": "*"}},
        {"addSheet": {"properties": {"sheetId": 7, "title": "PO log"}}},
    ]
    batch.apply(book, requests)
    return book


def get(call, book, **query):
    """The spreadsheet."""
    return call("GET", f"/v4/spreadsheets/{book.id}", **query)


def test_without_cells_there_is_no_data(call, written):
    """The default."""
    assert "data" not in get(call, written)["sheets"][0]


def test_cells_come_with_value_format_and_text(call, written):
    """What was entered beside what it became."""
    answer = get(call, written, includeGridData="true", ranges="Sheet1!B1")
    (part,) = answer["sheets"][0]["data"]
    (cell,) = part["rowData"][0]["values"]

    assert (part["startColumn"], "startRow" in part) == (1, False)
    assert cell["userEnteredValue"] == {"formulaValue": "=1/0"}
    assert cell["effectiveValue"]["errorValue"]["type"] == "DIVIDE_BY_ZERO"
    assert (cell["formattedValue"], cell["note"]) == ("#DIV/0!", "n")
    assert cell["effectiveFormat"]["textFormat"]["fontSize"] == 10


def test_only_the_sheets_of_the_ranges_are_shown(call, written):
    """Each range is a piece of data of its own."""
    answer = get(call, written, ranges=["Sheet1!A1", "Sheet1!A3"], includeGridData="true")

    assert [s["properties"]["title"] for s in answer["sheets"]] == ["Sheet1"]
    assert [p["rowData"][0]["values"][0]["formattedValue"] for p in answer["sheets"][0]["data"]] == ["a", "c"]  # fmt: skip


def test_a_mask_decides_whether_cells_are_shown(call, written):
    """Whatever includeGridData says."""
    assert get(call, written, fields="sheets.properties.title", includeGridData="true") == {
        "sheets": [{"properties": {"title": "Sheet1"}}, {"properties": {"title": "PO log"}}]
    }
    answer = get(call, written, fields="sheets(data/rowData/values/note)", ranges="A1:B9")
    assert answer == {"sheets": [{"data": [{"rowData": [{"values": [{}, {"note": "n"}]}, {"values": [{}]}, {"values": [{}]}]}]}]}  # fmt: skip


def test_a_mask_that_is_none_is_refused(call, written):
    """400."""
    call("GET", f"/v4/spreadsheets/{written.id}", fields="sheets(", status=400)


def test_a_batch_answers_with_the_spreadsheet_when_asked(call, written):
    """includeSpreadsheetInResponse, with cells of the ranges asked for."""
    body = {
        "requests": [{"findReplace": {"find": "a", "replacement": "z", "allSheets": True}}],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["Sheet1!A1"],
        "responseIncludeGridData": True,
    }
    answer = call("POST", f"/v4/spreadsheets/{written.id}:batchUpdate", body)
    cell = answer["updatedSpreadsheet"]["sheets"][0]["data"][0]["rowData"][0]["values"][0]

    assert answer["replies"][0]["findReplace"]["occurrencesChanged"] == 1
    assert cell["formattedValue"] == "z"


def test_a_spreadsheet_is_created_with_sheets_and_cells(call):
    """spreadsheets.create."""
    rows = [{"values": WORDS[0]}]
    sheet = {"properties": {"title": "Log"}, "data": [{"startRow": 2, "rowData": rows}]}
    made = call("POST", "/v4/spreadsheets", {"properties": {"title": "T"}, "sheets": [sheet]})
    values = call("GET", f"/v4/spreadsheets/{made['spreadsheetId']}/values/Log")["values"]

    assert (made["properties"]["title"], made["sheets"][0]["properties"]["title"]) == ("T", "Log")
    assert values == [[], [], ["a"]]


def test_a_file_that_cannot_be_made_whole_is_not_made(call, service):
    """Nothing is left behind."""
    sheets = [{"properties": {"title": "Log"}}, {"properties": {"title": "log"}}]
    call("POST", "/v4/spreadsheets", {"sheets": sheets}, status=400)

    assert not service.drive.files


def test_drive_tells_what_changed(call, written):
    """The version rises with a change and not with a reading."""
    path = f"/drive/v3/files/{written.id}"

    def version() -> int:
        return int(call("GET", path, fields="id,version")["version"])

    before = version()
    get(call, written)
    assert version() == before
    body = {"values": [["x"]]}
    call("PUT", f"/v4/spreadsheets/{written.id}/values/A1", body, valueInputOption="RAW")
    assert version() == before + 1


def test_a_refused_batch_is_no_change_for_drive(call, written):
    """Nor its time."""
    path = f"/drive/v3/files/{written.id}"
    fields = "version,modifiedTime"
    before = call("GET", path, fields=fields)
    requests = [*[{"clearBasicFilter": {"sheetId": 0}}], {"deleteSheet": {"sheetId": 99}}]
    call("POST", f"/v4/spreadsheets/{written.id}:batchUpdate", {"requests": requests}, status=400)

    assert before == call("GET", path, fields=fields)


def test_files_are_found_by_name_page_by_page(call, service):
    """The last changed first, two at a time."""
    service.clock.stop()
    for name in ("Costs 1", "Costs 2", "Ledger", "Costs 3"):
        service.drive.create(name)
        service.clock.step(1)
    query = 'mimeType="application/vnd.google-apps.spreadsheet" and name contains "costs" and trashed = false'  # fmt: skip
    first = call("GET", "/drive/v3/files", q=query, pageSize=2)
    second = call("GET", "/drive/v3/files", q=query, pageSize=2, pageToken=first["nextPageToken"])
    names = [one["name"] for one in first["files"] + second["files"]]

    assert (names, "nextPageToken" in second) == (["Costs 3", "Costs 2", "Costs 1"], False)


def test_a_search_that_is_not_understood_is_refused(call):
    """By its text, rather than finding everything."""
    call("GET", "/drive/v3/files", q="starred = true", status=400)
    call("GET", "/drive/v3/files", q="nonsense", status=400)


@pytest.mark.parametrize("title", ["Log", "LOG", ""])
def test_a_title_is_there_once_and_is_never_empty(written, title):
    """Whatever its case."""
    batch.apply(written, [{"addSheet": {"properties": {"title": "log"}}}])
    change = {"properties": {"sheetId": 0, "title": title}, "fields": "title"}
    with pytest.raises(ApiError):
        batch.apply(written, [{"updateSheetProperties": change}])


@pytest.mark.parametrize(
    ("index", "order"),
    [(0, "cab"), (1, "acb"), (2, "abc"), (3, "abc")],
)
def test_a_tab_moves_to_an_index_that_counts_the_tabs_as_they_stood(book, index, order):
    """As Google documents it: the own index and the next one change nothing."""
    titles = [
        {"addSheet": {"properties": {"title": t, "sheetId": n}}} for n, t in enumerate("bc", 1)
    ]
    title = {"properties": {"sheetId": 0, "title": "a"}, "fields": "title"}
    move = {"properties": {"sheetId": 2, "index": index}, "fields": "index"}
    batch.apply(book, [*titles, {"updateSheetProperties": title}, {"updateSheetProperties": move}])

    assert [sheet.title for sheet in book.sheets] == list(order)


def test_rows_that_are_inserted_or_deleted_above_the_freeze_move_it(book):
    """Two frozen rows, then four, then one."""
    frozen = {"properties": {"sheetId": 0, "gridProperties": {"frozenRowCount": 2}}, "fields": "gridProperties.frozenRowCount"}  # fmt: skip
    rows = {"sheetId": 0, "dimension": "ROWS"}
    insert = {"insertDimension": {"range": {**rows, "startIndex": 1, "endIndex": 3}}}
    delete = {"deleteDimension": {"range": {**rows, "startIndex": 0, "endIndex": 3}}}
    batch.apply(book, [{"updateSheetProperties": frozen}, insert])
    assert book.sheets[0].properties["gridProperties"]["frozenRowCount"] == 4
    batch.apply(book, [delete])
    assert book.sheets[0].properties["gridProperties"]["frozenRowCount"] == 1
