"""STR301: a number or a date is stored as text among real ones.

Why it matters: SUM and SUMIFS skip it without a sign, sorting puts it at the end, and a lookup does
not find it.

Example: a pasted "1,250.00 " in a column of amounts; ######## pasted from a narrow date column.

What to do: type the value again, or convert the column (Data > Text to Columns > Finish).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from addin.findings import Finding, Number, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import Cell, counted, inputs, is_total, places
from addin.tables.by_column import stretches
from addin.tables.labels import called, heading
from addin.tables.occupancy import reads_as_figure
from addin.tables.table import Area, ErrorValue, Value
from addin.tables.workings import SheetWorkings

CODE = "STR301"
FEWEST = 3
"""Real figures that a column must have."""
NAMES = re.compile(
    r"\b(?:no|nr|num|number|code|codes|account|acct|po|ref|reference|invoice|id|phone|tel|zip|post"
    r"|cheque|check|scene|page|unit|version|serial|key|sku|size)\b|#",
    re.IGNORECASE,
)
AMOUNTS = re.compile(r"\b(?:amount|amt|total|value|price|cost|balance|paid)\b", re.IGNORECASE)
"""A column of figures, whatever they are figures of: "PO amount", "invoice total"."""
HASHES = re.compile(r"#{3,}")
YEAR = re.compile(r"(?:19|20)\d\d")
PLAIN = re.compile(r"[\s$€£¥]*[-(+]?[\s$€£¥]*\d[\d.,\s]*\)?-?\s*(?:[A-Z]{3})?\s*")


NO_FIGURES = (str, bool, ErrorValue, type(None))
"""Types of values that are neither numbers nor dates."""


@dataclass(slots=True)
class _Column:
    numbers: int = 0
    dates: int = 0
    texts: int = 0
    words: int = 0
    suspects: list[Cell] = field(default_factory=list)
    hashes: list[Cell] = field(default_factory=list)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per column."""
    for workings in papers.workings:
        for sheet in workings.book.sheets:
            work = workings.of(sheet)
            summed: list[Area] | None = None
            for _, found in sorted(_columns(work).items()):
                if found.hashes:
                    yield _pasted_hashes(work, found.hashes)
                suspects = _among_figures(work, found)
                if suspects:
                    summed = _summed(work) if summed is None else summed
                    yield _finding(work, suspects, summed)


def _columns(work: SheetWorkings) -> dict[int, _Column]:
    """What each column holds; its texts are read only where figures may be among them."""
    columns: dict[int, _Column] = defaultdict(_Column)
    pasted: set[int] = set()
    for part in stretches(work.sheet.rows):
        column, kinds = columns[part.column], Counter(map(type, part.values))
        if kinds[str]:
            column.texts += kinds[str] - part.values.count("")
            if any("###" in text for text in set(part.values) if isinstance(text, str)):
                pasted.add(part.column)
        real = kinds.total() - sum(kinds[kind] for kind in NO_FIGURES)
        column.numbers += kinds[int] + kinds[float]
        column.dates += real - kinds[int] - kinds[float]
    for at, column in columns.items():
        real = column.numbers + column.dates
        if column.texts and (at in pasted or (real >= FEWEST and column.texts <= 2 * real)):
            _read_texts(work, at, column)
    return columns


def _read_texts(work: SheetWorkings, at: int, column: _Column) -> None:
    for row, values in enumerate(work.sheet.rows, 1):
        value = values[at - 1] if at <= len(values) else None
        if value and isinstance(value, str) and not isinstance(value, ErrorValue):
            _sort(work, column, (row, at), value)


def _sort(work: SheetWorkings, column: _Column, cell: Cell, value: str) -> None:
    if HASHES.fullmatch(value.strip()):
        column.hashes.append(cell)
    elif cell not in work.sheet.formulas and _is_figure(value):
        column.suspects.append(cell)
    else:
        column.words += 1


def _is_figure(value: str) -> bool:
    shown = value.replace("\u00a0", " ").strip()
    return any(map(str.isdigit, shown)) and reads_as_figure(value)


