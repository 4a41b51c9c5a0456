"""What is installed for each spreadsheet program, on the systems that have it."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from addin.cli.install import NAMES
from addin.errors import AddinError
from addin.hosts.catalogue import HOSTS, Choices, installation, removal, usual
from addin.hosts.desktop.com_server import PROGRAM
from addin.hosts.desktop.install import MARK, NoDesktopAddin, add_in, interpreter, settings_file
from addin.hosts.desktop.xlam import build_xlam
from addin.hosts.install.computer import Ran, Where
from addin.hosts.install.home import System, home_of
from addin.hosts.install.steps import LeaveAlone, carry_out
from addin.hosts.libreoffice.build import parts
from addin.hosts.libreoffice.description import IDENTIFIER
from addin.hosts.libreoffice.install import installed_in
from addin.hosts.web.own_folder import key_in, own_folder
from tests.hosts.install.simulated import OFFICE, PYTHONS, REDIRECTED, WINDOWS, Simulated, home


@pytest.fixture
def computer(tmp_path: Path) -> Simulated:
    """A computer without anything on it."""
    return Simulated(tmp_path)


@pytest.fixture
def _buildable() -> None:
    if importlib.util.find_spec("pyopenvba") is None and not os.environ.get("CI"):
        pytest.skip("pyOpenVBA is not installed")


def install(one, computer, *names, **choices):
    """Install hosts; the sentences of the steps, and the notes."""
    chosen = [HOSTS[name] for name in names] or usual(one)
    steps, notes = installation(one, computer, chosen, Choices(**choices))
    carry_out(steps, computer)
    return steps, notes


def uninstall(one, computer, *names):
    """Take hosts back, or all."""
    steps = removal(one, computer, [HOSTS[name] for name in names or HOSTS])
    carry_out(steps, computer)
    return steps


def test_the_command_line_names_every_host():
    """It lists them itself, so that help imports nothing."""
    assert tuple(HOSTS) == NAMES


def test_each_system_has_its_usual_hosts():
    """Excel on Windows through its add-in, on the Mac through the web's; Calc where it is."""
    assert [host.name for host in usual(home("win32"))] == ["desktop"]
    assert [host.name for host in usual(home("win32", office=True))] == ["desktop", "calc"]
    assert [host.name for host in usual(home("darwin", office=True))] == ["web", "calc"]
    assert [host.name for host in usual(home("linux"))] == ["calc"]


def test_tieout_serve_finds_what_was_installed(monkeypatch, tmp_path):
    """Both have their own folder in the same place, on this system."""
    import sys  # noqa: PLC0415 - only here

    monkeypatch.delenv("TIEOUT_HOME", raising=False)
    assert Path(home_of(sys.platform, os.environ, sys.executable).state) / "web" == own_folder()
    monkeypatch.setenv("TIEOUT_HOME", str(tmp_path))
    assert Path(home_of(sys.platform, os.environ, sys.executable).state) / "web" == own_folder()


def test_without_a_user_there_is_no_home():
    """A service has none."""
    with pytest.raises(AddinError, match=r"%USERPROFILE% is not set.*Nothing was written"):
        home_of("win32", {}, "python.exe")


@pytest.mark.usefixtures("_buildable")
@pytest.mark.parametrize("environment", [WINDOWS, REDIRECTED], ids=["usual", "redirected"])
def test_excel_on_windows_gets_the_add_in_and_is_told_of_python(computer, environment):
    """In its start-up folder, which a company may have moved; and nothing else lies there."""
    one = home("win32", **environment)
    was = computer.drawn()

    install(one, computer, "desktop")

    start_up = PureWindowsPath(environment["APPDATA"]) / "Microsoft" / "Excel" / "XLSTART"
    assert computer.files(start_up) == (start_up / "tieout.xlam",)
    assert computer.read(Where(start_up / "tieout.xlam")) == build_xlam()
    assert computer.read(settings_file(one)) == (
        f'"INTERPRETER_WIN","{PYTHONS["win32"]}"\r\n'.encode("cp1252")
    )
    uninstall(one, computer)
    assert computer.drawn() == was


