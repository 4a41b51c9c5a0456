"""A file is replaced wholly or not at all, whatever fails and whoever has it open."""

from __future__ import annotations

import datetime as dt
import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from addin.adapters import atomic
from addin.errors import FileChanged, FileInUse, FileMissing, WriteRefused

OLD, NEW = b"the old bytes", b"the new bytes, some more of them"
STEPS = [name for name in vars(atomic.Disk) if not name.startswith("_")]
AFTER_THE_DEED = {"sync_folder"}  # by then the new file is in place
ON_THE_WAY = [step for step in STEPS if step not in AFTER_THE_DEED | {"remove", "now"}]


class Failing(atomic.Disk):
    """A disk on which one step fails, before or after it has been done."""

    def __init__(self, step: str, call: int = 1, *, done: bool = False) -> None:
        self.left = call
        original: Callable[..., object] = getattr(self, step)

        def fails(*arguments: object) -> object:
            self.left -= 1
            if self.left:
                return original(*arguments)
            if done:
                original(*arguments)
            raise OSError(errno.ENOSPC, "No space left on device")

        setattr(self, step, fails)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A file that is to be replaced."""
    path = tmp_path / "Budget v2.xlsx"
    path.write_bytes(OLD)
    return path


def accept(_written: bytes) -> None:
    """A verification that is content."""


def replaced(path: Path, content: bytes = NEW, disk: atomic.Disk = atomic.DISK) -> str:
    """Read a file and replace it."""
    return atomic.replace(atomic.opened(path, disk), (content,), accept, disk)


def names(folder: Path) -> set[str]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_new_bytes_are_in_place_and_the_old_ones_kept(workbook):
    """The backup stands in a folder of its own beside the file, and nothing else is left."""
    backup = Path(replaced(workbook))

    assert workbook.read_bytes() == NEW
    assert backup.read_bytes() == OLD
    assert backup.parent == workbook.parent / ".tieout" / "backups" / "Budget v2.xlsx"
    assert names(workbook.parent) == {workbook.name, str(backup.relative_to(workbook.parent))}


@pytest.mark.parametrize(
    ("step", "call", "done"),
    [
        (step, call, done)
        for step in ON_THE_WAY
        for call in (1, 2, 3)
        for done in (False, True)
        # A file made by a step that says it failed might as well be another run's: it is left.
        if not (step == "create" and done)
    ],
)
def test_a_failure_at_any_step_leaves_old_or_new_and_no_litter(workbook, step, call, done):
    """An error says that nothing was written, and then nothing was."""
    disk = Failing(step, call, done=done)
    try:
        backup, reason = replaced(workbook, disk=disk), ""
    except WriteRefused as error:
        backup, reason = "", error.reason

    if not backup:
        assert "No space left" in reason
        assert workbook.read_bytes() == OLD
        assert names(workbook.parent) == {workbook.name}
    else:
        assert disk.left > 0 or (step == "replace" and done), "a failure that nobody noticed"
        assert workbook.read_bytes() == NEW
        assert Path(backup).read_bytes() == OLD


@pytest.mark.parametrize("step", sorted(AFTER_THE_DEED))
def test_a_failure_after_the_deed_is_no_failure(workbook, step):
    """Once the new file is in place, saying that nothing was written would be wrong."""
    assert Path(replaced(workbook, disk=Failing(step))).read_bytes() == OLD
    assert workbook.read_bytes() == NEW


KILLED = """
import os, sys
from pathlib import Path
from addin.adapters import atomic
step, done, path = sys.argv[1], sys.argv[2] == "after", Path(sys.argv[3])
class Killed(atomic.Disk):
    pass
def dies(self, *arguments):
    if done:
        getattr(atomic.Disk, step)(self, *arguments)
    os._exit(9)
