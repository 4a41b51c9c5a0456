"""The doctor for Excel on Windows: well after an installation, and each trouble by its name."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from addin import __version__
from addin.hosts.catalogue import HOSTS, Choices, installation
from addin.hosts.desktop import doctor_of_python, xlwings_vba
from addin.hosts.desktop.doctor import examine, read_add_in
from addin.hosts.desktop.install import MARK, add_in, settings_file, start_up
from addin.hosts.desktop.xlam import build_xlam
from addin.hosts.install.check import Check, State
from addin.hosts.install.computer import Ran
from addin.hosts.install.steps import carry_out
from addin.macros.catalogue import BUTTONS
from tests.hosts.install.simulated import PYTHONS, WINDOWS, Simulated, home

HOME = home("win32")
PYTHON = PureWindowsPath(PYTHONS["win32"])
XLWINGS = xlwings_vba.version()
OFFICE = r"HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Excel"

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pyopenvba") is None and not os.environ.get("CI"),
    reason="pyOpenVBA is not installed",
)


def answering(tieout: str = __version__, xlwings: str = XLWINGS):
    """A Python that says what it has."""
    return lambda _command: Ran(0, "a warning\n" + json.dumps([tieout, xlwings, 16]))


@pytest.fixture(scope="module")
def add_in_bytes() -> bytes:
    """The add-in of this build."""
    return build_xlam()


@pytest.fixture
def computer(tmp_path: Path) -> Simulated:
    """A Windows with Excel and Python, on which everything was installed."""
    there = Simulated(tmp_path)
    there.answer = answering()
    there.settings = {
        (
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Office\ClickToRun\Configuration",
            "Platform",
        ): "x64",
        (
            r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe",
            "",
        ): r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE",
    }
    for bits in (32, 64):
        there.write(PYTHON.parent.parent / f"xlwings{bits}-{XLWINGS}.dll", b"")
    steps, _ = installation(HOME, there, [HOSTS["desktop"]], Choices())
    carry_out(steps, there)
    return there


def problems(computer: Simulated) -> list[Check]:
    """What is wrong."""
    return [check for check in examine(HOME, computer) if check.state is State.PROBLEM]


def only(computer: Simulated) -> Check:
    """The one thing that is wrong; it says what to do."""
    (found,) = problems(computer)
    assert found.advice
    return found


def test_all_is_well_after_an_installation(computer):
    """Every line is fine, and nothing was changed by looking."""
    was = computer.drawn()

    checks = list(examine(HOME, computer))

    assert {check.state for check in checks} == {State.OK}
    assert len(checks) >= 9
    assert computer.drawn() == was


def test_a_missing_add_in_is_said(computer):
    """With the folder in which Excel would look."""
    computer.real(add_in(HOME).path).unlink()

    assert str(add_in(HOME)) in only(computer).says


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 damaged"])
def test_a_file_that_is_no_add_in_of_ours_is_said(computer, content):
    """Whatever is in it."""
    computer.write(add_in(HOME).path, content)

    assert "no add-in of Tieout" in only(computer).says


def test_an_add_in_of_another_build_is_said(computer, add_in_bytes):
    """One byte is enough: functions may be missing."""
    computer.write(add_in(HOME).path, add_in_bytes + b" ")

    assert "not what this Tieout builds" in only(computer).says


def test_the_mark_of_the_web_is_said(computer):
    """Excel blocks the macros of such a file without asking."""
    path = add_in(HOME).path
    computer.write(path.with_name(f"{path.name}:{MARK}"), b"[ZoneTransfer]")

    assert "marked as coming from elsewhere" in only(computer).says


@pytest.mark.parametrize(
    "path",
    [
        start_up(HOME) / "Tieout (1).xlam",
        HOME.applications / "Microsoft" / "AddIns" / "tieout.xlam",
        HOME.applications / "Microsoft" / "AddIns" / "tieout-old.xla",
    ],
)
def test_a_second_copy_is_said(computer, path, add_in_bytes):
    """Also under an older name."""
    computer.write(path, add_in_bytes)

    assert str(path) in only(computer).says


def test_an_add_in_that_excel_was_told_of_elsewhere_is_said(computer):
    """It opens those too."""
    computer.settings[OFFICE + r"\Options", "OPEN"] = r'/R "C:\other.xlam"'
    computer.settings[OFFICE + r"\Options", "OPEN1"] = r'/R "C:\Downloads\tieout.xlam"'

    assert r"C:\Downloads\tieout.xlam" in only(computer).says
    assert "other.xlam" not in only(computer).says


@pytest.mark.parametrize(
    "folder",
    [r"C:\Program Files\Microsoft Office\root\Office16\XLSTART", r"\\server\share\Excel starts"],
)
def test_a_copy_where_excel_opens_everything_too_is_said(computer, folder, add_in_bytes):
    """The start-up folder of all users, and the one that a user or a company has added."""
    computer.settings[OFFICE + r"\Options", "AltStartup"] = r"\\server\share\Excel starts"
    computer.write(PureWindowsPath(folder) / "tieout.xlam", add_in_bytes)

    assert folder in only(computer).says


def test_an_add_in_that_excel_disabled_is_said(computer):
    """It happens after a crash, whoever is to blame, and nothing on the screen says so."""
    item = b"\x01\0\0\0" + r"c:\users\zoë brandt\…\TIEOUT.XLAM".encode("utf-16-le") + b"\0\0"
    computer.bytes_stored[OFFICE + r"\Resiliency\DisabledItems"] = (b"", item)

    assert "Disabled Items" in only(computer).advice


def test_notices_in_the_start_up_folder_are_said(computer):
    """Excel would open the text at each start."""
    computer.write(start_up(HOME) / "tieout-notices.txt", b"")

    assert "opens whatever there is" in only(computer).says


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "does not say where Python is"),
        (b'"SHOW CONSOLE","True"\r\n', "does not say where Python is"),
        (b'"INTERPRETER_WIN","python.exe"', "no whole path"),
        (b'"INTERPRETER_WIN","C:\\Tieout\\python"', "no whole path"),
        (b'"INTERPRETER_WIN","\x81:\\python.exe"', "cannot be read"),
    ],
)
def test_settings_that_name_no_python_are_said(computer, content, said):
    """As the add-in's VBA would take them."""
    computer.write(settings_file(HOME).path, content)

    assert said in only(computer).says


