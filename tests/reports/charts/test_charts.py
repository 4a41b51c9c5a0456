"""Each chart is lawful for any figures, says what they are, and is not there without any."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.night import (
    AccountLine,
    AgeLine,
    CashMonth,
    Facts,
    PairLine,
    Point,
    ScheduleLine,
)
from addin.reports.charts.ageing import age_label, findings_age, orders_age
from addin.reports.charts.burn_down import burn_down, progress
from addin.reports.charts.cash_flow import MOST, cash_flow
from addin.reports.charts.drawing import Dot, Line, Rect, Role, Text
from addin.reports.charts.efc_trend import efc_trend, spark
from addin.reports.charts.slip import late_words, slip
from addin.reports.charts.studio_variance import percent, share_of_budget, studio_variance
from addin.reports.charts.tying import pair_names, tying
from addin.reports.charts.variance import variance_by_account
from tests.reports.charts.laws import amounts, inside, lawful, moment, names, rects
from tests.reports.make_night import AT, facts, night, points, trend

maybe = st.none() | amounts
counts = st.integers(0, 10**9)
lines = st.builds(
    AccountLine, names, names, maybe, maybe, maybe, maybe, maybe, maybe, st.booleans()
)
totals = st.none() | lines
histories = st.dictionaries(
    st.integers(0, 4000), st.tuples(totals, st.none() | st.integers(-900, 900)), max_size=25
).map(
    lambda found: [
        moment(at, currency="USD", total=total, slip=late)
        for at, (total, late) in sorted(found.items())
    ]
)
months = st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)).map(lambda day: day.replace(day=1))
cash = st.dictionaries(months, st.tuples(amounts, maybe), max_size=50).map(
    lambda found: tuple(CashMonth(month, *each) for month, each in sorted(found.items()))
)


@settings(deadline=None, max_examples=60)
@given(st.lists(lines, max_size=30), st.sampled_from(["USD", "JPY", "", "KWD"]))
def test_variance_is_lawful_and_the_worst_stands_first(accounts, currency):
    """Accounts that differ from their budget, no totals among them."""
    chart = variance_by_account(Facts(currency, accounts=tuple(accounts)))
    differ = [one for one in accounts if one.under and not one.is_total]

    assert (chart is None) == (not differ)
    if chart is not None:
        lawful(chart)
        worst = min(one.under or 0 for one in differ)
        if worst < 0:
            assert chart.figures.rows[0][3].startswith("(")
        bars = rects(chart.drawing, Role.OVER, Role.UNDER)
        assert len(bars) == len(chart.figures.rows) == min(12, len(differ))


@settings(deadline=None, max_examples=60)
@given(histories)
def test_trends_are_lawful(history):
    """EFC against budget, burn-down, slip, and the small line of a row."""
    known = [one.total for one in history if one.total is not None]
    charts = {
        "efc": efc_trend(history, "USD"),
        "burn": burn_down(history, Facts("USD")),
        "slip": slip(history, None),
    }
    small = spark(history, "USD")

    assert (charts["efc"] is None) == all(line.efc is None for line in known)
    assert (small is None) == (charts["efc"] is None)
    assert (charts["slip"] is None) == all(one.slip is None for one in history)
    for chart in filter(None, charts.values()):
        lawful(chart)
    if small is not None:
        inside(small)


@settings(deadline=None, max_examples=60)
@given(cash)
def test_cash_flow_is_lawful(months):
    """Fifty years or one month, refunds, and months without a ledger."""
    chart = cash_flow(months, "USD")

    assert (chart is None) == (not months)
    if chart is not None:
        lawful(chart)
        assert len(chart.figures.rows) == len(months)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.builds(PairLine, names, counts, counts, counts, counts, amounts), max_size=12))
def test_tying_is_lawful(pairs):
    """Also pairs without a line."""
    chart = tying(pairs, "EUR")

    assert (chart is None) == (not pairs)
    if chart is not None:
        lawful(chart)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.builds(AgeLine, names, counts, maybe), max_size=6))
def test_ages_of_orders_are_lawful(ages):
    """With amounts, without, with credits."""
    chart = orders_age(ages, "EUR")

    assert (chart is None) == (not ages)
    if chart is not None:
        lawful(chart)


@settings(deadline=None, max_examples=40)
@given(st.builds(ScheduleLine, counts, counts, st.integers(-9, 10**9), counts), totals)
def test_progress_is_lawful(schedule, total):
    """More done than there is, nothing done, nothing planned."""
    chart = progress(Facts("USD", total=total, schedule=schedule))

    if chart is not None:
        lawful(chart)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(names, maybe, maybe), max_size=30))
def test_the_studio_is_lawful_and_in_per_cent(found):
    """Currencies are never added: a share of the budget is comparable."""
    nights = [
        night(name, facts=Facts("USD", total=AccountLine("", "", budget=budget, under=under)))
        for name, budget, under in found
    ]
    chart = studio_variance(nights)

    shares = [share_of_budget(one) for one in nights]
    assert (chart is None) == (not any(shares))
    if chart is not None:
        lawful(chart)


def test_shares_are_rounded_half_away_from_zero():
    """In tenths of a per cent; without a budget there is none."""

    def of(budget: int | None, under: int | None) -> int | None:
        line = AccountLine("", "", budget=budget, under=under)
        return share_of_budget(night(facts=Facts("USD", total=line)))

    assert [of(1000, -32), of(1000, 32), of(2000, -1), of(2000, 1)] == [-32, 32, -1, 1]
    assert [of(None, 5), of(0, 5), of(100, None), of(-100, 5)] == [None] * 4
    assert [percent(-32), percent(32), percent(12_345)] == ["(3.2 %)", "3.2 %", "1,234.5 %"]


def test_the_trend_says_what_moved_and_leaves_failed_nights_out():
    """A failed night is a gap in the line, and said in the table."""
    chart = efc_trend(trend(), "USD")

    assert chart is not None
    assert chart.drawing.description == (
        "7,328,000.00 USD on 9 Mar 2026, 315,000.00 more than on 2 Feb 2026; the budget is "
        "7,200,000.00."
    )
    assert ("4 Mar 2026", "not known", "", "") in chart.figures.rows
    line = [
        one
        for one in chart.drawing.shapes
        if isinstance(one, Line) and one.role is Role.ACTUAL and len(one.points) > 2
    ]
    assert sum(len(one.points) for one in line) < len(trend())


def test_another_currency_is_not_drawn():
    """A report that changed its currency begins a new line."""
    history = [replace(one, currency="EUR" if at < 10 else "USD") for at, one in enumerate(trend())]
    chart = efc_trend(history, "USD")

    assert chart is not None
    told = [one for one in chart.drawing.shapes if isinstance(one, Dot) and one.told]
    assert len(told) == sum(one.currency == "USD" and one.total is not None for one in history)


def test_cash_flow_adds_up_and_marks_the_plan():
    """The table's last column is the plan added up; what is shown are the latest months."""
    chart = cash_flow(facts().cash, "USD")

    assert chart is not None
    assert chart.figures.rows[0] == (
        "Mar 2026",
        "240,000.00",
        "1,100,000.00",
        "4,050,000.00",
        "6,100,000.00",
    )
    assert len(rects(chart.drawing, Role.ACTUAL)) == 6  # nothing was paid in February
    long = tuple(CashMonth(dt.date(2000 + at // 12, at % 12 + 1, 1), 5) for at in range(100))
    cut = cash_flow(long, "USD")
    assert cut is not None
    assert len(rects(cut.drawing, Role.ACTUAL)) == MOST
    assert len(cut.figures.rows) == 100


def test_burn_down_spends_a_month_evenly_over_its_days():
    """Half of February's plan is left on its fourteenth day."""
    plan = (CashMonth(dt.date(2026, 2, 1), 0, 2_800),)
    line = AccountLine("", "", budget=10_000, to_date=1_000, commitments=500)
    history = [
        replace(one, at=dt.datetime(2026, 2, day), currency="USD", total=line)
        for day, one in ((14, moment(0)), (28, moment(1)))
    ]
    chart = burn_down(history, Facts("USD", cash=plan))

    assert chart is not None
    assert chart.figures.rows == (
        ("28 Feb 2026", "90.00", "72.00", "85.00"),
        ("14 Feb 2026", "90.00", "86.00", "85.00"),
    )


@pytest.mark.parametrize(
    ("days", "label"),
    [
        (0, "0-30 days"),
        (30, "0-30 days"),
        (31, "31-60 days"),
        (90, "61-90 days"),
        (91, "over 90 days"),
        (-4, "0-30 days"),
    ],
)
def test_ages_end_with_their_last_day(days, label):
    """Thirty days are in the first, thirty-one in the second; tomorrow's are new."""
    today = AT.date()

    assert age_label(today - dt.timedelta(days), today) == label
    assert age_label(None, today) == "0-30 days"


def test_findings_are_stacked_by_severity_and_only_open_ones():
    """What is waived or resolved has no age."""
    chart = findings_age(points(), AT.date())

    assert chart is not None
    lawful(chart)
    assert chart.figures.rows == (
        ("0-30 days", "2", "1", "0"),
        ("31-60 days", "0", "1", "0"),
        ("61-90 days", "0", "0", "0"),
        ("over 90 days", "0", "0", "1"),
    )
    closed = [one for one in points() if not one.is_open]
    assert findings_age(closed, AT.date()) is None


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.builds(
            Point,
            names,
            names,
            st.integers(1, 3),
            st.sampled_from(["new", "still open", "waived", "resolved"]),
            names,
            names,
            names,
            names,
            since=st.none() | st.dates(),
        ),
        max_size=20,
    )
)
def test_ages_of_findings_are_lawful(found):
    """Every open finding is counted once."""
    chart = findings_age(found, AT.date())

    if chart is not None:
        lawful(chart)
        told = [int(cell.replace(",", "")) for row in chart.figures.rows for cell in row[1:]]
        assert sum(told) == sum(one.is_open for one in found)


def test_slip_says_late_and_ahead():
    """In words, with what it was to be."""
    chart = slip(trend(), facts().schedule)

    assert chart is not None
    assert chart.drawing.description == (
        "2 days late on 9 Mar 2026. It was to end on 10 Apr 2026 and now ends on 14 Apr 2026."
    )
    assert [late_words(one) for one in (None, 0, 1, -1, 12)] == [
        "",
        "on time",
        "1 day late",
        "1 day ahead",
        "12 days late",
    ]


def test_a_bar_of_a_pair_is_as_long_as_its_whole():
    """Matched, suggested and left over fill it."""
    chart = tying([PairLine("Bank ↔ Ledger", 90, 6, 1, 3, -50)], "USD")

    assert chart is not None
    bars = rects(chart.drawing, Role.GOOD, Role.ASK, Role.BAD)
    track = next(
        one for one in chart.drawing.shapes if isinstance(one, Rect) and one.role is Role.TRACK
    )
    assert [round(bar.width / track.width, 2) for bar in bars] == [0.9, 0.06, 0.04]
    assert chart.figures.rows == (("Bank ↔ Ledger", "90", "6", "1", "3", "(0.50)"),)


def test_pairs_are_named_by_their_sheets_unless_two_would_be_alike():
    """Workbooks come in only where they tell two apart."""
    pairs = [
        PairLine("PO Log.xlsx!PO Log ↔ Ledger.xlsx!GL", 1, 0, 0, 0),
        PairLine("A.xlsx!Bank ↔ Ledger.xlsx!GL", 1, 0, 0, 0),
        PairLine("B.xlsx!Bank ↔ Ledger.xlsx!GL", 1, 0, 0, 0),
    ]

    assert pair_names(pairs) == ("PO Log ↔ GL", pairs[1].pair, pairs[2].pair)


def test_the_axis_of_cash_flow_names_months():
    """Also where there are few of them."""
    chart = cash_flow(facts().cash[:3], "USD")

    assert chart is not None
    texts = [one.text for one in chart.drawing.shapes if isinstance(one, Text)]
    assert texts[-3:] == ["Sep 2025", "Oct 2025", "Nov 2025"]


def test_the_small_line_shows_the_latest_nights():
    """A year of nights is no heavier than sixty."""
    long = [
        replace(moment(at, currency="USD", total=AccountLine("", "", efc=at * 100)), night=at)
        for at in range(400)
    ]
    small = spark(long, "USD")

    assert small is not None
    (line,) = [one for one in small.shapes if isinstance(one, Line)]
    assert len(line.points) == 60
