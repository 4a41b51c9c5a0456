"""Orders, slots, lines, bills of materials, stock and output of a shop floor, by their headings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from addin.rules.rule import Workpapers
from addin.rules.trackers import Kind, Tracker, lists_of

_ORDER: Final = (
    "order id|order no|order number|order|work order|work order no|wo|job no|job|batch no"
)
_LINE: Final = "line id|line|line no|machine|machine id|work centre|work center|cell|station"
ORDERS: Final = Kind(
    "orders",
    {
        "order": _ORDER,
        "product": "product code|product id|sku|part number|part no|part|product|product name|item",
        "quantity": "quantity|qty|order qty|order quantity|units|volume",
        "due": "due date|due|promise date|promised date|promised|required by|required date"
        "|ship date|delivery date",
        "status": "status|order status",
        "left": "left|open quantity|qty left|quantity left|remaining|to make",
        "done": "progress|% complete|percent complete|complete %",
    },
    ("order", "quantity"),
    never="po number|invoice|amount|vendor|unit price|invoice no|component",
)
SLOTS: Final = Kind(
    "slots",
    {
        "order": _ORDER,
        "line": _LINE,
        "start": "start date time|start|start date|start time|planned start|from",
        "end": "end date time|end|end date|end time|planned end|finish|planned finish|to",
        "status": "status",
    },
    ("order", "line", "start", "end"),
)
LINES: Final = Kind(
    "lines",
    {
        "line": _LINE,
        "per_day": "pieces a day|pieces per day|units a day|units per day|capacity per day"
        "|daily capacity|output per day",
        "rate": "capacity units per hour|units per hour|units hour|uph|rate per hour"
        "|output per hour|capacity per hour",
    },
    ("line",),
)
LOADS: Final = Kind(
    "loads",
    {
        "line": _LINE,
        "when": "week|day|date|shift|period|month",
        "used": "volume used|used|load|planned load|hours booked|booked|planned hours|planned units"
        "|capacity used|units planned",
        "capacity": "capacity|available|available hours|hours available|capacity units"
        "|capacity hours|max units",
    },
    ("line", "used", "capacity"),
    never="account|vendor|amount",
)
BILL: Final = Kind(
    "bill of materials",
    {
        "parent": "parent|parent part|parent item|assembly|product|product code|finished good"
        "|made item|made",
        "part": "component|component part|component code|child|used|part|part number|part no"
        "|material",
        "quantity": "qty per|quantity per|qty per unit|quantity per unit|usage|qty|quantity",
        "scrap": "scrap %|scrap|scrap percent|scrap rate|waste %",
    },
    ("parent", "part", "quantity"),
    never="order|on hand|amount|invoice|po number",
)
STOCK: Final = Kind(
    "stock",
    {
        "part": "part number|part no|component|part|sku|item code|item|material|product code",
        "there": "on hand|qty on hand|quantity on hand|in stock|stock on hand|stock qty|available"
        "|stock|current stock|free stock",
    },
    ("part", "there"),
    never="parent|assembly|order|date",
)
OUTPUT: Final = Kind(
    "output",
    {
        "what": "product|product code|item|order|order id|batch|line|part number|part",
        "made": "produced|made|output|total produced|qty produced|quantity produced|units produced"
        "|units made|started|input",
        "good": "good|good units|good parts|accepted|passed|qty good|net output",
        "scrap": "scrap|scrapped|rejects|rejected|defects|scrap qty|scrap units|rejected units"
        "|defective",
        "allowed": "scrap allowance|allowed scrap|allowed scrap %|scrap allowed|scrap % allowed"
        "|standard scrap|standard scrap %|target scrap|target scrap %|max scrap|max scrap %",
    },
    ("what", "made", "scrap"),
    never="amount|account",
)
_OVER: Final = re.compile(
    r"\b(?:complete[d]?|done|closed|shipped|delivered|cancel\w*|void|finished|superseded)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One order on one line for a time."""

    tracker: Tracker
    row: int
    order: str
    line: str
    start: dt.datetime
    end: dt.datetime

    @property
    def is_of_days(self) -> bool:
        """It is planned in whole days, of which the last is worked, too."""
        midnight = dt.time()
        return self.start.time() == self.end.time() == midnight

    @property
    def hours(self) -> Decimal:
        """How long it is."""
        return Decimal((self.end - self.start).total_seconds()) / 3600


def slots_of(papers: Workpapers) -> Mapping[str, list[Slot]]:
    """The slots that are not over or called off, by order, in reading order."""
    found: dict[str, list[Slot]] = {}
    for tracker in lists_of(papers, SLOTS):
        for row in tracker.rows:
            start, end = tracker.moment(row, "start"), tracker.moment(row, "end")
            order, line = tracker.text(row, "order"), tracker.text(row, "line")
            if not order or not line or is_over(tracker, row):
                continue
            if isinstance(start, dt.datetime) and isinstance(end, dt.datetime) and start <= end:
                found.setdefault(order, []).append(Slot(tracker, row, order, line, start, end))
    return found


def is_over(tracker: Tracker, row: int) -> bool:
    """The status says that nothing is made any more."""
    return bool(_OVER.search(tracker.text(row, "status")))


def share(number: Decimal | None) -> Decimal:
    """A percentage as a part of one: 35, 35 % and 0.35 alike; nothing is 0."""
    if number is None:
        return Decimal(0)
    return number / 100 if number > 1 else number


def left_to_make(tracker: Tracker, row: int) -> Decimal | None:
    """The quantity of an order less what is done of it; None where none is said."""
    stated = tracker.number(row, "left")
    if stated is not None:
        return max(stated, Decimal(0))
    quantity = tracker.number(row, "quantity")
    if quantity is None or quantity <= 0:
        return None
    return quantity * (1 - min(share(tracker.number(row, "done")), Decimal(1)))


def shown(number: Decimal | float) -> str:
    """A figure for a sentence."""
    return f"{float(number):,.6g}"
