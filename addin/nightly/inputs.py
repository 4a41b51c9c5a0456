"""What a night of a production reads on the disk, as one short text that changes with any of it."""

from __future__ import annotations

import stat
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from fnmatch import fnmatch
from hashlib import blake2b
from pathlib import Path
from typing import Final

from addin import __version__, wiring
from addin.errors import FileError
from addin.ports.drop import State
from addin.settings.model import FILE_NAME
from addin.settings.studio import UNSAID, USUAL_NIGHT, NightSettings
from addin.wiring.drop import drop_folders

_HASHED: Final = 16 * 1024 * 1024  # bytes


def inputs_of(folder: Path, manifest: NightSettings = UNSAID) -> str:
    """A digest of all files of a production that count, and of what a night does with them.

    Its workbooks and exports, its settings, and what waits in its drop folders: by name and
    content; files above 16 MB by name, size and time. Then its steps, what they may write, and the
    version of Tieout, which may find more. The same files give the same digest wherever they lie.
    ``manifest`` is what the studio says of a night.

    Empty where it cannot be told whether anything changed: tables are tied to shared sheets, which
    change elsewhere, or a file cannot be read just now.

    Raises:
        SettingsError: its settings have mistakes.
        FileMissing: there is no such folder.
    """
    settings = wiring.settings_of(folder)
    if settings.syncs:
        return ""
    night = settings.night.over(manifest).over(USUAL_NIGHT)
    left_out = replace(settings, night=night).left_out
    found = blake2b(digest_size=16)
    found.update(_entry("", f"{__version__} {_done(night)}"))
    try:
        for dropped in drop_folders(folder, night.drop or ()).waiting():
            if dropped.state is State.READY:
                said = _content(folder / dropped.name)
            else:
                said = f"{dropped.state} {dropped.size}"
            found.update(_entry(dropped.name, said))
        for name in wiring.workbooks(folder).names():
            if not any(fnmatch(name, pattern) for pattern in left_out):
                found.update(_entry(name, _content(folder / name)))
        if (folder / FILE_NAME).exists():
            found.update(_entry(FILE_NAME, _content(folder / FILE_NAME)))
    except (OSError, FileError):
        return ""
    return found.hexdigest()


def stamps_of(folder: Path, drop: Iterable[str]) -> Mapping[str, str]:
    """Sizes and times of the files that count, by name: told without reading them."""
    folders = (name.replace("\\", "/") for name in drop)
    waiting = (f"{name}/{path.name}" for name in folders for path in (folder / name).glob("*"))
    found: dict[str, str] = {}
    for name in (*wiring.workbooks(folder).names(), FILE_NAME, *waiting):
        with suppress(OSError):
            about = (folder / name).stat()
            if stat.S_ISREG(about.st_mode):
                found[name] = f"{about.st_size} {about.st_mtime_ns}"
    return found


def saved_meanwhile(
    before: Mapping[str, str], after: Mapping[str, str], ours: Container[str]
) -> bool:
    """Whether somebody saved or added a file that is none of ``ours``: nobody looked at it yet."""
    return any(name not in ours and before.get(name) != said for name, said in after.items())


def _done(night: NightSettings) -> str:
    return f"{' '.join(night.steps or ())}, {' '.join(sorted(night.write or ()))}"


def _entry(name: str, content: str) -> bytes:
    return f"{name}\0{content}\0".encode("utf-8", "surrogateescape")


def _content(path: Path) -> str:
    about = path.stat()
    if about.st_size > _HASHED or not stat.S_ISREG(about.st_mode):  # a pipe would be waited for
        return f"{about.st_size} {about.st_mtime_ns}"
    return blake2b(path.read_bytes(), digest_size=16).hexdigest()
