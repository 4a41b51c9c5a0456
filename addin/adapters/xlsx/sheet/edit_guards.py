"""Cells that no edit may touch, because Excel would find the file at odds with itself.

Every refusal names the cell and what it is part of; nothing has been written by then.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.xml_bytes import Element
from addin.adapters.xlsx.sheet.cell_edits import SheetEdits
from addin.adapters.xlsx.sheet.sheet_scan import SheetScan
from addin.adapters.xlsx.sheet.sheet_xml import area_of
from addin.errors import DamagedFile, WriteRefused
from addin.tables.changes import ComputedValue
from addin.tables.table import Area, CellEdit, address

Cell = tuple[int, int]
Edits = Mapping[Cell, CellEdit]


def require_safe(
    draft: Draft,
    scan: SheetScan,
    found: SheetEdits,
    edits: Mapping[Cell, CellEdit | ComputedValue],
    is_locked: Callable[[bytes | None], bool],
) -> None:
    """Refuse edits that would damage what their cells are part of.

    ``found`` is what the edits mean for the sheet that ``scan`` went through; ``is_locked`` says
    whether a style locks its cell on a protected sheet.

    Raises:
        WriteRefused: names the first such cell and why.
    """
    values = {cell: edit for cell, edit in edits.items() if isinstance(edit, CellEdit)}
    _have_formulas(found, edits)
    _outside_arrays(found.formula_areas, values)
    _outside_merged(scan.merged, values)
    if scan.is_protected:
        for cell, edit in values.items():
            if is_locked(found.styles.get(cell)):
                raise _refusal(edit, "is locked: the sheet is protected")
    _outside_parts(draft, scan.part, values)


def _outside_parts(draft: Draft, part: str, edits: Edits) -> None:
    """Whole tables, pivots and maps are parts of their own."""
    if not edits:
        return
    for relationship in draft.relationships(part):
        if relationship.is_external or relationship.target not in draft:
            continue
        if relationship.kind == "table":
            _outside_table(draft.outline(relationship.target), edits)
        elif relationship.kind == "pivotTable":
            _outside_pivot(draft.outline(relationship.target), edits)
        elif relationship.kind == "tableSingleCells":
            _outside_mapped_cells(draft.outline(relationship.target), edits)


def _refusal(edit: CellEdit | ComputedValue, why: str) -> WriteRefused:
    return WriteRefused(THIS, f"{edit.sheet}!{address(edit.row, edit.column)} {why}")


def _have_formulas(found: SheetEdits, edits: Mapping[Cell, CellEdit | ComputedValue]) -> None:
    """A computed value belongs to a formula, or to a cell that an array formula fills."""
    lacking = set(found.without_formula)
    for area, kind in found.formula_areas if lacking else ():
        if kind == b"array":
            lacking -= set(_edited_in(area, lacking))
    for cell in sorted(lacking):
        raise _refusal(edits[cell], "holds no formula that could have been computed")


def _outside_arrays(areas: Iterable[tuple[Area, bytes]], edits: Edits) -> None:
    for area, kind in areas:
        for cell in _edited_in(area, edits):
            if kind == b"dataTable":
                raise _refusal(edits[cell], f"lies in the what-if table {area}")
            # Replaced as a whole, or a single cell: nothing of the array is left behind.
            if not all(other in edits for other in area.cells):
                raise _refusal(edits[cell], f"lies in the array formula or spill {area}")


def _outside_merged(merged: Iterable[Area], edits: Edits) -> None:
    for area in merged:
        for cell in _edited_in(area, edits):
            if cell != (area.top, area.left) and edits[cell].value is not None:
                shown = address(area.top, area.left)
                why = f"is hidden inside the merged cells {area}; write to {shown}"
                raise _refusal(edits[cell], why)


def _edited_in(area: Area, edits: Collection[Cell]) -> Iterator[Cell]:
    """The edited cells in an area, by whichever is the shorter way."""
    size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
    if size < len(edits):
        return (cell for cell in area.cells if cell in edits)
    return (cell for cell in edits if cell in area)


def _outside_table(table: Element, edits: Edits) -> None:
    area = _stated_area(table)
    name = table.get("displayName") or table.get("name")
    columns_of = table.first("tableColumns")
    columns = [column.get("name") for column in columns_of.all("tableColumn")] if columns_of else []
    has_header = table.get("headerRowCount", "1") != "0"
    totals = int(table.get("totalsRowCount") or 0)
    for (row, column), edit in edits.items():
        if (row, column) not in area:
            continue
        if has_header and row == area.top:
            position = column - area.left
            if position >= len(columns) or edit.value != columns[position]:
                raise _refusal(edit, f"is a heading of the table {name}")
        elif totals and row > area.bottom - totals:
            raise _refusal(edit, f"is in the totals row of the table {name}")
        elif table.get("tableType", "worksheet") != "worksheet":
            raise _refusal(edit, f"is in the table {name}, which a query or XML map fills")


def _outside_pivot(pivot: Element, edits: Edits) -> None:
    location = pivot.first("location")
    if location is None:
        return
    area = _stated_area(location)
    pages = int(location.get("rowPageCount") or 0)
    if pages:  # the filters stand above the table, one blank row between
        width = 3 * int(location.get("colPageCount") or 1) - 2
        right = max(area.right, area.left + width)
        area = Area(max(1, area.top - pages - 1), area.left, area.bottom, right)
    for cell, edit in edits.items():
        if cell in area:
            raise _refusal(edit, f"is inside the pivot table {pivot.get('name')}")


def _outside_mapped_cells(mapped: Element, edits: Edits) -> None:
    for single in mapped.all("singleXmlCell"):
        area = Area.of(single.get("r", "A1"))
        for cell, edit in edits.items():
            if cell in area:
                raise _refusal(edit, "is filled by an XML map")


def _stated_area(element: Element) -> Area:
    reference = element.get("ref")
    try:
        return area_of(reference)
    except ValueError:
        raise DamagedFile(THIS, f"a table or pivot covers {reference!r}") from None
