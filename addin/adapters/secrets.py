"""Where a sign-in is kept: the keyring of this computer, else a file that only this user can read.

A keyring is what the system offers: Credential Manager, Keychain, or the Secret Service of a Linux
desktop. A computer without one (a server at night) has the file. What is kept is small: an entry
in Windows' Credential Manager ends at 1,280 characters, so nothing longer is given to any keyring.
The key of a service account is longer, and is never copied: it stays where the administrator put
it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from addin.adapters.private_files import read_private, write_private
from addin.errors import FileMissing, WriteRefused

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "Tieout"
LONGEST: Final = 1280  # characters: 2,560 bytes as Windows writes them
_REAL: Final = 1  # keyring's priority of what is safe; below: plain files, or nothing at all


class Keyring(Protocol):
    """What of a keyring is used."""

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept under a name."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Keep it no longer."""
        ...


def system_keyring() -> KeyringBackend | None:
    """The keyring of this computer; None: it has none that is safe."""
    import keyring  # noqa: PLC0415 - looks through the system; only who signs in needs it

    found = keyring.get_keyring()
    return found if found.priority >= _REAL else None


class Secrets:
    """Secrets by name, for one user of this computer."""

    def __init__(
        self, folder: Path, keyring: Callable[[], Keyring | None] = system_keyring
    ) -> None:
        self._folder = folder
        self._keyring = keyring
        self.trouble = ""
        """Why the keyring could not be used, when last it was tried; empty: it could."""

    def get(self, name: str) -> str | None:
        """What is kept under a name; None: nothing.

        Raises:
            UnreadableFile: it is in a file that others may read.
        """
        found = self._asked(lambda ring: ring.get_password(SERVICE, name))
        if found is not None:
            return found
        try:
            return read_private(self._file(name)).decode("utf-8")
        except FileMissing:
            return None

    def put(self, name: str, value: str) -> str:
        """Keep a secret; where it is kept now, for a person.

        Raises:
            WriteRefused: neither keyring nor file takes it.
        """
        if len(value) > LONGEST:
            self.trouble = f"it is longer than the {LONGEST:,} characters that a keyring takes"
        elif self._asked(lambda ring: _kept(ring, name, value)):
            self._file(name).unlink(missing_ok=True)
            return "the keyring of this computer"
        path = self._file(name)
        write_private(path, value.encode("utf-8"))
        return f"{path}, which only you can read ({self.trouble})"

    def drop(self, name: str) -> bool:
        """Forget a secret, wherever it is; False: there was none.

        Raises:
            WriteRefused: it is in a file that cannot be removed.
        """
        had = bool(self._asked(lambda ring: _dropped(ring, name)))
        path = self._file(name)
        try:
            there = path.exists()
            path.unlink(missing_ok=True)
        except OSError as error:
            raise WriteRefused(str(path), error.strerror or "it cannot be removed") from None
        return had or there

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.secret"

    def _asked(self, question: Callable[[Keyring], str | bool | None]) -> str | None:
        """The keyring's answer; None: it has none, or there is no keyring."""
        self.trouble = ""
        try:
            ring = self._keyring()
            answer = question(ring) if ring is not None else None
        except Exception as error:  # noqa: BLE001 - every keyring has errors of a kind of its own
            # its class alone: the text of a keyring's error may repeat what was to be kept
            self.trouble = f"the keyring of this computer could not be used: {type(error).__name__}"
            return None
        if ring is None:
            self.trouble = "this computer has no keyring"
        return str(answer) if answer else None


def _kept(ring: Keyring, name: str, value: str) -> bool:
    """Whether it is really kept: some keyrings take everything and keep nothing."""
    ring.set_password(SERVICE, name, value)
    return ring.get_password(SERVICE, name) == value


def _dropped(ring: Keyring, name: str) -> bool:
    if ring.get_password(SERVICE, name) is None:
        return False
    ring.delete_password(SERVICE, name)
    return True
