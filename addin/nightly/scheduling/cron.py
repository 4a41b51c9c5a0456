"""cron: one line in the user's own table, between two marks; every other byte stays as it is."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from addin.hosts.install.computer import Computer, Where
from addin.hosts.install.home import System
from addin.hosts.install.steps import Doing, StepFailed
from addin.nightly.scheduling import note
from addin.nightly.scheduling.schedule import EVERY_DAY, NotScheduled, Schedule
from addin.nightly.scheduling.scheduler import Here, Standing, read, unwritten, written

LONGEST: Final = 990
"""How many bytes of a command every cron takes (Vixie's takes 999)."""
_NONE: Final = ("no crontab for", "can't open", "cannot open")


class Cron:
    """The user's crontab."""

    name = "cron"
    title = "cron"

    def why_not(self, here: Here) -> str:
        """Why it cannot be used here; empty: it can."""
        if here.home.system is System.WINDOWS:
            return "Windows has no cron"
        try:
            table(here.computer)
        except NotScheduled as error:
            return str(error)
        return ""

    def texts(self, here: Here, schedule: Schedule) -> tuple[tuple[str, str], ...]:
        """The lines of the crontab."""
        return (("The crontab of this user (crontab -e)", block(here, schedule)),)

    def installation(self, here: Here, schedule: Schedule) -> tuple[Doing, ...]:
        """Our lines in the table, new or in place of the old ones."""
        before = table(here.computer)
        ours = block(here, schedule).encode()
        after = with_block(before, schedule.name, ours)
        steps = written(here, schedule, [("its line in your crontab", _copy(here, schedule), ours)])
        if before == after:
            return steps
        what = f"Write the line of {schedule.name} into your crontab."
        return (*steps, ChangeTable(what, before, after))

    def edited(self, here: Here, schedule: Schedule) -> tuple[str, ...]:
        """The crontab, if our lines in it are no longer ours."""
        there = block_in(table(here.computer), schedule.name)
        ours = read(here, Where(_copy(here, schedule)))
        return () if there is None or ours in {None, there} else ("your crontab",)

    def removal(self, here: Here, schedule: Schedule) -> tuple[Doing, ...]:
        """The table without our lines."""
        before = table(here.computer)
        after = without_block(before, schedule.name)
        steps = unwritten(here, schedule)
        if before == after:
            return steps
        what = f"Remove the line of {schedule.name} from your crontab."
        return (*steps, ChangeTable(what, before, after))

    def standing(self, here: Here, schedule: Schedule) -> Standing:
        """Nothing but what is in its table."""
        there = block_in(table(here.computer), schedule.name)
        lines = (there or b"").splitlines()
        active = any(not line.startswith(b"#") and line.strip() for line in lines)
        return Standing(there is not None, active if there is not None else None)

    def at_once(self, here: Here, schedule: Schedule) -> tuple[str, ...]:
        """Nothing: cron begins what it begins by the clock alone."""
        del here, schedule
        return ()


@dataclass(frozen=True, slots=True)
class ChangeTable:
    """The user's crontab becomes something else."""

    says: str
    before: bytes
    after: bytes

    def do(self, computer: Computer) -> None:
        """Change it, if it is what was planned for.

        Raises:
            StepFailed: it is not, or cron refuses.
        """
        if table(computer) != self.before:
            raise StepFailed("the crontab changed after the plan was made")
        _replace(computer, self.after)

    def undo(self, computer: Computer) -> None:
        """Put back what was there, unless somebody has changed it since."""
        if table(computer) == self.after:
            _replace(computer, self.before)


def block(here: Here, schedule: Schedule) -> str:
    """Our lines: what they are, when and what, and the end.

    What the night prints is kept until the next one; cron would mail it, or drop it.

    Raises:
        NotScheduled: the line is longer than cron takes.
    """
    # the calendar of cron begins on Sunday
    days = ",".join(sorted(str((day + 1) % 7) for day in schedule.days))
    if schedule.days == EVERY_DAY:
        days = "*"
    elif schedule.days == EVERY_DAY[:5]:
        days = "1-5"
    printed = note.printed_of(here.home, schedule.name)
    words = " ".join(map(_quoted, schedule.command))
    command = f"cd {_quoted(str(schedule.folder))} && exec {words} >{_quoted(str(printed))} 2>&1"
    if len(command.encode()) > LONGEST:
        raise NotScheduled(
            f"The line for cron is {len(command.encode())} bytes long, and some crons take "
            f"{LONGEST} only. Nothing was installed. Move the manifest to a shorter path, or use "
            "--with systemd."
        )
    begin, end = _marks(schedule.name)
    when = f"{schedule.at.minute} {schedule.at.hour} * * {days}"
    return f"{begin} written by 'tieout schedule'\n{when} {command}\n{end}\n"


def with_block(there: bytes, name: str, ours: bytes) -> bytes:
    """A table with our lines: where they stood, or behind everything."""
    found = _found(there, name)
    if found is None:
        gap = b"\n" if there and not there.endswith(b"\n") else b""
        return there + gap + ours
    return there[: found[0]] + ours + there[found[1] :]


def without_block(there: bytes, name: str) -> bytes:
    """A table without our lines."""
    found = _found(there, name)
    return there if found is None else there[: found[0]] + there[found[1] :]


def block_in(there: bytes, name: str) -> bytes | None:
    """Our lines as they stand in a table; None if they do not."""
    found = _found(there, name)
    return None if found is None else there[slice(*found)]


def table(computer: Computer) -> bytes:
    """The user's crontab; empty if there is none.

    Raises:
        NotScheduled: there is no cron, or this user may not use it.
    """
    try:
        answered = computer.ask(("crontab", "-l"))
    except OSError:
        raise NotScheduled("This computer has no program 'crontab'. Nothing was changed.") from None
    if answered.status == 0:
        return answered.gave
    if any(sign in answered.complained.lower() for sign in _NONE):
        return b""
    reason = " ".join(answered.complained.split())[:200]
    raise NotScheduled(f"The crontab cannot be read: {reason}. Nothing was changed.")


def _copy(here: Here, schedule: Schedule) -> PurePath:
    """Where our lines are kept as they were written, to tell whether somebody changed them."""
    return note.folder_of(here.home) / f"{schedule.name}.cron"


def _replace(computer: Computer, content: bytes) -> None:
    command = ("crontab", "-") if content else ("crontab", "-r")
    answered = computer.ask(command, content)
    if answered.status:
        raise StepFailed(f"crontab: {' '.join(answered.complained.split())[:200]}")


def _marks(name: str) -> tuple[str, str]:
    return f"# >>> tieout {name} >>>", f"# <<< tieout {name} <<<"


def _found(there: bytes, name: str) -> tuple[int, int] | None:
    """Where our lines begin and end; without the second mark they are those up to the next blank.

    Nothing between the marks but one entry is ours; a person who loses the mark loses no entry.
    """
    begin, end = (re.escape(mark.encode()) for mark in _marks(name))
    whole = re.compile(
        rb"^%s[^\n]*\n(?:[^\n]*\n){0,3}?%s[^\n]*(?:\n|\Z)" % (begin, end), re.MULTILINE
    )
    found = whole.search(there) or re.compile(
        rb"^%s[^\n]*(?:\n|\Z)(?:[^\n]* -m addin nightly [^\n]*(?:\n|\Z))?" % begin, re.MULTILINE
    ).search(there)
    return None if found is None else found.span()


def _quoted(word: str) -> str:
    """A word as the shell reads it, after cron has taken the backslash before each percent sign.

    The sign stands outside of the quotes, so that a cron which takes nothing does no harm either.
    """
    return r"\%".join(shlex.quote(part) if part else "" for part in word.split("%")) or "''"
