"""The day-out-of-days follows the stripboard; what people typed into it stays."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from addin import wiring
from addin.adapters.memory import Memory
from addin.errors import NothingToDo
from addin.jobs.apply import apply_all
from addin.jobs.refresh_dood import RefreshedDood, refresh_dood
from addin.settings.model import Settings
from addin.tables.table import Book, Value
from tests.grid import grid

BOARD = """
    Scene | I/E | Set | D/N | Pages | Cast
    1 | INT | BARN | D | 1 1/8 | 1
    2 | INT | BARN | N | 4/8 | 1, 2
    END OF DAY 1 - 2026-03-02
    3 | EXT | YARD | D | 2 | 2
    END OF DAY 2 - 2026-03-03
    4 | EXT | ROAD | D | 1/8 | 1
    END OF DAY 3 - 2026-03-04
"""
CAST = """
    No. | Character | Actor
    1 | ADA | Kim Marsh
    2 | BEN | Ola Berg
"""
DOOD = """
    No. | Character | 2026-03-02 | 2026-03-03 | 2026-03-04 | Work | Hold | Total
    1 | ADA | SW | WF | FT | 2 | 0 | 2
    9 | GUARD | | SWF | TR | 1 | 0 | 1
"""


def _book(**sheets: str) -> Book:
    drawn = tuple(grid(text, name.replace("_", " ")) for name, text in sheets.items())
    return Book("Schedule.xlsx", drawn, "digest")


def _plan(*books: Book, sheet: str = "", drop_gap: int | None = None) -> RefreshedDood:
    return refresh_dood(Memory(*books), Settings(), "Show", sheet=sheet, drop_gap=drop_gap)


def _edits(plan: RefreshedDood) -> dict[tuple[int, int], Value]:
    return {(one.row, one.column): one.value for one in plan.batch.changes.cells}


def test_codes_and_totals_that_differ_are_changed_and_nothing_else() -> None:
    """Ada is held on day 2 and finishes on day 3; a guard who is off the board keeps his travel."""
    plan = _plan(_book(Stripboard=BOARD, Cast_list=CAST, DOOD=DOOD))
    assert _edits(plan) == {
        (2, 4): "H",
        (2, 5): "WF",
        (2, 7): 1,
        (2, 8): 3,
        (3, 4): None,
        (3, 6): 0,
        (3, 8): 0,
    }
    (rows,) = plan.batch.changes.rows
    assert rows.rows == ({3: "SW", 4: "WF", 1: 2, 2: "BEN", 6: 2, 7: 0, 8: 2},)
    assert "7 cells changed, 1 part added" in plan.sentence


def test_a_day_out_of_days_that_agrees_is_not_touched() -> None:
    """No batch where nothing changed."""
    right = """
        No. | Character | 2026-03-02 | 2026-03-03 | 2026-03-04 | Work | Hold | Total
        1 | ADA | SW | H | WF | 2 | 1 | 3
        2 | BEN | SW | WF | | 2 | 0 | 2
    """
    plan = _plan(_book(Stripboard=BOARD, Cast_list=CAST, DOOD=right))
    assert not plan.batch.changes
    assert plan.sentence == "'DOOD' agrees with the stripboard."


def test_formulas_are_left_alone() -> None:
    """A total by formula stays a formula."""
    drawn = DOOD.replace("| 2 | 0 | 2\n", "| =COUNTA(C2:E2)->2 | 0 | 2\n")
    plan = _plan(_book(Stripboard=BOARD, Cast_list=CAST, DOOD=drawn))
    assert (2, 6) not in _edits(plan)


def test_days_without_a_column_are_said() -> None:
    """A sheet that has no column for a day of the board is told so, not widened."""
    short = """
        No. | Character | 2026-03-02 | 2026-03-03 | Work | Hold
        1 | ADA | SW | H | 2 | 1
        2 | BEN | SW | WF | 2 | 0
    """
    plan = _plan(_book(Stripboard=BOARD, Cast_list=CAST, DOOD=short))
    assert plan.sentence.endswith("It has no column for 1 day of the board (04 Mar).")


def test_a_long_gap_is_a_drop_where_it_is_asked_for() -> None:
    """One free day is a drop and a pick-up if the deal says so."""
    plan = _plan(_book(Stripboard=BOARD, Cast_list=CAST, DOOD=DOOD), drop_gap=1)
    assert _edits(plan)[2, 3] == "SWD"
    assert _edits(plan)[2, 5] == "PWF"


def test_without_one_a_sheet_is_made_that_is_read_back(tmp_path: Path) -> None:
    """The new sheet, written into a real workbook, reads as the day-out-of-days it is."""
    file = tmp_path / "Schedule.xlsx"
    file.write_bytes(_real_file())
    workbooks = wiring.workbooks(tmp_path)
    plan = refresh_dood(workbooks, Settings(), "Show")
    assert (
        plan.sentence == "Made the sheet 'Day out of Days' in Schedule.xlsx: 2 parts over 3 days."
    )
    apply_all(workbooks, (plan.batch,))
    again = refresh_dood(workbooks, Settings(), "Show")
    assert again.sentence == "'Day out of Days' agrees with the stripboard."
    assert not again.batch.changes


def test_a_board_without_dates_is_refused() -> None:
    """Days without dates make no day-out-of-days; the sentence says what to type."""
    board = "\n".join(line.partition(" - 2026")[0] for line in BOARD.splitlines())
    with pytest.raises(NothingToDo, match="no dates"):
        _plan(_book(Stripboard=board))
    with pytest.raises(NothingToDo, match="no stripboard"):
        _plan(_book(Cast_list=CAST))


def test_of_several_boards_one_is_chosen_by_name() -> None:
    """Two boards are asked about, never guessed."""
    both = _book(Stripboard=BOARD, Board_B=BOARD, Cast_list=CAST)
    with pytest.raises(NothingToDo, match="Several stripboards"):
        _plan(both)
    assert "2 parts" in _plan(both, sheet="Board B").sentence


def _real_file() -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    for name, text in (("Stripboard", BOARD), ("Cast list", CAST)):
        page = made.create_sheet(name)
        for row in grid(text, name).rows:
            page.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
