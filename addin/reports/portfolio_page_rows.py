"""Every production of a studio as a row, the worst first, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from addin.domain.night import Ended, Moment, Outcome, ProductionNight
from addin.reports.charts.drawing import Drawing
from addin.reports.charts.efc_trend import spark, trend_currency
from addin.reports.charts.scale import full, short
from addin.reports.charts.slip import late_words
from addin.reports.charts.studio_variance import percent, share_of_budget
from addin.reports.check import plural
from addin.reports.night_page_needs import is_known, named, verdict
from addin.reports.page_base import safe_href

GROUPS = (
    "Could not be checked",
    "Not checked",
    "A step could not be done",
    "Errors are open",
    "Warnings are open",
    "Only notes are open",
    "Everything ties out",
)
"""How productions are grouped, the worst first."""


@dataclass(frozen=True, slots=True)
class StudioRow:
    """One production: what its row says. ``href`` is empty where there is no page of it."""

    number: int
    name: str
    href: str
    kind: str
    words: str
    why: str
    counts: tuple[int, int, int]
    moved: tuple[int, int]
    efc: str
    variance: str
    share: str
    is_over: bool
    spark: Drawing | None
    statements: str
    is_proved: bool
    schedule: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class StudioGroup:
    """Productions whose nights ended alike."""

    name: str
    number: int
    rows: tuple[StudioRow, ...]


@dataclass(frozen=True, slots=True)
class CurrencySum:
    """What the productions of one currency add up to, and how many of them know it."""

    currency: str
    productions: int
    budget: str
    efc: str
    variance: str
    is_over: bool


def groups(
    nights: Sequence[ProductionNight],
    trends: Mapping[str, Sequence[Moment]],
    links: Mapping[str, str],
) -> tuple[StudioGroup, ...]:
    """The productions, the worst group first; in a group, most errors, then furthest over."""
    found: dict[int, list[ProductionNight]] = {}
    for one in nights:
        found.setdefault(_group(one), []).append(one)
    numbers = {one.folder: at for at, one in enumerate(nights, 1)}
    return tuple(
        StudioGroup(
            GROUPS[at],
            at,
            tuple(
                _row(numbers[one.folder], one, trends.get(one.folder, ()), links)
                for one in sorted(found[at], key=_rank)
            ),
        )
        for at in sorted(found)
    )


def _group(one: ProductionNight) -> int:
    if one.ended is Ended.FAILED:
        return 0
    if not is_known(one):
        return 1
    if one.ended is Ended.PARTLY or any(step.outcome is Outcome.FAILED for step in one.steps):
        return 2
    return 6 - one.worst if one.worst in {1, 2, 3} else 6


def _rank(one: ProductionNight) -> tuple[int, int, int, str]:
    share = share_of_budget(one)
    return -one.count(3), -one.count(2), 0 if share is None else share, one.production.casefold()


def _row(
    number: int, one: ProductionNight, trend: Sequence[Moment], links: Mapping[str, str]
) -> StudioRow:
    facts, total = one.facts, one.facts.total
    kind, words = verdict(one)
    share = share_of_budget(one)
    under = None if total is None else total.under
    slip = None if facts.schedule is None else facts.schedule.slip
    unproved = sum(pair.difference != 0 for pair in facts.pairs)
    efc = "" if total is None or total.efc is None else short(total.efc, facts.currency)
    return StudioRow(
        number,
        one.production,
        safe_href(links.get(one.folder, "")),
        kind,
        words,
        _why(one),
        (one.count(3), one.count(2), one.count(1)),
        (one.standing("new"), one.standing("resolved")),
        f"{efc} {facts.currency}".strip() if efc else "",
        "" if under is None else short(under, facts.currency),
        "" if share is None else percent(share),
        (under or 0) < 0,
        spark(trend, trend_currency(facts, trend)),
        _statements(one, unproved),
        not unproved,
        late_words(slip),
        (slip or 0) > 0,
    )


def _why(one: ProductionNight) -> str:
    """Why it was not checked, and which steps could not be done."""
    undone = (step for step in one.steps if step.outcome is Outcome.FAILED)
    said = [one.failure, *(f"{named(step.name)}: {step.sentence}" for step in undone)]
    return " ".join(filter(None, said))


def _statements(one: ProductionNight, unproved: int) -> str:
    pairs = one.facts.pairs
    if not pairs:
        return ""
    suggested = sum(pair.suggested for pair in pairs)
    words = f"{unproved} of {len(pairs)} do not prove" if unproved else f"{len(pairs)} proved"
    return f"{words}, {suggested:,} to decide" if suggested else words


def sums(nights: Iterable[ProductionNight]) -> tuple[CurrencySum, ...]:
    """Budget, EFC and variance of each currency; two currencies are never added."""
    by_currency: dict[str, list[tuple[int, int]]] = {}
    for one in nights:
        total = one.facts.total
        if total is not None and total.budget is not None and total.efc is not None:
            by_currency.setdefault(one.facts.currency, []).append((total.budget, total.efc))
    found = []
    for currency, amounts in sorted(by_currency.items()):
        budget, efc = (sum(column) for column in zip(*amounts, strict=True))
        found.append(
            CurrencySum(
                currency or "no currency",
                len(amounts),
                full(budget, currency),
                full(efc, currency),
                full(budget - efc, currency),
                budget < efc,
            )
        )
    return tuple(found)


def ended_words(nights: Sequence[ProductionNight]) -> str:
    """How many productions there are, and how many of them did not change."""
    same = sum(one.ended is Ended.UNCHANGED for one in nights)
    words = plural(len(nights), "production")
    return f"{words}, {same:,} of them unchanged since their last night" if same else words
