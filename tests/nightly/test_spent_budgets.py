"""What a night tells of a budget beside its actual costs, where there is no cost report."""

from __future__ import annotations

import datetime as dt
import shutil
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin import wiring
from addin.adapters.memory import Memory
from addin.jobs.load import load
from addin.nightly.facts import facts_of
from addin.settings.model import Settings
from tests.grid import book, grid

HEAD = "Category | Budget | Actual | Variance\n"


def told(*sheets, **named):
    """The figures of a production with these sheets."""
    return _facts(load(Memory(book(*sheets, **named)), Settings(), "Show"))


def _facts(loaded):
    return facts_of(loaded, None, (), dt.date(2026, 3, 9))


def figures(line):
    """Budget, spent, final cost and what is left, in whole units."""
    return tuple(
        None if minor is None else Decimal(minor) / 100
        for minor in (line.budget, line.to_date, line.efc, line.under)
    )


PARTS = (
    HEAD + "Cast | 1000 | 400 | 600\nCrew | 500 | 700 | -200\nTotal crew | 1500 | 1100 | 400",
    HEAD + "Stage | 300 | 100 | 200\nLight | 200 | 50 | 150\nTotal stage | 500 | 150 | 350",
)


def test_each_line_has_its_budget_its_cost_and_what_the_sheet_says_is_left():
    """It is known by what it is for, as it has no code; no final cost is made up."""
    facts = told(grid(PARTS[0], "Plan"), name="Plan.xlsx")

    assert facts.report == "Plan.xlsx!Plan"
    assert [(one.account, *figures(one)) for one in facts.accounts] == [
        ("Cast", 1000, 400, None, 600),
        ("Crew", 500, 700, None, -200),
    ]
    assert (facts.total.account, *figures(facts.total)) == ("Total crew", 1500, 1100, None, 400)


def test_a_variance_that_shows_an_over_spend_as_more_is_turned_round():
    """An over-spend is negative, whatever the sheet shows."""
    facts = told(grid(HEAD + "Cast | 1000 | 400 | -600\nCrew | 500 | 700 | 200\nArt | 9 | 9 | 0"))

    assert [figures(one)[3] for one in facts.accounts] == [600, -200, 0]


def test_where_no_sheet_says_what_is_left_nothing_is_said():
    """What is not spent yet is not saved: only a variance column says what is left."""
    facts = told(grid("Category | Budget | Actual\nCast | 1000 | 400\nCrew | 500 | 700"))

    assert [figures(one) for one in facts.accounts] == [
        (1000, 400, None, None),
        (500, 700, None, None),
    ]
    assert figures(facts.total) == (1500, 1100, None, None)


@pytest.mark.parametrize(
    ("formula", "left"), [("=C{0}-D{0}", -50), ("=$D{0}-$C{0}", 50), ("=SUM(E{0})", None)]
)
def test_a_variance_against_another_budget_is_read_by_its_formula(formula, left):
    """That of the quarter, say; where the formula does not tell either, nothing is said."""
    rows = "\n".join(
        f"{name} | {year} | {quarter} | {spent} | {formula.format(row)} -> -50"
        for row, (name, year, quarter, spent) in enumerate(
            [("Cast", 1000, 250, 300), ("Crew", 400, 100, 150)], start=2
        )
    )
    facts = told(grid(f"Category | Budget | Q1 Plan | Actual | Variance\n{rows}"))

    assert [figures(one)[3] for one in facts.accounts] == [left, left]


def test_parts_that_a_summary_adds_up_are_told_and_not_the_summary():
    """They have the accounts; nothing counts twice, and the total is the summary's."""
    summary = grid(
        HEAD + "Crew | 1500 | 1100 | 400\nStage | 500 | 150 | 350\nTotal | 2000 | 1250 | 750"
    )
    facts = told(summary, grid(PARTS[0], "Crew"), grid(PARTS[1], "Stage"), name="Plan.xlsx")

    assert facts.report == "Plan.xlsx!Crew + Stage"
    assert [one.account for one in facts.accounts] == ["Cast", "Crew", "Stage", "Light"]
    assert figures(facts.total) == (2000, 1250, None, 750)


def test_sheets_that_nothing_adds_up_may_be_versions_and_give_no_figures():
    """Which of them holds is not known."""
    facts = told(grid(PARTS[0], "Crew"), grid(PARTS[1], "Stage"))

    assert (facts.report, facts.total, facts.accounts) == ("", None, ())


