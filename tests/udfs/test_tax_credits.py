"""TAX_: tags, qualified spending and credits over columns of a sheet."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

DAY = dt.date(2026, 3, 14)
RULES = [
    ["Tag", "Qualifies", "Rate", "Kind", "Spend cap", "Effective from", "Effective to", "Source"],
    ["QW", "yes", 0.2, "", "", "", "", "letter"],
    ["QE", True, "20%", "base", "", "", "", "letter"],
    ["NQ", "no", "", "base", "", "", "", "letter"],
    ["VU", "Y", 0.05, "uplift", 5000, dt.date(2026, 1, 1), "", "letter"],
    ["VU", "Y", 0.1, "uplift", "", "", dt.date(2025, 12, 31), "old letter"],
]
tags = st.sampled_from(["QW", "qe", "NQ", "QW VU", "qe,vu", "NQ/VU", "", "  "])
lines = st.lists(
    st.tuples(tags, st.integers(-(10**6), 10**7).map(lambda minor: minor / 100)),
    min_size=1,
    max_size=10,
)


def columns(rows):
    """Ranges of one column each."""
    return [[[value] for value in part] for part in zip(*rows, strict=True)]


@settings(deadline=None)
@given(lines)
def test_totals_by_tag_are_the_total_of_all_lines(rows):
    """However a line is tagged, it stands under exactly one row."""
    if not any(amount for _, amount in rows):
        return
    shown = called("TAX_BY_TAG", *columns(rows))

    assert sum(row[1] for row in shown) == pytest.approx(sum(a for _, a in rows), abs=0.005)
    assert len({row[0] for row in shown}) == len(shown)


@settings(deadline=None)
@given(lines)
def test_the_credits_of_the_tags_make_the_credit(rows):
    """Tag by tag they sum to the whole; below 0 there is no credit."""
    shown = called("TAX_CREDIT_BY_TAG", RULES, DAY, *columns(rows))

    whole = called("TAX_CREDIT", RULES, DAY, *columns(rows))
    assert whole == pytest.approx(max(0, sum(row[3] for row in shown)), abs=0.001)
    assert [row[0] for row in shown] == ["QW", "QE", "VU"]
    base = called("TAX_QUALIFIED", RULES, DAY, *columns(rows))
    assert base == pytest.approx(shown[0][1] + shown[1][1], abs=0.001)


@settings(deadline=None)
@given(lines)
def test_what_is_tagged_well_is_in_no_list(rows):
    """The list holds exactly the lines whose tags are not as they should be."""
    wrong = [
        at
        for at, (tag, amount) in enumerate(rows, 1)
        if amount and not called("TAX_TAG_OK", tag, RULES, DAY)
    ]
    if not wrong:
        with pytest.raises(CellError, match="every line is tagged"):
            called("TAX_UNTAGGED", *columns(rows), RULES, DAY)
        return

    assert [row[0] for row in called("TAX_UNTAGGED", *columns(rows), RULES, DAY)] == wrong


def test_by_hand():
    """7,000 with effects of which 5,000 count for the uplift; refunds reduce; dates limit."""
    rows = columns(
        [
            ("Tag", "Amount", "Date"),
            ("QW VU", 7000, dt.date(2026, 2, 1)),
            ("QE", 1000, dt.date(2026, 2, 2)),
            ("QE", -250, dt.date(2026, 2, 3)),
            ("NQ", 400, ""),
            ("QE", 900, dt.date(2026, 7, 1)),
        ]
    )
    tags_of, amounts, dates = rows
    limits = (dates, dt.date(2026, 2, 1), dt.date(2026, 6, 30))

    assert called("TAX_QUALIFIED", RULES, DAY, tags_of, amounts, *limits) == 7750
    assert called("TAX_CREDIT", RULES, DAY, tags_of, amounts, "", *limits) == 1400 + 150 + 250
    assert called("TAX_CREDIT", RULES, DAY, tags_of, amounts, 1000, *limits) == 1000
    assert called("TAX_CREDIT", RULES, dt.date(2025, 6, 1), tags_of, amounts) == 1400 + 330 + 700


@pytest.mark.parametrize(
    ("rows", "more", "code", "message"),
    [
        ([("QW QE", 5)], [], "#VALUE!", "cell 1: two base tags: QW, QE"),
        ([("QW", 5), ("ZZ", 1)], [], "#N/A", "cell 2: unknown tag: ZZ"),
        ([("VU", 5)], [], "#VALUE!", "no base tag beside VU"),
        ([("QW", 5)], ["", DAY], "#VALUE!", "cell 1 has no date"),
        ([("QW", 5)], ["", DAY, dt.date(2026, 1, 1)], "#NUM!", "is after last_day"),
    ],
)
def test_a_sum_that_cannot_be_told_says_where(rows, more, code, message):
    """A line that may count or not gives no number."""
    with pytest.raises(CellError, match=message) as failed:
        called("TAX_QUALIFIED", RULES, DAY, *columns(rows), *more)

    assert failed.value.code == code


@pytest.mark.parametrize(
    ("rules", "code", "message"),
    [
        ([["tag", "counts"], ["QW QE", "yes"]], "#VALUE!", "QW QE is not one tag"),
        ([["tag", "counts", "rate"], ["QW", "yes", 20]], "#NUM!", "the rate of QW is 20"),
        ([["tag", "counts", "cap"], ["QW", "yes", -1]], "#NUM!", "credit_cap of QW is below zero"),
        ([["tag", "counts", "to"], ["QW", "yes", "2020-01-01"]], "#N/A", "no tag of rules"),
        ([["tag", "counts"], ["QW", "yes"], ["qw", "no"]], "#VALUE!", "two rules that hold"),
        ([["tag", "counts"], ["QW", "perhaps"]], "#VALUE!", "record 1: rules, counts"),
        ([["tag"], ["QW"]], "#VALUE!", "rules has no column “counts”"),
        ([["tag", "counts"], ["QW", "yes"]], "#N/A", "QW counts, but has no rate"),
    ],
)
def test_a_table_that_does_not_tell_is_refused(rules, code, message):
    """The message says what to write."""
    with pytest.raises(CellError, match=message) as failed:
        called("TAX_CREDIT", rules, DAY, "QW", 100)

    assert failed.value.code == code


def test_a_tag_that_no_rule_counts_has_nothing_to_list():
    """With tags that never qualify there is no credit by tag, and no spending."""
    rules = [["tag", "counts"], ["NQ", "no"]]

    assert called("TAX_QUALIFIED", rules, DAY, "NQ", 100) == 0
    with pytest.raises(CellError, match="no tag of rules counts"):
        called("TAX_CREDIT_BY_TAG", rules, DAY, "NQ", 100)


def test_caps_below_zero_are_refused():
    """A credit is never taken away."""
    with pytest.raises(CellError, match="below zero"):
        called("TAX_CREDIT", RULES, DAY, "QW", 100, -1)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["1042", "1043", ""]), tags), min_size=1))
def test_a_list_never_mismatches_itself(rows):
    """Each line's tags are among those that the same reference has in the same list."""
    with pytest.raises(CellError, match="no tags differ") as failed:
        called("TAX_MISMATCHED", *columns(rows), *columns(rows))

    assert failed.value.code == "#N/A"


def test_tags_that_differ_from_the_order_are_listed():
    """In any order and case they are the same; a line without tags is not the same as one with."""
    ledger = columns([("PO", "Tag"), ("1042 ", "vu QW"), ("1043", "QE"), ("1044", ""), ("", "QE")])
    orders = columns([("1042", "QW VU"), ("1043", "QW"), ("1043", "NQ"), ("1044", "QE")])

    assert called("TAX_MISMATCHED", *ledger, *orders) == [
        [3, "1043", "QE", "QW or NQ"],
        [4, "1044", "", "QE"],
    ]
