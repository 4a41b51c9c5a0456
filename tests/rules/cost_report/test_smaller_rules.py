"""COS107, COS113, COS114 and COS115."""

from __future__ import annotations

from dataclasses import replace

from addin.domain.accounts import AccountKind
from addin.rules.cost_report import chart_names, cost_without_budget, percent_column, transfers
from addin.rules.rule import Workpapers
from addin.tables.table import Area, Role, RowKind, Table
from tests.grid import book, grid
from tests.make import account, budget_line, chart, in_rows, papers, posting, report_line, usd


def with_table(
    workpapers: Workpapers, text: str, headings: dict[int, str], fields: dict[str, int]
) -> Workpapers:
    """The papers, with the sheet the report was read from."""
    sheet = grid(text, "Cost Report")
    rows = len(sheet.rows)
    table = Table(
        "Show.xlsx",
        "Cost Report",
        Area(1, 1, rows, 30),
        (1,),
        headings,
        dict.fromkeys(range(2, rows + 1), RowKind.BODY),
        Role.COST_REPORT,
        1.0,
        fields,
    )
    return replace(workpapers, books=(book(sheet, name="Show.xlsx"),), tables=(table,))


def transferred(heading: str, *changes: float) -> Workpapers:
    """A report whose column J has this heading."""
    lines = [report_line(str(n), changes=amount) for n, amount in enumerate(changes)]
    text = "\n".join(["h", *("x" for _ in changes)])
    return with_table(papers(cost_report=lines), text, {10: heading}, {"changes": 10})


def test_transfers_come_to_nothing():
    """5,000 to one account, 500 from another."""
    (finding,) = transfers.check(transferred("Transfers", 5000, -500))

    assert [place.cell for place in finding.places] == ["J2:J3"]
    assert finding.impact == usd(4500)
    assert not list(transfers.check(transferred("Transfers", 5000, -5000)))


def test_approved_overages_need_not_come_to_nothing():
    """A column of approved changes holds more than transfers."""
    assert not list(transfers.check(transferred("Approved changes and transfers", 5000, -500)))


def percents(*shares: float) -> Workpapers:
    """A report with a percentage in column O beside 48 of 60."""
    lines = [report_line(str(n), actual_to_date=48, budget=60) for n, _ in enumerate(shares)]
    text = "\n".join(["h", *("|" * 14 + str(share) for share in shares)])
    return with_table(papers(cost_report=lines), text, {}, {"percent_spent": 15})


def test_a_percentage_that_is_not_its_share():
    """63 % beside 48 of 60."""
    (finding,) = percent_column.check(percents(0.8, 0.8, 0.8, 0.8, 0.63))

    assert [place.cell for place in finding.places] == ["O6", "D6", "I6"]


def test_rounded_percentages_and_other_scales_pass():
    """80, and 0.8, and what is no share of these columns at all."""
    assert not list(percent_column.check(percents(80, 80, 80, 80.4)))
    assert not list(percent_column.check(percents(0.1, 0.2, 0.3, 0.4)))


def test_cost_without_budget_is_noted():
    """1,850 on a row without a budget."""
    lines = [report_line("1", budget=5, total_cost=4), report_line("2", total_cost=1850, budget=0)]
    (finding,) = cost_without_budget.check(papers(cost_report=lines))

    assert finding.impact == usd(1850)


def test_without_a_report_the_ledger_is_held_to_the_budget():
    """3375 is in the ledger, and in no budget line; details of a budgeted account are."""
    budget = [budget_line(code) for code in ("2510", "3300", "3370")]
    ledger = [
        posting("2510", 5),
        posting("3300", 5),
        posting("3370", 5),
        posting("3300-01", 5),
        posting("3375", 1850),
        posting("1000", 9, account_name="Bank"),
    ]
    (finding,) = cost_without_budget.check(papers(budget=budget, postings=ledger))

    assert finding.subject == "account 3375"


def test_one_name_under_two_codes():
    """Operating Supplies is both 5 and 10."""
    names = [
        "Raw Materials",
        "Labor",
        "Supervision",
        "Power",
        "Operating Supplies",
        "Repairs",
        "Laboratory",
        "Catalyst",
        "Inspection",
        "Operating Supplies",
        "Plant",
        "Storage",
        "Transport",
        "Water",
        "Recovery",
        "Pipeline",
        "Disposal",
        "Safety",
        "Rent",
        "Tax",
        "Tools",
    ]
    accounts = [account(str(n), name) for n, name in enumerate(names, 1)]
    (finding,) = chart_names.check(papers(chart=chart(*in_rows(accounts))))

    assert [place.cell for place in finding.places] == ["B6", "B11"]


def test_names_repeated_under_each_heading_are_meant():
    """Rentals and purchases come back in every department."""
    accounts = [
        account(f"{c}{n}", name)
        for c in (25, 26, 27)
        for n, name in ((10, "Rentals"), (20, "Purchases"))
    ]

    assert not list(chart_names.check(papers(chart=chart(*in_rows(accounts)))))


def test_a_misspelt_word_is_noted_and_a_plural_is_not():
    """Repais is one slip from Repairs; Rentals is the plural of Rental."""
    names = ("Maintenance and Repairs", "Major Repais", "Equipment rental", "Truck rentals")
    accounts = [account(str(n), name) for n, name in enumerate(names)]
    (finding,) = chart_names.check(papers(chart=chart(*in_rows(accounts))))

    assert [place.cell for place in finding.places] == ["B3", "B2"]


def test_a_code_used_twice():
    """Two rows of one code."""
    accounts = [
        account("2510", "Lumber"),
        account("2510", "Paint"),
        *(account(str(n), f"Department {n}", AccountKind.COST) for n in range(3)),
    ]
    (finding,) = chart_names.check(papers(chart=chart(*in_rows(accounts))))

    assert [place.cell for place in finding.places] == ["A2:A3"]
