"""The morning page of one production: what needs a person, charts, findings, statements, steps.

One file that opens offline, prints, and reads on a phone. Nothing runs in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from addin.domain.night import AccountLine, Facts, Moment, Outcome, Point, ProductionNight
from addin.reports.charts.ageing import findings_age, orders_age
from addin.reports.charts.burn_down import burn_down, progress
from addin.reports.charts.cash_flow import cash_flow
from addin.reports.charts.days import date
from addin.reports.charts.drawing import Chart, Figures
from addin.reports.charts.efc_trend import efc_trend, trend_currency
from addin.reports.charts.scale import full, short
from addin.reports.charts.slip import late_words, slip
from addin.reports.charts.studio_variance import percent, share_of_budget
from addin.reports.charts.tying import pair_names, tying
from addin.reports.charts.variance import variance_by_account
from addin.reports.check import plural
from addin.reports.meanings import titles
from addin.reports.night_page_needs import (
    KINDS,
    age,
    as_of_tonight,
    is_known,
    named,
    needs,
    since,
    verdict,
)
from addin.reports.page_base import Card, Sheets, rendered

_MOST: Final = 500
"""Findings on the page, the worst (the findings workbook has them all); accounts likewise."""
_SHEETS: Final = Sheets(("night",), with_charts=True)
_COLUMNS: Final = (
    ("budget", "Budget"),
    ("to_date", "Cost to date"),
    ("commitments", "Commitments"),
    ("etc", "ETC"),
    ("efc", "EFC"),
    ("under", "Variance"),
)
_MARKS: Final = {
    Outcome.DONE: ("good", "\N{CHECK MARK}", "done"),
    Outcome.NOTHING: ("", "\N{EN DASH}", "nothing to do"),
    Outcome.WOULD: ("", "\N{RIGHTWARDS ARROW}", "to do, but not allowed to write"),
    Outcome.HELD: ("warning", "\N{HORIZONTAL ELLIPSIS}", "held back"),
    Outcome.FAILED: ("error", "\N{MULTIPLICATION SIGN}", "failed"),
}


def night_page(one: ProductionNight, trend: Sequence[Moment]) -> str:
    """The whole page as text; ``trend`` are this production's nights, oldest first."""
    one = as_of_tonight(one)
    kind, words = verdict(one)
    opened = sorted(one.open, key=_rank)
    shown = sorted(opened[:_MOST], key=lambda point: point.workbook)
    books = [
        (book or "The production", sorted(points, key=_rank))
        for book, points in groupby(shown, key=lambda point: point.workbook)
    ]
    books.sort(key=lambda each: _rank(each[1][0]))
    return rendered(
        "night.html.j2",
        _SHEETS,
        one=one,
        kind=kind,
        verdict=words,
        needs=needs(one),
        since=since(trend),
        cards=_cards(one),
        charts=_charts(one, trend),
        tying=tying(one.facts.pairs, one.facts.currency),
        accounts=_accounts(one.facts),
        books=books,
        opened=len(opened),
        left_out=len(opened) - len(shown),
        closed=[point for point in one.points if not point.is_open][:_MOST],
        place=_place,
        age=lambda point: age(point, one.at.date()),
        kinds=KINDS,
        titles=titles(),
        marks=_MARKS,
        pairs=list(zip(pair_names(one.facts.pairs), one.facts.pairs, strict=True)),
        named=named,
        money=lambda amount: full(amount, one.facts.currency),
        was_checked=is_known(one),
    )


def _accounts(facts: Facts) -> Figures | None:
    """All accounts of the cost report with the columns that it has."""
    lines = facts.accounts[:_MOST]
    named = [(name, head) for name, head in _COLUMNS if any(_has(line, name) for line in lines)]
    if not lines or not named:
        return None
    rows = [
        (
            f"{line.account} {line.description}".strip(),
            *(full(getattr(line, name), facts.currency) for name, _ in named),
        )
        for line in lines
    ]
    return Figures(("Account", *(head for _, head in named)), tuple(rows))


def _has(line: AccountLine, name: str) -> bool:
    return getattr(line, name) is not None


def _rank(point: Point) -> tuple[int, bool, int, str, str]:
    """The most severe first, new before old, then what most money is at stake for."""
    return (
        -point.severity,
        point.standing != "new",
        -abs(point.impact or 0),
        point.code,
        point.key,
    )


def _charts(one: ProductionNight, trend: Sequence[Moment]) -> list[Chart]:
    facts = one.facts
    currency = trend_currency(facts, trend)
    found = (
        variance_by_account(facts),
        efc_trend(trend, currency),
        cash_flow(facts.cash, facts.currency),
        burn_down(trend, replace(facts, currency=currency)),
        progress(facts),
        slip(trend, facts.schedule),
        findings_age(one.points, one.at.date()),
        orders_age(facts.open_orders, facts.currency),
    )
    return [chart for chart in found if chart is not None]


def _cards(one: ProductionNight) -> list[Card]:
    found = [*_money(one), *_schedule(one)]
    if is_known(one):
        for severity in (3, 2, 1):
            count, noun = one.count(severity), KINDS[severity]
            kind = noun if count and severity > 1 else ""
            found.append(Card(f"{count:,}", plural(count, noun).split(" ", 1)[1], kind))
        found.append(Card(f"{one.standing('new'):,}", "new since the night before"))
        resolved = one.standing("resolved")
        found.append(Card(f"{resolved:,}", "resolved", "good" if resolved else ""))
    return found


def _money(one: ProductionNight) -> list[Card]:
    total, currency = one.facts.total, one.facts.currency
    if total is None:
        return []
    found = []
    if total.efc is not None:
        found.append(Card(short(total.efc, currency), f"EFC, {currency}".rstrip(", ")))
    if total.budget is not None:
        found.append(Card(short(total.budget, currency), f"budget, {currency}".rstrip(", ")))
    if total.under is not None:
        share = share_of_budget(one)
        # without an estimate of what is still to come, what is not spent may yet be
        words = "left of the budget" if total.efc is None else "under budget"
        words = "over budget" if total.under < 0 else words
        if share is not None:
            words += f", {percent(abs(share))}"
        kind = "error" if total.under < 0 else ""
        found.append(Card(short(abs(total.under), currency), words, kind))
    return found


def _schedule(one: ProductionNight) -> list[Card]:
    line = one.facts.schedule
    if line is None:
        return []
    found = [Card(f"{line.days_shot:,} / {line.days:,}", "days shot")]
    if line.slip is not None:
        words = "" if line.finish is None else f"ends {date(line.finish)}"
        kind = "error" if line.slip > 0 else "good"
        found.append(Card(late_words(line.slip), words, kind))
    return found


def _place(point: Point) -> str:
    return "!".join(filter(None, (point.sheet, point.cell)))
