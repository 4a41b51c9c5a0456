"""The calls of Sheets v4, each on one spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sheets_emulator import appending, batch, filters, render, values
from sheets_emulator.a1 import Ends
from sheets_emulator.book import Book
from sheets_emulator.copying import copied_sheet
from sheets_emulator.drive import Drive
from sheets_emulator.errors import ApiError, forbidden, invalid, not_found
from sheets_emulator.fields import parsed
from sheets_emulator.sheet import Sheet

Json = dict[str, Any]
Query = dict[str, list[str]]


def book(drive: Drive, book_id: str) -> Book:
    """The spreadsheet of that id.

    Raises:
        ApiError: there is none, or the account may not open it.

    """
    file = drive.files.get(book_id)
    if file is None:
        raise not_found()
    if file.is_closed:
        raise forbidden()
    file.book.asking = drive.asking
    file.book.owner = file.owner or file.book.owner
    return file.book


def create(drive: Drive, body: Json) -> Json:
    """spreadsheets.create: with the sheets that are given, else with one."""
    properties = body.get("properties") or {}
    made = drive.create(properties.get("title") or "Untitled spreadsheet").book
    made.properties.update({k: v for k, v in properties.items() if v})
    try:
        _fill(made, body)
    except ApiError:
        del drive.files[made.id]
        raise
    return render.spreadsheet(made, [], with_cells=False, tree={})


def _fill(made: Book, body: Json) -> None:
    given = body.get("sheets") or []
    if given:
        made.sheets.clear()
    for place, sheet in enumerate(given):
        properties = {"sheetId": 0, **sheet["properties"]} if place == 0 else sheet["properties"]
        reply = batch.apply(made, [{"addSheet": {"properties": properties}}])
        where = {"sheetId": reply[0]["addSheet"]["properties"]["sheetId"]}
        for part in sheet.get("data") or []:
            start = {"rowIndex": part.get("startRow", 0), "columnIndex": part.get("startColumn", 0)}
            rows = {"start": {**where, **start}, "rows": part.get("rowData") or [], "fields": "*"}
            batch.apply(made, [{"updateCells": rows}])
    for named in body.get("namedRanges") or []:
        batch.apply(made, [{"addNamedRange": {"namedRange": named}}])


def get(found: Book, query: Query) -> Json:
    """spreadsheets.get: `fields` decides, else `includeGridData`."""
    ranges = [found.range(text) for text in query.get("ranges", [])]
    return _shown(found, ranges, first(query, "includeGridData"), first(query, "fields"))


def get_by_data_filter(found: Book, body: Json, query: Query) -> Json:
    """spreadsheets.getByDataFilter: the sheets and cells that the filters select."""
    ranges = _filtered(found, body.get("dataFilters") or [])
    with_cells = str(body.get("includeGridData", False))
    return _shown(found, ranges, with_cells, first(query, "fields"))


def _shown(found: Book, ranges: list[tuple[Sheet, Ends]], with_cells: str, mask: str) -> Json:
    tree = parsed(mask) if mask and mask != "*" else {}
    cells = with_cells.casefold() == "true" or mask == "*"
    return render.spreadsheet(found, ranges, with_cells=cells, tree=tree)


def batch_update(found: Book, body: Json) -> Json:
    """spreadsheets.batchUpdate: all of the requests or none."""
    replies = batch.apply(found, body.get("requests"))
    answer: Json = {"spreadsheetId": found.id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        ranges = [found.range(text) for text in body.get("responseRanges") or []]
        cells = bool(body.get("responseIncludeGridData"))
        answer["updatedSpreadsheet"] = render.spreadsheet(found, ranges, with_cells=cells, tree={})
    return answer


def copy_to(drive: Drive, found: Book, sheet_id: int, body: Json) -> Json:
    """sheets.copyTo: a copy of the sheet at the end of another (or the same) spreadsheet."""
    source = found.sheet(sheet_id)
    target = book(drive, body.get("destinationSpreadsheetId") or "")
    title, number = f"Copy of {source.title}", 2
    while target.titled(title):
        title = f"Copy of {source.title} {number}"
        number += 1
    copy = copied_sheet(source, target, target.unused_sheet_id(), title)
    target.log.splice(target.sheets, len(target.sheets), len(target.sheets), [copy])
    return render.sheet_properties(target, copy)


# ---- developer metadata ------------------------------------------------------------------------
def get_metadata(found: Book, key: str) -> Json:
    """developerMetadata.get: by its id."""
    item = found.metadata.get(int(key))
    if item is None:
        raise not_found(f"No developer metadata with id: {key}")
    return item.json()


def search_metadata(found: Book, body: Json) -> Json:
    """developerMetadata.search: each piece once, with all filters that found it."""
    data_filters = body.get("dataFilters") or []
    if not data_filters:
        raise invalid("At least one data filter must be given.")
    by_id: dict[int, list[Json]] = {}
    for data_filter in data_filters:
        for item in filters.metadata(found, data_filter):
            by_id.setdefault(item.id, []).append(data_filter)
    matched = [
        {"developerMetadata": found.metadata[key].json(), "dataFilters": finders}
        for key, finders in sorted(by_id.items())
    ]
    return {"matchedDeveloperMetadata": matched} if matched else {}


# ---- values ------------------------------------------------------------------------------------
def values_get(found: Book, text: str, query: Query) -> Json:
    """values.get."""
    sheet, ends = found.range(text)
    return values.read(found, sheet, ends, options(query))


def values_batch_get(found: Book, query: Query) -> Json:
    """values.batchGet: the ranges in their order."""
    asked = query.get("ranges", [])
    read = [values_get(found, text, query) for text in asked]
    return {"spreadsheetId": found.id, **({"valueRanges": read} if read else {})}


def values_update(found: Book, text: str, query: Query, body: Json) -> Json:
    """values.update."""
    values.by_rows(body)  # what is no list of lists is refused before anything else
    sheet, ends = found.range(text)
    with found.log.all_or_nothing():
        return values.write(found, sheet, ends, body, options(query))


def values_append(found: Book, text: str, query: Query, body: Json) -> Json:
    """values.append."""
    sheet, ends = found.range(text)
    with found.log.all_or_nothing():
        return appending.append(found, sheet, ends, body, options(query))


def values_clear(found: Book, text: str) -> Json:
    """values.clear: formats, notes and rules stay."""
    sheet, ends = found.range(text)
    return {"spreadsheetId": found.id, "clearedRange": values.clear(found, sheet, ends)}


def values_batch_clear(found: Book, body: Json) -> Json:
    """values.batchClear."""
    areas = [found.range(text) for text in body.get("ranges") or []]
    with found.log.all_or_nothing():
        cleared = [values.clear(found, sheet, ends) for sheet, ends in areas]
    return {"spreadsheetId": found.id, "clearedRanges": cleared}


def values_batch_update(found: Book, body: Json) -> Json:
    """values.batchUpdate: all of the ranges or none (an assumption: see the README)."""
    with found.log.all_or_nothing():
        answers = []
        for place, part in enumerate(body.get("data") or []):
            with _named(f"data[{place}]"):
                values.by_rows(part)
                sheet, ends = found.range(part.get("range") or "")
                answers.append((sheet, values.write(found, sheet, ends, part, body)))
    return _totals(found, answers)


def _totals(found: Book, answers: list[tuple[Sheet, Json]]) -> Json:
    answer: Json = {"spreadsheetId": found.id}
    responses = [response for _, response in answers]
    cells = sum(r.get("updatedCells", 0) for r in responses)
    if cells:
        answer["totalUpdatedRows"] = sum(r.get("updatedRows", 0) for r in responses)
        answer["totalUpdatedColumns"] = max(r.get("updatedColumns", 0) for r in responses)
        answer["totalUpdatedCells"] = cells
        answer["totalUpdatedSheets"] = len({sheet.id for sheet, _ in answers})
    return {**answer, **({"responses": responses} if responses else {})}


def values_get_by_filter(found: Book, body: Json) -> Json:
    """values.batchGetByDataFilter: each range once for every filter that selects it."""
    matched = []
    for data_filter in body.get("dataFilters") or []:
        for sheet, ends in filters.ranges(found, data_filter):
            value_range = values.read(found, sheet, ends, body)
            matched.append({"valueRange": value_range, "dataFilters": [data_filter]})
    return {"spreadsheetId": found.id, **({"valueRanges": matched} if matched else {})}


def values_update_by_filter(found: Book, body: Json) -> Json:
    """values.batchUpdateByDataFilter: into every range that a filter selects at this moment."""
    answers: list[tuple[Sheet, Json]] = []
    with found.log.all_or_nothing():
        for place, part in enumerate(body.get("data") or []):
            with _named(f"data[{place}]"):
                data_filter = part.get("dataFilter") or {}
                for sheet, ends in list(filters.ranges(found, data_filter)):
                    response = values.write(found, sheet, ends, part, body)
                    del response["spreadsheetId"]
                    answers.append((sheet, {**response, "dataFilter": data_filter}))
    return _totals(found, answers)


def values_clear_by_filter(found: Book, body: Json) -> Json:
    """values.batchClearByDataFilter."""
    with found.log.all_or_nothing():
        areas = _filtered(found, body.get("dataFilters") or [])
        cleared = [values.clear(found, sheet, ends) for sheet, ends in areas]
    return {"spreadsheetId": found.id, "clearedRanges": cleared}


def _filtered(found: Book, data_filters: list[Json]) -> list[tuple[Sheet, Ends]]:
    if not data_filters:
        raise invalid("At least one data filter must be given.")
    return [area for one in data_filters for area in filters.ranges(found, one)]


class _named:  # noqa: N801 - reads as a verb
    """Says in a refusal which part of the request it was."""

    def __init__(self, part: str) -> None:
        self.part = part

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ApiError) and error.code == 400:
            raise invalid(f"Invalid {self.part}: {error.message}") from None


def first(query: Query, name: str) -> str:
    """The first value of a parameter; "" when it is not there."""
    found = query.get(name)
    return found[0] if found else ""


def options(query: Query) -> Json:
    """The parameters with their first values."""
    return {name: found[0] for name, found in query.items() if found}


Call = Callable[..., Json]
