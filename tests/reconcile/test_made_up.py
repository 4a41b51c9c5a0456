"""Sums are found in arrays as they are found row by row."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.reconcile import sums_of_arrays
from addin.reconcile.columns import Columns, Texts, both_of
from addin.reconcile.likeness import likenesses
from addin.reconcile.made_up import plainly
from addin.reconcile.names import Alikeness

T = TypeVar("T")
NAMES = ["Amber Grip", "Harbour Catering", "Ridge Lumber", ""]


@st.composite
def _lists(draw: st.DrawFn, most: int, amounts: st.SearchStrategy[int]) -> Texts:
    """Rows in the order of their days, as content order has them."""
    count = draw(st.integers(1, most))

    def some(values: st.SearchStrategy[T]) -> list[T]:
        return draw(st.lists(values, min_size=count, max_size=count))

    return Texts(
        some(amounts),
        sorted(some(st.integers(739000, 739020))),
        some(st.sampled_from(["USD", "USD", "USD", "CAD"])),
        some(st.sampled_from(["", "", "", "41", "42"])),
        some(st.sampled_from(NAMES[:1] * 5 + NAMES)),
    )


SMALL = st.integers(-30, 60)
LARGE = st.integers(1, 60).map(lambda hundreds: hundreds * 1000)


def _side(columns: Columns) -> tuple[Columns, range]:
    return columns, range(len(columns))


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.tuples(_lists(8, SMALL), _lists(12, SMALL)),
        st.tuples(_lists(4, LARGE), _lists(40, LARGE)),
    ),
    st.integers(0, 12),
    st.integers(0, 12),
    st.booleans(),
)
def test_arrays_find_the_sums_that_plain_python_finds(given_lists, before, after, turned):
    """The same rows, the same rows near them, the same sets, in the same order."""
    both = both_of(*given_lists)
    ones, parts = _side(both.left), _side(both.right)
    names = range(len(both.names))
    links = sorted({(a, a) for a in names} | {(0, b) for b in names if b % 2})
    if turned:
        ones, parts = parts, ones

    expected = list(plainly(ones, parts, links, (before, after)))

    assert sums_of_arrays.made_up(ones, parts, links, (before, after)) == expected


def test_many_names_are_as_alike_as_each_two(monkeypatch):
    """Whole columns of names are compared as one pair is, however little alike they are."""
    names = ("amber grip", "amber gripp", "harbour", "lumber ridge", "ridge lumber")
    alike = Alikeness(names, frozenset({(0, 2)}))
    pairs = [(a, b) for a in range(-1, 5) for b in range(-1, 5)]
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    expected = likenesses(left, right, alike)

    monkeypatch.setattr("addin.reconcile.likeness.MANY", 0)

    assert list(likenesses(left, right, alike)) == expected
    assert expected == [alike(a, b) for a, b in pairs]
