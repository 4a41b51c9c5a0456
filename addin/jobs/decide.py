"""Decide about matches: accept, reject or split what a reconciliation shows; and take it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from addin.domain.decisions import Alias, Part, Split
from addin.domain.money import Money, exponent, total
from addin.errors import NothingToDo, UnknownLine
from addin.ports import DecisionLog, KeptDecision
from addin.reconcile.decisions import row_key
from addin.reconcile.outcome import Row
from addin.reconcile.statement import Line, Statement, accepted, rejected
from addin.reports.reconciliation import ReconciliationReport, in_words


class Verdict(StrEnum):
    """What a person says of rows that may be the same thing."""

    ACCEPT = "accept"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, as it is kept, and the line it is about."""

    kept: KeptDecision
    line: Line


def settle(
    report: ReconciliationReport,
    log: DecisionLog,
    ids: Iterable[str],
    verdict: Verdict,
    *,
    who: str,
    why: str,
    at: dt.datetime,
) -> tuple[Decided, ...]:
    """Accept or reject lines by their ids, or the beginning of one; all of them, or none.

    Raises:
        UnknownLine: no line has such an id, or several have.
        NothingToDo: a line has rows on one side only, so there is nothing to accept or reject.
    """
    found = [_line(report, each) for each in ids]
    for statement, line in found:
        if not (line.left and line.right):
            where = statement.lists.left if line.left else statement.lists.right
            raise NothingToDo(
                f"'{line.id}' has rows in {where} only. Nothing was decided. To split a row: "
                "tieout decide split."
            )
    make = accepted if verdict is Verdict.ACCEPT else rejected
    return tuple(
        Decided(log.decide(report.production, make(statement.lists, line, who, why), at), line)
        for statement, line in found
    )


def split(
    report: ReconciliationReport,
    log: DecisionLog,
    cell: str,
    parts: Sequence[str],
    *,
    pair: str,
    who: str,
    why: str,
    at: dt.datetime,
) -> KeptDecision:
    """Take one row as several: each part an amount, or ``amount@account``.

    ``cell`` is the row's amount as reports show it: ``Bank!F12``. ``pair`` names the two lists
    where the row stands in several.

    Raises:
        UnknownLine: no row is there, or it stands in several pairs.
        NothingToDo: the parts are no amounts, or do not sum to the row's.
    """
    kind, row = _row(report, cell, pair)
    if row.amount is None:
        raise NothingToDo(f"{row.place} has no amount. Nothing was decided.")
    made = tuple(_part(text, row.amount.currency) for text in parts)
    summed = total((part.amount for part in made), row.amount.currency)
    if summed != row.amount:
        raise NothingToDo(
            f"The parts come to {summed}, but {row.place} holds {row.amount}. Nothing was decided."
        )
    return log.decide(report.production, Split(kind, row_key(row), made, who, None, why), at)


def alias(
    production: str, log: DecisionLog, name: str, other: str, *, who: str, at: dt.datetime
) -> KeptDecision:
    """Two names are one vendor, from now on and in every pair of lists.

    Raises:
        NothingToDo: a name is empty, or both are the same.
    """
    if not name.strip() or not other.strip() or name.strip() == other.strip():
        raise NothingToDo("An alias needs two different names. Nothing was decided.")
    return log.decide(production, Alias(name.strip(), other.strip(), who), at)


def rows_by_key(report: ReconciliationReport) -> dict[str, str]:
    """Every row of a reconciliation in words, with its amount and cell, by what decisions hold."""
    return {
        row_key(row): in_words(row)
        for statement in report.statements
        for line in statement.lines
        for row in (*line.left, *line.right)
    }


def _line(report: ReconciliationReport, wanted: str) -> tuple[Statement, Line]:
    fitting = [
        (statement, line)
        for statement in report.statements
        for line in statement.lines
        if wanted and line.id.startswith(wanted)
    ]
    if len({line.id for _, line in fitting}) != 1:
        raise UnknownLine(wanted, tuple(sorted({line.id for _, line in fitting})))
    return fitting[0]


def _row(report: ReconciliationReport, cell: str, pair: str) -> tuple[str, Row]:
    fitting: dict[tuple[str, str], Row] = {}
    for statement in report.statements:
        kind = statement.lists.kind
        if pair and pair.casefold() not in f"{kind} {statement.lists}".casefold():
            continue
        for line in statement.lines:
            for row in (*line.left, *line.right):
                where = str(row.place)
                if where == cell or where.endswith(f"!{cell}"):
                    fitting[kind, where] = row
    if len(fitting) != 1:
        names = tuple(f"{where} in {kind}" for kind, where in sorted(fitting))
        raise UnknownLine(cell, names)
    ((kind, _), row), *_ = fitting.items()
    return kind, row


def _part(text: str, currency: str) -> Part:
    amount, _, account = text.partition("@")
    try:
        exact = Decimal(amount.replace(",", "").strip()).scaleb(exponent(currency))
    except InvalidOperation:
        exact = Decimal("NaN")
    if not exact.is_finite() or exact != exact.to_integral_value():
        raise NothingToDo(f"'{text}' is no amount, or amount@account. Nothing was decided.")
    return Part(Money(int(exact), currency), account.strip())
