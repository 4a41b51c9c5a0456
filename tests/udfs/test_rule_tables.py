"""CREW_RULE and its kin: shipped rules and somebody's own table."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.udfs.cell_error import CellError
from tests.udfs.called import called


def test_the_shipped_rules_come_back_as_somebody_s_own_table():
    """What CREW_RULES lists can be copied, changed and used: it says the same."""
    for agreement, _ in called("CREW_AGREEMENTS"):
        own = called("CREW_RULES", agreement)
        for row in own[1:]:
            asked = (row[5], row[4] or row[3], row[1], row[2])
            assert (
                called("CREW_RULE", own, *asked) == called("CREW_RULE", agreement, *asked) == row[6]
            )
            assert called("CREW_RULE_SOURCE", own, *asked) == [row]


def test_the_names_and_counts_of_agreements_are_those_of_the_rules():
    """All rules are of a listed agreement."""
    counted = called("CREW_AGREEMENTS")

    assert sum(count for _, count in counted) == len(called("CREW_RULES")) - 1
    assert len({name for name, _ in counted}) == len(counted)


def test_only_rules_in_force_are_listed_for_a_day():
    """The per diem of 2024 is none of 2026."""
    rows = called("CREW_RULES", "US GSA", "2026-01-15")

    assert [row[6] for row in rows if row[5] == "per_diem"] == [68]
    with pytest.raises(CellError, match=r"#N/A no rule of Germany .* 2031"):
        called("CREW_RULES", "Germany", "2031-01-01")


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ([["parameter", "value"], ["x", "much"]], "rules, value"),
        ([["parameter"], ["x"]], "has no column “value”"),
        ([["parameter", "value", "from"], ["x", 1, "someday"]], "rules, effective_from"),
        ([["agreement", "parameter", "value"], ["A", "x", 1], ["B", "x", 2]], "holds 2 agreements"),
        ([["parameter", "value"], ["x", 1], ["x", 2]], "more than once"),
        (5, "#N/A no agreement “5”"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(rules, message):
    """By the heading, the cell or the rows."""
    with pytest.raises(CellError, match=message):
        called("CREW_RULE", rules, "x")


def test_headings_may_be_spelt_as_people_do():
    """Case, blanks and a few other words; dates as dates or serial numbers."""
    own = [["Rule", "Amount", "Valid from", "Valid to"], ["x", 7, 46083, dt.datetime(2026, 3, 31)]]

    assert called("CREW_RULE", own, "X", "2026-03-31") == 7
    with pytest.raises(CellError, match="#N/A"):
        called("CREW_RULE", own, "x", "2026-04-01")


def test_every_name_that_a_table_may_use_is_listed_with_its_meaning():
    """To write a table of one's own; words look into names and meanings."""
    rows = called("CREW_PARAMETERS")

    assert ["rest_hours", "hours"] in [row[:2] for row in rows]
    assert [row[0] for row in called("CREW_PARAMETERS", "grace")] == ["meal_grace_minutes"]
