"""Headings inside a table."""

from __future__ import annotations

import pytest

from addin.tables.records.headings import account_in, groups_above
from addin.tables.table import Role
from tests.draw import drawn


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Acct: 6304 - LOCATION SECURITY", ("6304", "LOCATION SECURITY")),
        ("Account 2500", ("2500", "")),
        ("Account No. 01-00: Story", ("01-00", "Story")),
        ("6304 - Security", ("6304", "Security")),
        ("7300 (Paint shop)", ("7300", "Paint shop")),
        ("2000 PRODUCTION STAFF", ("2000", "PRODUCTION STAFF")),
        ("A1-01: Cast", ("A1-01", "Cast")),
        ("3 Cameras", ("", "")),
        ("2nd unit", ("", "")),
        ("ABOVE THE LINE", ("", "")),
        ("Accounting", ("", "")),
        ("", ""),
    ],
)
def test_the_account_a_heading_names(text, found):
    """Code and name, however they are joined; no code where there is none."""
    assert account_in(text) == (found or ("", ""))


def test_a_section_ends_at_its_total():
    """Rows below a total and above the next heading stand under nothing."""
    table, sheet = drawn(
        Role.BUDGET,
        "account amount",
        """
        Account | Amount
        Camera  |
        1       | 5
        Total   | 5
        2       | 5
        3000    | Sound
        3       | 5
        """,
        marks={2: "section", 4: "total", 6: "section"},
    )

    assert groups_above(table, sheet) == {3: "Camera", 7: "3000 Sound"}
