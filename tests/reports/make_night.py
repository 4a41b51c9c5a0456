"""Nights of productions for tests and pictures: figures that a real show could have."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

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

AT = dt.datetime(2026, 3, 9, 5, 12)
ACCOUNTS = (
    ("1100", "Story & Rights", 18_500_000, 18_500_000),
    ("1200", "Producers Unit", 42_000_000, 41_500_000),
    ("1300", "Direction", 31_000_000, 31_000_000),
    ("1400", "Cast", 124_000_000, 129_500_000),
    ("2000", "Production Staff", 68_000_000, 70_100_000),
    ("2100", "Extra Talent", 14_500_000, 13_200_000),
    ("2200", "Set Design", 22_500_000, 21_900_000),
    ("2300", "Set Construction", 56_000_000, 64_800_000),
    ("2500", "Set Operations", 39_000_000, 40_200_000),
    ("2700", "Wardrobe", 21_000_000, 20_850_000),
    ("2900", "Electric Operations", 33_500_000, 36_100_000),
    ("3000", "Camera", 44_000_000, 41_800_000),
    ("3300", "Locations", 37_000_000, 43_950_000),
    ("3500", "Transportation", 48_000_000, 51_400_000),
    ("4500", "Editing", 39_000_000, 39_000_000),
    ("4600", "Music", 17_000_000, 15_000_000),
    ("5800", "Contingency", 65_000_000, 54_000_000),
)


def accounts(scale: int = 1) -> tuple[AccountLine, ...]:
    """The accounts of a cost report, in cents."""
    return tuple(
        AccountLine(
            code,
            words,
            budget=budget * scale,
            to_date=efc * scale * 55 // 100,
            commitments=efc * scale * 12 // 100,
            etc=efc * scale * 33 // 100,
            efc=efc * scale,
            under=(budget - efc) * scale,
        )
        for code, words, budget, efc in ACCOUNTS
    )


def total(lines: tuple[AccountLine, ...]) -> AccountLine:
    """Their sum."""
    names = ("budget", "to_date", "commitments", "etc", "efc", "under")
    sums = {name: sum(getattr(line, name) for line in lines) for name in names}
    return AccountLine("", "Total", is_total=True, **sums)


def points() -> tuple[Point, ...]:
    """Findings of every severity, age and standing."""
    day = AT.date()
    return (
        Point(
            "k1",
            "PO201",
            3,
            "new",
            "PO Log.xlsx",
            "PO Log",
            "F14",
            "PO 1042 is relieved by 120.00 more than its amount.",
            "Raise the PO to the invoiced amount, or recode the invoice.",
            day,
            impact=12_000,
        ),
        Point(
            "k2",
            "COS101",
            3,
            "still open",
            "Cost Report wk09.xlsx",
            "CR wk09",
            "H31",
            "The EFC of account 2300 is not cost to date + commitments + ETC: 43,100.00 are missing.",
            "Correct the ETC, or the formula in H31.",
            day - dt.timedelta(12),
            impact=4_310_000,
        ),
        Point(
            "k3",
            "REC302",
            2,
            "still open",
            "Bank March.csv",
            "",
            "A88",
            "A payment of 2,480.00 to Panavision is in the bank and not in the ledger.",
            "Post it, or ask the bank.",
            day - dt.timedelta(41),
            impact=248_000,
        ),
        Point(
            "k4",
            "INV101",
            2,
            "new",
            "Invoice log.xlsx",
            "Invoices",
            "C19",
            "Invoice 88120 of Quixote Studios is entered twice.",
            "Remove one of them.",
            day,
            impact=95_000,
        ),
        Point(
            "k5",
            "BUD104",
            1,
            "still open",
            "Budget v4.xlsx",
            "2300",
            "",
            "The detail of account 2300 adds up to the topsheet only after rounding.",
            "",
            day - dt.timedelta(130),
        ),
        Point(
            "k6",
            "ACT109",
            2,
            "waived",
            "Ledger wk09.csv",
            "",
            "D402",
            "A journal of 60.00 has no description.",
            "",
            day - dt.timedelta(20),
            waiver="Agreed with the accountant",
        ),
        Point(
            "k7",
            "PO101",
            3,
            "resolved",
            "PO Log.xlsx",
            "PO Log",
            "A90",
            "PO 1188 is in the log twice.",
            "",
            day - dt.timedelta(3),
        ),
    )


def facts(currency: str = "USD", scale: int = 1) -> Facts:
    """The figures of a show in its eleventh week."""
    lines = accounts(scale)
    spent = (210, 380, 640, 1_120, 1_460, 0, 240)
    planned = (250, 400, 600, 1_000, 1_300, 1_450, 1_100)
    months = [dt.date(2025, 9, 1), dt.date(2025, 10, 1), dt.date(2025, 11, 1), dt.date(2025, 12, 1)]
    months += [dt.date(2026, 1, 1), dt.date(2026, 2, 1), dt.date(2026, 3, 1)]
    return Facts(
        currency,
        "Cost Report wk09.xlsx!CR wk09",
        dt.date(2026, 3, 6),
        total(lines),
        lines,
        (
            PairLine("PO Log ↔ Ledger", 212, 6, 3, 4, 0),
            PairLine("Invoice log ↔ Ledger", 348, 0, 1, 0, 95_000),
            PairLine("Bank March ↔ Ledger", 129, 2, 1, 5, -248_000),
            PairLine("Petty cash ↔ Ledger", 44, 0, 0, 0, 0),
        ),
        (
            AgeLine("0-30", 41, 31_200_000 * scale),
            AgeLine("31-60", 17, 1_2400_000 * scale),
            AgeLine("61-90", 6, 4_100_000 * scale),
            AgeLine("over 90", 3, 960_000 * scale),
        ),
        tuple(
            CashMonth(month, paid * 100_000 * scale, plan * 100_000 * scale)
            for month, paid, plan in zip(months, spent, planned, strict=True)
        ),
        ScheduleLine(24, 45, 402, 836, dt.date(2026, 4, 14), dt.date(2026, 4, 10), 2),
        (("budget_line", 412), ("purchase_order", 225), ("posting", 4_180)),
    )


def trend(nights: int = 24, currency: str = "USD", scale: int = 1) -> tuple[Moment, ...]:
    """Nights of working days until now: the EFC creeps, one night failed, a holiday is missing."""
    now = total(accounts(scale))
    assert now.efc is not None
    assert now.to_date is not None
    assert now.budget is not None
    assert now.commitments is not None
    found: list[Moment] = []
    day = AT
    at = 0
    while len(found) < nights:
        if day.weekday() < 5 and not 9 <= at <= 11:
            efc = now.efc - at * 900_000 * scale - (at % 5) * 350_000 * scale
            line = AccountLine(
                "",
                "Total",
                budget=now.budget,
                to_date=now.to_date - at * 6_100_000 * scale,
                commitments=now.commitments + (at % 7) * 400_000 * scale,
                efc=efc,
                under=now.budget - efc,
                is_total=True,
            )
            is_failed = at == 5
            found.append(
                Moment(
                    400 - at,
                    day,
                    "failed" if is_failed else "checked",
                    *((0, 0, 0, 0, 0) if is_failed else (2 + at % 3, 2, 1, at % 2, 1)),
                    4.2,
                    currency,
                    None if is_failed else line,
                    8,
                    14,
                    None if is_failed else max(2 - at // 6, -1),
                )
            )
        at += 1
        day -= dt.timedelta(1)
    return tuple(reversed(found))


def night(name: str = "Night Shift", **changed: object) -> ProductionNight:
    """A production that was checked, and has work for a person."""
    one = ProductionNight(
        0,
        name,
        f"/shows/{name}",
        AT,
        Ended.CHECKED,
        steps=(
            Step("pull", Outcome.DONE, "2 files of the drop folder were imported.", seconds=0.8),
            Step("validate", Outcome.DONE, "5 findings are open.", seconds=1.9),
            Step("reconcile", Outcome.DONE, "4 statements.", seconds=0.6),
            Step(
                "refresh cost report",
                Outcome.FAILED,
                "Cost Report wk09.xlsx is open in another program; nothing was written.",
                "FileLocked",
                3,
                6.1,
            ),
            Step("sync", Outcome.HELD, "It waits for the cost report."),
            Step("publish", Outcome.NOTHING),
        ),
        points=points(),
        facts=facts(),
        version="0.14.0",
        seconds=9.4,
        peak=143_000_000,
    )
    return replace(one, **changed)  # type: ignore[arg-type] # fields by name


def failed(name: str = "Broken Arrow") -> ProductionNight:
    """One that could not be checked."""
    return ProductionNight(
        0,
        name,
        f"/shows/{name}",
        AT,
        Ended.FAILED,
        "Budget v2.xlsx cannot be read: it is not a workbook, or it was cut short.",
        "FileUnreadable",
        seconds=0.4,
    )
