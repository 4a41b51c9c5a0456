"""Ledgers, journals and trial balances as records."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Final

from addin.domain.actuals import Posting, TrialBalanceLine
from addin.domain.money import Money
from addin.tables.records.columns import Columns
from addin.tables.records.headings import account_in

_MOSTLY: Final = 0.8
_SIDES: Final = {
    **dict.fromkeys(("d", "dr", "debit"), 1),
    **dict.fromkeys(("c", "cr", "credit"), -1),
}


def postings(columns: Columns) -> list[Posting]:
    """The lines of a ledger or journal; the account of a group heading counts for its lines."""
    codes, names = accounts(columns)
    debits, credits_ = columns.amounts("debit"), columns.amounts("credit")
    amounts = signed(columns, debits, credits_)
    kinds = columns.texts("kind")
    if not (columns.has("debit") or columns.has("credit")):
        amounts = _by_side(amounts, kinds)
    fields = zip(
        codes,
        amounts,
        columns.sources(),
        columns.dates("date"),
        names,
        columns.texts("period"),
        columns.codes("entry"),
        kinds,
        columns.texts("vendor"),
        columns.texts("description"),
        columns.codes("document"),
        columns.codes("po_number"),
        columns.codes("reference"),
        debits,
        credits_,
        strict=True,
    )
    return [Posting(*each) for each in fields]


def trial_balance(columns: Columns) -> list[TrialBalanceLine]:
    """The lines of a trial balance."""
    codes, names = accounts(columns)
    debits, credits_ = columns.amounts("debit"), columns.amounts("credit")
    if columns.has("debit") or columns.has("credit"):
        balances = signed(columns, debits, credits_)
    else:
        balances = columns.amounts("balance")
    fields = zip(codes, balances, columns.sources(), names, debits, credits_, strict=True)
    return [TrialBalanceLine(*each) for each in fields]


def accounts(columns: Columns) -> tuple[list[str], list[str]]:
    """Account code and name of each row.

    A code that stands together with its name in one cell is parted from it, where the whole column
    is written so. A row without a code takes that of the group heading it stands under.
    """
    codes, names = columns.codes("account"), columns.texts("account_name")
    written = [code for code in codes if code]
    parted = {code: account_in(code) for code in set(written)}
    joined = [code for code in written if parted[code][0] and parted[code][1]]
    if written and len(joined) >= _MOSTLY * len(written):
        names = [
            name or parted.get(code, ("", ""))[1] for code, name in zip(codes, names, strict=True)
        ]
        codes = [parted[code][0] or code if code else "" for code in codes]
    if len(written) == len(codes):
        return codes, names
    above = {group: account_in(group) for group in set(columns.groups)}
    for at, group in enumerate(columns.groups):
        if not codes[at] and above[group][0]:
            codes[at], names[at] = above[group][0], names[at] or above[group][1]
    return codes, names


def signed(
    columns: Columns, debits: Sequence[Money | None], credits_: Sequence[Money | None]
) -> list[Money | None]:
    """Debit less credit, or the amount column where both are empty.

    A credit column in which every figure is negative is already signed.
    """
    amounts = columns.amounts("amount") if columns.has("amount") else repeat(None, len(debits))
    figures = [credit for credit in credits_ if credit]
    minus = bool(figures) and all(figure.is_negative for figure in figures)
    result: list[Money | None] = []
    for debit, credit, amount in zip(debits, credits_, amounts, strict=True):
        taken = None if credit is None else credit if minus else -credit
        if debit is None or taken is None or debit.currency != taken.currency:
            one = taken if debit is None else debit
            result.append(amount if one is None else one)
        else:
            result.append(debit + taken)
    return result


def _by_side(amounts: list[Money | None], kinds: Sequence[str]) -> list[Money | None]:
    """Amounts signed by a column of D and C, where that is all the column says."""
    sides = [_SIDES.get(kind.casefold().rstrip("."), 0) for kind in kinds]
    told = [side for side, kind in zip(sides, kinds, strict=True) if kind]
    if not told or not all(told) or any(amount and amount.is_negative for amount in amounts):
        return amounts
    return [
        -amount if amount is not None and side < 0 else amount
        for amount, side in zip(amounts, sides, strict=True)
    ]
