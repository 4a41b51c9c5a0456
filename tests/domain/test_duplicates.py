"""Documents that are entered twice, and those that only look so."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.duplicates import Document, Double, Entries, Likeness
from addin.domain.money import Money, money

DAY = dt.date(2026, 3, 14)


def document(number: str, vendor: str, amount: str, day: dt.date | None = None) -> Document:
    """One entry."""
    return Document(number, vendor, money(amount), day)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        (("INV-0042", "Acme Grip", "310"), ("inv 42", "ACME GRIP LTD.", "310"), Likeness.SAME),
        (("2207", "Yard", "310"), ("2207", "", "310"), Likeness.SAME),
        (("2207", "Yard", "310"), ("2207", "Yard", "340"), Likeness.NUMBER),
        (("A-1O9", "Yard", "310"), ("A-109", "Yard", "310"), Likeness.LOOKS),
        (("2207", "Yard", "310", DAY), ("2270", "Yard", "310", DAY), Likeness.LOOKS),
        (("", "Yard", "310", DAY), ("", "yard", "310", DAY), Likeness.DAY),
        (("2207", "Yard", "310"), ("2207", "Acme", "310"), None),
        (("2207", "Yard", "310"), ("2207", "Yard", "-310"), None),
        (("INV 7", "Landlord", "900"), ("INV 8", "Landlord", "900"), None),
        (("1009", "Yard", "310", DAY), ("1010", "Yard", "310", DAY), None),
        (("2207", "Yard", "310"), ("2270", "Yard", "310"), None),
        (("", "Yard", "310"), ("", "Yard", "310"), None),
        (("n/a", "", "310", DAY), ("n/a", "", "310", DAY), None),
    ],
)
def test_a_double_is_told_from_what_only_looks_so(one, other, likeness):
    """Rent, a charge and its credit, and numbers that follow one another are no doubles."""
    first, second = document(*one), document(*other)

    expected = None if likeness is None else Double(likeness, (0,))
    assert Entries([first]).double_of(second) == expected
    assert Entries([second]).double_of(first) == expected


entries = st.lists(
    st.builds(
        Document,
        st.sampled_from(["", "12", "INV 12", "I2", "2100", "1200"]),
        st.sampled_from(["", "Yard", "Acme"]),
        st.sampled_from([100, -100, 200]).map(Money),
        st.sampled_from([None, DAY]),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(entries)
def test_doubles_are_doubles_of_each_other(documents):
    """Whoever looks from one entry sees the other with the same likeness, or a stronger one."""
    order = list(Likeness)

    found = Entries(documents).doubles()

    for at, one in enumerate(found):
        for place in one.places if one else ():
            other = found[place]
            assert other is not None
            assert one is not None
            assert order.index(other.likeness) <= order.index(one.likeness)
            assert other.likeness is not one.likeness or at in other.places
        alone = Entries(documents[:at]).double_of(documents[at])
        if one is None:
            assert alone is None


@settings(deadline=None)
@given(entries, st.randoms())
def test_the_order_of_the_list_changes_no_double(documents, random):
    """The same entries belong together, in their new places."""
    order = random.sample(range(len(documents)), len(documents))

    found = Entries(documents).doubles()
    shuffled = Entries([documents[at] for at in order]).doubles()

    for place, at in enumerate(order):
        one, other = found[at], shuffled[place]
        assert (one is None) == (other is None)
        if one is not None and other is not None:
            assert other.likeness is one.likeness
            assert {order[each] for each in other.places} == set(one.places)
