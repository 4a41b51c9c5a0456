"""systemd's user timers: a service that is the night, and a timer that begins it.

The manual pages systemd.service, systemd.timer, systemd.time and systemd.exec say what each line
means. Nothing here confines which files the night may reach: a studio's folders lie anywhere, and
what does so needs privileges that a user's own systemd often has not.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePath
from typing import Final

from addin.hosts.install.computer import Where
from addin.hosts.install.home import System
from addin.hosts.install.steps import Change, Doing, Run
from addin.nightly.scheduling.schedule import DAYS, EVERY_DAY, NotScheduled, Schedule, days_in_words
from addin.nightly.scheduling.scheduler import (
    Here,
    Standing,
    edited_files,
    read,
    said,
    unwritten,
    written,
)

LIMIT: Final = "20h"
"""After this long a night is asked to stop, so that the next one finds the way free."""
GRACE: Final = "15min"
"""How long productions at work may take to come to their end; then they are killed."""
_ASK: Final = ("systemctl", "--user", "--timestamp=unix", "show")
_TIMER: Final = "LoadState,UnitFileState,ActiveState,NextElapseUSecRealtime,LastTriggerUSec"
_SERVICE: Final = "ActiveState,ExecMainStatus,ExecMainExitTimestamp,ExecMainStartTimestamp"


class Systemd:
    """Timers of the user's own systemd."""

    name = "systemd"
    title = "systemd user timers"

    def why_not(self, here: Here) -> str:
        """Why it cannot be used here; empty: it can."""
        if here.home.system is not System.LINUX:
            return f"{here.home.system} has no systemd"
        if said(here, "systemctl", "--user", "show-environment") is None:
            return "this user's systemd does not answer ('systemctl --user' fails)"
        return ""

    def texts(self, here: Here, schedule: Schedule) -> tuple[tuple[str, str], ...]:
        """Both units, and what is run."""
        files = [(str(path), content.decode()) for _, path, content in _files(here, schedule)]
        ran = "\n".join(" ".join(run.command) for run in (_reload(), *_begin(schedule))) + "\n"
        return (*files, ("Then is run", ran))

    def installation(self, here: Here, schedule: Schedule) -> tuple[Doing, ...]:
        """Write the units; have systemd read them and begin to wait."""
        return (
            *written(here, schedule, _files(here, schedule)),
            _reload(),
            _stop(schedule),
            *_forget(here, schedule),
            *_begin(schedule),
        )

    def edited(self, here: Here, schedule: Schedule) -> tuple[str, ...]:
        """Units that somebody changed; ``systemctl --user edit`` keeps changes in files beside."""
        return edited_files(here, schedule)

    def removal(self, here: Here, schedule: Schedule) -> tuple[Doing, ...]:
        """Have systemd stop waiting, then remove the units. A night under way goes on."""
        steps: list[Doing] = []
        timer = f"{schedule.name}.timer"
        if self.standing(here, schedule).is_there:
            off = ("systemctl", "--user", "disable", "--now", timer)
            on = ("systemctl", "--user", "enable", "--now", timer)
            steps += [Run("Have systemd begin no more nights.", off, on)]
        steps += _forget(here, schedule)
        return (*steps, *unwritten(here, schedule), _reload())

    def standing(self, here: Here, schedule: Schedule) -> Standing:
        """As systemd has it; where it does not answer, whether there is a unit."""
        told = said(here, *_ASK, f"--property={_TIMER}", f"{schedule.name}.timer")
        if told is None:
            there = read(here, Where(_folder(here) / f"{schedule.name}.timer")) is not None
            return Standing(there, says="This user's systemd does not answer.")
        timer = _properties(told)
        service = _properties(
            said(here, *_ASK, f"--property={_SERVICE}", f"{schedule.name}.service") or ""
        )
        ended = _moment(service.get("ExecMainExitTimestamp", ""))
        running = service.get("ActiveState") == "activating"
        status = service.get("ExecMainStatus", "")
        return Standing(
            is_there=timer.get("LoadState") == "loaded",
            is_enabled=timer.get("UnitFileState") == "enabled"
            and timer.get("ActiveState") == "active",
            begins=_moment(timer.get("NextElapseUSecRealtime", "")),
            began=_moment(service.get("ExecMainStartTimestamp", ""))
            or _moment(timer.get("LastTriggerUSec", "")),
            result=int(status) if ended and not running and status.isdigit() else None,
            says="A night is under way." if running else "",
        )

    def at_once(self, here: Here, schedule: Schedule) -> tuple[str, ...]:
        """Begin the service, and do not wait for its end."""
        del here
        return ("systemctl", "--user", "start", "--no-block", f"{schedule.name}.service")


