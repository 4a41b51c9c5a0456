"""A snapshot: a workbook that a host has open, as JSON ↔ as our ``Book``.

```
{"name": "Costs.xlsx", "date_1904": false, "names": [["Rate", "Costs!$A$1", "", false]], "sheets": [
  {"name": "CR", "at": "A1", "values": [["Account", 12.5], [null, {"e": "#REF!"}]],
   "formulas": [["B1", "SUM(B2:B9)"]], "formats": [["0.00", "B1:B9"]], "merged": ["A1:B1"],
   "hidden": "", "hidden_rows": [[4, 9]], "hidden_columns": [[2, 2]], "filtered": "A1:F90",
   "protected": false, "notes": [["B4", "why"]], "uncached": ["C4"],
   "arrays": [["D1", "D1:D3", false]],
   "tables": [{"name": "POs", "area": "A4:F90", "columns": ["PO"], "headers": 1, "totals": 0}]}]}
```

``at`` is where ``values`` begin; formulas are without their ``=``; everything but the names and
``values`` may be left out. Number formats are told of empty cells too, since something may be
written there. ``"kind": "xlsx"`` says that a host writes it like one, whatever its name is: Calc
does with an ``.ods``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from addin.adapters.live_excel.halving import blocks
from addin.adapters.live_excel.live_digest import digest_of_content
from addin.adapters.snapshots.cells import shown, stored
from addin.adapters.xlsx.reading.format_codes import GENERAL
from addin.adapters.xlsx.reading.styled_cells import is_number
from addin.errors import UnreadableFile
from addin.tables.beside_cells import DefinedName
from addin.tables.formula_prefixes import as_shown
from addin.tables.table import (
    Area,
    Book,
    ListObject,
    Sheet,
    Value,
    Visibility,
    address,
    cell_at,
)

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A workbook as a host has it open.

    ``formats`` are the number formats of each sheet, area by area, of empty cells too. ``content``
    are the bytes of its file as the host would save it, if it sent them.
    """

    book: Book
    formats: Mapping[str, tuple[tuple[Area, str], ...]]
    content: bytes = b""

    def formats_of(self, sheet: str, area: Area) -> Sequence[tuple[Area, str]]:
        """The number formats of an area, piece by piece; what nothing is known of is General."""
        codes: dict[str, set[Cell]] = {}
        known = [one for one in self.formats.get(sheet.casefold(), ()) if _meet(one[0], area)]
        for cell in area.cells:
            code = next((code for one, code in known if cell in one), GENERAL)
            codes.setdefault(code, set()).add(cell)
        return tuple((one, code) for code, cells in codes.items() for one in blocks(cells))


def snapshot_of(given: Any, content: bytes = b"") -> Snapshot:
    """The workbook that a host sent.

    Raises:
        UnreadableFile: it is none; says where.
    """
    name = given.get("name") if isinstance(given, dict) else None
    if not isinstance(name, str) or not name:
        raise UnreadableFile("The workbook", "the snapshot of it says no name")
    try:
        return _snapshot(given, name, content)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise UnreadableFile(name, f"its snapshot is damaged ({error})") from error


def as_json(book: Book) -> dict[str, Any]:
    """A workbook as a host would send it."""
    return {
        "name": book.name,
        "date_1904": book.date_1904,
        "names": [[one.name, one.formula, one.sheet, one.is_hidden] for one in book.defined_names],
        "sheets": [_sheet_as_json(sheet, date_1904=book.date_1904) for sheet in book.sheets],
    }


def _snapshot(given: dict[str, Any], name: str, content: bytes) -> Snapshot:
    date_1904 = bool(given.get("date_1904", False))
    formats = {
        str(one["name"]).casefold(): tuple(
            (Area.of(area), str(code)) for code, area in one.get("formats", ())
        )
        for one in given["sheets"]
    }
    sheets = tuple(
        _sheet(one, formats[str(one["name"]).casefold()], date_1904=date_1904)
        for one in given["sheets"]
    )
    if len(formats) != len(sheets):
        raise ValueError("two sheets have one name")
    defined = tuple(
        DefinedName(str(own), as_shown(str(formula)), str(sheet), bool(hidden))
        for own, formula, sheet, hidden in given.get("names", ())
    )
    book = Book(
        name,
        sheets,
        kind=str(given.get("kind") or PurePosixPath(name).suffix.lstrip(".").lower() or "xlsx"),
        date_1904=date_1904,
        names={f"{n.sheet}!{n.name}" if n.sheet else n.name: n.formula for n in defined},
        defined_names=defined,
    )
    return Snapshot(replace(book, digest=digest_of_content(book)), formats, content)


