"""A row that is another one and a fee: the bank nets its charge, freight comes with the invoice.

The fee stands in a row of its own whose text says so, on either list. Suggestions only; the fee is
shown as an adjustment.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from addin.reconcile.columns import NO, NO_DAY, Columns
from addin.reconcile.match import Found, Pool
from addin.reconcile.outcome import Tolerance
from addin.reconcile.telling_why import rivals_told

NAME: Final = "amount and fee"
FEE: Final = re.compile(
    r"\b(?:fees?|charges?|commission|freight|shipping|delivery|postage|handling|carriage|courier"
    r"|(?:sales |use )?tax|vat|gst|hst|pst|duty|surcharge|gratuity|tip)\b",
    re.IGNORECASE,
)
_MOST: Final = 500
"""Fees of one list beyond this are a list of fees."""


def pair(pool: Pool, tolerance: Tolerance) -> Iterator[Found]:
    """Two rows and a fee, each row once; in content order of the fee, left fees first."""
    taken: set[tuple[bool, int]] = set()
    for fee_is_left in (True, False):
        candidates = list(_candidates(pool, tolerance, fee_is_left=fee_is_left))
        for fee, here, there, alike in candidates:
            rows = {(fee_is_left, fee), (fee_is_left, here), (not fee_is_left, there)}
            if rows & taken:
                continue
            rivals = sum(
                1
                for other in candidates
                if other[:3] != (fee, here, there)
                and (other[0] == fee or other[1] == here or other[2] == there)
            )
            taken |= rows
            two = tuple(sorted((fee, here)))
            left, right = (two, (there,)) if fee_is_left else ((there,), two)
            adjusting = ((fee,), ()) if fee_is_left else ((), (fee,))
            notes = ("one row is a fee of the other", rivals_told(rivals))
            if pool.allows(left, right):
                yield Found(left, right, NAME, False, alike, rivals, (), notes, adjusting)


def _candidates(
    pool: Pool, tolerance: Tolerance, *, fee_is_left: bool
) -> Iterator[tuple[int, int, int, int]]:
    both = pool.both
    here, there = (both.left, both.right) if fee_is_left else (both.right, both.left)
    words = both.left_words if fee_is_left else both.right_words
    rows = pool.left if fee_is_left else pool.right
    others = pool.right if fee_is_left else pool.left
    fees = [row for row in rows if _is_fee(here, words, row)] if words else []
    if not fees or len(fees) > _MOST:
        return
    by_amount: dict[tuple[int, int], list[int]] = {}
    for other in others:
        by_amount.setdefault((there.currency[other], there.minor[other]), []).append(other)
    before, after = tolerance.days_before, tolerance.days_after
    if not fee_is_left:
        before, after = after, before
    apart = before + after
    days = [here.day[row] for row in rows]  # in content order, and so rising
    for fee in fees:
        day = here.day[fee]
        for row in rows[bisect_left(days, day - apart) : bisect_right(days, day + apart)]:
            if row == fee or here.currency[row] != here.currency[fee] or not here.minor[row]:
                continue
            key = here.currency[row], here.minor[row] + here.minor[fee]
            for other in by_amount.get(key, ()):
                alike = pool.alike(here.name[row], there.name[other])
                near = -before <= there.day[other] - here.day[row] <= after
                if near and alike >= tolerance.alike:
                    yield fee, row, other, alike


def _is_fee(columns: Columns, words: Sequence[str], row: int) -> bool:
    if columns.currency[row] == NO or not columns.minor[row] or columns.day[row] == NO_DAY:
        return False
    return bool(FEE.search(words[row]))
