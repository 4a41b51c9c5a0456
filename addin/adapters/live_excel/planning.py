"""What a batch of changes means for a workbook that is open: the steps, or a refusal by name.

The batch is first carried out on a copy of the workbook, by the patcher that writes into files. So
what is refused for a file is refused here, in the same words, before anything is written; rows that
are appended go where they would go in the file. What Excel alone decides comes on top: cells that a
filter hides are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from addin.adapters.live_excel.halving import blocks
from addin.adapters.live_excel.inverses import FormatsOf
from addin.adapters.live_excel.steps import (
    Entry,
    PutCells,
    PutFormats,
    PutName,
    PutNote,
    PutSheet,
    RenameSheet,
    SizeTable,
    Step,
    TakeLooks,
)
from addin.adapters.xlsx.formats.number_formats import GENERAL as PLAIN
from addin.adapters.xlsx.formats.number_formats import number_for
from addin.adapters.xlsx.new_sheets.own_sheets import marker_of
from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import THIS, RawZip
from addin.adapters.xlsx.parts.workbook_part_edit import (
    WorkbookPartEdit,
    quoted_sheet,
    sheet_in,
)
from addin.adapters.xlsx.patcher import patched
from addin.adapters.xlsx.reading.format_codes import BUILT_IN, GENERAL, Shows, shows
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from addin.adapters.xlsx.rows.row_plan import RowPlan, planned_rows
from addin.errors import WriteRefused
from addin.tables.changes import Changes, FunctionSpelling
from addin.tables.table import Area, Book, CellEdit, ListObject, Sheet, address

TEXT: Final = "@"
Cell = tuple[int, int]


def planned(before: Book, copy: bytes, changes: Changes, formats_of: FormatsOf) -> tuple[Step, ...]:
    """The steps that a batch comes to. ``copy`` is the workbook as a file, as it is now.

    Fresh values for formulas (``computed``) need no step: Excel works its formulas out itself.

    Raises:
        WriteRefused: something cannot be done without risk; nothing was written.
    """
    _require_apart(changes)
    changed = patched(copy, changes)
    if changed == copy:
        return ()
    after = book_of(Package(changed, before.name), "")
    draft = Draft(RawZip(copy))
    plan = planned_rows(draft, WorkbookPartEdit(draft), changes)
    _require_shown(before, changes, plan)
    tables = tuple(_tables(before, after))
    edits = [*_without_lost_rows(before, tables, plan.cells), *map(plan.edit, changes.cells)]
    return (
        *tables,
        *_cells(before, edits, formats_of),
        *(_respelt(before, copy, changes.functions) if changes.functions else ()),
        *(PutNote(n.sheet, n.row, n.column, n.text) for n in map(plan.note, changes.notes)),
        *_sheets(after, changes),
        *(PutName(n.name, n.formula, n.sheet, n.hidden) for n in map(plan.name, changes.names)),
        *(RenameSheet(_tab(before, one.sheet), one.name) for one in changes.renames),
    )


def _require_apart(changes: Changes) -> None:
    """Some mixtures are left to files."""
    if changes.functions and (changes.cells or changes.rows or changes.tables or changes.renames):
        raise WriteRefused(
            THIS,
            "functions are to be spelt otherwise in the same batch as other changes, which is done "
            "on closed workbooks only",
        )
    if changes.sheets and changes.renames:
        raise WriteRefused(
            THIS,
            "sheets are added and renamed in one batch, which is done on closed workbooks only",
        )


def _tab(book: Book, name: str) -> str:
    sheet = book.sheet(name)
    return sheet.name if sheet else name


def _require_shown(before: Book, changes: Changes, plan: RowPlan) -> None:
    """Nobody can see what happens to a row that a filter hides."""
    touched: list[tuple[str, int, int]] = [
        (edit.sheet, edit.row, edit.column) for edit in changes.cells
    ]
    touched += [(note.sheet, note.row, note.column) for note in changes.notes]
    touched += [(cell.sheet, cell.row, cell.column) for cell in plan.cells]
    for name, row, column in touched:
        sheet = before.sheet(name)
        if sheet is None or row not in sheet.hidden_rows:
            continue
        filtered = _filter_over(sheet, row)
        if filtered is not None:
            raise WriteRefused(
                THIS,
                f"{sheet.name}!{address(row, column)} is hidden by the filter of {filtered}; "
                "clear the filter first",
            )


def _filter_over(sheet: Sheet, row: int) -> Area | None:
    areas = [table.area for table in sheet.list_objects]
    if sheet.filtered is not None:
        areas.append(sheet.filtered)
    return next((area for area in areas if area.top <= row <= area.bottom), None)


def _tables(before: Book, after: Book) -> Iterator[SizeTable]:
    """Tables that have another number of rows afterwards."""
    sizes = {
        table.name: table.area.bottom - table.area.top + 1 - table.header_rows - table.totals_rows
        for sheet in after.sheets
        for table in sheet.list_objects
    }
    for sheet in before.sheets:
        for table in sheet.list_objects:
            now = table.area.bottom - table.area.top + 1 - table.header_rows - table.totals_rows
            wanted = sizes.get(table.name, now)
            if wanted < now or (wanted > now and table.totals_rows):
                _require_nothing_below(sheet, table)
            if wanted != now:
                yield SizeTable(sheet.name, table.name, wanted)


def _require_nothing_below(sheet: Sheet, table: ListObject) -> None:
    """Excel would move up or down what stands below, which the file's patcher does not."""
    columns = range(table.area.left, table.area.right + 1)
    for row in range(table.area.bottom + 1, len(sheet.rows) + 1):
        for column in columns:
            if sheet.value(row, column) is not None or (row, column) in sheet.formulas:
                raise WriteRefused(
                    THIS,
                    f"{sheet.name}!{address(row, column)} stands below the table {table.name}, and "
                    "Excel would move it; that is done on closed workbooks only",
                )