def _among_figures(work: SheetWorkings, found: _Column) -> list[Cell]:
    """Texts in a column of figures; a column of names, such as account codes, is none."""
    real = found.numbers + found.dates
    if real < FEWEST or not found.suspects or found.words > real:
        return []
    title = heading(work.sheet, *found.suspects[0])
    names = NAMES.search(title) and not AMOUNTS.search(title)
    if len(found.suspects) > real or names:
        return []
    return [cell for cell in found.suspects if _beside_a_figure(work, cell) and _fits(work, cell)]


def _beside_a_figure(work: SheetWorkings, cell: Cell) -> bool:
    """Whether a real figure stands above it, so that it is no heading such as a year."""
    row, column = cell
    above = (work.sheet.value(r, column) for r in range(row - 1, max(0, row - 6), -1))
    below = (work.sheet.value(r, column) for r in range(row + 1, row + 4))
    first_above = next((value for value in above if value not in (None, "")), None)
    return (
        _is_real(first_above)
        or (
            isinstance(first_above, str)
            and _is_figure(first_above)
            and any(_is_real(value) for value in below)
        )
        or (_has_words(first_above) and any(_is_real(value) for value in below))
    )


def _has_words(value: Value) -> bool:
    return isinstance(value, str) and any(map(str.isalpha, value))


def _is_real(value: Value) -> bool:
    return isinstance(value, int | float | dt.date) and not isinstance(value, bool)


def _fits(work: SheetWorkings, cell: Cell) -> bool:
    """Whether it would be of the kind that its neighbours are, and its row is a line of figures.

    A row of nothing but texts such as (2), (3) or 1995 numbers the columns.
    """
    row, column = cell
    text = str(work.sheet.value(*cell))
    others = [value for value in work.sheet.rows[row - 1] if value is not None]
    texts = sum(isinstance(value, str) and _is_figure(value) for value in others)
    if YEAR.fullmatch(text.strip()) or (texts > 1 and not any(map(_is_real, others))):
        return False
    near = [work.sheet.value(r, column) for r in range(max(1, row - 8), row + 9)]
    numbers = sum(isinstance(value, int | float) and not isinstance(value, bool) for value in near)
    dates = sum(isinstance(value, dt.date) for value in near)
    return numbers >= dates if PLAIN.fullmatch(text.replace("\u00a0", " ")) else dates > 0


def _summed(work: SheetWorkings) -> list[Area]:
    return [
        area
        for cell in work.forms
        if (node := work.node(cell)) is not None and is_total(node)
        for area in inputs(work, node, cell)
    ]


def _finding(work: SheetWorkings, cells: list[Cell], summed: list[Area]) -> Finding:
    sheet, first = work.sheet, cells[0]
    skipped = [cell for cell in cells if any(cell in area for area in summed)]
    numbers: tuple[tuple[str, Number], ...] = tuple(
        (called(sheet, *cell), str(sheet.value(*cell))) for cell in cells[:5]
    )
    more = f" So are {len(cells) - 1} more in this column." if len(cells) > 1 else ""
    effect = (
        f" A total over {'it' if len(cells) == 1 else 'them'} counts nothing." if skipped else ""
    )
    return Finding(
        CODE,
        Severity.WARNING if skipped else Severity.NOTE,
        f"{called(sheet, *first)} is the text '{sheet.value(*first)}' among figures.{more}{effect}",
        places(work, cells),
        numbers=numbers,
        advice="Type it again as a number or a date.",
        subject=f"text in column {heading(sheet, *first)}" if heading(sheet, *first) else "",
    )


def _pasted_hashes(work: SheetWorkings, cells: list[Cell]) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        f"{called(work.sheet, *cells[0])} holds the text ######## instead of a value"
        f" ({counted(len(cells), 'cell')}): it was copied from a column too narrow to show it.",
        places(work, cells),
        advice="Fetch the value from where it was copied.",
        subject=f"hashes in column {heading(work.sheet, *cells[0])}",
    )
