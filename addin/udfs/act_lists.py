"""ACT_: lists of the ledger that spill: by coding, by period, back-dated, restated."""

from __future__ import annotations

import datetime as dt
from typing import Final

from addin.domain.account_codes import Mask
from addin.domain.actuals import is_late, restated_sums, sum_by_period, sum_in_period, sum_to_date
from addin.domain.money import Money, total
from addin.tables.cells import to_text
from addin.udfs.actuals import CATEGORY, lines_of
from addin.udfs.columns import in_place
from addin.udfs.criteria import written_codes
from addin.udfs.kinds import Answer, Cell, Column, Spill, Table
from addin.udfs.registry import function

_APART: Final = "\x1f"
"""Stands between the codes of one posting; no cell holds it."""


@function(CATEGORY)
def act_by(
    coding: Table,
    dates: Column[dt.date],
    amounts: Column[Money],
    previous_cutoff: dt.date | None = None,
    cutoff: dt.date | None = None,
) -> Spill:
    """Postings added up by any coding: set, episode, location, tag, account, or several together.

    The codes and their amount, under a heading row: the sheet's own headings where the ranges
    include them. In order of appearance; upper and lower case are one.

    Args:
        coding: one or more columns of the ledger, side by side.
        dates: its column of dates; may be left empty without cut-offs.
        amounts: its column of amounts: debit less credit, so that a cost is positive.
        previous_cutoff: only what is posted after this day; postings without a date then do not
            count.
        cutoff: only what is posted up to and including this day.

    Example:
        =ACT_BY({"Set";"INT. BAR";"EXT. PIER";"INT. Bar"}, , {"Amount";500;80;90})
            gives {"Set","Amount";"INT. BAR",590;"EXT. PIER",80}
        =ACT_BY({"EP1","A";"EP1","B";"EP1","A"}, , {500;80;90})
            gives {"Code 1","Code 2","Amount";"EP1","A",590;"EP1","B",80}
    """
    width = len(coding[0])
    nothing = (None,) * width
    by_row = tuple(None if row == nothing else row for row in coding)
    rows = in_place(amounts=amounts, coding=by_row, dates=dates)
    names: tuple[Cell, ...] = (
        ("Code",) if width == 1 else tuple(f"Code {i + 1}" for i in range(width))
    )
    if rows and rows[0][0] is None and any(isinstance(cell, str) for cell in rows[0][1] or ()):
        names = rows.pop(0)[1]
    written: dict[str, tuple[Cell, ...]] = {}
    lines: list[tuple[str, dt.date | None, Money | None]] = []
    for amount, codes, date in rows:
        if amount is None:
            continue
        key = _APART.join(map(to_text, codes or nothing)).casefold()
        written.setdefault(key, codes or nothing)
        lines.append((key, date, amount))
    if previous_cutoff is None:
        sums = sum_to_date(lines, cutoff)
    else:
        sums = sum_in_period(lines, previous_cutoff, cutoff)
    return [(*names, "Amount"), *((*written[key], amount) for key, amount in sums.items())]


@function(CATEGORY)
def act_by_period(
    accounts: Column[Cell],
    dates: Column[dt.date],
    amounts: Column[Money],
    period_ends: Column[dt.date],
    mask: str = "",
) -> Spill:
    """Postings by account and period: one row for each account, one column for each period.

    Under a heading row: Account, the periods by their last days, Later, No date, Total. The first
    period holds everything up to its end, so that nothing of the ledger is left out.

    Args:
        accounts: the ledger's column of accounts, or of any other coding.
        dates: its column of dates.
        amounts: its column of amounts: debit less credit, so that a cost is positive.
        period_ends: the last day of each period, rising: cut-offs or week endings.
        mask: how account codes are written, 0 a digit and A a letter: 0000-00.

    Example:
        =ACT_BY_PERIOD({"A";"A";"B"}, {46082;46089;46200}, {500;80;90}, {46082;46089})
            gives {"Account",2026-03-01,2026-03-08,"Later","No date","Total";
            "A",500,80,0,0,580;"B",0,0,90,0,90}
    """
    code = Mask(mask).normal
    texts, first = written_codes(accounts, code)
    ends = [end for end in period_ends if end is not None]
    found = sum_by_period(lines_of(texts, dates, amounts), ends, code)
    rows: list[tuple[Answer, ...]] = [("Account", *ends, "Later", "No date", "Total")]
    rows += [
        (first.get(key), *by.periods, by.later, by.undated, by.total) for key, by in found.items()
    ]
    return rows


