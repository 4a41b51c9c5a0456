"""A user's computer as an installation sees it: which system, and where its folders are.

Everything that depends on the system is decided here, once; whoever plans asks a ``Home``.
"""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from addin.errors import AddinError


class System(StrEnum):
    """The systems that spreadsheet programs run on."""

    WINDOWS = "Windows"
    MACOS = "macOS"
    LINUX = "Linux"


class HomeUnknown(AddinError):
    """The system does not say where this user's folders are; nothing was written."""

    def __init__(self, missing: str) -> None:
        super().__init__(missing)
        self.missing = missing

    def __str__(self) -> str:
        return (
            f"{self.missing} is not set, so this user's folders are not known. Nothing was "
            "written. Run Tieout as the user who works with the spreadsheets."
        )


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one user.

    Args:
        system: what the computer runs.
        profile: the user's own folder: ``%USERPROFILE%``, ``$HOME``.
        applications: where programs keep a user's files: ``%APPDATA%`` (which a company may have
            moved to a share or to OneDrive), ``~/Library/Application Support``, ``~/.config``.
        state: where Tieout keeps what is this user's.
        python: the interpreter that has Tieout.
        code_page: the letters of this computer's older programs, VBA among them.
        unopkg: LibreOffice's own program for extensions; None without LibreOffice.
        office_profile: LibreOffice's folder for this user, if it is not the usual one.
    """

    system: System
    profile: PurePath
    applications: PurePath
    state: PurePath
    python: PurePath
    code_page: str = "cp1252"
    unopkg: PurePath | None = None
    office_profile: PurePath | None = None

    @property
    def office_user(self) -> PurePath:
        """LibreOffice's profile of this user."""
        if self.office_profile is not None:
            return self.office_profile / "user"
        lower = self.system is System.LINUX
        return self.applications / ("libreoffice" if lower else "LibreOffice") / "4" / "user"


def home_of(
    platform: str,
    environment: Mapping[str, str],
    python: str,
    *,
    code_page: str = "cp1252",
    office: str | None = None,
) -> Home:
    """The folders that a platform (as ``sys.platform`` has it) and an environment speak of.

    Args:
        platform: ``win32``, ``darwin``, or anything else for Linux and its like.
        environment: the variables of the user's session.
        python: the interpreter that has Tieout.
        code_page: the letters of the computer's older programs.
        office: LibreOffice's program ``soffice``, links followed; None without LibreOffice.

    Raises:
        HomeUnknown: the environment names no folder of the user.
    """
    windows = platform == "win32"
    path = PureWindowsPath if windows else PurePosixPath
    own = "USERPROFILE" if windows else "HOME"
    if not environment.get(own):
        raise HomeUnknown(f"%{own}%" if windows else f"${own}")
    profile = path(environment[own])
    system = System.WINDOWS if windows else System.MACOS
    if windows:
        applications: PurePath = path(environment.get("APPDATA") or profile / "AppData" / "Roaming")
    elif platform == "darwin":
        applications = profile / "Library" / "Application Support"
    else:
        system = System.LINUX
        applications = path(environment.get("XDG_CONFIG_HOME") or profile / ".config")
    given = environment.get("TIEOUT_HOME")
    name = "unopkg.com" if windows else "unopkg"
    return Home(
        system,
        profile,
        applications,
        path(given) if given else applications / "tieout",
        path(python),
        code_page,
        path(office).with_name(name) if office else None,
    )


def this_home(office: str | None) -> Home:
    """The home of whoever runs Tieout; ``office`` is LibreOffice's program, if it is installed.

    Raises:
        HomeUnknown: the environment names no folder of the user.
    """
    found = home_of(
        sys.platform,
        os.environ,
        sys.executable,
        code_page=locale.getencoding(),
        office=os.path.realpath(office) if office else None,
    )
    if found.unopkg is None or Path(found.unopkg).is_file():
        return found
    return replace(found, unopkg=None)  # a LibreOffice in a box, such as Snap's
