"""Which productions are furthest from their budget, in per cent of it: currencies stay apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from addin.domain.money import NO_CURRENCY
from addin.domain.night import ProductionNight
from addin.reports.charts.drawing import Chart, Figures, Role
from addin.reports.charts.key import Sample
from addin.reports.charts.rows import Part, Row, Rows, both, furthest
from addin.reports.charts.scale import Unit, full

MOST: Final = 15
"""Productions in the chart."""


def share_of_budget(one: ProductionNight) -> int | None:
    """Tenths of a per cent of the budget that are left; None where no budget is known."""
    total = one.facts.total
    if total is None or total.under is None or not total.budget or total.budget < 0:
        return None
    sign = -1 if total.under < 0 else 1
    return sign * ((abs(total.under) * 2000 + total.budget) // (2 * total.budget))


def percent(tenths: int) -> str:
    """``3.2 %``, and ``(3.2 %)`` over budget."""
    whole, rest = divmod(abs(tenths), 10)
    text = f"{whole:,}.{rest} %"
    return f"({text})" if tenths < 0 else text


def studio_variance(nights: Sequence[ProductionNight]) -> Chart | None:
    """The productions furthest from budget, the worst first; None where none differs."""
    known = [(share, one) for one in nights if (share := share_of_budget(one)) is not None]
    differ = [each for each in known if each[0]]
    if not differ:
        return None
    chosen = furthest(differ, MOST)
    over = sum(share < 0 for share, _ in known)
    words = f"{over:,} of {len(known):,} productions are over budget."
    if over:
        words += f" The worst is {chosen[0][1].production}, {percent(-chosen[0][0])} over."
    chart = Rows(
        "Productions furthest from budget",
        words,
        tuple(_row(share, one) for share, one in chosen),
        (Sample(Role.OVER, "over budget, in parentheses"), Sample(Role.UNDER, "under budget")),
        Unit(NO_CURRENCY, 0, "per cent of the budget", 1),
    )
    wide, narrow = both(chart)
    heads = ("Production", "Currency", "Budget", "EFC", "Variance", "Share")
    figures = Figures(heads, tuple(_figures(share, one) for share, one in chosen))
    return Chart("studio-variance", wide, narrow, figures)


def _row(share: int, one: ProductionNight) -> Row:
    role = Role.OVER if share < 0 else Role.UNDER
    said = percent(share)
    part = Part(role, 0, share, f"{one.production}: {said}")
    return Row(one.production, (part,), said, Role.OVER if share < 0 else Role.INK)


def _figures(share: int, one: ProductionNight) -> tuple[str, ...]:
    total, currency = one.facts.total, one.facts.currency
    amounts = () if total is None else (total.budget, total.efc, total.under)
    return (
        one.production,
        currency,
        *(full(amount, currency) for amount in amounts),
        percent(share),
    )
