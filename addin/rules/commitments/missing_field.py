"""PO103: an order lacks its number, vendor, amount, account or date.

Why it matters: an order without an amount or account is a commitment that no cost report counts,
and one without a number or vendor cannot be matched to its invoice.

Example: a rental of 3 March with everything but its amount.

What to do: complete the line from the order form. Void orders are not reported, nor fields that
the log does not use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from addin.domain.commitments import PurchaseOrder, Status
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.cells_involved import drawn_together, named
from addin.rules.orders import is_blank
from addin.rules.rule import Workpapers

CODE = "PO103"
USUALLY_FILLED: Final = 0.6
"""A column filled less often than this is optional in that log."""

_FIELDS: Final[tuple[tuple[str, tuple[str, ...], Callable[[PurchaseOrder], bool]], ...]] = (
    ("number", ("po_number",), lambda order: bool(order.number)),
    ("vendor", ("vendor",), lambda order: bool(order.vendor)),
    ("amount", ("amount", "total"), lambda order: order.amount is not None),
    ("account", ("account",), lambda order: bool(order.account)),
    ("date", ("date",), lambda order: order.date is not None),
)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per log and field."""
    for log in by_list(papers.production.purchase_orders):
        lines = [line for line in log if line.status is not Status.VOID and _is_order(line)]
        first: dict[str, PurchaseOrder] = {}
        for line in lines:
            first.setdefault(line.number, line)
        for name, columns, is_filled in _FIELDS:
            if not lines or not any(column in lines[0].source.columns for column in columns):
                continue
            empty = [
                line
                for line in lines
                if not is_filled(line)
                # a further line of an order need not repeat its vendor and date
                and (name in ("number", "amount", "account") or first[line.number] is line)
            ]
            empty = [line for line in empty if is_blank(papers, line.source.at(*columns))]
            if empty and len(lines) - len(empty) >= USUALLY_FILLED * len(lines):
                yield _finding(name, columns, empty)


def _is_order(line: PurchaseOrder) -> bool:
    """It says at least two things: not a stray remark or a number kept for later."""
    said = (line.number, line.vendor, line.amount, line.account, line.date, line.description)
    return sum(bool(thing) for thing in said) > 1


def _finding(name: str, columns: Sequence[str], lines: Sequence[PurchaseOrder]) -> Finding:
    cells = [line.source.at(*columns) for line in lines]
    numbers = ", ".join(line.number for line in lines[:5] if line.number)
    more = ", …" if len(lines) > 5 else ""
    which = "1 order has" if len(lines) == 1 else f"{len(lines)} orders have"
    of = f" (PO {numbers}{more})" if numbers else ""
    return Finding(
        CODE,
        Severity.WARNING if name == "date" else Severity.ERROR,
        f"{which} no {name}{of}: {named(cells)} in sheet '{lines[0].source.sheet}'.",
        drawn_together(cells),
        numbers=(("orders", len(lines)),),
        advice="Complete each line from its order form.",
        subject=f"{name} missing in {lines[0].source.sheet}",
    )
