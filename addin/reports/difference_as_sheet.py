"""What changed as a sheet in the newer workbook: totals, then every change with a link to it."""

from __future__ import annotations

from collections.abc import Iterator

from addin.reports.difference import (
    Comparison,
    amount,
    counted,
    explained_by,
    total_name,
)
from addin.reports.difference_lines import Line, lines, results
from addin.tables.compare.difference import BookDifference, SheetDifference, TotalMoved
from addin.tables.table import Area, NewCell, NewSheet, Style, address

SHEET_NAME = "Changes"
MOST_RESULTS = 500
"""So many results that only follow are listed; all of them would bury the causes."""

_INK, _SOFT, _LINK = "1F2933", "52616B", "1A5FB4"
_LOUD, _LOUD_FILL = "B3261E", "FBE9E7"
_FOLLOWS_FILL = "F3F5F7"
_HEADINGS = (
    "Sheet", "Where", "What happened", "Row is about", "Column", "Before", "After",
    "Difference", "Where before",
)  # fmt: skip
_WIDTHS = (18, 14, 30, 38, 24, 28, 28, 15, 13)


def changes_sheet(book: BookDifference, comparison: Comparison) -> NewSheet:
    """The changes of one workbook, causes before what only follows from them."""
    head = [
        (
            NewCell(
                f"What changed since {_since(book, comparison)}",
                Style(bold=True, colour=_INK, size=14),
            ),
        ),
        (NewCell(f"{comparison.at:%Y-%m-%d %H:%M}  {counted(book)}", Style(colour=_SOFT)),),
        *_totals(book),
        (),
        tuple(NewCell(text, Style(bold=True, fill=_INK, colour="FFFFFF")) for text in _HEADINGS),
    ]
    rows = [*head, *_book_rows(book)]
    for sheet in book.changed:
        rows += (_row(sheet, line) for line in lines(sheet))
    for sheet in book.changed:
        rows += (_row(sheet, line, follows=True) for line in results(sheet)[:MOST_RESULTS])
    return NewSheet(
        SHEET_NAME,
        tuple(rows),
        _WIDTHS,
        frozen_rows=len(head),
        filter_area=Area(len(head), 1, max(len(rows), len(head) + 1), len(_HEADINGS)),
        tab_colour="1A5FB4",
    )


def _since(book: BookDifference, comparison: Comparison) -> str:
    return comparison.before if book.older == book.newer else book.older


def _totals(book: BookDifference) -> Iterator[tuple[NewCell, ...]]:
    if not book.totals:
        return
    yield ()
    for total in book.totals:
        yield (
            NewCell(total.sheet),
            _where(total),
            NewCell(total_name(total), Style(bold=True, wrap=True)),
            NewCell(explained_by(total), Style(colour=_SOFT, wrap=True)),
            NewCell(None),
            NewCell(amount(total.before), Style(align="right")),
            NewCell(amount(total.after), Style(align="right")),
            NewCell(
                float(total.change), Style(bold=True, number_format="+#,##0.00;-#,##0.00;0.00")
            ),
        )


def _where(total: TotalMoved) -> NewCell:
    if total.at is None:
        return NewCell("sum of rows", Style(colour=_SOFT))
    cell = address(*total.at)
    return NewCell(cell, Style(colour=_LINK), link_to(total.sheet, cell))


def _book_rows(book: BookDifference) -> Iterator[tuple[NewCell, ...]]:
    wrap = Style(wrap=True)
    renamed = [(s.older.name, s.name) for s in book.sheets if s.is_renamed]
    for what, pairs in (
        ("sheet added", [("", name) for name in book.added]),
        ("sheet removed", [(name, "") for name in book.removed]),
        ("sheet renamed", renamed),
        ("sheet moved", [("", name) for name in book.moved]),
    ):
        for before, after in pairs:
            link = link_to(after, "A1") if after else ""
            yield (
                NewCell(after or before, Style(colour=_LINK) if link else wrap, link),
                NewCell(None),
                NewCell(what, Style(bold=True)),
                NewCell(None),
                NewCell(None),
                NewCell(before or None, wrap),
                NewCell(after or None, wrap),
            )
    for aspect in book.aspects:
        yield (
            NewCell(None),
            NewCell(None),
            NewCell(aspect.about),
            NewCell(aspect.what, wrap),
            NewCell(None),
            NewCell(aspect.before or None, wrap),
            NewCell(aspect.after or None, wrap),
        )


def _row(sheet: SheetDifference, line: Line, *, follows: bool = False) -> tuple[NewCell, ...]:
    fill = _LOUD_FILL if line.loud else _FOLLOWS_FILL if follows else ""
    plain = Style(wrap=True, fill=fill)
    figure = Style(wrap=True, fill=fill, align="right")
    cell = line.cell.partition(",")[0]
    link = link_to(sheet.name, cell) if cell else ""
    return (
        NewCell(sheet.name, plain),
        NewCell(line.cell or None, Style(fill=fill, colour=_LINK, wrap=True), link),
        NewCell(
            line.what,
            Style(fill=fill, bold=line.loud, colour=_LOUD if line.loud else "", wrap=True),
        ),
        NewCell(line.about or None, plain),
        NewCell(line.column or None, plain),
        NewCell(line.before or None, figure if line.change is not None else plain),
        NewCell(line.after or None, figure if line.change is not None else plain),
        NewCell(
            None if line.change is None else float(line.change),
            Style(fill=fill, number_format="+#,##0.00;-#,##0.00;0.00"),
        ),
        NewCell(line.was if line.was != line.cell else None, plain),
    )


def link_to(sheet: str, cell: str) -> str:
    """Where a click goes: ``#'PO Log'!F12``."""
    quoted = sheet.replace("'", "''")
    return f"#'{quoted}'!{cell}"
