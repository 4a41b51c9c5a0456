"""Fringes: a cut-off counts once per person, and the lines sum to the whole."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.fringes import (
    Fringe,
    Labour,
    aggregate_rate,
    flat_fringe,
    flat_fringes,
    fringe_by_line,
    percentage_by_person,
    percentage_fringe,
)
from addin.domain.money import Money, round_half_up, total
from addin.domain.units import HourEquivalents, NoHours, Unit, unit_of

wages = st.lists(st.integers(0, 10**9).map(lambda minor: Money(minor, "USD")), max_size=10)
percentages = st.decimals("0", "1", places=5)
caps = st.integers(0, 10**9).map(lambda minor: Money(minor, "USD"))


@settings(deadline=None)
@given(wages, percentages, caps)
def test_a_person_s_fringes_sum_to_the_rate_of_capped_wages(earned, rate, cutoff):
    """The total is the rate times the lesser of all wages and the cap, rounded once."""
    due = percentage_fringe(earned, rate, cutoff)

    base = min(total(earned, "USD"), cutoff)
    assert total(due, "USD").minor == round_half_up(Fraction(rate) * base.minor)
    assert not any(fringe.is_negative for fringe in due)


@settings(deadline=None)
@given(wages, percentages, caps)
def test_each_line_gets_what_it_adds(earned, rate, cutoff):
    """Line by line, the allocation is the published formula, within a rounded minor unit."""
    due = percentage_fringe(earned, rate, cutoff)

    for i, fringe in enumerate(due):
        upto = min(total(earned[: i + 1], "USD"), cutoff).minor
        before = min(total(earned[:i], "USD"), cutoff).minor
        assert abs(fringe.minor - Fraction(rate) * (upto - before)) <= 1


@settings(deadline=None)
@given(wages, percentages)
def test_without_a_cut_off_every_line_bears_its_own(earned, rate):
    """A cap that nobody reaches is no cap."""
    high = total(earned, "USD") + Money(1, "USD")

    assert percentage_fringe(earned, rate) == percentage_fringe(earned, rate, high)


def test_a_cap_per_person_is_not_a_cap_per_line():
    """Prep, shoot and wrap of one person reach the cap together; two people each have their own."""
    fica = Fringe("FICA", Decimal("0.062"), Money(16000000))
    line = Labour(Money(10000000), person="A")

    one = fringe_by_line(fica, [line, line])
    two = fringe_by_line(fica, [line, Labour(Money(10000000), person="B")])
    unnamed = fringe_by_line(fica, [Labour(Money(10000000)), Labour(Money(10000000))])

    assert [str(f) for f in one] == ["6,200.00", "3,720.00"]
    assert [str(f) for f in two] == ["6,200.00", "6,200.00"]
    assert unnamed == two


def test_a_line_without_the_fringe_does_not_break_the_range():
    """A kit rental between two wages of one person takes nothing, and the cap goes on."""
    fringe = Fringe("Health", Decimal("0.1"), Money(1500))
    named = frozenset({"Health"})
    lines = [
        Labour(Money(1000), person="A", fringes=named),
        Labour(Money(9999), person="A", fringes=frozenset({"Other"})),
        Labour(Money(1000), person="A", fringes=named),
    ]

    assert [f.minor for f in fringe_by_line(fringe, lines)] == [100, 0, 50]


def test_a_flat_fringe_is_converted_by_hour_equivalents():
    """Ten a day on two weeks is ten times ten days; on an allowance it has no meaning."""
    assert flat_fringe(Money(1000), Unit.DAY, Decimal(2), Unit.WEEK) == Money(10000)
    short = HourEquivalents({Unit.DAY: Decimal(10), Unit.WEEK: Decimal(50)})
    assert flat_fringe(Money(1000), Unit.DAY, Decimal(2), Unit.WEEK, short) == Money(10000)
    with pytest.raises(NoHours, match="Allow"):
        flat_fringe(Money(1000), Unit.DAY, Decimal(1), Unit.ALLOW)
    pension = Fringe("Pension", flat=Money(1000), per=Unit.DAY)
    lines = [Labour(Money(1), Decimal(3), Unit.DAY)]
    assert fringe_by_line(pension, lines) == (Money(3000),)


@settings(deadline=None)
@given(
    st.decimals("0", "999", places=2),
    st.sampled_from([Unit.HOUR, Unit.DAY, Unit.WEEK, Unit.MONTH]),
    st.sampled_from([Unit.HOUR, Unit.DAY, Unit.WEEK, Unit.MONTH]),
)
def test_converting_units_there_and_back_changes_nothing(quantity, here, there):
    """Hour-equivalents are exact fractions."""
    hours = HourEquivalents()

    assert hours.convert(hours.convert(quantity, here, there), there, here) == Fraction(quantity)


def test_units_are_known_by_their_usual_spellings():
    """Wks. is weeks; a word that is no unit is none."""
    assert unit_of(" Wks. ") is Unit.WEEK
    assert unit_of("EA") is Unit.EACH
    assert unit_of("bunch") is None


def test_a_fringe_has_a_rate_or_a_flat_amount():
    """Both or neither cannot be computed, nor a cap below zero."""
    with pytest.raises(ValueError, match="either"):
        Fringe("X")
    with pytest.raises(ValueError, match="either"):
        Fringe("X", Decimal("0.1"), flat=Money(1))
    with pytest.raises(ValueError, match="below zero"):
        Fringe("X", Decimal("0.1"), Money(-1))


def test_the_aggregate_rate_is_a_share_of_wages():
    """22 % shows as 0.22; without wages there is none."""
    assert aggregate_rate(Money(2200), Money(10000)) == Decimal("0.22")
    assert aggregate_rate(Money(0), Money(0)) is None


people = st.sampled_from(["Ada", "ada ", "Ben", "", "Cem"])


@settings(deadline=None)
@given(st.lists(st.tuples(people, st.integers(0, 10**9).map(Money)), max_size=12), percentages)
def test_each_person_s_lines_are_a_range_of_their_own(paid, rate):
    """Wherever they stand, a person's lines get what a fringe range of them gets."""
    cutoff = Money(10**9)

    found = percentage_by_person([name for name, _ in paid], [w for _, w in paid], rate, cutoff)

    for name in ("ada", "ben", "cem"):
        own = [i for i, (person, _) in enumerate(paid) if person.strip().casefold() == name]
        due = percentage_fringe([paid[i][1] for i in own], rate, cutoff)
        assert tuple(found[i] for i in own) == due
    for i, (person, earned) in enumerate(paid):
        if not person:
            assert (found[i],) == percentage_fringe([earned], rate, cutoff)


