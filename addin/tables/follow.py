"""Formulas that follow: rewritten when a sheet is renamed, or when a table's rows move.

Only what must change is touched; blanks, case and everything else stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from addin.tables.formula import FormulaError, pieces, sheet_of
from addin.tables.row_shift import CannotFollow, RowShift
from addin.tables.sheet_names import prefix_of
from addin.tables.table import MAX_COLUMN, MAX_ROW, Area, column_number

Names = Mapping[str, str]
"""Old name of a sheet in ``casefold`` → new name."""

Change = Callable[[Area], Area]
"""What a formula must name now to mean an area of the table's sheet."""

_CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")
_OWN_BOOK = frozenset({"", "0"})
_LEADS_AWAY = re.compile(r"'?!")


def renamed(formula: str, names: Names) -> str:
    """The formula with sheets under their new names; two may swap theirs.

    Raises:
        FormulaError: the text cannot be read as a formula.

    >>> renamed("SUM(Costs!A1:A9)+'[1]Costs'!B2", {"costs": "Cost report"})
    "SUM('Cost report'!A1:A9)+'[1]Costs'!B2"
    """
    return "".join(
        _renamed_prefix(piece, names) if kind == "sheet" else piece
        for kind, piece in pieces(formula)
    )


def _renamed_prefix(prefix: str, names: Names) -> str:
    book, first, last = sheet_of(prefix)
    if book not in _OWN_BOOK:
        return prefix
    new_first, new_last = (names.get(name.casefold(), name) for name in (first, last))
    if (new_first, new_last) == (first, last):
        return prefix
    return prefix_of(new_first, new_last, book)


def link_renamed(location: str, names: Names) -> str:
    """Where a hyperlink leads after sheets were renamed: ``Costs!A1``, quoted or not."""
    sheet, mark, rest = location.rpartition("!")
    if not mark:
        return location
    bare = sheet[1:-1].replace("''", "'") if sheet[:1] == sheet[-1:] == "'" else sheet
    new = names.get(bare.casefold())
    return location if new is None else prefix_of(new) + rest


def said_in_text(formula: str, names: Names) -> str:
    """The first of these sheets that a formula may name in a text; empty if none.

    Excel does not follow in a text such as ``INDIRECT("Costs!A1")``. A formula that puts the name
    together from other cells (``INDIRECT(A1&"!B2")``) may name any of them.

    >>> said_in_text('INDIRECT("Costs!A1")', {"costs": "Budget"})
    'costs'
    """
    found = pieces(formula)
    builds = any(kind == "function" and p.upper() == "INDIRECT" for kind, p in found)
    for kind, piece in found:
        if kind != "text":
            continue
        said = piece[1:-1].replace('""', '"').casefold()
        for name in names:
            if f"{name}!" in said or f"{name.replace(chr(39), chr(39) * 2)}'!" in said:
                return name
        if builds and _LEADS_AWAY.match(said):
            return next(iter(names))
    return ""


def moved(
    formula: str,
    sheet: str,
    shift: RowShift,
    tabs: Sequence[str] = (),
    *,
    change: Change | None = None,
    fixed: bool = False,
    own_row: int = 0,
) -> str:
    """The formula of a cell on ``sheet`` after a table's rows have moved.

    ``tabs`` are all sheets in order, to know what lies in a span of sheets. ``change`` says what
    becomes of an area, if not what the shift says. ``fixed`` is for a defined name: its relative
    references mean other cells wherever it is used, and stay. ``own_row`` is for a formula that
    is to stand there: what it says of cells in that row stays.

    Raises:
        FormulaError: the text cannot be read as a formula.
        CannotFollow: it refers to cells that leave, or that stand apart now.
    """
    written: list[str] = []
    prefix = ""
    builds = False
    for kind, piece in pieces(formula):
        new = piece
        if kind == "cells" and prefix != _NOWHERE:
            _, first, last = sheet_of(prefix) if prefix else ("", sheet, "")
            if last:
                _require_apart(piece, first, last, shift, tabs)
            elif shift.is_on(first):
                row = 0 if prefix else own_row
                new = _moved_cells(piece, shift, change, fixed=fixed, own_row=row)
        elif kind == "function":
            builds = builds or piece.upper() == "INDIRECT"
        elif kind == "text" and builds:
            _require_settled(piece[1:-1].replace('""', '"'), sheet, shift, tabs)
        written.append(new)
        prefix = _prefix_after(kind, piece)
    return "".join(written)


_NOWHERE = "#REF!"


def _prefix_after(kind: str, piece: str) -> str:
    """What a reference would be to, if it stood directly behind this piece."""
    if kind == "error":
        return _NOWHERE  # #REF!A1 was on a sheet that is gone
    if kind == "sheet":
        return piece if sheet_of(piece)[0] in _OWN_BOOK else _NOWHERE
    return ""


def _require_settled(text: str, sheet: str, shift: RowShift, tabs: Sequence[str]) -> None:
    """A text that INDIRECT reads as an address cannot follow."""
    try:
        new = moved(text, sheet, shift, tabs)
    except FormulaError:
        return
    if new != text:
        raise CannotFollow(f"its text {text!r} names cells that move, and a text does not follow")


def _require_apart(cells: str, first: str, last: str, shift: RowShift, tabs: Sequence[str]) -> None:
    """The same cells of several sheets cannot follow what moves on one of them."""
    order = [tab.casefold() for tab in tabs]
    try:
        low, high = sorted((order.index(first.casefold()), order.index(last.casefold())))
        own = order.index(shift.sheet.casefold())
    except ValueError:
        return
    if low <= own <= high and shift.totals and _moved_cells(cells, shift) != cells:
        raise CannotFollow(
            f"{cells} on the sheets {first} to {last} cannot follow the table {shift.table}, "
            "which is on one of them"
        )


def _moved_cells(
    cells: str,
    shift: RowShift,
    change: Change | None = None,
    *,
    fixed: bool = False,
    own_row: int = 0,
) -> str:
    first, mark, last = cells.partition(":")
    start, end = _CORNER.fullmatch(first), _CORNER.fullmatch(last or first)
    if start is None or end is None or not start[4]:
        return cells  # whole columns
    if fixed and not all(_is_fixed(corner) for corner in (start, end)):
        return cells
    area = _area(start, end)
    if area.bottom > MAX_ROW or area.right > MAX_COLUMN or area.top == area.bottom == own_row:
        return cells
    across = area.top == area.bottom and area.left < area.right  # a row, not a short column
    is_running = across or (_is_fixed(start) and not _is_fixed(end))
    new = change(area) if change else shift.reference(area, is_running=is_running)
    if new == area:
        return cells
    if int(start[4]) <= int(end[4]):
        first, last = _with_row(first, new.top), _with_row(last, new.bottom)
    else:
        first, last = _with_row(first, new.bottom), _with_row(last, new.top)
    return f"{first}:{last}" if mark else first


def _is_fixed(corner: re.Match[str]) -> bool:
    """Whether its row has a dollar: $F$2, F$2, $2."""
    return bool(corner[3] if corner[2] else corner[1])


def _area(start: re.Match[str], end: re.Match[str]) -> Area:
    rows = (int(start[4]), int(end[4]))
    if not start[2]:  # 5:7
        return Area(min(rows), 1, max(rows), MAX_COLUMN)
    columns = (column_number(start[2]), column_number(end[2]))
    return Area(min(rows), min(columns), max(rows), max(columns))


def _with_row(corner: str, row: int) -> str:
    return corner.rstrip("0123456789") + str(row)
