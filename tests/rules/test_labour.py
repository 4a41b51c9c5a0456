"""Whether a line pays people, and whom."""

from __future__ import annotations

import pytest

from addin.rules.labour import is_labour, is_thing, person
from tests.make import budget_line


@pytest.mark.parametrize(
    "text",
    [
        "Gaffer",
        "Camera operators, shoot",
        "Location manager",
        "Props buyer",
        "Costume designer",
        "1st AD",
        "Craft service lead, prep",
        "Software Developer",
    ],
)
def test_people(text):
    """Positions of any department, in any phase."""
    line = budget_line(description=text, unit="Week")

    assert is_labour(line)
    assert not is_thing(line)


@pytest.mark.parametrize(
    "text",
    ["Lighting package", "Hotel rooms", "Editing software", "Kit rental", "Fuel", "Expendables"],
)
def test_things(text):
    """Goods and services, by their words."""
    assert is_thing(budget_line(description=text))
    assert not is_labour(budget_line(description=text))


@pytest.mark.parametrize("text", ["Gaffer kit rental", "Director (loan-out)", "Driver meals"])
def test_what_people_charge_for_is_neither(text):
    """A kit of the gaffer's, a company, the meals of drivers."""
    line = budget_line(description=text)

    assert not is_labour(line)
    assert not is_thing(line)


def test_a_flat_deal_is_no_wage():
    """Who is paid flat is outside the payroll as often as not."""
    assert not is_labour(budget_line(description="Composer", unit="Flat"))


def test_phases_of_one_person():
    """Prep, shoot and wrap are one person; the second unit's director is another."""
    names = ("Director - prep", "DIRECTOR (shoot)", "Director, 2 weeks wrap")

    assert {person(budget_line(description=name)) for name in names} == {"director"}
    assert person(budget_line(description="Second unit director")) != "director"
