"""Units: what a sheet means by them, and the hours they stand for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.units import HourEquivalents, NoHours, Unit, unit_named, unit_of, usual_hours

convertible = st.sampled_from(sorted(usual_hours()))


@settings(deadline=None)
@given(st.decimals("-999", "999", places=2), convertible, convertible, convertible)
def test_a_way_round_through_other_units_changes_nothing(quantity, one, two, three):
    """Weeks to days to hours and back is the same quantity, exactly."""
    hours = HourEquivalents()

    through = hours.convert(hours.convert(quantity, one, two), two, three)

    assert through == hours.convert(quantity, one, three)
    assert hours.convert(through, three, one) == quantity


def test_the_usual_hours_come_from_the_file_and_say_where_from():
    """They are a setting of the budget; units without hours are absent."""
    assert dict(usual_hours()) == {
        Unit.HOUR: Decimal(1),
        Unit.DAY: Decimal(12),
        Unit.WEEK: Decimal(60),
        Unit.MONTH: Decimal(240),
    }


@pytest.mark.parametrize(
    ("text", "unit"),
    [("Wks.", Unit.WEEK), (" HR ", Unit.HOUR), ("allowance", Unit.ALLOW), ("fortnight", None)],
)
def test_a_unit_is_known_by_any_of_its_spellings(text, unit):
    """What people write in the unit column."""
    assert unit_of(text) is unit


def test_any_other_unit_goes_by_its_own_name():
    """Case and blanks do not make two units of one."""
    assert unit_named(" Half  DAY") == "half day"
    assert unit_named("days") is Unit.DAY


def test_the_same_unit_needs_no_hours():
    """Three allowances are three allowances; they are no days."""
    hours = HourEquivalents()

    assert hours.convert(Decimal(3), Unit.ALLOW, Unit.ALLOW) == 3
    with pytest.raises(NoHours, match="Allow"):
        hours.convert(Decimal(3), Unit.ALLOW, Unit.DAY)
