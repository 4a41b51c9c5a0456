"""A spreadsheet as the API shows it (spreadsheets.get), with or without its cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sheets_emulator import shown
from sheets_emulator.a1 import Ends, Rect
from sheets_emulator.book import Book
from sheets_emulator.cell import EMPTY, Cell, extended
from sheets_emulator.fields import Tree, below, kept
from sheets_emulator.look import DEFAULT_FORMAT, THEME, effective_format
from sheets_emulator.metadata import Metadata
from sheets_emulator.protection import may_edit
from sheets_emulator.sheet import COLUMNS, ROWS, Sheet

Json = dict[str, Any]
_PIXELS = {ROWS: 21, COLUMNS: 100}

Ranges = list[tuple[Sheet, Ends]]


def without_default_sheet(where: Json) -> Json:
    """A range as answers show it: the sheet with id 0 is not named."""
    return {k: v for k, v in where.items() if not (k == "sheetId" and not v)}


def shown_range(item: Json) -> Json:
    """Something with a range, and with its range as answers show it."""
    if "range" in item:
        return {**item, "range": without_default_sheet(item["range"])}
    if "ranges" in item:
        return {**item, "ranges": [without_default_sheet(where) for where in item["ranges"]]}
    return item


def spreadsheet(book: Book, ranges: Ranges, *, with_cells: bool, tree: Tree) -> Json:
    """Google's Spreadsheet: of `ranges` only when there are some, cut down to the mask's `tree`.

    A mask decides by itself whether cells are shown; `with_cells` counts without one.
    """
    sheets = below(tree, "sheets")
    answer: Json = {"spreadsheetId": book.id, "properties": spreadsheet_properties(book)}
    if sheets is not None:
        wanted = below(sheets, "data") if tree else {} if with_cells else None
        of_sheets: dict[int, list[Ends]] = {}
        for sheet, ends in ranges:
            of_sheets.setdefault(sheet.id, []).append(ends)
        answer["sheets"] = [
            _sheet(book, index, sheet, of_sheets.get(sheet.id), wanted)
            for index, sheet in enumerate(book.sheets)
            if not ranges or sheet.id in of_sheets
        ]
    if book.named_ranges:
        answer["namedRanges"] = [shown_range(named) for named in book.named_ranges.values()]
    own = [item.json() for item in book.metadata.values() if item.sheet_id is None]
    if own:
        answer["developerMetadata"] = own
    answer["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
    return dict(kept(answer, tree))


def spreadsheet_properties(book: Book) -> Json:
    """Google's SpreadsheetProperties."""
    names = ("title", "locale", "autoRecalc", "timeZone")
    more = {k: v for k, v in book.properties.items() if k not in names}
    return {
        **{name: book.properties[name] for name in names},
        "defaultFormat": DEFAULT_FORMAT,
        "spreadsheetTheme": THEME,
        **more,
    }


def sheet_properties(book: Book, sheet: Sheet) -> Json:
    """Google's SheetProperties, with the tab's place."""
    first = {name: sheet.properties[name] for name in ("sheetId", "title")}
    return {**first, "index": book.sheets.index(sheet), **sheet.properties}


def _sheet(
    book: Book, index: int, sheet: Sheet, areas: Iterable[Ends] | None, wanted: Tree | None
) -> Json:
    first = {name: sheet.properties[name] for name in ("sheetId", "title")}
    answer: Json = {"properties": {**first, "index": index, **sheet.properties}}
    if wanted is not None:
        everything = [Ends(None, None, None, None)]
        answer["data"] = [grid_data(book, sheet, ends, wanted) for ends in areas or everything]
    parts = (
        ("merges", [without_default_sheet(merge) for merge in sheet.merges]),
        ("conditionalFormats", [shown_range(rule) for rule in sheet.conditions]),
        ("filterViews", [shown_range(view) for view in sheet.filter_views.values()]),
        ("protectedRanges", [_protected(book, item) for item in sheet.protected.values()]),
        ("basicFilter", sheet.basic_filter and shown_range(sheet.basic_filter)),
        (
            "developerMetadata",
            [
                item.json()
                for item in book.metadata.values()
                if item.sheet_id == sheet.id and item.dimension is None
            ],
        ),
        ("rowGroups", [shown_range(group) for group in sheet.groups[ROWS]]),
        ("columnGroups", [shown_range(group) for group in sheet.groups[COLUMNS]]),
        ("bandedRanges", [shown_range(banding) for banding in sheet.bandings.values()]),
    )
    answer.update({name: part for name, part in parts if part})
    return answer


