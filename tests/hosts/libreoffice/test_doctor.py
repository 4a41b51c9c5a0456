"""The doctor for Calc: the extension that LibreOffice has, and the Python behind it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from addin import __version__
from addin.hosts.install.check import Check, State
from addin.hosts.install.computer import Ran
from addin.hosts.libreoffice.build import parts
from addin.hosts.libreoffice.doctor import examine
from tests.hosts.install.simulated import Simulated, home

HOME = home("linux", office=True)
FOLDER = HOME.office_user.joinpath(
    "uno_packages", "cache", "uno_packages", "lu1.tmp_", "tieout-functions.oxt"
)
LISTED = (
    "Identifier: tieout.calc\n  Version: 1\n  URL: vnd.sun.star.expand:$UNO_USER_PACKAGES_CACHE/"
    "uno_packages/lu1.tmp_/tieout-functions.oxt\n"
)


@pytest.fixture
def computer(tmp_path: Path) -> Simulated:
    """A computer whose LibreOffice has this very extension."""
    there = Simulated(tmp_path)
    for name, content in parts(str(HOME.python)).items():
        there.write(FOLDER / name, content)
    there.answer = lambda command: Ran(0, LISTED if "list" in command else __version__)
    return there


def problem(computer: Simulated) -> Check:
    """The one thing that is wrong."""
    (found,) = [check for check in examine(HOME, computer) if check.state is State.PROBLEM]
    assert found.advice
    return found


def test_all_is_well_with_this_very_extension(computer):
    """And with a Python that has Tieout."""
    assert {check.state for check in examine(HOME, computer)} == {State.OK}


def test_without_libreoffice_there_is_a_note(computer):
    """It is no fault to work without it."""
    (check,) = examine(home("linux"), computer)

    assert check.state is State.NOTE


def test_a_libreoffice_without_the_extension_is_said(computer):
    """And how to bring it in."""
    computer.answer = lambda _: Ran(1, "ERROR: There is no such extension deployed: tieout.calc")

    assert "has no Tieout extension" in problem(computer).says


def test_an_extension_of_another_build_is_said(computer):
    """Its functions may be others."""
    computer.write(FOLDER / "types.idl", b"older")

    assert "another build" in problem(computer).says


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Ran(1, "ModuleNotFoundError: No module named 'addin'"), "No module named"),
        (Ran(0, "0.0.9"), "has Tieout 0.0.9"),
        (Ran(1, ""), "it ended with 1"),
    ],
)
def test_a_python_that_does_not_serve_is_said(computer, answer, said):
    """The extension lies in LibreOffice; what works the functions out lies elsewhere."""
    computer.answer = lambda command: Ran(0, LISTED) if "list" in command else answer

    assert said in problem(computer).says


def test_a_python_that_is_gone_is_said(computer):
    """An environment that was moved."""

    def answer(command):
        if "list" in command:
            return Ran(0, LISTED)
        raise FileNotFoundError(2, "No such file or directory")

    computer.answer = answer

    assert "does not start" in problem(computer).says


@pytest.mark.parametrize("content", [b"", b"[]", json.dumps({"python": "x"}).encode()])
def test_an_extension_that_names_no_python_is_said(computer, content):
    """It is damaged, and of another build for that."""
    computer.write(FOLDER / "environment.json", content)

    said = [check.says for check in examine(HOME, computer) if check.state is State.PROBLEM]

    assert any("does not say which Python" in each for each in said)