setattr(Killed, step, dies)
disk = Killed()
atomic.replace(atomic.opened(path, disk), [b"NEW" * 9], lambda written: None, disk)
"""


@pytest.mark.parametrize("step", [*ON_THE_WAY, *AFTER_THE_DEED])
def test_a_run_that_is_killed_leaves_old_or_new_and_the_next_one_works(workbook, step):
    """Power cut, at any step: the file is never between, and what is left is cleared away."""
    for when in ("before", "after"):
        workbook.write_bytes(OLD)
        run = subprocess.run(
            [sys.executable, "-c", KILLED, step, when, str(workbook)],
            check=False,
            cwd=Path(__file__).parents[2],
        )
        in_place = step == "sync_folder" or (step == "replace" and when == "after")

        assert run.returncode == 9
        assert workbook.read_bytes() == (b"NEW" * 9 if in_place else OLD)
        for left in workbook.parent.glob(".~tieout-*.tmp"):
            os.utime(left, (0, 0))  # long ago
        replaced(workbook)
        assert workbook.read_bytes() == NEW
        assert not list(workbook.parent.glob("*.tmp"))


def test_what_fails_its_verification_is_never_put_in_place(workbook):
    """The written bytes are read back, and whoever asked for them judges."""
    seen = []

    def judge(written: bytes) -> None:
        seen.append(written)
        raise WriteRefused(str(workbook), "not as meant")

    with pytest.raises(WriteRefused, match="not as meant"):
        atomic.replace(atomic.opened(workbook), (NEW,), judge)
    assert seen == [NEW]
    assert workbook.read_bytes() == OLD
    assert names(workbook.parent) == {workbook.name}


def test_a_file_that_changed_meanwhile_is_left_alone(workbook):
    """What somebody saved between our reading and writing is not lost."""
    place = atomic.opened(workbook)
    workbook.write_bytes(b"saved by somebody")

    with pytest.raises(FileChanged):
        atomic.replace(place, (NEW,), accept)
    assert workbook.read_bytes() == b"saved by somebody"
    assert names(workbook.parent) == {workbook.name}


def excel_lock(user: str) -> bytes:
    """An owner file as Excel writes it: 165 bytes, the name twice."""
    short, long = user.encode("ascii"), user.encode("utf-16-le")
    narrow = bytes([len(short)]) + short.ljust(53, b" ")
    return (narrow + len(user).to_bytes(2, "little") + long).ljust(165, b" ")


@pytest.mark.parametrize(
    ("name", "content", "who"),
    [
        ("~$Budget v2.xlsx", excel_lock("Ann Lee"), "Ann Lee has it open in Excel"),
        ("~$Budget v2.xlsx", b"", "it is open in Excel"),
        ("~$Budget v2.xlsx", b"\x03Bob   ", "Bob has it open in Excel"),
        (
            ".~lock.Budget v2.xlsx#",
            b"Ann Lee,ann,desk,22.11.2026 09:30,file:///home/ann;",
            "Ann Lee has it open in LibreOffice",
        ),
        (".~lock.Budget v2.xlsx#", b",ann,desk,;", "ann has it open in LibreOffice"),
    ],
)
def test_a_file_open_in_excel_or_libreoffice_is_left_alone(workbook, name, content, who):
    """Their lock files say so, and mostly by whom."""
    place = atomic.opened(workbook)
    (workbook.parent / name).write_bytes(content)

    with pytest.raises(FileInUse) as raised:
        atomic.opened(workbook)
    assert raised.value.reason.startswith(who)
    assert name in raised.value.reason
    with pytest.raises(FileInUse):  # opened after our reading
        atomic.replace(place, (NEW,), accept)
    assert workbook.read_bytes() == OLD


def test_two_runs_do_not_write_one_file_at_once(workbook):
    """The second one is refused; what an earlier run left behind stops nobody."""
    place = atomic.opened(workbook)

    def second(_written: bytes) -> None:
        with pytest.raises(FileInUse, match="another run"):
            replaced(workbook, b"second")

    atomic.replace(place, (NEW,), second)
    assert workbook.read_bytes() == NEW


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_read_only_files_and_folders_are_left_alone(workbook):
    """Somebody made them so on purpose, and root respects it too."""
    workbook.chmod(0o444)
    with pytest.raises(WriteRefused, match="it is read-only"):
        atomic.opened(workbook)
    workbook.chmod(0o644)
    workbook.parent.chmod(0o555)
    with pytest.raises(WriteRefused, match="its folder is read-only"):
        atomic.opened(workbook)
    workbook.parent.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o777])
def test_permissions_are_kept(workbook, mode):
    """Who could open the file before can open it after; the backup is no more open than it."""
    workbook.chmod(mode)
    backup = Path(replaced(workbook))

    assert stat.S_IMODE(workbook.stat().st_mode) == mode
    assert stat.S_IMODE(backup.stat().st_mode) == mode


@pytest.mark.skipif(os.name != "posix", reason="links need no rights on POSIX")
def test_a_link_stays_a_link(workbook, tmp_path):
    """The file it leads to is replaced; the backup stands beside that file."""
    folder = tmp_path / "shortcuts"
    folder.mkdir()
    link = folder / "budget.xlsx"
    link.symlink_to(workbook)
    backup = Path(replaced(link))

    assert link.is_symlink()
    assert workbook.read_bytes() == NEW
    assert backup.is_relative_to(workbook.parent / ".tieout")
    assert names(folder) == {"budget.xlsx"}


def test_the_last_ten_backups_are_kept(workbook):
    """The oldest goes; another file's backups, and what else lies there, stay."""
    other = workbook.with_name("Ledger.xlsx")
    other.write_bytes(OLD)
    replaced(other)
    kept = [replaced(workbook, b"version %d" % n) for n in range(14)][-10:]
    folder = atomic.backups_of(workbook)
    (folder / "notes.txt").write_text("mine")
    kept = [*kept[1:], replaced(workbook)]

    assert {path.name for path in folder.iterdir()} == {Path(one).name for one in kept} | {
        "notes.txt"
    }
    assert len(list(atomic.backups_of(other).iterdir())) == 1


class Stopped(atomic.Disk):
    """A disk whose clock stands still."""

    def now(self) -> dt.datetime:
        """Always the same moment."""
        return dt.datetime(2026, 3, 14, 9, 30, tzinfo=dt.UTC)


def test_backups_of_one_moment_do_not_overwrite_one_another(workbook):
    """Two writes within one tick of the clock have two backups, in order."""
    first, second = (Path(replaced(workbook, text, Stopped())) for text in (b"one", b"two"))

    assert first.name == "20260314T093000.000000Z.xlsx"
    assert first.name < second.name
    assert (first.read_bytes(), second.read_bytes()) == (OLD, b"one")


def test_a_file_that_is_not_there_is_named(tmp_path):
    """Missing is missing; a folder is no file."""
    with pytest.raises(FileMissing, match="none"):
        atomic.opened(tmp_path / "none.xlsx")
    with pytest.raises(WriteRefused, match="it is no file"):
        atomic.opened(tmp_path)
