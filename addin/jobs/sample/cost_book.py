"""The cost report workbook: this week, last week, and the changes behind both.

As the production accountant keeps it: EFC is typed, everything that follows is a formula.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.jobs.sample.canvas import (
    DATE,
    GRAND,
    GRAND_TEXT,
    GROUP,
    HEAD,
    MONEY,
    SECTION,
    SUBTITLE,
    TEXT,
    TITLE,
    TOTAL,
    TOTAL_TEXT,
    Canvas,
    Spots,
    dollars,
)
from addin.jobs.sample.records import Story
from addin.jobs.sample.show import (
    COMPANY,
    CUTOFF,
    PREVIOUS_CUTOFF,
    WEEK,
    Category,
    categories,
    week_ending,
)
from addin.jobs.sample.show import TITLE as SHOW
from addin.jobs.sample.story import changes_by_account, commitments, cost_to_date
from addin.tables.blueprint import BookBlueprint, SheetBlueprint
from addin.tables.table import Value, column_letters

BOOK: Final = "Cost Report wk09.xlsx"
COLUMNS: Final = {
    name: column
    for column, name in enumerate(
        "account description actual_period actual_to_date commitments total_cost etc efc budget"
        " changes revised_budget variance previous_variance variance_change comment".split(),
        1,
    )
}
_HEADINGS: Final = (
    "Acct|Description|This Week|To Date|POs|Total Cost|ETC|EFC|Budget|Transfers|Revised Budget"
    "|(Over)/Under|Last Week|Change|Comments"
).split("|")
_GROUPS: Final = (("COST", 3, 6), ("FORECAST", 7, 8), ("BUDGET", 9, 11), ("VARIANCE", 12, 14))
_SUMMED: Final = range(3, 15)
_FORMULAS: Final = {
    6: "D{r}+E{r}",
    7: "H{r}-F{r}",
    11: "I{r}+J{r}",
    12: "K{r}-H{r}",
    14: "L{r}-M{r}",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What is typed in one week's report, by account, in minor units."""

    period: Mapping[str, int]
    to_date: Mapping[str, int]
    commitments: Mapping[str, int]
    efc: Mapping[str, int]
    budget: Mapping[str, int]
    changes: Mapping[str, int]
    previous_variance: Mapping[str, int]
    comments: Mapping[str, str]


def figures(told: Story) -> Figures:
    """This week's."""
    return _figures(told, CUTOFF, PREVIOUS_CUTOFF)


def _figures(told: Story, on: dt.date, before: dt.date) -> Figures:
    now, then = cost_to_date(told.lines, on), cost_to_date(told.lines, before)
    changes = changes_by_account(told, on)
    earlier = changes_by_account(told, before)
    this_week = on == CUTOFF
    held = told.forecasts
    efc = {code: f.efc if this_week else f.previous_efc for code, f in held.items()}
    budgets = {a.code: a.budget for c in categories() for a in c.accounts}
    previous = {
        code: budgets[code] + (earlier if this_week else changes).get(code, 0) - f.previous_efc
        for code, f in held.items()
    }
    return Figures(
        period={code: amount - then.get(code, 0) for code, amount in now.items()},
        to_date=now,
        commitments=commitments(told, on),
        efc=efc,
        budget=budgets,
        changes=changes,
        previous_variance=previous,
        comments={code: f.comment for code, f in held.items()} if this_week else {},
    )


def cost_book(told: Story, spots: Spots) -> BookBlueprint:
    """This week's report, last week's, budget changes and forecast changes."""
    last_week = _figures(told, PREVIOUS_CUTOFF, week_ending(WEEK - 2))
    return BookBlueprint(
        f"{SHOW} - cost report",
        (
            _report(Canvas(BOOK, f"CR wk{WEEK:02}", spots), WEEK, figures(told)),
            _report(Canvas(BOOK, f"CR wk{WEEK - 1:02}", spots), WEEK - 1, last_week),
            _changes(told, Canvas(BOOK, "Budget Changes", spots)),
            _moves(told, Canvas(BOOK, "EFC Changes", spots)),
        ),
    )


