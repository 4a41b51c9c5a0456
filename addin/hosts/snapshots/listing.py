"""What a press found, line by line, as JSON: for hosts that show lists beside the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from addin.domain.source import Place
from addin.findings import Standpoint
from addin.reconcile.outcome import Row
from addin.reconcile.statement import Line, Statement
from addin.reports.check import CheckReport
from addin.reports.reconciliation import (
    ReconciliationReport,
    amounts_of,
    heading,
    in_words,
    sides,
)

_MOST = 2_000
"""Lines sent at most: nobody scrolls through more, and the sheet beside it has them all."""


def listing_of(report: CheckReport | ReconciliationReport | None) -> dict[str, Any]:
    """The lists of a report by their name; empty where a press made none."""
    match report:
        case CheckReport():
            return {"findings": _first(map(_finding, report.open)), "open": len(report.open)}
        case ReconciliationReport():
            return {"suggestions": _first(_suggestions(report.statements))}
        case None:
            return {}


def place_as_json(place: Place | None) -> dict[str, str] | None:
    """A place, as a host finds it."""
    if place is None:
        return None
    return {"workbook": place.workbook, "sheet": place.sheet, "cell": place.cell}


def _first(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line, _ in zip(lines, range(_MOST), strict=False)]


def _finding(point: Standpoint) -> dict[str, Any]:
    finding = point.finding
    return {
        "id": point.id,
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "advice": finding.advice,
        "standing": str(point.standing),
        "numbers": [[name, str(number)] for name, number in finding.numbers],
        "places": [place_as_json(place) for place in finding.places],
    }


def _suggestions(statements: Iterable[Statement]) -> Iterator[dict[str, Any]]:
    for statement in statements:
        left, right = sides(statement)
        for line in statement.lines:
            if statement.asks(line):
                yield _suggestion(statement, line, left, right)


def _suggestion(statement: Statement, line: Line, left: str, right: str) -> dict[str, Any]:
    amounts = amounts_of(line)
    return {
        "id": line.id,
        "part": heading(line.part, statement),
        "why": line.why,
        "sides": [
            {"list": left, "amount": amounts[0], "rows": list(map(_row, line.left))},
            {"list": right, "amount": amounts[1], "rows": list(map(_row, line.right))},
        ],
    }


def _row(row: Row) -> dict[str, Any]:
    return {"text": in_words(row), "place": place_as_json(row.place)}
