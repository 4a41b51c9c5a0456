"""Purchase orders of the sample film, and the bills that came in for them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from addin.domain.money import Money, round_half_up
from addin.jobs.sample.records import Bill, Order
from addin.jobs.sample.show import (
    CUTOFF,
    FIRST_DAY,
    SHOOT_STARTS,
    Account,
    Item,
    accounts,
    categories,
    week_ending,
)
from addin.jobs.sample.suppliers import SUPPLIERS, Supplier, serving

_FIRST_NUMBER: Final = 1001
_BY_NAME: Final = {supplier.name: supplier for supplier in SUPPLIERS}
_RENTED: Final = ("Week", "Month")
_FROM_OFFICE: Final = frozenset({"64", "52", "53", "55", "56", "54"})  # later, or not on orders yet
_NO_ORDERS: Final = frozenset({"6803", "6804", "6901", "1405", "1407", "1801", "1803", "3803"})
_COUNTS: Final = (2, 3, 3, 4, 5, 6)


def orders(chance: random.Random) -> list[Order]:
    """The PO log, by number: orders are numbered as they are written."""
    found = [order for account in accounts() for order in _for(account, chance)]
    found.sort(key=lambda order: (order.date, order.account))
    for number, order in enumerate(found, _FIRST_NUMBER):
        order.number = str(number)
    return found


def _for(account: Account, chance: random.Random) -> Iterable[Order]:
    if account.weeks or account.code in _NO_ORDERS or account.code[:2] in _FROM_OFFICE:
        return
    department = next(c.name for c in categories() if account in c.accounts).title()
    suppliers = serving(account.code)
    for at, item in enumerate(account.items):
        supplier = suppliers[at % len(suppliers)]
        if item.unit in _RENTED and item.amount > 2:
            yield _rental(account, item, supplier, department, chance)
        elif item.unit == "Flat":
            day = _day(chance, 1, 6)
            yield Order(
                "",
                day,
                supplier.name,
                account.code,
                item.description,
                item.total,
                department=department,
            )
        else:
            yield from _purchases(account, item, supplier, department, chance)


def _rental(
    account: Account, item: Item, supplier: Supplier, department: str, chance: random.Random
) -> Order:
    """So much a week or month: equal bills recur."""
    days = 7 if item.unit == "Week" else 28
    first = chance.randint(1, SHOOT_STARTS)
    start = week_ending(first) - dt.timedelta(days=5)
    periods = item.amount
    end = start + dt.timedelta(days=days * periods - 1)
    text = f"{item.description}, {periods} {item.unit.lower()}s"
    ordered = start - dt.timedelta(days=chance.randint(2, 5))
    return Order(
        "",
        max(FIRST_DAY, ordered),
        supplier.name,
        account.code,
        text,
        item.total,
        start,
        end,
        department=department,
    )


def _purchases(
    account: Account, item: Item, supplier: Supplier, department: str, chance: random.Random
) -> Iterable[Order]:
    """Some orders for most of the line's money; odd cents, as bought things have."""
    share = Fraction(chance.randint(55, 92), 100)
    count = chance.choice(_COUNTS) if item.total > 300000 else 1
    if item.total > 2000000:
        count += 2
    weights = [chance.randint(20, 100) for _ in range(count)]
    parts = Money(round_half_up(item.total * share)).allocate(weights)
    for at, part in enumerate(parts):
        odd = part.minor // 100 * 100 + chance.choice((0, 0, 0, 50, 95, 40, 25, 99, 10, 75))
        text = item.description if count == 1 else f"{item.description}, lot {at + 1}"
        yield Order(
            "", _day(chance, 1, 9), supplier.name, account.code, text, odd, department=department
        )


def _day(chance: random.Random, first: int, last: int) -> dt.date:
    """A working day in one of these weeks."""
    return week_ending(chance.randint(first, last)) - dt.timedelta(days=chance.randint(1, 5))


def bills_of(order: Order, chance: random.Random) -> list[Bill]:
    """The bills for an order that were posted by the cut-off; the order keeps them too."""
    if order.start:
        made = _recurring(order)
    elif order.amount >= 4500000:
        made = _instalments(order)
    else:
        made = _delivered(order, chance)
    order.bills = [bill for bill in made if bill.posted <= CUTOFF]
    return order.bills


def _recurring(order: Order) -> Iterable[Bill]:
    if order.start is None or order.end is None:
        return
    days = (order.end - order.start).days + 1
    step = 28 if order.description.endswith("months") else 7
    periods = days // step
    each = order.amount // periods
    for at in range(periods):
        day = order.start + dt.timedelta(days=step * at + (0 if step == 28 else 4))
        amount = each if at < periods - 1 else order.amount - each * (periods - 1)
        yield _bill(order, day, amount, f"{order.description.split(',')[0]}, period {at + 1}")


def _instalments(order: Order) -> Iterable[Bill]:
    """Half on order, a quarter six weeks later, the rest on delivery."""
    half, quarter = order.amount // 2, order.amount // 4
    for weeks, amount in ((0, half), (6, quarter), (20, order.amount - half - quarter)):
        text = f"{order.description}, instalment {1 + (weeks > 0) + (weeks > 6)} of 3"
        yield _bill(order, order.date + dt.timedelta(days=2 + 7 * weeks), amount, text)


def _delivered(order: Order, chance: random.Random) -> Iterable[Bill]:
    day = order.date + dt.timedelta(days=chance.randint(1, 12))
    luck = chance.random()
    if luck < 0.18:  # a first delivery, the rest still to come
        part = order.amount * chance.randint(30, 70) // 100
        yield _bill(order, day, part, f"{order.description}, part delivery")
    elif luck < 0.26 and order.amount > 40000:  # something went back
        yield _bill(order, day, order.amount, order.description)
        back = order.amount * chance.randint(8, 20) // 100
        later = day + dt.timedelta(days=chance.randint(5, 9))
        yield _bill(order, later, -back, f"Credit: returned, {order.description}")
    elif luck < 0.36 and order.amount > 40000:  # freight comes on top, on its own account
        bill = _bill(order, day, order.amount, order.description)
        bill.freight = chance.randint(40, 260) * 100 + 50
        yield bill
    elif luck < 0.95:
        yield _bill(order, day, order.amount, order.description)


def _bill(order: Order, day: dt.date, amount: int, text: str) -> Bill:
    supplier = _BY_NAME[order.vendor]
    while day.weekday() > 4:
        day += dt.timedelta(days=1)
    tax = amount - round_half_up(Fraction(amount * 100, 100 + int(supplier.tax)))
    return Bill(
        number="",
        vendor=order.vendor,
        po=order.number,
        date=day,
        due=day + dt.timedelta(days=supplier.terms),
        net=amount - tax,
        tax=tax,
        posted=day + dt.timedelta(days=1 + (amount // 100) % 3),
        account=order.account,
        description=text,
    )


def number_bills(bills: Iterable[Bill], chance: random.Random) -> None:
    """Every vendor has its own numbers, rising, with others' bills in between."""
    last: dict[str, int] = {}
    for bill in sorted(bills, key=lambda one: (one.date, one.vendor)):
        before = last.get(bill.vendor) or chance.randint(1100, 8200)
        last[bill.vendor] = number = before + chance.randint(13, 61)
        prefix = _BY_NAME[bill.vendor].prefix
        bill.number = f"{'CM' if bill.net < 0 else ''}{prefix}{number}"
