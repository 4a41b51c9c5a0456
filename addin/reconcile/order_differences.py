"""What an order and a row matched with it disagree on, whichever list the row is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from addin.domain.commitments import Invoice
from addin.domain.money import Money
from addin.reconcile import lists
from addin.reconcile.causes import cause_of
from addin.reconcile.names import alikeness
from addin.reconcile.outcome import Difference, Kind, Match, Row, Tier, Tolerance, sum_of


def amounts(one: Match, tolerance: Tolerance) -> Iterator[Difference]:
    """The two totals, where they differ by more than the tolerance or are in two currencies."""
    left, right = sum_of(one.left), sum_of(one.right)
    if left is None or right is None or agree(left, right, tolerance):
        return
    cause, why = cause_of(left, right, lists.taxes_of((*one.left, *one.right)))
    same_currency = left.currency == right.currency
    certain = one.tier is Tier.CONFIRMED and same_currency
    kind = Kind.AMOUNT if same_currency else Kind.CURRENCY
    yield Difference(kind, one.left[0].label, one.left, one.right, left, right, cause, why, certain)


def vendors(one: Match, tolerance: Tolerance) -> Iterator[Difference]:
    """The two vendors, where no two of the names are alike; never certain."""
    left = tuple(row for row in one.left if row.name)
    right = tuple(row for row in one.right if row.name)
    if not left or not right:
        return
    alike = max(alikeness(here.name, there.name) for here in left for there in right)
    if alike < tolerance.alike:
        # a name that the sheet writes in several ways is shown as the first row has it
        subject = one.left[0].label
        if len(one.right) == 1 and isinstance(one.right[0].record, Invoice):
            subject = f"{subject}, {one.right[0].label}"
        yield Difference(
            Kind.NAME, subject, left, right, left[0].name, right[0].name, certain=False
        )


def agree(left: Money, right: Money, tolerance: Tolerance) -> bool:
    """Whether two amounts are one, within the tolerance; those in two currencies never are."""
    return left.currency == right.currency and abs(left.minor - right.minor) <= tolerance.minor


def pointing_at(row: Row, field: str) -> Row:
    """The same row, its cell that of another field."""
    return replace(row, shown=(field, *row.shown))
