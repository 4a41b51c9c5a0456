"""A bill of materials of many levels: what a product is made of, and what that costs.

An assembly is a part with lines of its own; its cost is that of its lines. Quantities and costs are
exact: a screw may cost a third of a cent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from addin.domain.account_codes import cleaned

LONGEST: Final = 100_000
"""Lines of an explosion; a bill that gives more was not meant to be printed."""


class CircularBill(ValueError):
    """A part that is made of itself; ``parts`` leads from it back to it."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        super().__init__(parts)
        self.parts = parts

    def __str__(self) -> str:
        return f"the bill is circular: {' > '.join(self.parts)}"


class UnknownPart(LookupError):
    """A part that no line of the bill names."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part

    def __str__(self) -> str:
        return f"the bill has no part {self.part}"


class NoCost(LookupError):
    """A part without lines of its own and without a unit cost."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part

    def __str__(self) -> str:
        return f"there is no unit cost of {self.part}"


class UnclearBill(ValueError):
    """Lines that contradict one another: two costs for one part, a cost for an assembly."""


class TooLong(ValueError):
    """An explosion with more lines than anybody reads."""


@dataclass(frozen=True, slots=True)
class Line:
    """So much of a part goes into one of its parent; no parent: the part and its cost alone."""

    parent: str
    part: str
    quantity: Fraction = Fraction(0)  # scrap included
    unit_cost: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Exploded:
    """One line of an explosion; level 0 is the product itself."""

    level: int
    part: str
    quantity: Fraction  # for one of the parent
    total: Fraction  # for what is made in all


Needs = Mapping[str, Fraction]
"""How much of each part an item takes, by the part's number as the bill compares it."""