def _protected(book: Book, item: Json) -> Json:
    """The protection for whoever is asking: who may not edit is not told who may."""
    answer = shown_range(item)
    if not may_edit(book, item):
        hidden = ("editors", "requestingUserCanEdit")
        answer = {name: value for name, value in answer.items() if name not in hidden}
    if "unprotectedRanges" in answer:
        ranges = [without_default_sheet(where) for where in answer["unprotectedRanges"]]
        answer = {**answer, "unprotectedRanges": ranges}
    return answer


def grid_data(book: Book, sheet: Sheet, ends: Ends, wanted: Tree) -> Json:
    """Google's GridData of a range: what of it is `wanted`."""
    rect = ends.within(sheet.row_count, sheet.column_count)
    rect = rect._replace(
        bottom=min(rect.bottom, sheet.row_count), right=min(rect.right, sheet.column_count)
    )
    answer: Json = {}
    if rect.top:
        answer["startRow"] = rect.top
    if rect.left:
        answer["startColumn"] = rect.left
    of_rows = below(wanted, "rowData")
    if of_rows is not None:
        rows = _row_data(book, sheet, rect, below(of_rows, "values"))
        if rows:
            answer["rowData"] = rows
    spans = (
        (ROWS, "rowMetadata", rect.top, rect.bottom),
        (COLUMNS, "columnMetadata", rect.left, rect.right),
    )
    for dimension, name, start, end in spans:
        tree = below(wanted, name)
        if tree is not None:
            answer[name] = _dimension(book, sheet, dimension, start, end, tree)
    return answer


def _dimension(
    book: Book, sheet: Sheet, dimension: str, start: int, end: int, tree: Tree
) -> list[Json]:
    tags: dict[int, list[Metadata]] = {}
    if below(tree, "developerMetadata") is not None:
        for item in book.metadata.values():
            if item.is_on(sheet.id, dimension):
                tags.setdefault(item.index, []).append(item)
    own = sheet.dimensions[dimension]
    usual = kept({"pixelSize": _PIXELS[dimension]}, tree)
    found = []
    for index in range(start, end):
        if index not in own and index not in tags:
            found.append(usual)
            continue
        properties = {"pixelSize": _PIXELS[dimension], **own.get(index, {})}
        if index in tags:
            properties["developerMetadata"] = [item.json() for item in tags[index]]
        found.append(properties)
    return found


def _row_data(book: Book, sheet: Sheet, rect: Rect, wanted: Tree | None) -> list[Json]:
    rows: list[Json] = []
    for index in range(rect.top, min(rect.bottom, len(sheet.rows))):
        row = sheet.rows[index]
        columns = [column for column in row if rect.left <= column < rect.right]
        if not columns:
            rows.append({})
        elif wanted is None:
            rows.append({"values": []})
        else:
            cells = [
                cell_data(book, sheet, index, column, wanted) if column in row else {}
                for column in range(rect.left, max(columns) + 1)
            ]
            rows.append({"values": cells})
    while rows and not rows[-1]:
        rows.pop()
    return rows


def cell_data(book: Book, sheet: Sheet, row: int, column: int, wanted: Tree) -> Json:
    """Google's CellData: what of it is wanted."""
    cell: Cell = sheet.row(row).get(column, EMPTY)
    answer: Json = {}

    def want(name: str) -> bool:
        return not wanted or name in wanted or "*" in wanted

    if cell.holds and want("userEnteredValue"):
        answer["userEnteredValue"] = (
            extended(cell.value) if cell.formula is None else {"formulaValue": cell.formula}
        )
    if cell.holds and want("effectiveValue"):
        answer["effectiveValue"] = extended(book.computed(sheet, row, column))
    if cell.holds and want("formattedValue"):
        value = book.computed(sheet, row, column)
        answer["formattedValue"] = shown.shown(value, cell.format.get("numberFormat"), book.locale)
    if want("effectiveFormat") and (cell.holds or cell.format):
        answer["effectiveFormat"] = effective_format(cell.format)
    kept_as_given = (
        ("userEnteredFormat", cell.format),
        ("note", cell.note),
        ("dataValidation", cell.validation),
        ("textFormatRuns", cell.runs),
    )
    answer.update({name: part for name, part in kept_as_given if part and want(name)})
    return answer
