"""REC_: two lists against one another, in cells."""

from __future__ import annotations

import pytest

from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from tests.udfs.called import called

LOG = [["PO"], ["PO-0042"], ["PO-0043"], [""], ["PO-0044"], ["PO-4417"], ["PO-0046"]]
ORDERED = [["Amount"], [100.0], [8200.0], [""], [50.0], [75.0], [500.0]]
LEDGER = [["Ref"], ["42"], ["43"], ["44"], ["44"], ["4477"], ["46"], ["46"]]
POSTED = [["Amount"], [100.0], [8020.0], [50.0], [50.0], [75.0], [300.0], [200.0]]


def test_every_row_has_its_status_beside_it():
    """A heading and an empty row stay empty; the rows keep their places."""
    found = called("REC_STATUSES", LOG, ORDERED, LEDGER, POSTED)

    assert found == [
        ["", "", "", ""],
        ["matched", 0, 2, ""],
        [
            "amount differs",
            -180,
            3,
            "two digits are swapped: the difference 180.00 is divisible by 9",
        ],
        ["", "", "", ""],
        ["duplicate", 0, "4, 5", "2 times on the other list"],
        ["missing", "", "", "near: 4477"],
        ["sums agree", 0, "7, 8", ""],
    ]


def test_one_row_and_the_whole_list_agree():
    """Filled down or spilled, no key being there twice in the list, the words are the same."""
    spilled = called("REC_STATUSES", LOG, ORDERED, LEDGER, POSTED)
    filled = called("REC_STATUS", LOG[1:], ORDERED[1:], LEDGER, POSTED)

    assert [row[0] for row in spilled[1:]] == [row[0] for row in filled]


def test_account_codes_are_compared_as_text():
    """01-00 and 1-0 are two accounts, and one reference."""
    rows = ["01-00", 5.0, [["1-0"]], [[5.0]]]

    assert called("REC_STATUS", *rows) == "matched"
    assert called("REC_STATUS", *rows, 0.0, "text") == "missing"
    assert called("REC_STATUS", "n/a", 5.0, [["n/a"]], [[5.0]]) == ""


def test_a_tolerance_is_an_amount_either_way():
    """A cent over and a cent under."""
    rows = [[["1"], ["2"]], [[10.0], [10.0]], [["1"], ["2"]], [[10.01], [9.99]]]

    assert [row[0] for row in called("REC_STATUSES", *rows, 0.01)] == ["matched", "matched"]
    assert [row[1] for row in called("REC_STATUSES", *rows)] == [0.01, -0.01]


def test_columns_that_are_not_side_by_side_are_an_error():
    """Rows that slipped must not be matched."""
    with pytest.raises(CellError, match="other_amounts has 1 cells, other_keys has 2"):
        called("REC_STATUSES", [["1"]], [[1.0]], [["1"], ["2"]], [[1.0]])


def test_a_reference_that_is_there_is_itself():
    """As the list writes it, even where another is one slip away."""
    known = [["VR-4417"], ["VR-4477"]]

    assert called("REC_NEAREST", "vr 4477", known) == "VR-4477"
    assert called("REC_NEAREST", [["VR-4477"], ["XX"]], known) == [
        ["VR-4477"],
        [ErrorValue("#N/A")],
    ]
    with pytest.raises(CellError, match="names nothing"):
        called("REC_NEAREST", "", known)


def test_totals_that_tie_are_true():
    """Within the tolerance, from ranges with headings and blanks."""
    assert called("REC_TIE", [["Sum"], [5.0], [""], [5.0]], 10.0) is True
    assert called("REC_TIE", 10.0, 10.05, 0.05) is True
    assert called("REC_TIE", 10.0, 10.06, 0.05).startswith("right is 0.06 more than left")
