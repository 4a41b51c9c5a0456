"""Purchase orders against other lists of orders: another PO log, the invoice list."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from addin.domain.commitments import Invoice
from addin.domain.decisions import NONE, Decisions
from addin.domain.production import Production, by_list
from addin.domain.references import is_distinctive
from addin.reconcile import lists
from addin.reconcile.billed import over_billed
from addin.reconcile.causes import cause_of
from addin.reconcile.decisions import apply, undecided
from addin.reconcile.match import match, matched
from addin.reconcile.order_differences import agree, amounts, pointing_at, vendors
from addin.reconcile.order_logs import closest_log, references_of, strays_of, unknown_orders
from addin.reconcile.outcome import Difference, Kind, Match, Tied, Tolerance, named_lists, sum_of
from addin.reconcile.passes import BY_NUMBER

TWO_LOGS: Final = "PO log and PO log"
INVOICES: Final = "PO log and invoices"

_SHARED: Final = 0.3
"""Of the shorter list's numbers, the share that both must have to be lists of the same orders."""


def two_logs(production: Production, tolerance_minor: int) -> Iterator[Tied]:
    """Each two lists that hold the same orders: what they say of each number.

    Only numbers that both have are compared: either may be an extract of the other.
    """
    code = lists.code_of(production.chart.mask if production.chart else None)
    logs = [tuple(lists.orders(log, code)) for log in by_list(production.purchase_orders)]
    tolerance = Tolerance(tolerance_minor)
    for left, right in combinations([log for log in logs if log], 2):
        shared = references_of(left) & references_of(right)
        fewest = min(len(references_of(left)), len(references_of(right)))
        distinctive = sum(map(is_distinctive, shared))
        if distinctive * 2 <= len(shared) or len(shared) < _SHARED * fewest:
            continue
        matches, _ = match(
            (row for row in left if row.reference in shared),
            (row for row in right if row.reference in shared),
            BY_NUMBER,
            tolerance,
        )
        differences = tuple(d for one in matches for d in _of_two_logs(one, tolerance))
        only = "under a number that the other log does not have"
        yield Tied(
            named_lists(TWO_LOGS, left, right),
            matches,
            differences,
            left=tuple(left),
            right=tuple(right),
            left_rest=only,
            right_rest=only,
            takes_decisions=False,
        )


def with_invoices(
    production: Production, tolerance_minor: int, decisions: Decisions = NONE
) -> Iterator[Tied]:
    """Each invoice list against the PO log that it shares most orders with.

    Invoices whose order stands in another log are no leftovers; one that a person took off its
    order is. An order without an invoice is simply open, so no order is left over.
    """
    code = lists.code_of(production.chart.mask if production.chart else None)
    logs = [tuple(lists.orders(log, code)) for log in by_list(production.purchase_orders)]
    for invoices in by_list(production.invoices):
        rows = tuple(lists.invoices_by_order(invoices, code))
        log = closest_log(rows, logs)
        if not rows or not log:
            continue
        tolerance = Tolerance(tolerance_minor)
        settled = apply(decisions, INVOICES, log, rows)
        matches, pool = matched(settled, BY_NUMBER, tolerance)
        strays = strays_of(pool.right, log, logs)
        yield Tied(
            named_lists(INVOICES, log, rows),
            matches,
            tuple(d for one in undecided(matches) for d in _of_invoices(one, tolerance)),
            right_over=tuple(unknown_orders(strays, log)),
            stale=settled.stale,
            left=settled.all_left,
            right=settled.all_right,
            left_rest="ordered and not on this invoice list",
            right_rest="for an order of another log",
            relieves=True,
        )


def _of_two_logs(one: Match, tolerance: Tolerance) -> Iterator[Difference]:
    yield from amounts(one, tolerance)
    yield from vendors(one, tolerance)


def _of_invoices(one: Match, tolerance: Tolerance) -> Iterator[Difference]:
    yield from over_billed(one, tolerance)
    ordered = sum_of(one.left)
    for row in one.right:
        invoice = row.record
        if not isinstance(invoice, Invoice) or invoice.ordered is None or ordered is None:
            continue
        if not agree(ordered, invoice.ordered, tolerance):
            cause, why = cause_of(ordered, invoice.ordered, lists.taxes_of(one.left))
            here = pointing_at(row, "ordered")
            yield Difference(
                Kind.ORDERED,
                f"{one.left[0].label}, {row.label}",
                one.left,
                (here,),
                ordered,
                invoice.ordered,
                cause,
                why,
            )
    for row in one.right:
        yield from vendors(Match(one.left, (row,), one.tier, one.strategy), tolerance)
