"""What a night of a production reads on the disk, as one short text that changes with any of it."""

from __future__ import annotations

import stat
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


def _done(night: NightSettings) -> str:
    return f"{' '.join(night.steps or ())}, {' '.join(sorted(night.write or ()))}"


def _entry(name: str, content: str) -> bytes:
    return f"{name}\0{content}\0".encode("utf-8", "surrogateescape")


def _content(path: Path) -> str:
    about = path.stat()
    if about.st_size > _HASHED or not stat.S_ISREG(about.st_mode):  # a pipe would be waited for
        return f"{about.st_size} {about.st_mtime_ns}"
    return blake2b(path.read_bytes(), digest_size=16).hexdigest()
