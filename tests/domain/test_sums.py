"""Which amounts sum to another one, and how likely chance would make such a sum."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.sums import CANDIDATES, LARGEST, accidents, largest_set, sets_that_sum


@settings(deadline=None, max_examples=150)
@given(st.lists(st.integers(1, 40), max_size=8), st.integers(3, 90), st.sampled_from([1, -1]))
def test_every_set_that_sums_is_found(amounts, target, sign):
    """The same sets as trying all of them, up to nine."""
    wanted = sorted(
        chosen
        for size in range(2, 6)
        for chosen in combinations(range(len(amounts)), size)
        if sum(amounts[at] for at in chosen) == target
    )

    found, complete = sets_that_sum(target * sign, [amount * sign for amount in amounts])

    if complete:
        assert found == wanted
    else:
        assert len(wanted) >= len(found) == 9
        assert set(found) <= set(wanted)


@settings(deadline=None)
@given(st.integers(0, 30), st.integers(1, 10**9))
def test_larger_sets_are_looked_for_only_while_chance_would_not_make_them(candidates, amount):
    """One more row in the set, and accidental sums would be expected; more money, fewer accidents."""
    size = largest_set(candidates, amount)

    assert accidents(candidates, amount, size) <= 1
    assert size == LARGEST or accidents(candidates, amount, size + 1) > 1
    assert accidents(candidates, amount * 10) <= accidents(candidates, amount)
    assert accidents(CANDIDATES + 5, amount) == accidents(CANDIDATES, amount)
