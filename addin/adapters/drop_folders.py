"""Drop folders on a disk: what may be imported, and where it goes once it was."""

from __future__ import annotations

import datetime as dt
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from addin.adapters.digest import digest_of
from addin.adapters.files import read_bytes, why
from addin.adapters.lock_files import holder_of
from addin.adapters.waiting_file import FILE_NAME, WaitingFile
from addin.errors import FileChanged, WriteRefused
from addin.ports.drop import Dropped, State, Told

IMPORTED: Final = "Imported"
"""The folder in a drop folder that holds what was imported, by day."""
_PARTIAL: Final = frozenset({".part", ".partial", ".crdownload", ".download", ".filepart", ".tmp"})
"""Endings that browsers and copying programs give a file until it is complete."""
_NO_FILES: Final = frozenset({"desktop.ini", "thumbs.db", "icon\r"})
_FRESH: Final = 10.0  # seconds
_LOOK_AGAIN_AFTER: Final = 0.25  # seconds


class FolderDrops:
    """The drop folders of one production.

    Args:
        root: the production's folder.
        names: the drop folders, from there.
        largest: how many bytes a file may have.
        state: the folder in which the production's state is kept.
        now: the time, in seconds since 1970, as the disk's times are.
        sleep: waits so many seconds.
    """

    def __init__(
        self,
        root: Path,
        names: Sequence[str],
        largest: int,
        state: Path,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._root = root
        self._names = tuple(dict.fromkeys(_plain(name) for name in names))
        self._largest = largest
        self._now = now
        self._sleep = sleep
        self._told = WaitingFile(state / FILE_NAME)

    def waiting(self) -> Sequence[Dropped]:
        """What lies in them (see ``ports.DropFolders``)."""
        found = [dropped for name in self._names for dropped in self._in_folder(name)]
        fresh = [one for one in found if self._is_fresh(one)]
        if fresh:
            self._sleep(_LOOK_AGAIN_AFTER)
        return [self._still(one) if one in fresh else one for one in found]

    def imported_before(self, dropped: Dropped) -> str:
        """Where the same content was put away (see ``ports.DropFolders``)."""
        path = self._root / dropped.name
        content = ""
        for earlier in sorted((path.parent / IMPORTED).glob("*/*")):
            if earlier.is_symlink() or not earlier.is_file():
                continue
            if earlier.stat().st_size == dropped.size > 0:
                content = content or digest_of(read_bytes(path, dropped.name))
                name = earlier.relative_to(self._root).as_posix()
                if digest_of(read_bytes(earlier, name)) == content:
                    return name
        return ""

    def content(self, dropped: Dropped) -> str:
        """A digest of its content (see ``ports.DropFolders``)."""
        return digest_of(read_bytes(self._root / dropped.name, dropped.name))

    def told(self) -> Mapping[str, Told]:
        """What people were told of (see ``ports.DropFolders``)."""
        return self._told.read()

    def remember(self, told: Mapping[str, Told]) -> None:
        """Keep what they were told of (see ``ports.DropFolders``)."""
        self._told.write(told)

    def put_away(self, dropped: Dropped, day: dt.date) -> str:
        """Move a file among the imported ones (see ``ports.DropFolders``)."""
        path = self._root / dropped.name
        folder = path.parent / IMPORTED / day.isoformat()
        try:
            if _stamp(path.lstat()) != dropped.stamp:
                raise FileChanged(dropped.name)
            if folder.parent.is_symlink() or folder.is_symlink():
                raise WriteRefused(dropped.name, f"'{folder.parent.name}' beside it is a link")
            folder.mkdir(parents=True, exist_ok=True)
            target = _claimed(folder, path.name)
            path.replace(target)
        except OSError as error:
            raise WriteRefused(dropped.name, error.strerror or str(error)) from None
        return target.relative_to(self._root).as_posix()

    def _in_folder(self, name: str) -> Iterator[Dropped]:
        if not _is_inside(name):
            said = f"The drop folder '{name}' is no folder inside the production's."
            yield Dropped(name, State.REFUSED, said)
            return
        folder = self._root / name
        if not folder.exists() and not folder.is_symlink():
            return
        refused = self._refusal(folder, name)
        if refused:
            yield Dropped(name, State.REFUSED, refused)
            return
        try:
            entries = sorted(os.scandir(folder), key=lambda one: (one.name.casefold(), one.name))
        except OSError as error:
            raise why(error, name) from error
        for entry in entries:
            if not entry.name.startswith((".", "~$")) and entry.name.casefold() not in _NO_FILES:
                found = self._dropped(folder / entry.name, f"{name}/{entry.name}")
                if found is not None:
                    yield found

    def _refusal(self, folder: Path, name: str) -> str:
        """Why nothing in a folder is touched; empty: it may be."""
        parts = PurePosixPath(name).parts
        inside = [self._root.joinpath(*parts[: count + 1]) for count in range(len(parts))]
        if any(each.is_symlink() for each in inside):
            return f"The drop folder '{name}' is a link: what lies behind it is not imported."
        if not folder.is_dir():
            return f"The drop folder '{name}' is a file."
        if not folder.resolve().is_relative_to(self._root.resolve()):
            return f"The drop folder '{name}' leads out of the production's folder."
        return ""

    def _dropped(self, path: Path, name: str) -> Dropped | None:
        try:
            about = path.lstat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise why(error, name) from error
        if stat.S_ISDIR(about.st_mode):
            return None
        state, said = self._judged(path, name, about)
        return Dropped(name, state, said, about.st_size, _stamp(about))

    def _judged(self, path: Path, name: str, about: os.stat_result) -> tuple[State, str]:
        """What may be done with a file, and why not."""
        if not stat.S_ISREG(about.st_mode):
            what = "a link: put the file itself there" if stat.S_ISLNK(about.st_mode) else "no file"
            return State.REFUSED, f"{name} is {what}."
        if about.st_size == 0 or path.suffix.casefold() in _PARTIAL:
            return State.COMING, f"{name} is not complete yet."
        if about.st_size > self._largest:
            most = self._largest // 2**20
            return State.REFUSED, f"{name} is larger than {most} MB: nothing of it was read."
        holder = holder_of(path)
        return (State.COMING, f"{name}: {holder}.") if holder else (State.READY, "")

    def _is_fresh(self, dropped: Dropped) -> bool:
        """Whether it was written a moment ago, and so may be in the middle of being copied."""
        if dropped.state is not State.READY:
            return False
        try:
            about = (self._root / dropped.name).lstat()
        except OSError:
            return True
        return abs(self._now() - max(about.st_mtime, about.st_ctime)) < _FRESH

    def _still(self, dropped: Dropped) -> Dropped:
        """The file, unless it changes under our eyes."""
        with suppress(OSError):
            if _stamp((self._root / dropped.name).lstat()) == dropped.stamp:
                return dropped
        said = f"{dropped.name} is still being copied."
        return replace(dropped, state=State.COMING, why=said)


def _plain(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).as_posix()


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts


def _stamp(about: os.stat_result) -> str:
    return f"{about.st_size} {about.st_mtime_ns} {about.st_ino}"


def _claimed(folder: Path, name: str) -> Path:
    """A name there that is nobody's, made ours by an empty file that the real one replaces.

    An empty file that a night left behind when it was killed just here is taken over: what is empty
    is never imported.
    """
    stem, ending = Path(name).stem, Path(name).suffix
    number = 1
    while True:
        target = folder / (name if number == 1 else f"{stem} ({number}){ending}")
        try:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            if target.is_symlink() or not target.is_file() or target.stat().st_size:
                number += 1
                continue
        return target
