"""Put new bytes in the place of a file: wholly or not at all, with a backup of what was there.

In this order, so that a failure at any step leaves the old file as it was:

1. refuse while Excel or LibreOffice has the file open, or when it is read-only;
2. write the new bytes into a temporary file in the same folder, and have the system keep them;
3. read them back and verify them;
4. look again: is the file still the one that was read, and still open nowhere?
5. keep the old bytes in ``.tieout/backups/<name>/`` beside the file; the oldest of ten goes;
6. put the new file in the old one's place, in one step of the file system.

The temporary file's name is fixed and it is made only if it is not there: two runs that write the
same file cannot get in each other's way. One that a killed run left behind is removed when it has
not been touched for ten minutes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from addin.adapters.digest import digest_of, new_digest
from addin.adapters.lock_files import holder_of
from addin.errors import FileChanged, FileInUse, FileMissing, WriteRefused

KEPT_BACKUPS = 10
ABANDONED_AFTER = 600.0  # seconds
_BACKUP = re.compile(r"\d{8}T\d{6}\.\d{6}Z")


class Disk:
    """The steps that touch the disk, one method each, so that each can be made to fail."""

    def now(self) -> dt.datetime:
        """The time for a backup's name."""
        return dt.datetime.now(dt.UTC)

    def read(self, path: Path) -> bytes:
        """All bytes of a file."""
        return path.read_bytes()

    def create(self, path: Path) -> int:
        """A new file, for the owner's eyes only until it is finished."""
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return os.open(path, flags, 0o600)

    def fill(self, descriptor: int, content: bytes | memoryview) -> None:
        """Write all bytes."""
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]

    def sync(self, descriptor: int) -> None:
        """Have the system keep what was written, through a power cut too."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Done with a file."""
        os.close(descriptor)

    def dress(self, path: Path, like: Path) -> None:
        """Give a file the permissions of another; owner and access lists where allowed."""
        about = like.stat()
        if hasattr(os, "chown"):
            with suppress(OSError):
                os.chown(path, about.st_uid, about.st_gid)
        if hasattr(os, "listxattr"):
            with suppress(OSError):
                for name in os.listxattr(like):
                    os.setxattr(path, name, os.getxattr(like, name))
        wanted = stat.S_IMODE(about.st_mode)
        try:
            path.chmod(wanted)
        except OSError:  # some shares refuse, and give every file the same permissions anyway
            if stat.S_IMODE(path.stat().st_mode) != wanted:
                raise

    def make_folder(self, path: Path) -> None:
        """A folder and those above it."""
        path.mkdir(parents=True, exist_ok=True)

    def replace(self, source: Path, target: Path) -> None:
        """Put one file in the place of another, in one step."""
        source.replace(target)

    def sync_folder(self, path: Path) -> None:
        """Have the system keep the new name, where a folder can be asked to."""
        if os.name == "posix":
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""
        path.unlink(missing_ok=True)


DISK = Disk()


@dataclass(frozen=True, slots=True)
class Place:
    """A file as it was read. ``asked`` is the path somebody gave, ``path`` where it really is."""

    asked: Path
    path: Path
    content: bytes


def opened(path: Path, disk: Disk = DISK) -> Place:
    """Read a file that is to be replaced.

    Raises:
        FileMissing: no such file.
        FileInUse: Excel or LibreOffice has it open.
        WriteRefused: it, or its folder, is read-only, or it cannot be read.
    """
    with _refusals(path):
        if not path.is_file():
            if path.exists():
                raise WriteRefused(str(path), "it is no file")
            raise FileMissing(str(path))
        real = path.resolve(strict=True)
        _refuse_in_use(Place(path, real, b""))
        for place, name in ((real, "it"), (real.parent, "its folder")):
            if not stat.S_IMODE(place.stat().st_mode) & 0o222 or not os.access(place, os.W_OK):
                raise WriteRefused(str(path), f"{name} is read-only")
        return Place(path, real, disk.read(real))


def replace(
    place: Place,
    content: Iterable[bytes | memoryview],
    verify: Callable[[bytes], None],
    disk: Disk = DISK,
) -> str:
    """Put new bytes in the place of a file; the path of the backup of the old ones.

    ``content`` comes in pieces and is gone through once. ``verify`` is given the bytes as read
    back from the disk, and raises if they are not right.

    Raises:
        FileChanged: the file is no longer the one that was read.
        FileInUse: it has been opened meanwhile, or another run is writing it.
        WriteRefused: the disk is full, a permission is missing …
    """
    temporary = _temporary(place.path)
    with _refusals(place.asked), ExitStack() as undo:
        descriptor = _claimed(temporary, place, disk)
        undo.callback(_remove_quietly, temporary, disk)
        meant = _fill(descriptor, content, disk)
        disk.dress(temporary, place.path)
        written = disk.read(temporary)
        if digest_of(written) != meant:
            raise WriteRefused(str(place.asked), "the disk did not keep what was written")
        verify(written)
        _refuse_in_use(place)
        backup = _back_up(place, disk, undo)
        # The last look comes as late as can be.
        if disk.read(place.path) != place.content:
            raise FileChanged(str(place.asked))
        _take_place(temporary, place, meant, disk)
        undo.pop_all()
    with suppress(OSError):
        disk.sync_folder(place.path.parent)
    _drop_old_backups(backup.parent, disk)
    return str(backup)


