"""Which listed amounts make up another one."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.money import Money
from addin.domain.splits import MOST, TooMany, splits


@settings(deadline=None)
@given(
    st.lists(st.integers(-60, 60), max_size=9),
    st.integers(1, 100),
    st.integers(1, 5),
    st.booleans(),
)
def test_all_sets_are_found_and_no_others(rows, target, largest, credit):
    """As a search of every set would find them, for charges and for credits."""
    sign = -1 if credit else 1
    wanted = {
        each
        for size in range(1, largest + 1)
        for each in combinations([at for at, row in enumerate(rows) if row > 0], size)
        if sum(rows[at] for at in each) == target
    }

    found = splits(Money(target * sign), [Money(row * sign) for row in rows], largest)

    assert set(found.sets) <= wanted
    assert len(set(found.sets)) == len(found.sets)
    if found.complete:
        assert set(found.sets) == wanted


@settings(deadline=None)
@given(st.lists(st.integers(1, 500), min_size=2, max_size=8), st.randoms())
def test_the_order_of_the_amounts_changes_nothing(rows, random):
    """The same amounts are found, in their new places."""
    target = Money(rows[0] + rows[1])
    order = random.sample(range(len(rows)), len(rows))

    found = splits(target, [Money(row) for row in rows])
    shuffled = splits(target, [Money(rows[at]) for at in order])

    if found.complete and shuffled.complete:
        back = {tuple(sorted(order[at] for at in each)) for each in shuffled.sets}
        assert back == {tuple(sorted(each)) for each in found.sets}


def test_too_many_amounts_are_an_error_and_not_a_long_wait():
    """Among so many any sum can be found."""
    with pytest.raises(TooMany, match="narrow the range"):
        splits(Money(10**6), [Money(at + 1) for at in range(MOST + 1)])


def test_another_currency_and_blank_rows_do_not_count():
    """Yen make up no dollars."""
    rows = [Money(500, "JPY"), None, Money(300, "USD"), Money(200, "USD")]

    assert splits(Money(500, "USD"), rows).sets == ((2, 3),)


def test_among_many_amounts_only_small_sets_are_looked_for():
    """Of a thousand dollars and fifty amounts chance makes pairs hardly, and fives by the dozen."""
    few = [Money(9_000 + 7 * at) for at in range(18)]
    many = [Money(9_000 + 7 * at) for at in range(60)]

    assert splits(Money(100_000), few).largest == 5
    found = splits(Money(100_000), many)
    assert found.largest == 4
    assert found.by_chance < 9
    assert splits(Money(100_000_000), many).largest == 5
