"""Installing, looking and removing with systemd, launchd and Windows, by what these say."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from addin.hosts.install.computer import Ran, Where
from addin.nightly.scheduling import catalogue, note
from addin.nightly.scheduling.catalogue import SCHEDULERS, ScheduleEdited
from addin.nightly.scheduling.schedule import NotScheduled, Schedule
from addin.nightly.scheduling.scheduler import Here
from tests.hosts.install.simulated import Simulated
from tests.nightly.scheduling.places import here_on, schedule_on

PLATFORMS = {"systemd": "linux", "launchd": "darwin", "windows": "win32"}
NOW = dt.datetime(2026, 3, 18, 12)

LAUNCHED = """gui/501/com.tieout.x = {
\tactive count = 0
\tpath = /Users/zoë/Library/LaunchAgents/com.tieout.x.plist
\tstate = not running

\tprogram = /Users/zoë/Tieout/bin/python
\truns = 4
\tlast exit code = 3
}"""
"""Shortened from what ``launchctl print`` says of an agent that waits."""


class Systems(Simulated):
    """systemctl, launchctl, schtasks and PowerShell, with one schedule at most."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.there = False
        self.refuses: str = ""
        self.result = 0
        self.running = False
        self.task_says: Callable[[str], str] = str
        self.answer = self.answered

    def answered(self, command: Sequence[str]) -> Ran:
        """What they would say, and what they remember."""
        line = " ".join(command)
        if self.refuses and self.refuses in line:
            return Ran(1, "it is refused")
        if re.search(r"enable --now|bootstrap|/Create", line):
            self.there = True
        if re.search(r"disable --now|bootout|/Delete", line):
            if not self.there:
                return Ran(1, "not found")
            self.there = False
        return self.shown(line)

    def shown(self, line: str) -> Ran:
        """What they say when they are asked how it stands."""
        if " show " in line:
            return Ran(0, self.systemd(line))
        for asked, says in (
            ("launchctl print", self.launchd),
            ("powershell", self.windows),
            ("/Query", lambda: self.task_says(self.task())),
        ):
            if asked in line:
                return Ran(0, says()) if self.there else Ran(1, "not found")
        return Ran(0, "")

    def systemd(self, line: str) -> str:
        """As 252 shows properties."""
        if ".timer" in line:
            state = "loaded" if self.there else "not-found"
            file = "enabled" if self.there else ""
            active = "active" if self.there else "inactive"
            return (
                "NextElapseUSecRealtime=Thu 2026-03-19 02:33:51 CET\nLastTriggerUSec=\n"
                f"LoadState={state}\nActiveState={active}\nUnitFileState={file}"
            )
        began = int(dt.datetime(2026, 3, 18, 2, 30).timestamp())
        ended = 0 if self.running else began + 60
        active = "activating" if self.running else "inactive"
        return (
            f"ExecMainStartTimestamp=@{began}\nExecMainExitTimestamp={f'@{ended}' if ended else ''}"
            f"\nExecMainStatus={self.result}\nActiveState={active}"
        )

    def launchd(self) -> str:
        """As it stands above."""
        text = LAUNCHED.replace("code = 3", f"code = {self.result}")
        return text.replace("not running", "running") if self.running else text

    def windows(self) -> str:
        """As asked of PowerShell."""
        return json.dumps(
            {
                "state": "Running" if self.running else "Ready",
                "result": 267009 if self.running else self.result,
                "last": "2026-03-18T02:30:01",
                "next": "2026-03-19T02:30:00",
            }
        )

    def task(self) -> str:
        """The task as Windows gives it back: with parts of its own, in the console's letters."""
        (path,) = self.root.rglob("*.xml")
        text = path.read_bytes().decode("utf-16")
        added = "<URI>\\Tieout</URI><Author>"
        return text.replace("<Author>", added).replace("ë", "?").replace("ü", "?")


def at(name: str, root: Path) -> tuple[Here, Systems]:
    """A computer with one of them."""
    computer = Systems(root)
    return replace(here_on(PLATFORMS[name], root), computer=computer), computer


