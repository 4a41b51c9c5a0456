"""MFG101: there is less of a part in stock than the open orders take.

Why it matters: the line stops in the middle of an order, and the part comes by air.

Example: orders for 300 lamps take 1,200 screws with scrap; 900 are in stock.

What to do: order the part, or move the orders that can wait.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction

from addin.domain.account_codes import cleaned
from addin.domain.bill_of_materials import Bill, CircularBill, Line, UnclearBill
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.trackers import lists_of
from addin.rules.work_lists import BILL, ORDERS, STOCK, is_over, left_to_make, share, shown

CODE = "MFG101"


@dataclass(frozen=True, slots=True)
class _Bill:
    bill: Bill
    places: Mapping[str, Place]  # the first line that names a part

    def is_stocked(self, listed: AbstractSet[str]) -> bool:
        """Whether the list of stock is one of these parts: it has half of them at least."""
        return 2 * len(self.places.keys() & listed) >= len(self.places)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per part; one that the list of stock has not counts as none in stock.

    Nothing where that list is of other things: it has to have half of the bill's parts. Scrap in
    the bill comes on top of what is needed. A bill that is circular, or contradicts itself, is left
    alone.
    """
    stock: dict[str, tuple[Fraction, Place]] = {}
    for tracker in lists_of(papers, STOCK):
        for row in tracker.rows:
            there = tracker.number(row, "there")
            part = tracker.text(row, "part")
            if there is not None and part:
                known, place = stock.get(
                    cleaned(part), (Fraction(0), tracker.places(row, "there")[0])
                )
                stock[cleaned(part)] = (known + Fraction(there), place)
    found = _bill(papers) if stock else None
    if found is None or not found.is_stocked(stock.keys()):
        return
    made: dict[str, Fraction] = defaultdict(Fraction)
    orders: list[Place] = []
    for tracker in lists_of(papers, ORDERS):
        for row in tracker.rows:
            left = left_to_make(tracker, row)
            product = tracker.text(row, "product")
            if left and not is_over(tracker, row) and cleaned(product) in found.bill.names:
                made[product] += Fraction(left)
                orders += tracker.places(row, "quantity")[:1]
    there_now = {part: number for part, (number, _) in stock.items()}
    for part, (needed, has) in found.bill.short(made, there_now).items():
        listed = stock.get(cleaned(part))
        yield Finding(
            CODE,
            Severity.WARNING,
            f"The open orders take {shown(float(needed))} of {part}; {shown(float(has))}"
            f" are in stock: {shown(float(needed - has))} short.",
            tuple(
                one
                for one in (listed and listed[1], found.places.get(cleaned(part)), *orders[:3])
                if one
            ),
            numbers=(("needed", shown(float(needed))), ("in stock", shown(float(has)))),
            advice="Order the part, or move the orders that can wait.",
            subject=f"stock of {part}",
        )


def _bill(papers: Workpapers) -> _Bill | None:
    lines: list[Line] = []
    places: dict[str, Place] = {}
    for tracker in lists_of(papers, BILL):
        for row in tracker.rows:
            parent, part = tracker.text(row, "parent"), tracker.text(row, "part")
            quantity = tracker.number(row, "quantity")
            if parent and part and quantity:
                with_scrap = Fraction(quantity) * (
                    1 + Fraction(share(tracker.number(row, "scrap")))
                )
                lines.append(Line(parent, part, with_scrap))
                places.setdefault(cleaned(part), tracker.places(row, "quantity")[0])
    try:
        return _Bill(Bill(lines), places) if lines else None
    except (CircularBill, UnclearBill):
        return None
