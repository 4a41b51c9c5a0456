"""What was planned: the sample film's dates, chart of accounts and budget."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Final

from addin.domain.budget import line_subtotal
from addin.domain.money import Money

TITLE: Final = "THE LANTERN COAST"
COMPANY: Final = "Lantern Coast Productions LLC"
CURRENCY: Final = "USD"
FIRST_DAY: Final = dt.date(2026, 1, 5)
SHOOT_STARTS: Final = 7  # the first week of the shoot, counted from week 1
WEEK: Final = 9
FINANCE: Final = ((1, 850000), (4, 900000), (6, 950000), (8, 900000))
"""Drawdowns of the financier: week, and whole currency units."""
FRINGES: Final = {
    "STAFF": Decimal("0.118"),
    "GUILD": Decimal("0.245"),
    "CREW": Decimal("0.2875"),
    "CAST": Decimal("0.231"),
}
BALANCE_SHEET: Final = {
    "0100": "Bank, production account",
    "0150": "Petty cash floats",
    "0200": "Deposits and prepaid",
    "0500": "Accounts payable",
    "0510": "Accrued costs",
    "0550": "Card clearing",
    "0900": "Funding",
}


def week_ending(week: int) -> dt.date:
    """The Saturday that ends a week of the production."""
    return FIRST_DAY + dt.timedelta(days=7 * week - 2)


CUTOFF: Final = week_ending(WEEK)
PREVIOUS_CUTOFF: Final = week_ending(WEEK - 1)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the budget's detail: amount * x * rate, and the fringes on it."""

    description: str
    amount: int
    x: int
    unit: str
    rate: int  # whole currency units
    fringe: str = ""

    @property
    def subtotal(self) -> int:
        """Before fringes, in minor units."""
        return line_subtotal(
            Decimal(self.amount), Decimal(self.rate), multiplier=Decimal(self.x)
        ).minor

    @property
    def fringes(self) -> int:
        """In minor units."""
        rate = FRINGES.get(self.fringe)
        return Money(self.subtotal).times(rate).minor if rate else 0

    @property
    def total(self) -> int:
        """With fringes, in minor units."""
        return self.subtotal + self.fringes


@dataclass(frozen=True, slots=True)
class Account:
    """One account that takes costs. ``weeks``: prep, shoot and wrap of a labour account."""

    code: str
    name: str
    items: tuple[Item, ...]
    weeks: tuple[int, int, int] | None = None

    @property
    def budget(self) -> int:
        """In minor units."""
        return sum(item.total for item in self.items)

    @property
    def category(self) -> str:
        """The heading it stands under: 2201 under 2200."""
        return self.code[:2] + "00"


@dataclass(frozen=True, slots=True)
class Category:
    """A line of the topsheet, and the heading of its accounts."""

    code: str
    name: str
    section: str
    accounts: tuple[Account, ...]

    @property
    def budget(self) -> int:
        """In minor units."""
        return sum(account.budget for account in self.accounts)


_LABOUR: Final = re.compile(r"(\d+)\+(\d+)\+(\d+) w (\d+) ([A-Z]+)")
_ITEM: Final = re.compile(r"(.+) (\d+)(?:x(\d+))? ([a-z]+) (\d+)")
KIT: Final = 75  # a week, for whoever brings tools
_OVERTIME: Final = ("CREW", "GUILD")
_PHASES: Final = ("Prep", "Shoot", "Wrap")


@cache
def categories() -> tuple[Category, ...]:
    """The budget as it was locked, in the order of its topsheet."""
    text = resources.files("addin.jobs.sample").joinpath("accounts.txt").read_text("utf-8")
    return tuple(_categories(text))


def accounts() -> Iterator[Account]:
    """Every account that takes costs, in order."""
    for category in categories():
        yield from category.accounts


def _categories(text: str) -> Iterator[Category]:
    section, code, name = "", "", ""
    found: list[Account] = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        if " = " in line:
            found.append(_account(line))
            continue
        if found:
            yield Category(code, name, section, tuple(found))
            found = []
        if line.startswith("= "):
            section = line[2:]
        else:
            code, _, name = line.partition(" ")
    yield Category(code, name, section, tuple(found))


def _account(line: str) -> Account:
    head, _, tail = line.partition(" = ")
    code, _, name = head.partition(" ")
    labour = _LABOUR.fullmatch(tail)
    if labour:
        prep, shoot, wrap, rate = (int(number) for number in labour.groups()[:4])
        weeks = (prep, shoot, wrap)
        phases = zip(_PHASES, weeks, strict=True)
        items = [
            Item(f"{name}, {phase.lower()}", number, 1, "Week", rate, labour[5])
            for phase, number in phases
            if number
        ]
        if shoot and labour[5] in _OVERTIME:
            items.append(Item("Overtime allowance", shoot, 1, "Week", rate // 10, labour[5]))
        if shoot and labour[5] == "CREW":
            items.append(Item("Kit rental", shoot, 1, "Week", KIT))
        return Account(code, name, tuple(items), weeks)
    return Account(code, name, tuple(map(_item, tail.split("; "))))


def _item(text: str) -> Item:
    match = _ITEM.fullmatch(text)
    if match is None:
        raise ValueError(f"no line of a budget: {text!r}")
    what, amount, x, unit, rate = match.groups()
    return Item(what, int(amount), int(x or 1), unit.title(), int(rate))
