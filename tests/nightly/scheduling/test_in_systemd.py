"""A night begun by a real systemd: a user's own one, in a room of its own on this computer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.drawn_files import folder_of

SYSTEMD = Path("/lib/systemd/systemd")
ROOM = """
mount -t tmpfs none /run
mkdir -p /run/systemd/system /run/user/0
chmod 700 /run/user/0
export XDG_RUNTIME_DIR=/run/user/0
/lib/systemd/systemd --user --unit=timers.target >"$HOME/systemd.log" 2>&1 &
for wait in $(seq 100); do
  systemctl --user is-active timers.target >/dev/null 2>&1 && break
  sleep 0.1
done
systemctl --user is-active timers.target || exit 77
tieout() { "$PYTHON" -P -m addin "$@"; echo "status $?"; }
unit() { basename "$(ls "$HOME"/.config/systemd/user/*.timer)" .timer; }
"""
"""The systemd that runs a computer is not touched: it does not see this one, nor this one it."""


def _groups() -> set[Path]:
    """The groups of processes that systemd keeps; they outlive a room."""
    top = Path("/sys/fs/cgroup")
    return {path for kind in ("slice", "scope") for path in top.rglob(f"*.{kind}")}


def _tidy(before: set[Path]) -> None:
    """Remove those that are new, and empty by now."""
    for path in sorted(_groups() - before, reverse=True):
        for below in sorted(path.rglob("*/"), reverse=True):
            with suppress(OSError):
                below.rmdir()
        with suppress(OSError):
            path.rmdir()


@pytest.fixture
def in_room(tmp_path: Path):
    """Runs lines of shell beside a user's systemd; gives what they print."""
    if not SYSTEMD.exists() or shutil.which("unshare") is None:
        pytest.skip("systemd is not installed")
    if os.geteuid():
        pytest.skip("only root may make a room for a second systemd")
    home = tmp_path / "home"
    home.mkdir()

    def run(lines: str, folder: Path) -> str:
        before = _groups()
        alone = ("unshare", "--mount", "--pid", "--fork", "--mount-proc", "--propagation=private")
        done = subprocess.run(
            [*alone, "/bin/bash", "-c", ROOM + lines],
            cwd=folder,
            env={
                "HOME": str(home),
                "PATH": "/usr/bin:/bin:/usr/sbin:/sbin",
                "PYTHON": sys.executable,
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        _tidy(before)
        if done.returncode == 77:
            pytest.skip("a second systemd does not come up on this computer")
        assert done.stderr == ""
        return done.stdout

    return run


@pytest.fixture
def studio(tmp_path: Path) -> Path:
    """The folder of a manifest, of an awkward name."""
    folder = tmp_path / "Nord licht 'Süd' \"1\" 100% $HOME \\x"
    (folder / "shows").mkdir(parents=True)
    folder_of(folder / "shows" / "Heist", lighting="500")
    (folder / "studio x.toml").write_text('productions = ["shows/*"]\n', "utf-8")
    return folder


def test_systemd_begins_the_night_and_tells_how_it_ended(in_room, studio):
    """Installed, begun as the timer would, looked at, removed: nothing is left of it.

    Findings are no failure; a night that could not run is one, and `--failed` lists it.
    """
    said = in_room(
        """
        tieout schedule install 'studio x.toml' --with systemd -- --no-sync
        systemctl --user list-timers --all --no-legend --no-pager
        tieout schedule run-now 'studio x.toml'
        systemctl --user start "$(unit).service" && echo "no failure"
        tieout schedule status
        cp 'studio x.toml' kept; echo 'productons = []' > 'studio x.toml'
        systemctl --user start "$(unit).service" 2>/dev/null || echo "this one failed"
        systemctl --user --failed --no-legend --no-pager --plain
        tieout schedule status | grep "It ended"; mv kept 'studio x.toml'
        tieout schedule remove 'studio x.toml'
        systemctl --user list-timers --all --no-legend --no-pager
        find "$HOME" -type f
        """,
        studio,
    )

    assert said.count("status 0") == 4, said
    assert "no failure" in said
    assert "this one failed" in said
    assert "loaded failed failed" in said
    assert "It ended with 2: it could not run" in said
    assert "It ended with 1: there are findings" in said
    assert "Last night on record" in said
    assert said.count("night-studio-x") > 3
    assert said.splitlines()[-1].endswith("/home/systemd.log")
    log = (studio / ".tieout" / "logs" / "night.log").read_text("utf-8")
    assert '"event": "ended"' in log
    assert '"status": 1' in log


def test_a_time_of_today_that_has_passed_begins_no_night_at_once(in_room, studio):
    """Neither when it is installed nor when it is changed; a restart of the computer neither."""
    said = in_room(
        """
        tieout schedule install 'studio x.toml' --at 0:00 --days daily >/dev/null
        tieout schedule install 'studio x.toml' --at 0:01 --days daily >/dev/null
        sleep 1
        systemctl --user --timestamp=unix show "$(unit).service" -p ExecMainStartTimestamp
        """,
        studio,
    )

    assert said.splitlines()[-1] == "ExecMainStartTimestamp="
    assert not (studio / ".tieout").exists()
