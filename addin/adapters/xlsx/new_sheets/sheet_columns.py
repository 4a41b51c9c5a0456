"""Columns and panes of a new sheet: widths, hidden and grouped columns, frozen rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from addin.tables.table import NewSheet, address

DEFAULT_WIDTH = 8.43  # characters
_DIGIT_PIXELS, _PADDING_PIXELS = 7, 5  # of the default font, as Excel measures widths


def level_of(number: int, groups: Sequence[tuple[int, int]]) -> int:
    """How deep a row or column lies in groups; Excel shows seven levels."""
    return min(7, sum(1 for first, last in groups if first <= number <= last))


def format_xml(sheet: NewSheet) -> bytes:
    """The default height, and how many levels of groups there are."""
    said = b""
    for name, groups in (
        (b"outlineLevelRow", sheet.grouped_rows),
        (b"outlineLevelCol", sheet.grouped_columns),
    ):
        deepest = max((level_of(first, groups) for first, _ in groups), default=0)
        said += b' %s="%d"' % (name, deepest) if deepest else b""
    return b'<sheetFormatPr defaultRowHeight="15"%s/>' % said


def columns_xml(sheet: NewSheet) -> bytes:
    """The ``cols`` element; empty when all columns are as usual."""
    last = max(
        len(sheet.widths),
        max(sheet.hidden_columns, default=0),
        max((last for _, last in sheet.grouped_columns), default=0),
    )
    looks = [_look(sheet, column) for column in range(1, last + 1)]
    lines, first = [], 1
    for look, same in groupby(looks):
        end = first + len(list(same)) - 1
        if look:
            lines.append(b'<col min="%d" max="%d"%s/>' % (first, end, look))
        first = end + 1
    return b"<cols>%s</cols>" % b"".join(lines) if lines else b""


def _look(sheet: NewSheet, column: int) -> bytes:
    """What a column states of itself; nothing if it is as usual."""
    width = sheet.widths[column - 1] if column <= len(sheet.widths) else 0
    level = level_of(column, sheet.grouped_columns)
    is_hidden = column in sheet.hidden_columns
    if not (width > 0 or level or is_hidden):
        return b""
    said = b' width="%s"' % f"{_stored_width(width or DEFAULT_WIDTH):.8g}".encode()
    said += b' hidden="1"' if is_hidden else b""
    said += b' customWidth="1"' if width > 0 else b""
    return said + (b' outlineLevel="%d"' % level if level else b"")


def _stored_width(characters: float) -> float:
    """A width in characters as the file states it: with the padding beside the text.

    Source: ECMA-376 part 1, 18.3.1.13 (col).
    """
    pixels = min(characters, 255) * _DIGIT_PIXELS + _PADDING_PIXELS
    return min(255.0, int(pixels / _DIGIT_PIXELS * 256) / 256)


def view_xml(sheet: NewSheet) -> bytes:
    """How the sheet is shown: what is frozen stays in sight.

    No sheet is selected beside the one that is: two would be edited as a group.
    """
    rows, columns = sheet.frozen_rows, sheet.frozen_columns
    if not (rows or columns):
        return b'<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
    first = address(rows + 1, columns + 1).encode()
    pane = b"bottomRight" if rows and columns else b"bottomLeft" if rows else b"topRight"
    split = b' xSplit="%d"' % columns if columns else b""
    split += b' ySplit="%d"' % rows if rows else b""
    return (
        b'<sheetViews><sheetView workbookViewId="0">'
        b'<pane%s topLeftCell="%s" activePane="%s" state="frozen"/>'
        b'<selection pane="%s" activeCell="%s" sqref="%s"/>'
        b"</sheetView></sheetViews>" % (split, first, pane, pane, first, first)
    )
