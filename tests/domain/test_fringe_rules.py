"""Fringes by a table of rules: cut-offs per person, and only the fringes that a line takes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.effective_dates import NoRule
from addin.domain.fringe_rules import FringeRule, by_line, by_rule, check_names
from addin.domain.fringes import Fringe, Labour, percentage_fringe
from addin.domain.money import Money, total
from addin.domain.units import NoHours, Unit

TAX = FringeRule(Fringe("Tax", Decimal("0.1"), Money(1000000)))
HEALTH = FringeRule(Fringe("Health", flat=Money(850), per=Unit.DAY))
labour = st.lists(
    st.builds(
        Labour,
        st.integers(0, 10**8).map(Money),
        st.integers(0, 60).map(Decimal),
        st.sampled_from([Unit.HOUR, Unit.DAY, Unit.WEEK]),
        st.sampled_from(["", "Ada", "Ben", "ADA"]),
        st.sampled_from([frozenset(), frozenset({"tax"}), frozenset({"Health"})]),
    ),
    max_size=10,
)


@settings(deadline=None)
@given(labour)
def test_lines_and_rules_sum_to_the_same_whole(lines):
    """Adding up line by line or fringe by fringe comes to the same."""
    rules = (TAX, HEALTH)

    assert total(amount for _, amount in by_rule(rules, lines)) == total(
        amount for rule in rules for amount in by_line(rule, lines)
    )


@settings(deadline=None)
@given(labour)
def test_a_person_s_cut_off_counts_once_wherever_the_lines_stand(lines):
    """Between the lines of one person may stand those of others; the cap goes on all the same."""
    own = [line for line in lines if line.person.upper() == "ADA" and line.fringes != {"Health"}]
    due = percentage_fringe([line.wages for line in own], Decimal("0.1"), Money(1000000))

    found = zip(lines, by_line(TAX, lines), strict=True)

    assert [amount for line, amount in found if line in own] == [*due]


def test_a_line_takes_the_fringes_it_names_or_all():
    """Case does not matter; a line that names none takes every one."""
    lines = [
        Labour(Money(100000), Decimal(2), fringes=frozenset({"TAX"})),
        Labour(Money(100000), Decimal(2)),
    ]

    assert by_line(TAX, lines) == (Money(10000), Money(10000))
    assert by_line(HEALTH, lines) == (Money(0), Money(1700))


def test_a_fringe_that_is_not_in_force_cannot_be_named():
    """A misspelt fringe would be left out in silence."""
    check_names([TAX], [Labour(Money(1), fringes=frozenset({"tax"}))])

    with pytest.raises(NoRule, match="names the fringe Welfare; those in force: Tax"):
        check_names([TAX], [Labour(Money(1), fringes=frozenset({"Welfare"}))])


def test_a_flat_fringe_needs_a_unit_with_hours():
    """An allowance is no number of days."""
    with pytest.raises(NoHours):
        by_line(HEALTH, [Labour(Money(1), Decimal(1), Unit.ALLOW)])
