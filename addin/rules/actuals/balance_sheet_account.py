"""ACT105: a cost is coded to a balance-sheet account.

Why it matters: bank, floats, deposits and payables are not costs. What is coded there never
reaches the cost report, and stays on the balance sheet until somebody asks why.

Example: an invoice of 2,150.00 for lumber on 1150 Petty cash float.

What to do: recode it to the cost account. If it really is a deposit or an advance, leave it, and
waive the finding with that reason.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from addin.domain.accounts import AccountKind
from addin.domain.actuals import Posting
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together
from addin.rules.rule import Workpapers
from addin.rules.wording import document_key

CODE = "ACT105"
MOSTLY_COSTS = 0.9
_SETTLES: Final = re.compile(
    r"\bpayables?\b|\bbank\b|\bche(?:ck|qu)ing\b|\bclearing\b|\bcards?\b|\baccru\w+\b",
    re.IGNORECASE,
)
"""Accounts that a debit pays off: the other side of an invoice rather than its cost."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per vendor's invoice on such an account, in reading order."""
    chart = papers.production.chart
    if not chart:
        return
    kinds: dict[str, AccountKind | None] = {}
    for posting in papers.production.postings:
        if posting.account not in kinds:
            account = chart.find(posting.account)
            kinds[posting.account] = account.kind if account else None
    ordered = {
        order.number.strip(): order.account
        for order in papers.production.purchase_orders
        if order.number.strip() and chart.takes_cost(order.account)
    }
    for lines in by_list(papers.production.postings):
        yield from _of_list(lines, kinds, ordered, papers)


def _of_list(
    lines: Sequence[Posting],
    kinds: dict[str, AccountKind | None],
    ordered: dict[str, str],
    papers: Workpapers,
) -> Iterator[Finding]:
    """The lines of one list that should be costs.

    A double-entry ledger has its payables and bank in it by right. There only a debit against an
    order tells, for an order is of a cost account.
    """
    costs = sum(kinds[line.account] is AccountKind.COST for line in lines)
    balance_sheet = [
        line for line in lines if kinds[line.account] is AccountKind.BALANCE_SHEET and line.amount
    ]
    if not balance_sheet:
        return
    if costs < MOSTLY_COSTS * len(lines):
        yield from _against_orders(balance_sheet, ordered, papers)
        return
    entries: dict[str, int] = defaultdict(int)
    for line in lines:
        if line.entry and line.amount:
            entries[line.entry] += line.amount.minor
    for line in balance_sheet:
        is_other_side = bool(line.entry) and entries[line.entry] == 0
        is_invoice = line.vendor or document_key(line.document) or line.po_number
        if line.amount and line.amount.minor > 0 and is_invoice and not is_other_side:
            yield _finding(line, papers, ordered.get(line.po_number.strip(), ""))


def _against_orders(
    lines: Sequence[Posting], ordered: dict[str, str], papers: Workpapers
) -> Iterator[Finding]:
    for line in lines:
        account = ordered.get(line.po_number.strip(), "")
        known = papers.production.chart.find(line.account) if papers.production.chart else None
        settles = _SETTLES.search(f"{line.account_name} {known.name if known else ''}")
        if account and line.amount and line.amount.minor > 0 and not settles:
            yield _finding(line, papers, account)


def _finding(line: Posting, papers: Workpapers, right: str) -> Finding:
    chart = papers.production.chart
    account = chart.find(line.account) if chart else None
    name = f" {account.name}" if account and account.name else ""
    what = " ".join(part for part in (line.vendor, line.document) if part)
    order = f" PO {line.po_number} is on {right}." if right else ""
    return Finding(
        CODE,
        Severity.WARNING,
        f"{line.amount} ({what or line.po_number}) is coded to {line.account}{name}, a"
        f" balance-sheet account: it is in no line of the cost report.{order}",
        drawn_together([line.source.at("account"), amount_cell(line)]),
        numbers=(("amount", line.amount),) if line.amount else (),
        advice="Recode it to its cost account; waive this if it is a deposit or an advance.",
        subject=f"{line.account} {what} {line.amount}",
        impact=line.amount,
    )
