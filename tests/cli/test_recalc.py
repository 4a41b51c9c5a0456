"""``tieout recalc`` as a person types it, on files in a folder."""

import json
import shutil
import sys

import openpyxl
import pytest

from addin.adapters.xlsx.patcher import write
from addin.cli import main
from addin.tables.changes import Changes, ComputedValue


@pytest.fixture
def tieout(monkeypatch, capsys):
    """Type a command; get its status and what it printed on either channel."""

    def typed(*words) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["tieout", *map(str, words)])
        monkeypatch.setenv("COLUMNS", "120")
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else -1), printed.out, printed.err

    return typed


@pytest.fixture
def show(tmp_path):
    """A folder with a budget that a program made (no values), and one that Excel could have saved."""
    folder = tmp_path / "show"
    folder.mkdir()
    for name in ("Budget.xlsx", "Tracker.xlsx"):
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.title = "Costs"
        for row in (
            ("Account", "Days", "Rate", "Amount"),
            ("Camera", 4, 100, "=B2*C2"),
            ("Grip", 5, 100, "=B3*C3"),
            ("Total", None, None, "=SUM(D2:D3)"),
        ):
            sheet.append(row)
        book.save(folder / name)
    saved = {2: 400, 3: 500, 4: 900}
    values = tuple(ComputedValue("Costs", row, 4, value) for row, value in saved.items())
    write(folder / "Budget.xlsx", Changes(computed=values))
    shutil.rmtree(folder / ".tieout")
    return folder


def values(path):
    """What a program that only reads cells finds in column D."""
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    return [sheet.cell(row, 4).value for row in (2, 3, 4)]


