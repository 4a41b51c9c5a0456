"""Which findings on formulas come first."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from addin.domain.source import Place
from addin.findings import Finding, Severity, in_order
from addin.rules.ranking import Reach, reach, size, weighed, weight
from addin.tables.workings import Workings
from tests.grid import book, grid

BOOK = book(
    grid("""
        Line  | Cost
        A     | 10
        B     | 20
        Sub   | =SUM(B2:B3) -> 30
        Fee   | =B4*2 -> 60
        Total | =B4+B5 -> 90
        Loose | 5
    """)
)


def finding(cell: str, code: str = "STR101", *numbers: tuple[str, int | Decimal]) -> Finding:
    """A finding about one cell."""
    place = Place("Book.xlsx", "Sheet1", cell)
    return Finding(code, Severity.WARNING, "wrong", (place,), numbers=numbers)


def test_reach_counts_what_draws_on_a_cell_through_others():
    """A line reaches its subtotal, the fee on it and the grand total."""
    assert reach(Workings(BOOK), finding("B2").places) == Reach(3, 1)
    assert reach(Workings(BOOK), finding("B7").places) == Reach(0, 0)


def test_a_cell_that_changes_the_grand_total_comes_before_one_that_changes_nothing():
    """Of two alike findings the one with more behind it is first."""
    both = [finding("B7"), finding("B2")]

    assert [f.place.cell for f in in_order(weighed(both, [Workings(BOOK)]))] == ["B2", "B7"]


def test_the_larger_difference_comes_first():
    """A difference counts beside the figure that stands."""
    large = finding("B2", "STR101", ("stands", 100), ("difference", 50))
    small = finding("B2", "STR101", ("stands", 100), ("difference", Decimal("0.5")))

    assert size(large) > size(small) > size(finding("B2")) == 0


def test_findings_about_records_keep_their_weight():
    """Only formulas have a reach in the sheet."""
    other = finding("B2", "ACT101")

    assert list(weighed([other], [Workings(BOOK)])) == [other]


@given(
    st.sampled_from(["STR101", "STR104", "STR999"]),
    st.integers(0, 10**6),
    st.integers(0, 3),
    st.decimals(-(10**12), 10**12, allow_nan=False),
)
def test_a_weight_is_between_nought_and_one(code, formulas, totals, difference):
    """Whatever the figures, a finding is neither lost below nor put above everything."""
    one = finding("B2", code, ("stands", 1), ("difference", difference))

    assert 0 <= weight(one, Reach(formulas, totals)) <= 1


@given(st.integers(0, 500), st.integers(0, 500), st.booleans())
def test_more_reach_never_weighs_less(few, more, total):
    """A finding is not put back because more depends on it."""
    one = finding("B2")
    low, high = sorted((few, more))

    assert weight(one, Reach(low, 0)) <= weight(one, Reach(high, int(total)))
