"""FX_: exchange rates by day and purpose, amounts in another currency, and what a rate moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from addin.domain.exchange import (
    AmbiguousRate,
    MissingRate,
    Purpose,
    Revalued,
    exchanged,
    revalued,
    variance,
)
from addin.domain.money import Money, money, total
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place, side_by_side
from addin.udfs.kinds import Answer, Column, Spill, Table
from addin.udfs.one_for_all import one_for_all
from addin.udfs.rate_table import code, is_one_rate, rate_from
from addin.udfs.registry import function

CATEGORY = "Exchange"
SHOWS: Final[Mapping[type[Exception], str]] = {MissingRate: "#N/A", AmbiguousRate: "#NUM!"}


@function(CATEGORY, shows=SHOWS)
def fx_rate(
    rates: Table,
    from_currency: str,
    to_currency: str,
    day: dt.date | None = None,
    purpose: Purpose = Purpose.ACTUAL,
    version: str = "",
) -> Fraction:
    """The exchange rate of a day from a rate table; a rate entered the other way round is inverted.

    An actual rate is in force from its date until the next one; a spot rate counts for its day and
    the week after; a budget rate is locked with a version of the budget, whatever the day. No rate
    of another purpose or version is ever taken instead.

    Args:
        rates: the rate table with its heading row: from, to, rate, and if there are: date, purpose
            (actual, spot, budget), version.
        from_currency: what one major unit is of, as its code: CAD.
        to_currency: the currency of the result, as its code: USD.
        day: the day the rate is for; not needed for a budget rate.
        purpose: actual (left out), spot or budget.
        version: for a budget rate: the budget version it is locked with.

    Example:
        =FX_RATE({"From","To","Rate","Date";"CAD","USD",0.75,46143}, "CAD", "USD", DATE(2026,5,9))
            gives 0.75
        =FX_RATE({"From","To","Rate","Date";"CAD","USD",0.8,46143}, "USD", "CAD", DATE(2026,5,9))
            gives 1.25
        =FX_RATE({"From","To","Rate","Date";"CAD","USD",0.75,46143}, "CAD", "USD", DATE(2026,4,30))
            gives #N/A
    """
    pair = code("from_currency", from_currency), code("to_currency", to_currency)
    return rate_from(rates, pair, day, purpose, version)


@function(CATEGORY, shows=SHOWS)
def fx_convert(
    amount: Decimal,
    from_currency: str,
    to_currency: str,
    rates: Table,
    day: dt.date | None = None,
    purpose: Purpose = Purpose.ACTUAL,
    version: str = "",
) -> Money:
    """An amount in another currency, rounded to that currency's own decimals (JPY 0, KWD 3).

    Args:
        amount: in from_currency; its sign stays.
        from_currency: the amount's currency, as its code: CAD.
        to_currency: the currency of the result, as its code: USD.
        rates: the rate table with its heading row (from, to, rate, date, purpose, version), or one
            rate: to_currency for 1 of from_currency.
        day: the day the rate is for; not needed for a budget rate or for one rate.
        purpose: actual (left out), spot or budget.
        version: for a budget rate: the budget version it is locked with.

    Example:
        =FX_CONVERT(100, "USD", "JPY", 151.237) gives 15124
        =FX_CONVERT(1000, "CAD", "USD", {"From","To","Rate","Purpose";"CAD","USD",0.8,"budget"}, ,
            "budget") gives 800

    Source:
        ISO 4217, list one: decimals of each currency.
    """
    pair = code("from_currency", from_currency), code("to_currency", to_currency)
    return exchanged(amount, rate_from(rates, pair, day, purpose, version), pair[1])


@function(CATEGORY)
def fx_variance(
    budget: Decimal,
    actual: Decimal,
    from_currency: str,
    to_currency: str,
    budget_rate: Decimal,
    actual_rate: Decimal,
) -> Money:
    """Budget less actual of a foreign cost in the production's currency, each at its own rate.

    Positive is under budget. FX_VARIANCE_SPLIT says how much of it is price and how much exchange.

    Args:
        budget: in from_currency; costs are positive.
        actual: in from_currency; costs are positive.
        from_currency: the currency of the cost, as its code: CAD.
        to_currency: the production's currency, as its code: USD.
        budget_rate: to_currency for 1 of from_currency, as locked with the budget.
        actual_rate: to_currency for 1 of from_currency, as it was paid.

    Example:
        =FX_VARIANCE(1000, 1100, "CAD", "USD", 0.8, 0.75) gives -25
    """
    pair = code("from_currency", from_currency), code("to_currency", to_currency)
    _check_rates((budget_rate, actual_rate))
    return variance(
        money(budget, pair[0]),
        money(actual, pair[0]),
        budget_rate=budget_rate,
        actual_rate=actual_rate,
        currency=pair[1],
    ).total


@function(CATEGORY)
def fx_variance_split(
    budgets: Column[Decimal],
    actuals: Column[Decimal],
    from_currency: str,
    to_currency: str,
    budget_rates: Column[Decimal],
    actual_rates: Column[Decimal],
) -> Spill:
    """How much of each variance is price, and how much the rate that moved: price, exchange, total.

    Spills one row of three beside each row, in the production's currency; positive is under budget.
    Price is budget less actual at the budget rate; what the rate moved is the rest, so that the two
    always sum to the total.

    Args:
        budgets: in from_currency; costs are positive.
        actuals: in from_currency, side by side with budgets.
        from_currency: the currency of the costs, as its code: CAD.
        to_currency: the production's currency, as its code: USD.
        budget_rates: to_currency for 1 of from_currency as locked with the budget: one, or one for
            each row.
        actual_rates: to_currency for 1 of from_currency as paid: one, or one for each row.

    Example:
        =FX_VARIANCE_SPLIT({1000;500}, {1100;500}, "CAD", "USD", 0.8, 0.75)
            gives {-80,55,-25;0,25,25}
    """
    base, quote = code("from_currency", from_currency), code("to_currency", to_currency)
    height = max(len(budgets), len(actuals))
    rows: list[tuple[Answer, ...]] = []
    for budget, actual, planned, paid in in_place(
        budgets=budgets,
        actuals=actuals,
        budget_rates=one_for_all(budget_rates, height),
        actual_rates=one_for_all(actual_rates, height),
    ):
        if budget is None and actual is None:
            rows.append((None, None, None))
            continue
        _check_rates((planned, paid))
        parts = variance(
            money(budget or Decimal(0), base),
            money(actual or Decimal(0), base),
            budget_rate=planned,
            actual_rate=paid,
            currency=quote,
        )
        rows.append((parts.price, parts.exchange, parts.total))
    return rows


@function(CATEGORY, shows=SHOWS)
def fx_revalue(
    currencies: Column[str],
    balances: Column[Decimal],
    booked: Column[Decimal],
    to_currency: str,
    rates: Table,
    day: dt.date | None = None,
    purpose: Purpose = Purpose.ACTUAL,
) -> Spill:
    """Open foreign balances at the rate of a day: value, booked value and unrealised gain of each.

    Spills a heading row, one row for each balance, and a total. Every value is rounded to the
    decimals of the production's currency.

    Args:
        currencies: the currency of each balance, as its code: CAD.
        balances: still open, each in its own currency; what is owed is negative.
        booked: what the books show for it, in to_currency, with the same sign.
        to_currency: the production's currency, as its code: USD.
        rates: the rate table with its heading row (from, to, rate, date, purpose), or one rate.
        day: the closing day.
        purpose: actual (left out), spot or budget.

    Example:
        =FX_REVALUE({"CAD"}, {-1000}, {-800}, "USD", 0.75) gives
            {"Currency","Balance","Rate","Value","Booked","Gain";"CAD",-1000,0.75,-750,-800,50
            ;"Total","","",-750,-800,50}

    Source:
        IAS 21.23, 21.28: monetary items at the closing rate, differences through profit or loss.
    """
    home = code("to_currency", to_currency)
    rows: list[tuple[Answer, ...]] = [("Currency", "Balance", "Rate", "Value", "Booked", "Gain")]
    found: list[Revalued] = []
    known: dict[str, Fraction] = {}
    for each, balance, value in side_by_side(
        currencies=currencies, balances=balances, booked=booked
    ):
        if balance is None and value is None:
            continue  # the headings
        own = code("currencies", each or "")
        rate = known.get(own)
        if rate is None:
            rate = known[own] = rate_from(rates, (own, home), day, purpose)
        one = revalued(balance or Decimal(0), rate, money(value or Decimal(0), home))
        found.append(one)
        rows.append((own, balance, rate, one.value, one.booked, one.gain))
    if not found:
        raise CellError("#N/A", "balances holds no balance")
    if is_one_rate(rates) and len(known.keys() - {home}) > 1:
        raise CellError("#VALUE!", "rates is one rate, but the balances are in several currencies")
    value = total((one.value for one in found), home)
    book = total((one.booked for one in found), home)
    return [*rows, ("Total", None, None, value, book, value - book)]


def _check_rates(rates: tuple[Decimal | None, ...]) -> None:
    for name, rate in zip(("budget_rate", "actual_rate"), rates, strict=True):
        if rate is None or rate <= 0:
            raise CellError(
                "#VALUE!", f"{name} is {'empty' if rate is None else rate}, not above zero"
            )
