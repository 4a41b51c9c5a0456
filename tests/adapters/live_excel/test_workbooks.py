"""Workbooks that are open: few calls, nothing half done, Excel left as it was found."""

from __future__ import annotations

import openpyxl
import pytest

from addin.adapters.live_excel import performing, workbooks
from addin.errors import FileChanged, FileInUse, HalfWritten, WriteRefused
from addin.tables.changes import AppendedRows, Changes, NoteEdit
from addin.tables.table import CellEdit, NewCell, NewSheet
from tests.adapters.live_excel.in_excel import Breaks, opened

LIST = """
    Account | Amount | Twice
    '2510   | 500    | =B2*2->1000
    '2520   | 80     | =B3*2->160
"""


def long_list(rows: int) -> str:
    """As many rows, of text, numbers and formulas."""
    return "\n".join(
        ["Account | Amount | Twice"]
        + [f"'{2000 + n} | {n}.25 | =B{n + 1}*2 -> {2 * n}.5" for n in range(1, rows + 1)]
    )


def test_a_whole_table_is_read_in_a_few_calls_however_long_it_is(tmp_path):
    """Ten times the rows, not one call more."""
    counted = {}
    for rows in (40, 400):
        with opened(tmp_path / str(rows), long_list(rows)) as at_work:
            at_work.calls()
            at_work.read()
            counted[rows] = at_work.calls()

    assert counted[400] == counted[40]
    assert counted[400]["Value2"] == counted[400]["Formula"] == 1
    assert sum(counted[400].values()) < 20


def test_a_column_with_formats_by_sections_costs_a_call_for_each_not_for_each_cell(tmp_path):
    """Halving finds where the format changes."""
    with opened(tmp_path, long_list(400)) as at_work:
        sheet = at_work.book.sheets[0]
        sheet.range("B2:B150").number_format = "#,##0.00"
        sheet.range("B300:B350").number_format = "0.0"
        at_work.calls()
        found = at_work.read().sheets[0]
        calls = at_work.calls()

        assert found.format_of(150, 2) == "#,##0.00"
        assert found.format_of(151, 2) == "General"
        assert found.format_of(300, 2) == "0.0"
        assert calls["NumberFormat"] < 60


def test_hidden_rows_are_found_by_halving(tmp_path):
    """A few calls around each block of hidden rows."""
    with opened(tmp_path, long_list(400)) as at_work:
        at_work.calls()
        at_work.read()

        assert at_work.calls()["Hidden"] == 2


def test_a_block_is_written_in_one_call(tmp_path):
    """Values and formulas apart; never cell by cell."""
    with opened(tmp_path, long_list(400)) as at_work:
        values = [CellEdit("Sheet1", row, 2, row * 1.5) for row in range(2, 402)]
        formulas = [
            CellEdit("Sheet1", row, 3, f"=B{row}*3", is_formula=True) for row in range(2, 402)
        ]
        at_work.calls()
        at_work.write(cells=(*values, *formulas))
        calls = at_work.calls()

        assert calls["Value2 ="] == calls["Formula ="] == 1
        assert sum(calls.values()) < 80
        assert at_work.read().sheets[0].value(401, 3) == 401 * 1.5 * 3


def test_a_new_sheet_is_written_in_a_few_calls(tmp_path):
    """A thousand findings are one block."""
    rows = tuple((NewCell(f"F{n}"), NewCell(n)) for n in range(1000))
    with opened(tmp_path, LIST) as at_work:
        at_work.calls()
        at_work.write(sheets=(NewSheet("Findings", rows),))

        assert at_work.calls()["Value2 ="] == 1


@pytest.mark.parametrize("calculation", ["automatic", "manual"])
def test_excel_is_set_as_it_was_after_a_write(tmp_path, calculation):
    """Drawing, events, questions and calculation."""
    with opened(tmp_path, LIST) as at_work:
        at_work.app.calculation = calculation
        at_work.app.screen_updating = False
        before = performing.settings_of(at_work.app)
        at_work.write(cells=(CellEdit("Sheet1", 2, 2, 7),), recalculate_on_load=True)

        assert performing.settings_of(at_work.app) == before
        assert at_work.read().sheets[0].value(2, 3) == 14


