"""The rules argument: a name, a rule table, or a table of tiers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from addin.domain.overtime import DayKind, Tier
from addin.udfs.cell_error import CellError
from addin.udfs.rules_given import rules_given, tiers_given

OWN = (
    ("parameter", "value", "class"),
    ("overtime_after_10_hours", 1.5, None),
    ("rest_hours", 9.0, "Grip"),
    (None, None, None),
)


def test_a_single_cell_is_a_name_and_a_block_is_a_table():
    """A block of one agreement needs no name."""
    assert rules_given((("sag-aftra",),)).value("rest_hours") == 12
    assert rules_given(OWN, None, "grip").value("rest_hours") == 9


def test_tiers_come_from_rules_or_from_hours_and_multiples():
    """All three say the same of a day beyond ten hours."""
    expected = (Tier(Decimal(0), Decimal(1)), Tier(Decimal(10), Decimal("1.5")))
    block = (("After hours", "Multiplier"), (10.0, "1.5"))

    for given in (OWN, block):
        assert tiers_given(given, DayKind.USUAL, None, "", "") == expected


def test_a_table_of_neither_says_what_is_missing():
    """The headings that are there are shown."""
    with pytest.raises(CellError, match="has no column “after”; its headings: When, What"):
        tiers_given((("When", "What"), (1, 2)), DayKind.USUAL, None, "", "")
    with pytest.raises(CellError, match="has no column “parameter”"):
        rules_given((("When", "What"), (1, 2)))
