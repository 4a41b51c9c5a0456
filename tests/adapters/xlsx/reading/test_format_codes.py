"""Which number formats make dates."""

from __future__ import annotations

import pytest

from addin.adapters.xlsx.reading.format_codes import BUILT_IN, Shows, shows


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", Shows.NUMBER),
        ("#,##0.00_);[Red](#,##0.00)", Shows.NUMBER),
        ("0.00E+00", Shows.NUMBER),
        ('"day" 0', Shows.NUMBER),
        ("\\d0", Shows.NUMBER),
        ("[Red]0", Shows.NUMBER),
        ("[$-409]0", Shows.NUMBER),
        ("_d0", Shows.NUMBER),
        ("@", Shows.NUMBER),
        ("yyyy-mm-dd", Shows.DATE),
        ("[$-F800]dddd, mmmm dd, yyyy", Shows.DATE),
        ("mmm", Shows.DATE),
        ("d/m", Shows.DATE),
        ("YYYY", Shows.DATE),
        ("h:mm", Shows.TIME),
        ("mm:ss.0", Shows.TIME),
        ("AM/PM h", Shows.TIME),
        ("d/m/yy h:mm", Shows.DATE_AND_TIME),
        ("[h]:mm", Shows.DURATION),
        ("[mm]:ss", Shows.DURATION),
        ("[ss]", Shows.DURATION),
        ("[>1]0;yyyy", Shows.NUMBER),
    ],
)
def test_letters_outside_quotes_and_brackets_decide(code, expected):
    """Colours, conditions, languages, texts and fillers are no letters of a date."""
    assert expected is shows(code)


def test_built_in_dates_are_dates():
    """The formats that files name by number alone."""
    dates = {number for number, code in BUILT_IN.items() if shows(code) is not Shows.NUMBER}

    assert {14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47} <= dates
    assert not dates & {*range(14), *range(37, 45), 48, 49}
