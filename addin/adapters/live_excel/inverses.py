"""What takes a step back, worked out from the workbook as it is before the step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from addin.adapters.live_excel.halving import blocks
from addin.adapters.live_excel.steps import (
    ClearLooks,
    Entry,
    PutCells,
    PutFormats,
    PutName,
    PutNote,
    PutSheet,
    RemoveSheet,
    RenameSheet,
    RestoreSheet,
    SizeTable,
    Step,
    TakeLooks,
)
from addin.tables.table import Area, Book, Sheet

FormatsOf = Callable[[str, Area], Sequence[tuple[Area, str]]]
"""The number formats of an area of a sheet now, piece by piece."""


def inverses(steps: Sequence[Step], before: Book, formats_of: FormatsOf) -> tuple[Step, ...]:
    """What takes all the steps back, in the order in which it is to be done."""
    grown = {
        (step.sheet.casefold(), row): area
        for step in steps
        if isinstance(step, SizeTable)
        for row, area in _rows_to_come(step, before)
    }
    taken: list[Step] = []
    for step in reversed(steps):
        taken += _inverse(step, before, formats_of, grown)
    return tuple(taken)


def _inverse(
    step: Step, before: Book, formats_of: FormatsOf, grown: dict[tuple[str, int], Area]
) -> Iterator[Step]:
    sheet = before.sheet(step.sheet) if step.sheet else None
    match step:
        case PutCells() if sheet is not None:
            cells = [
                (one.row, one.column)
                for one in step.cells
                if not _goes(grown, step.sheet, one.row, one.column)
            ]
            yield PutCells(step.sheet, tuple(_entry(sheet, *cell) for cell in cells))
        case PutFormats() | TakeLooks() | ClearLooks() if sheet is not None:
            yield from _looks(step, sheet, formats_of)
        case SizeTable() if sheet is not None:
            yield from _resized(step, sheet)
        case PutNote() if sheet is not None:
            old = sheet.notes.get((step.row, step.column), "")
            yield PutNote(step.sheet, step.row, step.column, old)
        case PutName():
            yield _named(step, before)
        case RenameSheet():
            yield RenameSheet(step.name, step.sheet)
        case PutSheet() | RestoreSheet() | RemoveSheet():
            yield _sheet_as_it_is(step.sheet, sheet)


def _looks(
    step: PutFormats | TakeLooks | ClearLooks, sheet: Sheet, formats_of: FormatsOf
) -> Iterator[Step]:
    """Number formats as they are; below all that a sheet holds, no look at all."""
    match step:
        case PutFormats():
            areas = [area for area, _ in step.formats]
        case TakeLooks():
            areas = [area for area, _ in step.looks]
        case ClearLooks():
            areas = list(step.areas)
    yield PutFormats(step.sheet, _formats(step.sheet, areas, formats_of))
    bare = tuple(area for area in areas if area.top > len(sheet.rows))
    if bare and isinstance(step, TakeLooks):
        yield ClearLooks(step.sheet, bare)


def _goes(grown: dict[tuple[str, int], Area], sheet: str, row: int, column: int) -> bool:
    """Whether a cell is in a row that a table gets now, and loses when that is taken back."""
    area = grown.get((sheet.casefold(), row))
    return area is not None and area.left <= column <= area.right


def _rows_to_come(step: SizeTable, before: Book) -> Iterator[tuple[int, Area]]:
    for sheet in before.sheets:
        for table in sheet.list_objects:
            if table.name == step.table:
                last = table.area.bottom - table.totals_rows
                first = table.area.top + table.header_rows
                yield from ((row, table.area) for row in range(last + 1, first + step.rows))


def _resized(step: SizeTable, sheet: Sheet) -> Iterator[Step]:
    for table in sheet.list_objects:
        if table.name == step.table:
            first, last = table.area.top + table.header_rows, table.area.bottom - table.totals_rows
            yield SizeTable(step.sheet, step.table, last - first + 1)
            lost = Area(first + step.rows, table.area.left, last, table.area.right)
            if lost.top <= lost.bottom:
                yield PutCells(step.sheet, tuple(_entry(sheet, *cell) for cell in lost.cells))


def _entry(sheet: Sheet, row: int, column: int) -> Entry:
    formula = sheet.formulas.get((row, column))
    if formula is not None:
        return Entry(row, column, f"={formula}", is_formula=True)
    return Entry(row, column, sheet.value(row, column))


def _formats(
    sheet: str, areas: Sequence[Area], formats_of: FormatsOf
) -> tuple[tuple[Area, str], ...]:
    return tuple(piece for area in areas for piece in formats_of(sheet, area))


def _named(step: PutName, before: Book) -> PutName:
    for one in before.defined_names:
        if (one.name.casefold(), one.sheet.casefold()) == (
            step.name.casefold(),
            step.sheet.casefold(),
        ):
            return PutName(one.name, one.formula, one.sheet, one.is_hidden)
    return PutName(step.name, "", step.sheet)


def _sheet_as_it_is(name: str, sheet: Sheet | None) -> Step:
    if sheet is None:
        return RemoveSheet(name)
    cells = {
        (row, column)
        for row, line in enumerate(sheet.rows, 1)
        for column, value in enumerate(line, 1)
        if value is not None
    }
    entries = tuple(_entry(sheet, *cell) for cell in sorted(cells | sheet.formulas.keys()))
    by_code: dict[str, set[tuple[int, int]]] = {}
    for cell, code in sheet.formats.items():
        by_code.setdefault(code, set()).add(cell)
    formats = tuple((area, code) for code, held in by_code.items() for area in blocks(held))
    return RestoreSheet(name, entries, formats)
