"""BUD_: versions of a budget, the changes between them, and what they revise it to."""

from __future__ import annotations

from collections.abc import Mapping

from addin.domain.budget_versions import (
    BudgetChange,
    ChangeKind,
    LineStatus,
    compared,
    revised,
    unbalanced_transfers,
)
from addin.domain.money import Money, zero
from addin.udfs.amounts_by_account import mask_of, totals_of
from addin.udfs.budget import CATEGORY
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.kinds import Column, Spill
from addin.udfs.read_once import read_once
from addin.udfs.registry import function


@function(CATEGORY)
def bud_compare(
    before_accounts: Column[str],
    before_amounts: Column[Money],
    after_accounts: Column[str],
    after_amounts: Column[Money],
    changed_only: bool = False,  # noqa: FBT001, FBT002 - a formula's arguments have places only
) -> Spill:
    """Two versions of a budget by account: account, before, after, change, status.

    The status is new, dropped, changed or same. Lines of one account are added up; lines without an
    amount are left out. Accounts stand in the order of the first version, then those that the
    second adds. #N/A: nothing to show.

    Args:
        before_accounts: the accounts of the earlier version, a column.
        before_amounts: its totals beside them; costs are positive.
        after_accounts: the accounts of the later version, a column.
        after_amounts: its totals beside them; costs are positive.
        changed_only: TRUE leaves out accounts that stayed the same. Left out: FALSE.

    Example:
        =BUD_COMPARE({1100;1200;1300}, {10;20;30}, {1100;1300;1400}, {10;35;5})
            gives {"1100",10,10,0,"same";"1200",20,"",-20,"dropped";"1300",30,35,5,"changed";
            "1400","",5,5,"new"}
        =BUD_COMPARE({1100;1200}, {10;20}, {1100;1200}, {10;25}, TRUE)
            gives {"1200",20,25,5,"changed"}
    """
    mask = mask_of(before_accounts, after_accounts)
    lines = compared(
        totals_of(before_accounts, before_amounts, mask),
        totals_of(after_accounts, after_amounts, mask),
    )
    return [
        [line.account, line.before, line.after, line.change, line.status]
        for line in lines
        if not changed_only or line.status is not LineStatus.SAME
    ]


@function(CATEGORY)
def bud_change_ok(
    amounts: Column[Money],
    numbers: Column[str] = (),
    kinds: Column[ChangeKind] = (),
) -> bool:
    """Whether budget transfers balance: what leaves some accounts arrives in others, to the cent.

    Args:
        amounts: added to each account's budget; taken away is negative. A column.
        numbers: the change each line belongs to, beside them: each sums to zero by itself. Left
            out: all lines are one change.
        kinds: transfer, overage or enhancement, beside them: only transfers have to balance. Left
            out, or empty: transfer.

    Example:
        =BUD_CHANGE_OK({5000;-3000;-2000}) gives TRUE
        =BUD_CHANGE_OK({500;-500;100;-90}, {"BC1";"BC1";"BC2";"BC2"}) gives FALSE
        =BUD_CHANGE_OK({500;-500;100}, {1;1;2}, {"transfer";"transfer";"overage"}) gives TRUE
    """
    return not unbalanced_transfers(_changes(numbers, amounts, kinds))


@function(CATEGORY)
def bud_unbalanced(
    numbers: Column[str], amounts: Column[Money], kinds: Column[ChangeKind] = ()
) -> Spill:
    """The budget transfers that do not sum to zero: the change's number, and what is over.

    #N/A: all of them balance.

    Args:
        numbers: the change each line belongs to, a column.
        amounts: added to each account's budget, beside them; taken away is negative.
        kinds: transfer, overage or enhancement, beside them. Left out, or empty: transfer.

    Example:
        =BUD_UNBALANCED({"BC1";"BC1";"BC2";"BC2"}, {500;-500;100;-90}) gives {"BC2",10}
        =BUD_UNBALANCED({"BC1";"BC1"}, {500;-500}) gives #N/A
    """
    found = unbalanced_transfers(_changes(numbers, amounts, kinds))
    if not found:
        raise CellError("#N/A", "every transfer sums to zero")
    return [[number, left] for number, left in found.items()]


@function(CATEGORY)
def bud_revised(
    account: str,
    accounts: Column[str],
    budget: Column[Money],
    change_accounts: Column[str],
    changes: Column[Money],
    approved: Column[bool] = (),
) -> Money:
    """The revised budget of one account: its locked budget plus its approved changes.

    #N/A: neither the budget nor a change has the account.

    Args:
        account: as the budget writes it.
        accounts: the accounts of the locked budget, a column.
        budget: its totals beside them.
        change_accounts: the account of each budget change, a column.
        changes: what each adds to the budget, beside them; taken away is negative.
        approved: yes or no, beside them; empty is no. Left out: all are approved.

    Example:
        =BUD_REVISED(2200, {1100;2200}, {5000;8000}, {2200;2200;1100}, {-500;250;500}) gives 7750
        =BUD_REVISED(2200, {2200}, {8000}, {2200;2200}, {-500;250}, {"yes";"no"}) gives 7500
        =BUD_REVISED(9999, {2200}, {8000}, {2200}, {100}) gives #N/A
    """
    found = _revised(accounts, budget, change_accounts, changes, approved)
    code = mask_of(accounts, change_accounts).normal(account)
    if code not in found:
        raise CellError("#N/A", f"neither the budget nor a change has account {account}")
    return found[code]


@function(CATEGORY)
def bud_revisions(
    accounts: Column[str],
    budget: Column[Money],
    change_accounts: Column[str],
    changes: Column[Money],
    approved: Column[bool] = (),
) -> Spill:
    """The revised budget by account: account, locked budget, approved changes, revised budget.

    Accounts that a change brings in come last.

    Args:
        accounts: the accounts of the locked budget, a column.
        budget: its totals beside them.
        change_accounts: the account of each budget change, a column.
        changes: what each adds to the budget, beside them; taken away is negative.
        approved: yes or no, beside them; empty is no. Left out: all are approved.

    Example:
        =BUD_REVISIONS({1100;2200}, {5000;8000}, {2200;2300}, {-500;500})
            gives {"1100",5000,0,5000;"2200",8000,-500,7500;"2300",0,500,500}
    """
    revised = _revised(accounts, budget, change_accounts, changes, approved)
    locked = totals_of(accounts, budget, mask_of(accounts, change_accounts))
    before = {code: locked.get(code, zero()) for code in revised}
    return [[code, before[code], now - before[code], now] for code, now in revised.items()]


def _changes(
    numbers: Column[str], amounts: Column[Money], kinds: Column[ChangeKind]
) -> list[BudgetChange]:
    return [
        BudgetChange(number or "", kind or ChangeKind.TRANSFER, "", amount)
        for number, amount, kind in in_place(numbers=numbers, amounts=amounts, kinds=kinds)
        if amount is not None
    ]


@read_once
def _revised(
    accounts: Column[str],
    budget: Column[Money],
    change_accounts: Column[str],
    changes: Column[Money],
    approved: Column[bool],
) -> Mapping[str, Money]:
    """The revised budget by account, the accounts as their mask has them."""
    mask = mask_of(accounts, change_accounts)
    rows = in_place(change_accounts=change_accounts, changes=changes, approved=approved)
    return revised(
        totals_of(accounts, budget, mask),
        (
            (mask.normal(account or ""), amount)
            for account, amount, agreed in rows
            if amount is not None and (agreed or not approved)
        ),
    )
