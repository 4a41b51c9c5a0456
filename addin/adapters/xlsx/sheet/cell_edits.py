"""Cell edits in one worksheet part: which places of it change, found in one pass.

Nothing but the touched rows is looked into, and nothing but the cuts is kept: a sheet of any size
passes through twice, once to find them and once to be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from addin.adapters.xlsx.parts.xml_bytes import (
    Cut,
    attributes_of,
    opened_tag,
    tag_at,
    with_attribute,
)
from addin.adapters.xlsx.sheet.cell_xml import Dialect, cell_xml, refreshed_xml
from addin.adapters.xlsx.sheet.shared_formulas import Heirs
from addin.adapters.xlsx.sheet.sheet_scan import SheetScan
from addin.adapters.xlsx.sheet.sheet_xml import CellXml, RowBlock, RowXml
from addin.tables.changes import ComputedValue
from addin.tables.table import Area, CellEdit

Cell = tuple[int, int]
Edit = CellEdit | ComputedValue
StyleFor = Callable[[CellEdit, bytes | None], int | bytes | None]
"""An edit and the style its cell had (or would inherit) → the style to write."""


@dataclass(slots=True)
class SheetEdits:
    """What edits mean for one worksheet part.

    ``cuts`` are the places that change; ``lost_formulas`` the cells that no longer have one.
    ``styles`` are those of the edited cells that are there. ``without_formula`` are cells that
    were to get a fresh value and hold no formula. ``formula_areas`` are the areas of array
    formulas and what-if tables, with their kind.
    """

    cuts: list[Cut] = field(default_factory=list)
    lost_formulas: set[Cell] = field(default_factory=set)
    styles: dict[Cell, bytes | None] = field(default_factory=dict)
    without_formula: set[Cell] = field(default_factory=set)
    formula_areas: list[tuple[Area, bytes]] = field(default_factory=list)


def sheet_edits(
    scan: SheetScan, edits: Mapping[Cell, Edit], dialect: Dialect, style_for: StyleFor
) -> SheetEdits:
    """Go through a sheet for its edits. Whether they are safe is to be asked afterwards."""
    return _Pass(scan, edits, dialect, style_for).result()


class _Pass:
    def __init__(
        self, scan: SheetScan, edits: Mapping[Cell, Edit], dialect: Dialect, style_for: StyleFor
    ) -> None:
        self.scan, self.dialect, self.style_for = scan, dialect, style_for
        self.edits = edits
        self.rows: dict[int, dict[int, Edit]] = {}
        for (row, column), edit in sorted(edits.items()):
            self.rows.setdefault(row, {})[column] = edit
        self.heirs = Heirs({cell for cell, edit in edits.items() if isinstance(edit, CellEdit)})
        self.found = SheetEdits()

    def result(self) -> SheetEdits:
        waiting = sorted(self.rows, reverse=True)
        for block in self.scan.blocks():
            wanted = []
            while waiting and waiting[-1] <= block.last:
                wanted.append(waiting.pop())
            self._through(block, wanted)
        self._behind(waiting[::-1])
        self._widen_dimension()
        return self.found

    def _through(self, block: RowBlock, wanted: list[int]) -> None:
        self.found.formula_areas += block.formula_areas()
        masters = self.heirs.of(block, wanted)
        for number in sorted({*wanted, *(row for row, _ in masters)}):
            edits = self.rows.get(number, {})
            row = block.row(number)
            if row is None:
                place = block.place_for(number)
                cuts = [(place, place, self._new_row(number, edits))]
            else:
                cuts = self._changed_row(block, row, edits, masters)
            self.found.cuts += [
                (block.at + start, block.at + end, new)
                for start, end, new in cuts
                if block.xml[start:end] != new
            ]

    def _behind(self, numbers: list[int]) -> None:
        """Rows below all that there are."""
        rows = b"".join(self._new_row(number, self.rows[number]) for number in numbers)
        if rows and self.scan.is_self_closed:
            start, end = self.scan.holder
            close = b"</" + self.dialect.prefix + b"sheetData>"
            holder = opened_tag(self.scan.head[start:end])
            self.found.cuts.append((start, end, holder + rows + close))
        elif rows:
            self.found.cuts.append((self.scan.rows_end, self.scan.rows_end, rows))

    def _new_row(self, number: int, edits: Mapping[int, Edit]) -> bytes:
        cells = b"".join(self._new_cell(edit, None) for edit in edits.values())
        prefix = self.dialect.prefix
        return b'<%srow r="%d">%s</%srow>' % (prefix, number, cells, prefix) if cells else b""

    def _new_cell(self, edit: Edit, row_style: bytes | None) -> bytes:
        """A cell where there was none: it looks as its row or column says, as in Excel."""
        if isinstance(edit, ComputedValue):
            self.found.without_formula.add((edit.row, edit.column))
            return b""
        if edit.value is None and edit.like is None and not edit.number_format:
            return b""
        inherited = row_style or self._column_style(edit.column)
        return cell_xml(edit, self.dialect, self.style_for(edit, inherited))

    def _column_style(self, column: int) -> bytes | None:
        for first, last, style in self.scan.column_styles:
            if first <= column <= last:
                return style
        return None

    def _changed_row(
        self,
        block: RowBlock,
        row: RowXml,
        edits: Mapping[int, Edit],
        masters: Mapping[Cell, bytes],
    ) -> list[Cut]:
        tag = tag_at(block.xml, row.start)
        attributes = attributes_of(tag)
        has_style = attributes.get(b"customFormat") in {b"1", b"true"}
        row_style = attributes.get(b"s") if has_style else None
        cuts = list(self._cell_cuts(block, row, edits, masters, row_style))
        if not any(block.xml[start:end] != new for start, end, new in cuts):
            return []
        new_tag = opened_tag(_with_spans(tag, [c for c, e in edits.items() if e.value is not None]))
        if row.is_self_closed:
            close = b"</" + self.dialect.prefix + b"row>"
            return [(row.start, row.end, new_tag + b"".join(cut[2] for cut in cuts) + close)]
        return [(row.start, row.opened, new_tag), *cuts]

    def _cell_cuts(
        self,
        block: RowBlock,
        row: RowXml,
        edits: Mapping[int, Edit],
        masters: Mapping[Cell, bytes],
        row_style: bytes | None,
    ) -> Iterator[Cut]:
        promoted = {column for number, column in masters if number == row.number}
        for column, there in block.cells_at(row, sorted(edits.keys() | promoted)):
            edit = edits.get(column)
            if isinstance(there, int):
                yield there, there, self._new_cell(edit, row_style) if edit else b""
            elif edit is not None:
                yield there.start, there.end, self._replaced(block, there, edit)
            else:
                # It gets the shared formula's text, which its first cell used to hold.
                old = block.xml[there.start : there.end]
                new = old.replace(there.formula or b"", masters[row.number, column], 1)
                yield there.start, there.end, new

    def _replaced(self, block: RowBlock, cell: CellXml, edit: Edit) -> bytes:
        where = (edit.row, edit.column)
        if isinstance(edit, ComputedValue):
            if cell.formula is None:
                self.found.without_formula.add(where)
            return refreshed_xml(block.xml[cell.start : cell.end], cell, edit, self.dialect)
        self.found.styles[where] = cell.style
        if cell.formula is not None and not edit.is_formula:
            self.found.lost_formulas.add(where)
        kept = block.patterns.kept.search(cell.inner)
        style = self.style_for(edit, cell.style)
        return cell_xml(edit, self.dialect, style, kept[0] if kept else b"")

    def _widen_dimension(self) -> None:
        stated = self.scan.dimension
        live = [cell for cell, edit in self.edits.items() if edit.value is not None]
        if stated is None or not live or not self.found.cuts:
            return
        start, end, area = stated
        rows, columns = zip(*live, strict=True)
        wider = Area(
            min(area.top, *rows),
            min(area.left, *columns),
            max(area.bottom, *rows),
            max(area.right, *columns),
        )
        if wider != area:
            tag = self.scan.head[start:end]
            self.found.cuts.append((start, end, with_attribute(tag, b"ref", str(wider).encode())))


def _with_spans(tag: bytes, columns: list[int]) -> bytes:
    """The row's tag, its hint on used columns wide enough for the new ones."""
    spans = attributes_of(tag).get(b"spans")
    if not spans or not columns:
        return tag
    try:
        stated = [tuple(map(int, span.split(b":"))) for span in spans.split()]
        if all(any(first <= c <= last for first, last in stated) for c in columns):
            return tag
    except ValueError:
        return tag
    edges = [edge for span in stated for edge in span] + columns
    return with_attribute(tag, b"spans", b"%d:%d" % (min(edges), max(edges)))
