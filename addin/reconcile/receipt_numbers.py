"""Receipts by their own numbers, where the ledger books them under these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from addin.domain.actuals import Posting
from addin.domain.petty_cash import Receipt
from addin.domain.references import is_distinctive, reference_key
from addin.reconcile import lists
from addin.reconcile.outcome import Row, sum_of

_Number = Callable[[Row], str]


def by_receipt_number(
    receipts: Sequence[Row], postings: Sequence[Row]
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Both lists with the number as the reference, where it says which posting is which receipt's.

    Numbers say so when most of those that both lists have are of one amount too: ``1`` to ``20``
    of an envelope are also numbers of other documents. The rest keeps no reference.
    """
    here, there = _by_number(receipts, _numbered), _by_number(postings, _documented)
    both = {key for key in here.keys() & there.keys() if is_distinctive(key)}
    equal = [key for key in both if sum_of(here[key]) == sum_of(there[key])]
    shared = both if len(equal) * 2 > len(both) else set()
    return (
        tuple(_referenced(receipts, shared, _numbered)),
        tuple(_referenced(postings, shared, _documented)),
    )


def of_receipts(rows: Sequence[Row], every: Sequence[Row]) -> tuple[Row, ...]:
    """The rows that are receipts: not the cash to be returned at the foot of an envelope.

    Where most lines have a number and an account, a line with neither is no receipt.
    """
    known = sum(1 for row in every if _numbered(row) and row.account)
    if known * 2 <= len(every):
        return tuple(rows)
    return tuple(row for row in rows if _numbered(row) or row.account)


def _by_number(rows: Iterable[Row], number: _Number) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if key := number(row):
            found.setdefault(key, []).append(row)
    return found


def _referenced(rows: Iterable[Row], shared: set[str], number: _Number) -> Iterator[Row]:
    for row in rows:
        key = number(row)
        yield replace(row, reference=key if key in shared else "")


def _numbered(row: Row) -> str:
    return reference_key(row.record.number) if isinstance(row.record, Receipt) else ""


def _documented(row: Row) -> str:
    """The document of a posting to a cost account; the other leg has the same number."""
    posting = row.record
    if not isinstance(posting, Posting) or lists.is_money_account(posting.account_name):
        return ""
    return reference_key(posting.document)
