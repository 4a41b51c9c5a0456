"""The findings workbook of a night: every production, finding, account and statement, to filter.

It is for the desk of accounting, not for anybody's phone: it holds messages and amounts as the
reports of each production do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from addin.domain.money import Money
from addin.domain.night import Ended, Point, ProductionNight
from addin.reports.check import plural
from addin.reports.meanings import titles
from addin.reports.night_workbook_sheet import Cell, Column, Kind, sheet, written
from addin.tables.blueprint import BookBlueprint, SheetBlueprint

_PRINTED: Final = {"Findings": 12}
"""Columns that go on paper, where not all can be read there."""

_LOUD: Final = ("error", "failed")

MOST_ROWS: Final = 200_000
"""Rows of a sheet; more make Excel slow, and a million is all it has."""

_SEVERITY: Final = {3: "error", 2: "warning", 1: "note"}
_STANDING: Final = {"new": 0, "still open": 1, "waived": 2, "resolved": 3}

_PORTFOLIO: Final = (
    Column("Production", width=30),
    Column("Ended", width=11),
    Column("Currency", Kind.CURRENCY, 11),
    Column("Budget", Kind.MONEY, 15),
    Column("EFC", Kind.MONEY, 15),
    Column("Under (over −)", Kind.MONEY, 15),  # noqa: RUF001 - a minus
    Column("Of budget", Kind.SHARE, 9),
    Column("Errors", Kind.COUNT, 8, is_summed=True),
    Column("Warnings", Kind.COUNT, 9.5, is_summed=True),
    Column("Notes", Kind.COUNT, 8, is_summed=True),
    Column("New", Kind.COUNT, 8, is_summed=True),
    Column("Resolved", Kind.COUNT, 9, is_summed=True),
    Column("Not proved", Kind.COUNT, 10, is_summed=True),
    Column("Days late", Kind.COUNT, 9.5),
    Column("Seconds", Kind.SECONDS, 9, is_summed=True),
    Column("Why it was not done wholly", Kind.WRAPPED, 50),
)
_FINDINGS: Final = (
    Column("Production", width=24),
    Column("Severity", width=9),
    Column("Standing", width=10),
    Column("Code", width=8),
    Column("Rule", Kind.WRAPPED, 28),
    Column("Workbook", width=22),
    Column("Sheet", width=16),
    Column("Cell", width=8),
    Column("Finding", Kind.WRAPPED, 52),
    Column("What to do", Kind.WRAPPED, 34),
    Column("Since", Kind.DAY, 11),
    Column("Days open", Kind.COUNT, 8),
    Column("At stake", Kind.MONEY, 14),
    Column("Currency", Kind.CURRENCY, 11),
    Column("Waived", Kind.WRAPPED, 24),
    Column("Id", width=18),
)
_ACCOUNTS: Final = (
    Column("Production", width=24),
    Column("Account", width=12),
    Column("Description", width=34),
    Column("Currency", Kind.CURRENCY, 11),
    Column("Budget", Kind.MONEY, 15),
    Column("Cost to date", Kind.MONEY, 15),
    Column("Commitments", Kind.MONEY, 15),
    Column("ETC", Kind.MONEY, 15),
    Column("EFC", Kind.MONEY, 15),
    Column("Under (over −)", Kind.MONEY, 15),  # noqa: RUF001 - a minus
    Column("Total", Kind.CURRENCY, 9),
)
_STATEMENTS: Final = (
    Column("Production", width=24),
    Column("Lists", Kind.WRAPPED, 60),
    Column("Proved", width=8),
    Column("Matched", Kind.COUNT, 9, is_summed=True),
    Column("Suggested", Kind.COUNT, 10, is_summed=True),
    Column("Left over", Kind.COUNT, 10, is_summed=True),
    Column("Right over", Kind.COUNT, 11, is_summed=True),
    Column("Unexplained", Kind.MONEY, 15),
    Column("Currency", Kind.CURRENCY, 11),
)


def night_workbook(
    nights: Sequence[ProductionNight], studio: str = "", most: int = MOST_ROWS
) -> BookBlueprint:
    """The workbook, productions in the order given: Portfolio, Findings, Accounts, Statements.

    Of more than ``most`` findings (or accounts, or statements) the worst are kept, and the sheet
    says how many there are.
    """
    name = written(studio).strip() or "Studio"
    name = f"{name}: night of {_days(nights)}" if nights else name
    findings = _findings(nights)
    accounts = list(_accounts(nights))
    statements = list(_statements(nights))
    ran = plural(len(nights), "production")
    return BookBlueprint(
        name,
        (
            _made("Portfolio", name, _PORTFOLIO, list(map(_production, nights)), ran, most),
            _made("Findings", name, _FINDINGS, findings, plural(len(findings), "finding"), most),
            _made("Accounts", name, _ACCOUNTS, accounts, plural(len(accounts), "account"), most),
            _made(
                "Statements",
                name,
                _STATEMENTS,
                statements,
                plural(len(statements), "statement"),
                most,
            ),
        ),
    )


def _made(
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    many: str,
    most: int,
) -> SheetBlueprint:
    shown = f", of which the first {most:,} are here" if len(rows) > most else ""
    has_sums = any(column.is_summed for column in columns)
    sums = " Sums above the headings are of the rows that a filter leaves." if has_sums else ""
    below = f"{many}{shown}.{sums}"
    return sheet(name, title, below, columns, rows[:most], _PRINTED.get(name, 0), _LOUD)


def _days(nights: Sequence[ProductionNight]) -> str:
    days = sorted({night.at.date() for night in nights})
    return f"{days[0]:%Y-%m-%d}" if len(days) == 1 else f"{days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d}"


def _production(night: ProductionNight) -> Sequence[Cell]:
    facts, total = night.facts, night.facts.total
    was_checked = night.ended not in {Ended.FAILED, Ended.BUSY}
    counts = [
        night.count(3),
        night.count(2),
        night.count(1),
        night.standing("new"),
        night.standing("resolved"),
        sum(pair.difference != 0 for pair in facts.pairs),
    ]
    share = None
    if total and total.budget and total.under is not None:
        share = total.under / total.budget
    return (
        night.production,
        str(night.ended),
        facts.currency,
        _money(total.budget if total else None, facts.currency),
        _money(total.efc if total else None, facts.currency),
        _money(total.under if total else None, facts.currency),
        share,
        *(counts if was_checked else [None] * len(counts)),
        facts.schedule.slip if facts.schedule else None,
        round(night.seconds, 1),
        _why(night),
    )


def _why(night: ProductionNight) -> str:
    steps = [step for step in night.steps if step.outcome in {"failed", "held back"}]
    said = [f"{step.name}: {step.sentence}" for step in steps if step.sentence != night.failure]
    return "\n".join(filter(None, [night.failure, *said]))


def _findings(nights: Sequence[ProductionNight]) -> list[Sequence[Cell]]:
    """The worst first, then what is new, then in the order of the productions."""
    found = [(point, night) for night in nights for point in night.points]
    found.sort(key=lambda each: _rank(*each))
    return [_finding(point, night) for point, night in found]


def _rank(point: Point, night: ProductionNight) -> tuple[bool, int, int, int, str, str, str]:
    standing = _STANDING.get(point.standing, 9)
    return (
        not point.is_open,
        -point.severity,
        standing,
        night.position,
        point.workbook,
        point.code,
        point.key,
    )


def _finding(point: Point, night: ProductionNight) -> Sequence[Cell]:
    currency = night.facts.currency
    open_for = (night.at.date() - point.since).days if point.since and point.is_open else None
    return (
        night.production,
        _SEVERITY.get(point.severity, ""),
        point.standing,
        point.code,
        titles().get(point.code, ""),
        point.workbook,
        point.sheet,
        point.cell,
        point.message,
        point.advice,
        point.since,
        open_for,
        _money(point.impact, currency),
        currency if point.impact is not None else "",
        point.waiver,
        point.key,
    )


def _accounts(nights: Sequence[ProductionNight]) -> Iterator[Sequence[Cell]]:
    for night in nights:
        currency = night.facts.currency
        lines = night.facts.accounts
        total = night.facts.total
        for line in (*lines, *((total,) if total and total not in lines else ())):
            amounts = (line.budget, line.to_date, line.commitments, line.etc, line.efc, line.under)
            is_total = line.is_total or line is total
            yield (
                night.production,
                line.account,
                line.description,
                currency,
                *(_money(amount, currency) for amount in amounts),
                "total" if is_total else "",
            )


def _statements(nights: Sequence[ProductionNight]) -> Iterator[Sequence[Cell]]:
    for night in nights:
        currency = night.facts.currency
        for pair in night.facts.pairs:
            yield (
                night.production,
                pair.pair,
                "no" if pair.difference else "yes",
                pair.matched,
                pair.suggested,
                pair.left_over,
                pair.right_over,
                _money(pair.difference, currency),
                currency,
            )


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency or "XXX")
