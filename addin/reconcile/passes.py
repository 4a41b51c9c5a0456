"""The strategies for each kind of pair, from strictest to loosest: each over what is left.

Strategies do not know one another; their order is said here and nowhere else. Confirmed matches
come from the first ones only; what follows suggests.
"""

from __future__ import annotations

from typing import Final

from addin.reconcile.match import Strategy
from addin.reconcile.strategies import (
    amount_and_account,
    exact_reference,
    exchanged,
    grouped_sums,
    mistyped_reference,
    near_amount,
    probable,
    reversed_within,
    similar_vendor,
    swapped_digits,
    two_and_two,
    with_fee,
)

BOOKS: Final[tuple[Strategy, ...]] = (
    exact_reference.pair,
    amount_and_account.pair,
    reversed_within.pair,
    grouped_sums.pair,
    two_and_two.pair,
    amount_and_account.pair_whatever_name,
)
"""Statement and books of one account."""

CHARGED: Final[tuple[Strategy, ...]] = (
    amount_and_account.pair,
    similar_vendor.pair,
    reversed_within.pair_left,
    grouped_sums.pair,
)
"""A card, or an envelope of receipts, and a ledger that has much else."""

JOURNAL: Final[tuple[Strategy, ...]] = (
    amount_and_account.pair,
    amount_and_account.pair_whatever_name,
)
"""Bank charges booked at the end of a month, under whatever text."""

BY_NUMBER: Final[tuple[Strategy, ...]] = (exact_reference.pair,)
"""Lists that name the same orders."""

BY_DOCUMENT: Final[tuple[Strategy, ...]] = (exact_reference.pair_within_vendor,)
"""Lists that name the same invoices, of which every vendor has its own numbers."""

OPEN_ORDERS: Final[tuple[Strategy, ...]] = (amount_and_account.pair, similar_vendor.pair)
"""Orders and postings that name none: one posting an order."""

IN_PARTS: Final[tuple[Strategy, ...]] = (grouped_sums.pair,)
"""Orders and documents billed or posted in parts."""

UNSURE: Final[tuple[Strategy, ...]] = (
    mistyped_reference.pair,
    with_fee.pair,
    exchanged.pair,
    near_amount.pair,
    probable.pair,
)
"""For what a slip of the finger does not explain: suggestions."""

LEDGERS: Final[tuple[Strategy, ...]] = (
    exact_reference.pair_with_support,
    amount_and_account.pair,
    reversed_within.pair,
    near_amount.pair,
    grouped_sums.pair,
    two_and_two.pair,
    swapped_digits.pair,
    near_amount.pair_by_share,
    mistyped_reference.pair,
    exchanged.pair,
    with_fee.pair,
    probable.pair,
    amount_and_account.pair_whatever_name,
)
"""Two long lists of payments, whatever they are: everything there is."""
