"""Drop folders: where people put files of other programs, to be imported by night."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class State(StrEnum):
    """What may be done with a file in a drop folder."""

    READY = "ready"
    COMING = "coming"  # it is still being copied, or open: the next night looks again
    REFUSED = "refused"  # somebody has to do something about it


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file in a drop folder, or the folder itself where nothing in it may be touched.

    ``name`` is its path from the production's folder, with ``/``; ``why`` says, in a sentence, what
    keeps it from being imported. ``stamp`` tells this very content from what is put in its place.
    """

    name: str
    state: State = State.READY
    why: str = ""
    size: int = 0
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """That people were told of a file which waits for them.

    ``content`` is a digest of it, ``since`` the day they were told first, ``night`` the name of
    that night.
    """

    content: str
    since: dt.date
    night: str


class DropFolders(Protocol):
    """The drop folders of one production."""

    def waiting(self) -> Sequence[Dropped]:
        """What lies in them, by name. Nothing is touched.

        Raises:
            FileError: a folder is there and cannot be looked into.
        """
        ...

    def imported_before(self, dropped: Dropped) -> str:
        """Where the very same content was put away by an earlier import; empty: nowhere.

        Raises:
            FileError: it cannot be read.
        """
        ...

    def content(self, dropped: Dropped) -> str:
        """A digest of the file's content.

        Raises:
            FileError: it cannot be read.
        """
        ...

    def told(self) -> Mapping[str, Told]:
        """What people were told of in earlier nights, by the name of the file."""
        ...

    def remember(self, told: Mapping[str, Told]) -> None:
        """Keep what people were told of: this, and nothing else."""
        ...

    def put_away(self, dropped: Dropped, day: dt.date) -> str:
        """Move a file to ``Imported/<day>/`` in its drop folder; gives its new name.

        Nothing there is ever overwritten: a second file of a name gets a number.

        Raises:
            FileChanged: it is not the file any more that was looked at; it stays.
            WriteRefused: it cannot be moved; it stays.
        """
        ...
