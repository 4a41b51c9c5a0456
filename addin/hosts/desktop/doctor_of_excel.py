r"""What Windows' registry says of Excel: its bits, what it opens at its start, what it trusts.

Source: Microsoft, "Security settings for VBA macros in Office" (VBAWarnings: 1 all, 2 ask, 3 signed
ones, 4 none) and the policy templates of Office (AllLocationsDisabled). Every Office from 2016 on
calls itself 16.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PureWindowsPath
from typing import Final

from addin.hosts.desktop.install import HOST
from addin.hosts.install.check import Check, State
from addin.hosts.install.computer import Computer

_VERSIONS: Final = ("16.0", "15.0", "14.0")
_EXCEL: Final = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_MOST_OPENED: Final = 50
_SIGNED_ONLY: Final = 3


def bits(computer: Computer) -> int | None:
    """32 or 64, as Excel is; None if the registry does not say."""
    run = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
    said = computer.setting(run, "Platform")
    for version in _VERSIONS:
        if not said:
            key = rf"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Office\{version}\Outlook"
            said = computer.setting(key, "Bitness")
    return {"x64": 64, "x86": 32}.get(str(said).lower())


def version(computer: Computer) -> Iterator[Check]:
    """Whether there is an Excel, and of how many bits."""
    path, found = computer.setting(_EXCEL, ""), bits(computer)
    if path is None:
        yield Check(HOST, State.NOTE, "Windows knows of no Excel.", "Install Excel first.")
    elif found is None:
        yield Check(HOST, State.NOTE, f"Excel is {path}; of how many bits, Windows does not say.")
    else:
        yield Check(
            HOST,
            State.OK,
            f"Excel is {path}, with {found} bits. Python may have other ones: it is a program of "
            "its own.",
        )


def opened(computer: Computer) -> list[str]:
    """The add-ins that Excel opens at its start besides those in its folder, as it lists them."""
    found = []
    for version in _VERSIONS:
        key = rf"HKEY_CURRENT_USER\Software\Microsoft\Office\{version}\Excel\Options"
        for at in range(_MOST_OPENED):
            value = computer.setting(key, f"OPEN{at or ''}")
            if value is None:
                break
            found.append(str(value))
    return found


def other_folders(computer: Computer) -> tuple[PureWindowsPath, ...]:
    """The folders out of which Excel opens everything, besides the user's own start-up folder."""
    found = []
    excel = computer.setting(_EXCEL, "")
    if isinstance(excel, str):
        found.append(PureWindowsPath(excel).parent / "XLSTART")
    for version in _VERSIONS:
        key = rf"HKEY_CURRENT_USER\Software\Microsoft\Office\{version}\Excel\Options"
        chosen = computer.setting(key, "AltStartup")
        if isinstance(chosen, str) and chosen:
            found.append(PureWindowsPath(chosen))
    return tuple(found)


def disabled(computer: Computer, name: str) -> bool:
    """Whether Excel has put a file of this name on its list of those that it does not open."""
    wanted = name.lower().encode("utf-16-le")
    keys = (
        rf"HKEY_CURRENT_USER\Software\Microsoft\Office\{version}\Excel\Resiliency\DisabledItems"
        for version in _VERSIONS
    )
    return any(wanted in item.lower() for key in keys for item in computer.stored(key))


def trust(computer: Computer) -> Iterator[Check]:
    """Whether the start-up folder is trusted, and what Excel does with macros elsewhere."""
    warnings = _security(computer, "", "VBAWarnings")
    if _security(computer, r"\Trusted Locations", "AllLocationsDisabled") == 1:
        strict = isinstance(warnings, int) and warnings >= _SIGNED_ONLY
        yield Check(
            HOST,
            State.PROBLEM if strict else State.NOTE,
            "Excel trusts no folder here, not even its start-up folder: the add-in's macros are "
            + ("blocked." if strict else "asked about."),
            "Ask whoever runs this computer to allow trusted locations (Trust Center > Trusted "
            "Locations), or use 'tieout install web'.",
        )
        return
    yield from _workbooks_own(warnings)
    yield Check(
        HOST,
        State.OK,
        "Excel may trust its start-up folder, so no question about macros is to be expected; "
        "'Trust access to the VBA project object model' is not needed.",
    )


def _workbooks_own(warnings: str | int | None) -> Iterator[Check]:
    """Whether the buttons inside workbooks can work; those of the tab are the add-in's."""
    if isinstance(warnings, int) and warnings >= _SIGNED_ONLY:
        yield Check(
            HOST,
            State.NOTE,
            "Excel runs no macros of workbooks here, so buttons inside workbooks do nothing.",
            "Press the same buttons on the tab Tieout, or keep such workbooks in a folder that "
            "Excel trusts (Trust Center > Trusted Locations).",
        )


def _security(computer: Computer, below: str, name: str) -> str | int | None:
    """A setting of the company if there is one, else of the user."""
    for version in _VERSIONS:
        for root in (r"Software\Policies\Microsoft\Office", r"Software\Microsoft\Office"):
            key = rf"HKEY_CURRENT_USER\{root}\{version}\Excel\Security{below}"
            value = computer.setting(key, name)
            if value is not None:
                return value
    return None
