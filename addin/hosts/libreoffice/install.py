"""What LibreOffice Calc needs on the user's computer: the extension, told to LibreOffice."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from addin.hosts.install.computer import Computer, Where
from addin.hosts.install.home import Home
from addin.hosts.install.wanted import Content, Program, Wanted
from addin.hosts.libreoffice.build import FILE_NAME, build_oxt, parts
from addin.hosts.libreoffice.description import IDENTIFIER

HOST: Final = "calc"


def extension(home: Home) -> Where:
    """Where the extension is kept as a file."""
    return Where(home.state / FILE_NAME)


def wanted(home: Home, computer: Computer) -> Wanted:
    """What is to be on the user's computer for LibreOffice Calc."""
    file = extension(home)
    content = Content("the extension for Calc", file, build_oxt(str(home.python)), own=True)
    if home.unopkg is None:
        note = (
            f"LibreOffice was not found. Once it is there, a double click on {file} does the rest."
        )
        return Wanted(HOST, (content,), notes=(note,))
    there = installed_in(home, computer)
    if there is not None and is_current(home, computer, there):
        return Wanted(HOST, (content,), satisfied=("LibreOffice has this very extension already.",))
    program = Program(
        "Tell LibreOffice of the extension",
        unopkg(home, "add", "--force", str(file)),
        unopkg(home, "remove", IDENTIFIER),
        "" if there is None else "It replaces the Tieout extension that LibreOffice has now.",
    )
    note = "Start LibreOffice again; then =COST_EFC(1;2;3) works in Calc."
    return Wanted(HOST, (content,), (program,), (note,))


def unopkg(home: Home, *words: str) -> tuple[str, ...]:
    """A command for LibreOffice's program for extensions."""
    command = (str(home.unopkg), *words)
    if home.office_profile is None:
        return command
    address = home.office_profile.as_uri()
    return (*command, f"-env:UserInstallation={address}")


def installed_in(home: Home, computer: Computer) -> PurePath | None:
    """The folder in which LibreOffice has unpacked our extension; None if it has none.

    Extensions of one user alone are looked for, as install makes them.
    """
    if home.unopkg is None or not computer.is_folder(home.office_user):
        return None  # asking a LibreOffice that was never started would make its folders
    try:
        ran = computer.run(unopkg(home, "list", IDENTIFIER))
    except OSError:
        return None
    found = re.search(
        r"\$UNO_USER_PACKAGES_CACHE/uno_packages/([^/\s]+)/([^/\s]+\.oxt)\s", ran.said
    )
    if ran.status or found is None:
        return None
    cache = home.office_user / "uno_packages" / "cache" / "uno_packages"
    return cache / found[1] / found[2]


def is_current(home: Home, computer: Computer, folder: PurePath) -> bool:
    """Whether an unpacked extension is, to the byte, the one that this Tieout builds."""
    path = type(home.state)
    try:
        return all(
            computer.read(Where(folder / path(name))) == content
            for name, content in parts(str(home.python)).items()
        )
    except OSError:
        return False