@function(CATEGORY)
def act_late(
    accounts: Column[Cell],
    dates: Column[dt.date],
    entered: Column[dt.date],
    amounts: Column[Money],
    previous_cutoff: dt.date,
) -> Spill:
    """Postings dated in a period that was already reported, but entered after it: back-dated.

    Five columns under a heading row: Line, Account, Date, Entered, Amount; Line counts the ranges'
    cells from 1. The last row is the total: by so much the last report's cost to date has moved.

    Args:
        accounts: the ledger's column of accounts.
        dates: its column of effective dates, those that decide the period.
        entered: its column of the days on which somebody entered the posting.
        amounts: its column of amounts: debit less credit, so that a cost is positive.
        previous_cutoff: the last day of the period that was reported.

    Example:
        =ACT_LATE({2210;3300}, {46080;46089}, {46085;46090}, {500;80}, DATE(2026,3,1))
            gives {"Line","Account","Date","Entered","Amount";
            1,2210,2026-02-27,2026-03-04,500;"Total","","","",500}
    """
    rows = in_place(accounts=accounts, dates=dates, entered=entered, amounts=amounts)
    late: list[tuple[int, Cell, dt.date, dt.date, Money]] = [
        (at, account, date, day, amount)
        for at, (account, date, day, amount) in enumerate(rows, 1)
        if amount is not None and is_late(date, day, previous_cutoff)
    ]
    sum_ = total(amount for *_, amount in late)
    heading = ("Line", "Account", "Date", "Entered", "Amount")
    return [heading, *late, ("Total", None, None, None, sum_)]


@function(CATEGORY)
def act_restated(
    accounts_before: Column[str],
    dates_before: Column[dt.date],
    amounts_before: Column[Money],
    accounts: Column[str],
    dates: Column[dt.date],
    amounts: Column[Money],
    previous_cutoff: dt.date,
    mask: str = "",
) -> Spill:
    """How far closed periods moved between two exports of the ledger, account by account.

    Four columns under a heading row: Account, Reported, Now, Moved; only accounts that moved, and a
    total. Positive: more cost is now dated in the closed periods than was reported.

    Args:
        accounts_before: the accounts of the ledger as it was exported for the last report.
        dates_before: its dates.
        amounts_before: its amounts: debit less credit.
        accounts: the accounts of the ledger as it is now.
        dates: its dates.
        amounts: its amounts.
        previous_cutoff: the last day of the period that was reported.
        mask: how account codes are written, 0 a digit and A a letter: 0000-00.

    Example:
        =ACT_RESTATED({"A";"B"}, {46080;46081}, {500;80}, {"A";"B"}, {46080;46085}, {500;80}, 46082)
            gives {"Account","Reported","Now","Moved";"B",80,0,-80;"Total",80,0,-80}
    """
    moved = restated_sums(
        lines_of(accounts_before, dates_before, amounts_before),
        lines_of(accounts, dates, amounts),
        previous_cutoff,
        Mask(mask).normal,
    )
    rows: list[tuple[Answer, ...]] = [("Account", "Reported", "Now", "Moved")]
    rows += [(account, then, now, now - then) for account, (then, now) in moved.items()]
    then, now = (total(pair[side] for pair in moved.values()) for side in (0, 1))
    return [*rows, ("Total", then, now, now - then)]
