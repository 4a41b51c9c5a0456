"""FRINGE_: tables of rules with dates, over the labour lines of a budget."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

DAY = dt.date(2026, 3, 14)
RULES = [
    ["Fringe", "%", "Cut-off", "Flat amount", "Per", "Effective from", "Effective to", "Source"],
    ["Pension", 0.085, "", "", "", "", dt.date(2025, 12, 31), "2022 agreement"],
    ["Pension", "9%", "", "", "", 46023.0, "", "2025 agreement"],
    ["Tax", 0.0765, 10000, "", "", "", "", "the law"],
    ["Health", "", "", 5.5, "Hour", "", "", "2025 agreement"],
    ["", "", "", "", "", "", "", "a note below the table"],
]
names = st.sampled_from(["", "Ada", "Ben", "ada"])
cents = st.integers(0, 10**7).map(lambda minor: minor / 100)
labour = st.lists(
    st.tuples(
        names,
        st.one_of(cents, st.just("")),
        st.sampled_from(["", "Tax", "tax, health", "Pension;Tax"]),
        st.one_of(st.integers(0, 60).map(float), st.just("")),
        st.sampled_from(["", "Hour", "Days", "wk"]),
    ),
    min_size=1,
    max_size=8,
)


def columns(rows):
    """Ranges of one column each."""
    return [[[value] for value in part] for part in zip(*rows, strict=True)]


@settings(deadline=None)
@given(labour)
def test_lines_and_rules_sum_to_the_total(rows):
    """Whether a budget posts its fringes by line or by fringe, it posts the same money."""
    arguments = (RULES, DAY, *columns(rows))

    whole = called("FRINGE_TOTAL", *arguments)

    by_rule = called("FRINGE_BY_RULE", *arguments)
    assert [row[0] for row in by_rule] == ["Pension", "Tax", "Health"]
    assert sum(row[1] for row in by_rule) == pytest.approx(whole, abs=0.001)
    if any(value != "" for row in rows for value in row):
        by_line = called("FRINGE_LINES", *arguments)
        assert sum(row[0] or 0 for row in by_line) == pytest.approx(whole, abs=0.001)


def test_by_hand():
    """Ada's 12,000 reach the cap of 10,000: 765; pension 9 % of all; 10 days of 12 hours at 5.50."""
    rows = columns(
        [
            ("Who", "Wages", "Fringes", "Qty", "Unit"),
            ("Ada", 6000, "", 5, "Day"),
            ("Ben", 1000, "Tax", 5, "Day"),
            ("Ada", 6000, "", 5, "Day"),
        ]
    )

    assert called("FRINGE_BY_RULE", RULES, DAY, *rows) == [
        ["Pension", 1080, "2025 agreement"],
        ["Tax", 841.5, "the law"],
        ["Health", 660, "2025 agreement"],
    ]
    assert called("FRINGE_LINES", RULES, DAY, *rows) == [
        [""],
        [459 + 540 + 330],
        [76.5],
        [306 + 540 + 330],
    ]
    ten_hours = ([["Day"]], [[10]])
    assert called("FRINGE_TOTAL", RULES, DAY, *rows, *ten_hours) == 1080 + 841.5 + 550


@pytest.mark.parametrize(
    ("named", "day", "rate"),
    [
        ("pension", dt.date(2025, 12, 31), 0.085),
        ("PENSION ", dt.date(2026, 1, 1), 0.09),
        ("Tax", DAY, 0.0765),
    ],
)
def test_the_rate_is_that_of_the_day(named, day, rate):
    """Both ends are included; dates may be serial numbers, rates texts with a sign."""
    assert called("FRINGE_RATE", named, RULES, day) == rate


def test_a_cut_off_is_empty_where_there_is_none():
    """Empty, not 0: a cut-off of 0 would mean that nothing is fringed."""
    assert called("FRINGE_CUTOFF", "Tax", RULES, DAY) == 10000
    assert called("FRINGE_CUTOFF", "Pension", RULES, DAY) == ""


def test_the_rules_of_a_day_show_their_source():
    """What counts, from when, and who says so."""
    shown = called("FRINGE_RULES", RULES, DAY)

    assert shown[0] == [
        "Pension", 0.09, "", "", "", dt.date(2026, 1, 1), "", "2025 agreement",
    ]  # fmt: skip
    assert shown[2][3:5] == [5.5, "Hour"]


@pytest.mark.parametrize(
    ("named", "rules", "code", "message"),
    [
        ("Welfare", RULES, "#N/A", "there is no rule Welfare; the rules: Pension, Tax, Health"),
        ("Health", RULES, "#N/A", "5.50 per Hour, no rate"),
        ("Tax", [["name", "rate"], ["Tax", 0.1], ["tax", 0.2]], "#VALUE!", "two rules that hold"),
        ("Tax", [["name", "rate"], ["Tax", 10]], "#NUM!", "the rate of Tax is 10"),
        ("Tax", [["name", "rate"], ["Tax", "ten"]], "#VALUE!", "record 1: rules, rate: “ten”"),
        ("Tax", [["name", "rate", "cap"], ["Tax", 0.1, 0]], "#VALUE!", "empty is no cutoff"),
        ("Tax", [["name", "rate", "flat"], ["Tax", 0.1, 5]], "#VALUE!", "either a rate or a flat"),
        ("Tax", [["name", "rate"], ["Tax", ""]], "#VALUE!", "either a rate or a flat"),
        ("Tax", [["rate"], [0.1]], "#VALUE!", "rules has no column “name”"),
        (
            "Tax",
            [["name", "rate", "from", "to"], ["Tax", 0.1, "2026-02-01", "2026-01-01"]],
            "#VALUE!",
            "backwards",
        ),
    ],
)
def test_a_table_that_does_not_tell_is_refused(named, rules, code, message):
    """The message says which record, and what to write."""
    with pytest.raises(CellError, match=message) as failed:
        called("FRINGE_RATE", named, rules, DAY)

    assert failed.value.code == code


def test_a_fringe_that_no_rule_has_is_not_left_out_in_silence():
    """A line that names it has no total; nor has a day without rules a list."""
    with pytest.raises(CellError, match="names the fringe Welfare") as failed:
        called("FRINGE_TOTAL", RULES, DAY, "Ada", 100, "Welfare")
    assert failed.value.code == "#N/A"

    with pytest.raises(CellError, match="no fringe is in force") as failed:
        called("FRINGE_RULES", [["name", "rate", "to"], ["A", 0.1, "2020-01-01"]], DAY)
    assert failed.value.code == "#N/A"
