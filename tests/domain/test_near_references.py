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
    assert set(Nearby(known).of(key)) == {other for other in known if near(key, other)}
