"""A new LibreOffice profile for one run: recalculates everything, runs no macro, asks no network.

Without ``OOXMLRecalcMode`` LibreOffice takes the values that a file from Excel holds for true, and
reads yesterday's numbers back; what the file itself says about recalculating it does not look at.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_ALWAYS: Final = "0"
_NEVER_MACROS: Final = "3"
_NEVER_LINKS: Final = "1"  # 0 always, 1 never, 2 on request
_BY_HAND: Final = "2"

_SETTINGS: Final = (
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", _ALWAYS),
    ("Office.Calc/Formula/Load", "ODFRecalcMode", _ALWAYS),
    ("Office.Calc/Content/Update", "Link", _NEVER_LINKS),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", _NEVER_MACROS),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "UseOpenCL", "false"),
    ("Office.Common/Save/Document", "AutoSave", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    # nothing listens there: what would reach for the network fails at once
    ("Inet/Settings", "ooInetProxyType", _BY_HAND),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)


def make_profile(folder: Path) -> Path:
    """Write the profile's settings; returns the folder."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        f"{_HEAD}{items}</oor:items>\n", encoding="utf-8"
    )
    return folder
