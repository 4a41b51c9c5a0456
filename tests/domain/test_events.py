"""Break-even and the run-of-show."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.events import (
    Item,
    NeverBreaksEven,
    heads_to_break_even,
    in_sequence,
    not_joined,
    overlaps,
    running,
)
from addin.domain.money import Money, money

NINE = dt.datetime(2026, 3, 14, 9)
MINUTE = dt.timedelta(minutes=1)


@settings(deadline=None)
@given(*(st.integers(0, 10**7).map(Money) for _ in range(4)))
def test_break_even_is_the_first_head_without_a_loss(fixed, price, cost, income):
    """One head fewer makes a loss, that many do not."""
    try:
        heads = heads_to_break_even(fixed, price, cost, income)
    except NeverBreaksEven:
        assert fixed > income
        assert price <= cost
        return

    def result(count: int) -> int:
        return int(count * (price.minor - cost.minor) + income.minor - fixed.minor)

    assert result(heads) >= 0
    assert heads == 0 or result(heads - 1) < 0


def test_a_price_below_cost_never_breaks_even():
    """More guests make it worse."""
    with pytest.raises(NeverBreaksEven, match=r"brings 30\.00 and costs 35\.00"):
        heads_to_break_even(money(1000), money(30), money(35), money(0))


@settings(deadline=None)
@given(st.fractions(0, 1), st.lists(st.none() | st.fractions(0, 1), max_size=8))
def test_each_item_begins_when_the_one_before_is_over(start, durations):
    """And the show is over after all of them."""
    begins = list(running(start, durations))

    known = [(b, d) for b, d in zip(begins, durations, strict=False) if d is not None]
    now = start
    for begin, duration in known:
        assert begin == now
        now += duration
    assert begins[-1] == now


def items(*rows: tuple[int, int], room: str = "Hall") -> list[Item]:
    """Items by their start and duration in minutes after nine."""
    return [Item(at, NINE + s * MINUTE, d * MINUTE, room) for at, (s, d) in enumerate(rows)]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=7), st.randoms())
def test_overlaps_are_those_of_a_minute_by_minute_count(rows, random):
    """A room that nothing overlaps in is used once in every minute; order changes nothing."""
    listed = items(*rows)
    clashes = list(overlaps(listed))

    used = [s + m for s, d in rows for m in range(d)]
    assert (not clashes) == (len(used) == len(set(used)))
    shuffled = list(overlaps(random.sample(listed, len(listed))))
    assert shuffled == clashes


def test_two_rooms_do_not_overlap():
    """However they are written, a room is one room."""
    hall, foyer = items((0, 30), (10, 30)), items((0, 30), room="Foyer")

    assert not list(overlaps([hall[0], *foyer]))
    again = Item(1, NINE + MINUTE, MINUTE, " hall ")
    (clash,) = overlaps([hall[0], again])
    assert (clash.item, clash.other, clash.by) == (again, hall[0], MINUTE)


def test_items_that_do_not_join_are_told_with_their_gap():
    """An overlap is above zero, a gap below."""
    found = [(c.item.place, c.by / MINUTE) for c in not_joined(items((0, 30), (25, 10), (40, 5)))]

    assert found == [(1, 5), (2, -5)]


def test_a_show_goes_on_past_midnight():
    """00:15 below 23:30 is the next day, and all that follows too."""
    late = [
        Item(0, dt.datetime(1899, 12, 30, 23, 30), 45 * MINUTE),
        Item(1, dt.datetime(1899, 12, 30, 0, 15), 15 * MINUTE),
        Item(2, dt.datetime(1899, 12, 30, 0, 30), 15 * MINUTE),
    ]

    assert not list(not_joined(in_sequence(late)))


def test_the_exact_thirds_of_an_hour_do_not_drift():
    """Twenty minutes, seventy-two times, are a day."""
    *_, end = running(Fraction(0), [Fraction(20, 1440)] * 72)

    assert end == 1