def _without_lost_rows(
    before: Book, tables: Sequence[SizeTable], edits: Iterable[CellEdit]
) -> Iterator[CellEdit]:
    """Rows that leave a table go with it: Excel takes them out itself."""
    lost: list[tuple[str, Area]] = []
    for sheet in before.sheets:
        for known in sheet.list_objects:
            for table in tables:
                last = known.area.top + known.header_rows + table.rows - 1
                if table.table == known.name and last < known.area.bottom - known.totals_rows:
                    area = Area(last + 1, known.area.left, known.area.bottom, known.area.right)
                    lost.append((sheet.name.casefold(), area))
    for edit in edits:
        if not any(
            edit.sheet.casefold() == name and (edit.row, edit.column) in area for name, area in lost
        ):
            yield edit


def _cells(before: Book, edits: Sequence[CellEdit], formats_of: FormatsOf) -> Iterator[Step]:
    by_sheet: dict[str, dict[Cell, CellEdit]] = {}
    for edit in edits:
        cells = by_sheet.setdefault(_tab(before, edit.sheet), {})
        cells[edit.row, edit.column] = edit
    for name, cells in by_sheet.items():
        yield from _on_sheet(name, cells, formats_of)


def _on_sheet(name: str, edits: dict[Cell, CellEdit], formats_of: FormatsOf) -> Iterator[Step]:
    looks = _looks({cell: edit.like for cell, edit in edits.items() if edit.like})
    if looks:
        yield TakeLooks(name, looks)
    now = _formats_now(name, edits, formats_of)
    wanted = {cell: code for cell, edit in edits.items() if (code := _format_for(edit, now[cell]))}
    kept = {
        cell: code
        for cell, code in {**now, **wanted}.items()
        if code == TEXT and _is_no_text(edits[cell])
    }
    first = {**wanted, **dict.fromkeys(kept, GENERAL)}
    if first:
        yield PutFormats(name, _by_code(first))
    yield PutCells(
        name,
        tuple(Entry(e.row, e.column, e.value, e.is_formula) for _, e in sorted(edits.items())),
    )
    if kept:  # Excel would keep a formula that is entered into such a cell as text
        yield PutFormats(name, _by_code(kept))


