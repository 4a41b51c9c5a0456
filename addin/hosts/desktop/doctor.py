"""Whether Excel on Windows finds the add-in, and the add-in finds Python: what, and what to do."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import PurePath
from typing import Final

from addin.hosts.desktop import doctor_of_excel, doctor_of_python
from addin.hosts.desktop.install import HOST, MARK, add_in, start_up
from addin.hosts.desktop.versions import Versions
from addin.hosts.desktop.xlam import NOTICES_NAME, CannotBuild, build_xlam
from addin.hosts.install.check import Check, State
from addin.hosts.install.computer import Computer, Where
from addin.hosts.install.home import Home, System

AGAIN: Final = "Close Excel and run 'tieout install desktop'."
AGAIN_OWN_SERVER: Final = "Close Excel and run 'tieout install desktop --own-server'."
_SETTING: Final = (
    r'<t xml:space="preserve">{}</t></is></c><c r="B\d+" t="inlineStr"><is><t[^>]*>([^<]*)<'
)
_LARGEST_SHEET: Final = 16_000_000
"""Bytes; ours has a fiftieth of that."""
_ADD_IN: Final = re.compile(r"tieout.*\.(xlam|xla|xlsm|xlsb|xll)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AddInFile:
    """An add-in file of ours and the versions it was built with; xlwings' is empty without it."""

    content: bytes
    versions: Versions

    @property
    def own_server(self) -> bool:
        """Whether it asks for Tieout's own COM server."""
        return not self.versions.xlwings

    @property
    def again(self) -> str:
        """How it is installed again, in the same way."""
        return AGAIN_OWN_SERVER if self.own_server else AGAIN


def examine(home: Home, computer: Computer) -> Iterator[Check]:
    """Look at everything between Excel and the functions."""
    if home.system is not System.WINDOWS:
        yield Check(
            HOST,
            State.NOTE,
            f"On {home.system} Excel takes the functions another way.",
            "'tieout doctor web' looks at that.",
        )
        return
    yield from doctor_of_excel.version(computer)
    file, checks = _file(home, computer)
    yield from checks
    yield from _copies(home, computer)
    yield from doctor_of_excel.trust(computer)
    own_server = file is not None and file.own_server
    if own_server:
        yield from doctor_of_python.registration(home, computer)
        return
    wanted = file.versions.xlwings if file is not None else ""
    bits = doctor_of_excel.bits(computer)
    yield from doctor_of_python.examine(home, computer, wanted, bits)


def read_add_in(content: bytes) -> AddInFile | None:
    """What an add-in file says of itself; None if it is none of ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            part = package.getinfo("xl/worksheets/sheet1.xml")
            if part.file_size > _LARGEST_SHEET:
                return None
            sheet = package.read(part).decode()
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError, RuntimeError):
        return None
    tieout, xlwings = (
        re.search(_SETTING.format(f"{name} VERSION"), sheet) for name in ("TIEOUT", "XLWINGS")
    )
    if tieout is None:
        return None
    return AddInFile(
        content, Versions(unescape(tieout[1]), unescape(xlwings[1]) if xlwings else "")
    )


def _file(home: Home, computer: Computer) -> tuple[AddInFile | None, list[Check]]:
    """The add-in in the start-up folder, and what is to be said of it."""
    where = add_in(home)
    try:
        content = computer.read(where)
    except OSError as error:
        says = f"{where} cannot be read ({error.strerror})."
        return None, [Check(HOST, State.PROBLEM, says, "Look at its permissions.")]
    if content is None:
        says = f"The add-in is not in Excel's start-up folder: there is no {where}."
        return None, [Check(HOST, State.PROBLEM, says, AGAIN)]
    file = read_add_in(content)
    if file is None:
        return None, [Check(HOST, State.PROBLEM, f"{where} is no add-in of Tieout.", AGAIN)]
    checks = [_build(where, file), _mark(where, file, computer)]
    if doctor_of_excel.disabled(computer, where.path.name):
        says = "Excel has put the add-in on its list of disabled ones, as it does after a crash."
        advice = "File > Options > Add-ins > Manage: Disabled Items > Go: select it, Enable."
        checks.append(Check(HOST, State.PROBLEM, says, advice))
    return file, checks


def _build(where: Where, file: AddInFile) -> Check:
    try:
        built = build_xlam(own_server=file.own_server)
    except CannotBuild as cannot:
        return Check(
            HOST,
            State.NOTE,
            f"{where} is of Tieout {file.versions.tieout}; it cannot be compared to the byte.",
            cannot.why,
        )
    if file.content == built:
        through = "its own server" if file.own_server else f"xlwings {file.versions.xlwings}"
        says = (
            f"The add-in is in place, of this very build: Tieout {file.versions.tieout}, {through}."
        )
        return Check(HOST, State.OK, says)
    return Check(
        HOST,
        State.PROBLEM,
        f"{where} is of Tieout {file.versions.tieout}, and not what this Tieout builds.",
        file.again,
    )


def _mark(where: Where, file: AddInFile, computer: Computer) -> Check:
    """Whether Windows says that the file came from elsewhere."""
    mark = Where(where.path, MARK)
    try:
        marked = computer.read(mark) is not None
    except OSError:
        marked = False
    if marked:
        says = f"{where} is marked as coming from elsewhere: Excel blocks its macros."
        return Check(HOST, State.PROBLEM, says, file.again)
    return Check(HOST, State.OK, "Nothing marks it as coming from elsewhere.")


def _copies(home: Home, computer: Computer) -> Iterator[Check]:
    """A second add-in has every function a second time, and workbooks may keep its path."""
    files: list[PurePath] = []
    own = (start_up(home), home.applications / "Microsoft" / "AddIns")
    for folder in (*own, *doctor_of_excel.other_folders(computer)):
        files += [file for file in computer.files(folder) if _ADD_IN.fullmatch(file.name)]
    copies = [str(file) for file in files if file != add_in(home).path]
    copies += [each for each in doctor_of_excel.opened(computer) if _ADD_IN.search(each)]
    if copies:
        yield Check(
            HOST,
            State.PROBLEM,
            f"There is a second add-in: {', '.join(dict.fromkeys(copies))}.",
            "Close Excel and move it away; if Excel lists it under File > Options > Add-ins > Go, "
            "take its tick off there.",
        )
    else:
        yield Check(HOST, State.OK, "There is no second copy in Excel's folders.")
    notices = start_up(home) / NOTICES_NAME
    if notices in computer.files(start_up(home)):
        yield Check(
            HOST,
            State.PROBLEM,
            f"{notices} lies where Excel opens whatever there is, at each start.",
            "Move it to another folder.",
        )
