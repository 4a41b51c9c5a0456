"""A recalculation in sentences: which numbers to trust, what was written, what to do now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from addin.reports.check import plural
from addin.reports.recalculation import BookResult, RecalculationReport
from addin.tables.linked_books import file_name
from addin.tables.staleness import Staleness


def with_links_named(formula: str, links: Mapping[int, str]) -> str:
    """A formula as Excel shows it, with the names of the workbooks it links to.

    >>> with_links_named("'[1]CR wk09'!H7", {1: "file:///C:/Show/Cost%20Report.xlsx"})
    "'[cost report.xlsx]CR wk09'!H7"
    """
    return _LINK.sub(
        lambda found: (
            f"[{file_name(links[int(found[1])])}]" if int(found[1]) in links else found[0]
        ),
        formula,
    )


_LINK: Final = re.compile(r"\[(\d+)\]")


def short(formula: str) -> str:
    """A formula on one line, cut where it gets long."""
    one_line = " ".join(formula.split())
    return one_line if len(one_line) <= LONGEST else one_line[: LONGEST - 1] + "…"


LONGEST: Final = 60
"""Letters of a formula that are shown."""


def reads_links(book: BookResult) -> bool:
    """Whether a number is old because it comes from another workbook that is there."""
    there = {number for number, target in book.links.items() if target not in book.missing}
    read = (int(number) for one in book.staleness.stale for number in _LINK.findall(one.formula))
    return not there.isdisjoint(read)


def trust(held: Staleness, *, is_written: bool = False) -> Iterator[str]:
    """Which numbers of a workbook to trust, a sentence for each kind."""
    stale, filled = len(held.stale), len(held.filled)
    if is_written and held.differs:
        yield "The fresh numbers are in the file now."
        stale = filled = 0
    elif stale:
        those = "this number" if stale == 1 else f"these {stale:,} numbers"
        rest = f"; the other {held.agree:,} agree" if held.agree else ""
        yield f"Do not quote {those} before the file is recalculated{rest}."
    elif held.agree:
        which = "All" if held.agree == held.formulas else f"{held.agree:,} of"
        yield f"{which} {plural(held.formulas, 'formula')} show what they give."
    if filled:
        those = "this cell" if filled == 1 else f"these {filled:,} cells"
        yield f"Whatever reads the file without Excel takes {those} for empty."
    old = sum(one.has_value and (one.outdated or one.doubted) for one in held.unknown)
    empty = sum(not one.has_value for one in held.unknown)
    kept = len(held.unknown) - old - empty
    if old:
        yield f"Do not trust {_unknown_ones(old)}: figures behind it have changed or are uncertain."
    if empty:
        yield f"There is no value at all for {_unknown_ones(empty)}: only Excel will tell."
    if kept:
        yield (
            f"Not checked, but nothing behind was found to be old: {_unknown_ones(kept)}; "
            "the file shows what was last worked out."
        )


def _unknown_ones(count: int) -> str:
    return f"{count:,} unknown {'number' if count == 1 else 'numbers'}"


def next_step(report: RecalculationReport) -> str:
    """What was written, and what to do now; empty if there is nothing to do."""
    if report.held_back:
        return (
            "Nothing was written: the workbooks of a production belong together, and not all of "
            "them could be recalculated."
        )
    if any(book.backup for book in report.books):
        return _written(report)
    if not report.open:
        refused = any(book.refused for book in report.books)
        return "Nothing had to be written." if report.asked and not refused else ""
    if not any(book.staleness.differs for book in report.open):
        return "What is left only Excel can work out: open it there, press Ctrl+Alt+F9 and save."
    if report.asked:
        return ""
    return (
        "Nothing was written. Run again with --write to put the fresh values in, with a backup of "
        "each file; or open it in Excel, press Ctrl+Alt+F9 and save."
    )


def _written(report: RecalculationReport) -> str:
    names = [book.name for book in report.books if book.backup]
    which = names[0] if len(names) == 1 else plural(len(names), "workbook")
    beside = "The files before are in .tieout/backups beside them."
    if len(names) == 1:
        beside = "The file before is in .tieout/backups beside it."
    if report.asked == "values":
        return (
            f"Fresh values were written into {which}; formulas and everything else are as they "
            f"were. {beside} Excel computes everything once more when it opens the file."
        )
    return (
        f"Excel will compute {which} at the next opening; until then the old numbers show. {beside}"
    )


def refusals(report: RecalculationReport) -> str:
    """How many workbooks could not be written; empty if none."""
    count = sum(bool(book.refused) for book in report.books)
    return f"{plural(count, 'workbook')} could not be written; why stands above." if count else ""
