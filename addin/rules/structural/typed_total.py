"""STR112: a total is typed, on a sheet that otherwise reckons.

Why it matters: it is right today; the next line that is added or changed is in no total, and the
sheet looks as it did. Where one of several typed totals no longer adds up, that has happened.

Example: a note with 40 formulas, in which the row "Total" holds 4,824.6 and 463.2, typed, just what
the lines above add up to.

What to do: replace the typed totals by sums of the lines above them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from addin.findings import Finding, Number, Severity
from addin.rules.overtyped import overtyped
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import (
    TOTAL_WORDS,
    Cell,
    alike,
    amount,
    counted,
    figure,
    places,
    shown,
)
from addin.tables.labels import called, row_label
from addin.tables.table import Area, Sheet, Value, address
from addin.tables.workings import SheetWorkings

CODE = "STR112"
FEWEST = 2
"""Lines that a total must have, and columns of a row that must add up to believe it of one."""
MOST_LINES = 60
MOST_ROWS = 2_000
"""Longer sheets are lists: nobody types totals between their lines."""
LEAST_DIGITS = 3
"""Digits without which small figures add up to one another by chance."""
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed total, the lines it totals, and what they add up to."""

    cell: Cell
    stands: float
    lines: Area
    adds_up_to: float

    @property
    def agrees(self) -> bool:
        """Whether the lines add up to it, but for rounding of each."""
        return _agree(self.stands, self.adds_up_to, self.lines.bottom - self.lines.top + 1)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one note per workbook for those that add up, one warning per row where one does not."""
    for workings in papers.workings:
        if not any(sheet.formulas for sheet in workings.book.sheets):
            continue  # an export: nothing in it reckons
        right: list[tuple[SheetWorkings, list[Typed]]] = []
        for sheet in workings.book.sheets:
            if len(sheet.rows) > MOST_ROWS:
                continue
            work = workings.of(sheet)
            own: list[Typed] = []
            for row in _total_rows(work):
                found = _row(work, row)
                agreeing = [one for one in found if one.agrees]
                wrong = [one for one in found if not one.agrees]
                own += agreeing
                if wrong:
                    yield _wrong(work, wrong, agreeing)
            if own:
                right.append((work, own))
        if right:
            yield _right(right)


def _total_rows(work: SheetWorkings) -> Iterator[int]:
    """Rows that may be totals: called so, or without words below lines that have some."""
    sheet = work.sheet
    labelled = False
    for row, values in enumerate(sheet.rows, 1):
        words = [str(value) for value in values if _is_words(value)]
        if any(map(_is_figure, values)):
            if words[1:] or not words:
                is_total = labelled and not words
            else:
                is_total = bool(TOTAL_WORDS.search(words[0]))
            if is_total:
                yield row
            labelled = bool(words)
        elif any(value is not None for value in values):
            labelled = bool(words)


def _is_words(value: Value) -> bool:
    return isinstance(value, str) and any(map(str.isalpha, value))


def _is_figure(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _row(work: SheetWorkings, row: int) -> list[Typed]:
    """The typed totals of a row; those that do not add up only beside several that do."""
    sheet = work.sheet
    known = {one.cell for one in overtyped(work)}
    found: list[Typed] = []
    loose: list[Cell] = []
    for column, value in enumerate(sheet.rows[row - 1], 1):
        cell = row, column
        stands = amount(value)
        if not stands or cell in sheet.formulas or cell in known:
            continue
        if any(cell in pivot.area for pivot in sheet.pivot_tables):
            continue  # nobody typed it
        one = _over_lines(sheet, cell, stands)
        if one is None:
            loose.append(cell)
        else:
            found.append(one)
    sure = {abs(one.stands) for one in found if _digits(one.stands) >= LEAST_DIGITS}
    if len(sure) < FEWEST and not any(_is_named(sheet, one) for one in found):
        return []
    spans = {(one.lines.top, one.lines.bottom) for one in found}
    if len(found) > FEWEST and len(spans) == 1 and len(found) > 2 * len(loose):
        found += [
            one for cell in loose if (one := _not_adding_up(sheet, cell, *spans.copy().pop()))
        ]
    return found


def _over_lines(sheet: Sheet, cell: Cell, stands: float) -> Typed | None:
    """The lines right above a number that add up to it; None if there are none."""
    row, column = cell
    total, count, bottom, gap = 0.0, 0, 0, 0
    for above in range(row - 1, max(0, row - MOST_LINES), -1):
        value = sheet.value(above, column)
        figure_ = amount(value)
        if figure_ is None:
            if _is_words(value):
                return None
            gap += 1
            if gap > 2:
                return None
            continue
        gap = 0
        bottom = bottom or above
        total += figure_
        count += figure_ != 0
        if count >= FEWEST and _agree(stands, total, count):
            return Typed(cell, stands, Area(above, column, bottom, column), total)
    return None


def _agree(stands: float, total: float, count: int) -> bool:
    """Equal to the last digit stated; sums of rounded figures may be a digit off."""
    if alike(stands, total):
        return True
    return count > FEWEST and abs(stands) >= 1000 and abs(stands - total) <= 1


def _is_named(sheet: Sheet, one: Typed) -> bool:
    """Whether the row is called a total, and the figure is too large for chance."""
    large = abs(one.stands) >= 10**LEAST_DIGITS or _digits(one.stands) >= LEAST_DIGITS
    return large and bool(TOTAL_WORDS.search(row_label(sheet, *one.cell)))


def _digits(value: float) -> int:
    return len(format(abs(value), ".12g").replace(".", "").strip("0"))


def _not_adding_up(sheet: Sheet, cell: Cell, top: int, bottom: int) -> Typed | None:
    """A typed total whose lines, those of its neighbours, add up to something else but near."""
    row, column = cell
    values = [amount(sheet.value(r, column)) for r in range(top, bottom + 1)]
    figures = [value for value in values if value is not None]
    stands = amount(sheet.value(row, column)) or 0.0
    total = sum(figures)
    if len(figures) < FEWEST or any(value and abs(value) > abs(stands) * 10 for value in figures):
        return None
    if abs(stands - total) > abs(stands) / 2:
        return None
    return Typed(cell, stands, Area(top, column, bottom, column), total)


def _right(found: list[tuple[SheetWorkings, list[Typed]]]) -> Finding:
    work, own = found[0]
    first, count = own[0], sum(len(each) for _, each in found)
    where = f" on {len(found)} sheets" if found[1:] else " here"
    more = f" So {'is' if count == 2 else 'are'} {count - 1:,} more{where}." if count > 1 else ""
    return Finding(
        CODE,
        Severity.NOTE,
        f"{called(work.sheet, *first.cell)} is typed as {shown(first.stands)}, what {first.lines}"
        f" adds up to today: it will not follow them.{more}",
        tuple(p for each, ones in found for p in places(each, [one.cell for one in ones])),
        numbers=(("typed totals", count),),
        advice="Replace typed totals by sums of the lines above them.",
        subject="typed totals",
    )


def _wrong(work: SheetWorkings, wrong: list[Typed], right: list[Typed]) -> Finding:
    sheet, first = work.sheet, wrong[0]
    numbers: list[tuple[str, Number]] = []
    for one in wrong[:MOST_SHOWN]:
        name = f"{address(*one.cell)} " if wrong[1:] else ""
        numbers.append((f"{name}typed", figure(one.stands)))
        numbers.append((f"{name}lines add up to", figure(one.adds_up_to)))
        numbers.append((f"{name}difference", figure(one.stands - one.adds_up_to)))
    return Finding(
        CODE,
        Severity.WARNING,
        f"{called(sheet, *first.cell)} is typed as {shown(first.stands)}, but {first.lines} adds up"
        f" to {shown(first.adds_up_to)}, {shown(first.stands - first.adds_up_to)} apart;"
        f" {counted(len(right), 'other total')} of the row, typed too, add up.",
        places(work, [one.cell for one in wrong]),
        numbers=tuple(numbers),
        advice="Find the line that was changed, and replace the typed totals by sums.",
        subject=f"typed total {row_label(sheet, *first.cell)} column {first.cell[1]}",
    )
