"""Whether a schedule will begin its nights: what the system says, the clock, the last night."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from addin.errors import AddinError
from addin.hosts.install.check import Check, State
from addin.hosts.install.home import System
from addin.nightly.doctor.studio import Looked, examine, looked_at, title_of
from addin.nightly.logs import usual_log
from addin.nightly.scheduling import catalogue, note
from addin.nightly.scheduling.remembered import environment_of, last_night_of
from addin.nightly.scheduling.schedule import Schedule
from addin.nightly.scheduling.scheduler import Here, said
from addin.ports.nights import KeptNight

_GRACE: Final = dt.timedelta(days=1)
"""A night that was missed may be made up for within a day."""
_LONGEST: Final = dt.timedelta(hours=20)
_AHEAD: Final = 370
_STATUSES: Final = {
    2: "could not run",
    3: "could not do everything",
    4: "found another night under way",
    5: "was stopped before its end",
}


def nights(
    here: Here, now: dt.datetime, environment: Mapping[str, str], manifest: Path | None = None
) -> Iterator[Check]:
    """Everything about the nights scheduled here, or those of one manifest, scheduled or not.

    Raises:
        AddinError: it cannot be told what is scheduled.
    """
    scheduled = catalogue.installed(here)
    if manifest is not None:
        place = manifest.absolute()
        scheduled = tuple(one for one in scheduled if Path(one.manifest) == place)
        if not scheduled:
            yield from _unscheduled(place, environment)
            return
    for one in scheduled:
        yield from _scheduled(here, one, now)


def _unscheduled(manifest: Path, environment: Mapping[str, str]) -> Iterator[Check]:
    looked = looked_at(manifest, environment)
    if isinstance(looked, Check):
        yield looked
        return
    yield from examine(looked)
    yield _log(looked.title, usual_log(manifest.parent))
    advice = "'tieout schedule install' has this computer do it."
    yield looked.check(State.NOTE, "Nothing on this computer begins this night.", advice)


def _scheduled(here: Here, schedule: Schedule, now: dt.datetime) -> Iterator[Check]:
    try:
        environment = environment_of(schedule)
    except AddinError as error:
        yield Check(title_of(schedule.studio), State.PROBLEM, str(error), "No night begins so.")
        environment = dict(os.environ)
    looked = looked_at(Path(schedule.manifest), environment, schedule.options)
    title = looked.host if isinstance(looked, Check) else looked.title
    if isinstance(looked, Check):
        yield looked
    else:
        yield from examine(looked)
    yield _log(title, Path(schedule.log))
    yield from _system(here, schedule, title, now)
    yield from _clock(schedule, title, now)
    if not isinstance(looked, Check):
        yield from _last(here, looked, schedule, now)


def _log(title: str, log: Path) -> Check:
    """Whether the log can be written: the file, or else the nearest folder that is there."""
    there = next((path for path in (log, *log.parents) if path.exists()), log)
    if os.access(there, os.W_OK):
        return Check(title, State.OK, f"The log can be written: {log}.")
    says = f"The log cannot be written: {log}."
    return Check(title, State.PROBLEM, says, "Open its folder to the night's user.")


def _system(here: Here, schedule: Schedule, title: str, now: dt.datetime) -> Iterator[Check]:
    """What the system says of the schedule."""
    again = f"Run again: tieout schedule install {_shown(str(schedule.manifest))}"
    by = catalogue.SCHEDULERS[schedule.how].title
    if not Path(schedule.python).is_file():
        says = f"The Python of the night is gone: {schedule.python}."
        yield Check(title, State.PROBLEM, says, again)
    try:
        standing = catalogue.standing(here, schedule, now)
        edited = catalogue.SCHEDULERS[schedule.how].edited(here, schedule)
    except AddinError as error:
        yield Check(title, State.PROBLEM, str(error), again)
        return
    if not standing.is_there:
        says = f"{by} does not know {schedule.name} any more. {standing.says}".strip()
        yield Check(title, State.PROBLEM, says, again)
    elif standing.is_enabled is False:
        yield Check(title, State.PROBLEM, f"{schedule.name} is switched off in {by}.", again)
    else:
        begins = f"; next {standing.begins:%a %Y-%m-%d %H:%M}" if standing.begins else ""
        yield Check(title, State.OK, f"It begins {schedule.when}, by {by}{begins}.")
    if edited:
        says = f"Somebody has changed what was installed: {', '.join(edited)}."
        yield Check(title, State.NOTE, says, "See that it is meant.")
    if schedule.how == "systemd":
        yield _lingering(here, title)
    if schedule.how == "cron":
        yield from _without_cron(here, title)
    if schedule.how == "launchd":
        yield from _guarded(here, schedule, title)


def _without_cron(here: Here, title: str) -> Iterator[Check]:
    """Whether cron itself is there to begin anything; a Mac starts it when it is needed."""
    if here.home.system is not System.LINUX:
        return
    try:
        ran = here.computer.run(("pgrep", "-x", "crond?"))
    except OSError:
        return
    if ran.status == 1:
        says = "cron does not seem to run on this computer: its table alone begins nothing."
        yield Check(title, State.NOTE, says, "Have it started: sudo systemctl enable --now cron")


def _guarded(here: Here, schedule: Schedule, title: str) -> Iterator[Check]:
    """Whether macOS may keep the night out of the manifest's folder; it tells nobody."""
    own = (here.home.profile / name for name in ("Desktop", "Documents", "Downloads"))
    if any(schedule.folder.is_relative_to(each) for each in (*own, PurePosixPath("/Volumes"))):
        says = f"macOS keeps what runs by itself out of {schedule.folder} unless it is allowed to."
        advice = "Allow this Python: System Settings, Privacy & Security, Full Disk Access: "
        yield Check(title, State.NOTE, says, f"{advice}{schedule.python}")


