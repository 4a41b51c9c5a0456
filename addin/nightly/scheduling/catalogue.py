"""The schedulers, and what is done with them: install, look, remove."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from addin.hosts.install.home import System
from addin.hosts.install.steps import Doing, NotInstalled, carry_out
from addin.nightly.scheduling.cron import Cron
from addin.nightly.scheduling.launchd import Launchd
from addin.nightly.scheduling.note import NoteUnreadable, schedules_in, where_of
from addin.nightly.scheduling.schedule import NotScheduled, Schedule, must_fit, next_after
from addin.nightly.scheduling.scheduler import Here, Scheduler, Standing, said
from addin.nightly.scheduling.systemd import Systemd
from addin.nightly.scheduling.windows_tasks import WindowsTasks

_ALL: Final[tuple[Scheduler, ...]] = (Systemd(), Cron(), Launchd(), WindowsTasks())
SCHEDULERS: Final = {scheduler.name: scheduler for scheduler in _ALL}
"""By name, in the order in which they are shown."""

_USUAL: Final = {
    System.WINDOWS: ("windows",),
    System.MACOS: ("launchd",),
    System.LINUX: ("systemd", "cron"),
}


class ScheduleEdited(NotScheduled):
    """Somebody changed what was installed; it is neither replaced nor removed unasked."""

    def __init__(self, name: str, places: tuple[str, ...]) -> None:
        super().__init__(name, places)
        self.name = name
        self.places = places

    def __str__(self) -> str:
        return (
            f"Somebody has changed what was installed for {self.name}: {', '.join(self.places)}. "
            "Nothing was changed. Look at it; --anyway replaces or removes it with those changes."
        )


def usual(here: Here, asked: str = "") -> Scheduler:
    """The scheduler that was asked for, or else this computer's own.

    Raises:
        NotScheduled: it cannot be used here; the text says why.
    """
    reasons = []
    for name in (asked,) if asked else _USUAL[here.home.system]:
        reason = SCHEDULERS[name].why_not(here)
        if not reason:
            return SCHEDULERS[name]
        reasons.append(f"{SCHEDULERS[name].title}: {reason.rstrip('.')}")
    raise NotScheduled(
        f"Nights cannot be scheduled here. {'. '.join(reasons)}. Nothing was installed. "
        "'tieout schedule install --print' shows what another computer would need."
    )


def passed_over(here: Here, chosen: Scheduler) -> tuple[str, ...]:
    """Which schedulers would have come before the one that was chosen, and why they did not."""
    names = _USUAL[here.home.system]
    before = names[: names.index(chosen.name)] if chosen.name in names else ()
    return tuple(f"{SCHEDULERS[name].title}: {SCHEDULERS[name].why_not(here)}." for name in before)


def installed(here: Here) -> tuple[Schedule, ...]:
    """All that this user has scheduled, by name.

    Raises:
        NoteUnreadable: a note of it is damaged, or of a newer Tieout.
    """
    found = schedules_in(here.home, here.computer)
    for one in found:
        if one.how not in SCHEDULERS:
            where = where_of(here.home, one.name)
            raise NoteUnreadable(str(where), "it is damaged, or of a newer Tieout")
    return found


def installation(
    here: Here, scheduler: Scheduler, schedule: Schedule, *, anyway: bool = False
) -> tuple[Doing, ...]:
    """The steps that install a schedule, in place of one that the manifest has already.

    Raises:
        ScheduleEdited: somebody changed that one; not if ``anyway``.
        NotScheduled: another scheduler has it already, or this one cannot be given it.
        AddinError: it cannot be told what is there.
    """
    must_fit(schedule)
    for old in installed(here):
        if old.name == schedule.name and old.how != scheduler.name:
            raise NotScheduled(
                f"{old.manifest} is scheduled with {SCHEDULERS[old.how].title} already. Nothing "
                f"was installed. Run 'tieout schedule remove {old.name}' first."
            )
        if old.name == schedule.name:
            _unedited(here, old, anyway=anyway)
    return scheduler.installation(here, replace(schedule, how=scheduler.name))


def removal(here: Here, schedule: Schedule, *, anyway: bool = False) -> tuple[Doing, ...]:
    """The steps that take a schedule away; manifest, log and variables stay.

    Raises:
        ScheduleEdited: somebody changed it since; not if ``anyway``.
        AddinError: it cannot be told what is there.
    """
    _unedited(here, schedule, anyway=anyway)
    return SCHEDULERS[schedule.how].removal(here, schedule)


def standing(here: Here, schedule: Schedule, now: dt.datetime) -> Standing:
    """How a schedule stands; where the system does not say when it begins next, by our reckoning.

    Raises:
        AddinError: it cannot be told what is there.
    """
    found = SCHEDULERS[schedule.how].standing(here, schedule)
    if found.begins is None and found.is_there and found.is_enabled is not False:
        return replace(found, begins=next_after(schedule, now))
    return found


def begin_now(here: Here, schedule: Schedule) -> None:
    """Have the system begin a night now, as it will by itself: with its rights and surroundings.

    Raises:
        NotScheduled: it cannot, or refuses.
    """
    scheduler = SCHEDULERS[schedule.how]
    command = scheduler.at_once(here, schedule)
    if not command:
        raise NotScheduled(
            f"{scheduler.title} begins nights by the clock alone. Nothing was begun; "
            "'tieout nightly MANIFEST' begins one from here."
        )
    if said(here, *command) is None:
        raise NotScheduled(
            f"{scheduler.title} did not begin the night: {' '.join(command)} failed. "
            "Nothing was begun. 'tieout doctor' says what may be wrong."
        )


def carry_through(here: Here, steps: Iterable[Doing]) -> None:
    """Do the steps, or none.

    Raises:
        NotScheduled: one failed; what was done before it was put back.
    """
    try:
        carry_out(tuple(steps), here.computer)
    except NotInstalled as error:
        after = (
            f"These could not be put back: {' '.join(error.left)}"
            if error.left
            else "Everything is as it was before: nothing was changed."
        )
        raise NotScheduled(
            f"This step failed: {error.step} Because: {error.reason}. {after}"
        ) from error


def _unedited(here: Here, schedule: Schedule, *, anyway: bool) -> None:
    if not anyway:
        places = SCHEDULERS[schedule.how].edited(here, schedule)
        if places:
            raise ScheduleEdited(schedule.name, places)
