"""A bill of many levels, against the plain recursion that says the same."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.bill_of_materials import (
    Bill,
    CircularBill,
    Line,
    NoCost,
    TooLong,
    UnclearBill,
    UnknownPart,
)

NAMES = "ABCDEFG"
edges = st.lists(
    st.tuples(
        st.integers(0, len(NAMES) - 2),
        st.integers(1, len(NAMES) - 1),
        st.fractions(0, 5, max_denominator=8),
    )
    .map(lambda edge: (edge[0], max(edge[0] + 1, edge[1]), edge[2]))
    .map(lambda edge: (NAMES[edge[0]], NAMES[edge[1]], edge[2])),
    max_size=14,
)


def _lines(found: list[tuple[str, str, Fraction]]) -> list[Line]:
    """A bill without circles, in which parts without lines cost their place in the alphabet."""
    parents = {parent for parent, _, _ in found}
    lines = [Line(*edge) for edge in found]
    return [*lines, *(Line("", n, unit_cost=Fraction(ord(n))) for n in NAMES if n not in parents)]


def _cost(part: str, found: list[tuple[str, str, Fraction]]) -> Fraction:
    own = [(child, number) for parent, child, number in found if parent == part]
    if not own:
        return Fraction(ord(part))
    return sum((_cost(child, found) * number for child, number in own), Fraction())


def _needed(item: str, part: str, found: list[tuple[str, str, Fraction]]) -> Fraction:
    if item == part:
        return Fraction(1)
    own = [(child, number) for parent, child, number in found if parent == item]
    return sum((_needed(child, part, found) * number for child, number in own), Fraction())


@settings(deadline=None)
@given(edges)
def test_the_roll_up_is_the_plain_recursion(found):
    """For one part and for all of them."""
    bill = Bill(_lines(found))

    for name, cost in bill.unit_costs().items():
        assert cost == bill.unit_cost(name) == _cost(name, found)


@settings(deadline=None)
@given(edges, st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_the_quantity_needed_is_the_plain_recursion(found, item, part):
    """Through all the ways that lead from an item to a part."""
    assert Bill(_lines(found)).quantity(item, part) == _needed(item, part, found)


@settings(deadline=None)
@given(edges, st.sampled_from(NAMES))
def test_an_explosion_lists_what_is_needed_in_all(found, item):
    """The lines of one part sum to the quantity needed, and each level follows its parent."""
    bill = Bill(_lines(found))
    sums: Counter[str] = Counter()
    level = -1

    for each in bill.exploded(item, Fraction(3)):
        assert each.level <= level + 1
        level = each.level
        sums[each.part] += each.total  # type: ignore[assignment]

    assert {part: total for part, total in sums.items() if total} == {
        part: 3 * needed for part in NAMES if (needed := bill.quantity(item, part))
    }


@settings(deadline=None)
@given(edges, st.randoms())
def test_the_order_of_the_lines_changes_nothing(found, random):
    """A bill may be sorted any way."""
    lines = _lines(found)

    one, other = Bill(lines), Bill(random.sample(lines, len(lines)))

    assert one.unit_costs() == other.unit_costs()
    assert one.levels() == other.levels()


@settings(deadline=None)
@given(edges)
def test_every_part_lies_deeper_than_what_it_goes_into(found):
    """The level is the deepest; products that go into nothing are at 0."""
    levels = Bill(_lines(found)).levels()

    children = {child for _, child, _ in found}
    for parent, child, _ in found:
        assert levels[child] > levels[parent]
    assert {name for name in NAMES if levels[name] == 0} == set(NAMES) - children


@settings(deadline=None)
@given(edges, st.data())
def test_a_circle_is_named(found, draw):
    """Whoever closes one is told the way round."""
    if not found:
        return
    parent, child, _ = draw.draw(st.sampled_from(found))

    with pytest.raises(CircularBill) as raised:
        Bill([*map(lambda edge: Line(*edge), found), Line(child, parent, Fraction(1))])  # noqa: C417

    way = raised.value.parts
    assert way[0] == way[-1]
    pairs = {(a, b) for a, b, _ in found} | {(child, parent)}
    assert set(pairwise(way)) <= pairs
    assert str(raised.value).startswith("the bill is circular: ")


def test_numbers_are_compared_without_case_and_blanks():
    """And shown as they were first written."""
    bill = Bill([Line("Box", "side ", Fraction(4), Fraction(2)), Line("BOX", "Side", Fraction(1))])

    assert bill.unit_cost(" box ") == 10
    assert list(bill.names.values()) == ["Box", "side"]


def test_what_is_unclear_or_missing_is_named():
    """Two costs, a cost beside lines, no cost, no such part."""
    one = Fraction(1)
    with pytest.raises(UnclearBill, match="S has two unit costs, 1 and 2"):
        Bill([Line("A", "S", one, one), Line("B", "S", one, Fraction(2))])
    with pytest.raises(UnclearBill, match="B has lines of its own and a unit cost"):
        Bill([Line("A", "B", one, one), Line("B", "C", one, one)])
    bill = Bill([Line("A", "B", one), Line("A", "C", one, one)])
    with pytest.raises(NoCost, match="no unit cost of B"):
        bill.unit_cost("A")
    assert bill.unit_costs() == {"A": None, "B": None, "C": 1}
    with pytest.raises(UnknownPart, match="no part X"):
        bill.quantity("A", "X")


def test_a_deep_bill_is_no_problem_and_an_endless_print_is_refused():
    """Thousands of levels are rolled up; an explosion that doubles at each level is stopped."""
    chain = [Line(str(at), str(at + 1), Fraction(1)) for at in range(5000)]
    chain.append(Line("", "5000", unit_cost=Fraction(7)))
    assert Bill(chain).unit_cost("0") == 7

    twice = [Line(str(at), str(at + 1), Fraction(1)) for at in range(40) for _ in range(2)]
    assert Bill(twice).quantity("0", "40") == 2**40
    with pytest.raises(TooLong, match="more than 100,000 lines"):
        list(Bill(twice).exploded("0"))


@given(st.integers(0, 50), st.integers(0, 200), st.integers(0, 200), st.integers(0, 400))
def test_what_is_short_is_what_is_taken_beyond_stock(lamps, bodies, sheets, screws):
    """Bodies in stock are used before sheets are; lamps are made, not taken."""
    bill = Bill(
        [
            Line("LAMP", "BODY", Fraction(1)),
            Line("LAMP", "SCREW", Fraction(4)),
            Line("BODY", "SHEET", Fraction(2)),
        ]
    )
    stock = {"lamp": 99, "body": bodies, "SHEET": sheets, "SCREW": screws}
    short = bill.short({"Lamp": Fraction(lamps)}, {k: Fraction(v) for k, v in stock.items()})
    taken = {"SHEET": 2 * max(lamps - bodies, 0), "SCREW": 4 * lamps}
    assert short == {
        part: (number, stock[part]) for part, number in taken.items() if number > stock[part]
    }
