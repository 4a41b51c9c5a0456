"""Developer metadata and data filters: no recording has them, and the sync leans on them most."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_emulator import batch
from sheets_emulator.dump import dumped
from sheets_emulator.emulator import assembled
from sheets_emulator.errors import ApiError


def row(index: int, sheet: int = 0) -> dict[str, Any]:
    """The location of a row."""
    where = {"sheetId": sheet, "dimension": "ROWS", "startIndex": index, "endIndex": index + 1}
    return {"dimensionRange": where}


def tag(key: str, location: dict[str, Any], value: str = "v", **more: object) -> dict[str, Any]:
    """A request that creates a piece of metadata."""
    given = {"metadataKey": key, "metadataValue": value, "visibility": "DOCUMENT", **more}
    return {"createDeveloperMetadata": {"developerMetadata": {**given, "location": location}}}


def rows_of(book, key="tag") -> list[int]:
    """The rows that carry this key."""
    return sorted(item.index for item in book.metadata.values() if item.key == key)


def write(sheet: int, top: int, texts: list[str]) -> dict[str, Any]:
    """A request that writes texts one below the other."""
    rows = [{"values": [{"userEnteredValue": {"stringValue": t}}]} for t in texts]
    start = {"sheetId": sheet, "rowIndex": top}
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def test_a_given_id_is_the_pieces_id(book):
    """What is asked for comes back, with its location."""
    (reply,) = batch.apply(book, [tag("commit", {"spreadsheet": True}, metadataId=1_000_001)])

    assert reply["createDeveloperMetadata"]["developerMetadata"] == {
        "metadataId": 1_000_001,
        "metadataKey": "commit",
        "metadataValue": "v",
        "location": {"locationType": "SPREADSHEET", "spreadsheet": True},
        "visibility": "DOCUMENT",
    }


def test_an_id_in_use_fails_the_whole_batch(book):
    """The second batch of one generation writes nothing: compare-and-swap."""
    marker = tag("commit", {"spreadsheet": True}, "mine", metadataId=5)
    batch.apply(book, [marker, write(0, 0, ["first"])])
    before = dumped(book)

    with pytest.raises(ApiError, match=r"requests\[1\].createDeveloperMetadata: .*5 already"):
        batch.apply(book, [write(0, 0, ["second"]), marker, write(0, 5, ["third"])])

    assert before == dumped(book)


def test_one_batch_cannot_use_an_id_twice(book):
    """Nor within one batch."""
    marker = tag("commit", {"spreadsheet": True}, metadataId=5)
    with pytest.raises(ApiError, match="already exists"):
        batch.apply(book, [marker, marker])

    assert book.metadata == {}


@pytest.mark.parametrize("bad", [0, -1, 2**31, True, "5"])
def test_an_id_is_a_positive_number_of_31_bits(book, bad):
    """Anything else is refused."""
    with pytest.raises(ApiError, match="metadataId"):
        batch.apply(book, [tag("commit", {"spreadsheet": True}, metadataId=bad)])


def test_an_id_is_free_again_after_its_piece_was_deleted(book):
    """Deleting gives the id back."""
    marker = tag("commit", {"spreadsheet": True}, metadataId=5)
    gone = {
        "deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": 5}}}
    }
    batch.apply(book, [marker, gone, marker])

    assert list(book.metadata) == [5]


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ({}, "location"),
        ({"dimensionRange": {"dimension": "ROWS", "startIndex": 1, "endIndex": 3}}, "single row"),
        ({"dimensionRange": {"dimension": "ROWS", "startIndex": 1}}, "single row"),
        ({"dimensionRange": {"startIndex": 1, "endIndex": 2}}, "dimension"),
        ({"sheetId": 99}, "No grid with id: 99"),
        (row(1000), "after last row"),
    ],
)
def test_metadata_needs_a_place_that_is_there(book, location, message):
    """One row, one column, a sheet or the spreadsheet; nothing else."""
    with pytest.raises(ApiError, match=message):
        batch.apply(book, [tag("tag", location)])


def test_metadata_needs_a_key_and_a_visibility(book):
    """Both have to be given."""
    for missing in ("metadataKey", "visibility"):
        request = tag("tag", row(1))
        del request["createDeveloperMetadata"]["developerMetadata"][missing]
        with pytest.raises(ApiError, match=missing):
            batch.apply(book, [request])


def shift(kind: str, **body: object) -> dict[str, Any]:
    """A request on rows of the first sheet."""
    return {kind: body}


def rows(start: int, end: int) -> dict[str, Any]:
    """A DimensionRange of rows."""
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def test_row_metadata_goes_down_with_its_row_when_rows_are_inserted_above(book):
    """It stays with its row, not with its number."""
    batch.apply(book, [tag("tag", row(2)), tag("tag", row(8))])
    batch.apply(book, [shift("insertDimension", range=rows(5, 7))])

    assert rows_of(book) == [2, 10]


def test_row_metadata_goes_with_a_deleted_row(book):
    """What stood on it is gone, what stood below goes up."""
    batch.apply(book, [tag("tag", row(2)), tag("tag", row(4)), tag("tag", row(8))])
    batch.apply(book, [shift("deleteDimension", range=rows(3, 6))])

    assert rows_of(book) == [2, 5]


def test_row_metadata_follows_a_moved_row(book):
    """A moved row takes its tags along; those between make room."""
    batch.apply(book, [tag("moved", row(2)), tag("between", row(4)), tag("above", row(1))])
    batch.apply(book, [shift("moveDimension", source=rows(2, 3), destinationIndex=6)])

    assert tuple(rows_of(book, k) for k in ("moved", "between", "above")) == ([5], [3], [1])


def test_row_metadata_stays_put_under_a_sort(book):
    """The assumption: cells are sorted, rows are not."""
    batch.apply(book, [write(0, 0, ["c", "a", "b"]), tag("tag", row(0))])
    where = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 3}
    batch.apply(book, [{"sortRange": {"range": where, "sortSpecs": [{"dimensionIndex": 0}]}}])

    assert rows_of(book) == [0]
    assert [book.sheets[0].cell(n, 0).value for n in range(3)] == ["a", "b", "c"]


def test_metadata_of_another_sheet_stays_where_it_is(book):
    """A shift concerns its own sheet only."""
    batch.apply(book, [{"addSheet": {"properties": {"sheetId": 7}}}, tag("tag", row(4, 7))])
    batch.apply(book, [tag("own", row(8)), shift("deleteDimension", range=rows(0, 6))])

    assert (rows_of(book), rows_of(book, "own")) == ([4], [2])


def test_metadata_goes_with_its_sheet(book):
    """Deleting a sheet deletes what is tied to it, and nothing else."""
    requests = [{"addSheet": {"properties": {"sheetId": 7}}}, tag("gone", row(4, 7))]
    batch.apply(book, [*requests, tag("gone", {"sheetId": 7}), tag("stays", {"sheetId": 0})])
    batch.apply(book, [{"deleteSheet": {"sheetId": 7}}])

    assert [item.key for item in book.metadata.values()] == ["stays"]


@given(st.lists(st.tuples(st.sampled_from("idm"), st.integers(0, 30), st.integers(1, 5), st.integers(0, 30)), max_size=8))  # fmt: skip
def test_a_tag_is_always_on_the_row_whose_text_it_carries(moves):
    """After whatever inserts, deletes and moves, each tag's value is its row's text."""
    book = assembled(seed=1).drive.create("t").book
    texts = [f"r{n}" for n in range(30)]
    tags = [tag("tag", row(n), text) for n, text in enumerate(texts)]
    batch.apply(book, [write(0, 0, texts), *tags])
    for kind, start, count, to in moves:
        request = {
            "i": shift("insertDimension", range=rows(start, start + count)),
            "d": shift("deleteDimension", range=rows(start, start + count)),
            "m": shift("moveDimension", source=rows(start, start + count), destinationIndex=to),
        }[kind]
        batch.apply(book, [request])

    sheet = book.sheets[0]
    on_sheet = {i: c[0].value for i, c in enumerate(sheet.rows) if 0 in c}
    assert on_sheet == {item.index: item.value for item in book.metadata.values()}


# ---- looking it up ------------------------------------------------------------------------------
def search(call, book, *filters: dict[str, Any]) -> list[Any]:
    """The matched pieces of developerMetadata:search."""
    path = f"/v4/spreadsheets/{book.id}/developerMetadata:search"
    answer = call("POST", path, {"dataFilters": list(filters)})
    return list(answer.get("matchedDeveloperMetadata", []))


@pytest.fixture
def tagged(book):
    """A spreadsheet with metadata in every kind of place."""
    batch.apply(
        book,
        [
            {"addSheet": {"properties": {"sheetId": 7, "title": "PO log"}}},
            write(0, 0, ["one", "two", "three", "four"]),
            tag("row", row(1), "a", metadataId=1),
            tag("row", row(3), "b", metadataId=2),
            tag("column", {"dimensionRange": {**rows(2, 3), "dimension": "COLUMNS"}}, metadataId=3),
            tag("sheet", {"sheetId": 7}, metadataId=4),
            tag("file", {"spreadsheet": True}, metadataId=5, visibility="PROJECT"),
            tag("row", row(1, 7), "a", metadataId=6),
        ],
    )
    return book


@pytest.mark.parametrize(
    ("lookup", "ids"),
    [
        ({"metadataId": 2}, [2]),
        ({"metadataId": 99}, []),
        ({"metadataKey": "row"}, [1, 2, 6]),
        ({"metadataKey": "row", "metadataValue": "a"}, [1, 6]),
        ({"metadataKey": "row", "metadataId": 3}, []),
        ({"visibility": "PROJECT"}, [5]),
        ({"locationType": "ROW"}, [1, 2, 6]),
        ({"locationType": "SHEET"}, [4]),
        ({"metadataLocation": row(1)}, [1]),
        ({"metadataLocation": {"sheetId": 7}, "locationMatchingStrategy": "EXACT_LOCATION"}, [4]),
        ({"metadataLocation": {"sheetId": 7}, "locationMatchingStrategy": "INTERSECTING_LOCATION"}, [4, 5, 6]),
    ],
)  # fmt: skip
def test_a_lookup_finds_what_agrees_in_every_field(tagged, call, lookup, ids):
    """All fields that are given must agree; those that are not do not count."""
    found = search(call, tagged, {"developerMetadataLookup": lookup})

    assert ids == [match["developerMetadata"]["metadataId"] for match in found]


def test_a_lookup_for_nothing_is_refused(tagged, call):
    """It would find everything, which nobody means."""
    path = f"/v4/spreadsheets/{tagged.id}/developerMetadata:search"
    call("POST", path, {"dataFilters": [{"developerMetadataLookup": {}}]}, status=400)
    call("POST", path, {}, status=400)


def test_a_piece_that_two_filters_find_comes_once_with_both(tagged, call):
    """So that the asker knows why."""
    first = {"developerMetadataLookup": {"metadataId": 1}}
    second = {"developerMetadataLookup": {"metadataValue": "a"}}
    found = search(call, tagged, first, second)

    assert [first, second] == found[0]["dataFilters"]
    assert [match["developerMetadata"]["metadataId"] for match in found] == [1, 6]


def test_metadata_is_found_by_its_range_too(tagged, call):
    """A filter by range finds what is tied to rows and columns in it."""
    found = search(call, tagged, {"a1Range": "Sheet1!A2:C3"})

    assert [match["developerMetadata"]["metadataId"] for match in found] == [1, 3]


def test_one_piece_is_read_by_its_id(tagged, call):
    """developerMetadata.get; 404 for one that is not there."""
    path = f"/v4/spreadsheets/{tagged.id}/developerMetadata/"

    assert call("GET", path + "2")["metadataKey"] == "row"
    call("GET", path + "77", status=404)


def test_update_changes_what_is_named_of_all_that_are_found(tagged):
    """Only the fields of the mask, of every piece."""
    filters = [{"developerMetadataLookup": {"metadataKey": "row"}}]
    new = {"metadataValue": "z", "metadataKey": "ignored"}
    body = {"dataFilters": filters, "developerMetadata": new, "fields": "metadataValue"}
    (reply,) = batch.apply(tagged, [{"updateDeveloperMetadata": body}])

    assert len(reply["updateDeveloperMetadata"]["developerMetadata"]) == 3
    assert {("row", "z")} == {
        (m.key, m.value) for m in tagged.metadata.values() if m.id in (1, 2, 6)
    }


def test_deleting_what_is_not_there_is_no_error(tagged):
    """A push deletes old tags whether there are any or not."""
    lookup = {"developerMetadataLookup": {"metadataKey": "none"}}

    assert batch.apply(tagged, [{"deleteDeveloperMetadata": {"dataFilter": lookup}}]) == [
        {"deleteDeveloperMetadata": {}}
    ]


def test_row_metadata_comes_back_with_the_rows_through_a_mask(tagged, call):
    """The one read of a verify: tags and ids, and nothing else."""
    fields = "sheets.data.rowMetadata.developerMetadata,sheets.data.rowData.values.userEnteredValue"
    answer = call("GET", f"/v4/spreadsheets/{tagged.id}", ranges="Sheet1!A1:A4", fields=fields)
    (sheet,) = answer["sheets"]
    (part,) = sheet["data"]

    assert sorted(part) == ["rowData", "rowMetadata"]
    assert [
        [item["metadataId"] for item in row.get("developerMetadata", [])]
        for row in part["rowMetadata"]
    ] == [[], [1], [], [2]]
    assert part["rowData"][1]["values"][0] == {"userEnteredValue": {"stringValue": "two"}}


def test_metadata_shows_where_it_is_tied_to(tagged, call):
    """Of the spreadsheet at its top, of a sheet beside its properties."""
    answer = call("GET", f"/v4/spreadsheets/{tagged.id}")

    assert [item["metadataId"] for item in answer["developerMetadata"]] == [5]
    assert [item["metadataId"] for item in answer["sheets"][1]["developerMetadata"]] == [4]
    assert "developerMetadata" not in answer["sheets"][0]


# ---- values by data filter ----------------------------------------------------------------------
def test_values_are_read_from_the_row_that_carries_a_tag(tagged, call):
    """Wherever that row is by now."""
    batch.apply(tagged, [shift("insertDimension", range=rows(0, 2))])
    body = {"dataFilters": [{"developerMetadataLookup": {"metadataId": 1}}]}
    answer = call("POST", f"/v4/spreadsheets/{tagged.id}/values:batchGetByDataFilter", body)

    assert answer["valueRanges"] == [
        {
            "valueRange": {"range": "Sheet1!A4:Z4", "majorDimension": "ROWS", "values": [["two"]]},
            "dataFilters": body["dataFilters"],
        }
    ]


def test_values_are_written_to_the_row_that_carries_a_tag(tagged, call):
    """The tag decides at the moment of writing."""
    batch.apply(tagged, [shift("deleteDimension", range=rows(0, 1))])
    lookup = {"developerMetadataLookup": {"metadataId": 1}}
    part = {"dataFilter": lookup, "majorDimension": "ROWS", "values": [["new", 5]]}
    body = {"valueInputOption": "RAW", "data": [part]}
    answer = call("POST", f"/v4/spreadsheets/{tagged.id}/values:batchUpdateByDataFilter", body)

    assert tuple(tagged.sheets[0].cell(0, c).value for c in (0, 1)) == ("new", 5)
    assert answer["totalUpdatedCells"] == 2
    assert lookup == answer["responses"][0]["dataFilter"]


def test_a_filter_that_finds_nothing_writes_nothing(tagged, call):
    """No row carries the tag: no cell is written, and no error."""
    before = dumped(tagged)
    part = {"dataFilter": {"developerMetadataLookup": {"metadataId": 99}}, "values": [["lost"]]}
    body = {"valueInputOption": "RAW", "data": [part]}
    answer = call("POST", f"/v4/spreadsheets/{tagged.id}/values:batchUpdateByDataFilter", body)

    assert "totalUpdatedCells" not in answer
    assert before == dumped(tagged)


def test_rows_are_cleared_by_their_tags(tagged, call):
    """And only those."""
    body = {"dataFilters": [{"developerMetadataLookup": {"metadataId": 2}}]}
    answer = call("POST", f"/v4/spreadsheets/{tagged.id}/values:batchClearByDataFilter", body)

    assert answer["clearedRanges"] == ["Sheet1!A4:Z4"]
    assert [tagged.sheets[0].cell(n, 0).value for n in range(4)] == ["one", "two", "three", None]


def test_a_spreadsheet_is_shown_by_data_filter(tagged, call):
    """Only the sheets and cells that the filters select."""
    lookup = {"developerMetadataLookup": {"metadataId": 1}}
    body = {"dataFilters": [lookup], "includeGridData": True}
    answer = call("POST", f"/v4/spreadsheets/{tagged.id}:getByDataFilter", body)
    (sheet,) = answer["sheets"]

    assert sheet["data"][0]["startRow"] == 1
    assert len(sheet["data"][0]["rowData"]) == 1
