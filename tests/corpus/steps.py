"""The edits of the battery: what each asks for, what must be read afterwards, and how to undo it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from addin.tables.changes import AppendedRows, Changes, TableSize
from addin.tables.table import Area, CellEdit, NewCell, NewSheet, Style, Value
from tests.corpus.but_for import Asked
from tests.corpus.opened import Cell, Opened, child
from tests.corpus.targets import Grown, Spot, Targets

NUMBER, TEXT, DAY = 8_671.25, " Tieout <wrote> this ", dt.date(2026, 3, 14)
NEW_FORMULA, NEW_RESULT = "6000*7+0.25", 42_000.25
CHANGED_FORMULA, CHANGED_RESULT = "6000*7+0.5", 42_000.5
DAYS_1900, DAYS_1904 = 46_095.0, 44_633.0
FINDINGS = "Tieout findings"
ROW_BELOW_SHEET = "row below a sheet"
Meaning = tuple[object, ...]
BLANK: Meaning = ("blank", "")


@dataclass(frozen=True)
class Step:
    """One edit. ``expected`` maps (sheet, cell) to what it must mean afterwards."""

    name: str
    changes: Changes
    asked: Asked
    expected: Mapping[tuple[str, Cell], Meaning] = field(default_factory=dict)
    results: Mapping[tuple[str, Cell], float] = field(default_factory=dict)
    undo: Changes = field(default_factory=Changes)


def steps_for(book: Opened, targets: Targets) -> Iterator[Step]:
    """The edits that a workbook has a place for."""
    day = DAYS_1904 if is_1904(book) else DAYS_1900
    if targets.number:
        yield _cell("number", targets.number, NUMBER, ("number", NUMBER))
    if targets.text:
        yield _cell("text", targets.text, TEXT, ("text", TEXT))
    if targets.formula:
        yield _formula("changed formula", targets.formula, CHANGED_FORMULA, CHANGED_RESULT)
    if targets.shared:
        yield _cell("shared formula's head", targets.shared, NUMBER, ("number", NUMBER))
    if targets.cleared:
        yield _cell("cleared", targets.cleared, None, BLANK)
    if targets.blank:
        here = targets.blank
        row, column = here.cell
        yield _formula("new formula", here, NEW_FORMULA, NEW_RESULT)
        beside = Spot(here.sheet, here.part, (row, column + 1), None)
        yield _cell("new date", beside, DAY, ("number", day))
        below = Spot(here.sheet, here.part, (row + 1, column), None)
        yield _cell("new text", below, TEXT, ("text", TEXT))
    if targets.table:
        yield _appended(targets.table)
    if targets.blank:
        yield _below(targets.blank)
    yield _findings(book)


def together(steps: list[Step]) -> Step:
    """All edits in one batch."""
    cells: dict[str, frozenset[Cell]] = {}
    lines: dict[str, frozenset[int]] = {}
    for step in steps:
        for part, places in step.asked.cells.items():
            cells[part] = cells.get(part, frozenset()) | places
        for part, numbers in step.asked.rows.items():
            lines[part] = lines.get(part, frozenset()) | numbers
    return Step(
        "all together",
        Changes(
            cells=tuple(edit for step in steps for edit in step.changes.cells),
            rows=tuple(rows for step in steps for rows in step.changes.rows),
            sheets=tuple(sheet for step in steps for sheet in step.changes.sheets),
        ),
        Asked(
            cells,
            tuple(table for step in steps for table in step.asked.tables),
            sum(step.asked.sheets for step in steps),
            lines,
        ),
        {place: what for step in steps for place, what in step.expected.items()},
        {place: what for step in steps for place, what in step.results.items()},
    )


def is_1904(book: Opened) -> bool:
    """Whether the workbook counts its days from 1904."""
    settings = child(book.look(book.workbook), "workbookPr")
    return settings is not None and settings.get("date1904") in {"1", "true"}


def _cell(name: str, spot: Spot, value: Value, meaning: Meaning) -> Step:
    edit = CellEdit(spot.sheet, *spot.cell, value)
    asked = Asked({spot.part: frozenset({spot.cell})})
    results = {(spot.sheet, spot.cell): value} if isinstance(value, float) else {}
    return Step(
        name, Changes((edit,)), asked, {(spot.sheet, spot.cell): meaning}, results, _undo(spot)
    )


def _formula(name: str, spot: Spot, formula: str, result: float) -> Step:
    edit = CellEdit(spot.sheet, *spot.cell, f"={formula}", is_formula=True)
    asked = Asked({spot.part: frozenset({spot.cell})})
    place = (spot.sheet, spot.cell)
    return Step(
        name, Changes((edit,)), asked, {place: ("=", formula)}, {place: result}, _undo(spot)
    )


def _undo(spot: Spot) -> Changes:
    held = spot.held
    if held is None:
        return Changes((CellEdit(spot.sheet, *spot.cell, None),))
    if held.formula:
        return Changes((CellEdit(spot.sheet, *spot.cell, f"={held.formula}", is_formula=True),))
    return Changes((CellEdit(spot.sheet, *spot.cell, held.value),))


def _appended(table: Grown) -> Step:
    """A row below a table's data. What stood below the data, its totals, moves down."""
    bottom = table.area[2]
    new = (table.free, table.column)
    touched = range(table.free, bottom + 2) if table.grows else (table.free,)
    rows = {table.part: frozenset(touched)}
    clear = tuple(CellEdit(table.sheet, table.free, column, None) for column in table.blank)
    data = table.last - table.area[0] + 1 - (1 if table.has_header else 0)
    return Step(
        "row below a table",
        Changes(rows=(AppendedRows(table.sheet, ({table.column: TEXT},), table.name),)),
        Asked(tables=(table.table_part,), rows=rows),
        {(table.sheet, new): ("text", TEXT)},
        undo=Changes(tables=(TableSize(table.name, data),)) if table.grows else Changes(clear),
    )


