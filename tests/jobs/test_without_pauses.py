"""While a production is read nothing looks for circles of objects; afterwards all is as before."""

from __future__ import annotations

import gc

import pytest

from addin.jobs.without_pauses import without_pauses


def test_what_was_on_is_on_again_whatever_happened_inside():
    """Inside it is off; an error leaves it on, too."""
    with pytest.raises(ZeroDivisionError), without_pauses():
        assert gc.isenabled() or 1 / 0

    assert gc.isenabled()


def test_inside_another_it_stays_off_until_the_outer_one_ends():
    """A night turns it off for a whole production, and so does each check in it."""
    with without_pauses():
        with without_pauses():
            pass
        assert not gc.isenabled()

    assert gc.isenabled()
