"""Schedules as they are drawn in these tests, on computers of three systems."""

from __future__ import annotations

import datetime as dt
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from addin.nightly.logs import FILE_NAME, FOLDER
from addin.nightly.scheduling import note
from addin.nightly.scheduling.schedule import Schedule, name_of
from addin.nightly.scheduling.scheduler import Here
from tests.hosts.install.simulated import Simulated, home

USERS = {"win32": r"STUDIO\Zoë", "darwin": "zoë", "linux": "zoë"}
MANIFESTS: dict[str, PurePath] = {
    "win32": PureWindowsPath(r"C:\Shows & Co\Nord licht 'Süd' 100%\studio x.toml"),
    "darwin": PurePosixPath("/Users/zoë/Shows & Co/Nord licht 'Süd' \"1\" 100%/studio x.toml"),
    "linux": PurePosixPath("/srv/Shows & Co/Nord licht 'Süd' \"1\" 100% $HOME \\x/studio x.toml"),
}


def here_on(platform: str, root: Path) -> Here:
    """A user's computer in a folder."""
    return Here(home(platform), Simulated(root), USERS[platform], 0 if platform == "win32" else 501)


def schedule_on(platform: str, manifest: PurePath | None = None, **more) -> Schedule:
    """A schedule with an awkward path."""
    place = manifest or MANIFESTS[platform]
    there = home(platform)
    studio = more.pop("studio", "Nordlicht 100%")
    name = name_of(studio, place)
    return Schedule(
        **{
            "studio": studio,
            "name": name,
            "manifest": place,
            "python": there.python,
            "at": dt.time(2, 30),
            "days": (0, 1, 2, 3, 4),
            "log": place.parent / FOLDER / FILE_NAME,
            "variables": note.folder_of(there) / f"{name}.env",
            "options": ("--no-sync",),
        }
        | more
    )
