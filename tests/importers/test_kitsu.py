"""Kitsu's lists: real import files, good and broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.errors import ImportRefused
from addin.importers.kitsu import KITSU


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "kind", "rows"),
    [
        ("assets.csv", "Kitsu assets", 3),
        ("assets_other_delimiter.csv", "Kitsu assets", 3),
        ("casting.csv", "Kitsu casting", 14),
        ("shots.csv", "Kitsu shots", 4),
        ("shots_assignations.csv", "Kitsu shots", 2),
        ("assets_broken_02.csv", "Kitsu assets", 2),
    ],
)
def test_real_lists(real: Path, name: str, kind: str, rows: int) -> None:
    """A list is known by its headings, with comma or semicolon, and read whole."""
    table = KITSU.read((real / "zou-csv" / name).read_bytes(), name).tables[0]
    assert (table.title, len(table.rows)) == (kind, rows)


@pytest.mark.real
def test_a_row_that_lacks_its_name_is_said(real: Path) -> None:
    """A row without what it must have is left out, with its line."""
    content = (real / "zou-csv" / "assets_broken_02.csv").read_bytes()
    (remark,) = KITSU.read(content, "assets.csv").remarks
    assert (remark.line, "no Name" in remark.text) == (3, True)


@pytest.mark.real
def test_a_list_without_a_needed_column_is_refused(real: Path) -> None:
    """Without the column of names there is no list of assets."""
    content = (real / "zou-csv" / "assets_broken_03.csv").read_bytes()
    with pytest.raises(ImportRefused, match="Name is missing"):
        KITSU.read(content, "assets.csv")


def test_frames_are_numbers_and_codes_stay_text() -> None:
    """``0010`` names a shot and keeps its zeros; 100 frames are a number."""
    content = b"Sequence,Name,Frame In,Frame Out\nSQ010,0010,0,100\nSQ010,0020,x,200\n"
    imported = KITSU.read(content, "shots.csv")
    assert imported.tables[0].rows == (("SQ010", "0010", 0, 100), ("SQ010", "0020", "x", 200))
    assert [(one.line, one.text) for one in imported.remarks] == [(3, "Frame In: “x” is no number")]
