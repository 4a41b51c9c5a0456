"""What a scheduler is to us, and where we are: the words that all of them share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

from addin.hosts.install.computer import Computer, Where
from addin.hosts.install.home import Home
from addin.hosts.install.planning import plan, plan_removal
from addin.hosts.install.receipt import digest, receipt_of
from addin.hosts.install.steps import Change, Doing, Step
from addin.hosts.install.wanted import Content, Wanted
from addin.nightly.scheduling import note
from addin.nightly.scheduling.schedule import NotScheduled, Schedule


@dataclass(frozen=True, slots=True)
class Here:
    """The computer and the user that nights are scheduled for.

    Args:
        home: the user's folders.
        computer: the computer.
        user: the user's name.
        uid: the user's number; 0 on Windows.
    """

    home: Home
    computer: Computer
    user: str
    uid: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How a schedule stands with the system.

    ``is_there`` and ``is_enabled`` as the system says; None where it does not. ``begins`` is when
    the next night begins, ``began`` when the last one did, by the clock on the wall; ``result`` is
    its exit status. ``says`` is what else the system said, in a sentence.
    """

    is_there: bool
    is_enabled: bool | None = None
    begins: dt.datetime | None = None
    began: dt.datetime | None = None
    result: int | None = None
    says: str = ""


class Scheduler(Protocol):
    """A program of the system that begins other programs at a time."""

    @property
    def name(self) -> str:
        """How it is asked for."""

    @property
    def title(self) -> str:
        """What people call it."""

    def why_not(self, here: Here) -> str:
        """Why it cannot be used here, in a sentence; empty: it can."""

    def texts(self, here: Here, schedule: Schedule) -> tuple[tuple[str, str], ...]:
        """What is written where, and last what is run.

        Raises:
            NotScheduled: this scheduler cannot be given that.
        """

    def installation(self, here: Here, schedule: Schedule) -> tuple[Doing, ...]:
        """The steps that install a schedule, or bring it up to date.

        Raises:
            AddinError: it cannot be given that, or it cannot be told what is there.
        """

    def edited(self, here: Here, schedule: Schedule) -> tuple[str, ...]:
        """What somebody has changed since it was installed, by name."""

    def removal(self, here: Here, schedule: Schedule) -> tuple[Doing, ...]:
        """The steps that take a schedule away, whatever somebody changed in it."""

    def standing(self, here: Here, schedule: Schedule) -> Standing:
        """How it stands now."""

    def at_once(self, here: Here, schedule: Schedule) -> tuple[str, ...]:
        """The command that has the system begin a night now; empty where it cannot."""


def written(
    here: Here, schedule: Schedule, files: Iterable[tuple[str, PurePath, bytes]]
) -> tuple[Step, ...]:
    """The steps that write a scheduler's files (what each is, where, its bytes) and our note."""
    places = [Content(what, Where(path), content, own=True) for what, path, content in files]
    about = Content(
        "what was installed", note.where_of(here.home, schedule.name), note.to_bytes(schedule), True
    )
    return plan(here.home, here.computer, [Wanted(schedule.name, (about, *places))])


def unwritten(here: Here, schedule: Schedule) -> tuple[Step, ...]:
    """The steps that take those files away, and what the last night printed."""
    removal = plan_removal(here.home, here.computer, [schedule.name])
    return (*_printed(here, schedule), *removal)


def _printed(here: Here, schedule: Schedule) -> tuple[Step, ...]:
    places = [note.printed_of(here.home, schedule.name), note.errors_of(here.home, schedule.name)]
    there = [(where, read(here, where)) for where in map(Where, places)]
    return tuple(
        Change(f"Remove {where}.", where, content, None)
        for where, content in there
        if content is not None
    )


def edited_files(here: Here, schedule: Schedule) -> tuple[str, ...]:
    """The files of a schedule that somebody has changed or replaced since."""
    found = []
    for entry in receipt_of(here.home, here.computer).entries:
        if entry.host == schedule.name:
            there = read(here, Where(type(here.home.state)(entry.path)))
            if there is not None and digest(there) != entry.written:
                found.append(entry.path)
    return tuple(found)


def read(here: Here, where: Where) -> bytes | None:
    """What a file holds; None if it is not there.

    Raises:
        NotScheduled: it cannot be read.
    """
    try:
        return here.computer.read(where)
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotScheduled(f"{where} cannot be read ({reason}). Nothing was changed.") from None


def said(here: Here, *command: str) -> str | None:
    """What a program of the system says; None if it is not there, or says that it failed."""
    try:
        ran = here.computer.run(command)
    except OSError:
        return None
    return ran.said if ran.status == 0 else None
