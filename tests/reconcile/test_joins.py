"""Short lists and long ones are joined by other means, with one answer."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.reconcile import joins_of_arrays, links, links_of_arrays
from addin.reconcile.columns import NO_DAY, Texts, both_of
from addin.reconcile.joins import joined, plainly
from addin.reconcile.keyed import AMOUNT, Key, Wanted
from addin.reconcile.names import Alikeness

WORDS = st.sampled_from(
    """
    Northlight Camera|NORTHLIGHT CAMER|Northlihgt Camera Group|Harbour Catering||Harbor Caterers
    |Ridge Lumber|Ρόδος Café|RIDGE LUMBER LOS ANGELES|Ab|ABC Grip|Grip
    """.strip().split("|")
)
NEXT = Key(lambda minor, currency: (minor + 1) * 64 + currency, one_by_one=True)
"""The amount one minor unit less."""


def _texts(count: int) -> st.SearchStrategy[Texts]:
    return st.builds(
        Texts,
        *(
            st.lists(values, min_size=count, max_size=count)
            for values in (
                st.sampled_from([100, 200, 201, -100, 0, 1 << 40]),
                st.integers(739000, 739020),
                st.sampled_from(["USD", "USD", "CAD", ""]),
                st.sampled_from(["", "", "41", "42"]),
                WORDS,
            )
        ),
    )


@settings(deadline=None, max_examples=60)
@given(
    st.integers(1, 25).flatmap(_texts),
    st.integers(1, 25).flatmap(_texts),
    st.integers(0, 5),
    st.integers(0, 9),
    st.sampled_from([0, 1, 55, 78]),
    st.sampled_from([AMOUNT, NEXT]),
    st.booleans(),
)
def test_arrays_join_as_plain_python_does(left, right, before, after, least, key, referenced):
    """The same rows, and names exactly as alike, with aliases and without."""
    both = both_of(left, right)
    rows = range(len(both.left)), range(len(both.right))
    wanted = Wanted(AMOUNT, key, (before, after), least, referenced)
    for known in (
        frozenset(),
        frozenset({(0, len(both.names) - 1)} if len(both.names) > 1 else ()),
    ):
        alike = Alikeness(both.names, known)

        plain = sorted(plainly(both, *rows, wanted, alike))

        assert joins_of_arrays.joined(both, *rows, wanted, alike) == plain


@settings(deadline=None, max_examples=60)
@given(
    st.lists(WORDS, max_size=12),
    st.lists(WORDS, max_size=12),
    st.sampled_from([55, 78]),
    st.sampled_from([1, 2, 64]),
)
def test_arrays_compare_names_as_plain_python_does(left, right, least, most):
    """The same names are compared, those that share most, and found to be as alike."""

    def texts(names: list[str]) -> Texts:
        return Texts(
            [1] * len(names), [1] * len(names), [""] * len(names), [""] * len(names), names
        )

    both = both_of(texts(left), texts(right))
    here = sorted(set(both.left.name) - {-1})
    there = sorted(set(both.right.name) - {-1})
    for known in (
        frozenset(),
        frozenset({(0, len(both.names) - 1)} if len(both.names) > 1 else ()),
    ):
        alike = Alikeness(both.names, known)

        plain = sorted(links.plainly(here, there, alike, least, most))

        if here and there:
            index = links_of_arrays.Index(there, alike)
            assert sorted(links_of_arrays.similar(here, index, alike, least, most)) == plain


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 20), st.integers(78, 100)),
        min_size=1,
        max_size=60,
        unique_by=lambda one: one[:2],
    )
)
def test_arrays_choose_the_likeliest_names_as_plain_python_does(scored):
    """The few that are nearly as alike as the likeliest, seen from either list."""
    expected = links.likeliest_plainly(scored)

    assert sorted(links_of_arrays.likeliest(scored, links.MOST, links.MARGIN)) == sorted(expected)


def test_names_compared_before_are_not_forgotten_with_shorter_lists():
    """What is left of two lists is linked as if the rest had never been there."""
    made = Texts(
        [1] * 3, [1] * 3, [""] * 3, [""] * 3, ["Amber Grip", "Amber Gripp", "Ridge Lumber"]
    )
    other = replace(made, name=["Amber Gryp", "Rigde Lumber", "Harbour Catering"])
    both = both_of(made, other)
    used = Alikeness(both.names)
    links.linked(both.left.name, both.right.name, used, 78)

    again = links.linked(both.left.name[1:], both.right.name[:2], used, 78)

    assert again == links.linked(both.left.name[1:], both.right.name[:2], Alikeness(both.names), 78)
    assert len(again) == 2


def test_a_row_without_a_date_is_near_to_all():
    """A missing date excludes nothing."""
    both = both_of(
        Texts([100, 100], [None, 739000], ["USD"] * 2, [""] * 2, ["Grip Co"] * 2),
        Texts([100, 100], [739000, 739090], ["USD"] * 2, [""] * 2, ["Grip Co"] * 2),
    )
    assert both.left.day[0] == NO_DAY

    rows = range(2), range(2)
    wanted = Wanted(AMOUNT, AMOUNT, (1, 7), 1)

    edges = joined(both, *rows, wanted, Alikeness(both.names))
    in_arrays = joins_of_arrays.joined(both, *rows, wanted, Alikeness(both.names))

    assert [(i, j) for i, j, _ in edges] == [(0, 0), (0, 1), (1, 0)]
    assert in_arrays is None


def test_small_lists_load_no_heavy_library():
    """A small book starts fast: no numpy, no scipy, no pandas."""
    program = """
import sys
from addin.reconcile.columns import both_of
from addin.reconcile.match import run
from addin.reconcile.outcome import Tolerance
from addin.reconcile.passes import LEDGERS
from benchmarks.matching_problem import problem
made = problem(300, 1)
found, _ = run(both_of(made.ledger, made.statement), LEDGERS, Tolerance())
assert len(found) > 200
print(sorted({"numpy", "scipy", "pandas"} & sys.modules.keys()))
"""
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout

    assert said.strip() == "[]"
