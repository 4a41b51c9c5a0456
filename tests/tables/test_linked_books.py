"""Which workbook a link leads to."""

from __future__ import annotations

import pytest

from addin.tables.linked_books import file_name, linked_book
from tests.grid import book, grid


@pytest.mark.parametrize(
    "stated",
    [
        "Cost Report.xlsx",
        "file:///C:\\Users\\me\\Cost%20Report.xlsx",
        "https://example.com/sites/show/Cost%20Report.xlsx",
        "../roll-up/COST REPORT.XLSX",
    ],
)
def test_a_link_is_recognised_by_its_file_name(stated):
    """Path, slashes, percent signs and case do not matter; the file name does."""
    target = book(grid("1"), name="shows/Cost Report.xlsx")

    assert file_name(stated) == "cost report.xlsx"
    assert target is linked_book(stated, {target.name: target})


def test_two_workbooks_of_one_name_are_neither():
    """When two folders hold a workbook of that name, nobody can say which one is meant."""
    books = {name: book(grid("1"), name=name) for name in ("a/Log.xlsx", "b/Log.xlsx")}

    assert linked_book("Log.xlsx", books) is None
