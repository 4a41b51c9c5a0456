"""Whether a table can be resized: what stands in its way, or would be torn apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.rows.sheet_survey import Survey
from addin.adapters.xlsx.rows.table_part import TablePart
from addin.adapters.xlsx.sheet.sheet_xml import area_of
from addin.errors import WriteRefused
from addin.tables.row_shift import RowShift
from addin.tables.table import Area, address


def require_room(
    draft: Draft, tables: Sequence[TablePart], table: TablePart, shift: RowShift, seen: Survey
) -> None:
    """Refuse a resize that would overwrite cells, or part what belongs together.

    Raises:
        WriteRefused: names the first obstacle.
    """
    if seen.is_protected:
        raise WriteRefused(
            THIS, f"the sheet {shift.sheet!r} is protected, so its tables keep their size"
        )
    if not shift.by:
        return
    why = next(_obstacles(draft, tables, table, shift, seen), None)
    if why is not None:
        raise WriteRefused(THIS, f"the table {table.name} cannot change its size: {why}")


def _obstacles(
    draft: Draft, tables: Sequence[TablePart], table: TablePart, shift: RowShift, seen: Survey
) -> Iterator[str]:
    touched = _touched(shift)
    for (row, column), cell in seen.cells.items():
        if row > table.area.bottom and (row, column) in shift.new_area and not cell.is_blank:
            yield f"{shift.sheet}!{address(row, column)} below it is not blank"
    for what, area in (*_on_sheet(seen), *_of_other_parts(draft, table)):
        if overlap(area, touched) and (what != "a note" or shift.totals):
            yield f"there is {what} at {area}"
    for other in tables:
        is_near = other.part != table.part and other.sheet.part == table.sheet.part
        if is_near and overlap(other.area, shift.new_area):
            yield f"the table {other.name} is in the way"
    added = [row for row in sorted(seen.hidden) if table.last < row <= shift.new_last]
    if added or shift.new_totals in seen.hidden:
        yield f"row {added[0] if added else shift.new_totals}, which it would take in, is hidden"


def _on_sheet(seen: Survey) -> Iterator[tuple[str, Area]]:
    """Merged cells, and formulas that fill several cells."""
    for area in seen.merged:
        yield "a merged cell", area
    for area in seen.formula_areas:
        if (area.top, area.left) != (area.bottom, area.right):
            yield "an array formula or what-if table", area


def _touched(shift: RowShift) -> Area:
    """The rows that move, are added or leave, across the table."""
    top = min(shift.last, shift.new_last) + 1
    bottom = max(shift.area.bottom, shift.new_area.bottom)
    return Area(top, shift.area.left, bottom, shift.area.right)


def _of_other_parts(draft: Draft, table: TablePart) -> Iterator[tuple[str, Area]]:
    """Pivot tables and notes on the table's sheet. Notes would not move with the totals."""
    for relationship in draft.relationships(table.sheet.part):
        if relationship.is_external or relationship.target not in draft:
            continue
        if relationship.kind == "pivotTable":
            location = draft.outline(relationship.target).first("location")
            if location is not None:
                yield "a pivot table", area_of(location.get("ref", "A1"))
        elif relationship.kind == "comments":
            comments = draft.outline(relationship.target).first("commentList")
            for comment in comments.all("comment") if comments else ():
                yield "a note", area_of(comment.get("ref", "A1"))


def overlap(one: Area, other: Area) -> bool:
    """Whether two areas share a cell."""
    return (
        one.top <= other.bottom
        and other.top <= one.bottom
        and one.left <= other.right
        and other.left <= one.right
    )