@pytest.mark.usefixtures("_buildable")
def test_the_mark_of_the_web_goes_from_our_own_file_and_comes_back(computer):
    """Excel would block its macros; another file with a mark keeps it."""
    one = home("win32")
    mark, other = Where(add_in(one).path, MARK), add_in(one).path.with_name("other.xlam")
    computer.write(add_in(one).path, build_xlam())
    for file in (add_in(one).path, other):
        computer.write(file.with_name(f"{file.name}:{MARK}"), b"[ZoneTransfer]\r\nZoneId=3\r\n")
    was = computer.drawn()

    steps, _ = install(one, computer, "desktop")

    assert computer.read(mark) is None
    assert computer.read(Where(other, MARK)) is not None
    assert any("came from elsewhere" in step.says and str(mark) in step.says for step in steps)
    uninstall(one, computer)
    assert computer.drawn() == was


@pytest.mark.usefixtures("_buildable")
def test_the_own_server_is_registered_and_taken_back(computer):
    """No settings file; keys of the user alone, with the path in all its letters."""
    one = home_of("win32", WINDOWS, "C:\\Users\\Łukasz\\Tieout\\Scripts\\python.exe")
    was = computer.drawn()

    install(one, computer, "desktop", own_server=True)

    assert computer.read(add_in(one)) == build_xlam(own_server=True)
    assert computer.read(settings_file(one)) is None
    assert any("Łukasz" in value and "-m addin" in value for value in computer.registry.values())
    assert rf"Software\Classes\{PROGRAM}\CLSID" in computer.registry
    uninstall(one, computer)
    assert computer.drawn() == was


@pytest.mark.parametrize(
    ("python", "said"),
    [
        ("C:\\Users\\Łukasz\\Scripts\\python.exe", "letter 'Ł'"),
        ("C:\\50%\\%x\\python.exe", "signs %"),
        ("python.exe", "no whole path"),
        ("C:\\Tieout\\python", "no whole path"),
    ],
)
def test_a_python_that_excel_cannot_be_told_of_is_refused(python, said):
    """Instead of #NAME? in every cell."""
    with pytest.raises(NoDesktopAddin, match=f"{said}.*Nothing was written"):
        interpreter(home_of("win32", WINDOWS, python))


@pytest.mark.parametrize(
    ("python", "named"),
    [
        (r"C:\Tieout\Scripts\pythonw.exe", r"C:\Tieout\Scripts\python.exe"),
        (r"C:\Tieout\Scripts\PYTHON.EXE", r"C:\Tieout\Scripts\PYTHON.exe"),
        (r"\\server\share\R & D\python.exe", r"\\server\share\R & D\python.exe"),
        (r"C:\100%\python.exe", r"C:\100%\python.exe"),
    ],
)
def test_the_interpreter_is_named_as_the_vba_wants_it(python, named):
    """Its pattern looks at small letters, and the console's program is hidden by xlwings."""
    assert interpreter(home_of("win32", WINDOWS, python)) == named


@pytest.mark.parametrize("platform", ["darwin", "linux"])
def test_the_add_in_file_is_for_windows_alone(computer, platform):
    """On the Mac its functions would not start Python; nobody is left with a dead file."""
    with pytest.raises(NoDesktopAddin, match="tieout install web"):
        install(home(platform), computer, "desktop")
    assert computer.drawn() == {}


def test_excel_on_the_mac_gets_the_manifest_where_it_looks(computer):
    """Once Excel has a folder of its own; the manifests of others stay."""
    one = home("darwin")
    documents = PurePosixPath("/Users/zoë/Library/Containers/com.microsoft.Excel/Data/Documents")
    computer.write(documents / "wef" / "manifest.xml", b"<another/>")
    was = computer.drawn()

    install(one, computer)

    manifest = computer.read(Where(documents / "wef" / "tieout.xml")) or b""
    key = key_in(computer.real(one.state / "web" / "key"))
    assert b"https://localhost:8765" in manifest
    assert key.encode() in manifest
    assert all(
        isinstance(s, LeaveAlone) for s in installation(one, computer, usual(one), Choices())[0]
    )
    uninstall(one, computer)
    assert computer.drawn() == was


