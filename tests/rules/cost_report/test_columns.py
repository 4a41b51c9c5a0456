"""COS101."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.forecast import AccountPosition, compute
from addin.domain.production import ForecastMode, VarianceSign
from addin.findings import Severity
from addin.rules.cost_report.columns import check
from tests.make import in_rows, papers, report_line, usd


def row(account: str, **more):
    """A row that obeys all definitions, but for what is given."""
    good = {
        "actual_to_date": 6000,
        "commitments": 3000,
        "total_cost": 9000,
        "etc": 2000,
        "efc": 11000,
        "budget": 10000,
        "changes": 500,
        "revised_budget": 10500,
        "variance": -500,
    }
    return report_line(account, **{**good, **more})


GOOD = [row(str(code)) for code in range(2510, 2520)]


def test_rows_that_obey_pass():
    """Nothing to say about a report that adds up."""
    assert not list(check(papers(cost_report=GOOD)))


def test_a_typed_efc_is_found_with_the_cells_it_comes_from():
    """An EFC of 12,000 beside a total cost of 9,000 and an ETC of 2,000."""
    (finding,) = check(papers(cost_report=[*GOOD, row("3300", efc=12000, variance=-1500)]))

    assert finding.severity is Severity.ERROR
    assert [place.cell for place in finding.places] == ["H12", "F12", "G12"]
    assert finding.impact == usd(1000)


def test_each_column_has_its_definition():
    """Total cost, revised budget and variance are held to theirs."""
    wrong = {"total_cost": 8000, "revised_budget": 9000, "variance": -5000}
    for column, amount in wrong.items():
        found = [
            finding.subject
            for finding in check(papers(cost_report=[*GOOD, row("3300", **{column: amount})]))
        ]
        assert f"{column} of 3300 Camera" in found


def test_either_sign_of_a_variance_obeys():
    """Which sign is right is another rule's business."""
    assert not list(check(papers(cost_report=[*GOOD, row("3300", variance=500)])))


def test_an_empty_change_is_none():
    """A row without changes keeps its budget."""
    line = row("3300", changes=None, revised_budget=10000, variance=-1000)

    assert not list(check(papers(cost_report=[*GOOD, line])))


def test_a_report_without_commitments_obeys_its_own_sum():
    """Where EFC is cost to date + ETC, it is held to that."""
    lines = [report_line(str(n), actual_to_date=n, etc=5, efc=n + 5) for n in range(1, 9)]
    bad = report_line("9", actual_to_date=9, etc=5, efc=41)
    (finding,) = check(papers(cost_report=[*lines, bad]))

    assert "shows" not in finding.message
    assert "decimal" not in finding.message
    assert finding.place.cell == "H10"


def test_totals_that_pass_on_a_mistake_are_not_told_again():
    """The total's EFC is out by what one account is out by: the account is the finding."""
    bad = row("3300", efc=12000, variance=-1500)
    total = row("", efc=133000, total_cost=108000, etc=24000, variance=-7000, revised_budget=126000,
                budget=120000, changes=6000, actual_to_date=72000, commitments=36000,
                is_total=True, level=1)  # fmt: skip
    found = list(check(papers(cost_report=[*GOOD, bad, total])))

    assert [finding.place.cell for finding in found] == ["H12"]


def test_a_column_that_means_something_else_is_left_alone():
    """Where no row obeys, the column is not what it seemed."""
    lines = [row(str(n), variance=n * 7) for n in range(1, 9)]

    assert not list(check(papers(cost_report=lines)))


amounts = st.integers(-(10**9), 10**9).map(lambda minor: usd(minor / 100))


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(amounts, amounts, amounts, amounts, amounts), min_size=1, max_size=6),
    st.sampled_from(VarianceSign),
    st.sampled_from(ForecastMode),
)
def test_whatever_tieout_computes_itself_obeys(rows, sign, mode):
    """A report computed by the domain has no finding, in either mode and with either sign."""
    lines = [
        compute(
            AccountPosition(str(n), "x", spent, spent, committed, held, budget, changes),
            mode,
            sign,
        )
        for n, (spent, committed, held, budget, changes) in enumerate(rows)
    ]

    assert not list(check(papers(cost_report=in_rows(lines))))
