"""Productions of a night, for tests of what is made of them."""

from __future__ import annotations

import datetime as dt

from addin.domain.night import (
    AccountLine,
    AgeLine,
    CashMonth,
    Ended,
    Facts,
    Moment,
    Outcome,
    PairLine,
    Point,
    ProductionNight,
    ScheduleLine,
    Step,
)

AT = dt.datetime(2026, 11, 20, 4)


def account(number: int, under: int = 0, name: str = "") -> AccountLine:
    """An account with a budget of 50,000.00 and what is left of it."""
    budget, efc = 5_000_000, 5_000_000 - under
    return AccountLine(
        f"{2000 + number}",
        name or f"Account {number}",
        budget,
        efc // 2,
        efc // 5,
        efc - efc // 2 - efc // 5,
        efc,
        under,
    )


def production(
    name: str = "The Long Night",
    position: int = 0,
    accounts: int = 20,
    points: int = 12,
    ended: Ended = Ended.CHECKED,
) -> ProductionNight:
    """A production with all that a night may know of one."""
    lines = tuple(account(n, (n % 7 - 3) * 123_456) for n in range(accounts))
    under = sum(line.under or 0 for line in lines)
    budget = 5_000_000 * accounts
    total = AccountLine("", "Total", budget, None, None, None, budget - under, under, is_total=True)
    facts = Facts(
        currency="USD",
        report="Cost report.xlsx!Cost Report",
        total=total,
        accounts=lines,
        pairs=(
            PairLine("PO log.xlsx!PO Log ↔ Ledger.xlsx!GL", 210, 4, 2, 1, -12_345),
            PairLine("Bank.xlsx!Statement ↔ Ledger.xlsx!GL", 88, 0, 0, 0),
        ),
        open_orders=(AgeLine("0-30", 12, 100_000), AgeLine("over 90", 3, 5_500_000)),
        cash=tuple(CashMonth(dt.date(2026, n, 1), n * 900_000, n * 850_000) for n in range(1, 11)),
        schedule=ScheduleLine(12, 30, 310, 800, dt.date(2026, 12, 20), dt.date(2026, 12, 17), 3),
    )
    found = tuple(
        Point(
            key=f"{name}-{n}",
            code=("PO201", "COS101", "STR101", "REC501")[n % 4],
            severity=3 - n % 3,
            standing=("new", "still open", "still open", "waived", "resolved")[n % 5],
            workbook="PO log.xlsx",
            sheet="PO Log",
            cell=f"F{n + 5}",
            message=f"PO {1000 + n} is invoiced for 1,250.00 more than was ordered.",
            advice="Raise the order, or recode the invoice.",
            since=AT.date() - dt.timedelta(days=9 * n),
            impact=125_000,
        )
        for n in range(points)
    )
    return ProductionNight(
        position, name, f"/shows/{name}", AT, ended, points=found, facts=facts, seconds=3.25
    )


def broken(name: str = "Night Shift", position: int = 1) -> ProductionNight:
    """One that could not be checked."""
    why = "Budget.xlsx is damaged or not a workbook. Nothing was written."
    steps = (Step("validate", Outcome.FAILED, why, "DamagedFile"),)
    return ProductionNight(
        position, name, f"/shows/{name}", AT, Ended.FAILED, why, "DamagedFile", steps
    )


def trend(nights: int = 30, budget: int = 100_000_000) -> tuple[Moment, ...]:
    """How the estimated final cost of a production went."""
    return tuple(
        Moment(
            n,
            AT - dt.timedelta(days=nights - n),
            "checked",
            n % 4,
            2,
            1,
            0,
            0,
            3.0,
            "USD",
            AccountLine("", "Total", budget, efc=budget + n * 150_000, under=-n * 150_000),
        )
        for n in range(1, nights + 1)
    )
