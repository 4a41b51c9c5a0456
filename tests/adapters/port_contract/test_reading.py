"""What is read is the same, whichever adapter reads it."""

from __future__ import annotations

import pytest

from addin.adapters.folder import Folder
from addin.errors import FileMissing
from addin.tables.changes import Changes
from addin.tables.table import CellEdit, Visibility
from tests.adapters.port_contract.compared import seen
from tests.adapters.port_contract.places import ALL, BOOK, TABLE, WRITING, on


@on(*ALL)
def test_every_workbook_is_listed_by_its_path_from_the_folder(place):
    """In a fixed order, with ``/``."""
    assert list(place.workbooks.names()) == [TABLE, BOOK]


@on(*ALL)
def test_what_is_read_is_the_same_whoever_reads_it(place):
    """Values, formulas, formats, what is hidden, merged, filtered, noted, named, in tables."""
    for name in place.workbooks.names():
        expected, found = Folder(place.root).read(name), place.read(name)

        assert found.name == name
        assert (found.kind, found.date_1904) == (expected.kind, expected.date_1904)
        assert dict(found.names) == dict(expected.names)
        assert set(found.defined_names) == set(expected.defined_names)
        for one, other in zip(expected.sheets, found.sheets, strict=True):
            assert seen(other) == seen(one)


@on(*ALL)
def test_a_workbook_that_is_not_there_is_said_to_be_missing(place):
    """For reading, for its content and for writing."""
    with pytest.raises(FileMissing, match=r"Nobody\.xlsx"):
        place.workbooks.read("Nobody.xlsx")
    with pytest.raises(FileMissing):
        place.workbooks.content("Nobody.xlsx")
    with pytest.raises(FileMissing):
        place.workbooks.write("Nobody.xlsx", Changes(recalculate_on_load=True))


@on(*WRITING)
def test_the_content_is_the_workbook_as_it_is_now(place, tmp_path):
    """What was written and not saved is in it too."""
    place.write(cells=(CellEdit("Costs", 2, 3, 12),))
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(place.workbooks.content(BOOK))

    again = Folder(tmp_path).read("copy.xlsx").sheet("Costs")
    assert again is not None
    assert again.value(2, 3) == 12


def test_the_drawn_workbook_has_one_of_everything(drawn):
    """Otherwise the laws above would say little."""
    book = Folder(drawn).read(BOOK)
    sheet = book.sheets[0]

    assert sheet.arrays
    assert sheet.merged
    assert sheet.hidden_rows
    assert sheet.hidden_columns
    assert sheet.notes
    assert sheet.uncached
    assert book.sheets[1].is_protected
    assert book.sheets[2].filtered
    assert book.sheets[4].visibility is Visibility.VERY_HIDDEN
    assert Folder(drawn).read(TABLE).sheets[0].list_objects[0].totals_rows == 1
