"""A batch that is refused leaves nothing behind, whatever kinds of request it held."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest

from sheets_emulator import batch
from sheets_emulator.batch.refused import REFUSED
from sheets_emulator.dump import dumped
from sheets_emulator.errors import ApiError

RULE = {"condition": {"type": "BOOLEAN"}}
GREY = {"red": 0.5, "green": 0.5, "blue": 0.5}


def area(top: int, left: int, bottom: int, right: int, sheet: int = 0) -> dict[str, int]:
    """A GridRange."""
    return {
        "sheetId": sheet,
        "startRowIndex": top,
        "startColumnIndex": left,
        "endRowIndex": bottom,
        "endColumnIndex": right,
    }


def span(dimension: str, start: int, end: int) -> dict[str, object]:
    """A DimensionRange."""
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


BANDING = {"firstBandColor": {"red": 1}, "secondBandColor": {"green": 1}}
COLOURED = {"condition": {"type": "NOT_BLANK"}, "format": {"backgroundColor": GREY}}

FURNISH = [
    {"addSheet": {"properties": {"sheetId": 7, "title": "PO log"}}},
    {
        "updateCells": {
            "start": {"sheetId": 0},
            "rows": [
                {
                    "values": [
                        {"userEnteredValue": {"stringValue": f" row  {n} "}, "note": "seen"},
                        {
                            "userEnteredValue": {"numberValue": n},
                            "userEnteredFormat": {"textFormat": {"bold": True}},
                        },
                        {"userEnteredValue": {"formulaValue": f"=B{n + 1}*2+'PO log'!A1"}},
                    ]
                }
                for n in range(9)
            ],
            "fields": "*",
        }
    },
    {"addNamedRange": {"namedRange": {"namedRangeId": "n1", "name": "Costs", "range": area(0, 0, 5, 2)}}},
    {"addProtectedRange": {"protectedRange": {"protectedRangeId": 11, "range": area(0, 0, 1, 9)}}},
    {"setBasicFilter": {"filter": {"range": area(0, 0, 9, 3)}}},
    {"addFilterView": {"filter": {"filterViewId": 12, "title": "Open", "range": area(0, 0, 9, 3)}}},
    {"addConditionalFormatRule": {"rule": {"ranges": [area(0, 0, 9, 1)], "booleanRule": COLOURED}}},
    {"addConditionalFormatRule": {"rule": {"ranges": [area(0, 1, 9, 2)], "booleanRule": COLOURED}}},
    {"addBanding": {"bandedRange": {"bandedRangeId": 13, "range": area(0, 4, 9, 6), "rowProperties": BANDING}}},
    {"addDimensionGroup": {"range": span("ROWS", 2, 5)}},
    {"mergeCells": {"range": area(20, 0, 22, 2)}},
    {"setDataValidation": {"range": area(0, 5, 3, 6), "rule": RULE}},
    {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataId": 14,
                "metadataKey": "tag",
                "metadataValue": "a",
                "visibility": "DOCUMENT",
                "location": {"dimensionRange": span("ROWS", 3, 4)},
            }
        }
    },
]  # fmt: skip

EACH_KIND: dict[str, dict[str, object]] = {
    "addSheet": {"properties": {"title": "Ledger"}},
    "deleteSheet": {"sheetId": 7},
    "duplicateSheet": {"sourceSheetId": 0, "newSheetName": "Copy"},
    "updateSheetProperties": {
        "properties": {
            "sheetId": 0,
            "title": "Renamed",
            "index": 2,
            "gridProperties": {"rowCount": 8},
        },
        "fields": "title,index,gridProperties.rowCount",
    },
    "updateSpreadsheetProperties": {
        "properties": {"title": "T", "locale": "de_DE"},
        "fields": "title,locale",
    },
    "updateCells": {
        "range": area(0, 0, 4, 4),
        "rows": [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}],
        "fields": "*",
    },
    "repeatCell": {
        "range": area(0, 0, 40, 4),
        "cell": {"userEnteredValue": {"formulaValue": "=A1"}},
        "fields": "userEnteredValue",
    },
    "appendCells": {
        "sheetId": 0,
        "rows": [{"values": [{"userEnteredValue": {"boolValue": True}}] * 30}] * 2,
        "fields": "userEnteredValue",
    },
    "setDataValidation": {"range": area(0, 0, 4, 6)},
    "updateBorders": {"range": area(0, 0, 3, 3), "top": {"style": "SOLID", "color": GREY}},
    "insertDimension": {"range": span("ROWS", 1, 3), "inheritFromBefore": True},
    "deleteDimension": {"range": span("ROWS", 2, 6)},
    "appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 3},
    "moveDimension": {"source": span("ROWS", 3, 4), "destinationIndex": 0},
    "updateDimensionProperties": {
        "range": span("COLUMNS", 0, 2),
        "properties": {"hiddenByUser": True, "pixelSize": 50},
        "fields": "*",
    },
    "autoResizeDimensions": {"dimensions": span("COLUMNS", 0, 3)},
    "addDimensionGroup": {"range": span("ROWS", 3, 4)},
    "deleteDimensionGroup": {"range": span("ROWS", 2, 5)},
    "updateDimensionGroup": {
        "dimensionGroup": {"range": span("ROWS", 2, 5), "depth": 1, "collapsed": True},
        "fields": "*",
    },
    "mergeCells": {"range": area(0, 0, 3, 3), "mergeType": "MERGE_ROWS"},
    "unmergeCells": {"range": area(19, 0, 23, 3)},
    "addNamedRange": {"namedRange": {"name": "More", "range": area(0, 0, 1, 1)}},
    "updateNamedRange": {"namedRange": {"namedRangeId": "n1", "name": "Other"}, "fields": "name"},
    "deleteNamedRange": {"namedRangeId": "n1"},
    "addProtectedRange": {"protectedRange": {"range": area(0, 0, 2, 2), "warningOnly": True}},
    "updateProtectedRange": {
        "protectedRange": {"protectedRangeId": 11, "description": "ids"},
        "fields": "description",
    },
    "deleteProtectedRange": {"protectedRangeId": 11},
    "setBasicFilter": {"filter": {"range": area(0, 0, 3, 3)}},
    "clearBasicFilter": {"sheetId": 0},
    "addFilterView": {"filter": {"title": "All", "range": area(0, 0, 3, 3)}},
    "updateFilterView": {"filter": {"filterViewId": 12, "title": "Closed"}, "fields": "title"},
    "duplicateFilterView": {"filterId": 12},
    "deleteFilterView": {"filterId": 12},
    "addConditionalFormatRule": {
        "rule": {"ranges": [area(0, 0, 2, 2)], "booleanRule": COLOURED},
        "index": 1,
    },
    "updateConditionalFormatRule": {"sheetId": 0, "index": 0, "newIndex": 1},
    "deleteConditionalFormatRule": {"sheetId": 0, "index": 0},
    "addBanding": {"bandedRange": {"range": area(10, 4, 12, 6), "rowProperties": BANDING}},
    "updateBanding": {
        "bandedRange": {"bandedRangeId": 13, "range": area(0, 4, 3, 6)},
        "fields": "range",
    },
    "deleteBanding": {"bandedRangeId": 13},
    "copyPaste": {"source": area(0, 0, 2, 3), "destination": area(4, 4, 8, 10)},
    "cutPaste": {"source": area(0, 0, 2, 3), "destination": {"sheetId": 7, "rowIndex": 3}},
    "sortRange": {
        "range": area(0, 0, 9, 3),
        "sortSpecs": [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}],
    },
    "findReplace": {"find": "row", "replacement": "line", "allSheets": True},
    "trimWhitespace": {"range": area(0, 0, 9, 3)},
    "createDeveloperMetadata": {
        "developerMetadata": {
            "metadataKey": "tag",
            "visibility": "PROJECT",
            "location": {"spreadsheet": True},
        }
    },
    "updateDeveloperMetadata": {
        "dataFilters": [{"developerMetadataLookup": {"metadataKey": "tag"}}],
        "developerMetadata": {"metadataValue": "b"},
        "fields": "metadataValue",
    },
    "deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": 14}}},
}
INVALID = {"deleteSheet": {"sheetId": 999}}


def state(book) -> str:
    """All that is kept of a spreadsheet."""
    return json.dumps(dumped(book))


@pytest.fixture
def furnished(book):
    """A spreadsheet with something of every sort on it."""
    batch.apply(book, FURNISH)
    return book


def test_no_kind_is_forgotten_here():
    """Every kind of request that is served has an example below."""
    assert set(batch.KINDS) == set(EACH_KIND)


@pytest.mark.parametrize("kind", sorted(EACH_KIND))
def test_each_kind_changes_the_spreadsheet(furnished, kind):
    """The example of a kind does something, so that undoing it proves something."""
    before = state(furnished)

    batch.apply(furnished, [{kind: EACH_KIND[kind]}])

    assert before != state(furnished)


@pytest.mark.parametrize("kind", sorted(EACH_KIND))
def test_a_refused_batch_leaves_the_spreadsheet_byte_for_byte(furnished, kind):
    """One invalid request at the end takes back what came before it, of every kind."""
    before = state(furnished)

    with pytest.raises(ApiError, match=r"Invalid requests\[1\].deleteSheet: No sheet with id: 999"):
        batch.apply(furnished, [{kind: EACH_KIND[kind]}, INVALID])

    assert before == state(furnished)


def test_all_kinds_in_one_refused_batch_leave_nothing_behind(furnished):
    """The same holds when every kind was in the batch that is refused."""
    before = state(furnished)
    applied: list[dict[str, Any]] = []
    for kind, body in EACH_KIND.items():
        try:
            batch.apply(furnished, [*applied, {kind: body}, INVALID])
        except ApiError as error:
            if "deleteSheet: No sheet" in error.message:
                applied.append({kind: body})  # it went well after those before it

    assert before == state(furnished)
    assert len(applied) > len(EACH_KIND) // 2


def test_what_was_taken_back_can_be_applied_afterwards(furnished):
    """A refused batch has no effect on the next one."""
    with pytest.raises(ApiError):
        batch.apply(furnished, [{"deleteDimension": EACH_KIND["deleteDimension"]}, INVALID])

    batch.apply(furnished, [{"deleteDimension": EACH_KIND["deleteDimension"]}])

    assert furnished.sheets[0].row_count == 996


@pytest.mark.parametrize("kind", sorted(REFUSED))
def test_a_kind_that_is_not_done_is_refused_by_its_name(book, kind):
    """Nothing is accepted in silence."""
    with pytest.raises(ApiError, match=f"this emulator does not do {kind}"):
        batch.apply(book, [{kind: {}}])


def test_served_and_refused_kinds_are_all_that_there_are():
    """Each kind that Google describes is either served or refused by name."""
    discovery = pytest.importorskip("googleapiclient.discovery_cache")
    described = json.loads(discovery.get_static_doc("sheets", "v4"))

    assert set(described["schemas"]["Request"]["properties"]) == set(batch.KINDS) | REFUSED


def test_a_kind_that_does_not_exist_is_an_unknown_name(book):
    """The wording is Google's for a field that it does not know."""
    with pytest.raises(ApiError, match="Unknown name \"paint\" at 'requests\\[0\\]'"):
        batch.apply(book, [{"paint": {}}])


