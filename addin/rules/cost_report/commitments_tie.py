"""COS103: commitments of an account are not its open purchase orders.

Why it matters: what is ordered and not yet invoiced is money gone. Left out, the EFC is too low
until the invoice arrives; counted twice, a department stops spending that it has.

Example: 3320 shows commitments of 4,800.00; its open POs are 1042 with 2,400.00 and nothing else.

What to do: take the open amounts over from the PO log at the cut-off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from addin.domain.commitments import PurchaseOrder, open_balance, open_by_account, placed_by
from addin.domain.money import CurrencyMismatch, Money
from addin.domain.production import Production, by_list
from addin.domain.relief import relieve
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.cells_involved import drawn_together
from addin.rules.discrepancy import slip
from addin.rules.report import Codes, Tie, best_ties, current, is_certain, sums, ties
from addin.rules.rule import Workpapers

CODE = "COS103"
MOSTLY = 0.5
MOST_CELLS = 60


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per account that differs, report by report."""
    production = papers.production
    if not any(order.account for order in production.purchase_orders):
        return
    codes = Codes(production.chart)
    candidates = list(_open(production))
    for lines in current(production):
        found = best_ties(ties(lines, "commitments", truth, codes) for truth in candidates)
        apart = [tie for tie in found if abs(tie.difference.minor) > papers.options.tolerance_minor]
        if len(found) - len(apart) < MOSTLY * len(found):
            continue  # commitments that are kept elsewhere, accruals among them
        for tie in apart:
            orders = [
                order
                for order in production.purchase_orders
                if codes.normal(order.account) == tie.account
            ]
            yield from _finding(papers, tie, orders)


def _open(production: Production) -> Iterator[dict[str, Money]]:
    """Open orders by account: as the log says, by list, and as invoices or ledger leave them."""
    orders = [order for order in production.purchase_orders if len(_currencies(order)) == 1]
    try:
        yield open_by_account(orders)
        for log in by_list(orders):
            yield open_by_account(log)
        if production.cutoff is not None:  # a log goes on after the report's cut-off
            yield open_by_account(placed_by(orders, production.cutoff))
        if production.invoices:
            positions, _ = relieve(orders, production.invoices)
            yield sums((p.lines[0].account, p.open) for p in positions)
    except CurrencyMismatch:
        pass  # what is left is compared; mixed currencies are another rule's finding
    posted: dict[str, int] = defaultdict(int)
    for posting in production.postings:
        if posting.po_number and posting.amount:
            posted[posting.po_number.strip()] += posting.amount.minor
    if posted:
        yield sums((order.account, _left(order, posted)) for order in orders)


def _currencies(order: PurchaseOrder) -> set[str]:
    return {m.currency for m in (order.amount, order.open, order.relieved) if m is not None}


def _left(order: PurchaseOrder, posted: dict[str, int]) -> Money | None:
    balance = open_balance(order)
    if balance is None or order.relieved is not None or order.open is not None or not balance:
        return balance
    return Money(max(0, balance.minor - posted[order.number.strip()]), balance.currency)


def _finding(papers: Workpapers, tie: Tie, orders: Sequence[PurchaseOrder]) -> Iterator[Finding]:
    here = [tie.line.source.at("commitments")] if tie.line else []
    if here and not is_certain(papers, here, tie.difference):
        return
    there = [place for order in orders for place in _cells(order)]
    cause = slip(tie.stated, tie.expected) or _cause(tie, orders)
    name = tie.line.description if tie.line else ""
    open_orders = [order for order in orders if open_balance(order)]
    stated = f"shows commitments of {tie.stated}" if tie.line else "is not on the cost report"
    count = len(open_orders)
    make = (
        f"its {count} open POs make" if count > 1 else "its open PO is" if count else "open POs are"
    )
    yield Finding(
        CODE,
        Severity.ERROR,
        f"{f'{tie.account} {name}'.strip()} {stated}, but {make} {tie.expected}:"
        f" {tie.difference} apart.{' ' if cause else ''}{cause}",
        drawn_together([*here, *there])[:MOST_CELLS],
        numbers=(
            ("cost report", tie.stated),
            ("open POs", tie.expected),
            ("difference", tie.difference),
        ),
        advice="Take the open amounts over from the PO log at the cut-off.",
        subject=f"commitments of {tie.account}",
        impact=abs(tie.difference),
    )


def _cells(order: PurchaseOrder) -> list[Place]:
    """Where what is open of an order comes from."""
    if order.amount is not None and order.relieved is not None:
        return [order.source.at("amount"), order.source.at("relieved")]
    return [order.source.at("open" if order.open is not None else "amount")]


def _cause(tie: Tie, orders: Sequence[PurchaseOrder]) -> str:
    """The one order that would explain the difference, and how."""
    for order in orders:
        balance = open_balance(order)
        name = f"PO {order.number} ({order.vendor})"
        if balance and balance == tie.difference:
            return f"The difference is exactly the open amount of {name}: is it in twice?"
        if balance and balance == -tie.difference:
            return f"The difference is exactly the open amount of {name}: it is left out."
        if order.amount and not balance and order.amount == tie.difference:
            return f"The difference is exactly {name}, which is no longer open."
        if order.relieved and order.relieved == tie.difference:
            return f"The difference is exactly what is relieved of {name}."
    return ""
