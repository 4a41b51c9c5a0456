"""Number formats that show dates."""

from __future__ import annotations

import pytest

from addin.tables.date_formats import is_date_format


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("General", False),
        ("0.00", False),
        ('#,##0 "days"', False),
        ("[Red]-0", False),
        ("yyyy-mm-dd", True),
        ("[$-409]d-mmm", True),
        ("h:mm", True),
        ("_($* #,##0_)", False),
    ],
)
def test_knows_date_formats(number_format, expected):
    """A format is a date's when a letter of dates is left outside quotes and brackets."""
    assert expected is is_date_format(number_format)
