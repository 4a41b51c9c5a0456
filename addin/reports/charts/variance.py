"""Which accounts are furthest from their budget: bars to the left are over it, the worst first."""

from __future__ import annotations

from typing import Final

from addin.domain.night import AccountLine, Facts
from addin.reports.charts.drawing import Chart, Figures, Role
from addin.reports.charts.key import Sample
from addin.reports.charts.rows import Part, Row, Rows, both, furthest
from addin.reports.charts.scale import full, short, unit

MOST: Final = 12
"""Accounts in the chart."""


def variance_by_account(facts: Facts) -> Chart | None:
    """The accounts furthest from budget, over before under; None where nothing differs."""
    found = [(line.under, line) for line in facts.accounts if line.under and not line.is_total]
    if not found:
        return None
    chosen = furthest(sorted(found, key=lambda each: each[1].account), MOST)
    currency = facts.currency
    rows = tuple(
        Row(
            _named(line),
            (
                Part(
                    Role.OVER if under < 0 else Role.UNDER,
                    0,
                    under,
                    f"{_named(line)}: {full(under, currency)}",
                ),
            ),
            short(under, currency),
            Role.OVER if under < 0 else Role.INK,
        )
        for under, line in chosen
    )
    worst = (
        f" The worst is {_named(chosen[0][1])}, {full(chosen[0][0], currency)}."
        if chosen[0][0] < 0
        else ""
    )
    over = sum(under < 0 for under, _ in found)
    is_estimated = any(line.efc is not None for _, line in found)
    within = "under" if is_estimated else "with something left"
    chart = Rows(
        "Variance by account",
        f"{over} over budget, {len(found) - over} {within}.{worst}",
        rows,
        (
            Sample(Role.OVER, "over budget, in parentheses"),
            Sample(Role.UNDER, "under budget" if is_estimated else "left of the budget"),
        ),
        unit((under for under, _ in chosen), currency),
    )
    wide, narrow = both(chart)
    return Chart("variance", wide, narrow, _figures([line for _, line in chosen], currency))


def _named(line: AccountLine) -> str:
    return f"{line.account} {line.description}".strip()


def _figures(lines: list[AccountLine], currency: str) -> Figures:
    return Figures(
        ("Account", "Budget", "EFC", "Variance"),
        tuple(
            (_named(line), *(full(one, currency) for one in (line.budget, line.efc, line.under)))
            for line in lines
        ),
    )