def restore(path: Path, backup: Path, *, digest: str, disk: Disk = DISK) -> str:
    """Put a file back as one of its own backups has it; the path of the backup of what was there.

    ``digest`` is that of the file as it must be now.

    Raises:
        FileMissing: the backup is gone (of each file the newest ten are kept), or is another's.
        FileChanged: somebody has changed the file since.
        FileInUse, WriteRefused: as ``opened`` and ``replace``.
    """
    place = opened(path, disk)
    if backup.parent.resolve() != backups_of(place.path).resolve() or not backup.is_file():
        raise FileMissing(str(backup), "it is no backup of that file, or no longer kept")
    if digest_of(place.content) != digest:
        raise FileChanged(str(path))
    with _refusals(path):
        content = disk.read(backup)
    return replace(place, (content,), lambda _: None, disk)


def _temporary(path: Path) -> Path:
    """A hidden name, the same for every run; folders kept in step by a cloud pass over ``.tmp``."""
    name = hashlib.blake2b(path.name.encode(), digest_size=6).hexdigest()
    return path.with_name(f".~tieout-{name}.tmp")


def _claimed(temporary: Path, place: Place, disk: Disk) -> int:
    """The temporary file, made anew.

    Raises:
        FileInUse: another run has it.
    """
    try:
        return disk.create(temporary)
    except FileExistsError:
        age = disk.now().timestamp() - temporary.stat().st_mtime
        if age < ABANDONED_AFTER:
            raise FileInUse(str(place.asked), "another run of Tieout is writing it") from None
    disk.remove(temporary)
    return disk.create(temporary)


def _fill(descriptor: int, content: Iterable[bytes | memoryview], disk: Disk) -> str:
    """Write all pieces; the digest of what was meant to be written."""
    meant = new_digest()
    try:
        for piece in content:
            meant.update(piece)
            disk.fill(descriptor, piece)
        disk.sync(descriptor)
    finally:
        disk.close(descriptor)
    return meant.hexdigest()


def _back_up(place: Place, disk: Disk, undo: ExitStack) -> Path:
    """Keep the bytes as they were read; undone when the write fails after all."""
    folder = backups_of(place.path)
    disk.make_folder(folder)
    moment = disk.now()
    while True:
        backup = folder / f"{moment:%Y%m%dT%H%M%S.%fZ}{place.path.suffix}"
        try:
            descriptor = disk.create(backup)
        except FileExistsError:
            moment += dt.timedelta(microseconds=1)
            continue
        undo.callback(_remove_quietly, backup, disk)
        _fill(descriptor, (place.content,), disk)
        disk.dress(backup, place.path)
        return backup


def backups_of(path: Path) -> Path:
    """The folder that holds the backups of one file, named by the time (UTC) of each."""
    return path.parent / ".tieout" / "backups" / path.name


def _drop_old_backups(folder: Path, disk: Disk) -> None:
    with suppress(OSError):
        kept = sorted(path for path in folder.iterdir() if _BACKUP.match(path.name))
        for path in kept[:-KEPT_BACKUPS]:
            disk.remove(path)


def _take_place(temporary: Path, place: Place, meant: str, disk: Disk) -> None:
    try:
        disk.replace(temporary, place.path)
    except OSError as error:
        # A share may report a failure of what it has done: then the backup must stay.
        if not temporary.exists() and digest_of(disk.read(place.path)) == meant:
            return
        if os.name == "nt" and isinstance(error, PermissionError):
            # Windows does not replace what a program has open.
            raise FileInUse(str(place.asked)) from error
        raise


def _remove_quietly(path: Path, disk: Disk) -> None:
    with suppress(OSError):
        disk.remove(path)


def _refuse_in_use(place: Place) -> None:
    for path in (place.path, place.asked):
        holder = holder_of(path)
        if holder is not None:
            raise FileInUse(str(place.asked), str(holder))


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """What the disk refuses, as an error that names the file; nothing was written by then."""
    try:
        yield
    except OSError as error:
        raise WriteRefused(str(path), error.strerror or str(error)) from error
