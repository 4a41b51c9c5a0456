"""Rows that agree in much, though in nothing for certain."""

from __future__ import annotations

from addin.reconcile.match import match
from addin.reconcile.outcome import Tolerance
from addin.reconcile.strategies import probable
from tests.reconcile.rows import row


def test_the_wider_side_is_that_on_which_the_other_list_is_expected():
    """A posting follows its charge, and the charge goes before its posting, by as many days."""
    early = row(2, "500", 0, name="Northlight Camera")
    late = row(3, "500", 11, sheet="Right", name="Northlight Camera")
    tolerance = Tolerance(days_before=1, days_after=7)

    for left, right in (([early], [late]), ([late], [early])):
        one_way, _ = match(left, right, (probable.pair,), tolerance)
        other_way, _ = match(right, left, (probable.pair,), tolerance.mirrored)
        assert len(one_way) == len(other_way)
