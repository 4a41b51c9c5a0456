"""Operations: steps as JSON, for a host to check and to carry out in one batch.

Every operation that overwrites something says what it expects there (``was``), as the host told it.
A host first compares all of it and does nothing at all if anything differs; then it does all.

```
{"op": "cells", "sheet": "CR", "at": "B4:C4", "was": [[12, null]],
 "put": [[{"f": "SUM(B1:B3)"}, "x"]]}
{"op": "formats", "sheet": "CR", "formats": [["0.00", "B4:C9"]]}
{"op": "like", "sheet": "CR", "looks": [["B9:F9", "B8"]]}      every row of it looks like that row
{"op": "bare", "sheet": "CR", "areas": ["B9:F9"]}              no look of their own
{"op": "table", "sheet": "POs", "table": "Orders", "was": 12, "rows": 13}
{"op": "note", "sheet": "CR", "at": "B4", "was": "", "text": "why"}
{"op": "name", "name": "Rate", "sheet": "", "was": "", "formula": "Costs!$A$1", "hidden": false}
{"op": "rename", "sheet": "CR", "name": "CR wk10"}
{"op": "sheet", "sheet": "Findings", "is_there": false, "cells": [[…]], …}   with its looks
{"op": "restore", "sheet": "Findings", "is_there": true, "cells": [["A1", "x"]], "formats": […]}
{"op": "remove", "sheet": "Findings"}
```

A cell is null, a number, a text, true, false, ``{"f": formula}`` or ``{"e": error}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

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
from addin.adapters.snapshots.cells import stored
from addin.adapters.xlsx.formats.number_formats import GENERAL as PLAIN
from addin.adapters.xlsx.formats.number_formats import number_for
from addin.adapters.xlsx.reading.format_codes import BUILT_IN
from addin.tables.formula_prefixes import as_shown
from addin.tables.table import Area, Book, ListObject, NewSheet, Sheet, Style, address

Cell = tuple[int, int]
Operation = dict[str, Any]


def operations(steps: Sequence[Step], before: Book) -> list[Operation]:
    """What a host is to do; ``before`` is the workbook as it told it."""
    return [one for step in _renames_last(steps) for one in _operations(step, before)]


def _renames_last(steps: Sequence[Step]) -> list[Step]:
    """The steps, each calling its sheet as the host has it: it compares all before it does any.

    Names stay behind the renames, since their formulas call sheets as they are called then.
    """
    called: dict[str, str] = {}  # a sheet's new name → the one it has until then
    first: list[Step] = []
    last: list[Step] = []
    for step in steps:
        if isinstance(step, RenameSheet):
            called[step.name] = called.pop(step.sheet, step.sheet)
            last.append(step)
        elif isinstance(step, PutName):
            last.append(step)
        else:
            first.append(replace(step, sheet=called.get(step.sheet, step.sheet)))
    return first + last


def held(sheet: Sheet | None, cell: Cell, *, date_1904: bool) -> Any:
    """What a cell of a workbook holds, as operations state it."""
    if sheet is None:
        return None
    formula = sheet.formulas.get(cell)
    if formula is not None:
        return {"f": formula}
    return stored(sheet.value(*cell), date_1904=date_1904)


def entered(entry: Entry, *, date_1904: bool) -> Any:
    """What a cell is to hold."""
    if entry.is_formula:
        return {"f": as_shown(str(entry.value).removeprefix("="))}
    return stored(entry.value, date_1904=date_1904)


def _operations(step: Step, before: Book) -> Iterator[Operation]:
    match step:
        case PutCells():
            yield from _cells(step, before)
        case PutFormats():
            formats = [[code, str(area)] for area, code in step.formats]
            yield {"op": "formats", "sheet": step.sheet, "formats": formats}
        case TakeLooks():
            looks = [[str(area), address(*like)] for area, like in step.looks]
            yield {"op": "like", "sheet": step.sheet, "looks": looks}
        case ClearLooks():
            yield {"op": "bare", "sheet": step.sheet, "areas": list(map(str, step.areas))}
        case PutNote():
            sheet = before.sheet(step.sheet)
            was = sheet.notes.get((step.row, step.column), "") if sheet else ""
            where = address(step.row, step.column)
            yield {
                "op": "note", "sheet": step.sheet, "at": where, "was": was, "text": step.text,
            }  # fmt: skip
        case _:
            yield _of_the_workbook(step, before)


def _of_the_workbook(step: Step, before: Book) -> Operation:
    match step:
        case SizeTable():
            return {
                "op": "table",
                "sheet": step.sheet,
                "table": step.table,
                "was": _rows_of(before, step.table),
                "rows": step.rows,
            }
        case PutName():
            return _name(step, before)
        case RenameSheet():
            return {"op": "rename", "sheet": step.sheet, "name": step.name}
        case PutSheet():
            return _whole(step, before)
        case RestoreSheet():
            return {
                "op": "restore",
                "sheet": step.sheet,
                "is_there": before.sheet(step.sheet) is not None,
                "cells": [
                    [address(one.row, one.column), entered(one, date_1904=before.date_1904)]
                    for one in step.cells
                ],
                "formats": [[code, str(area)] for area, code in step.formats],
            }
        case RemoveSheet():
            return {"op": "remove", "sheet": step.sheet}
        case _:
            raise TypeError(type(step).__name__)


def _cells(step: PutCells, before: Book) -> Iterator[Operation]:
    sheet = before.sheet(step.sheet)
    put = {(one.row, one.column): entered(one, date_1904=before.date_1904) for one in step.cells}
    for area in blocks(set(put)):
        rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
        was = [[held(sheet, (r, c), date_1904=before.date_1904) for c in columns] for r in rows]
        yield {
            "op": "cells",
            "sheet": step.sheet,
            "at": str(area),
            "was": was,
            "put": [[put[r, c] for c in columns] for r in rows],
        }


def _rows_of(book: Book, name: str) -> int:
    for sheet in book.sheets:
        for table in sheet.list_objects:
            if table.name == name:
                return rows_in(table)
    return 0


def rows_in(table: ListObject) -> int:
    """How many rows of data a table has."""
    height = table.area.bottom - table.area.top + 1
    return height - table.header_rows - table.totals_rows


def _name(step: PutName, before: Book) -> Operation:
    known = (step.name.casefold(), step.sheet.casefold())
    was = next(
        (
            one.formula
            for one in before.defined_names
            if (one.name.casefold(), one.sheet.casefold()) == known
        ),
        "",
    )
    return {
        "op": "name",
        "name": step.name.removeprefix("_xlnm."),
        "sheet": step.sheet,
        "was": was,
        "formula": as_shown(step.formula),
        "hidden": step.hidden,
    }


def _whole(step: PutSheet, before: Book) -> Operation:
    content = step.content
    return {
        "op": "sheet",
        "sheet": step.sheet,
        "is_there": before.sheet(step.sheet) is not None,
        "cells": [
            [
                {"f": as_shown(str(new.value).removeprefix("="))}
                if new.is_formula
                else stored(new.value, date_1904=before.date_1904)
                for new in row
            ]
            for row in content.rows
        ],
        "formats": [[code, str(area)] for code, area in _formats(content)],
        "looks": [{"area": str(area), **look} for area, look in _looks(content)],
        "widths": list(content.widths),
        "frozen_rows": content.frozen_rows,
        "frozen_columns": content.frozen_columns,
        "filter": str(content.filter_area) if content.filter_area else None,
        "tab_colour": content.tab_colour,
        "links": [
            [address(row, column), new.link]
            for row, line in enumerate(content.rows, 1)
            for column, new in enumerate(line, 1)
            if new.link
        ],
        "choices": [[str(one.area), list(one.options), one.prompt] for one in content.choices],
        "hidden_columns": sorted(content.hidden_columns),
        "grouped_rows": [list(span) for span in content.grouped_rows],
        "grouped_columns": [list(span) for span in content.grouped_columns],
    }


def _styles(content: NewSheet) -> dict[Style, set[Cell]]:
    found: dict[Style, set[Cell]] = {}
    for row, line in enumerate(content.rows, 1):
        for column, new in enumerate(line, 1):
            if new.style != Style():
                found.setdefault(new.style, set()).add((row, column))
    return found


def _formats(content: NewSheet) -> Iterator[tuple[str, Area]]:
    codes: dict[str, set[Cell]] = {}
    for row, line in enumerate(content.rows, 1):
        for column, new in enumerate(line, 1):
            needed = number_for(new.value)
            code = new.style.number_format or (BUILT_IN[needed] if needed != PLAIN else "")
            if code:
                codes.setdefault(code, set()).add((row, column))
    for code, cells in codes.items():
        yield from ((code, area) for area in blocks(cells))


def _looks(content: NewSheet) -> Iterator[tuple[Area, dict[str, Any]]]:
    for style, cells in _styles(content).items():
        look = {key: value for key, value in asdict(style).items() if value}
        look.pop("number_format", None)
        if look:
            yield from ((area, look) for area in blocks(cells))
