"""What leftovers may have to do with one another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from addin.reconcile.explain import leftovers, slips
from addin.reconcile.match import Rest
from addin.reconcile.outcome import Cause, Match, Tier, Tolerance
from tests.reconcile.rows import START, lists, row

NEAR = Tolerance()


def pool(left, right):
    """Rows that found no partner."""
    return Rest(tuple(left), tuple(right))


def test_swapped_digits_of_one_day_and_name_are_certain():
    """8,200 on the statement, 8,020 in the book."""
    here = row(2, "8200", 0, name="Cash sales")
    there = row(2, "8020", 0, sheet="Right", name="Cash sales")

    (found,), rest = slips(pool([here], [there]), NEAR)

    assert (found.cause, found.certain) == (Cause.TRANSPOSED, True)
    assert str(found.amount) == "-180.00 USD"
    assert [place.sheet for place in found.places] == ["Left", "Right"]
    assert (rest.left, rest.right) == ((), ())


@pytest.mark.parametrize(
    ("amount", "day", "name"),
    [("8020", 30, "Cash sales"), ("8020", 0, "Hydro"), ("7777", 0, "Cash sales")],
    ids=["another month", "another name", "another amount"],
)
def test_what_merely_looks_alike_is_no_slip(amount, day, name):
    """Days, name and digits have to agree together."""
    here = row(2, "8200", 0, name="Cash sales")
    there = row(2, amount, day, sheet="Right", name=name)

    assert slips(pool([here], [there]), NEAR)[0] == ()


def test_a_slip_with_two_candidates_is_none():
    """Two rows could be the one that was mistyped; neither is said to be."""
    here = row(2, "8200", 0, name="Cash sales")
    there = [row(at, "8020", at, sheet="Right", name="Cash sales") for at in (2, 3)]

    found, rest = slips(pool([here], there), NEAR)

    assert found == ()
    assert rest.left == (here,)


def test_a_weak_likeness_needs_the_same_day():
    """One digit apart, or apart by a tax rate: on one day it is a slip, days apart it is not."""
    here = row(2, "1250.00", 0, name="Hydro")

    same_day, _ = slips(pool([here], [row(2, "1260.00", 0, sheet="Right", name="Hydro")]), NEAR)
    later, _ = slips(pool([here], [row(2, "1260.00", 2, sheet="Right", name="Hydro")]), NEAR)

    assert [(d.cause, d.certain) for d in same_day] == [(Cause.DIGIT, False)]
    assert later == ()


@settings(deadline=None)
@given(lists("Left"), lists("Right"))
def test_a_slip_uses_each_row_once_and_loses_none(left, right):
    """Rows are explained or left."""
    found, rest = slips(pool(left, right), NEAR)

    used = [r for d in found for r in (*d.left, *d.right)]
    assert sorted(map(id, [*used, *rest.left, *rest.right])) == sorted(map(id, [*left, *right]))


def test_a_twin_of_a_matched_row_was_probably_entered_twice():
    """Same day, name, amount and number as a row that has its partner."""
    first = row(2, "45.00", 0, name="Hydro", reference="77")
    twin = row(3, "45.00", 0, name="Hydro", reference="77")
    other = row(4, "45.00", 1, name="Hydro", reference="78")
    done = Match((first,), (row(2, "45.00", 0, sheet="Right"),), Tier.CONFIRMED, "test")

    found = leftovers([twin, other], [], [done], NEAR, None, is_left=True)

    assert [(left.cause, left.near) for left in found] == [
        (Cause.DUPLICATE, (first,)),
        (Cause.NONE, ()),
    ]


def test_one_row_that_several_make_up_is_a_split():
    """1,200 is 500 + 300 + 400 of the same vendor; were there two ways, nothing is said."""
    whole = row(2, "1200", 0, name="Ridge Lumber")
    parts = [
        row(at, amount, 1, sheet="Right", name="Ridge Lumber")
        for at, amount in ((2, "500"), (3, "300"), (4, "400"), (5, "77"))
    ]

    (once,) = leftovers([whole], parts, [], NEAR, None, is_left=True)
    twice = [*parts, row(6, "400", 2, sheet="Right", name="Ridge Lumber")]
    (unsure,) = leftovers([whole], twice, [], NEAR, None, is_left=True)

    assert once.cause is Cause.SPLIT
    assert [part.source.row for part in once.near] == [2, 3, 4]
    assert unsure.cause is Cause.NONE


def test_age_is_counted_from_the_day_that_is_known():
    """Ten days after 1 March; without a date there is no age."""
    end = START.replace(day=11)

    found = leftovers([row(day=0), row(day=None)], [], [], NEAR, end, is_left=True)

    assert [left.age for left in found] == [10, None]
