"""What is done to a computer: wholly or not at all, and as little as was asked for."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PureWindowsPath

import pytest

from addin.hosts.install.computer import ThisComputer, Where
from addin.hosts.install.home import this_home
from tests.hosts.install.registry import Registry

COMPUTER = ThisComputer()


def test_a_file_is_written_replaced_and_removed(tmp_path):
    """With the folders that it needs; removing twice is no error."""
    where = Where(tmp_path / "a" / "b" / "file")
    assert COMPUTER.read(where) is None

    COMPUTER.put(where, b"one")
    COMPUTER.put(where, b"two")
    assert COMPUTER.read(where) == b"two"
    assert [path.name for path in tmp_path.rglob("*")] == ["a", "b", "file"]

    COMPUTER.put(where, None)
    COMPUTER.put(where, None)
    assert COMPUTER.read(where) is None


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of Unix")
def test_a_file_keeps_its_permissions_and_a_secret_is_private(tmp_path):
    """A replaced file is open to the same people as before."""
    path = tmp_path / "file"
    path.write_bytes(b"")
    path.chmod(0o640)

    COMPUTER.put(Where(path), b"new")
    COMPUTER.put(Where(tmp_path / "key", private=True), b"secret")

    assert path.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_what_a_link_points_to_is_replaced_and_the_link_stays(tmp_path):
    """Some people keep their settings elsewhere."""
    (tmp_path / "elsewhere").mkdir()
    link, path = tmp_path / "file", tmp_path / "elsewhere" / "file"
    path.write_bytes(b"old")
    link.symlink_to(path)

    COMPUTER.put(Where(link), b"new")

    assert link.is_symlink()
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may do anything")
def test_a_folder_that_may_not_be_written_to_is_an_error(tmp_path):
    """And leaves nothing behind."""
    tmp_path.chmod(0o500)

    with pytest.raises(OSError, match="denied"):
        COMPUTER.put(Where(tmp_path / "file"), b"")


def test_an_unfinished_file_never_lies_beside_the_finished_one(tmp_path, monkeypatch):
    """Excel opens whatever it finds in its start-up folder."""
    seen = []
    replace = Path.replace

    def looking(path: Path, target: Path) -> Path:
        seen.append([each.name for each in target.parent.iterdir()])
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", looking)
    COMPUTER.put(Where(tmp_path / "XLSTART" / "tieout.xlam"), b"new")

    assert seen == [[]]


def test_a_stream_on_a_disk_without_streams_is_not_there(tmp_path):
    """A name that the disk refuses is not one that holds a mark."""
    long = "x" * 300

    assert COMPUTER.read(Where(tmp_path / "file", stream=long)) is None
    with pytest.raises(OSError, match=r"long|name"):
        COMPUTER.read(Where(tmp_path / long))


def test_only_empty_folders_are_removed(tmp_path):
    """And what is not there stays away."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    (tmp_path / "empty").mkdir()

    assert not COMPUTER.remove_folder(tmp_path / "full")
    assert COMPUTER.remove_folder(tmp_path / "empty")
    assert not COMPUTER.remove_folder(tmp_path / "empty")
    assert [path.name for path in COMPUTER.files(tmp_path / "full")] == ["file"]
    assert COMPUTER.files(tmp_path / "nowhere") == ()


def test_a_program_is_run_to_its_end_and_heard():
    """What it says on either way out, and how it ends; nobody is asked."""
    code = "import sys; print('out', sys.stdin.read()); print('err', file=sys.stderr); sys.exit(3)"

    ran = COMPUTER.run((sys.executable, "-c", code))

    assert ran.status == 3
    assert ran.said.split() == ["out", "err"]
    with pytest.raises(OSError, match=r"."):
        COMPUTER.run((str(Path(sys.executable).with_name("no-such-program")),))


def test_a_program_is_given_bytes_and_its_own_come_back_untouched():
    """Whatever letters they are in, with the last line's end; complaints come apart."""
    code = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()); sys.exit('no')"

    answered = COMPUTER.ask((sys.executable, "-c", code), b"caf\xe9 \n\n")

    assert (answered.status, answered.gave) == (1, b"caf\xe9 \n\n")
    assert answered.complained.strip() == "no"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has one")
def test_without_a_registry_nothing_stands_in_it():
    """Doctors ask on every system."""
    assert COMPUTER.setting(r"HKEY_CURRENT_USER\Software", "x") is None
    assert COMPUTER.stored(r"HKEY_CURRENT_USER\Software") == ()


def test_a_libreoffice_without_its_program_for_extensions_counts_as_none(tmp_path):
    """One out of a box, such as Snap's, whose programs are not beside one another."""
    office = tmp_path / "soffice"
    office.touch()
    assert this_home(str(office)).unopkg is None

    name = "unopkg.com" if sys.platform == "win32" else "unopkg"
    (tmp_path / name).touch()

    assert this_home(str(office)).unopkg == Path(os.path.realpath(tmp_path)) / name
    assert this_home(None).unopkg is None


@pytest.fixture
def registry(monkeypatch) -> Registry:
    """A registry, on any system."""
    made = Registry()
    monkeypatch.setitem(sys.modules, "winreg", made)
    return made


def test_a_key_is_written_and_goes_again(registry):
    """Below the user's own root; nothing is left of it."""
    where = Where(PureWindowsPath(r"Software\Classes\Tieout.Functions\CLSID"), in_registry=True)
    registry.make(r"HKEY_CURRENT_USER\Software\Classes\Tieout.Functions")
    before = dict(registry.keys)
    assert COMPUTER.read(where) is None

    COMPUTER.put(where, "{8F0B…}".encode())
    assert COMPUTER.read(where) == "{8F0B…}".encode()
    COMPUTER.put(where, None)
    COMPUTER.put(where, None)

    assert registry.keys == before


def test_values_of_the_registry_are_read_by_key_and_name(registry):
    """Numbers, texts, bytes; what is not there, or of another kind, is none."""
    registry.make(r"HKEY_CURRENT_USER\Excel", VBAWarnings=4, OPEN="/R x", odd=b"\x01")
    registry.make(r"HKEY_LOCAL_MACHINE\excel.exe", default=r"C:\EXCEL.EXE")

    assert COMPUTER.setting(r"HKEY_CURRENT_USER\Excel", "VBAWarnings") == 4
    assert COMPUTER.setting(r"HKEY_CURRENT_USER\Excel", "OPEN") == "/R x"
    assert COMPUTER.setting(r"HKEY_LOCAL_MACHINE\excel.exe", "") == r"C:\EXCEL.EXE"
    assert COMPUTER.setting(r"HKEY_CURRENT_USER\Excel", "odd") is None
    assert COMPUTER.setting(r"HKEY_CURRENT_USER\Excel", "none") is None
    assert COMPUTER.setting(r"HKEY_CURRENT_USER\None", "none") is None
    assert COMPUTER.stored(r"HKEY_CURRENT_USER\Excel") == (b"\x01",)
    assert COMPUTER.stored(r"HKEY_CURRENT_USER\None") == ()
