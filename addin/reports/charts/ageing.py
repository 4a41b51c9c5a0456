"""How old things are: open findings by severity, open purchase orders by amount."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from addin.domain.night import AgeLine, Point
from addin.reports.charts.drawing import Chart, Figures, Role
from addin.reports.charts.key import Sample
from addin.reports.charts.rows import Part, Row, Rows, both
from addin.reports.charts.scale import full, short, unit

_AGES: Final = ((30, "0-30 days"), (60, "31-60 days"), (90, "61-90 days"))
_OLDER: Final = "over 90 days"
_SEVERITIES: Final = ((3, Role.BAD, "errors"), (2, Role.ASK, "warnings"), (1, Role.QUIET, "notes"))


def age_label(since: dt.date | None, today: dt.date) -> str:
    """How old a finding is; one whose first day is not known is new."""
    age = 0 if since is None else (today - since).days
    return next((label for days, label in _AGES if age <= days), _OLDER)


def findings_age(points: Sequence[Point], today: dt.date) -> Chart | None:
    """Open findings by age, stacked by severity; None where all is clean."""
    found = [point for point in points if point.is_open]
    if not found:
        return None
    labels = [*(label for _, label in _AGES), _OLDER]
    counts = {
        label: {
            severity: sum(
                point.severity == severity and age_label(point.since, today) == label
                for point in found
            )
            for severity, _, _ in _SEVERITIES
        }
        for label in labels
    }
    rows = []
    for label in labels:
        parts, reached = [], 0
        for severity, role, words in _SEVERITIES:
            count = counts[label][severity]
            parts.append(Part(role, reached, reached + count, f"{label}: {count:,} {words}"))
            reached += count
        rows.append(Row(label, tuple(parts), f"{reached:,}"))
    old = sum(counts[_OLDER].values())
    chart = Rows(
        "Age of open findings",
        f"{len(found):,} findings are open; {old:,} of them for more than 90 days.",
        tuple(rows),
        tuple(Sample(role, words) for _, role, words in _SEVERITIES),
    )
    wide, narrow = both(chart)
    figures = Figures(
        ("Open for", "Errors", "Warnings", "Notes"),
        tuple(
            (label, *(f"{counts[label][severity]:,}" for severity, _, _ in _SEVERITIES))
            for label in labels
        ),
    )
    return Chart("findings-age", wide, narrow, figures)


def orders_age(lines: Sequence[AgeLine], currency: str) -> Chart | None:
    """Open purchase orders by age: bars are amounts, or counts where no amount is known."""
    if not lines:
        return None
    amounts = [line.amount for line in lines if line.amount is not None]
    is_money = bool(amounts)
    rows = tuple(
        Row(
            _days(line.label),
            (Part(Role.ACTUAL, 0, (line.amount or 0) if is_money else line.count, _told(line)),),
            _says(line, currency, is_money=is_money),
        )
        for line in lines
    )
    count = sum(line.count for line in lines)
    chart = Rows(
        "Age of open purchase orders",
        f"{count:,} purchase orders are open"
        + (f", {full(sum(amounts), currency)} {currency}".rstrip() if is_money else "")
        + ".",
        rows,
        unit=unit(amounts, currency) if is_money else None,
    )
    wide, narrow = both(chart)
    figures = Figures(
        ("Open for", "Purchase orders", "Amount"),
        tuple(
            (_days(line.label), f"{line.count:,}", full(line.amount, currency)) for line in lines
        ),
    )
    return Chart("orders-age", wide, narrow, figures)


def _days(label: str) -> str:
    return label if "day" in label else f"{label} days"


def _says(line: AgeLine, currency: str, *, is_money: bool) -> str:
    if not line.count and not line.amount:
        return "none"
    count = _count(line)
    return f"{short(line.amount or 0, currency)} in {count}" if is_money else count


def _count(line: AgeLine) -> str:
    return f"{line.count:,} PO{'' if line.count == 1 else 's'}"


def _told(line: AgeLine) -> str:
    return f"{_days(line.label)}: {line.count:,} purchase orders"