@settings(deadline=None)
@given(wages, percentages, caps, st.integers(0, 10))
def test_wages_so_far_take_their_part_of_the_cap(earned, rate, cutoff, at):
    """Cutting a range in two, and counting the first part as wages so far, changes no line."""
    first, rest = earned[:at], earned[at:]
    whole = percentage_fringe(earned, rate, cutoff)

    assert percentage_fringe([total(first, "USD"), *rest], rate, cutoff)[1:] == whole[at:]


def test_a_unit_of_the_budget_s_own_converts_by_its_hours():
    """A shift is no unit of ours; the budget says what it stands for."""
    hours = HourEquivalents({Unit.DAY: Decimal(10), "shift": Decimal(5)})

    assert hours.convert(Decimal(3), "shift", Unit.DAY) == Fraction(3, 2)
    assert flat_fringe(Money(800), Unit.DAY, Decimal(4), "shift", hours) == Money(1600)
    with pytest.raises(NoHours, match="week"):
        hours.convert(Decimal(1), "week", Unit.DAY)


@settings(deadline=None)
@given(
    st.integers(-(10**6), 10**6).map(Money),
    st.lists(st.tuples(st.decimals("-99", "99", places=3), st.sampled_from(["Hour", "Week"]))),
)
def test_flat_fringes_are_the_exact_product_rounded_once(per_unit, worked):
    """Many lines at once come to the cents that each line's own product rounds to."""
    found = flat_fringes(per_unit, Unit.DAY, worked)

    days = [HourEquivalents().convert(units, unit, Unit.DAY) for units, unit in worked]
    assert found == tuple(per_unit.times(count) for count in days)
