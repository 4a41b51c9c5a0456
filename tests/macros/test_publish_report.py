"""Publish Report: a page beside the workbook; again the same day replaces it; undo goes back."""

from __future__ import annotations

from dataclasses import replace

from addin.adapters.beside import Beside
from addin.adapters.memory import Memory
from addin.macros.catalogue import BY_NAME
from addin.macros.press import press
from tests.jobs.production_in_memory import books
from tests.macros.test_close_week import all_files
from tests.macros.test_press import AT, desk, files, kept  # noqa: F401 - a fixture

PUBLISH, UNDO = BY_NAME["publish_report"], BY_NAME["undo_last"]
PAGE = "Cost Report, Report 2026-03-12.html"


def test_a_page_is_made_replaced_and_taken_back(tmp_path, kept):  # noqa: F811
    """The workbook itself stays as it is; each undo goes one page back."""
    folder = files(tmp_path / "show", books())
    before = all_files(folder.root)
    at_work = desk(folder, kept, documents=Beside(folder.root))

    pressed = press(PUBLISH, at_work)
    assert pressed.sentence == f"Report published as '{PAGE}': 3 accounts, 1 over budget."
    first = all_files(folder.root)
    assert set(first) - set(before) == {PAGE}
    assert {name: first[name] for name in before} == before
    assert "2520 Catering" in first[PAGE].decode()
    assert "(100.00)" in first[PAGE].decode()

    later = replace(at_work, at=AT.replace(hour=18))
    assert press(PUBLISH, later).ok
    assert b"18:00" in all_files(folder.root)[PAGE]
    assert press(UNDO, at_work).ok
    assert all_files(folder.root) == first
    assert press(UNDO, at_work).ok
    assert all_files(folder.root) == before


def test_without_a_place_or_a_report_nothing_is_published(tmp_path):
    """It says so."""
    nowhere = press(PUBLISH, desk(Memory(*books())))
    assert "No page can be kept" in nowhere.sentence
    folder = files(tmp_path / "show", books()[:2])
    none = press(PUBLISH, desk(folder, documents=Beside(folder.root)))
    assert (none.ok, "no cost report" in none.sentence) == (False, True)
