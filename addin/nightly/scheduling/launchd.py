"""launchd: an agent of the user, in ``~/Library/LaunchAgents``; see launchd.plist(5)."""

from __future__ import annotations

import plistlib
import re
from pathlib import PurePath
from typing import Final

from addin.hosts.install.home import System
from addin.hosts.install.steps import Doing, Run
from addin.nightly.scheduling import note
from addin.nightly.scheduling.schedule import NotScheduled, Schedule
from addin.nightly.scheduling.scheduler import (
    Here,
    Standing,
    edited_files,
    said,
    unwritten,
    written,
)

GRACE_SECONDS: Final = 900
"""How long productions at work may take to come to their end; launchd's own 20 s are few."""


class Launchd:
    """Agents of the user."""

    name = "launchd"
    title = "launchd"

    def why_not(self, here: Here) -> str:
        """Why it cannot be used here; empty: it can."""
        is_mac = here.home.system is System.MACOS
        return "" if is_mac else f"{here.home.system} has no launchd"

    def texts(self, here: Here, schedule: Schedule) -> tuple[tuple[str, str], ...]:
        """The agent, and what is run."""
        ran = "\n".join(" ".join(step.command) for step in _begin(here, schedule)) + "\n"
        return (
            (str(_path(here, schedule)), agent(here, schedule).decode()),
            ("Then is run", ran),
        )

    def installation(self, here: Here, schedule: Schedule) -> tuple[Doing, ...]:
        """Write the agent and hand it to launchd, which first lets go of an older one."""
        standing = self.standing(here, schedule)
        if standing.says:
            raise NotScheduled(f"{standing.says} Nothing was changed. Run it again afterwards.")
        files = [("the night", _path(here, schedule), agent(here, schedule))]
        gone = (_end(here, schedule),) if standing.is_there else ()
        return (*gone, *written(here, schedule, files), *_begin(here, schedule))

    def edited(self, here: Here, schedule: Schedule) -> tuple[str, ...]:
        """The agent's file, if somebody changed it."""
        return edited_files(here, schedule)

    def removal(self, here: Here, schedule: Schedule) -> tuple[Doing, ...]:
        """Have launchd let go of the agent, and remove its file."""
        gone = (_end(here, schedule),) if self.standing(here, schedule).is_there else ()
        return (*gone, *unwritten(here, schedule))

    def standing(self, here: Here, schedule: Schedule) -> Standing:
        """As launchd has it; it does not say when it last began a night."""
        told = said(here, "launchctl", "print", _target(here, schedule))
        if told is None:
            return Standing(is_there=False)
        code = re.search(r"last exit code = (\d+)", told)
        running = re.search(r"^\s*state = running", told, re.MULTILINE)
        return Standing(
            is_there=True,
            is_enabled=True,
            result=int(code[1]) if code and not running else None,
            says="A night is under way." if running else "",
        )

    def at_once(self, here: Here, schedule: Schedule) -> tuple[str, ...]:
        """Have launchd begin the agent."""
        return ("launchctl", "kickstart", _target(here, schedule))


def label(schedule: Schedule) -> str:
    """How launchd knows the agent."""
    return f"com.tieout.{schedule.name}"


def agent(here: Here, schedule: Schedule) -> bytes:
    """The agent as a property list in XML."""
    complaints = note.errors_of(here.home, schedule.name)
    return plistlib.dumps(
        {
            "Label": label(schedule),
            "ProgramArguments": list(schedule.command),
            "WorkingDirectory": str(schedule.folder),
            # launchd's week begins on Sunday, which is 0
            "StartCalendarInterval": [
                {"Weekday": (day + 1) % 7, "Hour": schedule.at.hour, "Minute": schedule.at.minute}
                for day in schedule.days
            ],
            "RunAtLoad": False,
            "ProcessType": "Background",
            "Nice": 10,
            "ExitTimeOut": GRACE_SECONDS,
            "StandardOutPath": "/dev/null",
            "StandardErrorPath": str(complaints),
        },
        sort_keys=False,
    )


def _path(here: Here, schedule: Schedule) -> PurePath:
    return here.home.profile / "Library" / "LaunchAgents" / f"{label(schedule)}.plist"


def _domain(here: Here) -> str:
    return f"gui/{here.uid}"


def _target(here: Here, schedule: Schedule) -> str:
    return f"{_domain(here)}/{label(schedule)}"


def _begin(here: Here, schedule: Schedule) -> tuple[Run, ...]:
    path = str(_path(here, schedule))
    end = ("launchctl", "bootout", _target(here, schedule))
    return (
        Run("Allow the agent.", ("launchctl", "enable", _target(here, schedule))),
        Run("Hand it to launchd.", ("launchctl", "bootstrap", _domain(here), path), end),
    )


def _end(here: Here, schedule: Schedule) -> Run:
    path = str(_path(here, schedule))
    return Run(
        "Have launchd let go of the agent.",
        ("launchctl", "bootout", _target(here, schedule)),
        ("launchctl", "bootstrap", _domain(here), path),
    )
