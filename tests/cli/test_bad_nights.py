"""Nights on which something dies or runs out: the next run goes on, nothing lost, nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from addin import wiring
from tests.adapters.database.conftest import postgres as _postgres
from tests.cli.drawn_files import folder_of

postgres = _postgres
posix = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals of POSIX")
COUNT = 5


@pytest.fixture
def studio(tmp_path):
    """A manifest of five productions, one of them with findings."""
    (tmp_path / "shows").mkdir()
    for number in range(COUNT):
        lighting = "500" if number == 2 else "545"
        folder_of(tmp_path / "shows" / f"show{number}", lighting=lighting)
    manifest = tmp_path / "studio.toml"
    manifest.write_text('productions = ["shows/*"]\n[studio]\nname = "Kestrel"\n')
    return manifest


def workbooks(manifest: Path) -> dict[str, bytes]:
    """Every workbook with its content."""
    shows = manifest.parent / "shows"
    return {str(path): path.read_bytes() for path in sorted(shows.glob("*/*.xlsx"))}


def night(manifest: Path, *words: str, day: str = "2026-03-16", **options):
    """The command in a process of its own."""
    command = [sys.executable, "-m", "addin", "nightly", str(manifest), "--today", day, *words]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


def recorded(manifest: Path) -> int:
    """How many productions the log says have ended."""
    log = manifest.parent / ".tieout" / "logs" / "night.log"
    return log.read_text("utf-8").count('"event": "production"') if log.exists() else 0


def until(holds, seconds: float = 60.0) -> None:
    """Wait for something."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def kept(manifest: Path, address: str = ""):
    """The nights, newest first, with the productions of each."""
    with wiring.nights(manifest.parent, address) as nights:
        found = nights.nights("Kestrel")
        return found, [nights.night(one.number) for one in found]


def everyone(productions) -> bool:
    """Whether each production is there once, in the manifest's order."""
    return [one.production for one in productions] == [f"show{each}" for each in range(COUNT)]


@posix
def test_a_database_that_is_killed_in_the_middle_of_a_night_costs_nothing(studio, postgres):
    """It comes back while the night waits for it: every production is recorded once."""
    address = postgres.database()
    environment = {**os.environ, "STUDIO_STATE": address}
    before = workbooks(studio)
    words = ("--state", "env:STUDIO_STATE", "--engine", "in-process")
    run = night(studio, *words, env=environment)
    until(lambda: recorded(studio) >= 2)
    postgres.kill()
    time.sleep(1.0)
    postgres.start()
    out, err = run.communicate(timeout=180)

    found, (productions,) = kept(studio, address)
    assert run.returncode == 1, out + err
    assert (len(found), found[0].status) == (1, 1)
    assert everyone(productions)
    assert postgres.password not in out + err
    assert workbooks(studio) == before


@posix
def test_a_database_that_also_holds_the_histories_may_be_killed_too(studio, postgres):
    """What a production could not keep is said; the next night has everything, once."""
    address = postgres.database()
    environment = {**os.environ, "STUDIO_STATE": address}
    with studio.open("a") as manifest:
        manifest.write('shared_history = true\nstate = "env:STUDIO_STATE"\n')
    run = night(studio, "--engine", "local:2", env=environment)
    until(lambda: recorded(studio) >= 1)
    postgres.kill()
    time.sleep(0.5)
    postgres.start()
    out, err = run.communicate(timeout=180)
    again = night(studio, "--engine", "local:2", day="2026-03-17", env=environment)
    _, later = again.communicate(timeout=180)

    found, nights = kept(studio, address)
    assert run.returncode in {1, 3}, out + err
    assert "Traceback" not in out + err
    assert again.returncode == 1, later
    assert everyone(nights[0])
    assert all(one.ended == "checked" for one in nights[0])
    assert len(found) == 2
    assert postgres.password not in out + err + later


@posix
@pytest.mark.parametrize("size", [4_096, 60_000, 120_000])
def test_a_full_disk_is_told_and_the_next_run_goes_on(studio, size):
    """No file may grow beyond a size: no traceback, no workbook changed, then all recorded once."""
    import resource  # noqa: PLC0415 - not on Windows

    before = workbooks(studio)

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    full = night(studio, "--engine", "in-process", preexec_fn=limited)
    out, err = full.communicate(timeout=240)
    again = night(studio, "--engine", "in-process")
    _, later = again.communicate(timeout=120)

    assert full.returncode in {1, 2, 3}, out + err
    assert full.returncode == 1 or "Nothing" in err or "could not" in out + err, out + err
    assert "Traceback" not in out + err + later
    assert again.returncode == 1, later
    found, nights = kept(studio)
    assert everyone(nights[0])
    assert all(one.status is not None for one in found)
    assert workbooks(studio) == before


def test_a_clock_that_was_set_back_changes_no_order_and_loses_nothing(studio):
    """The night that ran last is the latest, whatever its date; what is open stays open."""
    for day in ("2026-03-16", "2026-03-02", "2026-03-17"):
        run = night(studio, "--engine", "in-process", day=day)
        run.communicate(timeout=120)
        assert run.returncode == 1

    found, nights = kept(studio)

    assert [one.begun.day for one in found] == [17, 2, 16]
    assert all(everyone(productions) for productions in nights)
    newest = nights[0][2]
    assert newest.open
    assert {point.standing for point in newest.open} == {"still open"}
    assert all(point.since.isoformat() <= "2026-03-16" for point in newest.open if point.since)


def test_a_workbook_that_is_open_in_another_program_is_read_and_left_alone(studio):
    """What was to be written is said not to be; the next night writes it."""
    show = studio.parent / "shows" / "show2"
    book = next(show.glob("*.xlsx"))
    owner = book.with_name(f"~${book.name}")
    owner.write_bytes(b"\x05Petra" + b"\0" * 159)
    before = workbooks(studio)

    held = night(studio, "--engine", "in-process", "--write")
    out, err = held.communicate(timeout=120)
    while_open = workbooks(studio)
    owner.unlink()
    again = night(studio, "--engine", "in-process", "--write", day="2026-03-17")
    again.communicate(timeout=120)

    _, (second, first) = kept(studio)
    assert held.returncode == 3, out + err
    assert "open in another program" in " ".join((out + err).split())
    assert first[2].ended == "partly"
    assert first[2].open
    assert while_open[str(book)] == before[str(book)]
    assert second[2].ended == "checked"
    assert workbooks(studio)[str(book)] != before[str(book)]