def installed(here: Here, name: str, **more) -> Schedule:
    """Install a schedule, and give it as its note has it."""
    one = schedule_on(PLATFORMS[name], **more)
    catalogue.carry_through(here, catalogue.installation(here, SCHEDULERS[name], one))
    return next(each for each in catalogue.installed(here) if each.name == one.name)


each_system = pytest.mark.parametrize("name", sorted(PLATFORMS))


@each_system
def test_what_was_installed_is_taken_back_to_the_byte(name, tmp_path):
    """Twice is once; no file, no folder and nothing in the system is left."""
    here, computer = at(name, tmp_path)
    before = computer.drawn()

    one = installed(here, name)
    files = computer.drawn()
    assert installed(here, name) == one
    assert computer.drawn() == files
    assert one == replace(schedule_on(PLATFORMS[name]), how=name)
    assert computer.there

    catalogue.carry_through(here, catalogue.removal(here, one))
    assert computer.drawn() == before
    assert not computer.there


@each_system
def test_a_system_that_refuses_leaves_everything_as_it_was(name, tmp_path):
    """Files that were written before go again."""
    here, computer = at(name, tmp_path)
    computer.refuses = {"systemd": "enable", "launchd": "bootstrap", "windows": "/Create"}[name]

    with pytest.raises(NotScheduled, match="nothing was changed"):
        installed(here, name)

    assert computer.drawn() == {}
    assert not computer.there


@each_system
def test_the_last_night_and_the_next_are_told(name, tmp_path):
    """As the system has them, by the clock on the wall."""
    here, computer = at(name, tmp_path)
    one = installed(here, name)
    computer.result = 3

    found = catalogue.standing(here, one, NOW)

    assert (found.is_there, found.is_enabled, found.result, found.says) == (True, True, 3, "")
    assert found.begins is not None
    assert found.begins.replace(minute=30, second=0) == dt.datetime(2026, 3, 19, 2, 30)
    if name != "launchd":  # which does not say
        assert found.began is not None
        assert found.began.replace(second=0) == dt.datetime(2026, 3, 18, 2, 30)


@each_system
def test_a_night_under_way_has_no_result_yet(name, tmp_path):
    """It is said that it is under way."""
    here, computer = at(name, tmp_path)
    one = installed(here, name)
    computer.running = True

    found = catalogue.standing(here, one, NOW)

    assert found.result is None
    assert found.says == "A night is under way."


@each_system
def test_what_somebody_deleted_in_the_system_is_gone_and_can_still_be_removed(name, tmp_path):
    """Our own files go; nothing asks the system to delete what it does not have."""
    here, computer = at(name, tmp_path)
    one = installed(here, name)
    computer.there = False

    assert not catalogue.standing(here, one, NOW).is_there
    catalogue.carry_through(here, catalogue.removal(here, one))

    assert computer.drawn() == {}


@each_system
def test_a_file_that_somebody_changed_is_neither_replaced_nor_removed_unasked(name, tmp_path):
    """It is named; asked, it goes."""
    here, computer = at(name, tmp_path)
    one = installed(here, name)
    suffix = {"systemd": ".service", "launchd": ".plist", "windows": ".xml"}[name]
    (path,) = tmp_path.rglob(f"*{suffix}")
    path.write_bytes(path.read_bytes() + b"# mine \n")

    with pytest.raises(ScheduleEdited, match=re.escape(path.name)):
        catalogue.removal(here, one)
    with pytest.raises(ScheduleEdited, match="--anyway"):
        catalogue.installation(here, SCHEDULERS[name], one)

    catalogue.carry_through(here, catalogue.removal(here, one, anyway=True))
    assert computer.drawn() == {}


