"""What is remembered of a schedule that was installed: a file each, in Tieout's folder."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import PurePath
from typing import Any, Final

from addin.errors import AddinError
from addin.hosts.install.computer import Computer, Where
from addin.hosts.install.home import Home
from addin.nightly.scheduling.schedule import Schedule

_FORMAT: Final = 1
_TEXTS: Final = ("studio", "name", "how", "tieout_home")
_PATHS: Final = ("manifest", "python", "log", "variables")


class NoteUnreadable(AddinError):
    """What was scheduled cannot be read; nothing was changed."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"{self.path} should say what was scheduled, but cannot be read ({self.reason}). "
            "Nothing was changed. Move it away and schedule the night anew."
        )


def folder_of(home: Home) -> PurePath:
    """Where the notes lie."""
    return home.state / "schedules"


def where_of(home: Home, name: str) -> Where:
    """Where the note of a schedule lies."""
    return Where(folder_of(home) / f"{name}.json")


def printed_of(home: Home, name: str) -> PurePath:
    """Where what the last night printed is kept, by schedulers that keep nothing themselves."""
    return folder_of(home) / f"{name}.printed"


def errors_of(home: Home, name: str) -> PurePath:
    """Where what nights complained of is kept, by schedulers that add to a file."""
    return folder_of(home) / f"{name}.errors"


def to_bytes(schedule: Schedule) -> bytes:
    """A schedule as it stands in its note."""
    content: dict[str, object] = {"format": _FORMAT}
    content |= {name: getattr(schedule, name) for name in _TEXTS}
    content |= {name: str(getattr(schedule, name)) for name in _PATHS}
    content |= {
        "at": f"{schedule.at:%H:%M}",
        "days": list(schedule.days),
        "options": list(schedule.options),
    }
    return json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n"


def schedules_in(home: Home, computer: Computer) -> tuple[Schedule, ...]:
    """Every schedule that was installed for this user, by name.

    Raises:
        NoteUnreadable: a note is damaged, or of a newer Tieout.
    """
    notes = (path for path in computer.files(folder_of(home)) if path.suffix == ".json")
    return tuple(_schedule(home, computer, path) for path in notes)


def _schedule(home: Home, computer: Computer, path: PurePath) -> Schedule:
    try:
        content = json.loads(computer.read(Where(path)) or b"")
        return _parsed(content, type(home.state))
    except OSError as error:
        raise NoteUnreadable(str(path), error.strerror or str(error)) from None
    except (ValueError, TypeError, KeyError):
        raise NoteUnreadable(str(path), "it is damaged, or of a newer Tieout") from None


def _parsed(content: dict[str, Any], path: type[PurePath]) -> Schedule:
    if content["format"] != _FORMAT:
        raise ValueError(content["format"])
    days = tuple(content["days"])
    if not days or not set(days) <= set(range(7)):
        raise ValueError(days)
    return Schedule(
        studio=_text(content["studio"]),
        name=_text(content["name"]),
        how=_text(content["how"]),
        tieout_home=_text(content["tieout_home"]),
        manifest=path(_text(content["manifest"])),
        python=path(_text(content["python"])),
        log=path(_text(content["log"])),
        variables=path(_text(content["variables"])),
        at=dt.time.fromisoformat(_text(content["at"])),
        days=days,
        options=tuple(map(_text, content["options"])),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