def formulas(path):
    """The formulas of column D."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [sheet.cell(row, 4).value for row in (2, 3, 4)]


def change_rate(path, rate):
    """A program changes a rate and computes nothing."""
    shown = values(path)
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["C2"] = rate
    book.save(path)
    write(
        path,
        Changes(
            computed=tuple(
                ComputedValue("Costs", row, 4, value)
                for row, value in zip((2, 3, 4), shown, strict=True)
            )
        ),
    )


def test_looking_writes_nothing_and_says_which_numbers_are_old(tieout, show):
    """Status 1: an old number, and three that nobody has worked out."""
    change_rate(show / "Budget.xlsx", 110)
    before = {path: path.read_bytes() for path in show.glob("*.xlsx")}

    status, out, err = tieout("recalc", show, "--engine", "own")

    assert (status, err) == (1, "")
    assert "Costs!D2 (Camera, Amount)  shows 400, gives 440" in out
    assert "2 formulas show an old number: 1 where it begins, and 1 that draws on it" in out
    assert "3 formulas had no value in the file" in out
    assert {path: path.read_bytes() for path in show.glob("*.xlsx")} == before


def test_write_puts_fresh_values_in_beside_the_formulas(tieout, show):
    """And a second run finds nothing to do, and touches nothing."""
    change_rate(show / "Budget.xlsx", 110)
    before = formulas(show / "Budget.xlsx")

    status, out, _ = tieout("recalc", show, "--write", "--engine", "own")

    assert status == 0
    assert "Fresh values were written into 2 workbooks" in out
    assert values(show / "Budget.xlsx") == [440, 500, 940]
    assert values(show / "Tracker.xlsx") == [400, 500, 900]
    assert formulas(show / "Budget.xlsx") == before
    after = {path: path.read_bytes() for path in show.glob("*.xlsx")}
    status, out, _ = tieout("recalc", show, "--write", "--engine", "own")
    assert status == 0
    assert "Nothing had to be written" in out
    assert {path: path.read_bytes() for path in show.glob("*.xlsx")} == after


def test_a_workbook_whose_numbers_agree_is_not_touched(tieout, show):
    """Only the other one is backed up and written."""
    before = (show / "Budget.xlsx").read_bytes()

    tieout("recalc", show, "--write", "--engine", "own")

    assert (show / "Budget.xlsx").read_bytes() == before
    kept = show / ".tieout" / "backups"
    assert [path for path in (kept / "Tracker.xlsx").iterdir() if path.is_file()]
    assert not (kept / "Budget.xlsx").exists()


def test_on_load_leaves_the_numbers_to_excel(tieout, show):
    """The old ones still show, so the status stays 1."""
    change_rate(show / "Budget.xlsx", 110)

    status, _, _ = tieout("recalc", show / "Budget.xlsx", "--on-load", "--engine", "own")

    assert status == 1
    assert values(show / "Budget.xlsx") == [400, 500, 900]
    assert openpyxl.load_workbook(show / "Budget.xlsx").calculation.fullCalcOnLoad


def test_one_file_alone_is_worked_out_and_written(tieout, show):
    """The others in its folder stay as they are."""
    tracker = (show / "Tracker.xlsx").read_bytes()

    status, out, _ = tieout("recalc", show / "Budget.xlsx", "--write", "--engine", "own")

    assert status == 0
    assert "Tracker" not in out
    assert (show / "Tracker.xlsx").read_bytes() == tracker


def test_the_result_can_be_had_as_json(tieout, show, tmp_path):
    """Into a file, or alone on the terminal."""
    tieout("recalc", show, "--json", tmp_path / "out.json", "--engine", "own")
    _, out, _ = tieout("recalc", show, "--json", "-", "--engine", "own")

    for text in (out, (tmp_path / "out.json").read_text()):
        document = json.loads(text)
        assert document["formulas"]["filled"] == 3
        assert [book["workbook"] for book in document["workbooks"]] == [
            "Budget.xlsx",
            "Tracker.xlsx",
        ]


def test_the_engines_are_listed_with_the_one_used_by_default(tieout):
    """Without a folder to work on."""
    status, out, _ = tieout("recalc", "--engines")

    assert status == 0
    assert "own" in out
    assert "used by default" in out


def test_what_cannot_run_is_a_sentence_and_status_2(tieout, show):
    """A wrong engine, a wrong folder, two contrary wishes."""
    status, _, err = tieout("recalc", show, "--engine", "abacus")
    assert status == 2
    assert "there is no such engine" in err
    assert tieout("recalc", show / "nowhere")[0] == 2
    assert tieout("recalc", show, "--write", "--on-load")[0] == 2


def test_the_engine_and_the_workbooks_to_leave_out_come_from_the_settings(tieout, show):
    """As for a check."""
    (show / "production.toml").write_text(
        '[production]\nignore = ["Track*"]\n[recalculate]\nengine = "abacus"\n'
    )

    assert "abacus could not recalculate" in tieout("recalc", show)[2]
    status, out, _ = tieout("recalc", show, "--engine", "own")
    assert status == 0
    assert "Tracker" not in out


def test_a_locked_file_is_refused_and_the_others_are_written(tieout, show):
    """Somebody has it open in Excel."""
    change_rate(show / "Budget.xlsx", 110)
    (show / "~$Budget.xlsx").write_bytes(b"\x05Coord" + b" " * 159)

    status, out, _ = tieout("recalc", show, "--write", "--engine", "own")

    assert status == 2
    assert "open in another program" in " ".join(out.split())
    assert values(show / "Budget.xlsx") == [400, 500, 900]
    assert values(show / "Tracker.xlsx") == [400, 500, 900]


def test_a_check_takes_fresh_numbers_when_the_settings_say_so(tieout, show):
    """The old number is a finding, and the report says how many were worked out."""
    change_rate(show / "Budget.xlsx", 110)
    (show / "production.toml").write_text('[recalculate]\nengine = "own"\nwhen = "always"\n')

    status, out, _ = tieout("check", show, "--no-history")
    document = json.loads(tieout("check", show, "--no-history", "--json", "-")[1])

    assert status == 1
    assert "6 formulas worked out anew by" in out
    assert "2 show an old number" in out
    stale = [found for found in document["findings"] if found["code"] == "STR205"]
    assert [found["places"] for found in stale] == [["Budget.xlsx!Costs!D2"]]
    assert document["recalculated"]["old"] == 2


def test_a_check_goes_on_when_the_engine_is_not_there(tieout, show):
    """One warning; the night is not lost."""
    (show / "production.toml").write_text('[recalculate]\nengine = "abacus"\nwhen = "always"\n')

    status, out, _ = tieout("check", show, "--no-history", "--json", "-")

    codes = [found["code"] for found in json.loads(out)["findings"]]
    assert status in {0, 1}
    assert codes.count("FIL102") == 1


def test_the_night_says_which_workbooks_show_no_numbers(tieout, show):
    """In the summary and in its JSON; nothing is written into them without leave."""
    before = (show / "Tracker.xlsx").read_bytes()

    _, out, _ = tieout("nightly", show, "--no-history")
    _, document, _ = tieout("nightly", show, "--no-history", "--json", "-")

    said = "No number in the file: 3 formulas of Tracker.xlsx."
    steps = {step["name"]: step for step in json.loads(document)[0]["steps"]}
    assert f"show, recalculate: {said}" in out
    assert (steps["recalculate"]["outcome"], steps["recalculate"]["sentence"]) == ("would", said)
    assert (show / "Tracker.xlsx").read_bytes() == before
