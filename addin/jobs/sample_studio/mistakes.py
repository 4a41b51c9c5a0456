"""Mistakes as they happen, planted in a production; each says where it stands and who finds it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from addin.domain.source import Place
from addin.jobs.sample.canvas import dollars
from addin.jobs.sample_studio.books import State
from addin.tables.blueprint import Entry


@dataclass(frozen=True, slots=True)
class Planted:
    """One mistake: of ``codes`` one must be found in one of the cells."""

    kind: str
    codes: tuple[str, ...]
    spots: tuple[tuple[object, str], ...]

    def places(self, now: State) -> tuple[Place, ...]:
        """Its cells, once the sheets are drawn."""
        return tuple(now.spots[spot] for spot in self.spots if spot in now.spots)


Mistake = Callable[[State, random.Random], Planted | None]


def stale_cost(now: State, chance: random.Random) -> Planted | None:
    """The cost report was not brought up to date in one account."""
    spent = [one for one in now.show.accounts if now.to_date[one.code]]
    if not spent:
        return None
    account = chance.choice(spent)
    now.to_date[account.code] -= 12_345
    return Planted("stale cost", ("COS102",), ((account, "actual_to_date"),))


def short_sum(now: State, chance: random.Random) -> Planted | None:
    """A total stops before its last row."""
    del chance
    last = len(now.show.accounts) + 2  # one row short
    now.retyped["report", "efc"] = Entry(formula=f"SUM(G4:G{last})")
    return Planted("sum stops short", ("STR103",), (("report", "efc"),))


def _bill(now: State, chance: random.Random) -> int | None:
    """Where in the ledger a bill stands in which nobody made a mistake yet."""
    whole = [
        at for at, one in enumerate(now.entered) if one.order and one.document not in now.spoiled
    ]
    if not whole:
        return None
    at = chance.choice(whole)
    now.spoiled.add(now.entered[at].document)
    return at


def over_relieved(now: State, chance: random.Random) -> Planted | None:
    """More was invoiced than was ordered; the ledger knows."""
    at = _bill(now, chance)
    if at is None:
        return None
    one = now.entered[at]
    more = replace(one, amount=one.amount + 40_000)
    now.entered[at] = more
    now.relieved[one.order] = more.amount
    now.to_date[one.account] += 40_000
    order = next(each for each in now.orders if each.number == one.order)
    return Planted("over-relieved", ("PO201",), ((order, "amount"), (order, "relieved")))


def posted_twice(now: State, chance: random.Random) -> Planted | None:
    """One bill was entered twice; the cost report has both."""
    at = _bill(now, chance)
    if at is None:
        return None
    one = now.entered[at]
    again = replace(one, order="")
    now.entered.append(again)
    now.to_date[one.account] += one.amount
    return Planted("posted twice", ("ACT101",), ((one, "amount"), (again, "amount")))


def typed_over(now: State, chance: random.Random) -> Planted | None:
    """A number was typed over the formula of a variance."""
    account = chance.choice(now.show.accounts)
    now.retyped[account, "variance"] = Entry(dollars(99_900))
    return Planted("typed over a formula", ("STR101",), ((account, "variance"),))


def unknown_order(now: State, chance: random.Random) -> Planted | None:
    """A posting names an order that the log does not have."""
    at = _bill(now, chance)
    if at is None:
        return None
    one = replace(now.entered[at], order="7777")
    now.relieved.pop(now.entered[at].order)
    now.entered[at] = one
    return Planted("unknown order", ("REC106",), ((one, "po_number"), (one, "amount")))


MISTAKES: Final[tuple[Mistake, ...]] = (
    stale_cost,
    short_sum,
    over_relieved,
    posted_twice,
    typed_over,
    unknown_order,
)


def planted(now: State, chance: random.Random, kinds: Iterable[Mistake]) -> tuple[Planted, ...]:
    """Make these mistakes in a production."""
    made = (mistake(now, chance) for mistake in kinds)
    return tuple(one for one in made if one is not None)