def test_settings_with_variables_name_this_python_too(computer):
    """As the instructions for an installation by hand have it."""
    line = rb'"INTERPRETER_WIN","%LOCALAPPDATA%\Tieout\Scripts\python.exe"'
    computer.write(settings_file(HOME).path, line)

    assert WINDOWS["LOCALAPPDATA"] in str(PYTHON)
    assert {check.state for check in examine(HOME, computer)} == {State.OK}


def test_another_python_that_works_is_a_note(computer):
    """It may be meant."""
    other = PureWindowsPath(r"D:\Python\python.exe")
    computer.write(settings_file(HOME).path, f'"INTERPRETER_WIN","{other}"'.encode())
    computer.write(other.with_name(f"xlwings64-{XLWINGS}.dll"), b"")

    notes = [check.says for check in examine(HOME, computer) if check.state is State.NOTE]

    assert problems(computer) == []
    assert any(str(other) in note for note in notes)


def test_a_python_that_does_not_start_is_said(computer):
    """It was moved, or an update removed it."""

    def gone(_command):
        raise FileNotFoundError(2, "No such file or directory")

    computer.answer = gone

    assert "does not start" in only(computer).says


def test_a_python_without_tieout_is_said_with_its_last_words(computer):
    """They name what is missing."""
    computer.answer = lambda _: Ran(1, "Traceback\nModuleNotFoundError: No module named 'addin'")

    assert "No module named 'addin'" in only(computer).says


def test_another_tieout_behind_the_settings_is_said(computer):
    """An update went into another environment."""
    computer.answer = answering(tieout="0.0.9")

    assert "0.0.9" in only(computer).says


