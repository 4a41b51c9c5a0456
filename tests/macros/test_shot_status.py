"""Shot Status: a sheet of shots and departments, made anew with each press."""

from __future__ import annotations

from addin.adapters.folder import Folder
from addin.adapters.memory import Memory
from addin.macros.catalogue import BY_NAME
from addin.macros.press import press
from addin.reports.shot_status import SHEET
from addin.tables.table import Book, Value
from tests.grid import book, grid
from tests.macros.test_press import desk, files

STATUS = BY_NAME["shot_status"]
SHOTS = """
    Sequence | Shot | Description | Layout | Animation | Comp
    SQ1 | SH1 | They meet | done | wip | todo
    SQ1 | SH2 | They part | done | retake | todo
    SQ2 | SH1 | He waits | done | done | omit
"""
TASKS = """
    Project | Task Type | Sequence | Entity Type | Entity | Assignees | Retakes | Task Status
    P | Rigging | | Prop | Lantern | Kim | 0 | wip
    P | Animation | SQ1 | Shot | SH1 | Jo | 3 | done
"""


def shots(text: str = SHOTS) -> Book:
    """A workbook with a shot list."""
    return book(grid(text, "Shots"), name="Show.xlsx")


def rows_of(folder: Folder) -> dict[str, list[Value]]:
    """The sheet's rows by their first cell."""
    sheet = folder.read("Show.xlsx").sheet(SHEET)
    assert sheet is not None
    return {str(row[0]): list(row[1:]) for row in sheet.rows if row}


def test_shots_stand_down_departments_across_and_shares_above(tmp_path):
    """Omitted work counts nowhere; of three shown in animation one came back."""
    folder = files(tmp_path / "show", (shots(),))
    pressed = press(STATUS, desk(folder))
    rows = rows_of(folder)
    assert pressed.sentence == (
        "Made 'Tieout shot status' in Show.xlsx: 3 shots, 4 tasks done, 4 open."
    )
    assert rows["Shot"] == ["Layout", "Animation", "Comp"]
    assert rows["SQ1 SH2"] == ["done", "retake", "to do"]
    assert rows["SQ2 SH1"] == ["done", "done", "omitted"]
    assert rows["Tasks"] == [3, 3, 2]
    assert rows["Share done"] == [1, 1 / 3, 0]
    assert rows["Retakes for each one shown"] == [None, 0.5], "of the others nobody knows"


def test_a_list_of_tasks_as_text_is_shown_in_the_workbook_beside_it(tmp_path):
    """Assets are no shots; the CSV stays as it is."""
    folder = files(tmp_path / "show", (shots(),))
    lines = (line.split("|") for line in TASKS.strip().splitlines())
    text = "\n".join(",".join(cell.strip() for cell in cells) for cells in lines)
    (folder.root / "tasks.csv").write_text(text)
    assert press(STATUS, desk(folder)).ok
    rows = rows_of(folder)
    stands = dict(zip(rows["Shot"], rows["SQ1 SH1"], strict=True))
    assert stands == {"Layout": "done", "Animation": "in work", "Comp": "to do"}, "less of two"
    assert "Lantern" not in rows
    assert (folder.root / "tasks.csv").read_text() == text
    (folder.root / "Show.xlsx").unlink()
    assert "cannot hold a sheet" in press(STATUS, desk(Folder(folder.root))).sentence


def test_the_sheet_is_made_anew_and_never_read_as_a_list(tmp_path):
    """A second press finds the same shots."""
    folder = files(tmp_path / "show", (shots(),))
    assert press(STATUS, desk(folder)).ok
    rows = rows_of(folder)
    assert press(STATUS, desk(folder)).ok
    assert rows_of(folder) == rows
    assert len(folder.read("Show.xlsx").sheets) == 2


def test_without_a_list_of_statuses_nothing_is_made():
    """A shot list alone says what there is, not where it stands."""
    plain = "Sequence | Shot | Description\nSQ1 | SH1 | They meet\nSQ1 | SH2 | They part"
    pressed = press(STATUS, desk(Memory(shots(plain))))
    assert not pressed.ok
    assert "No list here says where a shot stands" in pressed.sentence
