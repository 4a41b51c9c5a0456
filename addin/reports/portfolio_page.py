"""The morning page of a studio: all its productions, the worst first.

One file that opens offline, prints, and reads on a phone. Nothing runs in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from addin.domain.night import Ended, Moment, ProductionNight
from addin.reports.charts.scale import full
from addin.reports.charts.studio_variance import share_of_budget, studio_variance
from addin.reports.night_page_needs import as_of_tonight, is_known
from addin.reports.page_base import Card, Sheets, rendered
from addin.reports.portfolio_page_rows import StudioGroup, ended_words, groups, sums

_SHEETS: Final = Sheets(("portfolio",), with_charts=True)


def portfolio_page(
    studio: str,
    at: dt.datetime,
    nights: Sequence[ProductionNight],
    trends: Mapping[str, Sequence[Moment]],
    links: Mapping[str, str],
) -> str:
    """The whole page as text; ``trends`` and ``links`` (to a page of its own) are by folder."""
    nights = [as_of_tonight(one) for one in nights]
    grouped = groups(nights, trends, links)
    chart = studio_variance(nights)
    return rendered(
        "portfolio.html.j2",
        _SHEETS,
        studio=studio or "The studio",
        at=at,
        groups=grouped,
        letters=sorted(
            ((row.name, row.number) for group in grouped for row in group.rows),
            key=lambda each: each[0].casefold(),
        ),
        first=[row for group in grouped if group.number < 3 for row in group.rows],
        has_schedules=any(row.schedule for group in grouped for row in group.rows),
        cards=_cards(nights),
        charts=[] if chart is None else [chart],
        sums=sums(nights),
        ended=ended_words(nights),
        verdict=_verdict(nights, grouped),
        full=full,
    )


def _verdict(nights: Sequence[ProductionNight], grouped: Sequence[StudioGroup]) -> tuple[str, str]:
    if not nights:
        return "note", "No production ran."
    worst = min(group.number for group in grouped)
    counts = {group.number: len(group.rows) for group in grouped}
    said = [
        f"{counts[number]:,} {words}"
        for number, words in (
            (0, "could not be checked"),
            (1, "not checked"),
            (2, "could not do a step"),
            (3, "with open errors"),
            (4, "with warnings"),
        )
        if number in counts
    ]
    kind = {0: "error", 1: "warning", 2: "warning", 3: "error", 4: "warning", 5: "note"}
    if not said:
        return kind.get(worst, "good"), "Nothing needs a person first."
    return (
        "error" if {0, 3} & set(counts) else "warning"
    ), f"Of {len(nights):,}: {', '.join(said)}."


def _cards(nights: Sequence[ProductionNight]) -> list[Card]:
    checked = [one for one in nights if is_known(one)]
    failed = sum(one.ended is Ended.FAILED for one in nights)
    errors, warnings = (sum(one.count(severity) for one in nights) for severity in (3, 2))
    new, resolved = (sum(one.standing(word) for one in nights) for word in ("new", "resolved"))
    over = sum((share_of_budget(one) or 0) < 0 for one in nights)
    late = sum(
        one.facts.schedule is not None and (one.facts.schedule.slip or 0) > 0 for one in nights
    )
    found = [
        Card(f"{len(checked):,} / {len(nights):,}", "checked", "error" if failed else "good"),
        Card(f"{errors:,}", "errors" if errors != 1 else "error", "error" if errors else ""),
        Card(
            f"{warnings:,}", "warnings" if warnings != 1 else "warning", "warning" * bool(warnings)
        ),
        Card(f"{new:,}", "new findings"),
        Card(f"{resolved:,}", "resolved", "good" if resolved else ""),
        Card(f"{over:,}", "over budget", "error" if over else ""),
    ]
    if any(one.facts.schedule is not None for one in nights):
        found.append(Card(f"{late:,}", "behind schedule", "error" if late else ""))
    return found
