"""ACT112: an account that surely has cost is absent from the ledger.

Why it matters: an export that was filtered, or stopped at a page, leaves out whole accounts, and
the cost report made from it is too low without any line looking wrong.

Example: invoices of 12,400.00 are coded to 3100, and the ledger has not one posting on it.

What to do: export the ledger again for all accounts and the whole period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from addin.domain.account_codes import Mask
from addin.domain.accounts import AccountKind
from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.cells_involved import drawn_together
from addin.rules.rule import Workpapers

CODE = "ACT112"
LEAST_ACCOUNTS = 3
"""A ledger with fewer accounts than this is an extract by intention."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per account, in order of its code."""
    production = papers.production
    mask = production.chart.mask if production.chart else Mask()
    used = {p.account for p in production.postings if p.account and p.amount}
    posted = set(map(mask.normal, used))
    if len(posted) < LEAST_ACCOUNTS:
        return
    evidence = _evidence(papers, mask)
    known = {account for account in evidence if account in posted}
    missing = {account: seen for account, seen in evidence.items() if account not in posted}
    if len(known) < len(missing):  # the ledger is kept by other codes altogether
        return
    for account, seen in sorted(missing.items()):
        chart_has = production.chart.find(account) if production.chart else None
        if chart_has is None or chart_has.kind is AccountKind.COST:
            yield _finding(account, seen, papers)


_Seen = list[tuple[str, Money, Place]]


def _evidence(papers: Workpapers, mask: Mask) -> dict[str, _Seen]:
    """What says that an account has cost: invoices, relieved POs, the trial balance."""
    found: dict[str, _Seen] = defaultdict(list)

    def add(account: str, what: str, amount: Money | None, place: Place) -> None:
        if account and amount:
            found[mask.normal(account)].append((what, amount, place))

    production = papers.production
    for invoice in production.invoices:
        cell = invoice.source.at("total", "subtotal")
        add(invoice.account, f"invoice {invoice.number}", invoice.total, cell)
    for order in production.purchase_orders:
        add(
            order.account,
            f"PO {order.number} (relieved)",
            order.relieved,
            order.source.at("relieved"),
        )
    for line in production.trial_balance:
        add(line.account, "the trial balance", line.balance, line.source.at("balance", "debit"))
    return found


def _finding(account: str, seen: _Seen, papers: Workpapers) -> Finding:
    first = seen[0][1]
    by_kind: dict[str, int] = defaultdict(int)  # invoices and balance tell of the same cost
    for what, amount, _ in seen:
        if amount.currency == first.currency:
            by_kind[what.split(" ")[0]] += amount.minor
    amount = Money(max(by_kind.values(), key=abs), first.currency)
    names = [what for what, _, _ in seen]
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    ledger = papers.production.postings[0].source
    return Finding(
        CODE,
        Severity.WARNING,
        f"The ledger has no posting on account {account}, but {shown} put {amount} there.",
        drawn_together([*(place for _, _, place in seen), Place(ledger.workbook, ledger.sheet)]),
        numbers=(("elsewhere", amount), ("in the ledger", Money(0, amount.currency))),
        advice="Export the ledger again, for all accounts and the whole period.",
        subject=f"account {account}",
        impact=abs(amount),
    )
