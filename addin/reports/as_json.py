"""A check as JSON: for other programs, and for two nights compared by diff."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from decimal import Decimal

from addin.domain.money import Money
from addin.findings import Number, Standpoint
from addin.reports.check import CheckReport


def as_json(report: CheckReport) -> str:
    """The whole report; keys in a fixed order, amounts as text so that no cent is lost."""
    document = {
        "production": report.production,
        "folder": report.folder,
        "at": report.at.isoformat(timespec="seconds"),
        "workbooks": list(report.workbooks),
        "lists": [
            {"role": str(t.role), "tables": t.tables, "records": t.records, "total": t.total}
            for t in report.tallies
        ],
        "reconciled": [
            {
                "pair": m.pair,
                "confirmed": m.confirmed,
                "suggested": m.suggested,
                "left_over": m.left_over,
                "right_over": m.right_over,
            }
            for m in report.matched
        ],
        "not_understood": [
            {"table": table.name, "reasons": list(table.reasons)} for table in report.not_understood
        ],
        "recalculated": asdict(report.recalculated) if report.recalculated else None,
        "findings": [_finding(point) for point in report.standpoints],
        "written": dict(report.written or {}),
        "seconds": round(report.seconds, 2),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _finding(point: Standpoint) -> dict[str, object]:
    finding = point.finding
    return {
        "id": point.id,
        "code": finding.code,
        "severity": str(finding.severity),
        "standing": str(point.standing),
        "since": point.since.isoformat() if point.since else None,
        "waiver": point.waiver or None,
        "message": finding.message,
        "places": [str(place) for place in finding.places],
        "numbers": {name: number_text(number) for name, number in finding.numbers},
        "impact": number_text(finding.impact) if finding.impact is not None else None,
        "advice": finding.advice or None,
        "subject": finding.subject or None,
    }


def number_text(number: Number) -> str:
    """A figure of the evidence as a person writes it.

    >>> number_text(Decimal("1234.5")), number_text(dt.date(2026, 3, 14))
    ('1,234.5', '2026-03-14')
    """
    if isinstance(number, Money):
        return str(number)
    if isinstance(number, Decimal | int) and not isinstance(number, bool):
        return f"{number:,}"
    if isinstance(number, dt.datetime):
        return number.isoformat(" ", "minutes")
    return number.isoformat() if isinstance(number, dt.date) else str(number)
