"""The cells of a finding: which cell holds a posting's amount, and neighbours drawn together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from addin.domain.actuals import Posting, TrialBalanceLine
from addin.domain.source import Place, Source
from addin.rules.rule import Workpapers
from addin.tables.table import Area, address, cell_at, column_number

MOST_NAMED = 8
"""How many cells a message names in words; the finding's places have them all."""


def amount_cell(line: Posting | TrialBalanceLine) -> Place:
    """The cell a person would correct: the debit or the credit that is filled, else the amount."""
    if line.credit:
        return line.source.at("credit", "amount", "balance")
    if line.debit:
        return line.source.at("debit", "amount", "balance")
    return line.source.at("amount", "balance", "debit", "credit")


def movement_cell(papers: Workpapers, source: Source) -> Place:
    """The cell a line's movement stands in: whichever of its amount columns is filled."""
    sheet = next(
        (
            sheet
            for book, sheet in papers.sheets
            if (book.name, sheet.name) == (source.workbook, source.sheet)
        ),
        None,
    )
    there = [name for name in ("amount", "debit", "credit", "received") if name in source.columns]
    for name in there:
        value = sheet.value(source.row, column_number(source.columns[name])) if sheet else None
        if value not in (None, ""):
            return source.at(name)
    return source.at(*there)


def column_range(sources: Sequence[Source], *fields: str) -> Place:
    """The range from the first record's cell to the last one's: what a sum runs over."""
    first, last = sources[0].at(*fields), sources[-1].at(*fields)
    if first == last:
        return first
    return Place(first.workbook, first.sheet, f"{first.cell}:{last.cell}")


def drawn_together(places: Iterable[Place]) -> tuple[Place, ...]:
    """The same cells, those that touch in one column joined to ranges; the first one stays first.

    >>> [place.cell for place in drawn_together(Place("w", "s", c) for c in ("B4", "B3", "D9"))]
    ['B3:B4', 'D9']
    """
    columns: dict[tuple[str, str, int], dict[int, int]] = {}  # of each row, the first that named it
    others: dict[Place, int] = {}
    for order, place in enumerate(places):
        cell = _single(place.cell)
        if cell is None:
            others.setdefault(place, order)
        else:
            row, column = cell
            columns.setdefault((place.workbook, place.sheet, column), {}).setdefault(row, order)
    whole = [(order, place) for place, order in others.items()]
    for (workbook, sheet, column), rows in columns.items():
        cells = sorted(rows.items())
        starts = [0, *(i for i, (a, b) in enumerate(pairwise(cells), 1) if b[0] != a[0] + 1)]
        for start, end in pairwise([*starts, len(cells)]):
            run = cells[start:end]
            text = str(Area(run[0][0], column, run[-1][0], column))
            whole.append((min(order for _, order in run), Place(workbook, sheet, text)))
    return tuple(place for _, place in sorted(whole, key=lambda pair: pair[0]))


def _single(text: str) -> tuple[int, int] | None:
    """The row and column of one cell; None for a range, or what is no cell."""
    try:
        if ":" not in text:
            return cell_at(text)
        area = Area.of(text)
    except ValueError:
        return None
    is_one = area.top == area.bottom and area.left == area.right
    return (area.top, area.left) if is_one else None


def named(places: Sequence[Place], count: int = 0) -> str:
    """The cells in words for a message: ``D6, D9 and 3 more``.

    ``count``: how many there are, where only the first of them are given.
    """
    cells = [place.cell for place in places]
    count = count or len(cells)
    if count > MOST_NAMED:
        return f"{', '.join(cells[:MOST_NAMED])} and {count - MOST_NAMED} more"
    if len(cells) > 1:
        return f"{', '.join(cells[:-1])} and {cells[-1]}"
    return cells[0]


def cell_of(row: int, column: int, workbook: str, sheet: str) -> Place:
    """The place of one cell."""
    return Place(workbook, sheet, address(row, column))
