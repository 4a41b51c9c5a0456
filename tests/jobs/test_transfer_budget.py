"""Budget moves from one account to another; the total stays, the list is dated and progressive."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.memory import Memory
from addin.errors import NothingToDo
from addin.jobs.transfer_budget import transfer_budget
from addin.jobs.transfer_rules import Transfer
from addin.settings.model import Settings
from addin.tables.cells import to_number
from addin.tables.fresh_values import freshened
from addin.tables.table import Book
from tests.grid import grid

DAY = dt.date(2026, 3, 12)
REPORT = """
    Account | Description | Cost to Date | Commitments | Total        | ETC          | EFC  | Budget | Transfers | Revised Budget | Variance
    '2510   | Lighting    | 545          | 120         | =C2+D2->665  | =G2-E2->335  | 1000 | 1000   | 0         | =H2+I2->1000   | =J2-G2->0
    '2520   | Catering    | 300          | 500         | =C3+D3->800  | =G3-E3->0    | 800  | 700    | 100       | =H3+I3->800    | =J3-G3->0
    '6901   | Contingency | 0            | 0           | =C4+D4->0    | =G4-E4->1100 | 1100 | 1200   | -100      | =H4+I4->1100   | =J4-G4->0
            | Total       | =SUM(C2:C4)->845 | =SUM(D2:D4)->620 | =SUM(E2:E4)->1465 | =SUM(F2:F4)->1435 | =SUM(G2:G4)->2900 | =SUM(H2:H4)->2900 | =SUM(I2:I4)->0 | =SUM(J2:J4)->2900 | =SUM(K2:K4)->0
"""
CHANGES = """
    Approved budget changes
    Change | Approved   | Kind     | Account | Amount | Reason
    BC-01  | 2026-03-04 | Transfer | '2520   | 100    | Second meals
    BC-01  | 2026-03-04 | Transfer | '6901   | -100   | Second meals
"""


def report(text=REPORT, changes=CHANGES):
    """A cost report, with its list of changes on the next sheet."""
    sheets = [grid(text, "Report")]
    if changes:
        sheets.append(grid(changes, "Budget Changes"))
    return Book("Cost Report.xlsx", tuple(sheets), "digest")


CHART = """
    Account | Account name        | Type
    '2510   | Lighting            | Cost
    '2520   | Catering            | Cost
    '2530   | Old transport       | Closed
    '6901   | Contingency         | Cost
    '7000   | Insurance           | Cost