def test_income_is_no_cost():
    """Neither a sheet of it, nor one that tells of both; the costs beside them are told."""
    income = grid(HEAD + "Tickets | 900 | 800 | -100\nBar | 90 | 80 | -10", "Income")
    both = grid(HEAD + "Income | 990 | 880 | -110\nExpenses | 1500 | 1100 | 400", "Overview")

    assert told(income).accounts == ()
    assert told(both).accounts == ()
    assert [one.account for one in told(income, both, grid(PARTS[0], "Costs")).accounts] == [
        "Cast",
        "Crew",
    ]


def test_what_may_be_income_by_its_name_is_a_cost_where_it_is_told_as_one():
    """Money for sponsorships, or what selling costs."""
    facts = told(grid(HEAD + "Sponsorships | 50 | 20 | 30\nSales expenses | 10 | 12 | -2"))

    assert [one.account for one in facts.accounts] == ["Sponsorships", "Sales expenses"]


def test_a_form_that_nobody_filled_in_gives_no_figures():
    """Its total of nothing is no total."""
    assert told(grid(HEAD + "Cast | | | 0\nCrew | | | 0\nTotal | 0 | 0 | 0")).total is None


def test_a_cost_report_comes_first():
    """A budget with actuals beside it is not looked at."""
    report = grid(
        "Account | Description | Budget | Cost to date | ETC | EFC | Variance\n"
        "1100 | Cast | 10 | 4 | 6 | 10 | 0\n1200 | Crew | 20 | 9 | 15 | 24 | -4",
        "Cost report",
    )
    facts = told(report, grid(PARTS[0], "Plan"))

    assert facts.report.endswith("!Cost report")
    assert [figures(one)[2] for one in facts.accounts] == [10, 24]


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=2, max_size=12),
    st.booleans(),
)
def test_the_total_is_that_of_its_lines_whatever_sign_the_sheet_shows(lines, turned):
    """Budget less cost so far, line by line and as a whole."""
    rows = "\n".join(
        f"Line {at} | {budget} | {spent} | {(spent - budget) if turned else (budget - spent)}"
        for at, (budget, spent) in enumerate(lines)
    )
    facts = told(grid(HEAD + rows))

    left = sum(budget - spent for budget, spent in lines)
    assert figures(facts.total)[:2] == (sum(b for b, _ in lines), sum(s for _, s in lines))
    assert figures(facts.total)[3] == left


@pytest.mark.parametrize(
    ("name", "report", "accounts", "total"),
    [
        # its own Total Expenses stands on the summary sheet
        ("ms-excel-templates/Wedding budget.xlsx", "Clothing", 64, (17630, 17374, None, 256)),
        # the row Expenses of its summary
        ("ms-excel-templates/Monthly Company budget.xlsx", "Pers", 23, (54500, 49630, None, 4870)),
        # the grand total of its pivot table
        ("ms-excel-templates/Family budget (monthly)1.xlsx", "Mon", 40, (7915, 7860, None, 55)),
        # Total expenses of its summary, without a variance
        ("ms-excel-templates/Event Budget.xlsx", "Expenses", 4, (1145, 395, None, None)),
        # its own total row, beside the budget of a quarter
        ("qoder-procurement/budget_2026.xlsx", "Budget", 8, (5496000, 1267282, None, 106718)),
        # the sum of its two subtotals: completed, and in progress
        ("excelint/finrpt00.xlsx", "Major", 26, (427194648, 158781374, None, None)),
        # the sum of its lines: its own TOTAL leaves a section out
        ("autorpt/budget.xlsx", "Sheet1", 10, (479500, Decimal("201444.30"), None, None)),
        # margins, defects and days of sales are no costs
        ("ms-excel-templates/Budget summary report1.xlsx", "", 0, None),
        ("ms-excel-templates/Profit and Loss Statement (with logo).xlsx", "", 0, None),
    ],
)
def test_real_budgets_come_to_what_their_own_totals_say(
    tmp_path, real, name, report, accounts, total
):
    """Checked by hand against the sheets."""
    shutil.copy(real / name, tmp_path)
    facts = _facts(load(wiring.workbooks(tmp_path), wiring.settings_of(tmp_path), "Show"))

    assert facts.report.partition("!")[2].startswith(report)
    assert len(facts.accounts) == accounts
    if total is None or facts.total is None:
        assert facts.total is total
    elif name.startswith("autorpt"):
        assert figures(facts.total)[:3] == total[:3]
    else:
        assert figures(facts.total) == total
