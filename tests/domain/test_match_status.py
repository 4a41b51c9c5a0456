"""How each row of one list stands against another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.match_status import Keyed, Listed, Status, standings
from addin.domain.money import Money

rows = st.lists(
    st.tuples(st.sampled_from("AB"), st.integers(-3, 6)).map(lambda r: Keyed(r[0], Money(r[1]))),
    max_size=7,
)


def statuses(own: str, others: str, tolerance: int = 0) -> list[Status]:
    """Rows drawn as ``A100 A50``: key and minor units."""
    here, there = ([Keyed(r[0], Money(int(r[1:]))) for r in t.split()] for t in (own, others))
    return [each.status for each in standings(here, Listed(there), tolerance) if each]


@pytest.mark.parametrize(
    ("own", "others", "tolerance", "told"),
    [
        ("A100", "B50 A100", 0, "matched"),
        ("A100", "A101", 1, "matched"),
        ("A100", "A102", 1, "amount differs"),
        ("A100", "B100", 0, "missing"),
        ("A100", "A60 A40", 0, "sums agree"),
        ("A60 A40", "A100", 0, "sums agree|sums agree"),
        ("A100", "A60 A50", 0, "amount differs"),
        ("A100", "A100 A100", 0, "duplicate"),
        ("A100 A100", "A100", 0, "duplicate|duplicate"),
        ("A100 A100", "A100 A100", 0, "matched|matched"),
        ("A100 A50", "A100", 0, "matched|missing"),
        ("A100 A50", "A100 A49", 0, "matched|amount differs"),
        ("A10 A20", "A11 A22", 0, "ambiguous|ambiguous"),
        ("A10 A20", "A11 A22", 2, "matched|matched"),
        ("A10 A11", "A12 A13", 3, "ambiguous|ambiguous"),
        ("A100", "A-100", 0, "amount differs"),
    ],
)
def test_a_row_stands_as_a_person_would_say(own, others, tolerance, told):
    """Several rows of one key are told apart by their amounts, then by what is left of them."""
    assert "|".join(statuses(own, others, tolerance)) == told


@settings(deadline=None)
@given(rows, rows, st.integers(0, 3), st.randoms())
def test_the_order_of_either_list_changes_no_answer(own, others, tolerance, random):
    """Sorting a sheet another way does not change what is matched."""
    order = random.sample(range(len(own)), len(own))
    shuffled = random.sample(others, len(others))

    found = standings(own, Listed(others), tolerance)
    again = standings([own[at] for at in order], Listed(shuffled), tolerance)

    for place, at in enumerate(order):
        one, other = found[at], again[place]
        assert one is not None
        assert other is not None
        assert (one.status, one.difference) == (other.status, other.difference)


@settings(deadline=None)
@given(rows, rows)
def test_what_is_matched_has_an_equal_on_the_other_list(own, others):
    """And as many of them here as there; what is missing has none."""
    for row, standing in zip(own, standings(own, Listed(others)), strict=True):
        assert standing is not None
        here, there = own.count(row), others.count(row)
        assert (standing.status is Status.MATCHED) == (here == there > 0)
        assert (standing.status is Status.DUPLICATE) == (here != there > 0)
        assert all(others[place].key == row.key for place in standing.places)


@settings(deadline=None)
@given(rows)
def test_a_list_matches_itself(own):
    """Also where it has the same row twice."""
    found = standings(own, Listed(own))

    assert {each.status for each in found if each} <= {Status.MATCHED}


def test_rows_that_are_none_stay_none():
    """A heading or an empty row has no status."""
    row = Keyed("A", Money(1))

    assert standings([None, row], Listed([None, row]))[0] is None