def _sheet(given: dict[str, Any], formats: Sequence[tuple[Area, str]], *, date_1904: bool) -> Sheet:
    top, left = cell_at(given.get("at", "A1"))
    raw = {
        (top + r, left + c): cell
        for r, row in enumerate(given["values"])
        for c, cell in enumerate(row)
        if cell is not None
    }
    codes = {cell: code for area, code in formats if code != GENERAL for cell in _known(area, raw)}
    formulas = {cell_at(where): as_shown(str(text)) for where, text in given.get("formulas", ())}
    values = {
        cell: shown(one, codes.get(cell, GENERAL), date_1904=date_1904) for cell, one in raw.items()
    }
    uncached = frozenset(map(cell_at, given.get("uncached", ())))
    arrays = given.get("arrays", ())
    filtered = given.get("filtered")
    return Sheet(
        str(given["name"]),
        _rows(values),
        formulas,
        {
            cell: code
            for area, code in formats
            if code != GENERAL
            for cell in _known(area, values.keys() | uncached)
            if cell in uncached or is_number(values[cell])
        },
        uncached=uncached,
        arrays={cell_at(where): Area.of(area) for where, area, _ in arrays},
        merged=tuple(map(Area.of, given.get("merged", ()))),
        visibility=Visibility(given.get("hidden") or "visible"),
        hidden_rows=_spread(given.get("hidden_rows", ())),
        hidden_columns=_spread(given.get("hidden_columns", ())),
        list_objects=tuple(map(_list_object, given.get("tables", ()))),
        notes={cell_at(where): str(text) for where, text in given.get("notes", ())},
        filtered=Area.of(filtered) if filtered else None,
        spilling=frozenset(cell_at(where) for where, _, spills in arrays if spills),
        is_protected=bool(given.get("protected", False)),
    )


def _meet(one: Area, other: Area) -> bool:
    rows = one.top <= other.bottom and other.top <= one.bottom
    return rows and one.left <= other.right and other.left <= one.right


def _known(area: Area, cells: Iterable[Cell]) -> Iterator[Cell]:
    """The cells of an area that are among these; whole columns are long."""
    held = cells if isinstance(cells, dict | set) else set(cells)
    size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
    if size > len(held):
        return (cell for cell in held if cell in area)
    return (cell for cell in area.cells if cell in held)


def _list_object(given: dict[str, Any]) -> ListObject:
    return ListObject(
        str(given["name"]),
        Area.of(given["area"]),
        tuple(map(str, given["columns"])),
        int(given.get("headers", 1)),
        int(given.get("totals", 0)),
        str(given.get("connection", "")),
    )


def _spread(spans: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(number for first, last in spans for number in range(first, last + 1))


def _spans(numbers: Iterable[int]) -> list[list[int]]:
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return spans


def _rows(values: Mapping[Cell, Value]) -> tuple[tuple[Value, ...], ...]:
    rows: list[list[Value]] = []
    for (row, column), value in sorted(values.items(), key=lambda one: one[0]):
        if value is None:
            continue
        while len(rows) < row:
            rows.append([])
        cells = rows[row - 1]
        cells.extend([None] * (column - 1 - len(cells)))
        cells.append(value)
    return tuple(map(tuple, rows))


def _sheet_as_json(sheet: Sheet, *, date_1904: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": sheet.name,
        "at": "A1",
        "values": [[stored(one, date_1904=date_1904) for one in row] for row in sheet.rows],
        "formulas": [[address(*cell), text] for cell, text in sheet.formulas.items()],
        "formats": _by_code(sheet.formats),
        "merged": list(map(str, sheet.merged)),
        "hidden": "" if sheet.visibility is Visibility.VISIBLE else str(sheet.visibility),
        "hidden_rows": _spans(sheet.hidden_rows),
        "hidden_columns": _spans(sheet.hidden_columns),
        "filtered": str(sheet.filtered) if sheet.filtered else None,
        "protected": sheet.is_protected,
        "notes": [[address(*cell), text] for cell, text in sheet.notes.items()],
        "uncached": [address(*cell) for cell in sorted(sheet.uncached)],
        "arrays": [
            [address(*cell), str(area), cell in sheet.spilling]
            for cell, area in sheet.arrays.items()
        ],
        "tables": [
            {
                "name": one.name,
                "area": str(one.area),
                "columns": list(one.columns),
                "headers": one.header_rows,
                "totals": one.totals_rows,
                "connection": one.connection,
            }
            for one in sheet.list_objects
        ],
    }
    return told


def _by_code(formats: Mapping[Cell, str]) -> list[list[str]]:
    held: dict[str, set[Cell]] = {}
    for cell, code in formats.items():
        held.setdefault(code, set()).add(cell)
    return [[code, str(area)] for code, cells in held.items() for area in blocks(cells)]
