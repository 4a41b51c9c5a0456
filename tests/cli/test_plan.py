"""``tieout plan`` on a workbook, on a plan of Project, and on what is neither."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from addin.adapters.opening import open_book
from addin.cli import tieout
from addin.errors import FileMissing, NothingToDo, WriteRefused

ROWS = [
    ["ID", "Task", "Days", "Predecessors", "Resource", "Baseline finish"],
    [1, "Build", 5, "", "Crew", "2026-03-04"],
    [2, "Rig", 3, "", "Crew", ""],
    [3, "Shoot", 2, "1,2FS+1 day", "Crew", "2026-03-06"],
    [4, "Cut", 5, "3", "Editor", "2026-03-13"],
    [5, "Wrap", 0, "4", "", ""],
]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A task list as somebody typed it."""
    file = tmp_path / "Plan.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Schedule")
        for at, row in enumerate(ROWS):
            sheet.write_row(at, 0, row)
    return file


def _run(*arguments: object):
    return CliRunner().invoke(
        tieout, ["plan", *map(str, arguments)], standalone_mode=False, catch_exceptions=True
    )


def test_a_task_list_is_dated_and_what_is_late_is_told(workbook: Path) -> None:
    """Two jobs of one crew: a warning, and levelling does the shorter one first."""
    done = _run(workbook, "--start", "2026-03-02", "--json", "-", "--level")
    told = json.loads(done.stdout)

    assert done.return_value == 0
    assert (told["start"], told["finish"]) == ("2026-03-02T08:00", "2026-03-20T17:00")
    assert {one["code"] for one in told["findings"]} == {"SCH206", "SCH208"}
    assert told["levelled"]["delays"]["1"] == 3.0
    assert told["levelled"]["finish_before"] == "2026-03-17T17:00"


def test_page_and_sheets_are_written_and_read_back(workbook: Path, tmp_path: Path) -> None:
    """The sheet stands beside the list; a second run reads the list again, not the sheet."""
    page = tmp_path / "plan.html"
    first = _run(workbook, "--start", "2026-03-02", "--html", page, "--write")
    sheets = [sheet.name for sheet in open_book(workbook, "Plan.xlsx").sheets]
    again = _run(workbook, "--start", "2026-03-02", "--json", "-")

    assert first.return_value == 0
    assert "Critical path" in first.stdout
    assert "<svg" in page.read_text("utf-8")
    assert sheets == ["Schedule", "Tieout plan", "Tieout plan slip"]
    assert json.loads(again.stdout)["title"] == "Schedule"


def test_warnings_fail_where_that_is_asked_for(workbook: Path) -> None:
    """Exit status 1 from the severity on that was named."""
    assert _run(workbook, "--start", "2026-03-02", "--fail-at", "warning").return_value == 1


def test_what_is_no_plan_is_told(workbook: Path, tmp_path: Path) -> None:
    """No file, no predecessors, nothing that can be written into; a list without any date."""
    empty = tmp_path / "Empty.xlsx"
    with xlsxwriter.Workbook(empty) as book:
        book.add_worksheet().write_row(0, 0, ["Task", "Owner"])

    assert isinstance(_run(tmp_path / "none.xlsx").exception, FileMissing)
    assert isinstance(_run(empty).exception, NothingToDo)
    assert isinstance(_run(workbook, "--write").exception, WriteRefused)
    assert "give a start" in _run(workbook).stdout


@pytest.mark.real
def test_a_plan_of_project_is_dated(real: Path, tmp_path: Path) -> None:
    """Dates as stored; a page beside it; nothing can be put into an XML file."""
    file = real / "mpxj" / "task-links-project2003-mspdi.xml"
    done = _run(file, "--json", "-", "--html", tmp_path / "plan.html")
    told = json.loads(done.stdout)

    assert (told["finish"], told["critical_path"]) == ("2014-11-03T17:00", ["9", "10"])
    assert isinstance(_run(file, "--write").exception, WriteRefused)
