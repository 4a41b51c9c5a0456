"""Statements as JSON; amounts as text, so that no cent is lost."""

from __future__ import annotations

import json

from addin.domain.money import Money
from addin.reconcile.outcome import Row
from addin.reconcile.statement import Line, Part, Statement
from addin.reports.reconciliation import ReconciliationReport


def reconciliation_as_json(report: ReconciliationReport) -> str:
    """The whole report, every line of it; keys in a fixed order."""
    document = {
        "production": report.production,
        "folder": report.folder,
        "at": report.at.isoformat(timespec="seconds"),
        "proved": report.is_proved,
        "open": report.open,
        "decisions": report.decided,
        "statements": [_statement(one) for one in report.statements],
        "written": dict(report.written or {}),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _statement(one: Statement) -> dict[str, object]:
    return {
        "kind": one.lists.kind,
        "left": one.lists.left,
        "right": one.lists.right,
        "currency": one.currency,
        "left_rows": one.left_count,
        "left_total": _text(one.left_total),
        "right_rows": one.right_count if one.is_whole else None,
        "right_total": _text(one.right_total) if one.is_whole else None,
        "opening": _text(one.opening) if one.is_whole else None,
        "closing": _text(one.closing),
        "proved": one.is_proved,
        "rows_without_amount": one.without_amount,
        "parts": {
            part.name.casefold(): {
                "lines": len(one.of(part)),
                "left": _text(one.total(part)[0]),
                "right": _text(one.total(part)[1]),
            }
            for part in Part
            if one.of(part)
        },
        "lines": [_line(line) for line in one.lines],
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "id": line.id,
        "part": line.part.name.casefold(),
        "left": [_row(row) for row in line.left],
        "right": [_row(row) for row in line.right],
        "left_amount": _text(line.left_amount),
        "right_amount": _text(line.right_amount),
        "why": line.why or None,
        "rivals": list(line.rivals),
    }


def _row(row: Row) -> dict[str, object]:
    return {
        "cell": str(row.place),
        "date": row.date.isoformat() if row.date else None,
        "reference": row.reference or None,
        "name": row.name or None,
        "amount": _text(row.amount) if row.amount is not None else None,
    }


def _text(amount: Money) -> str:
    return f"{amount.amount}"