def _formats_now(name: str, edits: dict[Cell, CellEdit], formats_of: FormatsOf) -> dict[Cell, str]:
    """The number formats that the cells have by the time that something is entered."""
    places = {edit.like or cell for cell, edit in edits.items()}
    codes = {
        cell: code
        for block in blocks(places)
        for area, code in formats_of(name, block)
        for cell in area.cells
    }
    return {cell: codes.get(edit.like or cell, GENERAL) for cell, edit in edits.items()}


def _format_for(edit: CellEdit, now: str) -> str:
    """The number format to set; empty: the one that the cell has serves."""
    if edit.number_format:
        return edit.number_format if edit.number_format != now else ""
    needed = number_for(edit.value)
    if needed != PLAIN and shows(now) is Shows.NUMBER:
        return BUILT_IN[needed]
    return ""


def _is_no_text(edit: CellEdit) -> bool:
    return edit.is_formula or not (edit.value is None or isinstance(edit.value, str))


def _looks(like: dict[Cell, Cell]) -> tuple[tuple[Area, Cell], ...]:
    """Areas that take their looks from a row of the same shape, as appended rows do."""
    found: list[tuple[Area, Cell]] = []
    for block in blocks(set(like)):
        for row in range(block.top, block.bottom + 1):
            start = block.left
            for column in range(block.left, block.right + 1):
                here, following = like[row, column], like.get((row, column + 1))
                ends = column == block.right or following != (here[0], here[1] + 1)
                if ends:
                    found.append((Area(row, start, row, column), like[row, start]))
                    start = column + 1
    return tuple(_joined(found))


def _joined(looks: list[tuple[Area, Cell]]) -> Iterator[tuple[Area, Cell]]:
    """Rows below one another that look like the same row, as one area."""
    waiting: dict[tuple[int, int, Cell], Area] = {}
    for area, like in looks:
        key = (area.left, area.right, like)
        above = waiting.get(key)
        if above is not None and above.bottom + 1 == area.top:
            waiting[key] = Area(above.top, area.left, area.bottom, area.right)
        else:
            if above is not None:
                yield above, like
            waiting[key] = area
    for (_, _, like), area in waiting.items():
        yield area, like


def _by_code(codes: dict[Cell, str]) -> tuple[tuple[Area, str], ...]:
    held: dict[str, set[Cell]] = {}
    for cell, code in codes.items():
        held.setdefault(code, set()).add(cell)
    return tuple((area, code) for code, cells in held.items() for area in blocks(cells))


def _respelt(before: Book, copy: bytes, spelling: FunctionSpelling) -> Iterator[PutCells]:
    """Formulas in which functions are spelt otherwise; only those are entered again."""
    old = book_of(Package(copy, before.name), "")
    new = book_of(Package(patched(copy, Changes(functions=spelling)), before.name), "")
    for was, now in zip(old.sheets, new.sheets, strict=True):
        changed = [
            (cell, formula)
            for cell, formula in now.formulas.items()
            if was.formulas.get(cell) != formula
        ]
        for cell, _ in changed:
            if any(cell in area for area in now.arrays.values()):
                raise WriteRefused(
                    THIS, f"{now.name}!{address(*cell)} lies in an array formula or spill"
                )
        if changed:
            yield PutCells(
                now.name, tuple(Entry(*cell, f"={text}", True) for cell, text in sorted(changed))
            )


def _sheets(after: Book, changes: Changes) -> Iterator[Step]:
    """Sheets of our own, under the tab that they have on the copy, and the mark we know them by."""
    for sheet in changes.sheets:
        marker = marker_of(sheet.name)
        tab = sheet_in(after.names.get(marker, ""))
        if not tab:
            raise WriteRefused(THIS, f"the sheet {sheet.name!r} cannot be added")
        yield PutSheet(tab, sheet)
        yield PutName(marker, f"{quoted_sheet(tab)}$1:$1048576", hidden=True)