def test_a_mac_on_which_excel_was_never_started_gets_no_folder_of_excels(computer):
    """MacOS makes it; one that we made would be in its way."""
    one = home("darwin")

    _, notes = install(one, computer, "web", port=9000)

    assert not computer.is_folder(PurePosixPath("/Users/zoë/Library/Containers"))
    assert any("Start Excel once" in note for note in notes)
    manifest = computer.read(Where(one.state / "web" / "load" / "manifest.xml")) or b""
    assert b"https://localhost:9000" in manifest


def test_a_key_that_is_there_is_kept(computer):
    """Manifests that are in use hold it."""
    one = home("linux")
    key = one.state / "web" / "key"
    computer.write(key, b"a-key-of-my-own-0123456789-abcdefgh")
    was = computer.drawn()

    install(one, computer, "web")
    assert computer.read(Where(key)) == b"a-key-of-my-own-0123456789-abcdefgh"
    uninstall(one, computer)

    assert computer.drawn() == was


def test_a_key_that_cannot_be_used_stops_it(computer):
    """Rather than being written over."""
    one = home("linux")
    computer.write(one.state / "web" / "key", b"short")

    with pytest.raises(AddinError, match="holds no key"):
        install(one, computer, "web")


def office_with(*listed: str):
    """An unopkg that knows extensions of these folders; ``add`` and ``remove`` work."""

    def answer(command):
        if "list" in command:
            said = "".join(
                "Identifier: tieout.calc\n  URL: vnd.sun.star.expand:$UNO_USER_PACKAGES_CACHE/"
                f"uno_packages/{name}/tieout-functions.oxt\n"
                for name in listed
            )
            return Ran(0, said) if listed else Ran(1, "ERROR: There is no such extension deployed")
        return Ran(0, "")

    return answer


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_libreoffice_is_told_of_the_extension(computer, platform):
    """By its own program beside it, with the file that was written before."""
    one = home(platform, office=True)
    computer.answer = office_with()
    computer.real(one.office_user).mkdir(parents=True)
    was = computer.drawn()

    install(one, computer, "calc")

    told = computer.ran[-1]
    assert told[0].startswith(str(type(one.state)(OFFICE[platform]).parent))
    assert told[1:3] == ("add", "--force")
    assert computer.read(Where(type(one.state)(told[3]))) is not None
    computer.answer = office_with("lu1.tmp_")
    uninstall(one, computer)
    assert computer.ran[-1][1:] == ("remove", IDENTIFIER)
    assert computer.drawn() == was


def test_an_extension_of_this_very_build_is_left_alone(computer):
    """Its parts are compared with what would be installed."""
    one = home("linux", office=True)
    computer.answer = office_with("lu1.tmp_")
    computer.real(one.office_user).mkdir(parents=True)
    install(one, computer, "calc")
    assert computer.ran[-1][1] == "add"
    folder = installed_in(one, computer)
    assert folder is not None
    for name, content in parts(str(one.python)).items():
        computer.write(folder / name, content)

    steps, _ = install(one, computer, "calc")

    assert all(isinstance(step, LeaveAlone) for step in steps)
    computer.write(folder / "types.idl", b"of another version")
    steps, _ = install(one, computer, "calc")
    assert computer.ran[-1][1] == "add"
    assert any("replaces the Tieout extension" in step.says for step in steps)


def test_a_failing_libreoffice_leaves_nothing_behind(computer):
    """Its message is shown; the file goes again."""
    one = home("linux", office=True)
    computer.answer = lambda _: Ran(1, "ERROR: unopkg cannot be run as root.\n")
    was = computer.drawn()

    with pytest.raises(AddinError, match=r"cannot be run as root.*nothing was changed"):
        install(one, computer, "calc")

    assert computer.drawn() == was


def test_an_extension_that_the_user_removed_stops_no_uninstalling(computer):
    """The rest is still taken back."""
    one = home("linux", office=True)
    computer.answer = office_with()
    computer.real(one.office_user).mkdir(parents=True)
    was = computer.drawn()
    install(one, computer, "calc")

    uninstall(one, computer)

    assert computer.ran[-1][1] == "list"
    assert computer.drawn() == was


def test_without_libreoffice_there_is_the_file_and_what_to_do_with_it(computer):
    """It may be installed later, or come as a Flatpak."""
    one = home("linux")

    _, notes = install(one, computer)

    assert one.system is System.LINUX
    assert any("double click" in note for note in notes)
    assert computer.ran == []
