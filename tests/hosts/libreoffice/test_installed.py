"""The extension, installed by LibreOffice's own program, works from the installed profile."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from addin.hosts.libreoffice.build import FILE_NAME, build_oxt
from addin.hosts.libreoffice.description import IDENTIFIER
from tests.hosts.libreoffice.office import Calc

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(sys.platform == "win32", reason="the paths of Unix"),
]


@pytest.fixture
def somewhere() -> Iterator[Path]:
    """A folder that a user without rights may use: the program installs nothing for root."""
    folder = Path(tempfile.mkdtemp(prefix="tieout-oxt-"))
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _unopkg(office: str, folder: Path, *arguments: str) -> str:
    program = Path(office).resolve().with_name("unopkg")
    command = [str(program), *arguments, f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "nobody", "--", *command]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120,
        env=os.environ | {"HOME": str(folder)}, cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_installs_works_and_goes(libreoffice, somewhere):
    """Added, it is registered and its functions work; a newer one replaces it; removed, it is gone."""
    file = somewhere / FILE_NAME
    file.write_bytes(build_oxt())
    file.chmod(0o644)
    _unopkg(libreoffice, somewhere, "add", str(file))
    listed = _unopkg(libreoffice, somewhere, "list", IDENTIFIER)
    with Calc(libreoffice, profile=somewhere / "profile", installed=True) as calc:
        found = calc.run(
            write=[
                ("Sheet1", "A1", "=TIEOUT.COST_EFC(12000;3500;4500)"),
                ("Sheet1", "A2", "=COST_EFC(1;2)"),
            ]
        )
        said = calc.said()
    if os.geteuid() == 0:  # what root's LibreOffice wrote there
        subprocess.run(["chown", "-R", "nobody", str(somewhere)], check=True)
    _unopkg(libreoffice, somewhere, "add", "--force", str(file))
    _unopkg(libreoffice, somewhere, "remove", IDENTIFIER)

    assert listed.count("is registered: yes") == 7
    assert [found.cell("Sheet1", row, 1) for row in (1, 2)] == [20000.0, 3.0]
    assert said == ""
    assert IDENTIFIER not in _unopkg(libreoffice, somewhere, "list")