def _lingering(here: Here, title: str) -> Check:
    """Whether this user's systemd runs while nobody is signed in."""
    told = said(here, "loginctl", "show-user", here.user, "--property=Linger")
    if told is not None and told.strip() == "Linger=yes":
        return Check(title, State.OK, "Nights begin while nobody is signed in (lingering is on).")
    return Check(
        title,
        State.NOTE,
        f"Nights begin only while {here.user} is signed in, or at the next sign-in.",
        f"On a server: loginctl enable-linger {here.user}",
    )


def _clock(schedule: Schedule, title: str, now: dt.datetime) -> Iterator[Check]:
    """Days of the coming year on which the clock skips the schedule's time."""
    skipped = [
        day
        for ahead in range(_AHEAD)
        if (day := now.date() + dt.timedelta(days=ahead)).weekday() in schedule.days
        and not _is_on_the_clock(dt.datetime.combine(day, schedule.at))
    ]
    zone = now.astimezone().tzname() or "?"
    if not skipped:
        yield Check(title, State.OK, f"Times are by this computer's clock, {zone}.")
        return
    days = ", ".join(f"{day:%Y-%m-%d}" for day in skipped)
    yield Check(
        title,
        State.NOTE,
        f"The clock has no {schedule.at:%H:%M} on {days}: whether a night begins then, and when, "
        "depends on the system.",
        "A time before the change, or after it, begins every night.",
    )


def _is_on_the_clock(moment: dt.datetime) -> bool:
    """Whether a time of the day exists, where clocks are put forward."""
    return dt.datetime.fromtimestamp(moment.timestamp()) == moment  # noqa: DTZ006 - the wall's


def _last(here: Here, looked: Looked, schedule: Schedule, now: dt.datetime) -> Iterator[Check]:
    """Whether the last night was when it should have been, and how it ended."""
    try:
        night = last_night_of(looked.studio, looked.environment)
    except AddinError:
        return  # said already
    due = _due(schedule, now - _GRACE)
    was_due = due > _installed_at(here, schedule)
    if night is None and not was_due:
        yield looked.check(State.NOTE, "There has been no night yet.", _begin_now(schedule))
        return
    begun = None if night is None else _naive(night.begun)
    if was_due and (begun is None or begun < due):
        last = f"the last was {begun:%Y-%m-%d %H:%M}" if begun else "there has been none yet"
        says = f"The night of {due:%a %Y-%m-%d %H:%M} never began; {last}."
        advice = "See whether the computer was on, and what 'tieout schedule status' says."
        yield looked.check(State.PROBLEM, says, advice)
    elif begun and begun > now + _GRACE:
        says = f"The last night is of {begun:%Y-%m-%d %H:%M}, which has not come yet."
        yield looked.check(State.PROBLEM, says, "Put this computer's clock right.")
    elif begun:
        yield looked.check(State.OK, f"The last night began {begun:%a %Y-%m-%d %H:%M}.")
    if night is not None:
        yield _end(looked, night, now)


def _end(looked: Looked, night: KeptNight, now: dt.datetime) -> Check:
    if night.status is None:
        if now - _naive(night.begun) < _LONGEST:
            return looked.check(
                State.NOTE, "A night is under way, or was cut short.", "Look again."
            )
        return looked.check(
            State.PROBLEM, "The last night was cut short.", "The next goes on with it."
        )
    if night.status in _STATUSES:
        says = f"The last night {_STATUSES[night.status]} (status {night.status})."
        advice = "The log and 'tieout history' say which, and why."
        return looked.check(State.PROBLEM, says, advice)
    return looked.check(State.OK, f"The last night ended well (status {night.status}).")


def _installed_at(here: Here, schedule: Schedule) -> dt.datetime:
    """When the schedule was installed, or else long ago: no night was due before."""
    try:
        written = Path(note.where_of(here.home, schedule.name).path).stat().st_mtime
    except OSError:
        return dt.datetime(1, 1, 1)
    return dt.datetime.fromtimestamp(written)  # noqa: DTZ006 - the clock on the wall


def _due(schedule: Schedule, now: dt.datetime) -> dt.datetime:
    """When a night should have begun last."""
    days = (now.date() - dt.timedelta(days=back) for back in range(9))
    begins = (
        dt.datetime.combine(day, schedule.at) for day in days if day.weekday() in schedule.days
    )
    return next(each for each in begins if each <= now)


def _naive(moment: dt.datetime) -> dt.datetime:
    """By the clock on the wall."""
    return moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment


def _begin_now(schedule: Schedule) -> str:
    manifest, variables = (_shown(str(path)) for path in (schedule.manifest, schedule.variables))
    return f"One begins now with: tieout nightly {manifest} --variables {variables}"


def _shown(path: str) -> str:
    """A path as it is typed."""
    return subprocess.list2cmdline([path]) if os.name == "nt" else shlex.quote(path)
