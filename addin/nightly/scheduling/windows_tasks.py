"""Windows' Task Scheduler: a task in XML, as [MS-TSCH] 2.5 describes it, given to ``schtasks``."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import PurePath
from subprocess import list2cmdline
from typing import Final
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from addin.hosts.install.computer import Where
from addin.hosts.install.home import System
from addin.hosts.install.steps import Doing, Run
from addin.nightly.scheduling import note
from addin.nightly.scheduling.schedule import NotScheduled, Schedule
from addin.nightly.scheduling.scheduler import (
    Here,
    Standing,
    edited_files,
    read,
    said,
    unwritten,
    written,
)

NAMESPACE: Final = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIRST: Final = dt.date(2024, 1, 1)
"""The day from which the task holds: any past one, a Monday; what counts is the time."""
_NEVER_RAN: Final = 267011
_RUNNING: Final = 267009
_REPLACED: Final = re.compile(r"%[^%\\/:\"<>|=]+%|\$\(")
_COMPARED: Final = (
    "StartBoundary",
    "DaysOfWeek",
    "Command",
    "Arguments",
    "WorkingDirectory",
    "StartWhenAvailable",
    "MultipleInstancesPolicy",
    "ExecutionTimeLimit",
)


class WindowsTasks:
    """Tasks of the Task Scheduler."""

    name = "windows"
    title = "Windows Task Scheduler"

    def why_not(self, here: Here) -> str:
        """Why it cannot be used here; empty: it can."""
        is_windows = here.home.system is System.WINDOWS
        return "" if is_windows else f"{here.home.system} has no Task Scheduler"

    def texts(self, here: Here, schedule: Schedule) -> tuple[tuple[str, str], ...]:
        """The task, and what is run."""
        ran = list2cmdline(_create(here, schedule).command) + "\n"
        return ((str(_path(here, schedule)), task(here, schedule)), ("Then is run", ran))

    def installation(self, here: Here, schedule: Schedule) -> tuple[Doing, ...]:
        """Write the task down and hand it to the Task Scheduler, which replaces an older one."""
        content = task(here, schedule).encode("utf-16")
        files = [("the task", _path(here, schedule), content)]
        return (*written(here, schedule, files), _create(here, schedule))

    def edited(self, here: Here, schedule: Schedule) -> tuple[str, ...]:
        """What differs in the task that Windows has, by the names of its parts."""
        files = edited_files(here, schedule)
        kept = read(here, Where(_path(here, schedule)))
        told = None if files or kept is None else _task_there(here, schedule)
        if told is None or kept is None:
            return files
        ours = dict(_leaves(ET.fromstring(_undeclared(kept.decode("utf-16")))))  # noqa: S314 - ours
        theirs = dict(_leaves(told))
        task_name = title_of(schedule)
        return tuple(
            f"{name} of the task '{task_name}'"
            for name in _COMPARED
            if _comparable(ours.get(name, "")) != _comparable(theirs.get(name, ""))
        )

    def removal(self, here: Here, schedule: Schedule) -> tuple[Doing, ...]:
        """Delete the task, then our copy of it."""
        gone: tuple[Doing, ...] = ()
        if self.standing(here, schedule).is_there:
            delete = ("schtasks", "/Delete", "/TN", title_of(schedule), "/F")
            back = _create(here, schedule).command
            gone = (Run("Have Windows delete the task.", delete, back),)
        return (*gone, *unwritten(here, schedule))

    def standing(self, here: Here, schedule: Schedule) -> Standing:
        """As the Task Scheduler has it, by PowerShell: ``schtasks`` speaks the user's language."""
        told = said(here, "powershell", "-NoProfile", "-NonInteractive", "-Command", _ask(schedule))
        try:
            about = json.loads(told or "")
            state, result = str(about["state"]), int(about["result"])
            begins, began = _moment(about["next"]), _moment(about["last"])
        except (ValueError, KeyError, TypeError):
            return Standing(is_there=_task_there(here, schedule) is not None)
        ran = result not in {_NEVER_RAN, _RUNNING}
        running = result == _RUNNING or state == "Running"
        return Standing(
            is_there=True,
            is_enabled=state != "Disabled",
            begins=begins,
            began=began if result != _NEVER_RAN else None,
            result=result if ran and not running else None,
            says="A night is under way." if running else "",
        )

    def at_once(self, here: Here, schedule: Schedule) -> tuple[str, ...]:
        """Have the Task Scheduler begin the task."""
        del here
        return ("schtasks", "/Run", "/TN", title_of(schedule))


def title_of(schedule: Schedule) -> str:
    """How the task is listed."""
    return f"Tieout {schedule.name}"