def test_another_xlwings_than_the_add_in_was_built_for_is_said(computer):
    """The library has the version in its name."""
    computer.answer = answering(xlwings="0.36.0")

    assert f"built for xlwings {XLWINGS}, Python has 0.36.0" in only(computer).says


def test_the_library_is_looked_for_by_the_bits_of_excel(computer):
    """One of the other kind does not help; without knowing, both must be there."""
    for bits in (64, 32):
        computer.real(PYTHON.parent.parent / f"xlwings{bits}-{XLWINGS}.dll").unlink()
        assert f"xlwings64-{XLWINGS}.dll" in only(computer).says
    computer.write(PYTHON.parent / f"xlwings64-{XLWINGS}.dll", b"")
    assert problems(computer) == []

    computer.settings = {}

    assert f"xlwings32-{XLWINGS}.dll" in only(computer).says


@pytest.mark.parametrize(("warnings", "state"), [(2, State.NOTE), (4, State.PROBLEM)])
@pytest.mark.parametrize("root", ["Software", r"Software\Policies"])
def test_an_excel_that_trusts_no_folder_is_said(computer, warnings, state, root):
    """By the user's choice or the company's; it asks, or blocks."""
    key = rf"HKEY_CURRENT_USER\{root}\Microsoft\Office\16.0\Excel\Security"
    computer.settings[key + r"\Trusted Locations", "AllLocationsDisabled"] = 1
    computer.settings[key, "VBAWarnings"] = warnings

    (found,) = [c for c in examine(HOME, computer) if "trusts no folder" in c.says]

    assert found.state is state
    assert found.advice


@pytest.mark.parametrize(("warnings", "said"), [(1, 0), (2, 0), (3, 1), (4, 1)])
def test_an_excel_without_macros_in_workbooks_is_said_to_have_dead_buttons_there(
    computer, warnings, said
):
    """The tab goes on working: its macros are the add-in's, in a folder that Excel trusts."""
    key = rf"{OFFICE}\Security"
    computer.settings[key, "VBAWarnings"] = warnings

    found = [c for c in examine(HOME, computer) if "buttons inside workbooks" in c.says]
    assert [one.state for one in found] == [State.NOTE] * said
    assert problems(computer) == []


def test_the_python_that_answers_has_the_buttons():
    """What the doctor has it load is there, and it counts what the ribbon shows."""
    ran = subprocess.run(
        [sys.executable, "-c", doctor_of_python._ASK], capture_output=True, text=True, check=True
    )

    assert json.loads(ran.stdout)[2] == len(BUTTONS)


def test_the_own_server_is_looked_at_in_the_registry(computer):
    """Instead of the settings and the library, which it does not need."""
    steps, _ = installation(HOME, computer, [HOSTS["desktop"]], Choices(own_server=True))
    carry_out(steps, computer)
    computer.real(settings_file(HOME).path).unlink()
    assert problems(computer) == []
    path = add_in(HOME).path
    computer.write(path.with_name(f"{path.name}:{MARK}"), b"[ZoneTransfer]")
    assert "--own-server" in only(computer).advice
    computer.real(path.with_name(f"{path.name}:{MARK}")).unlink()

    key = next(key for key in computer.registry if key.endswith("LocalServer32"))
    computer.registry[key] = r'"D:\old\pythonw.exe" -m addin'
    assert r"D:\old\pythonw.exe" in only(computer).says
    del computer.registry[key]
    assert "is missing" in only(computer).says


def test_elsewhere_there_is_nothing_to_look_at(tmp_path):
    """The Mac's Excel has the functions from the web's add-in."""
    (check,) = examine(home("darwin"), Simulated(tmp_path))

    assert check.state is State.NOTE
    assert "doctor web" in check.advice


def test_the_versions_are_read_out_of_the_file(add_in_bytes):
    """Those it was built with."""
    found = read_add_in(add_in_bytes)

    assert found is not None
    assert (found.versions.tieout, found.versions.xlwings) == (__version__, XLWINGS)
    assert not found.own_server
    own = read_add_in(build_xlam(own_server=True))
    assert own is not None
    assert own.own_server