BATCH = Changes(
    cells=(
        CellEdit("Sheet1", 2, 2, 1),
        CellEdit("Sheet1", 5, 1, "x"),
        CellEdit("Sheet1", 3, 3, "=B3*5", is_formula=True),
    ),
    notes=(NoteEdit("Sheet1", 2, 2, "Why?"),),
    sheets=(NewSheet("Findings", ((NewCell("a"), NewCell(1)),)),),
)


@pytest.mark.parametrize("at", range(1, 5))
def test_a_write_that_fails_in_the_middle_is_put_back(tmp_path, monkeypatch, at):
    """Whichever step fails: every cell, note and sheet is as before, and Excel is set as before."""
    with opened(tmp_path, LIST) as at_work:
        before, settings = at_work.read(), performing.settings_of(at_work.app)
        Breaks(monkeypatch, at, error=RuntimeError("(-2146827284, 'OLE error')"))

        with pytest.raises(WriteRefused, match="everything was put back") as caught:
            at_work.live.write(at_work.name, BATCH, digest=before.digest)

        monkeypatch.undo()
        after = at_work.read()
        assert "Costs.xlsx" in str(caught.value)
        assert "OLE error" in str(caught.value)
        assert after.digest == before.digest
        assert [sheet.name for sheet in after.sheets] == ["Sheet1"]
        assert performing.settings_of(at_work.app) == settings
        assert not list(at_work.live.root.glob(".tieout/backups/*/live-*"))


def test_excel_in_the_middle_of_editing_a_cell_is_said(tmp_path, monkeypatch):
    """What to do: finish editing."""
    with opened(tmp_path, LIST) as at_work:
        busy = RuntimeError(-2147418111, "Call was rejected by callee.", None, None)
        Breaks(monkeypatch, 1, error=busy)

        with pytest.raises(FileInUse, match="Excel is busy"):
            at_work.write(cells=(CellEdit("Sheet1", 2, 2, 1),))


def test_what_could_not_be_put_back_is_put_back_by_the_next_write(tmp_path, monkeypatch):
    """The record stays, the error says what is there; pressing again first puts things right."""
    with opened(tmp_path, LIST) as at_work:
        before = at_work.read()
        Breaks(monkeypatch, 2, for_good=True, error=RuntimeError("gone"))
        with pytest.raises(HalfWritten, match="written in part"):
            at_work.live.write(at_work.name, BATCH, digest=before.digest)
        monkeypatch.undo()
        half = at_work.read()
        assert half.digest != before.digest

        with pytest.raises(FileChanged):
            at_work.live.write(at_work.name, BATCH, digest=half.digest)
        assert at_work.read().digest == before.digest
        assert at_work.live.write(at_work.name, BATCH, digest=before.digest)


def test_a_run_that_was_killed_in_the_middle_is_taken_back_by_the_next(tmp_path, monkeypatch):
    """Excel's settings too: nobody is left with a screen that does not draw."""

    class Killed(BaseException):
        """The process is gone: nothing of ours runs any more."""

    with opened(tmp_path, LIST) as at_work:
        before, settings = at_work.read(), performing.settings_of(at_work.app)
        done: list[object] = []

        def dies(book, step, frame):
            if len(done) == 1:
                raise Killed
            done.append(step)
            performing.perform(book, step, frame)

        monkeypatch.setattr(workbooks, "perform", dies)
        with pytest.raises(Killed):
            at_work.live.write(at_work.name, BATCH, digest=before.digest)
        monkeypatch.undo()
        at_work.app.screen_updating, at_work.app.calculation = False, "manual"
        assert at_work.read().digest != before.digest

        with pytest.raises(FileChanged):
            at_work.write(cells=(CellEdit("Sheet1", 9, 9, 1),))
        assert at_work.read().digest == before.digest
        assert performing.settings_of(at_work.app) == settings


def test_a_half_written_workbook_that_is_closed_without_saving_is_as_it_was(tmp_path, monkeypatch):
    """Nothing is put back then: the next press simply works."""
    with opened(tmp_path, LIST) as at_work:
        before = at_work.read()
        Breaks(monkeypatch, 2, for_good=True, error=RuntimeError("gone"))
        with pytest.raises(HalfWritten):
            at_work.live.write(at_work.name, BATCH, digest=before.digest)
        monkeypatch.undo()
        at_work.book.close()
        at_work.app.books.open(str(at_work.live.root / at_work.name))

        assert at_work.live.write(at_work.name, BATCH, digest=before.digest)
        assert at_work.read().sheets[1].rows == (("a", 1),)


