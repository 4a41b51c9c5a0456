"""The accounts of a budget against those of the ledger: what was budgeted, and what was coded to.

Amounts are no matter here: one account on both lists ties, whatever it has cost. Accounts are
counted as ``Money`` is, in hundredths of an account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from addin.domain.accounts import AccountKind, wider_codes
from addin.domain.actuals import Posting
from addin.domain.budget import BudgetLine
from addin.domain.money import Money
from addin.domain.production import Production, by_list
from addin.reconcile import lists
from addin.reconcile.outcome import Leftover, Match, Row, Tied, Tier, named_lists

KIND: Final = "budget and ledger accounts"
ACCOUNTS: Final = "accounts"
_ONE: Final = Money(100, ACCOUNTS)
_SHARED: Final = 0.3
"""Of the ledger's cost accounts, the share that a budget must have to be this production's."""


def accounts(production: Production) -> Iterator[Tied]:
    """The budget that has most of the ledger's cost accounts, against each ledger.

    A detail account of the ledger ties with the account it rolls up into on the budget. Accounts
    without cost yet are not due; cost on an account that nobody budgeted is left over.
    """
    code = lists.code_of(production.chart.mask if production.chart else None)
    budgets = [tuple(_budgeted(lines, code)) for lines in by_list(production.budget)]
    for postings in by_list(production.postings):
        coded = tuple(_coded(postings, production, code))
        known = [(budget, _met(budget, coded)) for budget in budgets if budget]
        if not coded or not known:
            continue
        budget, met = max(known, key=lambda one: len(one[1]))
        if len(met) >= _SHARED * len(coded):
            yield _tied(budget, coded, met)


def _budgeted(lines: Iterable[BudgetLine], code: lists.Code) -> Iterator[Row]:
    seen: set[str] = set()
    for line in lines:
        account = code(line.account)
        if line.account.strip() and account not in seen:
            seen.add(account)
            yield _row(line, account, line.description)


def _coded(postings: Iterable[Posting], production: Production, code: lists.Code) -> Iterator[Row]:
    seen: set[str] = set()
    for posting in postings:
        account = code(posting.account)
        if account and account not in seen and posting.amount and _is_cost(posting, production):
            seen.add(account)
            yield _row(posting, account, posting.account_name)


def _is_cost(posting: Posting, production: Production) -> bool:
    known = production.chart.find(posting.account) if production.chart else None
    if known is not None:
        return known.kind is not AccountKind.BALANCE_SHEET
    return not lists.is_money_account(posting.account_name)


def _row(record: BudgetLine | Posting, account: str, name: str) -> Row:
    return Row(
        record.source, _ONE, None, account, name, account, f"account {account}",
        shown=("account",), record=record,
    )  # fmt: skip


def _met(budget: Sequence[Row], coded: Sequence[Row]) -> dict[str, str]:
    """Each account of the ledger that the budget has, itself or rolled up → the budget's."""
    there = {row.account for row in budget}
    found = {}
    for row in coded:
        home = next((one for one in (row.account, *wider_codes(row.account)) if one in there), "")
        if home:
            found[row.account] = home
    return found


def _tied(budget: Sequence[Row], coded: Sequence[Row], met: dict[str, str]) -> Tied:
    under: dict[str, list[Row]] = {}
    for row in coded:
        if row.account in met:
            under.setdefault(met[row.account], []).append(row)
    matches = [
        Match((row,), tuple(under[row.account]), Tier.CONFIRMED, "account", (_said(under, row),))
        for row in budget
        if row.account in under
    ]
    return Tied(
        named_lists(KIND, budget, coded),
        tuple(matches),
        right_over=tuple(
            Leftover(row, so="the budget does not have it")
            for row in coded
            if row.account not in met
        ),
        left=tuple(budget),
        right=tuple(coded),
        left_rest="no cost yet",
        takes_decisions=False,
    )


def _said(under: dict[str, list[Row]], row: Row) -> str:
    rows = under[row.account]
    if len(rows) == 1 and rows[0].account == row.account:
        return f"account equal ({row.account})"
    return f"{', '.join(one.account for one in rows)} within {row.account}"
