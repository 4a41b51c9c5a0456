"""Whether nights begin: what the system says, what the clock does, when the last one was."""

from __future__ import annotations

import datetime as dt
import os
import time
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from addin import wiring
from addin.hosts.install.check import Check, State
from addin.hosts.install.computer import Ran
from addin.hosts.install.home import System
from addin.nightly.doctor.schedules import nights
from addin.nightly.scheduling import catalogue, note
from addin.nightly.scheduling.catalogue import SCHEDULERS
from addin.nightly.scheduling.schedule import Schedule, name_of
from addin.nightly.scheduling.scheduler import Here
from addin.ports.nights import NightPlan
from tests.hosts.install.simulated import home
from tests.nightly.scheduling.test_systems import Systems

NOW = dt.datetime(2026, 3, 18, 12)  # a Wednesday
pytestmark = pytest.mark.skipif(os.name != "posix", reason="the schedules are systemd's")


class Real(Systems):
    """systemd as in its own tests, on this computer's own disk."""

    linger = "Linger=yes"

    def real(self, path):
        """Paths are what they are."""
        return Path(path)

    def shown(self, line: str) -> Ran:
        """Whether the user lingers, too."""
        return Ran(0, self.linger) if "loginctl" in line else super().shown(line)


@pytest.fixture
def here(tmp_path: Path) -> Here:
    """A user's computer."""
    folder = PurePosixPath(tmp_path / "home")
    own = replace(home("linux"), profile=folder, applications=folder / ".config",
                  state=folder / ".config" / "tieout")  # fmt: skip
    return Here(own, Real(tmp_path), "zoë", 501)


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """A studio of one production."""
    (tmp_path / "shows" / "Heist").mkdir(parents=True)
    path = tmp_path / "studio.toml"
    path.write_text('productions = ["shows/*"]\n[studio]\nname = "Nordlicht"\n', "utf-8")
    return path


def scheduled(here: Here, manifest: Path, **more) -> Schedule:
    """Its nights, Monday to Friday at 02:30, since a month."""
    name = name_of("Nordlicht", manifest)
    python = manifest.parent / "python"
    python.touch()
    variables = manifest.parent / "night.env"
    one = Schedule("Nordlicht", name, manifest, python, dt.time(2, 30), (0, 1, 2, 3, 4),
                   manifest.parent / "logs" / "night.log", variables)  # fmt: skip
    one = replace(one, **more)
    catalogue.carry_through(here, catalogue.installation(here, SCHEDULERS["systemd"], one))
    written = (NOW - dt.timedelta(days=30)).timestamp()
    os.utime(note.where_of(here.home, name).path, (written, written))
    return replace(one, how="systemd")


def night(manifest: Path, begun: dt.datetime, status: int | None = 0) -> None:
    """A night on record."""
    with wiring.nights(manifest.parent, "") as memory:
        plan = NightPlan("Nordlicht", begun, (str(manifest),), "o", "1", "in-process")
        number = memory.begin(plan).number
        if status is not None:
            memory.end(number, begun + dt.timedelta(minutes=9), status)


def found(here: Here, manifest: Path | None = None) -> list[Check]:
    """What the doctor finds."""
    return list(nights(here, NOW, {}, manifest))


def says(checks: list[Check], state: State) -> str:
    """All of one state."""
    return "\n".join(f"{c.says} {c.advice}" for c in checks if c.state is state)


def test_nights_that_begin_and_end_well_are_no_trouble(here, manifest):
    """Since each of them was when it was due."""
    scheduled(here, manifest)
    night(manifest, dt.datetime(2026, 3, 18, 2, 31), 1)

    checks = found(here)

    assert says(checks, State.PROBLEM) == ""
    well = says(checks, State.OK)
    assert (
        "It begins Monday to Friday at 02:30, by systemd user timers; next Thu 2026-03-19" in well
    )
    assert "The last night began Wed 2026-03-18 02:31." in well
    assert "ended well (status 1)" in well
    assert "lingering is on" in well
    assert {check.host for check in checks} == {"nights of Nordlicht"}


def test_a_night_that_never_began_is_a_problem(here, manifest):
    """A day later than it was due; one that is due by the weekend is not."""
    scheduled(here, manifest)
    night(manifest, dt.datetime(2026, 3, 16, 2, 31))
    assert "The night of Tue 2026-03-17 02:30 never began" in says(found(here), State.PROBLEM)

    scheduled(here, manifest, days=(0,))
    assert says(found(here), State.PROBLEM) == ""


