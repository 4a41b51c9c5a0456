"""When a studio's night begins, and with which words: the same for every system."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from addin.errors import AddinError

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY: Final = tuple(range(7))

_LONGEST_SLUG: Final = 32
_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


class NotScheduled(AddinError):
    """A night that cannot be scheduled so; the text says why. Nothing was installed or changed."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A night that begins by itself.

    Args:
        studio: what the studio is called.
        name: how the system knows the schedule; one for each manifest.
        manifest: the studio's manifest, an absolute path.
        python: the interpreter that has Tieout, an absolute path.
        at: when it begins, by the clock on the wall.
        days: on which days of the week, 0 for Monday, in order.
        options: more words for ``tieout nightly``, such as ``--cluster``.
        log: where the night writes what happened.
        variables: the file of environment variables that the night reads; it need not be there.
        how: by which scheduler, once it is installed.
        tieout_home: Tieout's own folder, where it is not the usual one; empty: it is.
    """

    studio: str
    name: str
    manifest: PurePath
    python: PurePath
    at: dt.time
    days: tuple[int, ...]
    log: PurePath
    variables: PurePath
    options: tuple[str, ...] = ()
    how: str = ""
    tieout_home: str = ""

    @property
    def command(self) -> tuple[str, ...]:
        """The words of the night's command; the options come last, so that they win.

        ``-P``: what lies in the studio's folder is never taken for a part of Python.
        """
        return (
            str(self.python),
            *("-P", "-m", "addin", "nightly", str(self.manifest)),
            *("--log", str(self.log), "--variables", str(self.variables)),
            *(("--tieout-home", self.tieout_home) if self.tieout_home else ()),
            *self.options,
        )

    @property
    def folder(self) -> PurePath:
        """Where the night runs: paths in its options start there."""
        return self.manifest.parent

    @property
    def when(self) -> str:
        """``Monday to Friday at 02:30``, for people."""
        return f"{days_in_words(self.days)} at {self.at:%H:%M}"


def name_of(studio: str, manifest: PurePath) -> str:
    """How the schedule of a manifest is called: ``night-northlight-3f2a9c01``.

    Letters that every system takes; the digest tells studios of one name apart.
    """
    plain = unicodedata.normalize("NFKD", studio).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].strip("-")
    digest = hashlib.blake2b(f"{studio}\n{manifest}".encode(), digest_size=4).hexdigest()
    return "-".join(part for part in ("night", slug, digest) if part)


def time_of(text: str) -> dt.time:
    """``02:30`` → a time.

    Raises:
        NotScheduled: it is none.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise NotScheduled(f"'{text}' is no time of the day: write 02:30. Nothing was installed.")
    return dt.time(int(found[1]), int(found[2]))


def days_of(text: str) -> tuple[int, ...]:
    """``mon-fri``, ``mon,thu``, ``sat-mon`` or ``daily`` → days of the week, 0 for Monday.

    Raises:
        NotScheduled: it names no days.

    >>> days_of("sat-mon,wed")
    (0, 2, 5, 6)
    """
    asked = text.strip().lower()
    if asked in {"daily", "every day"}:
        return EVERY_DAY
    found: set[int] = set()
    for part in asked.split(","):
        first, _, last = (one.strip()[:3] for one in part.partition("-"))
        last = last or first
        if first not in DAYS or last not in DAYS or not _are_names(part):
            raise NotScheduled(
                f"'{text}' names no days of the week: write mon-fri, mon,wed,fri or daily. "
                "Nothing was installed."
            )
        begin, end = DAYS.index(first), DAYS.index(last)
        found |= {day % 7 for day in range(begin, end + 1 + (7 if end < begin else 0))}
    return tuple(sorted(found))


def _are_names(part: str) -> bool:
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    names = [one.strip() for one in part.split("-")]
    return len(names) <= 2 and all(
        len(name) >= 3 and any(day.startswith(name) for day in full) for name in names
    )


def days_in_words(days: tuple[int, ...]) -> str:
    """``Monday to Friday``; ``every day``; ``Mon, Wed``."""
    if days == EVERY_DAY:
        return "every day"
    if days == EVERY_DAY[:5]:
        return "Monday to Friday"
    return ", ".join(DAYS[day].capitalize() for day in days)


def next_after(schedule: Schedule, now: dt.datetime) -> dt.datetime:
    """When the night begins next, by the clock on the wall, on systems that do not say."""
    for ahead in range(8):
        day = now.date() + dt.timedelta(days=ahead)
        begins = dt.datetime.combine(day, schedule.at)
        if day.weekday() in schedule.days and begins > now.replace(tzinfo=None):
            return begins
    raise NotScheduled("A schedule without days never begins. Nothing was installed.")


def must_fit(schedule: Schedule) -> None:
    """Refuse words that no system's files can hold.

    Raises:
        NotScheduled: a word has a line break or another control character in it.
    """
    for word in (schedule.studio, *schedule.command):
        if any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in word):
            shown = word.encode("unicode_escape").decode("ascii")
            raise NotScheduled(
                f"'{shown}' has a line break or a control character in it, which no scheduler "
                "can be given. Nothing was installed. Rename the file or folder."
            )
