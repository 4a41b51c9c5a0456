"""ACT_: what the ledger holds, by account, period and any coding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, Final

from addin.domain.account_codes import Mask
from addin.domain.actuals import Line, sum_in_period, sum_to_date
from addin.domain.coding import below
from addin.domain.money import Money, total
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.criteria import picks, picks_code
from addin.udfs.kinds import Column, Table
from addin.udfs.read_once import read_once
from addin.udfs.registry import function

CATEGORY: Final = "Actuals"


def lines_of(accounts: Column[str], dates: Column[dt.date], amounts: Column[Money]) -> list[Line]:
    """A ledger's columns as lines; those without an account stand under the empty code."""
    rows = in_place(amounts=amounts, accounts=accounts, dates=dates)
    return [(account or "", date, amount) for amount, account, date in rows]


@read_once
def _by_account(
    accounts: Column[str], dates: Column[dt.date], amounts: Column[Money], mask: str
) -> dict[str, list[Line]]:
    """A ledger's lines by account: a report asks for one account after another."""
    code = Mask(mask).normal
    codes = {account: code(account or "") for account in set(accounts)} | {None: code("")}
    found: dict[str, list[Line]] = {}
    for amount, account, date in in_place(amounts=amounts, accounts=accounts, dates=dates):
        if amount is not None:
            key = codes[account]
            found.setdefault(key, []).append((key, date, amount))
    return found


def _picked(by_account: dict[str, list[Line]], is_wanted: Callable[[str], bool]) -> Iterator[Line]:
    for code, lines in by_account.items():
        if is_wanted(code):
            yield from lines


@function(CATEGORY)
def act_to_date(
    accounts: Column[str],
    dates: Column[dt.date],
    amounts: Column[Money],
    account: str,
    cutoff: dt.date | None = None,
    mask: str = "",
) -> Money:
    """Cost to date of an account: what is posted up to and including the cut-off; 0 if nothing is.

    Postings without a date count: they are in the ledger.

    Args:
        accounts: the ledger's column of accounts.
        dates: its column of dates; may be left empty without a cut-off.
        amounts: its column of amounts: debit less credit, so that a cost is positive.
        account: the account wanted; 22* is every account that starts with 22, * all of them.
        cutoff: the last day that counts; without one all count.
        mask: how account codes are written, 0 a digit and A a letter: 0000-00. It puts back
            leading zeros and dashes.

    Example:
        =ACT_TO_DATE({2210;2210;3300}, {46082;46113;46082}, {500;80;90}, 2210) gives 580
        =ACT_TO_DATE({2210;2210;3300}, {46082;46113;46082}, {500;80;90}, "*", DATE(2026,3,14))
            gives 590
    """
    lines = _by_account(accounts, dates, amounts, mask)
    picked = _picked(lines, picks_code(account, Mask(mask)))
    return total(sum_to_date(picked, cutoff).values())


@function(CATEGORY)
def act_period(
    accounts: Column[str],
    dates: Column[dt.date],
    amounts: Column[Money],
    account: str,
    previous_cutoff: dt.date | None,
    cutoff: dt.date | None,
    mask: str = "",
) -> Money:
    """Cost of an account this period: posted after the previous cut-off, up to and including this.

    A posting without a date is in no period.

    Args:
        accounts: the ledger's column of accounts.
        dates: its column of dates.
        amounts: its column of amounts: debit less credit, so that a cost is positive.
        account: the account wanted; 22* is every account that starts with 22, * all of them.
        previous_cutoff: the last day of the period before; empty: from the beginning.
        cutoff: the last day of this period; empty: to the end.
        mask: how account codes are written, 0 a digit and A a letter: 0000-00.

    Example:
        =ACT_PERIOD({2210;2210;2210}, {46082;46089;46096}, {500;80;90}, 2210, 46082, 46089)
            gives 80
    """
    lines = _by_account(accounts, dates, amounts, mask)
    picked = _picked(lines, picks_code(account, Mask(mask)))
    return total(sum_in_period(picked, previous_cutoff, cutoff).values())


@function(CATEGORY)
def act_below(
    accounts: Column[str],
    dates: Column[dt.date],
    amounts: Column[Money],
    account: str,
    cutoff: dt.date | None = None,
    mask: str = "",
) -> Money:
    """Cost to date of an account and of all accounts that roll up into it by their codes.

    2210-05 rolls up into 2210, 2210 into 2200, 2200 into 2000. For one account alone use
    ACT_TO_DATE.

    Args:
        accounts: the ledger's column of accounts.
        dates: its column of dates; may be left empty without a cut-off.
        amounts: its column of amounts: debit less credit, so that a cost is positive.
        account: the account or heading wanted.
        cutoff: the last day that counts; without one all count.
        mask: how account codes are written, 0 a digit and A a letter: 0000-00.

    Example:
        =ACT_BELOW({2210;"2210-05";3300}, , {500;80;90}, 2200) gives 580
        =ACT_BELOW({2210;"2210-05";3300}, , {500;80;90}, "2210-05") gives 80
    """
    top = Mask(mask).normal(account)
    lines = _by_account(accounts, dates, amounts, mask)
    picked = _picked(lines, lambda code: below(code, top))
    return total(sum_to_date(picked, cutoff).values())


@function(CATEGORY)
def act_sum(amounts: Column[Money], *coding: Table) -> Money:
    """Postings that match every pair of a column and what is wanted in it: account, set, tag, date.

    As SUMIFS, and exact to the cent; a code that is a number in one sheet and text in the other
    is one code.

    Args:
        amounts: the ledger's column of amounts.
        coding: pairs: a column beside the amounts, then what is wanted in it: a code; a pattern,
            22* or ?; a comparison, ">=2026-03-01" or "<>"; "=" for empty cells. An empty wish
            takes every row.

    Example:
        =ACT_SUM({500;80;90}, {2210;2210;3300}, 2210, {"EP1";"EP2";"EP1"}, "ep1") gives 500
        =ACT_SUM({500;80;90}, {46082;46089;46096}, ">=2026-03-08") gives 170
        =ACT_SUM({500;80;90}, {"2210";"2215";"3300"}, "22*") gives 580
    """
    if len(coding) % 2:
        raise CellError("#VALUE!", "coding comes in pairs: a column, then what is wanted in it")
    kept = list(range(len(amounts)))
    for pair, (column, wish) in enumerate(zip(coding[::2], coding[1::2], strict=True)):
        cells: list[Any] = [row[0] for row in column] if len(column) > 1 else list(column[0])
        if len(column) > 1 and len(column[0]) > 1:
            raise CellError("#VALUE!", f"coding, pair {pair + 1}: one column, not a block")
        if len(wish) > 1 or len(wish[0]) > 1:
            raise CellError("#VALUE!", f"coding, pair {pair + 1}: one cell says what is wanted")
        if len(cells) != len(amounts):
            raise CellError(
                "#VALUE!",
                f"coding, pair {pair + 1} has {len(cells)} cells, amounts {len(amounts)}",
            )
        is_wanted = picks(wish[0][0])
        keys = list(zip(map(type, cells), cells, strict=True))  # TRUE and 1 are not one
        answers = {key: is_wanted(key[1]) for key in set(keys)}
        kept = [at for at in kept if answers[keys[at]]]
    return total(amount for at in kept if (amount := amounts[at]) is not None)
