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


def test_all_explanations_of_a_difference_are_given():
    """The usual slips, then what the rows say."""
    told = called("REC_EXPLAIN", 620.0, 310.0, "", [[310.0], [155.0]])

    assert told == (
        "one is twice the other: entered twice?; the difference 310.00 is amount 1;"
        " half the difference is amount 2: is its sign wrong?"
    )


def test_a_rate_of_six_is_no_six_per_cent():
    """600 % would explain things nobody meant."""
    with pytest.raises(CellError, match="tax_rates is 6"):
        called("REC_EXPLAIN", 106.0, 100.0, 6.0)


def test_sums_that_chance_would_make_are_called_so():
    """The only set among many small amounts proves little."""
    larger = [[each / 100] for each in range(53, 83)]

    told = called("REC_SPLIT", 1.0, [[0.51], [0.49], *larger])

    assert told.startswith("0.51 + 0.49 (cells 1, 2); chance alone would make about ")


def test_a_split_names_its_cells():
    """Blank cells and the heading count as places."""
    told = called("REC_SPLIT", -700.0, [["Amount"], [-500.0], [""], [-200.0], [700.0]])

    assert told == "-500.00 + -200.00 (cells 2, 4)"
    with pytest.raises(CellError, match="nothing"):
        called("REC_SPLIT", 0.0, [[1.0]])
    with pytest.raises(CellError, match="between 1 and 5"):
        called("REC_SPLIT", 5.0, [[1.0]], 6.0)


def test_doubles_are_marked_beside_their_rows():
    """Both of them, and nothing beside a heading; the scalar form looks at a list above."""
    numbers = [["Invoice"], ["2207"], ["118"], [2207.0]]
    vendors = [["Vendor"], ["Yard Inc"], ["Acme"], ["Yard"]]
    amounts = [["Total"], [310.0], [75.0], [310.0]]

    assert called("REC_DUPLICATES", numbers, vendors, amounts) == [
        [""],
        ["same number and amount: cell 4"],
        [""],
        ["same number and amount: cell 2"],
    ]
    above = numbers[:3], vendors[:3], amounts[:3]
    assert (
        called("REC_DUPLICATE", 2207.0, "Yard", 310.0, *above) == "same number and amount: cell 2"
    )
    assert (
        called("REC_DUPLICATE", 118.0, "Acme", 80.0, *above)
        == "same number, another amount: cell 3"
    )