def _report(canvas: Canvas, week: int, figures: Figures) -> SheetBlueprint:
    canvas.put(1, 1, f"{SHOW} - WEEKLY COST REPORT", TITLE)
    ending = week_ending(week)
    canvas.put(
        2, 1, f"{COMPANY}    Cost report no. {week}    Week ending {ending:%m/%d/%Y}", SUBTITLE
    )
    canvas.put(3, 1, "USD. (Over)/Under: an over-spend is in parentheses.", SUBTITLE)
    for text, left, right in _GROUPS:
        for column in range(left, right + 1):
            canvas.put(5, column, text if column == left else None, GROUP)
        canvas.merge(5, left, right)
    canvas.heading(6, _HEADINGS, HEAD, (8, 34, *[14.5] * 12, 44))
    row = 7
    categories_done: list[int] = []
    sections_done: list[int] = []
    listed = categories()
    for at, category in enumerate(listed, 1):
        row = _category(canvas, category, figures, row, week)
        categories_done.append(row - 1)
        if at == len(listed) or listed[at].section != category.section:
            name = f"TOTAL {category.section.upper()}"
            _sum_row(canvas, row, name, categories_done, (TOTAL_TEXT, TOTAL))
            canvas.mark(f"cr{week} total {category.section}", row, COLUMNS)
            sections_done.append(row)
            categories_done = []
            row += 2
    _sum_row(canvas, row, "GRAND TOTAL", sections_done, (GRAND_TEXT, GRAND))
    canvas.mark(f"cr{week} grand total", row, COLUMNS)
    canvas.rest |= {"frozen": (7, 3), "repeated_rows": (5, 6), "gridlines": False}
    return canvas.done()


def _category(canvas: Canvas, category: Category, figures: Figures, row: int, week: int) -> int:
    for column in range(1, 16):
        canvas.put(row, column, None, SECTION)
    canvas.put(row, 1, category.code, SECTION)
    canvas.put(row, 2, category.name, SECTION)
    first = row + 1
    for row, account in enumerate(category.accounts, first):  # noqa: PLR1704 - the row goes on
        code = account.code
        typed = {
            3: figures.period.get(code, 0),
            4: figures.to_date.get(code, 0),
            5: figures.commitments.get(code, 0),
            8: figures.efc[code],
            9: figures.budget[code],
            10: figures.changes.get(code, 0),
            13: figures.previous_variance[code],
        }
        canvas.put(row, 1, code, TEXT)
        canvas.put(row, 2, account.name, TEXT)
        for column, amount in typed.items():
            canvas.put(row, column, dollars(amount), MONEY)
        for column, formula in _FORMULAS.items():
            canvas.work(row, column, formula.format(r=row), MONEY)
        canvas.put(row, 15, figures.comments.get(code) or None, TEXT)
        canvas.mark(f"cr{week} {code}", row, COLUMNS)
    row += 1
    canvas.put(row, 1, None, TOTAL_TEXT)
    canvas.put(row, 2, f"Total {category.code}", TOTAL_TEXT)
    for column in _SUMMED:
        letter = column_letters(column)
        canvas.work(row, column, f"SUM({letter}{first}:{letter}{row - 1})", TOTAL)
    canvas.mark(f"cr{week} total {category.code}", row, COLUMNS)
    return row + 1


def _sum_row(canvas: Canvas, row: int, name: str, parts: Sequence[int], looks: tuple) -> None:  # type: ignore[type-arg]
    canvas.put(row, 1, None, looks[0])
    canvas.put(row, 2, name, looks[0])
    for column in _SUMMED:
        letter = column_letters(column)
        canvas.work(row, column, "+".join(f"{letter}{part}" for part in parts), looks[1])
    canvas.put(row, 15, None, looks[0])


def _changes(told: Story, canvas: Canvas) -> SheetBlueprint:
    canvas.put(1, 1, "Approved budget changes", TITLE)
    canvas.heading(
        3,
        ("Change", "Approved", "Kind", "Account", "Amount", "Reason"),
        HEAD,
        (10, 12, 14, 10, 15, 48),
    )
    for row, change in enumerate(told.changes, 4):
        cells: tuple[Value, ...] = (change.number, change.date, change.kind, change.account)
        for column, value in enumerate(cells, 1):
            canvas.put(row, column, value, DATE if column == 2 else TEXT)
        canvas.put(row, 5, dollars(change.amount), MONEY)
        canvas.put(row, 6, change.reason, TEXT)
        canvas.mark(change, row, {"number": 1, "account": 4, "amount": 5})
    return canvas.done()


def _moves(told: Story, canvas: Canvas) -> SheetBlueprint:
    canvas.put(1, 1, f"Forecast changes, week ending {CUTOFF:%m/%d/%Y}", TITLE)
    canvas.heading(
        3, ("Account", "EFC before", "EFC now", "Moved", "Why"), HEAD, (10, 16, 16, 16, 52)
    )
    moved = [f for f in told.forecasts.values() if f.efc != f.previous_efc and f.reason]
    for row, forecast in enumerate(moved, 4):
        canvas.put(row, 1, forecast.account, TEXT)
        canvas.put(row, 2, dollars(forecast.previous_efc), MONEY)
        canvas.put(row, 3, dollars(forecast.efc), MONEY)
        canvas.work(row, 4, f"C{row}-B{row}", MONEY)
        canvas.put(row, 5, forecast.reason, TEXT)
    return canvas.done()
