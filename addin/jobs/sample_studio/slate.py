"""The slate: what a studio has in production, and what each of its productions costs."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Final

BEGINS: Final = dt.date(2026, 1, 5)
WEEKS: Final = 14
"""How long a production is; its report of a week stands for the Saturday that ends it."""

_FIRST: Final = (
    "Amber Birch Cobalt Copper Ember Fathom Flint Harbour Heather Indigo Juniper Lantern Linden "
    "Marble Meadow Northern Olive Paper Quarry Raven Saffron Silver Thistle Umber Velvet Willow"
).split()
_SECOND: Final = (
    "Atlas Bridge Choir Divide Engine Field Garden Hour Island Journey Kitchen Letters Mile Notes "
    "Orchard Passage Quarter Road Season Tide Voyage Winter"
).split()
_TRADES: Final = ("Film", "Series", "Animation", "Spot", "Event", "Shop")


@dataclass(frozen=True, slots=True)
class Account:
    """One account that takes costs; ``budget`` in minor units, ``weekly`` what payroll takes."""

    code: str
    name: str
    budget: int
    weekly: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """A purchase order and its one bill: ``billed`` weeks after it, 0 for not yet."""

    number: str
    week: int
    vendor: str
    account: str
    amount: int
    billed: int

    def is_billed(self, week: int) -> bool:
        """Whether the bill is in the ledger at the end of that week."""
        return bool(self.billed) and self.week + self.billed <= week


@dataclass(frozen=True, slots=True)
class Show:
    """One production of the slate: everything that will have happened at its end."""

    number: int
    name: str
    currency: str
    accounts: tuple[Account, ...]
    orders: tuple[Order, ...]
    drift: float  # how much of a budget is over-spent in the end; negative: saved

    @property
    def folder(self) -> str:
        """Its folder below the studio's."""
        return f"shows/{self.number:03} {self.name}"


_CHART: Final = (
    ("1100", "Story and script", 0),
    ("1300", "Producers", 1),
    ("1400", "Cast", 1),
    ("2000", "Production staff", 1),
    ("2300", "Construction", 1),
    ("2500", "Grip", 0),
    ("2700", "Set dressing", 0),
    ("2900", "Wardrobe", 0),
    ("3200", "Lighting", 0),
    ("3300", "Camera", 0),
    ("3500", "Transport", 1),
    ("3600", "Locations", 0),
    ("4500", "Editing", 1),
    ("4800", "Sound and music", 0),
)
_VENDORS: Final = tuple(
    f"{name} {trade}"
    for name in ("Bellhouse", "Drafthouse", "Foxglove", "Gullwing", "Halyard", "Inkwell")
    for trade in ("Hire", "Rentals", "Supply")
)
_CURRENCIES: Final = ("USD", "USD", "USD", "EUR", "GBP", "CAD")


def week_ending(week: int) -> dt.date:
    """The Saturday that ends a week, counted from 1."""
    return BEGINS + dt.timedelta(days=7 * week - 2)


def show(number: int, seed: int = 1857, size: int = 30) -> Show:
    """One production; ``size`` is how many purchase orders it places. The same seed, the same show.

    >>> show(1) == show(1), show(1) == show(2)
    (True, False)
    """
    chance = random.Random(f"{seed} {number}")  # noqa: S311 - a story, no secret
    accounts = tuple(
        Account(code, name, chance.randint(40, 900) * 10_000, chance.randint(8, 40) * 1_000 * staff)
        for code, name, staff in _CHART
    )
    bought = [account for account in accounts if not account.weekly]
    weeks = sorted(chance.randint(1, WEEKS - 2) for _ in range(size))
    orders = tuple(
        Order(
            f"{1000 + at}",
            week,
            chance.choice(_VENDORS),
            (account := chance.choice(bought)).code,
            max(round(account.budget * chance.uniform(0.02, 0.2)), 5_000) + at,
            chance.choice((0, 1, 1, 2, 2, 3)),
        )
        for at, week in enumerate(weeks, 1)
    )
    name = f"{_FIRST[number * 7 % len(_FIRST)]} {_SECOND[number * 5 % len(_SECOND)]}"
    trade = _TRADES[number % len(_TRADES)]
    currency = _CURRENCIES[number % len(_CURRENCIES)]
    drift = chance.uniform(-0.05, 0.12)
    return Show(number, f"{name} {trade} {number}", currency, accounts, orders, drift)
