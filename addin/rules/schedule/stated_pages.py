"""SCH302: a board states a page count that its strips do not add up to.

Why it matters: the day's length is read off its break, and the script's off its total. A strip
that moved after the break was typed makes one day look lighter than it is and another heavier.

Example: the break says END OF DAY 3 - 4 2/8 pgs, and the strips above it come to 5 1/8.

What to do: type the sum, or find the strip that moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from addin.domain.eighths import NoPageCount, eighths_of, eighths_text
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.boards import Board, boards, cells
from addin.rules.rule import Workpapers
from addin.tables.cells import is_nothing, to_text
from addin.tables.records.schedule import day_break
from addin.tables.table import Role, RowKind, Sheet, Table, Value

CODE = "SCH302"
_PAGES: Final = re.compile(
    r"(?<![\d/.])(\d{1,3}\s+[1-7]/8|\d{1,2}/8|\d{1,3}(?:\.\d{1,3})?)\s*(?:pgs?|pages?)\b",
    re.IGNORECASE,
)
_SCRIPT: Final = re.compile(
    r"^\W*(?:(?:script|screenplay)\b.*\bpages?|total (?:script |screenplay )?pages?"
    r"|pages? in (?:the )?script|script (?:length|total))\W*(?P<rest>.*)$",
    re.IGNORECASE,
)
_LONGEST: Final = 200


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per day break that does not add up, then those of the whole board."""
    found = {board.strips[0].source.table: board for board in boards(papers)}
    for table, sheet in papers.tables_of(Role.STRIPBOARD) if found else ():
        board = found.get((table.book, table.sheet))
        if board is not None:
            yield from _days(board, table, sheet)
            yield from _whole(board, table, sheet)


def _days(board: Board, table: Table, sheet: Sheet) -> Iterator[Finding]:
    rows = (*table.kinds, table.area.bottom + 1, table.area.bottom + 2)
    strips = {line.source.row for line in board.strips}
    for row in rows:
        if row in strips:
            continue
        column, text = _words(table, sheet, row)
        told = day_break(text) if text else None
        said = _PAGES.search(text) if told else None
        if told is None or said is None:
            continue
        lines = [line for line in board.shot if line.day == told.day]
        stated = _eighths(said[1])
        if stated is None or not lines or any(line.eighths is None for line in lines):
            continue
        total = sum(line.eighths or 0 for line in lines)
        if total != stated:
            yield _finding(
                f"Day {told.day} is said to be {eighths_text(stated)} pages; its"
                f" {len(lines)} strips come to {eighths_text(total)}.",
                (table.place(row, column), *cells(lines, "pages")),
                (stated, total),
                f"pages of day {told.day}",
            )


def _whole(board: Board, table: Table, sheet: Sheet) -> Iterator[Finding]:
    if any(line.eighths is None for line in board.strips if line.scene):
        return
    every = sum(line.eighths or 0 for line in board.strips)
    shot = sum(line.eighths or 0 for line in board.shot)
    pages = table.fields.get("pages", 0)
    for place, stated in _stated(table, sheet, pages):
        if stated not in {every, shot}:
            yield _finding(
                f"The board states {eighths_text(stated)} pages in all; its strips come to"
                f" {eighths_text(every)}"
                + (f", {eighths_text(shot)} without the boneyard." if shot != every else "."),
                (place, *cells(board.strips, "pages")),
                (stated, every),
                "pages of the board",
            )


def _stated(table: Table, sheet: Sheet, pages: int) -> Iterator[tuple[Place, int]]:
    """Totals of the whole board: a total row's pages, or words above or below the table."""
    totals = [row for row, kind in table.kinds.items() if kind is RowKind.TOTAL]
    for row in totals:
        is_day = day_break(_words(table, sheet, row)[1]) is not None
        stated = None if is_day or len(totals) > 1 else _eighths(sheet.value(row, pages))
        if stated:
            yield table.place(row, pages), stated
    above = range(max(1, table.area.top - 6), table.area.top)
    below = range(table.area.bottom + 1, min(table.area.bottom + 5, len(sheet.rows) + 1))
    for row in (*above, *below):
        for column, value in enumerate(sheet.rows[row - 1] if row <= len(sheet.rows) else (), 1):
            said = _SCRIPT.match(value[:_LONGEST]) if isinstance(value, str) else None
            if said is None:
                continue
            beside = sheet.value(row, column + 1)
            stated = _eighths(said["rest"].strip(" :=") or beside)
            if stated:
                at = column if said["rest"].strip(" :=") else column + 1
                yield table.place(row, at), stated


def _words(table: Table, sheet: Sheet, row: int) -> tuple[int, str]:
    """The text of a row and the column in which it begins."""
    columns = range(table.area.left, table.area.right + 1)
    said = [(c, value) for c in columns if not is_nothing(value := sheet.value(row, c))]
    text = " ".join(to_text(value) for _, value in said)
    return (said[0][0] if said else table.area.left), text[:_LONGEST]


def _eighths(value: Value) -> int | None:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        try:
            return eighths_of(value)
        except NoPageCount:
            return None
    return None


def _finding(message: str, places: tuple[Place, ...], told: tuple[int, int], of: str) -> Finding:
    stated, total = told
    return Finding(
        CODE,
        Severity.WARNING,
        message,
        places,
        numbers=(("stated", eighths_text(stated)), ("strips", eighths_text(total))),
        advice="Type the sum, or find the strip that moved.",
        subject=of,
    )
