"""The cut-off moves on in the text of the settings, and nothing else in it changes."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from addin.settings.moved_cutoff import with_cutoffs
from addin.settings.read import settings

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@given(
    was=DAYS,
    now=DAYS,
    before=st.none() | DAYS,
    quote=st.sampled_from(["", '"', "'"]),
    note=st.sampled_from(["", "  # Saturdays", " # was = 2020-01-01"]),
    first=st.booleans(),
)
def test_both_dates_are_read_back_and_other_lines_stay(was, now, before, quote, note, first):
    """Quoted or not, with a comment or none, in either order, there before or not."""
    lines = [f"cutoff = {quote}{was}{quote}{note}"]
    if before:
        lines.insert(0 if first else 1, f"previous_cutoff={before}")
    text = "\n".join(["# ours", "[production]", 'name = "X"', *lines, "[check]", "open_days = 30"])
    moved = with_cutoffs(text, previous=was, cutoff=now)
    assert moved is not None
    read = settings(moved, "production.toml")

    assert (read.previous_cutoff, read.cutoff) == (was, now)
    assert (read.name, read.open_days) == ("X", 30)
    kept = [line for line in moved.split("\n") if "cutoff" not in line]
    assert kept == [line for line in text.split("\n") if "cutoff" not in line]
    assert note in moved


def test_a_cut_off_without_a_line_of_its_own_is_not_moved():
    """Neither one in an inline table nor one that is not there."""
    for text in ("production = {cutoff = 2026-03-07}\n", "[production]\nname = 'X'\n"):
        day = dt.date(2026, 3, 7)
        assert with_cutoffs(text, previous=day, cutoff=day) is None