def test_a_task_that_somebody_changed_in_windows_own_window_is_noticed(tmp_path):
    """By the names of its parts; what Windows adds by itself is nobody's change."""
    here, computer = at("windows", tmp_path)
    one = installed(here, "windows")
    assert SCHEDULERS["windows"].edited(here, one) == ()

    computer.task_says = lambda text: text.replace("T02:30", "T05:00").replace("<Friday />", "")

    with pytest.raises(ScheduleEdited, match="StartBoundary of the task 'Tieout night-") as edited:
        catalogue.removal(here, one)
    assert [each.split()[0] for each in edited.value.places] == ["StartBoundary", "DaysOfWeek"]


def test_a_task_that_never_ran_has_no_last_night(tmp_path):
    """Windows says 267011, and a day in 1999."""
    here, computer = at("windows", tmp_path)
    one = installed(here, "windows")
    computer.result = 267011

    found = catalogue.standing(here, one, NOW)

    assert (found.began, found.result) == (None, None)


@each_system
def test_a_night_can_be_begun_now_by_the_system_itself(name, tmp_path):
    """To see that it can; a system that refuses is told of."""
    here, computer = at(name, tmp_path)
    one = installed(here, name)

    catalogue.begin_now(here, one)

    command = computer.ran[-1]
    assert command == SCHEDULERS[name].at_once(here, one)
    assert any(one.name in word for word in command)
    computer.refuses = command[1]
    with pytest.raises(NotScheduled, match="Nothing was begun"):
        catalogue.begin_now(here, one)


def test_cron_begins_no_night_at_once(tmp_path):
    """It says what does."""
    here, _ = at("systemd", tmp_path)

    with pytest.raises(NotScheduled, match="'tieout nightly MANIFEST' begins one"):
        catalogue.begin_now(here, schedule_on("linux", how="cron"))


def test_launchd_is_not_given_another_night_while_one_is_under_way(tmp_path):
    """Letting go of the old one would end it."""
    here, computer = at("launchd", tmp_path)
    one = installed(here, "launchd")
    computer.running = True

    with pytest.raises(NotScheduled, match="under way"):
        catalogue.installation(here, SCHEDULERS["launchd"], one)


def test_without_an_answering_systemd_cron_is_taken(tmp_path):
    """And without both nothing; it says why."""
    here, computer = at("systemd", tmp_path)
    assert catalogue.usual(here).name == "systemd"

    computer.refuses = "systemctl"
    assert catalogue.usual(here).name == "cron"

    computer.refuses = "c"
    with pytest.raises(
        NotScheduled, match=r"systemd user timers: .* cron: .* Nothing was installed"
    ):
        catalogue.usual(here)


@pytest.mark.parametrize(("name", "other"), [("launchd", "linux"), ("windows", "darwin")])
def test_a_scheduler_of_another_system_is_refused(name, other, tmp_path):
    """By name."""
    with pytest.raises(NotScheduled, match=f"{here_on(other, tmp_path).home.system} has no"):
        catalogue.usual(here_on(other, tmp_path), name)


def test_a_manifest_is_scheduled_by_one_scheduler_only(tmp_path):
    """Two would begin two nights."""
    here, _ = at("systemd", tmp_path)
    installed(here, "systemd")

    with pytest.raises(NotScheduled, match="scheduled with systemd user timers already"):
        catalogue.installation(here, SCHEDULERS["cron"], schedule_on("linux"))


def test_a_schedule_that_changed_its_time_today_begins_no_night_at_once(tmp_path):
    """Systemd would make up for a time of today that has passed, so what it remembers goes."""
    here, computer = at("systemd", tmp_path)
    one = installed(here, "systemd")
    stamp = here.home.profile / f".local/share/systemd/timers/stamp-{one.name}.timer"
    computer.write(stamp, b"")

    installed(here, "systemd", at=dt.time(4))

    assert computer.read(Where(stamp)) is None


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"format": 2}', b'{"format": 1, "days": [9]}', b"\xff", b""]
)
def test_a_damaged_note_is_told_by_name(content, tmp_path):
    """Nothing is done on a guess."""
    here, computer = at("systemd", tmp_path)
    one = installed(here, "systemd")
    computer.write(note.where_of(here.home, one.name).path, content)

    with pytest.raises(note.NoteUnreadable, match="Nothing was changed"):
        catalogue.installed(here)
