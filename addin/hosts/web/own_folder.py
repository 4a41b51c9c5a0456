"""The user's own folder: the key, the certificates and the manifests, readable by nobody else."""

from __future__ import annotations

import os
import re
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from addin.hosts.web.errors import NotServed

SHORTEST_KEY: Final = 32
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_PRIVATE: Final = 0o600


def own_folder() -> Path:
    """Where Tieout keeps what belongs to this user; ``TIEOUT_HOME`` names another place."""
    given = os.environ.get("TIEOUT_HOME")
    if given:
        return Path(given) / "web"
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "tieout" / "web"


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only this user can read; the old one stays until the new one is whole.

    On Windows the folder is the user's own already, and the mode says nothing.

    Raises:
        NotServed: it cannot be written there.
    """
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise NotServed(
            f"{path} cannot be written ({error.strerror}), and nothing was started. "
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
