"""Steps are done in order, or not at all."""

from __future__ import annotations

from pathlib import PurePath, PureWindowsPath

import pytest

from addin.hosts.install.computer import Ran, Where
from addin.hosts.install.steps import Change, MakeFolders, NotInstalled, Run, carry_out
from tests.hosts.install.simulated import Simulated

FOLDER = PureWindowsPath(r"C:\Users\Zoë")


def change(name: str, before: bytes | None, after: bytes | None) -> Change:
    """A change of one file."""
    return Change(f"Write {name}.", Where(FOLDER / name), before, after)


@pytest.fixture
def computer(tmp_path):
    """A computer with one file."""
    there = Simulated(tmp_path)
    there.write(FOLDER / "a", b"old")
    return there


def test_a_program_that_fails_undoes_what_came_before_it_and_not_itself(computer):
    """It says that it did nothing; its way back would take away what was there before."""
    computer.answer = lambda _: Ran(1, "first line\nERROR: locked")
    was = computer.drawn()
    steps = (
        MakeFolders("Make.", (FOLDER / "new",)),
        change("a", b"old", b"new"),
        change("new/b", None, b"b"),
        Run("Tell it.", ("unopkg", "add"), ("unopkg", "remove")),
    )

    with pytest.raises(NotInstalled, match=r"Tell it\. Because: unopkg: ERROR: locked") as failed:
        carry_out(steps, computer)

    assert "nothing was changed" in str(failed.value)
    assert computer.drawn() == was
    assert computer.ran == [("unopkg", "add")]


def test_a_program_that_went_well_is_taken_back_when_a_later_step_fails(computer):
    """By its own way back."""
    steps = (
        Run("Tell it.", ("unopkg", "add"), ("unopkg", "remove")),
        change("a", b"another", b"new"),
    )

    with pytest.raises(NotInstalled, match="changed after the plan was made"):
        carry_out(steps, computer)

    assert computer.ran == [("unopkg", "add"), ("unopkg", "remove")]


def test_what_cannot_be_put_back_is_named(computer):
    """Rather than promising what is not so."""
    put = computer.put

    def broken(where: Where, content: bytes | None) -> None:
        if content != b"new":
            raise PermissionError(13, "Permission denied", str(where))
        put(where, content)

    computer.put = broken

    with pytest.raises(NotInstalled) as failed:
        carry_out((change("a", b"old", b"new"), change("b", None, b"b")), computer)

    assert failed.value.left == ("Write a.",)
    assert "could not be put back: Write a." in str(failed.value)
    assert "open in another program" in str(failed.value)


def test_stopping_it_by_hand_leaves_everything_as_it_was(computer):
    """Ctrl+C in the middle."""
    was = computer.drawn()

    def stopped(_command):
        raise KeyboardInterrupt

    computer.answer = stopped

    with pytest.raises(KeyboardInterrupt):
        carry_out((change("a", b"old", None), Run("Wait.", ("wait",))), computer)

    assert computer.drawn() == was


def test_undoing_leaves_alone_what_somebody_wrote_meanwhile(computer):
    """Their work is worth more than ours."""
    place: PurePath = FOLDER / "a"

    def meanwhile(_command):
        computer.write(place, b"theirs")
        return Ran(1, "")

    computer.answer = meanwhile

    with pytest.raises(NotInstalled, match="it ended with 1"):
        carry_out((change("a", b"old", b"new"), Run("Tell it.", ("tell",))), computer)

    assert computer.read(Where(place)) == b"theirs"