def test_a_row_that_a_filter_hides_is_left_alone(tmp_path):
    """Nobody would see what was done to it; the row above is written."""
    with opened(tmp_path, LIST) as at_work:
        at_work.book.close()
        path = at_work.live.root / at_work.name
        made = openpyxl.load_workbook(path)
        made.worksheets[0].auto_filter.ref = "A1:C3"
        made.worksheets[0].row_dimensions[3].hidden = True
        made.save(path)
        at_work.book = at_work.app.books.open(str(path))
        before = at_work.read()

        with pytest.raises(WriteRefused, match="Sheet1!B3 is hidden by the filter of A1:C3"):
            at_work.write(cells=(CellEdit("Sheet1", 2, 2, 1), CellEdit("Sheet1", 3, 2, 1)))
        assert at_work.read() == before
        assert at_work.write(cells=(CellEdit("Sheet1", 2, 2, 1),))


def test_a_recalculation_is_no_change(tmp_path):
    """What formulas give is nobody's work: writing and taking back do not mind."""
    with opened(tmp_path, LIST) as at_work:
        before = at_work.read()
        at_work.app.calculate()

        assert at_work.read().digest == before.digest
        at_work.book.sheets[0]["B2"].value = 501
        assert at_work.read().digest != before.digest


def test_a_formula_in_a_cell_for_text_works(tmp_path):
    """Excel keeps a formula that is entered into such a cell as text: the format waits."""
    with opened(tmp_path, LIST) as at_work:
        sheet = at_work.book.sheets[0]
        sheet.range("D2:D3").number_format = "@"
        backup = at_work.write(
            cells=(
                CellEdit("Sheet1", 2, 4, "=B2+1", is_formula=True),
                CellEdit("Sheet1", 3, 4, 12),
            )
        )
        found = at_work.read()

        assert found.sheets[0].formulas[2, 4] == "B2+1"
        assert found.sheets[0].value(2, 4) == 501
        assert found.sheets[0].value(3, 4) == 12
        assert sheet["D2"].number_format == sheet["D3"].number_format == "@"
        at_work.live.restore(at_work.name, backup, digest=found.digest)
        assert sheet["D3"].value is None


def test_rows_that_are_appended_look_like_those_above(tmp_path):
    """And when they are taken back, their looks go too."""
    with opened(tmp_path, LIST) as at_work:
        sheet = at_work.book.sheets[0]
        sheet.range("B2:B3").number_format = "#,##0.00"
        backup = at_work.write(rows=(AppendedRows("Sheet1", ({1: "0012", 2: 5},)),))
        written = at_work.read()

        assert written.sheets[0].format_of(4, 2) == "#,##0.00"
        assert written.sheets[0].value(4, 1) == "0012"
        at_work.live.restore(at_work.name, backup, digest=written.digest)
        assert sheet["B4"].number_format == "General"


def test_a_sheet_of_ours_is_replaced_in_place_and_comes_back(tmp_path):
    """Two runs, one sheet; undo shows the first again."""

    def findings(*texts: str) -> tuple[NewSheet, ...]:
        return (NewSheet("Findings", tuple((NewCell(text),) for text in texts)),)

    with opened(tmp_path, LIST) as at_work:
        at_work.write(sheets=findings("one", "two", "three"))
        first = at_work.read()
        backup = at_work.write(sheets=findings("four"))
        second = at_work.read()

        assert [sheet.name for sheet in second.sheets] == ["Sheet1", "Findings"]
        assert second.sheets[1].rows == (("four",),)
        at_work.live.restore(at_work.name, backup, digest=second.digest)
        assert at_work.read().sheets[1].rows == first.sheets[1].rows


def test_the_newest_ten_writes_can_be_taken_back(tmp_path):
    """Older ones go, as with files."""
    with opened(tmp_path, LIST) as at_work:
        backups = [at_work.write(cells=(CellEdit("Sheet1", 2, 2, n),)) for n in range(12)]
        kept = sorted(map(str, at_work.live.root.glob(".tieout/backups/*/live-*")))

        assert kept == backups[2:]


def test_a_workbook_of_another_folder_is_none_of_the_production(tmp_path):
    """Open or not."""
    with opened(tmp_path, LIST) as at_work:
        other = workbooks.LiveExcel(tmp_path / "elsewhere", lambda: at_work.app.books)

        assert list(other.names()) == []
        assert not other.is_open(at_work.name)
