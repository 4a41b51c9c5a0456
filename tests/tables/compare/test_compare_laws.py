"""What holds for any two versions of a sheet."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.compare.compare import compare
from addin.tables.compare.difference import BookDifference, SheetDifference
from addin.tables.table import Sheet
from tests.grid import book
from tests.tables.compare.versions import applied, books, sheet_of

VALUES = st.one_of(
    st.none(), st.sampled_from(["Lamps", "Cable", "Trucks", "Total", ""]),
    st.integers(-3, 12), st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False, width=16),
)  # fmt: skip
ROWS = st.lists(st.lists(VALUES, max_size=5), max_size=9)
SHEETS = ROWS.map(sheet_of)
FORMULAS = st.dictionaries(
    st.tuples(st.integers(1, 9), st.integers(1, 5)),
    st.sampled_from(["A1+B2", "SUM(A1:A4)", "$B$2*2", "B3", "Sheet1!C4", "1+", "SUM(A:A)"]),
    max_size=4,
)
LAWS = settings(max_examples=150, deadline=None)


def with_formulas(sheet: Sheet, formulas: dict[tuple[int, int], str]) -> Sheet:
    """A sheet with formulas in cells that hold a value."""
    return replace(
        sheet, formulas={c: f for c, f in formulas.items() if sheet.value(*c) is not None}
    )


COMPUTED = st.builds(with_formulas, SHEETS, FORMULAS)


def mirrored(difference: BookDifference) -> dict[str, object]:
    """A difference as seen from the newer version."""
    return {
        "sheets": [_mirrored(sheet) for sheet in difference.sheets],
        "added": difference.removed,
        "removed": difference.added,
        "totals": sorted((t.field, t.after, t.before, -t.change) for t in difference.totals),
    }


def _mirrored(sheet: SheetDifference) -> dict[str, object]:
    return {
        "aligned": sheet.aligned.reversed,
        "cells": {
            (c.kind.reversed, c.newer, c.older, repr(c.after), repr(c.before)) for c in sheet.cells
        },
        "unknown": sheet.unknown,
    }


def seen(difference: BookDifference) -> dict[str, object]:
    """A difference in the same terms."""
    return {
        "sheets": [
            {
                "aligned": sheet.aligned,
                "cells": {
                    (c.kind, c.older, c.newer, repr(c.before), repr(c.after)) for c in sheet.cells
                },
                "unknown": sheet.unknown,
            }
            for sheet in difference.sheets
        ],
        "added": difference.added,
        "removed": difference.removed,
        "totals": sorted((t.field, t.before, t.after, t.change) for t in difference.totals),
    }


@given(COMPUTED)
@LAWS
def test_a_version_does_not_differ_from_itself(sheet):
    """Nothing changed, nothing is said."""
    assert books(sheet, sheet).is_empty
    assert books(sheet, replace(sheet)).totals == ()


@given(COMPUTED, COMPUTED)
@LAWS
def test_from_the_newer_to_the_older_everything_is_the_other_way_round(one, other):
    """What was added is removed, what was cleared is filled in; rows have the same partners."""
    there, back = books(one, other), books(other, one)

    assert mirrored(there) == seen(back)


@given(SHEETS, SHEETS)
@LAWS
def test_the_older_version_and_the_difference_give_the_newer_one(one, other):
    """No change is left out, and none is made up."""
    difference = books(one, other).sheets[0]

    wanted = [list(row) for row in other.rows]
    assert repr(applied(difference, one)) == repr(wanted) or applied(difference, one) == wanted


@given(SHEETS, st.integers(0, 9), st.lists(VALUES, min_size=1, max_size=7))
@LAWS
def test_a_row_put_in_is_one_row_and_nothing_else(sheet, place, row):
    """Whatever stands below has moved, not changed."""
    if all(value is None for value in row):
        row = [7]
    rows = [list(one) for one in sheet.rows]
    place = min(place, len(rows))
    rows.insert(place, list(row))

    difference = books(sheet, sheet_of(rows)).sheets[0]

    assert len(difference.rows_added) == 1
    assert (difference.rows_removed, difference.cells, difference.rows_moved) == ([], (), 0)
    assert difference.aligned.columns.added == []


NUMBERS = st.lists(st.integers(1000, 9999), min_size=6, max_size=25, unique=True)


def po_log(numbers: list[int]) -> Sheet:
    """Orders by their number; all else follows from it."""
    heading = ["PO #", "Date", "Vendor", "Account", "Description", "Amount", "Status"]
    lines = [
        [f"PO-{n}", f"2026-03-{n % 28 + 1:02}", f"Vendor {n % 7}", f"{2500 + n % 9}",
         f"Hire {n % 11}", n % 900 + 1, "Open" if n % 3 else "Closed"]
        for n in numbers
    ]  # fmt: skip
    return sheet_of([heading, *lines], "PO Log")


@given(NUMBERS, st.randoms(use_true_random=False))
@LAWS
def test_lines_with_a_key_in_another_order_have_only_moved(numbers, chance):
    """A sorted list is the same list."""
    mixed = list(numbers)
    chance.shuffle(mixed)

    difference = books(po_log(numbers), po_log(mixed)).sheets[0]

    assert difference.cells == ()
    assert (difference.rows_added, difference.rows_removed) == ([], [])
    assert bool(difference.rows_moved) is (mixed != numbers)


@given(NUMBERS, st.data())
@LAWS
def test_what_rows_explain_and_what_they_do_not_is_the_whole_difference(numbers, data):
    """To the cent, whatever was edited, put in or taken out."""
    kept = data.draw(st.lists(st.sampled_from(numbers), min_size=4, unique=True))
    older, newer = po_log(numbers), po_log(sorted(kept))

    difference = compare(book(older), book(newer))

    amounts = [
        sum(row[5] for row in sheet.rows[1:] if isinstance(row[5], int)) for sheet in (older, newer)
    ]
    for total in difference.totals:
        assert total.explained + total.unexplained == total.change
        if total.field == "amount":
            assert total.change == amounts[1] - amounts[0]
