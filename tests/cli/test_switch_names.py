"""``tieout switch-names`` on files, and what the other commands make of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from addin.cli import tieout


def run(*words: object):
    """The command line, its status and what it printed."""
    return CliRunner().invoke(
        tieout, [*map(str, words)], standalone_mode=False, env={"COLUMNS": "160"}
    )


@pytest.fixture
def workbook(tmp_path) -> Path:
    """Seven accounts with their forecast, a call in each."""
    path = Path(tmp_path) / "Cost report.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Report")
        sheet.write_row("A1", ["Account", "Cost to date", "Commitments", "EFC"])
        for row in range(2, 9):
            sheet.write_row(row - 1, 0, [str(1000 + row), row * 100, row])
            sheet.write_formula(row - 1, 3, f"=COST_EFC(B{row},C{row})", None, 7)
    return path


def test_it_shows_then_writes_then_has_nothing_left_to_do(workbook):
    """Status 1 while something is open, with a backup once it is written."""
    before = workbook.read_bytes()
    shown = run("switch-names", workbook, "--to", "office")
    untouched = workbook.read_bytes()
    written = run("switch-names", workbook, "--to", "office", "--write")
    again = run("switch-names", workbook, "--to", "office")

    assert (shown.return_value, written.return_value, again.return_value) == (1, 0, 0)
    assert untouched == before
    assert "=TIEOUT.COST_EFC(B2,C2)" in shown.output
    assert "and 2 more; --all lists them" in shown.output
    assert "Nothing was written" in shown.output
    backup = next(workbook.parent.glob(".tieout/backups/*/*.xlsx"))
    assert backup.read_bytes() == before
    assert "already" in again.output


def test_the_numbers_are_the_same_in_every_spelling(workbook):
    """``tieout recalc`` knows the functions, whichever Excel the workbook is written for."""
    found = []
    for to in ("office", "classic", "plain"):
        run("switch-names", workbook, "--to", to, "--write")
        told = json.loads(run("recalc", workbook, "--json", "-", "--engine", "own").output)
        found.append([(cell["cell"], cell["gives"]) for cell in told["workbooks"][0]["stale"]])

    assert found[0] == [(f"D{row}", row * 101) for row in range(2, 9)]
    assert found[0] == found[1] == found[2]


def test_json_lists_every_formula(workbook):
    """For programs; nothing is written."""
    told = json.loads(run("switch-names", workbook, "--json", "-").output)

    assert (told["to"], told["calls"], told["written"]) == ("office", 7, False)
    assert told["formulas"][0] == {
        "where": "Report!D2",
        "before": "COST_EFC(B2,C2)",
        "after": "TIEOUT.COST_EFC(B2,C2)",
    }
