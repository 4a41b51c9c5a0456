"""What an installation does to a computer: files, registry values, programs, and nothing else."""

from __future__ import annotations

import importlib
import os
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path, PurePath
from typing import Any, Final, Protocol

SECONDS: Final = 120
"""The longest a program may take."""
ANSWER_SECONDS: Final = 10
"""The longest a server on this computer may take to answer."""
_PRIVATE: Final = 0o600


@dataclass(frozen=True, slots=True)
class Where:
    """A place that holds bytes: a file, a stream of a file, or a registry key's value.

    Args:
        path: the file; or the key, below ``HKEY_CURRENT_USER``.
        stream: of that file; Windows keeps the mark of the web in one.
        in_registry: it is a key. Its bytes are its unnamed value, in UTF-8.
        private: nobody else may read the file.
    """

    path: PurePath
    stream: str = ""
    in_registry: bool = False
    private: bool = False

    def __str__(self) -> str:
        if self.in_registry:
            return rf"HKEY_CURRENT_USER\{self.path}"
        return f"{self.path}:{self.stream}" if self.stream else str(self.path)


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended: its status (0 is well) and what it said."""

    status: int
    said: str


@dataclass(frozen=True, slots=True)
class Answered:
    """How a program ended (0 is well), the bytes that it gave, and what it complained of."""

    status: int
    gave: bytes
    complained: str = ""


class Computer(Protocol):
    """A computer to install on."""

    def read(self, where: Where) -> bytes | None:
        """What is there; None if nothing is. Raises ``OSError`` if it cannot be read."""

    def put(self, where: Where, content: bytes | None) -> None:
        """Put bytes there, wholly or not at all; None removes. Raises ``OSError``."""

    def files(self, folder: PurePath) -> tuple[PurePath, ...]:
        """The files in a folder, by name; none if there is no such folder or it is closed to us."""

    def is_folder(self, path: PurePath) -> bool:
        """Whether there is such a folder."""

    def make_folder(self, path: PurePath) -> None:
        """Make a folder and those above it."""

    def remove_folder(self, path: PurePath) -> bool:
        """Remove an empty folder; false if it is not there or not empty."""

    def setting(self, key: str, name: str) -> str | int | None:
        """A value in the registry, by its key with its root; None elsewhere than on Windows."""

    def stored(self, key: str) -> tuple[bytes, ...]:
        """The values of a key that are plain bytes; none elsewhere than on Windows."""

    def run(self, command: Sequence[str]) -> Ran:
        """Run a program to its end, without a question to anybody. Raises ``OSError``."""

    def ask(self, command: Sequence[str], given: bytes = b"") -> Answered:
        """Run a program to its end with these bytes to read. Raises ``OSError``."""

    def fetch(self, address: str, authority: bytes) -> bytes:
        """What this computer answers at an https address, if the authority (PEM) vouches for it.

        Raises ``OSError``.
        """


class ThisComputer:
    """The computer that this runs on."""

    def real(self, path: PurePath) -> Path:
        """Where a path of the home is."""
        return Path(path)

    def read(self, where: Where) -> bytes | None:
        """What is there (see ``Computer``)."""
        if where.in_registry:
            value = self._key(str(where.path))
            return None if value is None else value.encode()
        try:
            return self.real(_name(where)).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            if where.stream:  # a disk without streams, such as many a share
                return None
            raise

    def put(self, where: Where, content: bytes | None) -> None:
        """Put bytes there (see ``Computer``)."""
        if where.in_registry:
            self._set_key(str(where.path), None if content is None else content.decode())
            return
        path = self.real(_name(where))
        if content is None:
            path.unlink(missing_ok=True)
        elif where.stream:
            path.write_bytes(content)
        else:
            self._replace(path, content, private=where.private)

    def files(self, folder: PurePath) -> tuple[PurePath, ...]:
        """The files in a folder (see ``Computer``)."""
        try:
            names = sorted(each.name for each in self.real(folder).iterdir() if each.is_file())
        except OSError:
            return ()
        return tuple(folder / name for name in names)

    def is_folder(self, path: PurePath) -> bool:
        """Whether there is such a folder."""
        return self.real(path).is_dir()

    def make_folder(self, path: PurePath) -> None:
        """Make a folder and those above it."""
        self.real(path).mkdir(parents=True, exist_ok=True)

    def remove_folder(self, path: PurePath) -> bool:
        """Remove an empty folder (see ``Computer``)."""
        try:
            self.real(path).rmdir()
        except OSError:
            return False
        return True

    def setting(self, key: str, name: str) -> str | int | None:
        """A value in the registry (see ``Computer``)."""
        winreg = _registry()
        if winreg is None:
            return None
        root, _, rest = key.partition("\\")
        try:
            access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY  # as Excel's installer wrote it
            with winreg.OpenKey(getattr(winreg, root), rest, 0, access) as opened:
                value: object = winreg.QueryValueEx(opened, name)[0]
        except OSError:
            return None
        return value if isinstance(value, str | int) else None

    def stored(self, key: str) -> tuple[bytes, ...]:
        """The values of a key that are plain bytes (see ``Computer``)."""
        winreg = _registry()
        if winreg is None:
            return ()
        root, _, rest = key.partition("\\")
        try:
            with winreg.OpenKey(getattr(winreg, root), rest) as opened:
                count = winreg.QueryInfoKey(opened)[1]
                values = [winreg.EnumValue(opened, at)[1] for at in range(count)]
        except OSError:
            return ()
        return tuple(value for value in values if isinstance(value, bytes))

    def run(self, command: Sequence[str]) -> Ran:
        """Run a program to its end (see ``Computer``)."""
        answered = self.ask(command)
        said = answered.gave.decode("utf-8", "replace").replace("\r\n", "\n")
        return Ran(answered.status, (said + answered.complained).strip())

    def ask(self, command: Sequence[str], given: bytes = b"") -> Answered:
        """Run a program with these bytes to read (see ``Computer``)."""
        try:
            done = subprocess.run(  # noqa: S603 - programs of the plan, each shown before
                command, input=given, capture_output=True, check=False, timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            return Answered(-1, b"", f"it did not end within {SECONDS} seconds")
        complained = done.stderr.decode("utf-8", "replace").replace("\r\n", "\n")
        return Answered(done.returncode, done.stdout, complained)

    def fetch(self, address: str, authority: bytes) -> bytes:
        """What an https address of this computer answers (see ``Computer``)."""
        import ssl  # noqa: PLC0415 - only doctors ask
        from http.client import HTTPException, HTTPSConnection  # noqa: PLC0415 - likewise
        from urllib.parse import urlsplit  # noqa: PLC0415 - likewise

        parts = urlsplit(address)
        try:
            trusting = ssl.create_default_context(cadata=authority.decode("ascii"))
            asking = HTTPSConnection(parts.netloc, timeout=ANSWER_SECONDS, context=trusting)
            try:
                asking.request("GET", f"{parts.path}?{parts.query}")
                answer = asking.getresponse()
                content = answer.read()
            finally:
                asking.close()
        except (HTTPException, ValueError) as error:
            raise OSError(str(error)) from error
        if answer.status != HTTPStatus.OK:
            raise OSError(f"it answers {answer.status} {answer.reason}")
        return content

    def _replace(self, path: Path, content: bytes, *, private: bool) -> None:
        """The file anew, in one step.

        Excel opens whatever lies in its start-up folder, so the unfinished file is not made there.
        A link stays one: what it points to is replaced.
        """
        path = Path(os.path.realpath(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.is_file() else 0o666 & ~_umask()
        with tempfile.TemporaryDirectory(prefix=".tieout-", dir=_beside(path)) as folder:
            part = Path(folder) / path.name
            part.write_bytes(content)
            part.chmod(_PRIVATE if private else mode)
            part.replace(path)

    def _key(self, key: str) -> str | None:
        winreg = _registry()
        try:
            value: str = winreg.QueryValue(winreg.HKEY_CURRENT_USER, key)
        except FileNotFoundError:
            return None
        return value

    def _set_key(self, key: str, value: str | None) -> None:
        winreg = _registry()
        if value is None:
            with suppress(FileNotFoundError):
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
        else:
            winreg.SetValue(winreg.HKEY_CURRENT_USER, key, winreg.REG_SZ, value)


def _name(where: Where) -> PurePath:
    return where.path.with_name(f"{where.path.name}:{where.stream}") if where.stream else where.path


def _registry() -> Any:
    """Windows' registry; None on other systems."""
    try:
        return importlib.import_module("winreg")
    except ImportError:
        return None


def _beside(path: Path) -> Path:
    """A folder outside the file's own, on the same disk, for what is not finished yet."""
    own, above = path.parent, path.parent.parent
    fits = os.access(above, os.W_OK) and above.stat().st_dev == own.stat().st_dev
    return above if fits else own


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
