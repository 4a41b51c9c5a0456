"""Whether a running balance is recognised as one."""

from __future__ import annotations

from addin.tables.balance import runs_on
from tests.grid import grid

STATEMENT = """
    Date | Out | In | Balance
    1 | 1200 |  | 3800
    2 |  | 10000 | 13800
    3 | 15 |  | 13785
    4 | 785 |  | 13000
    5 | 100 |  | 12900
"""


def test_a_balance_that_moves_by_the_amounts_runs_on():
    """Each row's balance is the one before, less what went out, plus what came in."""
    assert runs_on(grid(STATEMENT), 4, [2, 3], [2, 3, 4, 5, 6])


def test_a_column_of_other_amounts_does_not():
    """Figures beside figures are no balance."""
    drawn = grid(STATEMENT.replace("13785", "99").replace("13800", "7"))

    assert not runs_on(drawn, 4, [2, 3], [2, 3, 4, 5, 6])


def test_newest_first_is_a_balance_too():
    """Banks list either way round."""
    turned = "\n".join(["Date | Out | In | Balance", *reversed(STATEMENT.strip().split("\n")[1:])])

    assert runs_on(grid(turned), 4, [2, 3], [2, 3, 4, 5, 6])


def test_too_few_rows_prove_nothing():
    """Three pairs may agree by chance."""
    assert not runs_on(grid(STATEMENT), 4, [2, 3], [2, 3, 4])
