"""STR303: a question is left open in a cell beside the figures.

Why it matters: somebody was not sure of a figure, wrote it down, and it was sent on anyway. A
number with a question mark is text besides, and counts for nothing in a total.

Example: "-4.50?" in a column of amounts; "check with transport" beside an invoice.

What to do: settle it, and take the mark out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import Cell, counted, figure, places, shown
from addin.tables.by_column import stretches
from addin.tables.labels import called, words_in
from addin.tables.lines import is_number
from addin.tables.table import Sheet
from addin.tables.workings import SheetWorkings

CODE = "STR303"
NUMBER = re.compile(r"[\s$€£¥]*[-+(]?[\s$€£¥]*\d[\d.,]*\s*\)?\s*\?+")
MARK = re.compile(r"\W*\?+\W*")
WORDS = re.compile(
    r"\?\?|\b(?:tbc|tbd|tba|to be (?:confirmed|decided|determined|advised|checked)|to confirm"
    r"|check (?:with|this|if|whether)|ask (?:[A-Z]\w+|about|if|for)|query with|not sure|unclear"
    r"|who approved|why is|is this (?:right|correct)|correct\?|right\?|ok\?|confirm\?)",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+")
MOST = 6


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per column with questions; one per sheet when there are many."""
    for workings in papers.workings:
        for sheet in workings.book.sheets:
            work = workings.of(sheet)
            found = list(_questions(work))
            if len(found) > MOST:
                yield _finding(work, found)
            else:
                columns: dict[int, list[Cell]] = {}
                for cell in found:
                    columns.setdefault(cell[1], []).append(cell)
                for cells in columns.values():
                    yield _finding(work, cells)


def _questions(work: SheetWorkings) -> Iterator[Cell]:
    if not _may_ask(work.sheet):
        return
    for row, values in enumerate(work.sheet.rows, 1):
        if not any(is_number(value) for value in values):
            continue
        for column, value in enumerate(values, 1):
            if not isinstance(value, str) or (row, column) in work.sheet.formulas:
                continue
            if _is_open(value):
                yield row, column


def _may_ask(sheet: Sheet) -> bool:
    """Whether any text of the sheet has a mark or the words: those of a column searched as one."""
    for part in stretches(sheet.rows):
        written = "\n".join(value for value in set(part.values) if isinstance(value, str))
        # numbered texts, such as the 60,000 entries of a ledger, ask the same or nothing
        texts = "\n".join(set(DIGITS.sub("0", written).split("\n")))
        if "?" in texts or WORDS.search(texts):
            return True
    return False


@lru_cache(maxsize=16_384)
def _is_open(value: str) -> bool:
    if "?" not in value and not WORDS.search(value):
        return False
    return bool(NUMBER.fullmatch(value) or MARK.fullmatch(value) or WORDS.search(value))


def _finding(work: SheetWorkings, cells: list[Cell]) -> Finding:
    sheet, first = work.sheet, cells[0]
    text = str(sheet.value(*first))
    numeric = [cell for cell in cells if NUMBER.fullmatch(str(sheet.value(*cell)))]
    more = f" {counted(len(cells) - 1, 'more cell')} like it." if len(cells) > 1 else ""
    counts = " As text it counts for nothing in a total." if first in numeric else ""
    beside = next(
        (
            (column, value)
            for column, value in enumerate(sheet.rows[first[0] - 1], 1)
            if is_number(value)
        ),
        (0, None),
    )
    return Finding(
        CODE,
        Severity.WARNING if numeric else Severity.NOTE,
        f"{called(sheet, *first)} holds an open question: '{words_in(text)}', beside"
        f" {shown(beside[1])}.{counts}{more}",
        places(work, cells),
        numbers=(("beside it", figure(beside[1])),),
        advice="Settle it, and take the mark out.",
        subject=f"question {words_in(text)}" if len(cells) == 1 else "open questions",
    )
