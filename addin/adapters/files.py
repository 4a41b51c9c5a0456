"""The bytes of one file, or a named error that says why there are none."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import IO, Final

from addin.errors import DamagedFile, FileError, FileInUse, FileMissing, UnreadableFile

MAX_FILE: Final = 512 * 1024 * 1024
"""Excel itself gives up on workbooks long before half a gigabyte; what is larger is no workbook."""

_A_LINK: Final = "a link is on the way to it"
_IN_USE = {errno.EBUSY, errno.ETXTBSY, errno.EAGAIN, errno.EDEADLK}
_SHARING_VIOLATION = {32, 33}  # Windows: another program holds the file, or a part of it


def read_bytes(path: Path, name: str) -> bytes:
    """Everything the file holds.

    Raises:
        FileMissing: there is no such file.
        FileInUse: another program holds it.
        UnreadableFile: a folder, no permission, too large, or the disk or share failed.
        DamagedFile: it holds nothing.
    """
    try:
        if path.is_dir():
            raise UnreadableFile(name, "it is a folder, not a file")
        with open(path, "rb", opener=without_waiting) as file:
            content = _all_of(file, name)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise why(error, name) from error
    if not content:
        raise DamagedFile(name, "it is empty (0 bytes)")
    return content


def read_below(root: Path, name: str) -> bytes:
    """Everything that a file holds which lies below a folder, whatever is swapped meanwhile.

    Each folder on the way is opened from the one before, so no link is followed.

    Raises:
        FileError: as ``read_bytes``; also where a link is on the way, or the name leads out.
    """
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts:
        raise UnreadableFile(name, "it is not in the production's folder")
    try:
        if os.open not in os.supports_dir_fd:  # Windows
            if not (root / name).resolve().is_relative_to(root.resolve()):
                raise UnreadableFile(name, _A_LINK)
            return read_bytes(root / name, name)
        with os.fdopen(_opened_below(root, parts), "rb") as file:
            content = _all_of(file, name)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENOTDIR}:
            raise UnreadableFile(name, _A_LINK) from None
        raise why(error, name) from error
    except ValueError as error:
        raise why(error, name) from error
    if not content:
        raise DamagedFile(name, "it is empty (0 bytes)")
    return content


def _opened_below(root: Path, parts: Sequence[str]) -> int:
    here = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    for number, part in enumerate(parts, 1):
        kind = os.O_NONBLOCK if number == len(parts) else os.O_DIRECTORY
        try:
            below = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | kind, dir_fd=here)
        finally:
            os.close(here)
        here = below
    return here


def without_waiting(path: str, flags: int) -> int:
    """Opens a file, for ``open``; a pipe that nobody writes into holds nobody up."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def is_plain(file: IO[bytes]) -> bool:
    """Whether an open file is one with a beginning and an end: no pipe, no device."""
    return stat.S_ISREG(os.fstat(file.fileno()).st_mode)


def _all_of(file: IO[bytes], name: str) -> bytes:
    if not is_plain(file):
        raise UnreadableFile(name, "it is a pipe or a device, not a file")
    if os.fstat(file.fileno()).st_size > MAX_FILE:
        raise UnreadableFile(name, f"it is larger than {MAX_FILE >> 20} MB")
    return file.read()


def why(error: OSError | ValueError, name: str) -> FileError:
    """The named error for what the operating system said."""
    if isinstance(error, ValueError):
        return FileMissing(name, "no file can have that name")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileMissing(name)
    held = getattr(error, "winerror", None) in _SHARING_VIOLATION
    if held or error.errno in _IN_USE:
        return FileInUse(name)
    if isinstance(error, PermissionError):
        return UnreadableFile(name, "you have no permission to read it")
    return UnreadableFile(name, error.strerror or type(error).__name__)
