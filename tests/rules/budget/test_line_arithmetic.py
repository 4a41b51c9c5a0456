"""BUD101."""

from __future__ import annotations

import pytest

from addin.findings import Finding
from addin.rules.budget.line_arithmetic import check
from tests.make import budget_line, papers, usd


def line(amount=4500, **more):
    """Ten days at 450."""
    return budget_line(amount=amount, **{"quantity": 10, "rate": 450, **more})


def found(*lines) -> list[Finding]:
    """What these lines give beside three good ones."""
    return list(check(papers(budget=[line(), line(), line(), *lines])))


def test_a_product_that_is_wrong_is_found():
    """With the factors, the figure, and what became of its digits."""
    (finding,) = found(line(5400))

    assert finding.impact == usd(900)
    assert "10 x 450 is 4,500.00" in finding.message
    assert "swapped" in finding.message


def test_subtotal_and_fringes_make_the_total():
    """A total that misses its fringes by some other figure is found."""
    (finding,) = found(line(5000, subtotal=4500, fringes=990))

    assert finding.impact == usd(490)


@pytest.mark.parametrize(
    "good",
    [
        line(9000, multiplier=2),
        line(5490, fringes=990),
        line(5490, fringe_rate="0.22"),
        line(5490, subtotal=4500, fringes=990),
        line(4500, subtotal=4500, fringes=990),
        line(1200, quantity=0, rate=0),
        line(1200, rate=None),
        line(None),
        line("4500.01"),
    ],
)
def test_what_works_out_in_some_way_is_fine(good):
    """Fringes within or outside the total, allowances without factors, a cent of rounding."""
    assert found(good) == []


def test_columns_that_mean_something_else_are_left_alone():
    """Where most lines differ, the rate is not per unit."""
    assert list(check(papers(budget=[line(n * 7) for n in range(1, 9)]))) == []
