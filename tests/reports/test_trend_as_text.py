"""A trend on the terminal."""

from __future__ import annotations

import doctest

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from addin.reports import history_as_rows, history_as_text, trend_as_text
from addin.reports.trend_as_text import spark
from tests.reports.charts.laws import moment


@settings(deadline=None)
@given(st.lists(st.integers(-(10**12), 10**12) | st.none(), max_size=70))
def test_bars_rise_as_values_do(values):
    """One for each of the last sixty; a blank where there is none, and the largest is highest."""
    bars = spark(values)
    shown = values[-60:]

    if all(value is None for value in shown):
        assert bars == ""
        return
    assert len(bars) == len(shown)
    for bar, value in zip(bars, shown, strict=True):
        assert (bar == " ") == (value is None)
    known = sorted((v, b) for v, b in zip(shown, bars, strict=True) if v is not None)
    assert [bar for _, bar in known] == sorted(bar for _, bar in known)
    if known[0][0] != known[-1][0]:
        assert (known[0][1], known[-1][1]) == ("▁", "█")


def test_a_terminal_without_such_letters_gets_plain_ones():
    """Those of an old console."""
    assert spark([1, 2, 3], plain_letters=True) == "_-^"


def test_what_docstrings_show_is_so():
    """Bars, durations, texts that are no formulas."""
    for module in (trend_as_text, history_as_text, history_as_rows):
        assert doctest.testmod(module).failed == 0


def shown(text, width=80) -> list[str]:
    """What a terminal of so many columns shows."""
    console = Console(width=width, force_terminal=False)
    with console.capture() as capture:
        console.print(text)
    return [line.rstrip() for line in capture.get().splitlines()]


def test_productions_without_a_cost_report_have_no_columns_for_one():
    """Names are cut in a narrow window; how many nights are drawn is not the window's matter."""
    nights = [moment(at, total=None, currency="") for at in range(1, 21)]
    long = "A film whose working title nobody in the whole of the office could agree upon"

    said = shown(trend_as_text.studio_as_text("Northlight", {"Day": nights, long: nights}))

    assert said[0].split() == ["production", "open", "open", "by", "night"]
    assert len(said[1].split()[-1]) == 14
    assert "…" in said[2]
    assert said[3] == ""
