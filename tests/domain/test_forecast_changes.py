"""What moved between two reports, and what of it was recorded."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.cost_report import CostReportLine
from addin.domain.forecast_changes import changes, moves
from addin.domain.invariants import forecast_moved_on_record
from addin.domain.money import Money, total

amounts = st.integers(-(10**6), 10**6).map(Money)
accounts = st.sampled_from(["2200", "3300", "3400"])
reports = st.dictionaries(accounts, st.tuples(amounts, amounts)).map(
    lambda rows: [
        CostReportLine(account, "", efc=efc, variance=variance)
        for account, (efc, variance) in rows.items()
    ]
)


@settings(deadline=None)
@given(reports, reports)
def test_the_changes_of_all_accounts_are_the_change_of_the_report(before, now):
    """An account on one side only counts as nothing on the other."""
    found = changes(before, now)

    for column in ("efc", "variance"):
        sums = [total(getattr(line, column) for line in lines) for lines in (before, now)]
        assert total(getattr(each, column) for each in found) == sums[1] - sums[0]


@settings(deadline=None)
@given(reports)
def test_a_report_against_itself_has_not_moved(report):
    """Nothing changed, so nothing is shown as changed."""
    assert not any(each.efc or each.variance for each in changes(report, report))


def test_total_rows_are_no_accounts():
    """A total that were counted would double every change."""
    line = CostReportLine("2200", "Art", efc=Money(100))
    sum_ = CostReportLine("2200", "Total art", efc=Money(100), is_total=True)

    assert [each.efc for each in changes([], [line, sum_])] == [Money(100)]


@settings(deadline=None)
@given(*[st.dictionaries(accounts, amounts)] * 3)
def test_the_nightly_check_finds_the_same_silent_edits(before, now, recorded):
    """What is unexplained here is what the fifth invariant of the cost report finds."""
    lines = [
        [CostReportLine(account, "", efc=efc) for account, efc in report.items()]
        for report in (before, now)
    ]
    found = forecast_moved_on_record(lines[1], lines[0], recorded)
    unexplained = {move.account for move in moves(before, now, recorded) if move.unexplained}

    if now:  # without an EFC column the invariant says nothing
        assert {each.subject for each in found} == unexplained
