"""CASH_: spreads that lose nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

cents = st.integers(-(10**9), 10**9).map(lambda minor: minor / 100)
curves = st.sampled_from(["", "even", "Front", "back", "bell"])
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
ends = st.sets(days, min_size=1, max_size=12).map(sorted)


def minor(cells):
    """What cells of money come to in cents."""
    return sum(round(100 * cell) for cell in cells)


@settings(deadline=None)
@given(cents, st.integers(1, 60), curves)
def test_a_spread_sums_to_its_amount(amount, periods, curve):
    """As many cells as periods, and every cent of the amount in one of them."""
    (row,) = called("CASH_SPREAD", amount, periods, curve)

    assert len(row) == periods
    assert minor(row) == minor([amount])


@settings(deadline=None)
@given(cents, st.lists(st.decimals(0, 100, places=2).map(float), min_size=2, max_size=20))
def test_given_weights_are_followed_and_lie_as_they_were_given(amount, weights):
    """A column gives a column; a weight of 0 gets nothing."""
    if not any(weights):
        return
    column = called("CASH_SPREAD", amount, "", "", [[weight] for weight in weights])

    assert [column] == [[[part] for part in called("CASH_SPREAD", amount, "", "", [weights])[0]]]
    assert minor(part for (part,) in column) == minor([amount])
    assert all(weight or not part for weight, (part,) in zip(weights, column, strict=True))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((100, 0), "0 periods"),
        ((100, 3, "", [[1, 2]]), "periods is 3, weights has 2"),
        ((100, "", "", [[0, 0]]), "not all zero"),
        ((100, "", "", [[1, -1]]), "zero or more"),
        ((100, 3, "s-curve"), "even, front, back, bell"),
        ((100, 99999999), "#NUM! periods is 99999999"),
    ],
)
def test_what_cannot_be_spread_says_why(arguments, message):
    """No shape is made up."""
    with pytest.raises(CellError, match=message):
        called("CASH_SPREAD", *arguments)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.just("") | days, cents, st.integers(0, 60)), min_size=1, max_size=12),
    ends,
)
def test_dated_spend_is_all_in_the_cash_flow(spend, marks):
    """The periods, what is later and what has no date come to the spend."""
    dates, amounts, terms = ([[cell] for cell in column] for column in zip(*spend, strict=True))

    (row,) = called("CASH_BY_PERIOD", dates, amounts, [marks], terms)

    assert len(row) == len(marks) + 2
    assert minor(row) == minor(amount for _, amount, _ in spend)


lines = st.lists(
    st.tuples(st.just("Crew"), cents, days, st.integers(0, 90), curves, st.integers(0, 30)),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(lines, ends)
def test_every_line_of_a_cash_flow_sums_to_its_amount(given_lines, marks):
    """Across each row, down each column, and running to the total of all lines."""
    names, amounts, firsts, lengths, shapes, lags = (
        list(column) for column in zip(*given_lines, strict=True)
    )
    lasts = [first + dt.timedelta(days=n) for first, n in zip(firsts, lengths, strict=True)]
    ranges = [[[cell] for cell in column] for column in (names, amounts, firsts, lasts)]

    heading, *rows, sums, running = called(
        "CASH_FLOW", *ranges, [[end] for end in marks], [[c] for c in shapes], [[n] for n in lags]
    )

    assert heading == ["Line", *marks, "Later", "No dates", "Total"]
    for row, amount in zip(rows, amounts, strict=True):
        assert minor(row[1:-1]) == minor([row[-1]]) == minor([amount])
    for at in range(1, len(heading)):
        assert minor([sums[at]]) == minor(row[at] for row in rows)
    assert minor([running[-2]]) == minor(amounts)


def test_a_line_with_one_of_its_days_is_not_guessed():
    """It would be paid on a day that nobody gave."""
    with pytest.raises(CellError, match="line 1: first and last day come together"):
        called(
            "CASH_FLOW", [["Crew"]], [[5]], [[dt.date(2026, 3, 1)]], [[""]], [[dt.date(2026, 3, 8)]]
        )
    with pytest.raises(CellError, match="curves, line 1: hump is none of even"):
        called(
            "CASH_FLOW", [["Crew"]], [[5]], [[dt.date(2026, 3, 1)]], [[dt.date(2026, 3, 8)]],
            [[dt.date(2026, 3, 8)]], [["hump"]],
        )  # fmt: skip


@settings(deadline=None)
@given(cents, st.lists(st.tuples(st.integers(1, 10**6), cents), min_size=2, max_size=10), st.data())
def test_brought_up_to_date_it_still_sums_to_the_efc(efc, weeks, data):
    """What is past is what was paid; the rest of the EFC is in the weeks ahead."""
    plan, paid = ([*column] for column in zip(*weeks, strict=True))
    marks = [dt.date(2026, 3, 1) + dt.timedelta(days=7 * n) for n in range(len(plan))]
    past = data.draw(st.integers(0, len(plan) - 1))
    cutoff = marks[0] - dt.timedelta(days=1) if past == 0 else marks[past - 1]

    (row,) = called("CASH_RESPREAD", efc, [plan], [paid], [marks], cutoff)

    assert minor(row) == minor([efc])
    assert row[:past] == paid[:past]


def test_ranges_of_different_length_are_an_error():
    """A week too few would move every amount behind it."""
    marks = [[dt.date(2026, 3, 1), dt.date(2026, 3, 8)]]
    with pytest.raises(CellError, match="plan has 3 cells, actuals 2, period_ends 2"):
        called("CASH_RESPREAD", 5, [[1, 2, 3]], [[1, 2]], marks, dt.date(2026, 3, 1))
    with pytest.raises(CellError, match="period_ends, cell 2 is empty"):
        called("CASH_BY_PERIOD", [[dt.date(2026, 3, 1)]], [[5]], [[dt.date(2026, 3, 1), ""]])
