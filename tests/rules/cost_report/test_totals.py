"""COS116."""

from __future__ import annotations

from addin.domain.production import Production
from addin.findings import Severity
from addin.rules.cost_report.totals import check
from addin.rules.rule import Workpapers
from tests.make import in_rows, papers, report_line, usd


def account(code: str, budget: float, efc: float):
    """A row of two columns."""
    return report_line(code, budget=budget, efc=efc)


def total(budget: float, efc: float, level: int = 1, name: str = "Total"):
    """A total row."""
    return report_line("", name, budget=budget, efc=efc, is_total=True, level=level)


ROWS = [account("2510", 100, 120), account("2520", 200, 200), account("2575", 50, 60)]


def test_totals_that_add_up_pass():
    """Two categories and the report's total."""
    lines = [*ROWS, total(350, 380), *ROWS, total(350, 380), total(700, 760, 2)]

    assert not list(check(papers(cost_report=lines)))


def test_a_total_that_leaves_out_a_row_names_it():
    """The row inserted below the range is in no total."""
    (finding,) = check(papers(cost_report=[*ROWS, total(350, 320)]))

    assert finding.severity is Severity.ERROR
    assert "2575" in finding.message
    assert "leaves out" in finding.message
    assert [place.cell for place in finding.places] == ["H2:H5"]
    assert finding.impact == usd(60)


def test_a_total_on_top_of_its_rows_is_understood():
    """Some reports put the category's total above its accounts."""
    lines = [total(350, 380), *ROWS]

    assert not list(check(papers(cost_report=lines)))


def test_a_grand_total_of_totals_is_understood():
    """A grand total may sum accounts or totals: both are the same sum."""
    lines = [*ROWS, total(350, 380), *ROWS, total(350, 380), total(700, 766, 2)]
    (finding,) = check(papers(cost_report=lines))

    assert any(cell in finding.place.cell for cell in ("H10", "H2:"))
    assert finding.impact == usd(6)


def test_rows_that_are_no_sum_are_left_alone():
    """Profit, balance and percentages below a table are no totals."""
    lines = [
        account("1", 100, 90),
        account("2", 60, 50),
        total(40, 40, name="Balance (income minus cost)"),
    ]

    assert not list(check(papers(cost_report=lines)))


def test_a_block_apart_from_the_rows_above_is_its_own():
    """A subtotal sums the rows right above it, not an item before the heading."""
    item = in_rows([account("1", 70, 70)], 2)
    block = in_rows([*ROWS, total(350, 380)], 4)

    assert not list(check(Workpapers(Production(cost_report=(*item, *block)))))
