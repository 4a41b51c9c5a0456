"""ACT_: the ledger by coding and period, late and restated."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.udfs.called import called

cents = st.integers(-(10**7), 10**7).map(lambda minor: minor / 100)
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
codes = st.sampled_from(["2210", 2210.0, "EP1", "ep1", ""])
ledgers = st.lists(st.tuples(codes, st.just("") | days, cents), min_size=1, max_size=15)


def columns(rows):
    """Each column of some rows as a range."""
    return [[[cell] for cell in column] for column in zip(*rows, strict=True)]


def minor(cells):
    """What cells of money come to in cents."""
    return sum(round(100 * cell) for cell in cells)


@settings(deadline=None)
@given(ledgers)
def test_a_ledger_by_any_coding_is_the_whole_ledger(ledger):
    """Each posting is in one row, and each code has one row."""
    codes_, dates, amounts = columns(ledger)

    rows = called("ACT_BY", codes_, dates, amounts)[1:]

    assert minor(amount for _, amount in rows) == minor(amount for *_, amount in ledger)
    written = [str(code).removesuffix(".0").casefold() for code, _ in rows]
    assert len(set(written)) == len(written)


@settings(deadline=None)
@given(ledgers, st.sets(days, min_size=1, max_size=5).map(sorted))
def test_a_ledger_by_period_is_the_whole_ledger(ledger, ends):
    """Rows sum to their total, and all totals to the ledger."""
    rows = called("ACT_BY_PERIOD", *columns(ledger), [[end] for end in ends])

    assert rows[0] == ["Account", *ends, "Later", "No date", "Total"]
    assert minor(row[-1] for row in rows[1:]) == minor(amount for *_, amount in ledger)
    for _, *periods, sum_ in rows[1:]:
        assert minor(periods) == minor([sum_])


def test_several_codings_and_the_sheets_own_headings():
    """Set and episode together, named as the sheet names them."""
    coding = [["Set", "Episode"], ["A", 1.0], ["A", 2.0], ["a", 1.0]]

    assert called("ACT_BY", coding, "", [["Amount"], [5], [7], [9]]) == [
        ["Set", "Episode", "Amount"], ["A", 1.0, 14], ["A", 2.0, 7],
    ]  # fmt: skip


def test_cutoffs_bound_the_postings_of_a_coding():
    """After the previous cut-off, up to and including this one; undated ones are in no period."""
    dates = [[dt.date(2026, 3, 1)], [dt.date(2026, 3, 8)], [""]]
    ledger = ([["A"]] * 3, dates, [[1], [10], [100]])
    first, second = dt.date(2026, 3, 1), dt.date(2026, 3, 8)

    assert called("ACT_BY", *ledger, first, second)[1:] == [["A", 10]]
    assert called("ACT_BY", *ledger, "", first)[1:] == [["A", 101]]


def test_empty_rows_below_a_ledger_are_no_code():
    """Whole columns may be given."""
    assert called("ACT_BY", [["A"], [""], [""]], "", [[1], [""], [""]])[1:] == [["A", 1]]


@settings(deadline=None)
@given(ledgers, days)
def test_late_postings_are_what_moved_the_last_report(ledger, cutoff):
    """Entered the day after the cut-off: their total is what ACT_RESTATED shows as moved."""
    accounts, dates, amounts = columns(ledger)
    entered = [[cutoff + dt.timedelta(days=1)]] * len(ledger)
    dated = [row for row in ledger if row[1] and row[1] <= cutoff]

    late = called("ACT_LATE", accounts, dates, entered, amounts, cutoff)
    kept = [(a, d, 0.0) if d and d <= cutoff else (a, d, m) for a, d, m in ledger]
    moved = called("ACT_RESTATED", *columns(kept), accounts, dates, amounts, cutoff)

    assert minor([late[-1][-1]]) == minor([moved[-1][-1]]) == minor(m for *_, m in dated)
    assert len(late) == len(dated) + 2
