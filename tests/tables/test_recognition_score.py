"""How well the tables of real workbooks are recognised.

Workbooks marked *held out* were never looked at while the recogniser was made: their figures are
the honest ones, and stand below those of the others. Over all of them nine in ten must be right;
the aim is that for the held-out ones alone.
"""

from __future__ import annotations

import pytest

from addin.adapters.opening import open_book
from benchmarks.recognition import Score, labels, lines, score


@pytest.fixture(scope="module")
def scores(real) -> dict[str, Score]:
    """Every labelled workbook, read and recognised once."""
    return score(labels(), lambda name: open_book(real / name, name))


@pytest.mark.real
def test_no_table_is_given_a_wrong_role_with_high_confidence(scores):
    """What Tieout takes without asking is right, in every labelled workbook."""
    assert scores["all"].wrong_and_sure == []


@pytest.mark.real
@pytest.mark.parametrize(
    ("split", "roles", "columns"),
    [("tune", 0.95, 0.94), ("held out", 0.84, 0.74), ("all", 0.93, 0.92)],
)
def test_roles_and_key_columns_are_right(scores, split, roles, columns):
    """At least so many tables have their role, and so many key columns their field."""
    told = "\n".join(lines(scores))

    assert scores[split].role_share >= roles, told
    assert scores[split].column_share >= columns, told


@pytest.mark.real
def test_tables_are_seldom_made_up(scores):
    """At most one table in fifty is proposed where a person sees none."""
    part = scores["all"]

    assert len(part.invented) * 50 <= part.tables
