"""Whether LibreOffice Calc has the functions: what was found, and what to do next."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from addin import __version__
from addin.hosts.install.check import Check, State
from addin.hosts.install.computer import Computer, Where
from addin.hosts.install.home import Home
from addin.hosts.libreoffice.install import HOST, installed_in, is_current

_INSTALL: Final = "Close LibreOffice and run 'tieout install calc'."
_ASK: Final = (
    "import sys; sys.path.append(sys.argv[1]); "
    "import addin.hosts.libreoffice.worker; print(addin.__version__)"
)
"""The extension starts it like this."""


def examine(home: Home, computer: Computer) -> Iterator[Check]:
    """Look at everything between Calc and the functions."""
    if home.unopkg is None:
        advice = "Install LibreOffice; then run 'tieout install calc'."
        yield Check(HOST, State.NOTE, "LibreOffice was not found.", advice)
        return
    folder = installed_in(home, computer)
    if folder is None:
        says = "LibreOffice has no Tieout extension for this user."
        yield Check(HOST, State.PROBLEM, says, _INSTALL)
        return
    if is_current(home, computer, folder):
        says = f"LibreOffice has the extension, of this very build: Tieout {__version__}."
        yield Check(HOST, State.OK, says)
    else:
        says = "LibreOffice has a Tieout extension of another build, or one for another Python."
        yield Check(HOST, State.PROBLEM, says, _INSTALL)
    yield _python(folder, computer)


def _python(folder: PurePath, computer: Computer) -> Check:
    """The Python that the installed extension was built for."""
    try:
        about = json.loads(computer.read(Where(folder / "environment.json")) or b"")
        python = str(about["python"])
        ran = computer.run((python, "-B", "-c", _ASK, str(about["path"])))
    except (ValueError, KeyError, TypeError):
        says = f"{folder} does not say which Python works the functions out."
        return Check(HOST, State.PROBLEM, says, _INSTALL)
    except OSError as error:
        says = f"The Python of the extension does not start ({error.strerror or error})."
        return Check(HOST, State.PROBLEM, says, _INSTALL)
    said = ran.said.splitlines()[-1] if ran.said else f"it ended with {ran.status}"
    if ran.status:
        says = f"{python} cannot load Tieout: {said[:200]}"
        return Check(HOST, State.PROBLEM, says, f"Install Tieout there. {_INSTALL}")
    if said != __version__:
        says = f"{python}, which works the functions out, has Tieout {said}; this is {__version__}."
        return Check(HOST, State.PROBLEM, says, _INSTALL)
    return Check(HOST, State.OK, f"{python} starts and has Tieout {said}.")
