"""The laws hold for whatever two people do to the two sides."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.sync.laws import LAWS, SYMMETRIC, the_sides_are_alike, worlds


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(law):
    """What the law's own sentence says holds for every pair of sides."""

    @settings(max_examples=150, deadline=None)
    @given(worlds())
    def holds(world):
        law(world)

    holds()


@settings(max_examples=150, deadline=None)
@given(worlds(policies=SYMMETRIC, newer=(True, False)))
def test_the_sides_are_alike(world):
    """Neither side is favoured but by a column's policy."""
    the_sides_are_alike(world)