@pytest.mark.parametrize("requests", [None, [], {}])
def test_a_batch_of_nothing_is_refused(book, requests):
    """The service wants one request at least."""
    with pytest.raises(ApiError, match="Must specify at least one request"):
        batch.apply(book, requests)


@pytest.mark.parametrize("kind", sorted(EACH_KIND))
def test_an_empty_request_never_breaks_the_emulator(furnished, kind):
    """A request without its fields is refused or does nothing; it never raises anything else."""
    before = state(furnished)
    with contextlib.suppress(ApiError):
        batch.apply(furnished, [{kind: {}}])
        before = state(furnished)  # it was taken

    assert before == state(furnished)


def test_a_batch_copies_only_what_it_touches(book):
    """One cell of a thousand rows: the other rows are the same objects as before."""
    sheet = book.sheets[0]
    lines = [{"values": [{"userEnteredValue": {"numberValue": n}}]} for n in range(1000)]
    batch.apply(book, [{"updateCells": {"start": {}, "rows": lines, "fields": "*"}}])
    before = list(sheet.rows)
    one = {"start": {"rowIndex": 500}, "rows": lines[:1], "fields": "userEnteredValue"}

    batch.apply(book, [{"updateCells": one}])

    assert [n for n, row in enumerate(sheet.rows) if row is not before[n]] == [500]
