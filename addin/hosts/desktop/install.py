r"""What Excel on Windows needs on the user's computer.

The add-in goes into Excel's start-up folder, which Excel trusts and opens by itself; nothing else
may lie there, because Excel opens whatever does. Where Python is stands in the user's settings,
which the add-in's VBA reads in the letters of the computer's code page.
"""

from __future__ import annotations

import re
from pathlib import PurePath, PureWindowsPath
from typing import Final

from addin.errors import AddinError
from addin.hosts.desktop import com_server
from addin.hosts.desktop.xlam import FILE_NAME, NOTICES_NAME, build_xlam, notices
from addin.hosts.install.computer import Where
from addin.hosts.install.home import Home, System
from addin.hosts.install.wanted import Content, Line, Nothing, Wanted

HOST: Final = "desktop"
INTERPRETER: Final = "INTERPRETER_WIN"
MARK: Final = "Zone.Identifier"
"""The stream in which Windows notes that a file came from elsewhere: the mark of the web."""
_WHOLE_PATH: Final = re.compile(r"[A-Za-z]:\\.*\.exe|\\\\.*\.exe", re.DOTALL)
"""As the add-in's VBA asks for it."""


class NoDesktopAddin(AddinError):
    """The add-in for Excel on Windows cannot be installed here; nothing was written."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.reason} Nothing was written."


def start_up(home: Home) -> PurePath:
    """Excel's start-up folder of this user."""
    return home.applications / "Microsoft" / "Excel" / "XLSTART"


def add_in(home: Home) -> Where:
    """Where the add-in is installed."""
    return Where(start_up(home) / FILE_NAME)


def settings_file(home: Home) -> Where:
    """The user's settings that the add-in reads."""
    return Where(home.profile / ".tieout" / "tieout.conf")


def interpreter(home: Home) -> str:
    """The path of Python as the settings must name it; the one with a window, which xlwings hides.

    Raises:
        NoDesktopAddin: VBA could not read this path.
    """
    path = home.python
    if path.name.lower() == "pythonw.exe":
        path = path.with_name("python.exe")
    text = str(path.with_suffix(path.suffix.lower()))
    move = (
        "Install Tieout into a folder such as C:\\Tieout and run its 'tieout install', or use "
        "--own-server, which needs no settings."
    )
    if not _WHOLE_PATH.fullmatch(text):
        raise NoDesktopAddin(f"'{text}' is no whole path of a Python program.")
    if text.count("%") > 1 or '"' in text:
        raise NoDesktopAddin(f"Excel would misread the signs % in the path '{text}'. {move}")
    try:
        text.encode(home.code_page)
    except UnicodeEncodeError as error:
        letter = text[error.start]
        raise NoDesktopAddin(
            f"Excel's VBA cannot read the letter '{letter}' in the path '{text}' on this computer "
            f"(code page {home.code_page.removeprefix('cp')}). {move}"
        ) from None
    return text


def wanted(home: Home, *, own_server: bool = False) -> Wanted:
    """What is to be on the user's computer for Excel on Windows.

    Raises:
        NoDesktopAddin: another system, or a Python that Excel cannot be told of.
        CannotBuild: the add-in cannot be built with what is installed.
    """
    if home.system is not System.WINDOWS:
        raise NoDesktopAddin(
            "The add-in file works in Excel on Windows alone. Excel on the Mac and on the web take "
            "the functions another way: 'tieout install web'."
        )
    started = _own_server(home) if own_server else _through_settings(home)
    file = add_in(home)
    return Wanted(
        HOST,
        (
            Nothing(
                "the mark that it came from elsewhere, because of which Excel blocks its macros",
                Where(file.path, MARK),
            ),
            Content("the add-in, built on this computer", file, build_xlam(own_server=own_server)),
            *started,
        ),
        notes=(
            "Excel must be closed while the add-in is replaced.",
            "Start Excel, press Check on the tab Tieout, and type =COST_EFC(1,2,3).",
            "The tab's other buttons work on the production that the workbook in front is part of.",
        ),
    )


def _through_settings(home: Home) -> tuple[Content | Line, ...]:
    value = interpreter(home).encode(home.code_page)
    what = f"the line that says where Python is, {home.python}"
    texts = Content(
        "the licence notices of what the add-in contains",
        Where(home.state / NOTICES_NAME),
        notices().encode(),
        own=True,
    )
    return (texts, Line(what, settings_file(home), INTERPRETER, value))


def _own_server(home: Home) -> tuple[Content, ...]:
    keys = com_server.registration(PureWindowsPath(home.python))
    what = "one of the keys by which Windows finds Tieout's own server"
    root = PureWindowsPath(com_server.OF_THE_USER)
    return tuple(
        Content(what, Where(root / key, in_registry=True), value.encode())
        for key, value in keys.items()
    )
