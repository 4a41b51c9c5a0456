"""ANIM_: weeks, cost and quotas of animation work."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from addin.domain.animation import NoQuota, Pace, artist_weeks, by_complexity, quota_needed
from addin.domain.money import Money, money, round_half_up
from addin.udfs.cell_error import CellError
from addin.udfs.columns import side_by_side
from addin.udfs.kinds import Answer, Column, Spill
from addin.udfs.one_for_all import one_for_all
from addin.udfs.registry import function

CATEGORY = "Animation"
SHOWS: Final[Mapping[type[Exception], str]] = {NoQuota: "#DIV/0!", LookupError: "#N/A"}


@function(CATEGORY, shows=SHOWS)
def anim_weeks(work: Decimal, quota: Decimal, artists: Decimal = Decimal(1)) -> Fraction:
    """Weeks that some work takes: work by quota, by the number of artists.

    Args:
        work: frames, seconds or complexity points.
        quota: what one artist does in a week, in the same unit.
        artists: how many work on it, full time; 1 if left out.

    Example:
        =ANIM_WEEKS(120, 15) gives 8
        =ANIM_WEEKS(120, 15, 4) gives 2
        =ANIM_WEEKS(120, 0) gives #DIV/0!
    """
    return artist_weeks(Fraction(work), Fraction(quota), Fraction(artists))


@function(CATEGORY, shows=SHOWS)
def anim_cost(
    works: Column[Decimal], quotas: Column[Decimal], weekly_rates: Column[Decimal]
) -> Money:
    """Cost of animation work: the artist-weeks of all shots at a weekly rate.

    Args:
        works: frames, seconds or complexity points of each shot.
        quotas: what one artist does in a week, in the same unit: one for all, or one beside each
            shot.
        weekly_rates: what a week of one artist costs: one for all, or one beside each shot.

    Example:
        =ANIM_COST({120;60}, {15}, {2000}) gives 24000
        =ANIM_COST({120;60}, {15;10}, {2000}) gives 28000
    """
    cost = Fraction()
    for work, quota, rate in side_by_side(
        works=works,
        quotas=one_for_all(quotas, len(works)),
        weekly_rates=one_for_all(weekly_rates, len(works)),
    ):
        if work:
            if rate is None:
                raise CellError("#VALUE!", f"weekly_rates is empty beside work of {work}")
            weeks = artist_weeks(Fraction(work), Fraction(quota or 0))
            cost += weeks * Fraction(rate)
    return _cents(cost)


@function(CATEGORY, shows=SHOWS)
def anim_quota(work: Decimal, artists: Decimal, weeks: Decimal) -> Fraction:
    """The quota needed: what each artist has to do in a week so that the work is done in time.

    Args:
        work: frames, seconds or complexity points that are left.
        artists: how many work on it, full time.
        weeks: how many weeks are left.

    Example:
        =ANIM_QUOTA(120, 4, 2) gives 15
    """
    return quota_needed(Fraction(work), Fraction(artists), Fraction(weeks))


@function(CATEGORY)
def anim_quota_ok(work: Decimal, quota: Decimal, artists: Decimal, weeks: Decimal) -> bool:
    """Whether the work can be done in time: quota times artists times weeks is at least the work.

    Args:
        work: frames, seconds or complexity points that are left.
        quota: what one artist does in a week, in the same unit.
        artists: how many work on it, full time.
        weeks: how many weeks are left.

    Example:
        =ANIM_QUOTA_OK(120, 15, 4, 2) gives TRUE
        =ANIM_QUOTA_OK(121, 15, 4, 2) gives FALSE
    """
    return quota * artists * weeks >= work


@function(CATEGORY, shows=SHOWS)
def anim_by_complexity(
    complexities: Column[str],
    works: Column[Decimal],
    classes: Column[str],
    quotas: Column[Decimal],
    weekly_rates: Column[Decimal] = (),
) -> Spill:
    """Animation work by complexity class: shots, work, artist-weeks and cost of each, and in all.

    Spills a heading row, one row for each class, and a total. A shot of a class without a quota is
    #N/A: it would be left out of the plan.

    Args:
        complexities: the class of each shot.
        works: frames, seconds or complexity points of each shot, side by side with complexities.
        classes: every class once.
        quotas: what one artist does of it in a week, side by side with classes.
        weekly_rates: what a week of one artist costs: one for all, or one beside each class; may be
            left out.

    Example:
        =ANIM_BY_COMPLEXITY({"A";"B";"A"}, {30;20;15}, {"A";"B"}, {15;5}, {2000}) gives
            {"Class","Shots","Work","Weeks","Cost";"A",2,45,3,6000;"B",1,20,4,8000
            ;"Total",3,65,7,14000}
    """
    paces: dict[str, Pace] = {}
    names: dict[str, str] = {}
    rates = one_for_all(weekly_rates, len(classes)) or (None,) * len(classes)
    for name, quota, rate in side_by_side(classes=classes, quotas=quotas, weekly_rates=rates):
        if name is None or quota is None:
            continue  # the headings
        if _key(name) in paces:
            raise CellError("#VALUE!", f"classes has {name} twice")
        names[_key(name)] = name
        paces[_key(name)] = Pace(Fraction(quota), Fraction(rate or 0))
    shots = [
        (_key(each or ""), Fraction(work))
        for each, work in side_by_side(complexities=complexities, works=works)
        if work is not None
    ]
    if not paces:
        raise CellError("#VALUE!", "classes has no class with a quota")
    rows: list[tuple[Answer, ...]] = [("Class", "Shots", "Work", "Weeks", "Cost")]
    found = by_complexity(shots, paces)
    costs = {key: _cents(each.cost) for key, each in found.items()}
    for key, each in found.items():
        rows.append((names[key], each.shots, each.work, each.weeks, costs[key]))
    sums = (
        sum(each.shots for each in found.values()),
        sum((each.work for each in found.values()), Fraction()),
        sum((each.weeks for each in found.values()), Fraction()),
        sum(costs.values(), money(0)),
    )
    return [*rows, ("Total", *sums)]


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


def _cents(amount: Fraction) -> Money:
    return Money(round_half_up(amount * 100))
