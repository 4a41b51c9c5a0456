"""Laws of giving fields their columns."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.assign import assign

NAMES = ["date", "vendor", "amount", "total"]
scores = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.integers(1, 5)), st.floats(0.01, 1.0), max_size=14
)


def _best(given_scores):
    """The largest sum there is, by trying every order of the columns."""
    return max(
        sum(given_scores.get(pair, 0.0) for pair in zip(NAMES, columns, strict=False))
        for columns in permutations(range(1, 6), len(NAMES))
    )


@settings(deadline=None, max_examples=60)
@given(scores)
def test_no_other_assignment_is_worth_more(given_scores):
    """The sum of scores is the largest possible."""
    chosen = assign(given_scores)

    assert abs(_best(given_scores) - sum(given_scores[pair] for pair in chosen.items())) < 1e-4


@settings(deadline=None, max_examples=60)
@given(scores)
def test_each_column_has_one_field_at_most(given_scores):
    """The mapping is one to one and holds wanted pairs only."""
    chosen = assign(given_scores)

    assert len(set(chosen.values())) == len(chosen)
    assert set(chosen.items()) <= given_scores.keys()


def test_a_better_use_elsewhere_moves_a_field_on():
    """The whole decides, not the first that comes."""
    assert assign({("date", 1): 0.9, ("date", 2): 1.0, ("start", 2): 0.9}) == {
        "date": 1,
        "start": 2,
    }


def test_equal_scores_go_to_the_left():
    """The result never varies."""
    assert assign({("amount", 7): 1.0, ("amount", 3): 1.0}) == {"amount": 3}


def test_nothing_wanted_gives_nothing():
    """No scores, no columns."""
    assert not assign({})
    assert not assign({("amount", 3): 0.0})
