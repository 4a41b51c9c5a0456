"""FRINGE_: what an employer pays on top of wages: a percentage up to a cut-off, or flat."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from addin.domain.fringes import flat_fringe, percentage_by_person, percentage_fringe
from addin.domain.money import Money, total, zero
from addin.domain.units import unit_named
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.hours_argument import SHOWS, hours_from
from addin.udfs.kinds import Column, Spill
from addin.udfs.registry import function
from addin.udfs.shares import share

CATEGORY = "Fringes"
NOTHING = Money(0)


@function(CATEGORY)
def fringe_percent(
    wages: Money, percent: Decimal, cutoff: Money | None = None, so_far: Money = NOTHING
) -> Money:
    """A percentage fringe on wages, up to a cut-off over all that the person earns.

    Args:
        wages: what is paid now.
        percent: 0.0765 or 7.65%.
        cutoff: no fringe on wages above it, counted over one person; empty: none.
        so_far: the person's wages before these, which count towards the cut-off.

    Example:
        =FRINGE_PERCENT(8000, 7.65%) gives 612
        =FRINGE_PERCENT(8000, 10%, 10000, 6000) gives 400
        =FRINGE_PERCENT(8000, 10%, 10000, 12000) gives 0
        =FRINGE_PERCENT(8000, 7.65) gives #NUM!

    Source:
        Fringe percentages and cut-offs as Movie Magic Budgeting defines them.
    """
    rate, top = share("percent", percent), _cutoff(cutoff)
    return percentage_fringe((so_far, wages), rate, top)[1]


@function(CATEGORY)
def fringe_range(
    wages: Column[Money], percent: Decimal, cutoff: Money | None = None, so_far: Money = NOTHING
) -> Spill:
    """One person's fringe on each line of a fringe range: the cut-off counts once over all of them.

    The lines sum to the percentage of the capped wages, rounded once. Empty lines stay empty.

    Args:
        wages: the person's wages line by line (prep, shoot, wrap), a column.
        percent: 0.0765 or 7.65%.
        cutoff: no fringe on wages above it, counted over the whole range; empty: none.
        so_far: the person's wages before these lines, which count towards the cut-off.

    Example:
        =FRINGE_RANGE({6000;6000;6000}, 10%, 10000) gives {600;400;0}
        =FRINGE_RANGE({"Wages";100.05;"";100.05}, 10%) gives {"";10.01;"";10}

    Source:
        Fringe ranges as Movie Magic Budgeting defines them.
    """
    rate, top = share("percent", percent), _cutoff(cutoff)
    rows = [wage for (wage,) in in_place(wages=wages)]
    due = percentage_fringe([so_far, *(wage or NOTHING for wage in rows)], rate, top)[1:]
    return [[None if wage is None else own] for wage, own in zip(rows, due, strict=True)]


@function(CATEGORY)
def fringe_by_person(
    persons: Column[str], wages: Column[Money], percent: Decimal, cutoff: Money | None = None
) -> Spill:
    """A fringe on each labour line, its cut-off once per person, wherever the person's lines stand.

    A line without a name is a person of its own. Empty lines stay empty.

    Args:
        persons: who is paid on each line, a column; case does not matter.
        wages: the wages beside them.
        percent: 0.0765 or 7.65%.
        cutoff: no fringe on a person's wages above it; empty: none.

    Example:
        =FRINGE_BY_PERSON({"Ada";"Ben";"Ada"}, {8000;8000;8000}, 10%, 10000) gives {800;800;200}
        =FRINGE_BY_PERSON({"Name";"Ada";"Ben"}, {"Wages";8000;500}, 10%) gives {"";800;50}
    """
    rate, top = share("percent", percent), _cutoff(cutoff)
    rows = in_place(persons=persons, wages=wages)
    due = percentage_by_person(
        [person or "" for person, _ in rows], [wage or NOTHING for _, wage in rows], rate, top
    )
    return [[None if wage is None else own] for (_, wage), own in zip(rows, due, strict=True)]


@function(CATEGORY, SHOWS)
def fringe_flat(
    quantity: Decimal,
    flat: Money,
    unit: str = "",
    per: str = "",
    units: Column[str] = (),
    hours: Column[Decimal] = (),
) -> Money:
    """A flat fringe: money per unit worked, converted where the line counts another unit.

    #N/A: a unit stands for no number of hours, as an allowance does.

    Args:
        quantity: how many units were worked.
        flat: money per unit.
        unit: what the quantity counts: Hour, Day, Week, Month. Needed only beside per.
        per: the unit the money is for, if not the same.
        units: your own units (Day, Week, Shift …), a column beside hours.
        hours: how many paid hours each unit stands for. Left out: a day is 12, a week 60, a
            month 240.

    Example:
        =FRINGE_FLAT(12, 8.5) gives 102
        =FRINGE_FLAT(2, 12, "Week", "Day") gives 120
        =FRINGE_FLAT(2, 12, "Week", "Day", {"Day";"Week"}, {8;40}) gives 120
    """
    have = unit_named(unit or per)
    want = unit_named(per or unit)
    return flat_fringe(flat, want, quantity, have, hours_from(units, hours))


@function(CATEGORY)
def fringe_aggregate(fringes: Column[Money], wages: Column[Money]) -> Fraction:
    """The aggregate fringe rate: all fringes as a share of all wages, 0.22 for 22 %.

    #DIV/0!: there are no wages.

    Args:
        fringes: the fringes of one or more lines.
        wages: their wages.

    Example:
        =FRINGE_AGGREGATE({1100;220}, {5000;1000}) gives 0.22
        =FRINGE_AGGREGATE(100, 0) gives #DIV/0!
    """
    paid = _sum(wages)
    if not paid:
        raise CellError("#DIV/0!", "wages come to 0")
    return Fraction(_sum(fringes).minor, paid.minor)


def _sum(amounts: Column[Money]) -> Money:
    return total(amount for amount in amounts if amount is not None)


def _cutoff(cutoff: Money | None) -> Money | None:
    if cutoff is not None and cutoff < zero():
        raise CellError("#NUM!", f"cutoff is {cutoff}, below zero")
    return cutoff
