"""A production's lists, parted again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.production import by_list
from addin.domain.source import Source
from addin.domain.vendors import Vendor

TABLES = [
    ("PO.xlsx", "Log", {"vendor": "A"}),
    ("PO.xlsx", "Log", {"vendor": "F"}),  # a second table beside the first
    ("PO.xlsx", "Old", {"vendor": "A"}),
    ("PO 2.xlsx", "Log", {"vendor": "A"}),
]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), max_size=5))
def test_records_of_one_table_stay_together_and_in_order(blocks):
    """Records are parted where the workbook, the sheet or the table changes, and nowhere else."""
    vendors = [
        Vendor("Acme", "", Source(TABLES[table][0], TABLES[table][1], row, TABLES[table][2]))
        for table, length in blocks
        for row in range(1, length + 1)
    ]
    lists = by_list(iter(vendors))

    assert [vendor for one in lists for vendor in one] == vendors
    assert all(len({id(vendor.source.columns) for vendor in one}) == 1 for one in lists)
    changes = sum(
        vendors[i].source.columns is not vendors[i - 1].source.columns
        for i in range(1, len(vendors))
    )
    assert len(lists) == (changes + 1 if vendors else 0)
