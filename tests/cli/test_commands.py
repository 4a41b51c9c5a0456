"""The commands as a person types them, on files in a folder."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from addin.__main__ import main as started
from tests.cli.drawn_files import folder_of


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the state that Tieout keeps."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".tieout" not in path.parts
    }


def test_a_production_that_ties_ends_with_status_0(tieout, tmp_path):
    """And nothing in it is touched."""
    show = folder_of(tmp_path / "show")
    before = everything_in(show)

    status, out, err = tieout("check", show, "--today", "2026-03-16")

    assert (status, err) == (0, "")
    assert "3 workbooks read" in out
    assert everything_in(show) == before


def test_findings_end_with_status_1_and_point_at_their_cells(tieout, tmp_path):
    """The cell of the report, and those of the ledger."""
    show = folder_of(tmp_path / "show", lighting="500")

    status, out, _ = tieout("check", show, "--today", "2026-03-16")

    assert status == 1
    assert "COS102" in out
    assert "Report!C2" in out


def test_the_threshold_for_status_1_can_be_set(tieout, tmp_path):
    """On the command line, and in production.toml."""
    show = folder_of(tmp_path / "show", lighting="500")
    (show / "production.toml").write_text('[check]\noff = ["COS102"]\nfail_at = "note"\n')

    assert tieout("check", show, "--today", "2026-03-16")[0] == 1
    assert tieout("check", show, "--today", "2026-03-16", "--fail-at", "error")[0] == 0


def test_reports_are_written_where_asked(tieout, tmp_path):
    """JSON and one HTML page; JSON alone on the terminal with a dash."""
    show = folder_of(tmp_path / "show", lighting="500")
    made = (tmp_path / "out.json", tmp_path / "out.html")

    tieout("check", show, "--json", made[0], "--html", made[1], "--no-history")
    _, out, _ = tieout("check", show, "--json", "-", "--no-history")

    findings = json.loads(made[0].read_text())["findings"]
    assert "COS102" in [finding["code"] for finding in findings]
    assert "COS102" in made[1].read_text()
    assert json.loads(out)["production"] == "show"


def test_write_adds_the_findings_sheet_and_keeps_the_rest(tieout, tmp_path):
    """Other sheets keep their bytes; a backup holds the file as it was; a second run renews it."""
    show = folder_of(tmp_path / "show", lighting="500")
    report = show / "Cost Report.xlsx"
    before = report.read_bytes()

    tieout("check", show, "--write", "--today", "2026-03-16")
    once = openpyxl.load_workbook(report)
    tieout("check", show, "--write", "--today", "2026-03-16")
    twice = openpyxl.load_workbook(report)

    assert once.sheetnames == twice.sheetnames == ["Report", "Tieout findings"]
    backups = list((show / ".tieout" / "backups").rglob("*.xlsx"))
    assert before in [backup.read_bytes() for backup in backups if backup.is_file()]
    with zipfile.ZipFile(report) as package:
        assert package.testzip() is None


def test_a_finding_can_be_waived_by_its_id(tieout, tmp_path):
    """It stays out of the next run, and the summary counts it."""
    show = folder_of(tmp_path / "show", lighting="500")
    _, out, _ = tieout("check", show, "--json", "-", "--today", "2026-03-16")
    ids = [f["id"] for f in json.loads(out)["findings"] if f["severity"] == "error"]

    for one in ids:
        status, said, _ = tieout("waive", show, one, "--reason", "agreed", "--by", "Coordinator")
        assert status == 0
        assert "Waived" in said
    status, out, _ = tieout("check", show, "--today", "2026-03-17")

    assert status == 0
    assert f"{len(ids)} waived" in out


def test_a_waiver_needs_a_reason_and_a_finding(tieout, tmp_path):
    """Nothing is waived by mistake."""
    show = folder_of(tmp_path / "show")
    tieout("check", show)

    assert tieout("waive", show, "abc", "--reason", " ")[0] == 2
    status, _, err = tieout("waive", show, "abcdef", "--reason", "because")
    assert status == 2
    assert "No open finding has the id 'abcdef'" in err


def test_what_is_adopted_is_kept_and_used(tieout, tmp_path):
    """production.toml holds every table; a second adoption changes nothing in it."""
    show = folder_of(tmp_path / "show")

    assert tieout("adopt", show, "--dry-run")[0] == 0
    assert not (show / "production.toml").exists()
    assert tieout("adopt", show, "--yes")[0] == 0
    kept = (show / "production.toml").read_text()
    status, out, _ = tieout("adopt", show, "--yes")

    assert kept.count("[[table]]") == 3
    assert 'role = "cost_report"' in kept
    assert (status, "Nothing new" in out) == (0, True)
    assert (show / "production.toml").read_text() == kept
    assert tieout("check", show, "--today", "2026-03-16")[0] == 0


def test_a_settings_file_with_mistakes_stops_the_run_with_every_line(tieout, tmp_path):
    """Status 2; nothing was run."""
    show = folder_of(tmp_path / "show")
    (show / "production.toml").write_text('[production]\nnam = "x"\ncurrency = "money"\n')

    status, _, err = tieout("check", show)

    assert status == 2
    assert "line 2" in err
    assert "line 3" in err
    assert not (show / ".tieout").exists()


def test_explain_says_where_a_number_comes_from(tieout, tmp_path):
    """Down to typed figures, with the words beside them."""
    show = folder_of(tmp_path / "show")

    status, out, _ = tieout("explain", show / "Cost Report.xlsx", "I3")

    assert status == 0
    assert "Catering" in out
    assert "H3-G3" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["explain", "{show}/Cost Report.xlsx", "3I"], "no cell address"),
        (["explain", "{show}/Cost Report.xlsx", "Topsheet!A1"], "no sheet 'Topsheet'"),
        (["explain", "{show}/None.xlsx", "A1"], "does not exist"),
        (["check", "{show}/nowhere"], "does not exist"),
        (["chek", "{show}"], "Did you mean 'check'?"),
        (["nightly", "{show}/nowhere"], "does not exist"),
    ],
)
def test_a_mistake_on_the_command_line_is_a_sentence_and_status_2(tieout, tmp_path, words, said):
    """Never a traceback."""
    show = folder_of(tmp_path / "show")

    status, _, err = tieout(*(word.replace("{show}", str(show)) for word in words))

    assert status == 2
    assert said in err
    assert "Traceback" not in err


def _broken(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 cut off",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"%PDF-1.7 not a workbook",
    ],
    ids=["empty", "cut off", "old or encrypted", "another format"],
)
def test_one_file_that_cannot_be_read_is_status_2_and_nothing_is_written(tieout, tmp_path, data):
    """The sentence names the file and the cause."""
    (tmp_path / "show").mkdir()
    path = _broken(tmp_path / "show" / "Ledger.xlsx", data)

    status, _, err = tieout("check", path, "--write")

    assert status == 2
    assert "Ledger.xlsx" in err
    assert path.read_bytes() == data
    assert [p.name for p in path.parent.iterdir()] == ["Ledger.xlsx"]


def test_a_night_goes_on_past_a_production_that_cannot_be_checked(tieout, tmp_path):
    """One summary; status 3 because two failed; a page for each, and one for all."""
    shows = tmp_path / "shows"
    shows.mkdir()
    folder_of(shows / "clean")
    folder_of(shows / "stale", lighting="500")
    (shows / "empty").mkdir()
    (shows / "wrong").mkdir()
    (shows / "wrong" / "production.toml").write_text("what")
    manifest = tmp_path / "night.toml"
    manifest.write_text('productions = ["shows/*"]\n')

    status, out, _ = tieout(
        "nightly", manifest, "--pages", tmp_path / "pages", "--today", "2026-03-16"
    )

    assert status == 3
    assert [line.split()[0] for line in out.splitlines()[1:5]] == [
        "clean",
        "empty",
        "stale",
        "wrong",
    ]
    pages = [page.name.partition("-")[0] for page in (tmp_path / "pages").glob("*.html")]
    assert sorted(pages) == ["clean", "empty", "index.html", "stale", "wrong"]
    assert "2 productions could not be checked" in out


def test_a_night_without_failures_ends_like_a_check(tieout, tmp_path):
    """0 when clean, 1 with findings; the summary as JSON."""
    clean = folder_of(tmp_path / "clean")
    stale = folder_of(tmp_path / "stale", lighting="500")

    assert tieout("nightly", clean, "--today", "2026-03-16")[0] == 0
    status, out, _ = tieout("nightly", clean, stale, "--json", "-", "--today", "2026-03-16")

    assert status == 1
    assert [row["errors"] > 0 for row in json.loads(out)] == [False, True]


def test_a_manifest_with_mistakes_runs_nothing(tieout, tmp_path):
    """Every mistake at once."""
    manifest = tmp_path / "night.toml"
    manifest.write_text('productions = ["nowhere/*"]\nproduction = 1\n')

    status, _, err = tieout("nightly", manifest)

    assert status == 2
    assert "no folder fits 'nowhere/*'" in err
    assert "'production' is not known here" in err


def test_python_m_addin_is_tieout():
    """The package can be run where the script is not on the path."""
    done = subprocess.run(
        [sys.executable, "-m", "addin", "--version"], capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith("tieout, version ")


def test_a_bug_of_ours_is_a_sentence_and_status_2(tieout, tmp_path, monkeypatch):
    """A coordinator never sees a traceback; a developer asks for it."""
    show = folder_of(tmp_path / "show")

    def broken(*_, **__):
        raise RuntimeError("a bug")

    monkeypatch.setattr("addin.cli.check.check_job", broken)
    status, _, err = tieout("check", show)

    assert status == 2
    assert "Tieout itself failed (RuntimeError: a bug)" in err
    assert "Traceback" not in err


def test_an_output_without_letters_for_everything_gets_the_rest(tmp_path):
    """A file on Windows has the letters of its code page alone."""
    show = folder_of(tmp_path / "Ławka", lighting="500")
    done = subprocess.run(
        [sys.executable, "-m", "addin", "check", str(show), "--today", "2026-03-16"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    )

    assert done.returncode == 1, done.stderr
    assert b"COS102" in done.stdout
    assert b"?awka" in done.stdout


def test_what_is_stopped_says_that_files_are_whole(tieout, tmp_path, monkeypatch):
    """Ctrl-C may come behind the first workbook that was written."""
    show = folder_of(tmp_path / "show")

    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("addin.cli.check.check_job", stopped)
    status, _, err = tieout("check", show)

    assert status == 2
    assert "Stopped. Every workbook is as it was, or wholly written" in err
    assert "nothing was written" not in err.lower()


def test_what_is_stopped_while_it_is_loaded_is_told_too(monkeypatch, capsys):
    """Ctrl-C right behind the return key shows a sentence, no traceback."""

    def stopped() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("addin.cli.main", stopped)
    with pytest.raises(SystemExit) as ended:
        started()
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("Stopped. Every workbook is as it was")
