"""BUD_: what a budget's lines come to, by category, and the charges and credits on top of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from addin.domain.account_patterns import AccountPatterns, patterns_of
from addin.domain.budget_charges import sum_of, within
from addin.domain.money import Money, total, zero
from addin.domain.topsheets import by_chart, by_digits
from addin.udfs.amounts_by_account import mask_of, totals_of
from addin.udfs.budget import CATEGORY
from addin.udfs.cell_error import CellError
from addin.udfs.chart_argument import chart_from
from addin.udfs.kinds import Column, Spill, Table
from addin.udfs.read_once import read_once
from addin.udfs.registry import function
from addin.udfs.shares import share

DIGITS = 2
SECTION_DIGITS = 1


@function(CATEGORY)
def bud_contingency(
    percent: Decimal, accounts: Column[str], amounts: Column[Money], exclude: Column[str] = ()
) -> Money:
    """Contingency: a percentage of the budget, without the accounts that are excluded from it.

    Args:
        percent: 0.1 or 10%.
        accounts: the lines' accounts, a column.
        amounts: the lines' totals beside them; costs are positive.
        exclude: accounts left out of the base: 6700 leaves out 6700-01 too; 67* leaves out all
            that begin with 67.

    Example:
        =BUD_CONTINGENCY(10%, {1100;2200;"6700-01"}, {50000;30000;8000}, {"6700"}) gives 8000
        =BUD_CONTINGENCY(0.1, {1100;2200}, {50000;30000}) gives 8000
        =BUD_CONTINGENCY(10, {1100;2200}, {50000;30000}) gives #NUM!
    """
    return _base(accounts, amounts, (), exclude).times(share("percent", percent))


@function(CATEGORY)
def bud_charge(
    percent: Decimal,
    accounts: Column[str],
    amounts: Column[Money],
    include: Column[str] = (),
    exclude: Column[str] = (),
    minimum: Money | None = None,
    maximum: Money | None = None,
) -> Money:
    """A contractual charge, such as bond, overhead or fee: a percentage of a stated base.

    Args:
        percent: 0.03 or 3%.
        accounts: the lines' accounts, a column.
        amounts: the lines' totals beside them; costs are positive.
        include: the accounts it is taken on: 1100 for it and 1100-01, 2* for all that begin with 2.
            Left out: all.
        exclude: accounts left out of the base, written the same way.
        minimum: the least that is charged; empty: none.
        maximum: the most that is charged; empty: none.

    Example:
        =BUD_CHARGE(3%, {1100;2200;2300;6900}, {50000;30000;20000;9000}, {"2*"}) gives 1500
        =BUD_CHARGE(2%, {1100;2200;6900}, {50000;30000;9000}, "", {"6900"}, 2500) gives 2500
    """
    due = _base(accounts, amounts, include, exclude).times(share("percent", percent))
    return within(due, minimum, maximum)


@function(CATEGORY)
def bud_credit(
    percent: Decimal,
    accounts: Column[str],
    amounts: Column[Money],
    include: Column[str] = (),
    exclude: Column[str] = (),
    cap: Money | None = None,
) -> Money:
    """An applied credit, such as an incentive: a percentage of a stated base, never above its cap.

    It is positive: take it off the total. Where the base is below zero the credit is 0.

    Args:
        percent: 0.25 or 25%.
        accounts: the lines' accounts, a column.
        amounts: the lines' totals beside them; costs are positive.
        include: the accounts it is taken on: 1100 for it and 1100-01, 2* for all that begin with 2.
            Left out: all.
        exclude: accounts left out of the base, written the same way.
        cap: the most the credit may be; empty: no cap.

    Example:
        =BUD_CREDIT(25%, {1100;2200;2300}, {50000;30000;20000}, {"2*"}) gives 12500
        =BUD_CREDIT(25%, {1100;2200;2300}, {50000;30000;20000}, "", {1100}, 10000) gives 10000
    """
    nothing = zero()
    if cap is not None and cap < nothing:
        raise CellError("#NUM!", f"cap is {cap}, below zero")
    earned = _base(accounts, amounts, include, exclude).times(share("percent", percent))
    return within(max(earned, nothing), None, cap)


@function(CATEGORY)
def bud_topsheet(
    accounts: Column[str],
    amounts: Column[Money],
    chart: Table = (),
    digits: int | None = None,
    section_digits: int = SECTION_DIGITS,
) -> Spill:
    """A topsheet of detail lines: account, name and total of each category, subtotals, grand total.

    Categories come from the chart's levels and sections; without a chart, or with digits given,
    from the leading digits of the accounts. Amounts that fit nowhere get a row of their own.

    Args:
        accounts: the lines' accounts, a column.
        amounts: the lines' totals beside them; costs are positive.
        chart: the chart of accounts with its heading row (account, name, kind, level, section,
            parent; the first is needed).
        digits: how many leading digits make a category: 2 puts 1110 and 1120-05 under 1100. Left
            out: 2 without a chart, the chart's own categories with one.
        section_digits: how many make a section with a subtotal; 0: no subtotals. Left out: 1.

    Example:
        =BUD_TOPSHEET({1110;1120;1300;2210}, {10;20;30;40})
            gives {"1100","",30;"1300","",30;"1000","Total 1000",60;"2200","",40;"2000","Total
            2000",40;"","Grand total",100}
        =BUD_TOPSHEET({"1110-01";"2210-05"}, {10;40},
            {"account","name","section";1110,"Story","Above";2210,"Art","Below"})
            gives {"1110","Story",10;"","Total Above",10;"2210","Art",40;"","Total
            Below",40;"","Grand total",50}
    """
    if chart and digits is None:
        known = chart_from(chart)
        rows = by_chart(totals_of(accounts, amounts, known.mask), known)
    else:
        sums = totals_of(accounts, amounts, mask_of(accounts))
        names = _names(chart)
        wanted = DIGITS if digits is None else digits
        rows = by_digits(
            sums, wanted, min(section_digits, wanted - 1), lambda code: names.get(code, "")
        )
    return [[row.code, row.name, row.amount] for row in rows]


@function(CATEGORY)
def bud_category(
    account: str, accounts: Column[str], amounts: Column[Money], chart: Table = ()
) -> Money:
    """What one category or account comes to, with all that roll up into it.

    #N/A: no line has such an account; with a chart: the chart does not have it.

    Args:
        account: 1100 for it and its details 1100-01; 11* for all that begin with 11. With a chart:
            an account of it.
        accounts: the lines' accounts, a column.
        amounts: the lines' totals beside them; costs are positive.
        chart: the chart of accounts with its heading row; it says what rolls up into what.

    Example:
        =BUD_CATEGORY(1100, {1100;"1100-01";1110;2200}, {10;20;30;40}) gives 30
        =BUD_CATEGORY("11*", {1100;"1100-01";1110;2200}, {10;20;30;40}) gives 60
        =BUD_CATEGORY(2200, {2210;2220;2300}, {10;20;30},
            {"account","parent";2200,"";2210,2200;2220,2200;2300,""}) gives 30
        =BUD_CATEGORY(9999, {1100;2200}, {10;20}) gives #N/A
    """
    if chart:
        known = chart_from(chart)
        found = known.find(account)
        if found is None:
            raise CellError("#N/A", f"the chart has no account {account}")
        return _rolled_up(accounts, amounts, chart).get(found.code, zero())
    mask = mask_of(accounts)
    sums = totals_of(accounts, amounts, mask)
    wanted = AccountPatterns((account,), mask)
    own = [amount for code, amount in sums.items() if code in wanted]
    if not own or not account:
        raise CellError("#N/A", f"no line has an amount on account {account}")
    return total(own)


def _base(
    accounts: Column[str], amounts: Column[Money], include: Column[str], exclude: Column[str]
) -> Money:
    mask = mask_of(accounts)
    sums = totals_of(accounts, amounts, mask)
    return sum_of(sums, patterns_of(include, mask), patterns_of(exclude, mask))


@read_once
def _rolled_up(accounts: Column[str], amounts: Column[Money], chart: Table) -> Mapping[str, Money]:
    known = chart_from(chart)
    return known.roll_up(totals_of(accounts, amounts, known.mask).items())


@read_once
def _names(chart: Table) -> Mapping[str, str]:
    if not chart:
        return {}
    known = chart_from(chart)
    return {known.mask.normal(account.code): account.name for account in known.accounts}
