"""Which lists are compared with which, by which strategies, in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from addin.domain.decisions import NONE, Decisions
from addin.domain.production import Production
from addin.findings import Finding, in_order
from addin.reconcile import (
    of_accounts,
    of_coding,
    of_documents,
    of_money,
    of_orders,
    of_people,
    of_relief,
    of_stock,
)
from addin.reconcile.catalogue import FINDINGS
from addin.reconcile.outcome import Matched, Options, Reconciliation, Tied, Tier


def reconcile(
    production: Production, options: Options, decisions: Decisions = NONE
) -> Reconciliation:
    """Every two lists of a production that should tie, compared.

    What people have decided is carried out first. Lists are taken in the order they were read; the
    answer does not depend on the order of the rows in them.
    """
    return Reconciliation(tuple(_tied(production, options, decisions)))


def reconciled_findings(reconciliation: Reconciliation) -> tuple[Finding, ...]:
    """What the comparison found, worst first."""
    return in_order(finding for kind in FINDINGS for finding in kind.check(reconciliation))


def summary(reconciliation: Reconciliation) -> tuple[Matched, ...]:
    """How far each two lists tie, in numbers."""
    return tuple(
        Matched(
            str(tied.lists),
            tied.matched(Tier.CONFIRMED),
            tied.matched(Tier.SUGGESTED),
            len(tied.left_over),
            len(tied.right_over),
        )
        for tied in reconciliation.tied
    )


def _tied(production: Production, options: Options, decisions: Decisions) -> Iterator[Tied]:
    tolerance = options.tolerance_minor
    as_of = None if options.today == dt.date.max else options.today
    yield from of_orders.two_logs(production, tolerance)
    yield from of_orders.with_invoices(production, tolerance, decisions)
    yield from of_relief.with_ledger(production, tolerance, decisions)
    yield from of_documents.with_ledger(production, tolerance, as_of, decisions)
    yield from of_accounts.reports(production, tolerance)
    yield from of_coding.accounts(production)
    yield from of_money.bank(production, tolerance, decisions)
    yield from of_money.cards(production, tolerance, as_of, decisions)
    yield from of_money.card_receipts(production, tolerance, decisions)
    yield from of_money.envelopes(production, tolerance, as_of, decisions)
    yield from of_people.payroll(production, tolerance)
    yield from of_people.ledger(production, tolerance)
    yield from of_stock.counts(production)
