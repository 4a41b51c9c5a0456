"""FX_: rates, conversions and variances from a coordinator's own rate table."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.money import exponent
from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from tests.udfs.called import called

MAY = dt.date(2026, 5, 1)
TABLE = [
    ["Date", "From", "To", "Rate", "Purpose", "Version"],
    [MAY, "CAD", "USD", 0.75, "", ""],
    [dt.date(2026, 5, 11), "CAD", "USD", 0.7, "Actual", ""],
    ["", "CAD", "USD", 0.8, "budget", "Original"],
    ["", "CAD", "USD", 0.78, "budget", "Rev 1"],
    [MAY, "usd", "£", 0.79, "spot", ""],
    [MAY, "EUR", "USD", "", "", ""],
]


@pytest.mark.parametrize(
    ("arguments", "rate"),
    [
        (["CAD", "USD", dt.date(2026, 5, 10)], 0.75),
        (["CAD", "USD", dt.date(2026, 5, 11)], 0.7),
        ([" cad ", "usd", None, "budget", "Original"], 0.8),
        (["CAD", "USD", "", "budget", "Rev 1"], 0.78),
        (["GBP", "USD", dt.date(2026, 5, 4), "spot"], 1 / 0.79),
        (["USD", "USD", MAY], 1),
    ],
)
def test_a_rate_is_that_of_its_purpose_day_and_version(arguments, rate):
    """A purpose left empty in the table is actual; codes are read in any case."""
    assert called("FX_RATE", TABLE, *arguments) == pytest.approx(rate, rel=1e-15)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["CAD", "USD", dt.date(2026, 4, 30)], "#N/A", "no actual rate from CAD to USD"),
        (["EUR", "USD", MAY], "#N/A", "from EUR to USD"),
        (["CAD", "USD", None, "budget", "Rev 2"], "#N/A", "version Rev 2"),
        (["GBP", "USD", dt.date(2026, 5, 9), "spot"], "#N/A", "spot"),
        (["CAD", "USD"], "#VALUE!", "day is missing"),
        (["$", "USD", MAY], "#VALUE!", "no currency code"),
        (["CAD", "USD", MAY, "best"], "#VALUE!", "known word: budget, actual, spot"),
    ],
)
def test_a_rate_that_is_not_there_is_an_error(arguments, code, says):
    """Nothing is guessed from another day, version or purpose."""
    with pytest.raises(CellError, match=says) as raised:
        called("FX_RATE", TABLE, *arguments)

    assert raised.value.code == code


def test_two_rates_of_one_day_are_an_error():
    """The coordinator leaves one of them."""
    table = [*TABLE, [MAY, "CAD", "USD", 0.76, "", ""]]

    with pytest.raises(CellError, match="several actual rates") as raised:
        called("FX_RATE", table, "CAD", "USD", MAY)

    assert raised.value.code == "#NUM!"


def test_a_bad_row_of_the_rate_table_is_named():
    """A rate of zero, as an export with the other currencies switched off has it."""
    table = [*TABLE, [MAY, "GBP", "USD", 0, "", ""]]

    with pytest.raises(CellError, match="record 7: an exchange rate is greater than zero"):
        called("FX_RATE", table, "CAD", "USD", MAY)


@settings(deadline=None, max_examples=50)
@given(
    st.integers(-(10**9), 10**9),
    st.decimals("0.01", "200", places=4),
    st.sampled_from(["USD", "JPY", "KWD"]),
    st.sampled_from(["CAD", "JPY", "KWD"]),
)
def test_there_and_back_is_the_same_within_a_minor_unit(minor, rate, here, there):
    """Half a minor unit is lost on each leg, and results have the currency's own decimals."""
    amount = minor / 10 ** exponent(here)
    if here == there:
        return

    abroad = called("FX_CONVERT", amount, here, there, float(rate))
    back = called("FX_CONVERT", abroad, there, here, 1 / float(rate))

    assert round(abroad, exponent(there)) == abroad
    lost = 0.5 * 10 ** -exponent(there) / float(rate) + 0.5 * 10 ** -exponent(here)
    assert abs(back - amount) <= lost * (1 + 1e-6) + abs(amount) * 1e-12


def test_a_whole_column_is_converted_by_its_own_days():
    """One formula over the list; a line without a rate is an error in its own cell."""
    found = called(
        "FX_CONVERT",
        [[1000.0], [1000.0], [1000.0]],
        "CAD",
        "USD",
        TABLE,
        [[dt.date(2026, 5, 2)], [dt.date(2026, 5, 20)], [dt.date(2026, 1, 1)]],
    )

    assert found == [[750.0], [700.0], [ErrorValue("#N/A")]]


def test_the_parts_of_a_variance_stand_beside_their_rows():
    """Under a heading, with a blank row between, one rate for all and one for each row."""
    found = called(
        "FX_VARIANCE_SPLIT",
        [["Budget"], [1000.0], [""], [500.0]],
        [["Actual"], [1100.0], [""], [500.0]],
        "CAD",
        "USD",
        0.8,
        [["Rate"], [0.75], [""], [0.8]],
    )

    assert found == [["", "", ""], [-80, 55, -25], ["", "", ""], [0, 0, 0]]
    assert called("FX_VARIANCE", 1000.0, 1100.0, "CAD", "USD", 0.8, 0.75) == -25


def test_one_rate_cannot_stand_for_two_currencies():
    """A mixed list needs the table."""
    balances = [[["CAD"], ["GBP"]], [[1.0], [1.0]], [[1.0], [1.0]], "USD"]

    with pytest.raises(CellError, match="several currencies"):
        called("FX_REVALUE", *balances, 0.75)


def test_a_revaluation_sums_to_its_total():
    """Each row is rounded, and the total is the sum of what is shown."""
    found = called(
        "FX_REVALUE",
        [["Cur"], ["CAD"], ["CAD"], ["USD"]],
        [["Open"], [100.01], [-33.33], [5.0]],
        [["Booked"], [80.0], [-26.0], [5.0]],
        "USD",
        TABLE,
        MAY,
    )

    assert found[1] == ["CAD", 100.01, 0.75, 75.01, 80, -4.99]
    assert found[-1] == ["Total", "", "", 55.01, 59, -3.99]
    for column in (3, 4, 5):
        assert sum(row[column] for row in found[1:-1]) == pytest.approx(found[-1][column])
