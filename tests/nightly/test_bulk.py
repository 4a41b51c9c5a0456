"""How much there is in a production's folder."""

from __future__ import annotations

import openpyxl
import pytest

from addin.nightly.bulk import Bulk, bulk_of


def test_a_workbook_is_as_large_as_its_sheets_are_to_read(tmp_path):
    """Told by the list at its end: two sheets, and more cells than the file has bytes."""
    book = openpyxl.Workbook()
    book.create_sheet("Second")
    for _ in range(2000):
        book.worksheets[0].append(["the same", 1, 2])
    book.save(tmp_path / "Ledger.xlsx")

    found = bulk_of(tmp_path)

    assert (found.files, found.sheets) == (1, 2)
    assert found.cells > 5 * found.megabytes > 0


def test_each_kind_of_file_counts_for_itself(tmp_path):
    """Exports and older workbooks by their bytes; pictures take room, and no time."""
    (tmp_path / "Inbox").mkdir()
    (tmp_path / "Inbox" / "bank.csv").write_bytes(b"x" * 2_000_000)
    (tmp_path / "old.xls").write_bytes(b"x" * 1_000_000)
    (tmp_path / "poster.png").write_bytes(b"x" * 3_000_000)

    assert bulk_of(tmp_path) == Bulk(2, other_books=1.0, exports=2.0, megabytes=6.0)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"\0" * 5000])
def test_a_broken_workbook_is_one_file_and_no_trouble(tmp_path, content):
    """What is wrong with it, its night will say."""
    (tmp_path / "Budget.xlsx").write_bytes(content)

    found = bulk_of(tmp_path)

    assert (found.files, found.sheets, found.cells) == (1, 0, 0.0)


def test_our_own_files_and_locks_of_office_count_nothing(tmp_path):
    """A night does not read them; a folder that is not there holds nothing."""
    (tmp_path / ".tieout").mkdir()
    (tmp_path / ".tieout" / "history.csv").write_text("x" * 1000)
    (tmp_path / "~$Budget.xlsx").write_text("somebody")

    assert bulk_of(tmp_path) == Bulk()
    assert bulk_of(tmp_path / "gone") == Bulk()