def test_before_the_first_night_none_is_missing(here, manifest):
    """Nor has one that was scheduled a month ago and never came begun."""
    one = scheduled(here, manifest)
    assert "there has been none yet" in says(found(here), State.PROBLEM)

    now = (NOW - dt.timedelta(hours=1)).timestamp()
    os.utime(note.where_of(here.home, one.name).path, (now, now))
    checks = found(here)
    assert says(checks, State.PROBLEM) == ""
    assert "There has been no night yet. One begins now with: tieout nightly" in says(
        checks, State.NOTE
    )


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (2, "could not run (status 2)"),
        (3, "could not do everything (status 3)"),
        (4, "another night under way (status 4)"),
        (5, "was stopped before its end (status 5)"),
        (None, "was cut short"),
    ],
)
def test_a_night_that_ended_badly_is_a_problem(here, manifest, status, told):
    """By the studio's own memory."""
    scheduled(here, manifest, days=(1,))
    night(manifest, dt.datetime(2026, 3, 17, 2, 31), status)

    assert told in says(found(here), State.PROBLEM)


def test_a_night_of_tomorrow_says_that_the_clock_is_wrong(here, manifest):
    """It was right when that night was."""
    scheduled(here, manifest)
    night(manifest, dt.datetime(2026, 4, 18, 2, 31))

    assert "clock right" in says(found(here), State.PROBLEM)


def test_without_lingering_a_server_begins_no_night(here, manifest):
    """Worth knowing; it says how to switch it on."""
    scheduled(here, manifest)
    here.computer.linger = "Linger=no"

    assert "loginctl enable-linger zoë" in says(found(here), State.NOTE)


def test_what_is_gone_or_off_in_the_system_is_a_problem(here, manifest):
    """The timer, the Python, the manifest."""
    one = scheduled(here, manifest)
    here.computer.there = False
    Path(one.python).unlink()
    told = says(found(here), State.PROBLEM)
    assert "systemd user timers does not know night-nordlicht-" in told
    assert "The Python of the night is gone" in told

    manifest.unlink()
    assert str(manifest) in says(found(here), State.PROBLEM)


def test_a_unit_that_somebody_changed_is_worth_knowing(here, manifest):
    """It may be meant."""
    one = scheduled(here, manifest)
    unit = Path(here.home.applications) / "systemd" / "user" / f"{one.name}.service"
    unit.write_text(unit.read_text("utf-8") + "# mine\n", "utf-8")

    assert f"Somebody has changed what was installed: {unit}" in says(found(here), State.NOTE)


def test_variables_that_others_may_read_are_a_problem(here, manifest):
    """The night would be refused; no value is shown."""
    one = scheduled(here, manifest)
    Path(one.variables).write_text("OFFICE=slack://hunter2\n")
    Path(one.variables).chmod(0o644)

    checks = found(here)

    assert "chmod 600" in says(checks, State.PROBLEM)
    assert "hunter2" not in str(checks)


def test_a_manifest_that_nothing_begins_is_looked_at_too(here, manifest):
    """And it is said that nothing does."""
    checks = found(here, manifest)

    assert says(checks, State.PROBLEM) == ""
    assert "Nothing on this computer begins this night" in says(checks, State.NOTE)
    assert found(here) == []


def test_only_the_manifest_that_was_asked_for_is_looked_at(here, manifest):
    """Of several."""
    scheduled(here, manifest)
    other = manifest.with_name("other.toml")
    other.write_text('productions = ["shows/*"]\n[studio]\nname = "Südlicht"\n', "utf-8")

    assert {check.host for check in found(here, other)} == {"nights of Südlicht"}
    assert {check.host for check in found(here, manifest)} == {"nights of Nordlicht"}


def test_days_on_which_the_clock_has_no_such_time_are_named(here, manifest, monkeypatch):
    """In Berlin there is no 02:30 on the last Sunday of March; the hour that comes twice is one."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        scheduled(here, manifest, days=(6,))
        assert "The clock has no 02:30 on 2026-03-29:" in says(found(here), State.NOTE)
        scheduled(here, manifest)
        assert "The clock" not in says(found(here), State.NOTE)
        scheduled(here, manifest, days=(6,), at=dt.time(3, 30))
        assert "The clock" not in says(found(here), State.NOTE)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_log_in_a_closed_folder_is_a_problem(here, manifest, monkeypatch):
    """As told by the system."""
    scheduled(here, manifest)
    monkeypatch.setattr(os, "access", lambda *_: False)

    assert "The log cannot be written" in says(found(here), State.PROBLEM)


def test_a_mac_s_guarded_folders_are_told_of(here, manifest, tmp_path):
    """What runs by itself is kept out of them until somebody allows it."""
    one = scheduled(here, manifest)
    mac = replace(here, home=replace(here.home, system=System.MACOS, profile=tmp_path))
    launched = note.where_of(here.home, one.name)
    here.computer.write(launched.path, note.to_bytes(replace(one, how="launchd")))
    assert "Full Disk Access" not in says(found(mac), State.NOTE)

    folder = tmp_path / "Documents"
    (folder / "shows" / "Heist").mkdir(parents=True)
    moved = replace(one, how="launchd", manifest=manifest.rename(folder / "studio.toml"))
    here.computer.write(launched.path, note.to_bytes(moved))
    assert f"Full Disk Access: {one.python}" in says(found(mac), State.NOTE)