def _below(blank: Spot) -> Step:
    """A row below the last used one, which stands three rows above the blank spot."""
    row = blank.cell[0] - 2
    places = {(row, 1): ("number", NUMBER), (row, 2): ("text", TEXT)}
    return Step(
        ROW_BELOW_SHEET,
        Changes(rows=(AppendedRows(blank.sheet, ({1: NUMBER, 2: TEXT},), after=row - 1),)),
        Asked(rows={blank.part: frozenset({row})}),
        {(blank.sheet, place): meaning for place, meaning in places.items()},
        undo=Changes(tuple(CellEdit(blank.sheet, *place, None) for place in places)),
    )


def _findings(book: Opened) -> Step:
    """A findings sheet with links, filter and formats."""
    first = next((sheet.name for sheet in book.worksheets), "Sheet1")
    heading = Style(bold=True, wrap=True, fill="1F3864", colour="FFFFFF")
    rows = (
        tuple(NewCell(text, heading) for text in ("Code", "Message", "Impact")),
        (
            NewCell("PO202"),
            NewCell("PO 1042 is relieved twice", Style(wrap=True), f"#{first}!A1"),
            NewCell(-120.5, Style(number_format="#,##0.00;[Red]-#,##0.00")),
        ),
        (NewCell("STR101"), NewCell("Manual", link="https://example.org/rules#STR101")),
    )
    sheet = NewSheet(FINDINGS, rows, (12, 60, 14), 1, Area(1, 1, 3, 3), "C00000")
    expected: dict[tuple[str, Cell], Meaning] = {
        (FINDINGS, (1, 1)): ("text", "Code"),
        (FINDINGS, (2, 2)): ("text", "PO 1042 is relieved twice"),
        (FINDINGS, (2, 3)): ("number", -120.5),
    }
    results = {(FINDINGS, (2, 3)): -120.5}
    return Step("findings sheet", Changes(sheets=(sheet,)), Asked(sheets=1), expected, results)
