"""The cost report against its sources, account by account."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from addin.reconcile.of_accounts import BUDGET, LEDGER, ORDERS, PERIOD, reports
from tests.make import budget_line, in_rows, papers, po, posting, report_line


def counts(production):
    """How many accounts tie and differ, by kind of pair."""
    return {
        tied.lists.kind: (
            len(tied.matches),
            [d.subject for d in tied.differences],
            [left.row.account for left in tied.left_over],
        )
        for tied in reports(production, 0)
    }


def test_each_column_is_compared_with_the_list_it_comes_from():
    """Cost to date, cost of the period, budget and commitments, by account."""
    found = papers(
        cost_report=[
            report_line("3300", actual_to_date=500, actual_period=100, budget=900, commitments=70),
            report_line("3400", actual_to_date=10, actual_period=0, budget=50, commitments=0),
        ],
        postings=[
            posting("3300", 400, date="2026-03-01"),
            posting("3300", 100, date="2026-03-20"),
            posting("3400", 15, date="2026-03-01"),
            posting("3500", 5, date="2026-03-01"),
            posting("0100", -515, account_name="Bank", date="2026-03-01"),
        ],
        budget=[budget_line("3300", amount=900), budget_line("3400", amount=50)],
        purchase_orders=[po("1042", amount=100, relieved=30, account="3300")],
    ).production
    found = replace(found, previous_cutoff=dt.date(2026, 3, 15), cutoff=dt.date(2026, 3, 31))

    assert counts(found) == {
        LEDGER: (1, ["account 3400"], ["3500"]),
        PERIOD: (2, [], []),
        BUDGET: (2, [], []),
        ORDERS: (2, [], []),
    }


def test_detail_is_added_up_into_the_report_s_accounts():
    """A budget by 3300-01 and -02 ties to a report by 3300; of two budgets the closer counts."""
    detail = in_rows([budget_line("3300-01", amount=400), budget_line("3300-02", amount=500)])
    draft = in_rows([budget_line("3300", amount=1)], workbook="Draft.xlsx")
    found = papers(cost_report=[report_line("3300", budget=900)]).production
    found = replace(found, budget=(*draft, *detail))

    assert counts(found) == {BUDGET: (1, [], [])}


def test_of_two_weeks_in_one_workbook_the_one_that_ties_is_compared():
    """Last week's report beside this one's is no second disagreement."""
    old = in_rows([report_line("3300", actual_to_date=400)], sheet="CR wk08")
    new = in_rows([report_line("3300", actual_to_date=500)], sheet="CR wk09")
    found = replace(papers(postings=[posting("3300", 500)]).production, cost_report=(*old, *new))

    assert counts(found) == {LEDGER: (1, [], [])}


def test_the_ledger_says_which_week_s_report_is_meant():
    """Last week's budget ties better; this week's report is compared all the same."""
    last = in_rows(
        [report_line("3300", actual_to_date=100, budget=900), report_line("3400", budget=50)],
        sheet="CR wk08",
    )
    this = in_rows(
        [report_line("3300", actual_to_date=500, budget=950), report_line("3400", budget=50)],
        sheet="CR wk09",
    )
    found = papers(
        cost_report=(*last, *this),
        postings=[posting("3300", 500)],
        budget=[budget_line("3300", amount=900), budget_line("3400", amount=50)],
    ).production

    compared = {tied.lists.kind: tied for tied in reports(found, 0)}
    assert [tied.lists.right for tied in compared.values()] == ["Show.xlsx!CR wk09"] * 2
    assert [d.subject for d in compared[BUDGET].differences] == ["account 3300"]


def test_a_sum_points_at_the_first_of_its_lines():
    """Not at the head of the list; an account that a list does not have points at nothing there."""
    postings = [posting("3400", 1), posting("3300", 200), posting("3300", 300)]
    found = papers(
        cost_report=[
            report_line("3300", actual_to_date=400),
            report_line("3400", actual_to_date=1),
            report_line("3500", actual_to_date=7),
        ],
        postings=postings,
    ).production
    (tied,) = reports(found, 0)

    wrong, not_there = tied.differences
    assert [row.source.row for row in wrong.left] == [3]
    assert wrong.left[0].text == "its lines from row 3 on"
    assert not_there.left == ()
    assert not_there.subject == "account 3500"
