"""PO304: a reference is typed differently in two lists.

Why it matters: the invoice relieves no order, so its cost is counted twice: once as a commitment
and once as a cost.

Example: the log has VR-4417, the ledger has VR-4477 of the same vendor.

What to do: correct the number where it is wrong. Only a number that one list does not know is
reported, and only when vendor or amount point to the order that is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.amounts import near
from addin.rules.cells_involved import amount_cell
from addin.rules.orders import (
    Order,
    bills_by_order,
    charges_by_order,
    order_lists,
    reference_key,
)
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "PO304"
_LEAST: Final = 3
"""Shorter numbers are one slip apart from half the log."""


@dataclass(frozen=True, slots=True)
class _Reference:
    """A PO number as another list has it."""

    written: str
    key: str
    vendor: str
    amount: Money | None
    cell: Place
    amount_cell: Place
    what: str


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per number and vendor that no log has, in reading order."""
    orders: dict[str, Order] = {}
    for log in order_lists(papers.production):
        for key, order in log.items():
            orders.setdefault(key, order)
    if not orders:
        return
    used = {*bills_by_order(papers.production), *charges_by_order(papers.production)}
    by_form: dict[str, set[str]] = defaultdict(set)
    for key in orders:
        for form in _forms(key):
            by_form[form].add(key)
    seen: set[tuple[str, str]] = set()
    for reference in _references(papers, orders):
        about = (reference.key, name_key(reference.vendor))
        if about in seen:
            continue
        seen.add(about)
        alike = {
            key
            for form in _forms(reference.key)
            for key in by_form.get(form, ())
            if _one_slip(reference.key, key)
        }
        meant = _meant(reference, [orders[key] for key in sorted(alike)], used)
        if meant:
            yield _finding(reference, meant)


def _references(papers: Workpapers, known: Container[str]) -> Iterator[_Reference]:
    """What names an order that no log has."""
    for bill in papers.production.invoices:
        key = reference_key(bill.po_number)
        if len(key) < _LEAST or key in known:
            continue
        yield _Reference(
            bill.po_number,
            key,
            bill.vendor,
            bill.subtotal or bill.total,
            bill.source.at("po_number"),
            bill.source.at("total", "subtotal"),
            f"invoice {bill.number}".strip(),
        )
    for posting in papers.production.postings:
        key = reference_key(posting.po_number) if posting.po_number else ""
        if len(key) >= _LEAST and key not in known:
            yield _Reference(
                posting.po_number,
                key,
                posting.vendor,
                posting.amount,
                posting.source.at("po_number"),
                amount_cell(posting),
                "a posting",
            )


def _forms(key: str) -> Iterable[str]:
    """The key, and the key without one of its characters: two keys a slip apart share one."""
    yield key
    for at in range(len(key)):
        yield key[:at] + key[at + 1 :]


def _one_slip(a: str, b: str) -> bool:
    """One character wrong, missing or too many, or two neighbours swapped."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1 or a == b:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    return a[at + 1 :] == b[at + 1 :] or (
        a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
    )


def _meant(reference: _Reference, alike: Iterable[Order], known: Container[str]) -> list[Order]:
    """The orders it may mean: of its vendor, and named by nothing else or of its very amount.

    Failing a vendor, those of its amount. Orders that nothing else names go first.
    """
    vendor = name_key(reference.vendor)
    found = []
    for order in alike:
        of_vendor = bool(vendor) and vendor == name_key(order.vendor)
        of_amount = near(reference.amount, order.amount, 0)
        is_free = order.key not in known
        if (of_vendor and (is_free or of_amount)) or (of_amount and not (vendor and order.vendor)):
            found.append((not is_free, not of_amount, order))
    if not found:
        return []
    found.sort(key=lambda each: each[:2])
    return [order for *rank, order in found if tuple(rank) == found[0][:2]]


def _finding(reference: _Reference, meant: list[Order]) -> Finding:
    shown = " or ".join(order.number for order in meant[:3])
    vendor = f" of {reference.vendor}" if reference.vendor else ""
    amount = f" for {reference.amount}" if reference.amount else ""
    place = f"{reference.what[0].upper()}{reference.what[1:]}"
    return Finding(
        CODE,
        Severity.WARNING,
        f"{place}{vendor}{amount} names PO {reference.written}, which no log has."
        f" Is {shown} meant?",
        (
            reference.cell,
            *(order.at("po_number") for order in meant[:3]),
            reference.amount_cell,
        ),
        numbers=(
            ("named", reference.written),
            ("meant", shown),
            *((("amount", reference.amount),) if reference.amount else ()),
        ),
        advice=f"Correct the number to {shown}, if the document says so.",
        subject=f"PO {reference.written} of {reference.vendor}",
        impact=abs(reference.amount) if reference.amount else None,
    )
