"""The user's own folder: the key, the certificates and the manifests, readable by nobody else."""

from __future__ import annotations

import os
import re
import secrets
import stat
from pathlib import Path
from typing import Final

from addin.errors import WriteRefused
from addin.hosts.web.errors import NotServed
from addin.wiring import own_files

SHORTEST_KEY: Final = 32
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def own_folder() -> Path:
    """Where Tieout keeps what belongs to this user; ``TIEOUT_HOME`` names another place."""
    return own_files.own_folder() / "web"


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only this user can read; the old one stays until the new one is whole.

    Raises:
        NotServed: it cannot be written there.
    """
    try:
        own_files.write_private(path, content)
    except WriteRefused as refused:
        raise NotServed(
            f"{path} cannot be written ({refused.reason}), and nothing was started. "
            "TIEOUT_HOME names another folder."
        ) from None


def own_key(folder: Path) -> str:
    """This user's key, made at random the first time.

    Raises:
        NotServed: it cannot be kept there, or others could read it.
    """
    path = folder / "key"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(32).encode() + b"\n")
    return key_in(path)


def key_in(path: Path) -> str:
    """The key in a file.

    Raises:
        NotServed: there is none, it is weak, or others can read it.
    """
    try:
        key = path.read_text("ascii").strip()
        mode = path.stat().st_mode
    except OSError as error:
        raise NotServed(f"{path} cannot be read ({error.strerror}). Nothing was started.") from None
    except UnicodeDecodeError:
        key, mode = "", 0
    if not re.fullmatch(rf"[A-Za-z0-9_-]{{{SHORTEST_KEY},}}", key):
        raise NotServed(
            f"{path} holds no key: {SHORTEST_KEY} or more letters, digits, - and _ on one line. "
            "Nothing was started."
        )
    if os.name == "posix" and mode & _OTHERS:
        raise NotServed(
            f"Others on this computer can read the key in {path}. Nothing was started. "
            f"'chmod 600 {path}' makes it yours alone."
        )
    return key
