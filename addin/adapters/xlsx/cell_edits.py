"""Cell edits in one worksheet part: only the touched rows are rewritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from addin.adapters.xlsx.cell_xml import Dialect, cell_xml
from addin.adapters.xlsx.shared_formulas import new_masters
from addin.adapters.xlsx.sheet_xml import CellXml, RowXml, SheetXml
from addin.adapters.xlsx.xml_bytes import (
    Cut,
    attributes_of,
    opened_tag,
    spliced,
    tag_at,
    with_attribute,
)
from addin.tables.table import Area, CellEdit, Value

Cell = tuple[int, int]
StyleFor = Callable[[bytes | None, Value], int | bytes | None]
"""The style a cell had (or would inherit) and its new value → the style to write."""


@dataclass(frozen=True, slots=True)
class EditedSheet:
    """A worksheet part with its edits; ``lost_formulas`` are the cells that no longer have one."""

    xml: bytes
    lost_formulas: frozenset[Cell]


def edited(
    sheet: SheetXml, edits: Mapping[Cell, CellEdit], dialect: Dialect, style_for: StyleFor
) -> EditedSheet:
    """The sheet with its edits. Whether they are safe has been asked before."""
    return _Editor(sheet, edits, dialect, style_for).result()


class _Editor:
    def __init__(
        self,
        sheet: SheetXml,
        edits: Mapping[Cell, CellEdit],
        dialect: Dialect,
        style_for: StyleFor,
    ) -> None:
        self.sheet, self.dialect, self.style_for = sheet, dialect, style_for
        self.rows: dict[int, dict[int, CellEdit]] = {}
        for (row, column), edit in sorted(edits.items()):
            self.rows.setdefault(row, {})[column] = edit
        self.masters = new_masters(sheet, edits.keys())
        for row, _ in self.masters:
            self.rows.setdefault(row, {})
        self.lost: set[Cell] = set()

    def result(self) -> EditedSheet:
        cuts: list[Cut] = []
        added: list[bytes] = []
        for number, edits in sorted(self.rows.items()):
            row = self.sheet.row(number)
            if row is not None:
                cuts += self._changed_row(row, edits)
                continue
            fresh = self._new_row(number, edits)
            if not fresh:
                continue
            if self.sheet.is_self_closed:
                added.append(fresh)
            else:
                place = self.sheet.place_for(number)
                cuts.append((place, place, fresh))
        if added:
            cuts.append(self._filled_holder(b"".join(added)))
        cuts += self._widened_dimension()
        return EditedSheet(spliced(self.sheet.xml, cuts), frozenset(self.lost))

    def _filled_holder(self, rows: bytes) -> Cut:
        start, end = self.sheet.holder
        close = b"</" + self.dialect.prefix + b"sheetData>"
        return start, end, opened_tag(self.sheet.xml[start:end]) + rows + close

    def _new_row(self, number: int, edits: Mapping[int, CellEdit]) -> bytes:
        cells = b"".join(
            self._new_cell(edit, None) for edit in edits.values() if edit.value is not None
        )
        prefix = self.dialect.prefix
        if not cells:
            return b""
        return b'<%srow r="%d">%s</%srow>' % (prefix, number, cells, prefix)

    def _new_cell(self, edit: CellEdit, row_style: bytes | None) -> bytes:
        """A cell where there was none: it looks as its row or column says, as in Excel."""
        inherited = row_style or self._column_style(edit.column)
        return cell_xml(edit, self.dialect, self._style(inherited, edit))

    def _style(self, style: bytes | None, edit: CellEdit) -> int | bytes | None:
        return self.style_for(style, None if edit.is_formula else edit.value)

    def _column_style(self, column: int) -> bytes | None:
        for first, last, style in self.sheet.column_styles:
            if first <= column <= last:
                return style
        return None

    def _changed_row(self, row: RowXml, edits: Mapping[int, CellEdit]) -> list[Cut]:
        tag = tag_at(self.sheet.xml, row.start)
        attributes = attributes_of(tag)
        has_style = attributes.get(b"customFormat") in {b"1", b"true"}
        row_style = attributes.get(b"s") if has_style else None
        cuts = list(self._cell_cuts(row, edits, row_style))
        if not cuts:
            return []
        new_tag = opened_tag(_with_spans(tag, [c for c, e in edits.items() if e.value is not None]))
        if row.is_self_closed:
            close = b"</" + self.dialect.prefix + b"row>"
            return [(row.start, row.end, new_tag + b"".join(cut[2] for cut in cuts) + close)]
        return [(row.start, row.opened, new_tag), *cuts] if new_tag != tag else cuts

    def _cell_cuts(
        self, row: RowXml, edits: Mapping[int, CellEdit], row_style: bytes | None
    ) -> Iterator[Cut]:
        waiting = dict(sorted(edits.items()))
        for cell in self.sheet.cells(row):
            for column in [c for c in waiting if c < cell.column]:
                yield from self._inserted(waiting.pop(column), cell.start, row_style)
            if cell.column in waiting:
                yield self._replaced(cell, waiting.pop(cell.column))
            elif (row.number, cell.column) in self.masters:
                yield self._promoted(cell, self.masters[row.number, cell.column])
        for edit in waiting.values():
            yield from self._inserted(edit, row.closed, row_style)

    def _inserted(self, edit: CellEdit, place: int, row_style: bytes | None) -> Iterator[Cut]:
        if edit.value is not None:
            yield place, place, self._new_cell(edit, row_style)

    def _replaced(self, cell: CellXml, edit: CellEdit) -> Cut:
        if cell.formula is not None and not edit.is_formula:
            self.lost.add((edit.row, edit.column))
        kept = self.sheet.patterns.kept.search(cell.inner)
        style = self._style(cell.style, edit)
        return cell.start, cell.end, cell_xml(edit, self.dialect, style, kept[0] if kept else b"")

    def _promoted(self, cell: CellXml, formula: bytes) -> Cut:
        """The cell with the shared formula's text, which its first cell used to hold."""
        whole = self.sheet.xml[cell.start : cell.end]
        return cell.start, cell.end, whole.replace(cell.formula or b"", formula, 1)

    def _widened_dimension(self) -> Iterator[Cut]:
        stated = self.sheet.dimension
        live = [
            (row, column)
            for row, edits in self.rows.items()
            for column, edit in edits.items()
            if edit.value is not None
        ]
        if stated is None or not live:
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
            tag = self.sheet.xml[start:end]
            yield start, end, with_attribute(tag, b"ref", str(wider).encode())


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
