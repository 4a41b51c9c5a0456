"""Nights drawn in a line, for tests of what is kept of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from addin.domain.night import (
    AccountLine,
    AgeLine,
    CashMonth,
    Ended,
    Facts,
    Outcome,
    PairLine,
    Point,
    ProductionNight,
    ScheduleLine,
    Step,
)
from addin.ports.nights import NightPlan

MONDAY = dt.datetime(2026, 11, 16, 3)
DAY = dt.timedelta(days=1)
FOLDERS = ("/shows/one", "/shows/two", "/shows/three")


def plan(at: dt.datetime = MONDAY, folders=FOLDERS, studio: str = "Northlight", **other: str):
    """A night over some productions; its orders are those of its day."""
    said: dict[str, Any] = {
        "orders": f"all {at:%Y-%m-%d}",
        "version": "1.0",
        "engine": "in-process",
    } | other
    return NightPlan(studio=studio, at=at, folders=tuple(folders), **said)


def point(key: str, standing: str = "new", **other) -> Point:
    """A finding."""
    said: dict[str, Any] = {
        "code": "PO201",
        "severity": 3,
        "workbook": "PO Log.xlsx",
        "sheet": "POs",
        "cell": "F12",
        "role": "po_log",
    }
    return Point(**(said | {"key": key, "standing": standing, "message": f"{key} is off"} | other))


def account(code: str, efc: int, budget: int = 100_000, **other) -> AccountLine:
    """A line of a cost report."""
    return AccountLine(code, f"Account {code}", budget=budget, efc=efc, under=budget - efc, **other)


def night_of(folder: str, at: dt.datetime = MONDAY, **other) -> ProductionNight:
    """A production's night with everything in it that there can be."""
    facts = Facts(
        currency="USD",
        report="Cost Report.xlsx!Report",
        cutoff=at.date(),
        total=account("", 150_000, 200_000, is_total=True),
        accounts=(account("1100", 40_000), account("2500", 110_000), account("2500", 1)),
        pairs=(PairLine("bank and ledger", 40, 2, 1, 3, -150, "timesheet"),),
        open_orders=(AgeLine("0-30", 4, 12_000), AgeLine("over 90", 1)),
        cash=(CashMonth(dt.date(2026, 10, 1), 7_000, 8_000), CashMonth(dt.date(2026, 11, 1), 1)),
        schedule=ScheduleLine(3, 20, 25, 160, dt.date(2026, 12, 20), dt.date(2026, 12, 18), 2),
        records=(("ledger", 300), ("purchase orders", 40)),
    )
    said: dict[str, Any] = {
        "position": FOLDERS.index(folder) if folder in FOLDERS else 0,
        "production": folder.rpartition("/")[2].title(),
        "folder": folder,
        "at": at,
        "ended": Ended.CHECKED,
        "steps": (
            Step("validate", Outcome.DONE, "2 open", seconds=1.25),
            Step("sync", Outcome.FAILED, "No way there.", "SheetsError", 3, 9.5, ("A.xlsx",)),
        ),
        "points": (
            point("a1"),
            point("b2", "still open", since=dt.date(2026, 11, 2), impact=-(2**40)),
            point("b2", "waived", severity=2, waiver="Sam, 2026-11-03: agreed"),
            point("c3", "resolved", severity=1, advice="Nothing to do."),
        ),
        "facts": facts,
        "inputs": "digest of its files",
        "version": "1.0",
        "seconds": 11.5,
        "peak": 3 * 2**30,
        "worker": "worker-1",
    }
    return ProductionNight(**(said | other))


def unchanged(folder: str, at: dt.datetime, **other) -> ProductionNight:
    """A night in which nothing had changed."""
    return ProductionNight(
        position=FOLDERS.index(folder), production=folder.rpartition("/")[2].title(), folder=folder,
        at=at, ended=Ended.UNCHANGED, inputs="digest of its files", version="1.0", **other,
    )  # fmt: skip


def with_accounts(one: ProductionNight, *lines: AccountLine) -> ProductionNight:
    """The same night with another cost report."""
    return replace(one, facts=replace(one.facts, accounts=lines))
