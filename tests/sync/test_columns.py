"""Headings that changed are said, and never acted on."""

from __future__ import annotations

from dataclasses import replace

from addin.ports.binding import Policy
from addin.sync.columns import exchanged, new, renamed, strangers
from tests.sync.drawn import bound

BINDING = bound()


def test_a_renamed_heading_is_said():
    """With its new text; blanks and case are no new text, and a heading not read is none."""
    same = {"a": " A ", "b": "b"}

    assert list(renamed(BINDING, same, "sheet")) == []
    assert list(renamed(BINDING, {**same, "b": "Vendor"}, "sheet")) == [
        (
            "The heading of b in the sheet is now Vendor. The column is synced as before; name it "
            "b again, or bind it anew if it holds something else."
        )
    ]


def test_the_heading_in_the_workbook_counts_too():
    """A column that was renamed in the workbook is known under both headings."""
    columns = (replace(BINDING.columns[0], heading="Amount"), *BINDING.columns[1:])

    assert not list(renamed(replace(BINDING, columns=columns), {"a": "Amount"}, "workbook"))


def test_headings_that_changed_places():
    """Each is told with the column whose heading stands above it."""
    headings = {"a": "b", "b": "a", "c": "c"}

    assert exchanged(BINDING, headings) == (("a", "b"), ("b", "a"))
    assert exchanged(BINDING, {"a": "new", "b": "b"}) == ()


def test_another_table():
    """Two headings, both strange; one alone proves nothing."""
    assert strangers(BINDING, {"a": "x", "b": "y"})
    assert not strangers(BINDING, {"a": "x", "b": "b"})
    assert not strangers(BINDING, {"a": "x"})


def test_new_columns_are_offered():
    """Headings that the binding does not know; one that is never synced is known."""
    binding = bound(Policy.ASK, Policy.NEVER)

    assert list(new(binding, ["a", "B", "", "Tax"], "workbook")) == [
        "Tax is a new column in the workbook and is not synced. Add it to the binding to sync it."
    ]
