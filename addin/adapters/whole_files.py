"""Files that a night leaves: put in their place whole or not at all, and only if they say more.

They are ours alone to write: a file of the same name that somebody else made, or that somebody has
saved since with notes of their own, stays as it is.
"""

from __future__ import annotations

import io
import os
import tempfile
import time
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from addin.adapters.lock_files import holder_of
from addin.errors import FileInUse, WriteRefused

_ABANDONED_AFTER: Final = 600.0
"""Seconds: a temporary file that is older belongs to a run that was killed."""
_CORE: Final = "docProps/core.xml"
_CREATOR: Final = b">Tieout</dc:creator>"
_LONGEST_CORE: Final = 10_000
_PRODUCER: Final = b"/Producer (Tieout)"
_PAGE: Final = b'<meta name="generator" content="Tieout">'
_HEAD: Final = 4096


def save_whole(path: Path, content: bytes) -> bool:
    """Put a file in its place; whether anything was written: what is there already stays.

    A crash at any moment leaves the old file or the new one. Through a link, what it points at is
    replaced.

    Raises:
        FileInUse: Excel or LibreOffice has it open.
        WriteRefused: it is no file, or the folder may not be written to.
    """
    temporary = ""
    try:
        if path.is_symlink():
            path = path.resolve()
        if path.exists():
            if not path.is_file():
                raise WriteRefused(str(path), "it is no file")
            if path.stat().st_size == len(content) and path.read_bytes() == content:
                return False
            if (holder := holder_of(path)) is not None:
                raise FileInUse(str(path), str(holder))
        _clear(path)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path), suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(path))  # noqa: PTH101 - a path from mkstemp
        os.replace(temporary, path)  # noqa: PTH105 - likewise
    except OSError as error:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 - likewise
        raise WriteRefused(str(path), error.strerror or str(error)) from None
    return True


def must_be_ours(path: Path) -> None:
    """Whether a page, a PDF or a workbook that is to be replaced is as a night has left it.

    Raises:
        WriteRefused: somebody else made it, or has saved it since.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise WriteRefused(str(path), error.strerror or str(error)) from None
    if not _is_ours(path.suffix.casefold(), content):
        why = "no night has written what is there, or somebody has saved it since"
        raise WriteRefused(str(path), why)


def _is_ours(kind: str, content: bytes) -> bool:
    if kind == ".html":
        return _PAGE in content[:_HEAD]
    if kind == ".pdf":  # notes in the margin are added behind its end
        return _PRODUCER in content and content.count(b"%%EOF") == 1
    return _is_our_workbook(content)


def _is_our_workbook(content: bytes) -> bool:
    """A workbook knows who made it, and keeps that it was saved since."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if package.getinfo(_CORE).file_size > _LONGEST_CORE:
                return False
            core = package.read(_CORE)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError):
        return False
    return _CREATOR in core and _date(core, b"created") == _date(core, b"modified") != b""


def _date(core: bytes, name: bytes) -> bytes:
    _, _, rest = core.partition(b"<dcterms:" + name)
    return rest.partition(b">")[2].partition(b"<")[0]


def _prefix(path: Path) -> str:
    return f".~{path.name}."


def _clear(path: Path) -> None:
    """Remove what runs that were killed have left."""
    for left in path.parent.glob(f"{_prefix(path).replace('[', '[[]')}*.tmp"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED_AFTER:
                left.unlink()


def _mode(path: Path) -> int:
    """As the file that is replaced; a new one as any new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