"""
WITH_CHART = (report(), Book("Chart.xlsx", (grid(CHART, "Chart of accounts"),), "chart"))


def moved(
    *books, source="6901", target="2510", amount="250", reason="Two condors", date=DAY, **how
):
    """What a transfer comes to."""
    asked = Transfer(source, target, Decimal(amount), reason, date, how.pop("overdraw", False))
    return transfer_budget(Memory(*(books or (report(),))), Settings(), "Night Shift", asked, **how)


def test_two_lines_on_the_list_and_the_typed_column_of_the_report():
    """The next number, the same date and reason, and a sum of zero; the rest follows."""
    plan = moved()
    (batch,) = plan.batches
    (rows,) = batch.changes.rows
    day = dt.date(2026, 3, 12)

    assert [tuple(row.values()) for row in rows.rows] == [
        ("BC-02", day, "Transfer", "2510", 250.0, "Two condors"),
        ("BC-02", day, "Transfer", "6901", -250.0, "Two condors"),
    ]
    assert (rows.sheet, rows.after) == ("Budget Changes", 4)
    cells = {(e.row, e.column): e.value for e in batch.changes.cells}
    assert cells == {(4, 9): -350.0, (2, 9): 250.0}
    fresh = {(v.row, v.column): v.value for v in batch.changes.computed}
    assert fresh == {(2, 10): 1250, (2, 11): 250, (4, 10): 850, (4, 11): -250}
    assert "250.00 of budget moved from 6901 Contingency to 2510 Lighting" in plan.sentence
    assert "6901 Contingency is then 250.00 over" in plan.detail
    assert str(plan.place) == "Cost Report.xlsx!Budget Changes!A5"


def test_without_a_list_the_typed_column_alone_is_changed():
    """The two accounts, nothing else."""
    plan = moved(report(changes=""))
    (batch,) = plan.batches

    assert batch.changes.rows == ()
    assert {(e.row, e.column): e.value for e in batch.changes.cells} == {
        (4, 9): -350.0,
        (2, 9): 250.0,
    }


def test_typed_figures_that_followed_follow():
    """A report without formulas: revised budget and variance move with the change."""
    typed = """
        Account | Description | Cost to Date | Commitments | Total | ETC | EFC  | Budget | Transfers | Revised Budget | Variance
        '2510   | Lighting    | 545          | 120         | 665   | 335 | 1000 | 1000   |           | 1000           | 0
        '2520   | Catering    | 300          | 500         | 800   | 0   | 800  | 700    | 100       | 800            | 0
        '6901   | Contingency | 0            | 0           | 0     | 1100| 1100 | 1200   | -100      | 1100           | 0
    """
    (batch,) = moved(report(typed, "")).batches

    assert {(e.row, e.column): e.value for e in batch.changes.cells} == {
        (4, 9): -350.0,
        (4, 10): 850.0,
        (4, 11): -250.0,
        (2, 9): 250.0,
        (2, 10): 1250.0,
        (2, 11): 250.0,
    }


def test_a_list_of_from_and_to_gets_one_line():
    """Both accounts stand in it."""
    log = """
        Budget transfers
        Transfer | Date       | From  | To    | Amount | Reason
        T-7      | 2026-03-04 | '6901 | '2520 | 100    | Second meals
    """
    (batch,) = moved(report(changes=log)).batches

    assert [tuple(row.values()) for row in batch.changes.rows[0].rows] == [
        ("T-8", dt.date(2026, 3, 12), "6901", "2510", 250.0, "Two condors")
    ]


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"target": "7000"}, "has no row for account 7000"),
        ({"target": "2511"}, r"2511 is not in the chart.*Is it 2510 Lighting"),
        ({"target": "2530"}, r"2530 is closed \(Chart.xlsx!Chart of accounts!A4\)"),
        ({"target": "6901"}, "cannot give to itself"),
        ({"amount": "0"}, "above zero"),
        ({"amount": "-5"}, "swap the accounts"),
        ({"amount": "1100.01"}, r"1,100.00 \(Cost Report.xlsx!Report!J4\), and 1,100.01 is 0.01 more"),
        ({"reason": "  "}, "needs a reason"),
        ({"date": dt.date(2026, 3, 3)}, r"dated 2026-03-04 \(Cost Report.xlsx!Budget Changes!B\d\)"),
        ({"closed": lambda _: DAY}, "week ending 2026-03-12 is closed"),
        ({"on_list": "Nope"}, "'Nope' is no list"),
        ({"sheet": "Nope"}, "'Nope' is none of"),
    ],
)  # fmt: skip
def test_what_may_not_be_is_refused(how, why):
    """A sentence says what, where, that nothing was written, and what to do."""
    with pytest.raises(NothingToDo, match=why) as refused:
        moved(*WITH_CHART, **how)
    assert "Nothing was written" in str(refused.value)


def test_a_budget_may_be_overdrawn_when_somebody_says_so():
    """The rest is below zero then, and is said."""
    plan = moved(amount="1100.01", overdraw=True)

    assert "has -0.01" in plan.detail


def test_nowhere_to_write_is_said():
    """A formula that nobody knows is not overwritten; two lists are asked about."""
    followed = REPORT.replace("| 100       |", "| =Other->100 |")
    with pytest.raises(NothingToDo, match=r"I3 is =Other.*Make a sheet"):
        moved(report(followed, ""), source="2520")
    two = Book("More.xlsx", (grid(CHANGES, "Budget Changes"),), "more")
    with pytest.raises(NothingToDo, match="Say which list"):
        moved(report(), two)


@settings(deadline=None, max_examples=25)
@given(
    pair=st.permutations(["2510", "2520", "6901"]),
    cents=st.integers(1, 10**7),
)
def test_the_revised_total_is_conserved(pair, cents):
    """Whatever moves where: the grand total of the revised budgets stays, to the cent."""
    book = report()
    amount = str(Decimal(cents).scaleb(-2))
    plan = moved(book, source=pair[0], target=pair[1], amount=amount, overdraw=True)
    changes = plan.batches[0].changes
    after = freshened(
        book, {(e.sheet, e.row, e.column): e.value for e in (*changes.cells, *changes.computed)}
    )
    page = after.sheets[0]

    assert page.value(5, 10) == pytest.approx(2900, abs=1e-6)
    accounts = [to_number(page.value(row, 10)) or 0 for row in (2, 3, 4)]
    assert sum(accounts) == pytest.approx(2900, abs=1e-6)
    (rows,) = changes.rows
    amounts = [row[5] for row in rows.rows]
    assert amounts == [float(amount), -float(amount)]


def test_a_column_of_formulas_follows_from_the_list():
    """Only the list is written; what the formulas then give is put beside them."""
    summed = REPORT
    for row, shown in ((2, "0 "), (3, "100 "), (4, "-100 ")):
        formula = f"=SUMIFS('Budget Changes'!E:E,'Budget Changes'!D:D,A{row})->{shown}"
        summed = summed.replace(
            {2: "| 0         | =H2", 3: "| 100       | =H3", 4: "| -100      | =H4"}[row],
            f"| {formula}| =H{row}",
        )
    (batch,) = moved(report(summed)).batches

    assert batch.changes.cells == ()
    fresh = {(v.row, v.column): v.value for v in batch.changes.computed}
    assert (fresh[2, 9], fresh[4, 9]) == (250, -350)
    assert (fresh[2, 10], fresh[4, 11]) == (1250, -250)
