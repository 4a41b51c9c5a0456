"""Build Call Sheet and Refresh DOOD as PDF: sheet and file in one press, and in one undo."""

from __future__ import annotations

import io

from pypdf import PdfReader

from addin.adapters.beside import Beside
from addin.adapters.memory import Memory
from addin.macros.catalogue import BY_NAME
from addin.macros.press import press
from addin.tables.table import Book
from tests.grid import grid
from tests.jobs.test_build_call_sheet import BOARD, CAST, CREW
from tests.macros.test_close_week import all_files
from tests.macros.test_press import desk, files, kept  # noqa: F401 - a fixture

CALL, DOOD, UNDO = (BY_NAME[name] for name in ("build_call_sheet", "refresh_dood", "undo_last"))


def show() -> Book:
    """A board of three days with its lists."""
    drawn = {"Stripboard": BOARD, "Cast list": CAST, "Crew list": CREW}
    return Book("Show.xlsx", tuple(grid(text, name) for name, text in drawn.items()), "digest")


def words(content: bytes) -> str:
    """All that a PDF says."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_call_sheet_and_its_pdf_are_made_and_taken_back_together(tmp_path, kept):  # noqa: F811
    """One entry in the journal; the undo leaves every file as it was."""
    folder = files(tmp_path / "show", (show(),))
    before = all_files(folder.root)
    at_work = desk(folder, kept, documents=Beside(folder.root))
    asked = {"date": "2026-03-03", "call": "0730", "pdf": "Letter"}

    pressed = press(CALL, at_work, asked)
    assert pressed.ok, pressed.sentence
    assert pressed.sentence.endswith("Saved as 'Show, Call Sheet Day 2.pdf', 1 page of Letter.")
    after = all_files(folder.root)
    assert set(after) - set(before) == {"Show, Call Sheet Day 2.pdf"}
    assert after["Show.xlsx"] != before["Show.xlsx"]
    said = words(after["Show, Call Sheet Day 2.pdf"])
    assert "Day 2 of 3" in said
    assert "General call 07:30" in said

    assert press(CALL, at_work, asked).ok, "it is replaced"
    assert press(UNDO, at_work).ok
    assert press(UNDO, at_work).ok
    assert all_files(folder.root) == before


def test_a_day_out_of_days_and_its_pdf_are_made_and_taken_back_together(tmp_path, kept):  # noqa: F811
    """Made new, and again when it is up to date: then only the file is written anew."""
    folder = files(tmp_path / "show", (show(),))
    before = all_files(folder.root)
    at_work = desk(folder, kept, documents=Beside(folder.root))

    pressed = press(DOOD, at_work, {"pdf": "A4"})
    assert pressed.sentence.endswith("Saved as 'Show, Day out of Days.pdf', 1 page of A4.")
    first = all_files(folder.root)
    said = words(first["Show, Day out of Days.pdf"])
    assert "ADA Kim Marsh SW H WF" in said

    again = press(DOOD, at_work, {"pdf": "A4"})
    assert "agrees with the stripboard" in again.sentence
    assert all_files(folder.root)["Show.xlsx"] == first["Show.xlsx"]
    assert press(UNDO, at_work).ok
    assert press(UNDO, at_work).ok
    assert all_files(folder.root) == before


def test_without_a_folder_a_pdf_is_refused_and_nothing_made(kept):  # noqa: F811
    """Workbooks of a page in the browser: the sentence says what to do."""
    for button, more in ((CALL, {"date": "2026-03-03"}), (DOOD, {})):
        pressed = press(button, desk(Memory(show()), kept), {"pdf": "A4", **more})
        assert not pressed.ok
        assert "No PDF can be kept" in pressed.sentence


def test_paper_that_does_not_exist_is_refused(kept):  # noqa: F811
    """A4 or Letter."""
    pressed = press(CALL, desk(Memory(show()), kept), {"pdf": "A5"})
    assert pressed.sentence == "Build Call Sheet: PDF is one of A4, Letter. Nothing was done."
