"""``tieout import``: one command from an export to the sheets, the page and the calendar."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

BANK = "Date,Description,Amount,Balance\n2026-03-14,Fuel,-10,90\n2026-03-15,Tape,-5,85\n"


def test_a_dry_run_writes_nothing(tieout, tmp_path):
    """It says what would be done, and that nothing was."""
    (tmp_path / "show").mkdir()
    file = tmp_path / "bank.csv"
    file.write_text(BANK)
    status, out, _ = tieout("import", file, tmp_path / "show", "--dry-run")

    assert status == 0
    assert "2 movements of 14-15 March 2026: all new" in out
    assert "closing balance 85.00 ties. Nothing was written." in out
    assert not list((tmp_path / "show").glob("*.xlsx"))


def test_a_statement_twice_and_its_undo(tieout, tmp_path):
    """The first makes the sheet, the second finds everything there, the undo takes it away."""
    show, file = tmp_path / "show", tmp_path / "bank.csv"
    show.mkdir()
    file.write_text(BANK)
    assert tieout("import", file, show)[0] == 0
    assert [one.name for one in show.glob("*.xlsx")] == ["Bank statement.xlsx"]
    status, out, _ = tieout("import", file, show)
    assert (status, "all there already" in out) == (0, True)
    tieout("press", "undo_last", show)  # the second, which wrote nothing, is no step
    assert not list(show.glob("*.xlsx"))


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--as", "ofx"), 1, "there is no <OFX> in it"),
        (("--as", "excel"), 1, "Kind is one of"),
        (("--html", "page.html"), 1, "Only a schedule becomes a page or a calendar"),
        (("--dates", "sideways"), 2, "sideways"),
    ],
)
def test_refusals_are_sentences(tieout, tmp_path, words, status, said):
    """Each with its status, and nothing written."""
    file = tmp_path / "bank.csv"
    file.write_text(BANK)
    done, out, err = tieout("import", file, tmp_path, *words)
    assert (done, said in out + err) == (status, True)
    assert not list(tmp_path.glob("*.xlsx"))


def test_days_that_read_two_ways_are_asked_about_and_told(tieout, tmp_path):
    """--dates answers."""
    file = tmp_path / "bank.csv"
    file.write_text(BANK.replace("2026-03-14", "02/03/2026").replace("2026-03-15", "03/03/2026"))
    status, _, err = tieout("import", file, tmp_path)
    assert (status, "read two ways" in err) == (1, True)
    assert tieout("import", file, tmp_path, "--dates", "day-first")[0] == 0
    sheet = openpyxl.load_workbook(tmp_path / "Bank statement.xlsx")["Bank statement"]
    assert [f"{row[0].value:%d %b}" for row in sheet.iter_rows(min_row=2)] == ["02 Mar", "03 Mar"]


@pytest.mark.real
def test_a_full_film_schedule_in_one_command(tieout, tmp_path, real: Path):
    """Sheets, a call sheet for each of the 56 days, page and calendar; and it checks clean."""
    show = tmp_path / "show"
    show.mkdir()
    page, calendar = tmp_path / "film.html", tmp_path / "film.ics"
    status, out, err = tieout(
        "import", real / "uss-official" / "full_sample_schedule.uss", show,
        "--call-sheets", "--html", page, "--ics", calendar,
    )  # fmt: skip
    assert (status, err) == (0, "")
    assert "169 scenes on 56 days" in out
    made = openpyxl.load_workbook(show / "Schedule.xlsx", read_only=True)
    assert made.sheetnames[:4] == ["Stripboard", "One-liner", "Cast list", "Day out of Days"]
    assert len(made.sheetnames) == 4 + 56
    assert "<html" in page.read_text("utf-8")
    assert calendar.read_text("utf-8").count("SUMMARY:Day ") == 56
    status, out, _ = tieout("check", show, "--no-history")
    assert (status, "error" in out, "warning" in out) == (0, False, False)
