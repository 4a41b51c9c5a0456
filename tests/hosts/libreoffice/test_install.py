"""Install, doctor and uninstall with LibreOffice's own program, in a profile of its own."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from addin.hosts.catalogue import HOSTS, Choices, examination, installation, removal
from addin.hosts.install.check import State
from addin.hosts.install.computer import Ran, ThisComputer
from addin.hosts.install.home import Home, home_of
from addin.hosts.install.steps import LeaveAlone, carry_out

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(sys.platform == "win32", reason="the paths of Unix"),
]
CALC = [HOSTS["calc"]]


class AsAUser(ThisComputer):
    """LibreOffice's program installs nothing for root, so root asks as nobody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, command: Sequence[str]) -> Ran:
        """Run it as a user without rights, at home in the folder."""
        if os.geteuid() == 0 and "unopkg" in command[0]:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, 65534, -1)
            command = ("runuser", "-u", "nobody", "--", "env", f"HOME={self.folder}", *command)
        return super().run(command)


@pytest.fixture
def home(libreoffice) -> Iterator[Home]:
    """A user with a LibreOffice that was started before; in a folder that nobody may reach too."""
    folder = Path(tempfile.mkdtemp(prefix="tieout-install-"))
    folder.chmod(0o755)
    office = os.path.realpath(libreoffice)
    found = home_of("linux", {"HOME": str(folder)}, sys.executable, office=office)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    yield replace(found, office_profile=profile)
    shutil.rmtree(folder, ignore_errors=True)


def states(home: Home, computer: ThisComputer) -> set[State]:
    """How things stand."""
    return {check.state for check in examination(home, computer, CALC)}


def test_the_extension_comes_is_well_and_goes(home):
    """Twice is once; the doctor is content in between, and only then."""
    computer = AsAUser(Path(home.profile))
    assert states(home, computer) == {State.PROBLEM}

    carry_out(installation(home, computer, CALC, Choices())[0], computer)

    assert states(home, computer) == {State.OK}
    again, _ = installation(home, computer, CALC, Choices())
    assert all(isinstance(step, LeaveAlone) for step in again)
    carry_out(removal(home, computer, CALC), computer)
    assert states(home, computer) == {State.PROBLEM}
    assert not Path(home.state).exists()
