"""Purchase orders against the ledger: the postings that relieve them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from addin.domain.accounts import AccountKind
from addin.domain.actuals import Posting
from addin.domain.commitments import PurchaseOrder
from addin.domain.decisions import NONE, Decisions
from addin.domain.money import Money
from addin.domain.production import Production, by_list
from addin.reconcile import lists
from addin.reconcile.billed import over_billed
from addin.reconcile.causes import cause_of, culprit
from addin.reconcile.decisions import apply
from addin.reconcile.match import learned, match
from addin.reconcile.order_differences import agree, pointing_at, vendors
from addin.reconcile.order_logs import closest_log, references_of, strays_of, unknown_orders
from addin.reconcile.outcome import (
    Difference,
    Kind,
    Match,
    Row,
    Tied,
    Tolerance,
    named_lists,
    numbered_or_matched,
    sum_of,
)
from addin.reconcile.passes import BY_NUMBER, IN_PARTS, OPEN_ORDERS

LEDGER: Final = "PO log and ledger"

BILLED_WITHIN: Final = Tolerance(days_before=7, days_after=120)
"""An invoice comes a week before its order at most (a late order), or a few months after."""


def with_ledger(
    production: Production, tolerance_minor: int, decisions: Decisions = NONE
) -> Iterator[Tied]:
    """Each ledger against the PO logs: by PO number, then by amount, account and vendor.

    A posting that names no order and fits none is no leftover: most cost needs no order. An order
    that nobody has billed is simply open.
    """
    code = lists.code_of(production.chart.mask if production.chart else None)
    logs = [tuple(lists.orders(log, code)) for log in by_list(production.purchase_orders)]
    tolerance = Tolerance(tolerance_minor, BILLED_WITHIN.days_before, BILLED_WITHIN.days_after)
    for ledger in by_list(production.postings):
        numbered = lists.postings_by_order((p for p in ledger if p.po_number), code)
        named = tuple(_without_other_legs(numbered))
        log = closest_log(named, logs) or (logs[0] if len(logs) == 1 else ())
        if not log:
            continue
        others = tuple(lists.postings_by_order(_without_order(ledger, production), code))
        settled = apply(decisions, LEDGER, log, (*named, *others))
        there = [row for row in settled.right if row.reference]
        by_number, pool = match(
            settled.left,
            there,
            BY_NUMBER,
            tolerance,
            aliases=settled.aliases,
            barred=settled.barred,
        )
        matches = (*settled.matches, *by_number)
        open_orders = _open_orders(pool.left)
        charges = _of_vendors(open_orders, (row for row in settled.right if not row.reference))
        steps = (*OPEN_ORDERS, *IN_PARTS)
        more, _ = match(open_orders, charges, steps, tolerance, barred=settled.barred)
        if not matches and not more:
            continue
        strays = strays_of(pool.right, log, logs)
        yield Tied(
            named_lists(LEDGER, log, named or charges),
            (*matches, *more),
            tuple(d for one in by_number for d in _of_ledger(one, tolerance)),
            right_over=tuple(unknown_orders(strays, log)),
            learned=learned(matches, tolerance),
            stale=settled.stale,
            left=settled.all_left,
            right=tuple(
                filter(_is_cost, numbered_or_matched(settled.all_right, (*matches, *more)))
            ),
            left_rest="ordered and not posted",
            right_rest="for an order of another log",
            relieves=True,
        )


def _of_ledger(one: Match, tolerance: Tolerance) -> Iterator[Difference]:
    charges = tuple(row for row in one.right if row.account and _is_charge(row))
    if charges:
        yield from vendors(Match(one.left, charges, one.tier, one.strategy), tolerance)
    coded = {row.account for row in one.left if row.account}
    if charges and coded and not coded & {row.account for row in charges}:
        accounts = sorted({row.account for row in charges})
        left = tuple(row for row in one.left if row.account)
        yield Difference(
            Kind.ACCOUNT,
            one.left[0].label,
            left,
            charges,
            ", ".join(sorted(coded)),
            ", ".join(accounts),
            certain=False,
        )
    yield from over_billed(one, tolerance)
    yield from _relieved(one, tolerance)


def _relieved(one: Match, tolerance: Tolerance) -> Iterator[Difference]:
    """What the log says was invoiced so far, against the ledger."""
    said = [
        row.record.relieved
        for row in one.left
        if isinstance(row.record, PurchaseOrder) and row.record.relieved is not None
    ]
    coded = {row.account for row in one.left if row.account}
    own = tuple(row for row in one.right if _is_cost(row) and (not coded or row.account in coded))
    posted = sum_of(own)
    if len(said) != len(one.left) or posted is None or len({m.currency for m in said}) != 1:
        return  # nothing on the order's account: that is another difference
    stated = Money(sum(amount.minor for amount in said), said[0].currency)
    everything = sum_of(row for row in one.right if _is_cost(row))
    if agree(stated, posted, tolerance) or (everything and agree(stated, everything, tolerance)):
        return
    if _is_posted_twice(own, posted, stated):
        return  # a rule on the ledger alone says so
    cause, why = cause_of(stated, posted, lists.taxes_of(one.left))
    if not why and stated.currency == posted.currency:
        items = ((f"the {row.label}", row.amount) for row in own if row.amount is not None)
        cause, why = culprit(posted - stated, items)
    left = tuple(pointing_at(row, "relieved") for row in one.left)
    yield Difference(
        Kind.RELIEVED, one.left[0].label, left, own, stated, posted, cause, why, certain=False
    )


def _without_other_legs(postings: Iterable[Row]) -> Iterator[Row]:
    """Without the payables or cash leg of what is posted to a cost account too.

    A ledger that has nothing but payables keeps them.
    """
    every = tuple(postings)
    costed = references_of(filter(_is_cost, every))
    return (row for row in every if _is_cost(row) or row.reference not in costed)


def _is_cost(row: Row) -> bool:
    return not isinstance(row.record, Posting) or not lists.is_money_account(
        row.record.account_name
    )


def _is_posted_twice(rows: Sequence[Row], posted: Money, stated: Money) -> bool:
    """What is posted too much is a document that the ledger has twice."""
    documents = Counter(
        (row.record.document, row.amount) for row in rows if isinstance(row.record, Posting)
    )
    excess = posted.minor - stated.minor
    return any(
        count > 1 and document and amount is not None and amount.minor == excess
        for (document, amount), count in documents.items()
    )


def _open_orders(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Orders with one line each that nothing has relieved: what an unnamed posting may be for."""
    lines: dict[str, list[Row]] = {}
    for row in lists.live(rows):
        lines.setdefault(row.reference, []).append(row)
    return tuple(same[0] for same in lines.values() if len(same) == 1)


def _without_order(ledger: Iterable[Posting], production: Production) -> Iterator[Posting]:
    """Postings that name no order and may be for one."""
    for posting in ledger:
        if not posting.po_number and _may_relieve(posting, production):
            yield posting


def _of_vendors(open_orders: Iterable[Row], charges: Iterable[Row]) -> tuple[Row, ...]:
    """Charges no larger than the largest open order; credits relieve nothing."""
    sizes = [row.amount.minor for row in open_orders if row.amount is not None]
    largest = max(sizes, default=0)
    return tuple(
        row for row in charges if row.amount is not None and 0 < row.amount.minor <= largest
    )


def _may_relieve(posting: Posting, production: Production) -> bool:
    """A vendor's charge on a cost account; journals, payroll and cash books relieve no order."""
    if posting.amount is None or not posting.vendor:
        return False
    account = production.chart.find(posting.account) if production.chart else None
    return account is None or account.kind is AccountKind.COST


def _is_charge(row: Row) -> bool:
    return row.amount is not None and not row.amount.is_negative
