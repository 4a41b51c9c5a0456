"""Whether the add-in finds Python: the settings file or the registration, versions, the library."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath, PureWindowsPath
from typing import Final, NamedTuple

from addin import __version__
from addin.hosts.desktop import com_server
from addin.hosts.desktop.install import (
    HOST,
    INTERPRETER,
    NoDesktopAddin,
    interpreter,
    settings_file,
)
from addin.hosts.install.check import Check, State
from addin.hosts.install.computer import Computer, Where
from addin.hosts.install.home import Home
from addin.hosts.install.setting_lines import expanded, value_of

_INSTALL: Final = "Run 'tieout install desktop' with the Tieout that Excel shall use."
_ASK: Final = (
    "import json, addin.hosts.desktop.functions, addin; from importlib.metadata import version; "
    "from addin.hosts.desktop.buttons import BY_NAME; "
    "print(json.dumps([addin.__version__, version('xlwings'), len(BY_NAME)]))"
)
_ASK_OWN_SERVER: Final = (
    "import json, win32com.server.localserver, addin.hosts.desktop.com_server, addin; "
    "from addin.hosts.desktop.buttons import BY_NAME; "
    "print(json.dumps([addin.__version__, '', len(BY_NAME)]))"
)


class _Versions(NamedTuple):
    tieout: str
    xlwings: str
    buttons: int


def examine(home: Home, computer: Computer, built_for: str, bits: int | None) -> Iterator[Check]:
    """The way through xlwings.

    Args:
        home: the user's folders.
        computer: where they are.
        built_for: the version of xlwings in the add-in file; empty if there is none.
        bits: of Excel, if known.
    """
    named, check = _named(home, computer)
    yield check
    if named is None:
        return
    versions, check = _answer(named, computer)
    yield check
    if versions is None:
        return
    if built_for and versions.xlwings != built_for:
        yield Check(
            HOST,
            State.PROBLEM,
            f"The add-in was built for xlwings {built_for}, Python has {versions.xlwings}: Excel "
            "will not find the library.",
            f"Close Excel and run '{named} -m addin install desktop'.",
        )
    elif built_for:
        yield Check(HOST, State.OK, f"The add-in and Python agree on xlwings {built_for}.")
    yield _library(named, computer, built_for or versions.xlwings, bits)


def _named(home: Home, computer: Computer) -> tuple[PureWindowsPath | None, Check]:
    """The interpreter that the user's settings name."""
    where = settings_file(home)
    try:
        value = value_of(computer.read(where) or b"", INTERPRETER)
        said = None if value is None else value.decode(home.code_page)
    except (OSError, UnicodeDecodeError) as error:
        return None, Check(HOST, State.PROBLEM, f"{where} cannot be read ({error}).", _INSTALL)
    if not said:
        says = f"{where} does not say where Python is ({INTERPRETER})."
        return None, Check(HOST, State.PROBLEM, says, _INSTALL)
    path = PureWindowsPath(expanded(said, lambda name: _variable(home, name)))
    if not path.is_absolute() or path.suffix != ".exe":
        says = f"{where} names '{said}', which is no whole path of a program."
        return None, Check(HOST, State.PROBLEM, says, _INSTALL)
    try:
        here = str(path).casefold() == interpreter(home).casefold()
    except NoDesktopAddin:
        here = False
    if here:
        return path, Check(HOST, State.OK, f"{where} names this Python, {path}.")
    says = f"{where} names another Python than this one: {path}."
    return path, Check(HOST, State.NOTE, says, f"{_INSTALL[:-1]}, if it should be this one.")


def _variable(home: Home, name: str) -> str:
    """A variable of Windows, as far as the home knows them."""
    known = {
        "USERPROFILE": home.profile,
        "APPDATA": home.applications,
        "LOCALAPPDATA": home.profile / "AppData" / "Local",
    }
    return str(known.get(name.upper(), ""))


def _answer(
    python: PurePath, computer: Computer, ask: str = _ASK
) -> tuple[_Versions | None, Check]:
    """Start Python as Excel would, and have it say what it has."""
    try:
        ran = computer.run((str(python), "-B", "-P", "-c", ask))
    except OSError as error:
        says = f"{python} does not start ({error.strerror or error})."
        return None, Check(HOST, State.PROBLEM, says, _INSTALL)
    try:
        versions = _Versions(*json.loads(ran.said.splitlines()[-1]))
    except (ValueError, TypeError, IndexError):
        said = ran.said.splitlines()[-1] if ran.said else f"it ended with {ran.status}"
        says = f"{python} starts, but cannot load Tieout: {said[:200]}"
        return None, Check(HOST, State.PROBLEM, says, f"Install Tieout there. {_INSTALL}")
    if versions.tieout != __version__:
        says = f"{python} has Tieout {versions.tieout}; this is {__version__}."
        return versions, Check(HOST, State.PROBLEM, says, _INSTALL)
    says = f"Python starts and has Tieout {versions.tieout}, with {versions.buttons} buttons."
    return versions, Check(HOST, State.OK, says)


def _library(python: PurePath, computer: Computer, xlwings: str, bits: int | None) -> Check:
    """The library that the add-in loads: beside the interpreter, or a folder above it."""
    wanted = [f"xlwings{each}-{xlwings}.dll" for each in ((bits,) if bits else (64, 32))]
    folders = (python.parent, python.parent.parent)
    there = {file.name.lower() for folder in folders for file in computer.files(folder)}
    missing = [name for name in wanted if name not in there]
    if not missing:
        return Check(HOST, State.OK, f"{' and '.join(wanted)} is where Excel looks for it.")
    return Check(
        HOST,
        State.PROBLEM,
        f"{' and '.join(missing)} is neither in {folders[0]} nor in {folders[1]}.",
        f"Run '{python} -m pip install --force-reinstall xlwings=={xlwings}'.",
    )


def registration(home: Home, computer: Computer) -> Iterator[Check]:
    """The way through Tieout's own server: what Windows was told of it."""
    for key, value in com_server.registration(PureWindowsPath(home.python)).items():
        where = Where(PureWindowsPath(com_server.OF_THE_USER) / key, in_registry=True)
        try:
            there = computer.read(where)
        except OSError:
            there = None
        if there != value.encode():
            says = f"{where} " + ("is missing." if there is None else f"says '{there.decode()}'.")
            advice = (
                "Run 'tieout install desktop --own-server' with the Tieout that Excel shall use."
            )
            yield Check(HOST, State.PROBLEM, says, advice)
            return
    yield Check(HOST, State.OK, "Tieout's own server is registered, and starts this Python.")
    yield _answer(home.python, computer, _ASK_OWN_SERVER)[1]
