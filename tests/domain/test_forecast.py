"""The cost report's columns, in both modes and both signs."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.forecast import (
    AMOUNTS,
    AccountPosition,
    compute,
    estimate_to_complete,
    estimated_final_cost,
    is_over_forecast,
    is_stale_forecast,
    percent,
    roll_up,
    variance,
)
from addin.domain.invariants import columns_obey, totals_obey
from addin.domain.money import Money, total
from addin.domain.production import ForecastMode, VarianceSign

money = st.integers(-(10**9), 10**9).map(Money)
positions = st.builds(
    AccountPosition,
    account=st.sampled_from(["1400", "2200", "3300"]),
    description=st.just(""),
    actual_period=money,
    actual_to_date=money,
    commitments=money,
    held=money,
    budget=money,
    changes=money,
    previous_variance=st.none() | money,
    mode=st.none() | st.sampled_from(ForecastMode),
)
modes, signs = st.sampled_from(ForecastMode), st.sampled_from(VarianceSign)


@settings(deadline=None)
@given(positions, modes, signs)
def test_a_computed_row_keeps_every_definition(position, mode, sign):
    """Total cost, EFC, revised budget, variance and its change follow from the rest."""
    assert columns_obey([compute(position, mode, sign)], sign) == ()


@settings(deadline=None)
@given(positions, signs)
def test_holding_the_efc_or_its_etc_is_the_same_report(position, sign):
    """The ETC that follows from an EFC, typed instead of it, gives the same row."""
    by_efc = compute(replace(position, mode=ForecastMode.EFC_HELD), sign=sign)
    by_etc = compute(replace(position, mode=ForecastMode.ETC_HELD, held=by_efc.etc), sign=sign)

    assert by_efc == by_etc
    assert by_efc.efc == position.held


@settings(deadline=None)
@given(positions, modes)
def test_the_two_sign_conventions_mirror_one_another(position, mode):
    """Only the variance changes sign; every other column stays."""
    under = compute(replace(position, previous_variance=None), mode)
    over = compute(replace(position, previous_variance=None), mode, VarianceSign.OVER_IS_POSITIVE)

    assert over.variance is not None
    assert under.variance == -over.variance
    assert replace(over, variance=under.variance) == under


@settings(deadline=None)
@given(positions)
def test_an_account_s_own_mode_wins_over_the_workbook_s(position):
    """One account may be forecast the other way."""
    own = replace(position, mode=ForecastMode.ETC_HELD)

    assert compute(own, ForecastMode.EFC_HELD) == compute(own, ForecastMode.ETC_HELD)
    assert compute(own).etc == position.held


@settings(deadline=None)
@given(st.lists(positions, min_size=1, max_size=12), modes, signs)
def test_a_rolled_up_report_ties_in_every_direction(accounts, mode, sign):
    """Totals are sums down, and still obey the definitions across."""
    rows = [compute(replace(p, previous_variance=Money(0)), mode, sign) for p in accounts]
    half = len(rows) // 2
    first, second = rows[:half], rows[half:]
    report = [
        *first,
        roll_up(first, "First half"),
        *second,
        roll_up(second, "Second half"),
        roll_up(rows, "Total", level=2),
    ]

    assert totals_obey(report) == ()
    assert columns_obey(report, sign) == ()
    for column in AMOUNTS:
        assert getattr(report[-1], column) == total(getattr(row, column) for row in rows)


@settings(deadline=None)
@given(money, money, money)
def test_etc_and_efc_undo_one_another(to_date, open_orders, third):
    """The estimate that an EFC leaves makes that EFC again."""
    etc = estimate_to_complete(to_date, open_orders, third)

    assert estimated_final_cost(to_date, open_orders, etc) == third
    assert variance(third, etc) == -variance(third, etc, VarianceSign.OVER_IS_POSITIVE)


def test_percentages_are_blank_without_a_budget():
    """Nothing is divided by zero."""
    assert percent(Money(5), Money(0)) is None
    assert percent(Money(5), None) is None
    assert str(percent(Money(5), Money(20))) == "0.25"


def test_forecasts_that_nobody_looked_at_are_told():
    """A negative ETC is over its forecast; a typed ETC that stays while cost comes in is stale."""
    before = compute(
        AccountPosition("1", "", Money(0), Money(10), Money(0), Money(50), Money(60), Money(0)),
        ForecastMode.ETC_HELD,
    )
    now = compute(
        AccountPosition("1", "", Money(5), Money(15), Money(0), Money(50), Money(60), Money(0)),
        ForecastMode.ETC_HELD,
    )

    assert is_stale_forecast(now, before)
    assert not is_stale_forecast(before, before)
    assert not is_over_forecast(now)
    assert is_over_forecast(replace(now, etc=Money(-1)))