class Bill:
    """The lines of a bill, with every part found by its number.

    Raises:
        UnclearBill: a part has two unit costs, or lines of its own and a unit cost.
        CircularBill: a part is made of itself.

    >>> bill = Bill([Line("BOX", "SIDE", Fraction(4), Fraction(2)), Line("BOX", "LID", Fraction(1)),
    ...     Line("LID", "HINGE", Fraction(2), Fraction(1, 2))])
    >>> bill.unit_cost("box"), bill.quantity("BOX", "HINGE")
    (Fraction(9, 1), Fraction(2, 1))
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self.names: dict[str, str] = {}
        self._parts: dict[str, list[tuple[str, Fraction]]] = {}
        self._costs: dict[str, Fraction] = {}
        for line in lines:
            parent = self._key(line.parent) if line.parent.strip() else ""
            part = self._key(line.part)
            if parent:
                self._parts.setdefault(parent, []).append((part, line.quantity))
            if line.unit_cost is not None:
                known = self._costs.setdefault(part, line.unit_cost)
                if known != line.unit_cost:
                    costs = f"{float(known):g} and {float(line.unit_cost):g}"
                    raise UnclearBill(f"{line.part} has two unit costs, {costs}: leave one")
        for part in self._parts:
            if part in self._costs:
                raise UnclearBill(
                    f"{self.names[part]} has lines of its own and a unit cost: leave the cost"
                    " empty, and give its labour a line of its own"
                )
        self._order = tuple(self._children_first(list(self.names)))

    def unit_cost(self, part: str) -> Fraction:
        """What one of a part costs, with all that it is made of.

        Raises:
            UnknownPart: no line names it.
            NoCost: something it is made of has no cost; the first such part is named.
        """
        top = self._known(part)
        cost = self._rolled_up[top]
        if cost is None:
            below = self._children_first([top])
            raise NoCost(next(self.names[key] for key in below if self._rolled_up[key] is None))
        return cost

    def unit_costs(self) -> Mapping[str, Fraction | None]:
        """What one of each part costs, by its name as first written; None: a cost is missing."""
        return {name: self._rolled_up[key] for key, name in self.names.items()}

    @cached_property
    def _rolled_up(self) -> dict[str, Fraction | None]:
        costs: dict[str, Fraction | None] = {}
        for key in self._order:
            if key not in self._parts:
                costs[key] = self._costs.get(key)
                continue
            parts = [(costs[part], number) for part, number in self._parts[key]]
            known = [(cost, number) for cost, number in parts if cost is not None]
            whole = sum((cost * number for cost, number in known), Fraction())
            costs[key] = whole if len(known) == len(parts) else None
        return costs

    def levels(self) -> Mapping[str, int]:
        """How deep each part lies at the deepest, by its name; products that go into none are 0."""
        levels = dict.fromkeys(self.names, 0)
        for key in reversed(self._order):
            for part, _ in self._parts.get(key, ()):
                levels[part] = max(levels[part], levels[key] + 1)
        return {name: levels[key] for key, name in self.names.items()}

    def quantity(self, item: str, part: str) -> Fraction:
        """How much of a part one item takes in all; 0 if it takes none.

        Raises:
            UnknownPart: no line names the item, or the part.
        """
        return self.quantity_in(self.needs(item), part)

    def needs(self, item: str) -> Needs:
        """How much of each part one item takes in all.

        Raises:
            UnknownPart: no line names the item.
        """
        top = self._known(item)
        needed = {top: Fraction(1)}
        for key in reversed(tuple(self._children_first([top]))):
            for each, number in self._parts.get(key, ()):
                needed[each] = needed.get(each, Fraction()) + needed[key] * number
        return needed

    def short(
        self, made: Mapping[str, Fraction], stock: Mapping[str, Fraction]
    ) -> Mapping[str, tuple[Fraction, Fraction]]:
        """What is missing so that so many of some items can be made: needed and there, by part.

        Assemblies in stock are used before their parts; the items themselves are made, not taken.
        Items that the bill does not know are left out, and so are parts with lines of their own:
        they are made of what there is. A part that is nowhere in ``stock`` counts as none there.
        """
        needed = dict.fromkeys(self.names, Fraction(0))
        wanted, there = _by_key(made), _by_key(stock)
        missing: dict[str, tuple[Fraction, Fraction]] = {}
        for key in reversed(self._order):
            has = max(there.get(key, Fraction(0)), Fraction(0))
            make = max(needed[key] - has, Fraction(0)) + wanted.get(key, Fraction(0))
            for part, number in self._parts.get(key, ()):
                needed[part] += make * number
            if key not in self._parts and needed[key] > has:
                missing[self.names[key]] = (needed[key], has)
        return missing

    def quantity_in(self, needs: Needs, part: str) -> Fraction:
        """How much of a part is needed; 0 if none is.

        Raises:
            UnknownPart: no line names the part.
        """
        return needs.get(self._known(part), Fraction())

    def exploded(self, item: str, made: Fraction = Fraction(1)) -> Iterator[Exploded]:
        """All that so many of an item are made of, each assembly followed by its parts.

        Raises:
            UnknownPart: no line names the item.
            TooLong: more than 100,000 lines.
        """
        waiting = [(0, self._known(item), Fraction(1), made)]
        count = 0
        while waiting:
            level, key, number, whole = waiting.pop()
            count += 1
            if count > LONGEST:
                raise TooLong(f"the explosion of {item} has more than {LONGEST:,} lines")
            yield Exploded(level, self.names[key], number, whole)
            parts = reversed(self._parts.get(key, ()))
            waiting += [(level + 1, part, each, whole * each) for part, each in parts]

    def _key(self, name: str) -> str:
        key = cleaned(name)
        self.names.setdefault(key, name.strip())
        return key

    def _known(self, name: str) -> str:
        key = cleaned(name)
        if key not in self.names:
            raise UnknownPart(name)
        return key

    def _children_first(self, tops: Sequence[str]) -> Iterator[str]:
        """Every part below some others and those themselves, each once, parts before assemblies."""
        done: set[str] = set()
        for top in tops:
            path: dict[str, Iterator[tuple[str, Fraction]]] = {}
            here: str | None = None if top in done else top
            while here is not None or path:
                if here is not None:
                    path[here] = iter(self._parts.get(here, ()))
                last = next(reversed(path))
                here = next((part for part, _ in path[last] if part not in done), None)
                if here is None:
                    del path[last]
                    done.add(last)
                    yield last
                elif here in path:
                    circle = [*list(path)[list(path).index(here) :], here]
                    raise CircularBill(tuple(self.names[key] for key in circle))


def _by_key(numbers: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Numbers by part as the bill compares them: two spellings of one part are added up."""
    found: dict[str, Fraction] = {}
    for name, number in numbers.items():
        found[cleaned(name)] = found.get(cleaned(name), Fraction(0)) + number
    return found
