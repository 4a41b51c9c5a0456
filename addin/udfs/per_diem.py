"""CREW_PER_DIEM: daily allowances, with a share on the days of leaving and coming back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from addin.domain.money import Money, total
from addin.domain.per_diem import DayAllowance, allowances, days_of
from addin.domain.rule_table import RuleNotFound
from addin.tables.cells import to_text
from addin.tables.headings import normal
from addin.udfs.arguments import cell_reader
from addin.udfs.cell_error import CellError
from addin.udfs.columns import by_heading, side_by_side
from addin.udfs.kinds import Answer, Column, Spill, Table
from addin.udfs.registry import function
from addin.udfs.rules_given import rules_given

CATEGORY = "Crew"
SHOWS: Final[Mapping[type[Exception], str]] = {RuleNotFound: "#N/A"}
RATE_FIELDS: Final = {
    "location": ("place", "city", "territory"),
    "rate": ("per diem", "amount", "allowance"),
}
RATE: Final = "per_diem"
_rate = cell_reader("rates, rate", Money)


@function(CATEGORY)
def crew_per_diem(
    first_day: dt.date, last_day: dt.date, rate: Money, first_last_share: Decimal = Decimal(1)
) -> Money:
    """The per diem of one trip: the rate for each day, and a share of it on the first and last.

    Args:
        first_day: the day of leaving.
        last_day: the day of coming back; it counts, too.
        rate: the allowance for a full day.
        first_last_share: 0.75 pays three quarters on the first and the last day; 1: all of it.

    Example:
        =CREW_PER_DIEM(DATE(2026,3,2), DATE(2026,3,6), 68) gives 340
        =CREW_PER_DIEM(DATE(2026,3,2), DATE(2026,3,6), 68, 0.75) gives 306

    Source:
        shares of the first and last day are the agreement's or the payer's: CREW_RULE
    """
    stays = ((day, "") for day in days_of(first_day, last_day))
    return total(each.amount for each in allowances(stays, lambda *_: rate, first_last_share))


@function(CATEGORY, shows=SHOWS)
def crew_per_diem_by_day(
    days: Column[dt.date],
    locations: Column[str],
    rates: Table,
    first_last_share: Decimal = Decimal(1),
) -> Spill:
    """One person's per diem day by day, by where each day is spent, and the total.

    Spills a heading row, a row for each day, and the total: day, location, rate, share, amount.
    Days in a row are one trip, whose first and last day are paid the share.

    Args:
        days: the days away, each once.
        locations: where each is spent, beside it.
        rates: a table with the headings location and rate; or an agreement by name (CREW_RULES),
            or your own rule table, with the parameter per_diem for each location.
        first_last_share: 0.75 pays three quarters on the first and the last day; 1: all of it.

    Example:
        =CREW_PER_DIEM_BY_DAY({"2026-03-02";"2026-03-03";"2026-03-04"}, {"Leeds";"Leeds";"York"},
            {"location","rate";"Leeds",40;"York",30}, 0.5) gives
            {"Day","Location","Rate","Share","Amount";2026-03-02,"Leeds",40,0.5,20;
            2026-03-03,"Leeds",40,1,40;2026-03-04,"York",30,0.5,15;"Total","","","",75}

    Source:
        the source column of the rules: CREW_RULE_SOURCE
    """
    stays: list[tuple[dt.date, str]] = []
    for day, place in side_by_side(days=days, locations=locations):
        if day is not None:
            stays.append((day, place or ""))
    found: list[list[Answer]] = [["Day", "Location", "Rate", "Share", "Amount"]]
    of_days = allowances(stays, _Rates(rates).rate, first_last_share)
    found += [_line(each) for each in of_days]
    return [*found, ["Total", None, None, None, total(each.amount for each in of_days)]]


def _line(each: DayAllowance) -> list[Answer]:
    return [each.day, each.place, each.rate, each.share, each.amount]


class _Rates:
    """The full rate of a place on a day, by a table of rates or by rules."""

    def __init__(self, rates: Table) -> None:
        self._table = rates
        self._places: dict[str, Money] | None = None
        headings = {normal(to_text(cell)) for cell in rates[0]}
        if len(rates) > 1 and "parameter" not in headings:
            self._places = {}
            for row in by_heading("rates", rates, RATE_FIELDS):
                place = to_text(row["location"]).casefold()
                if place in self._places:
                    raise CellError("#VALUE!", f"rates: {row['location']} is there twice")
                self._places[place] = _rate(row["rate"])

    def rate(self, place: str, day: dt.date) -> Money:
        """The rate.

        Raises:
            CellError: the table has none for the place.
            RuleNotFound: the rules have none for the place on that day.
        """
        if self._places is None:
            value = rules_given(self._table, day, "", place).value(RATE)
            return Money(100).times(value)
        found = self._places.get(place.casefold())
        if found is None:
            raise CellError("#N/A", f"rates: no rate for “{place}”")
        return found