def service(schedule: Schedule) -> str:
    """The service: the night itself.

    Raises:
        NotScheduled: a path that systemd cannot be given.
    """
    folder = str(schedule.folder)
    if folder != folder.strip() or folder.endswith("\\"):
        raise NotScheduled(
            f"systemd cannot run anything in '{folder}': the name ends in a space or a backslash. "
            "Nothing was installed. Rename the folder."
        )
    return f"""\
# Written by 'tieout schedule', which replaces it. For changes of your own that it leaves alone:
# systemctl --user edit {schedule.name}.service
[Unit]
Description=Tieout: the night of {_plain(schedule.studio)}

[Service]
Type=oneshot
WorkingDirectory={_plain(folder)}
ExecStart={" ".join(map(_quoted, schedule.command))}
# 1 says that there are findings, which is no fault of the night
SuccessExitStatus=1
TimeoutStartSec={LIMIT}
# asked to stop, productions at work come to their end; workers are not asked, but told by the night
KillSignal=SIGTERM
KillMode=mixed
TimeoutStopSec={GRACE}
# one production that takes all memory ends its worker, and not the night
OOMPolicy=continue
Nice=10
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
"""


def timer(schedule: Schedule) -> str:
    """The timer: when the night begins, and that one which was missed is made up for."""
    return f"""\
# Written by 'tieout schedule', which replaces it.
[Unit]
Description=Tieout: the night of {_plain(schedule.studio)}, {schedule.when}

[Timer]
OnCalendar={calendar(schedule)}
Persistent=true
RandomizedDelaySec=300

[Install]
WantedBy=timers.target
"""


def calendar(schedule: Schedule) -> str:
    """When, as systemd.time has it: ``Mon..Fri *-*-* 02:30:00``."""
    days = ",".join(DAYS[day].capitalize() for day in schedule.days)
    if schedule.days == EVERY_DAY:
        days = ""
    elif days_in_words(schedule.days) == "Monday to Friday":
        days = "Mon..Fri"
    return f"{days} *-*-* {schedule.at:%H:%M}:00".strip()


def _files(here: Here, schedule: Schedule) -> tuple[tuple[str, PurePath, bytes], ...]:
    folder = _folder(here)
    return (
        ("the night", folder / f"{schedule.name}.service", service(schedule).encode()),
        ("when it begins", folder / f"{schedule.name}.timer", timer(schedule).encode()),
    )


def _folder(here: Here) -> PurePath:
    return here.home.applications / "systemd" / "user"


def _stop(schedule: Schedule) -> Run:
    command = ("systemctl", "--user", "stop", f"{schedule.name}.timer")
    return Run("Stop waiting for the old time.", command)


def _begin(schedule: Schedule) -> tuple[Run, ...]:
    timer = f"{schedule.name}.timer"
    begin = ("systemctl", "--user", "enable", "--now", timer)
    end = ("systemctl", "--user", "disable", "--now", timer)
    return (Run("Have systemd begin the nights.", begin, end),)


def _reload() -> Run:
    command = ("systemctl", "--user", "daemon-reload")
    return Run("Have systemd read its units.", command, command)


def _forget(here: Here, schedule: Schedule) -> tuple[Change, ...]:
    """Forget when the last night began: what has passed today by a new time was not missed."""
    folder = here.home.profile / ".local" / "share" / "systemd" / "timers"
    stamp = Where(folder / f"stamp-{schedule.name}.timer")
    there = read(here, stamp)
    if there is None:
        return ()
    return (Change("Have systemd forget when it last began one.", stamp, there, None),)


def _plain(text: str) -> str:
    """A text in which systemd is to replace nothing."""
    return text.replace("%", "%%")


def _quoted(word: str) -> str:
    """A word of a command as systemd reads it: nothing in it is split, replaced or unescaped."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _properties(told: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in told.splitlines())
    return {name: value for name, _, value in pairs}


def _moment(text: str) -> dt.datetime | None:
    """``@1774000000``, or ``Mon 2026-03-16 02:30:00 CET``, as local time; None for never."""
    stamp = re.match(r"@([0-9]+)", text)
    if stamp and stamp[1] != "0":
        return dt.datetime.fromtimestamp(int(stamp[1]))  # noqa: DTZ006 - the clock on the wall
    shown = re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", text)
    return dt.datetime.fromisoformat(shown[0]) if shown else None
