"""One press at a time in a production, whoever presses and from wherever."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from addin.adapters.press_lock import FILE_NAME, PressedElsewhere, holding, pressing

AT = dt.datetime(2026, 3, 12, 12, 5)


def test_the_second_is_told_who_does_what_since_when(tmp_path):
    """And that nothing was done."""
    with (
        pressing(tmp_path, "Sam", "Close Week", AT),
        pytest.raises(PressedElsewhere) as refused,
        pressing(tmp_path, "Kim", "Validate", AT),
    ):
        pytest.fail("two at once")

    assert str(refused.value) == (
        "Sam's Close Week, pressed at 12:05 on 2026-03-12, is still at work in this production. "
        "Nothing was done. Wait until it is done, and press again."
    )


def test_afterwards_the_next_one_may(tmp_path):
    """After success and after a failure alike."""
    with pytest.raises(ZeroDivisionError), pressing(tmp_path, "Sam", "Close Week", AT):
        raise ZeroDivisionError
    with pressing(tmp_path, "Kim", "Validate", AT):
        assert (tmp_path / FILE_NAME).read_text().startswith("Kim's Validate")


def test_a_press_that_kept_nothing_leaves_no_folder_behind(tmp_path):
    """Where something is kept, the file stays and says nothing."""
    with pressing(tmp_path / "new", "Sam", "Validate", AT):
        pass
    assert not (tmp_path / "new").exists()

    (tmp_path / "history.db").touch()
    with pressing(tmp_path, "Sam", "Validate", AT):
        pass
    assert (tmp_path / FILE_NAME).read_text() == ""


def test_two_productions_do_not_wait_for_each_other(tmp_path):
    """Each has its own."""
    with (
        pressing(tmp_path / "one", "Sam", "Close Week", AT),
        pressing(tmp_path / "two", "Kim", "Validate", AT),
    ):
        assert (tmp_path / "two" / FILE_NAME).exists()


HOLDS = """
import datetime, pathlib, sys
from addin.adapters.press_lock import pressing
with pressing(pathlib.Path(sys.argv[1]), "Sam", "Reconcile", datetime.datetime(2026, 3, 12, 12, 5)):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_program_holds_it_and_a_killed_one_does_not(tmp_path):
    """The system takes the lock away with the program; nobody has to delete a file."""
    command = [sys.executable, "-c", HOLDS, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        with (
            pytest.raises(PressedElsewhere, match="Sam's Reconcile"),
            pressing(tmp_path, "Kim", "Validate", AT),
        ):
            pytest.fail("two at once")
        other.kill()
        other.wait(timeout=30)

    with pressing(tmp_path, "Kim", "Validate", AT):
        assert "Kim's Validate" in (tmp_path / FILE_NAME).read_text()


def test_where_nothing_can_be_kept_nothing_is_locked(tmp_path):
    """A file where the folder would be: the press goes on, and what it writes is compared anyway."""
    state = tmp_path / "file"
    state.write_text("")

    with pressing(state, "Sam", "Validate", AT), pressing(state, "Kim", "Validate", AT):
        assert state.read_text() == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux alone has a disk that is full")
def test_a_full_disk_keeps_nobody_from_holding_a_production(tmp_path):
    """Who holds it cannot be said then; that is all."""
    (tmp_path / "a.lock").symlink_to("/dev/full")

    with holding(tmp_path, "a.lock", "somebody"):
        held = True

    assert held
