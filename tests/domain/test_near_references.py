"""References one slip away."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.account_codes import near
from addin.domain.near_references import Nearby

keys = st.text("01a.", max_size=5)


@settings(deadline=None)
@given(st.lists(keys, max_size=12), keys)
def test_the_index_finds_what_comparing_with_all_would_find(known, key):
    """No reference a slip away is overlooked, and no other is named."""

    def is_near(other: str) -> bool:
        one, two = key.replace(".", ""), other.replace(".", "")
        return other != key and (one == two or near(one, two))

    assert set(Nearby(known).of(key)) == set(filter(is_near, known))


def test_a_letter_typed_for_a_digit_is_one_slip():
    """Though it makes three parts of the number, and so does a dash that was left out."""
    assert Nearby(["1042", "1052"]).of("1.o.42") == ("1042",)
    assert Nearby(["2026.16"]).of("202616") == ("2026.16",)
