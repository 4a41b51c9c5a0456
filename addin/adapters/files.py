"""The bytes of one file, or a named error that says why there are none."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from addin.errors import DamagedFile, FileError, FileInUse, FileMissing, UnreadableFile

MAX_FILE: Final = 512 * 1024 * 1024
"""Excel itself gives up on workbooks long before half a gigabyte; what is larger is no workbook."""

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
        size = path.stat().st_size
        if size > MAX_FILE:
            raise UnreadableFile(name, f"it is larger than {MAX_FILE >> 20} MB")
        content = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise why(error, name) from error
    if not content:
        raise DamagedFile(name, "it is empty (0 bytes)")
    return content


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
