"""REC_: why two amounts differ, and which amounts make up another one."""

from __future__ import annotations

from decimal import Decimal

from addin.domain.differences import TAX_RATES, explanations, of_amounts
from addin.domain.money import Money
from addin.domain.splits import Splits, TooMany, splits
from addin.domain.sums import LARGEST
from addin.udfs.cell_error import CellError
from addin.udfs.kinds import Column
from addin.udfs.reconciliation import CATEGORY
from addin.udfs.registry import function
from addin.udfs.shares import share

_LIKELY_CHANCE = 0.5
"""From this many accidental sums on, the answer says so."""
_NAMED = 3
"""How many sets are named when several fit."""


@function(CATEGORY, shows={TooMany: "#NUM!"})
def rec_explain(
    left: Money,
    right: Money,
    tax_rates: Column[Decimal] = (),
    amounts: Column[Money] = (),
) -> str:
    """Why two amounts may differ: digits, decimal point, sign, tax, rounding, a row too many.

    Every explanation that fits is given, the likeliest first, parted by semicolons; each is a
    statement that can be checked. What fits is no proof: the documents decide.

    Args:
        left: one amount.
        right: the other; changing the two over changes nothing.
        tax_rates: rates of tax that come into question, as 6% or 0.06; left out, the usual rates of
            sales tax and VAT are tried.
        amounts: the rows of either side; then also: which of them, or which sum of them, is the
            difference, and whose sign may be wrong.

    Example:
        =REC_EXPLAIN(8200, 8020) gives
            "two digits are swapped: the difference 180.00 is divisible by 9"
        =REC_EXPLAIN(32452.96, 30616, 6%) gives "one is the other plus 6 %, which may be tax"
        =REC_EXPLAIN(500, 380.5, , {60.25;119.5}) gives "the difference 119.50 is amount 2"
        =REC_EXPLAIN(500, 500) gives "they agree"
        =REC_EXPLAIN(500, 731.2) gives "no usual slip makes a difference of 231.20"

    Source:
        The bookkeeper's tests: nine divides the difference of a transposition; nine times the
        smaller amount is a decimal point that moved; twice an amount is a sign.
    """
    if left == right:
        return "they agree"
    rates = [_percent(share("tax_rates", rate)) for rate in tax_rates if rate is not None]
    found = [
        *explanations(left, right, rates=rates or TAX_RATES),
        *of_amounts(left, right, amounts),
    ]
    if not found:
        return f"no usual slip makes a difference of {abs(right - left).text()}"
    return "; ".join(each.so for each in found)


@function(CATEGORY, shows={TooMany: "#NUM!"})
def rec_split(amount: Money, amounts: Column[Money], largest: int = LARGEST) -> str:
    """Which of the listed amounts sum to an amount: a payment of several invoices, a split.

    One set is told with the places of its cells in the range, the first being 1. Several are all
    told, up to three, behind "several: ". Only amounts of the same sign count. Where chance alone
    would make such sums, the answer says so.

    Args:
        amount: what is to be made up.
        amounts: those that come into question; at most 400 that are not larger.
        largest: how many amounts a set may have, at most 5; fewer where many amounts come into
            question, and chance alone would make such sums.

    Example:
        =REC_SPLIT(1200.37, {500.1;300.2;400.07;77.77}) gives
            "500.10 + 300.20 + 400.07 (cells 1, 2, 3)"
        =REC_SPLIT(700, {500;300;200;400}) gives
            "several: 500.00 + 200.00 (cells 1, 3) or 300.00 + 400.00 (cells 2, 4)"
        =REC_SPLIT(700, {500;300}) gives #N/A
    """
    if not amount:
        raise CellError("#NUM!", "amount is nothing: no amounts make it up")
    if not 1 <= largest <= LARGEST:
        raise CellError("#NUM!", f"largest is {largest}, not between 1 and {LARGEST}")
    found = splits(amount, amounts, largest)
    if not found.sets:
        raise CellError("#N/A", f"no set of up to {found.largest} amounts sums to {amount.text()}")
    told = " or ".join(_told(each, amounts) for each in found.sets[:_NAMED])
    if len(found.sets) > _NAMED or not found.complete:
        told += " or others"
    return f"{'several: ' if len(found.sets) > 1 else ''}{told}{_doubt(found)}"


def _told(places: tuple[int, ...], amounts: Column[Money]) -> str:
    parts = " + ".join(part.text() for at in places if (part := amounts[at]) is not None)
    cells = ", ".join(str(at + 1) for at in places)
    return f"{parts} (cell{'' if len(places) == 1 else 's'} {cells})"


def _doubt(found: Splits) -> str:
    if found.by_chance < _LIKELY_CHANCE or len(found.sets[0]) == 1:
        return ""
    return f"; chance alone would make about {max(round(found.by_chance), 1):,} such sums"


def _percent(rate: Decimal) -> Decimal:
    """6 for 0.06, and 7.7 for 0.077: without idle zeros."""
    return Decimal(f"{(rate * 100).normalize():f}")
