"""``tieout schedule`` as a person types it; the line that it writes is run as the system runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.drawn_files import folder_of

POSIX = pytest.mark.skipif(os.name != "posix", reason="crontab and systemd are of Unix")
KEEPER = """#!/bin/sh
# Keeps a table as crontab(1) says: -l shows it, - reads it, -r forgets it.
table="$(dirname "$0")/table"
case "$1" in
  -l) if [ -f "$table" ]; then cat "$table"; else echo "no crontab for me" >&2; exit 1; fi ;;
  -) cat > "$table" ;;
  -r) rm -f "$table" ;;
  *) echo "usage" >&2; exit 2 ;;
esac
"""
THEIRS = b"MAILTO=x\n# caf\xe9\n0 7 * * * backup 100\\%\n"


@pytest.fixture
def user(tmp_path: Path, monkeypatch) -> Path:
    """A user's home, with a program ``crontab`` that keeps a table in a file."""
    home = tmp_path / "home"
    programs = tmp_path / "programs"
    home.mkdir()
    programs.mkdir()
    (programs / "crontab").write_text(KEEPER)
    (programs / "crontab").chmod(0o755)
    for name in ("USERPROFILE", "APPDATA", "XDG_CONFIG_HOME", "TIEOUT_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return home


@pytest.fixture
def table(user: Path) -> Path:
    """The user's crontab."""
    return user.parent / "programs" / "table"


@pytest.fixture
def studio(tmp_path: Path) -> Path:
    """The manifest of one production, in a folder of an awkward name."""
    folder = tmp_path / "Nord licht 'Süd' \"1\" 100% $HOME"
    (folder / "shows").mkdir(parents=True)
    folder_of(folder / "shows" / "Heist")
    manifest = folder / "studio x.toml"
    manifest.write_text('productions = ["shows/*"]\n[studio]\nname = "Nordlicht"\n', "utf-8")
    return manifest


def drawn(folder: Path) -> dict[str, bytes | None]:
    """All files and folders."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def line_in(table: Path) -> str:
    """The night's line in a crontab, behind its five times."""
    (line,) = [each for each in table.read_bytes().splitlines() if b"nightly" in each]
    return line.decode().split(" ", 5)[5]


def events(studio: Path) -> list[dict[str, object]]:
    """What the night's log says."""
    log = studio.parent / ".tieout" / "logs" / "night.log"
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


@POSIX
def test_the_line_that_cron_is_given_is_a_night(tieout, table, studio):
    """Run as cron runs it: by sh, in another folder, with next to no environment."""
    table.write_bytes(THEIRS)
    status, out, err = tieout("schedule", "install", studio, "--with", "cron", "--", "--no-sync")
    assert (status, err) == (0, "")
    assert "Nordlicht begins Monday to Friday at 02:30, by cron" in out

    ran = subprocess.run(
        ["/bin/sh", "-c", line_in(table).replace(r"\%", "%")],
        env={"HOME": os.environ["HOME"], "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"},
        cwd="/", check=False, capture_output=True,
    )  # fmt: skip

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    told = events(studio)
    assert told[0]["event"] == "begun"
    assert (told[-1]["event"], told[-1]["status"]) == ("ended", 0)
    status, out, _ = tieout("schedule", "status")
    assert status == 0
    assert f"Manifest: {studio}" in out
    assert "ended with 0 (all clean): 1 checked" in out


@POSIX
def test_removing_leaves_table_and_folders_as_they_were(tieout, table, user, studio):
    """By the manifest or by the schedule's name; then there is nothing."""
    table.write_bytes(THEIRS)
    before = drawn(user)

    tieout("schedule", "install", studio, "--with", "cron")
    tieout("schedule", "install", studio, "--with", "cron", "--at", "4:05", "--days", "sat")
    assert b"\n5 4 * * 6 cd " in table.read_bytes()
    assert tieout("schedule", "remove", studio)[0] == 0

    assert table.read_bytes() == THEIRS
    assert drawn(user) == before
    assert "Nothing is scheduled" in tieout("schedule", "remove", studio)[1]
    assert "No night is scheduled here" in tieout("schedule", "status")[1]


@POSIX
def test_print_shows_everything_and_does_nothing(tieout, table, user, studio):
    """For every system, wherever it is asked."""
    for name in ("systemd", "cron", "launchd", "windows"):
        before = drawn(studio.parent)
        status, out, _ = tieout("schedule", "install", studio, "--with", name, "--print")
        assert status == 0, out
        assert "Nothing was done" in out
        assert "nightly" in out
        assert drawn(studio.parent) == before
    assert drawn(user) == {}
    assert not table.exists()


@POSIX
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--at", "25:00"), "'25:00' is no time of the day"),
        (("--days", "someday"), "names no days of the week"),
        (("--", "--nonsense"), "No such option"),
        (("--", "--fail-at", "often"), "'often' is not one of"),
        (("--with", "windows"), "Linux has no Task Scheduler"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(tieout, user, studio, words, says):
    """Now, and not at half past two in the morning."""
    options = words if "--with" in words else ("--with", "cron", *words)

    status, _, err = tieout("schedule", "install", studio, *options)

    assert status == 2
    assert says in err
    assert drawn(user) == {}


@POSIX
def test_a_folder_is_no_manifest(tieout, user, studio):
    """A night of bare folders has no place for its history and its log."""
    status, _, err = tieout("schedule", "install", studio.parent / "shows" / "Heist")

    assert status == 2
    assert "a schedule needs a manifest" in err
    assert drawn(user) == {}


@POSIX
def test_why_cron_was_taken_is_said(tieout, table, user, studio):
    """On a server one may have wanted systemd, which does not answer without a session."""
    program = user.parent / "programs" / "systemctl"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)

    _, out, _ = tieout("schedule", "install", studio)

    assert "Not by systemd user timers: this user's systemd does not answer" in out
    assert "by cron" in out
    assert table.exists()


@POSIX
def test_a_manifest_with_mistakes_is_not_scheduled(tieout, user, studio):
    """Every mistake is named with its line."""
    studio.write_text("productons = []\n", "utf-8")

    status, _, err = tieout("schedule", "install", studio, "--with", "cron")

    assert status == 2
    assert "productons" in err
    assert drawn(user) == {}


@POSIX
def test_variables_reach_the_night_and_others_may_not_read_them(tieout, table, user, studio):
    """The database of a studio's nights, for one; a file that others may read stops the night."""
    studio.write_text(
        'productions = ["shows/*"]\n[studio]\nname = "Nordlicht"\nstate = "env:NIGHTS_AT"\n',
        "utf-8",
    )
    private = user / "night.env"
    private.write_text(f"NIGHTS_AT=sqlite:///{user}/nights.db\n")
    private.chmod(0o600)
    tieout("schedule", "install", studio, "--with", "cron", "--variables", private)
    assert b"nights.db" not in table.read_bytes()

    def run() -> int:
        line = ["/bin/sh", "-c", line_in(table).replace(r"\%", "%")]
        alone = {"HOME": str(user), "PATH": "/usr/bin:/bin"}
        return subprocess.run(line, env=alone, check=False).returncode

    assert run() == 0
    assert (user / "nights.db").exists()
    assert "ended with 0" in tieout("schedule", "status")[1]

    private.chmod(0o644)
    assert run() == 2
    (printed,) = (user / ".config" / "tieout" / "schedules").glob("*.printed")
    assert "chmod 600" in printed.read_text("utf-8")


@POSIX
def test_a_manifest_or_python_that_is_gone_is_a_problem(tieout, table, studio):
    """The status says which, and ends with 1; the schedule can still be removed."""
    tieout("schedule", "install", studio, "--with", "cron")
    studio.rename(studio.with_name("moved.toml"))

    status, out, _ = tieout("schedule", "status")

    assert status == 1
    assert f"Problem: {studio} is not there any more." in out
    assert tieout("schedule", "remove", studio)[0] == 0
    assert not table.exists()


@POSIX
def test_a_night_without_anywhere_to_print_is_a_night(studio, user):
    """As pythonw.exe runs it on Windows: there is no output at all."""
    line = f'exec "$0" -P -m addin nightly "{studio.name}" --log log >&- 2>&-'

    ran = subprocess.run(
        ["/bin/sh", "-c", line, sys.executable],
        cwd=studio.parent, env={"HOME": str(user), "PATH": "/usr/bin:/bin"}, check=False,
    )  # fmt: skip

    assert ran.returncode == 0
    assert '"event": "ended"' in (studio.parent / "log").read_text("utf-8")


@POSIX
def test_a_folder_called_like_a_part_of_python_is_not_taken_for_it(tieout, table, studio):
    """Whoever may write into a studio's folder does not thereby decide what the night runs."""
    (studio.parent / "click.py").write_text("raise SystemExit(99)\n")
    tieout("schedule", "install", studio, "--with", "cron")

    line = ["/bin/sh", "-c", line_in(table).replace(r"\%", "%")]
    ran = subprocess.run(line, env={"HOME": os.environ["HOME"], "PATH": "/bin"}, check=False)

    assert ran.returncode == 0


@POSIX
def test_the_doctor_looks_at_the_nights_of_a_manifest_and_at_those_scheduled(tieout, table, studio):
    """As lines and as JSON; asked for a program it leaves the nights alone."""
    status, out, _ = tieout("doctor", "--night", studio)
    assert status == 0
    assert "The nights of Nordlicht" in out
    assert "note     Nothing on this computer begins this night." in out
    assert "LibreOffice" not in out

    tieout("schedule", "install", studio, "--with", "cron")
    told = json.loads(tieout("doctor", "--json", "-")[1])["checks"]
    assert {"nights of Nordlicht"} < {one["host"] for one in told}
    assert any("It begins Monday to Friday at 02:30, by cron" in one["says"] for one in told)
    told = json.loads(tieout("doctor", "calc", "--json", "-")[1])["checks"]
    assert {one["host"] for one in told} == {"calc"}
    assert table.exists()


@POSIX
def test_a_home_of_tieout_s_own_goes_with_the_schedule(tieout, table, user, studio, monkeypatch):
    """At night nothing sets the variable; what was kept there is found all the same."""
    monkeypatch.setenv("TIEOUT_HOME", str(user / "own folder"))
    tieout("schedule", "install", studio, "--with", "cron")

    assert f"--tieout-home '{user}/own folder'".encode() in table.read_bytes()
    assert list((user / "own folder" / "schedules").glob("*.json"))
    line = ["/bin/sh", "-c", line_in(table).replace(r"\%", "%")]
    ran = subprocess.run(line, env={"HOME": str(user), "PATH": "/usr/bin:/bin"}, check=False)
    assert ran.returncode == 0
    assert tieout("schedule", "status")[0] == 0
    tieout("schedule", "remove", studio)
    assert drawn(user) == {}


@POSIX
def test_a_night_that_is_refused_stands_in_its_log_once(tieout, table, user, studio):
    """By its class: the manifest has mistakes since, or the database is none."""
    tieout("schedule", "install", studio, "--with", "cron")
    line = ["/bin/sh", "-c", line_in(table).replace(r"\%", "%")]
    alone = {"HOME": str(user), "PATH": "/usr/bin:/bin"}

    studio.write_text("productons = []\n", "utf-8")
    assert subprocess.run(line, env=alone, check=False).returncode == 2
    studio.write_text('productions = ["shows/*"]\n[studio]\nstate = "env:NOWHERE"\n', "utf-8")
    assert subprocess.run(line, env=alone, check=False).returncode == 2

    assert [(one["event"], one["error"]) for one in events(studio)] == [
        ("refused", "SettingsError"),
        ("refused", "HistoryUnusable"),
    ]
