"""Computers of three systems in a folder: real files behind their paths, a registry in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path, PurePath, PureWindowsPath

from addin.hosts.install.computer import Answered, Ran, ThisComputer, Where
from addin.hosts.install.home import Home, home_of

WINDOWS = {
    "USERPROFILE": r"C:\Users\Zoë Brandt",
    "APPDATA": r"C:\Users\Zoë Brandt\AppData\Roaming",
    "LOCALAPPDATA": r"C:\Users\Zoë Brandt\AppData\Local",
}
REDIRECTED = WINDOWS | {"APPDATA": r"D:\OneDrive - Böhm & Co\AppData (redirected)"}
PYTHONS = {
    "win32": r"C:\Users\Zoë Brandt\AppData\Local\Tieout\Scripts\python.exe",
    "darwin": "/Users/zoë/Tieout/bin/python",
    "linux": "/home/zoë/tieout/bin/python",
}
ENVIRONMENTS = {
    "win32": WINDOWS,
    "darwin": {"HOME": "/Users/zoë"},
    "linux": {"HOME": "/home/zoë"},
}
OFFICE = {
    "win32": r"C:\Program Files\LibreOffice\program\soffice.com",
    "darwin": "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "linux": "/usr/lib/libreoffice/program/soffice",
}


def home(platform: str, *, office: bool = False, **environment: str) -> Home:
    """A user's home on ``win32``, ``darwin`` or ``linux``."""
    return home_of(
        platform,
        ENVIRONMENTS[platform] | environment,
        PYTHONS[platform],
        office=OFFICE[platform] if office else None,
    )


class Broke(OSError):
    """What the simulated disk says when it was told to fail."""

    def __init__(self) -> None:
        super().__init__(28, "No space left on device")


class Simulated(ThisComputer):
    """A computer whose disks lie in a folder; everything else is in memory."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.registry: dict[str, str] = {}
        self.settings: dict[tuple[str, str], str | int] = {}
        self.answer: Callable[[Sequence[str]], Ran] = lambda _command: Ran(0, "")
        self.ran: list[tuple[str, ...]] = []
        self.given: list[bytes] = []
        self.bytes_stored: dict[str, tuple[bytes, ...]] = {}
        self.pages: dict[str, bytes] = {}
        self.writes = 0
        self.breaks_at = -1

    def real(self, path: PurePath) -> Path:
        """Where a path of the simulated computer is."""
        disk = path.drive.replace(":", "").replace("\\", "_") or "root"
        return self.root.joinpath(disk, *path.parts[1:])

    def put(self, where: Where, content: bytes | None) -> None:
        """As a computer does, or fail when it is time."""
        self._count()
        super().put(where, content)

    def make_folder(self, path: PurePath) -> None:
        """As a computer does, or fail when it is time."""
        self._count()
        super().make_folder(path)

    def setting(self, key: str, name: str) -> str | int | None:
        """What was set."""
        return self.settings.get((key, name))

    def stored(self, key: str) -> tuple[bytes, ...]:
        """What was set."""
        return self.bytes_stored.get(key, ())

    def run(self, command: Sequence[str]) -> Ran:
        """Note it, and answer as told."""
        self.ran.append(tuple(command))
        return self.answer(command)

    def ask(self, command: Sequence[str], given: bytes = b"") -> Answered:
        """Note it and what it was given, and answer as told."""
        self.given.append(given)
        ran = self.run(command)
        gave, complained = (ran.said, "") if ran.status == 0 else ("", ran.said)
        return Answered(ran.status, gave.encode(), complained)

    def fetch(self, address: str, authority: bytes) -> bytes:
        """What is served there."""
        assert authority.startswith(b"-----BEGIN CERTIFICATE")
        if address not in self.pages:
            raise ConnectionRefusedError(111, "Connection refused")
        return self.pages[address]

    def write(self, path: PurePath, content: bytes) -> None:
        """Put a file there beforehand."""
        real = self.real(path)
        real.parent.mkdir(parents=True, exist_ok=True)
        real.write_bytes(content)

    def drawn(self) -> dict[str, bytes | None]:
        """Everything there is: files with their bytes, folders, the registry."""
        found: dict[str, bytes | None] = {
            path.relative_to(self.root).as_posix(): path.read_bytes() if path.is_file() else None
            for path in self.root.rglob("*")
        }
        return found | {f"registry {key}": value.encode() for key, value in self.registry.items()}

    def _count(self) -> None:
        self.writes += 1
        if self.writes == self.breaks_at:
            raise Broke

    def _key(self, key: str) -> str | None:
        return self.registry.get(key)

    def _set_key(self, key: str, value: str | None) -> None:
        assert isinstance(PureWindowsPath(key), PureWindowsPath)
        if value is None:
            below = [each for each in self.registry if each.startswith(key + "\\")]
            assert below == [], "Windows removes no key that has keys below it"
            self.registry.pop(key, None)
        else:
            self.registry[key] = value
