"""PO101: two orders have one number.

Why it matters: invoices, relief and the vendor's paperwork go by the number, so one order's cost is
charged against the other, and one commitment is missed.

Example: PO 1042 to a camera house on 3 March, and PO 1042 to a caterer on 9 March.

What to do: give the later order a number of its own, and tell its vendor. Several lines of one
order, a void order and its replacement, and changes to an order are not reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from addin.domain.commitments import PurchaseOrder, Status
from addin.findings import Finding, Severity
from addin.rules.amounts import sum_of
from addin.rules.cells_involved import drawn_together
from addin.rules.orders import order_lists
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "PO101"

_CHANGE: Final = re.compile(
    r"\b(?:rev(?:ised|ision)?|amend\w*|change order|increase|decrease|addition(?:al)?|top.?up"
    r"|extension|extended|adjust\w*|credit)\b",
    re.IGNORECASE,
)
_FEW: Final = 40  # lines of one number that are compared with each other


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per number of each log."""
    for orders in order_lists(papers.production):
        for order in orders.values():
            lines = [line for line in order.lines if _counts(line)]
            if len(lines) > 1:
                yield from _of_number(order.number, lines[:_FEW])


def _counts(line: PurchaseOrder) -> bool:
    """Not void, no reduction, no change to an order."""
    if line.status is Status.VOID or (line.amount is not None and line.amount.is_negative):
        return False
    return not _CHANGE.search(line.description)


def _of_number(number: str, lines: Sequence[PurchaseOrder]) -> Iterator[Finding]:
    vendors = list(dict.fromkeys(line.vendor for line in lines if line.vendor))
    dates = list(dict.fromkeys(line.date for line in lines if line.date))
    if len({name_key(vendor) for vendor in vendors}) > 1:
        yield _finding(
            number,
            lines,
            Severity.ERROR,
            f"stands for orders to {' and '.join(vendors[:3])}",
            "vendor",
        )
    elif len(dates) > 1:
        shown = " and ".join(str(date) for date in dates[:3])
        yield _finding(
            number, lines, Severity.WARNING, f"was ordered on {shown}: one order or two?", "date"
        )
    else:
        twins = [pair for pair in combinations(lines, 2) if _is_same(*pair)]
        if twins:
            yield _finding(number, twins[0], Severity.WARNING, "has the same line twice", "amount")


def _is_same(a: PurchaseOrder, b: PurchaseOrder) -> bool:
    words = name_key(a.description), name_key(b.description)
    return (
        bool(a.amount) and a.amount == b.amount and words[0] == words[1] and a.account == b.account
    )


def _finding(
    number: str, lines: Sequence[PurchaseOrder], severity: Severity, what: str, field: str
) -> Finding:
    second = next((line.amount for line in lines[1:] if line.amount), None)
    return Finding(
        CODE,
        severity,
        f"PO {number} {what}.",
        drawn_together(
            [
                *(line.source.at("po_number") for line in lines),
                *(line.source.at(field) for line in lines),
            ]
        ),
        numbers=(
            ("lines", len(lines)),
            *((f"line {n}", line.amount) for n, line in enumerate(lines[:4], 1) if line.amount),
        ),
        advice="Give the later order a number of its own, or delete the line that was typed twice.",
        subject=f"PO {number}",
        impact=second or sum_of(line.amount for line in lines),
    )
