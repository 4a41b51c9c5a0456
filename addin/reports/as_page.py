"""A check as one HTML page that opens offline: nothing is fetched, nothing runs but a filter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from addin.domain.money import NO_CURRENCY, Money
from addin.domain.source import Place
from addin.findings import Number, Severity, Standing, Standpoint
from addin.reports.as_json import number_text
from addin.reports.check import CheckReport, plural, recalculated_words, sheets_only
from addin.reports.page_base import Card, Sheets, amount, rendered

_SHEETS: Final = Sheets(("check",))
_KINDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_FIRST: Final = 5
"""Errors that stand at the head of the page: those that most depends on."""
_FEW: Final = 8
"""So many findings are read at a glance: nothing is repeated at the head of the page."""
_OF_A_KIND: Final = 4
"""Findings of one kind in a workbook that are all shown; of more, the others are folded away."""
_PLACES: Final = 8


@dataclass(frozen=True, slots=True)
class _OfOneKind:
    """Findings of one code in a workbook: ``shown``, then ``folded``."""

    code: str
    title: str
    shown: Sequence[Standpoint]
    folded: Sequence[Standpoint]


def as_page(report: CheckReport) -> str:
    """The whole page as text."""
    by_book = sorted(report.open, key=lambda point: point.finding.place.workbook)
    books = [
        (book or "The production", tuple(points))
        for book, points in groupby(by_book, key=lambda point: point.finding.place.workbook)
    ]
    currency = _only_currency(report)
    return rendered(
        "check.html.j2",
        _SHEETS,
        report=report,
        currency=currency,
        kind=_KINDS.get(report.worst() or Severity.NOTE, "") if report.open else "good",
        verdict=_verdict(report),
        cards=_cards(report),
        all_new=all(point.standing is Standing.NEW for point in report.open),
        first=_first(report),
        books=[(book, _counted(points), tuple(_kinds(points, report))) for book, points in books],
        kinds=_KINDS,
        titles=report.titles or {},
        number=lambda number: _number(number, currency),
        places=_places,
        sheets_only=sheets_only,
        recalculated=recalculated_words(report.recalculated),
    )


def _verdict(report: CheckReport) -> str:
    if not report.open:
        return "Everything ties out." if report.workbooks else "There was no workbook to check."
    return f"{_counted(report.open)} open."


def _counted(points: Iterable[Standpoint]) -> str:
    """``2 errors, 1 warning and 4 notes``."""
    severities = [point.finding.severity for point in points]
    said = [
        plural(severities.count(severity), name)
        for severity, name in _KINDS.items()
        if severity in severities
    ]
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))


def _cards(report: CheckReport) -> list[Card]:
    found = []
    for severity, name in _KINDS.items():
        count = report.count(severity)
        colour = name if count and severity > Severity.NOTE else ""
        found.append(Card(f"{count:,}", plural(count, name).split(" ", 1)[1], colour))
    new = sum(point.standing is Standing.NEW for point in report.open)
    if new != len(report.open):
        found.append(Card(f"{new:,}", "new since the last check"))
    if report.resolved:
        found.append(Card(f"{len(report.resolved):,}", "resolved", "good"))
    if report.waived:
        found.append(Card(f"{len(report.waived):,}", "waived"))
    return found


def _first(report: CheckReport) -> Sequence[Standpoint]:
    """The errors to look at before all others, one of a kind; none where all are seen at once."""
    if len(report.open) <= _FEW:
        return ()
    errors = [point for point in report.open if point.finding.severity is Severity.ERROR]
    errors.sort(key=_rank)
    of_a_kind: dict[str, Standpoint] = {}
    for point in errors:
        of_a_kind.setdefault(point.finding.code, point)
    return tuple(of_a_kind.values())[:_FIRST]


def _rank(point: Standpoint) -> tuple[float, bool, float, int, str]:
    own = point.finding
    stake = abs(own.impact.minor) if own.impact else 0
    return -own.severity, point.standing is not Standing.NEW, -own.weight, -stake, own.code


def _kinds(points: Sequence[Standpoint], report: CheckReport) -> Iterator[_OfOneKind]:
    """The worst kinds first, each together."""
    best: dict[str, tuple[float, bool, float, int, str]] = {}
    for point in points:
        rank = _rank(point)
        code = point.finding.code
        best[code] = min(best.get(code, rank), rank)
    for code in sorted(best, key=lambda one: best[one]):
        same = sorted((p for p in points if p.finding.code == code), key=_rank)
        most = len(same) if len(same) <= _OF_A_KIND else _OF_A_KIND - 1
        title = (report.titles or {}).get(code, "")
        yield _OfOneKind(code, title, same[:most], same[most:])


def _only_currency(report: CheckReport) -> str:
    """The currency of all amounts of the page; empty if there are several, or none."""
    found = {
        number.currency
        for point in report.open
        for _, number in point.finding.numbers
        if isinstance(number, Money)
    }
    return found.pop() if len(found) == 1 and NO_CURRENCY not in found else ""


def _number(number: Number, currency: str) -> str:
    if isinstance(number, Money):
        own = "" if number.currency in {currency, NO_CURRENCY} else number.currency
        return f"{amount(number)} {own}".rstrip()
    if isinstance(number, Decimal | int) and number < 0:
        return f"({number_text(-number)})"
    return number_text(number)


def _places(places: Sequence[Place], book: str) -> tuple[Sequence[str], Sequence[str]]:
    """Those that are shown, and those that are folded away; without the workbook they stand in."""
    texts = [
        "!".join(filter(None, (place.sheet, place.cell)))
        if place.workbook == book and place.sheet
        else str(place)
        for place in places
    ]
    return texts[:_PLACES], texts[_PLACES:]