def task(here: Here, schedule: Schedule) -> str:
    """The task.

    It runs while its user is signed in, without a password kept anywhere. Missed, it runs when the
    computer is on again; on a battery too. A network is not asked for: a folder that is not there
    is told by the night.

    Raises:
        NotScheduled: a word in which Windows would replace something.
    """
    words = (*schedule.command, str(schedule.folder))
    if any(_REPLACED.search(word) for word in words):
        raise NotScheduled(
            "Windows replaces what looks like %NAME% or $(Name) in a task's command. Nothing "
            "was installed. Rename the file or folder."
        )
    boundary = dt.datetime.combine(_FIRST, schedule.at).isoformat()
    days = "".join(f"<{_DAYS[day]} />" for day in schedule.days)
    return f"""\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="{NAMESPACE}">
  <RegistrationInfo>
    <Author>{escape(here.user)}</Author>
    <Description>{escape(f"Tieout: the night of {schedule.studio}, {schedule.when}")}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <Enabled>true</Enabled>
      <StartBoundary>{boundary}</StartBoundary>
      <ScheduleByWeek>
        <WeeksInterval>1</WeeksInterval>
        <DaysOfWeek>{days}</DaysOfWeek>
      </ScheduleByWeek>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{escape(here.user)}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <AllowStartOnDemand>true</AllowStartOnDemand>
    <Enabled>true</Enabled>
    <Hidden>false</Hidden>
    <RunOnlyIfIdle>false</RunOnlyIfIdle>
    <WakeToRun>false</WakeToRun>
    <ExecutionTimeLimit>PT20H</ExecutionTimeLimit>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(str(_without_window(here, schedule)))}</Command>
      <Arguments>{escape(list2cmdline(schedule.command[1:]))}</Arguments>
      <WorkingDirectory>{escape(str(schedule.folder))}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""


def _without_window(here: Here, schedule: Schedule) -> PurePath:
    """Python without a black window, which somebody would close in the morning."""
    quiet = schedule.python.with_name("pythonw.exe")
    is_there = quiet in here.computer.files(quiet.parent)
    return quiet if is_there and schedule.python.name.lower() == "python.exe" else schedule.python


def _path(here: Here, schedule: Schedule) -> PurePath:
    return note.folder_of(here.home) / f"{schedule.name}.xml"


def _create(here: Here, schedule: Schedule) -> Run:
    path = str(_path(here, schedule))
    return Run(
        "Hand the task to Windows.",
        ("schtasks", "/Create", "/TN", title_of(schedule), "/XML", path, "/F"),
        ("schtasks", "/Delete", "/TN", title_of(schedule), "/F"),
    )


def _ask(schedule: Schedule) -> str:
    """What PowerShell is asked; our names hold nothing that it would read otherwise."""
    return (
        f"$t = Get-ScheduledTask -TaskName '{title_of(schedule)}' -ErrorAction Stop; "
        "$i = $t | Get-ScheduledTaskInfo; "
        "function when($d) { if ($d) { $d.ToString('s') } else { '' } }; "
        "@{state = $t.State.ToString(); result = $i.LastTaskResult; "
        "last = (when $i.LastRunTime); next = (when $i.NextRunTime)} | ConvertTo-Json -Compress"
    )


def _moment(text: object) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if isinstance(text, str) and text else None


def _task_there(here: Here, schedule: Schedule) -> ET.Element | None:
    """The task as Windows has it; None if it has none, or shows nothing that can be read."""
    try:
        answered = here.computer.ask(("schtasks", "/Query", "/TN", title_of(schedule), "/XML"))
    except OSError:
        return None
    if answered.status:
        return None
    wide = answered.gave.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in answered.gave[:8]
    text = answered.gave.decode("utf-16" if wide else here.home.code_page, "replace")
    try:
        return ET.fromstring(_undeclared(text))  # noqa: S314 - of Windows' own Task Scheduler
    except ET.ParseError:
        return None


def _undeclared(text: str) -> str:
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).strip()


def _leaves(top: ET.Element) -> Iterator[tuple[str, str]]:
    """Each part without parts, by name; the days of the week as one."""
    for element in top.iter():
        name = element.tag.rpartition("}")[2]
        if name == "DaysOfWeek":
            yield name, " ".join(sorted(day.tag.rpartition("}")[2] for day in element))
        elif len(element) == 0:
            yield name, (element.text or "").strip()


def _comparable(text: str) -> str:
    """Letters that a console may have lost count for nothing."""
    return re.sub(r"[^\x20-\x7e]|\?", "", text)
