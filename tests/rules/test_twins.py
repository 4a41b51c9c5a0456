"""Records that look like another one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.rules.twins import with_twins


@settings(deadline=None)
@given(st.lists(st.tuples(st.none() | st.integers(0, 4), st.integers())))
def test_nothing_that_has_a_twin_is_lost(records):
    """A record stays exactly if another one has its key, and the order stays too."""
    keys = [key for key, _ in records]

    assert with_twins(records, lambda record: record[0]) == [
        record for record in records if record[0] is not None and keys.count(record[0]) > 1
    ]
