"""REC_: documents that are entered twice, in cells."""

from __future__ import annotations

from tests.udfs.called import called


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
