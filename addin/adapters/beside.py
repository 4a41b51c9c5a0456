"""Whole files beside the workbooks of a folder: the ``Documents`` port over files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from addin.adapters import atomic
from addin.adapters.digest import digest_of
from addin.adapters.files import read_bytes, why
from addin.errors import FileChanged, FileMissing, WriteRefused
from addin.ports import Document, Touched


class Beside:
    """Files below a folder, by their path from it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def names(self, folder: str) -> Sequence[str]:
        """The files in one folder (see ``ports.Documents``)."""
        path = self._path(folder)
        if not path.is_dir():
            return ()
        try:
            found = [each for each in path.iterdir() if each.is_file() and each.name[0] not in ".~"]
        except OSError as error:
            raise why(error, folder) from error
        return sorted(each.relative_to(self.root).as_posix() for each in found)

    def read(self, name: str) -> Document | None:
        """One file (see ``ports.Documents``)."""
        path = self._path(name)
        if not path.exists():
            return None
        content = read_bytes(path, name)
        return Document(content, digest_of(content))

    def save(self, name: str, content: bytes, *, digest: str = "") -> Touched:
        """Put a file there (see ``ports.Documents``)."""
        path = self._path(name)
        backup = ""
        if digest:
            place = atomic.opened(path)
            if digest_of(place.content) != digest:
                raise FileChanged(name)
            backup = atomic.replace(place, (content,), lambda _: None)
        else:
            _create(path, content, name)
        return Touched(name, backup, digest_of(content), is_document=True)

    def restore(self, touched: Touched) -> Touched:
        """Take back what ``save`` did (see ``ports.Documents``)."""
        name, path = touched.workbook, self._path(touched.workbook)
        if not touched.digest:  # it was taken away: put it back
            return self.save(name, _kept(path, touched.backup))
        if touched.backup:
            backup = atomic.restore(path, Path(touched.backup), digest=touched.digest)
            return Touched(name, backup, digest_of(path.read_bytes()), is_document=True)
        place = atomic.opened(path)
        if digest_of(place.content) != touched.digest:
            raise FileChanged(name)
        return Touched(name, _taken_away(place), "", is_document=True)

    def _path(self, name: str) -> Path:
        relative = Path(name)
        if relative.is_absolute() or ".." in relative.parts:
            raise FileMissing(name, f"it is not in the folder {self.root}")
        return self.root / relative


def _create(path: Path, content: bytes, name: str) -> None:
    """A file that is not there yet: it appears whole, under its name, or not at all."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise WriteRefused(name, "a file of that name is already there")
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".~tieout-", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
        temporary = ""
    except OSError as error:
        raise WriteRefused(name, error.strerror or str(error)) from None
    finally:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()


def _kept(path: Path, backup: str) -> bytes:
    kept = Path(backup)
    if kept.parent.resolve() != atomic.backups_of(path).resolve() or not kept.is_file():
        raise FileMissing(backup, "it is no backup of that file, or no longer kept")
    return read_bytes(kept, backup)


def _taken_away(place: atomic.Place) -> str:
    """Move a file among its own backups; the path there."""
    folder = atomic.backups_of(place.path)
    moment = atomic.DISK.now()
    backup = folder / f"{moment:%Y%m%dT%H%M%S.%fZ}{place.path.suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place.path.replace(backup)
    except OSError as error:
        raise WriteRefused(str(place.asked), error.strerror or str(error)) from None
    return str(backup)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
