"""The user's own folder, and files in it that nobody else can read."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from addin.errors import FileMissing, UnreadableFile, WriteRefused

PRIVATE: Final = 0o600
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def own_folder() -> Path:
    """Where Tieout keeps what belongs to this user; ``TIEOUT_HOME`` names another place."""
    given = os.environ.get("TIEOUT_HOME")
    if given:
        return Path(given)
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "tieout"


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only this user can read; the old one stays until the new one is whole.

    On Windows the user's folder is private already, and the mode says nothing.

    Raises:
        WriteRefused: it cannot be written there.
    """
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise WriteRefused(str(path), error.strerror or "it cannot be written") from None


def read_private(path: Path, *, if_others_may: bool = False) -> bytes:
    """The content of a file that only this user can read, or that others may read too.

    Raises:
        FileMissing: there is none.
        UnreadableFile: it cannot be read, or others may read it too.
    """
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read()
    except FileNotFoundError:
        raise FileMissing(str(path)) from None
    except OSError as error:
        raise UnreadableFile(str(path), error.strerror or "it cannot be opened") from None
    if os.name == "posix" and mode & _OTHERS and not if_others_may:
        raise UnreadableFile(
            str(path),
            f"it holds a secret, and others on this computer may read it: 'chmod 600 {path}' makes "
            "it yours alone",
        )
    return content
