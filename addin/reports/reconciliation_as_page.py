"""Statements as one HTML page that opens offline and prints: for a signature on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from addin.domain.money import NO_CURRENCY
from addin.reconcile.outcome import Row
from addin.reconcile.statement import Line, Part, Statement
from addin.reports.check import plural
from addin.reports.page_base import Sheets, rendered
from addin.reports.reconciliation import (
    QUIET,
    SHOWN_FIRST,
    ReconciliationReport,
    amounts_of,
    heading,
    rows_in,
    sides,
    sides_of,
)

_SHEETS: Final = Sheets(("reconciliation",))
_MOST: Final = 2000
"""Lines of one part; the JSON and the sheet have all."""
_CELLS: Final = 4


def reconciliation_as_page(report: ReconciliationReport) -> str:
    """The whole page as text."""
    kind, verdict = _verdict(report)
    return rendered(
        "reconciliation.html.j2",
        _SHEETS,
        report=report,
        kind=kind,
        verdict=verdict,
        sides=sides,
        heading=heading,
        sides_of=sides_of,
        amounts_of=amounts_of,
        parts_in_order=tuple(Part),
        shown_first=SHOWN_FIRST,
        quiet=QUIET,
        rows_in=rows_in,
        cells=_cells,
        shape=_shape,
        is_proved=_is_proved,
        sorted_out=_sorted_out,
        capital=_capital,
        none_known=NO_CURRENCY,
        most=_MOST,
    )


def _verdict(report: ReconciliationReport) -> tuple[str, str]:
    """How bad it is, and the whole in a sentence."""
    if not report.statements:
        return "note", "There were no two lists to compare."
    unproved = sum(not _is_proved(one) for one in report.statements)
    if unproved:
        said = plural(unproved, "statement")
        verb = "does" if unproved == 1 else "do"
        return "error", f"{said} of {len(report.statements):,} {verb} not prove."
    if report.open:
        asked = sum(bool(one.open) for one in report.statements)
        where = plural(asked, "statement")
        return "warning", f"All prove to zero; {plural(report.open, 'open line')} in {where}."
    return "good", "Everything ties out."


def _sorted_out(
    report: ReconciliationReport,
) -> tuple[list[tuple[int, Statement]], list[tuple[int, Statement]]]:
    """What asks a person, that which does not prove before all others; and what ties out."""
    numbered = list(enumerate(report.statements, 1))
    asking = [each for each in numbered if each[1].open or not _is_proved(each[1])]
    asking.sort(key=lambda each: _is_proved(each[1]))
    return asking, [each for each in numbered if not each[1].open and _is_proved(each[1])]


def _is_proved(one: Statement) -> bool:
    return one.is_proved and not one.closing


def _shape(lines: Sequence[Line], part: Part) -> tuple[bool, bool, bool]:
    """Whether there is anything on the left, on the right, and to be said of why.

    What is quiet asks nobody: its heading says why, and the JSON and the sheet of each line.
    """
    asks = part not in QUIET and any(line.why or line.rivals for line in lines)
    return any(line.left for line in lines), any(line.right for line in lines), asks


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _cells(rows: tuple[Row, ...]) -> str:
    shown = ", ".join(f"{row.place.sheet}!{row.place.cell}" for row in rows[:_CELLS])
    return f"{shown}, … {len(rows) - _CELLS} more" if len(rows) > _CELLS else shown
