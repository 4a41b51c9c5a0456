"""Texts in and out of files: settings in, reports out. Never a user's workbook."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

from addin.adapters.files import is_plain, without_waiting
from addin.errors import FileError, FileMissing, NotUtf8, WriteRefused

_LARGEST: Final = 64 * 1024 * 1024


def read_text(path: Path) -> str:
    """A text file as UTF-8.

    Raises:
        FileError: it is not there, cannot be read, or is not UTF-8.
    """
    try:
        with open(path, "rb", opener=without_waiting) as file:
            if not is_plain(file):
                raise FileError(str(path), "it is a pipe or a device, not a file")
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise FileError(str(path), f"it is larger than {_LARGEST >> 20} MB")
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except FileNotFoundError:
        raise FileMissing(str(path)) from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotUtf8(str(path), f"a letter in line {line} is in another encoding") from None
    except OSError as error:
        raise FileError(str(path), error.strerror or str(error)) from None


def save_text(path: Path, text: str) -> None:
    """Put a text into a file, whole or not at all; through a link, into what it points at.

    What is no file, a pipe or a device as ``/dev/null``, is written into and stays what it is.

    Raises:
        WriteRefused: the folder is not there or may not be written to.
    """
    if path.exists() and not path.is_file():
        _send(path, text)
        return
    if path.is_symlink():
        path = path.resolve()
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        os.chmod(temporary, mode)  # noqa: PTH101 - a path from mkstemp
        os.replace(temporary, path)  # noqa: PTH105 - a path from mkstemp
    except OSError as error:
        if temporary is not None and os.path.exists(temporary):  # noqa: PTH110
            os.unlink(temporary)  # noqa: PTH108
        raise WriteRefused(str(path), error.strerror or str(error)) from None


def _send(path: Path, text: str) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="\n") as sink:
            sink.write(text)
    except OSError as error:
        raise WriteRefused(str(path), error.strerror or str(error)) from None


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
