"""The steps of an installation as values: each says what it does, and can be done and undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

from addin.errors import AddinError
from addin.hosts.install.computer import Computer, Where


class StepFailed(Exception):
    """A step cannot be done; it changed nothing itself."""


class NotInstalled(AddinError):
    """A step failed; what had been done before it was put back.

    Args:
        step: the sentence of the step.
        reason: why it failed.
        left: the places that could not be put back.
    """

    def __init__(self, step: str, reason: str, left: tuple[str, ...] = ()) -> None:
        super().__init__(step, reason, left)
        self.step = step
        self.reason = reason
        self.left = left

    def __str__(self) -> str:
        after = (
            f"These could not be put back: {', '.join(self.left)}."
            if self.left
            else "Everything is as it was before: nothing was changed."
        )
        return (
            f"This step failed: {self.step} Because: {self.reason}. {after} Close Excel and "
            "LibreOffice, then run again."
        )


@dataclass(frozen=True, slots=True)
class LeaveAlone:
    """Nothing is done, for the reason given."""

    says: str

    def do(self, computer: Computer) -> None:
        """Nothing."""

    def undo(self, computer: Computer) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a place holds becomes something else; None stands for nothing being there."""

    says: str
    where: Where
    before: bytes | None
    after: bytes | None

    def do(self, computer: Computer) -> None:
        """Make the change, if what is there is what was planned for.

        Raises:
            StepFailed: it is not.
            OSError: it cannot be made.
        """
        if computer.read(self.where) != self.before:
            raise StepFailed(f"{self.where} changed after the plan was made")
        computer.put(self.where, self.after)

    def undo(self, computer: Computer) -> None:
        """Put back what was there, unless somebody has changed it since."""
        if computer.read(self.where) == self.after:
            computer.put(self.where, self.before)


@dataclass(frozen=True, slots=True)
class MakeFolders:
    """Folders that are not there yet; those above come first."""

    says: str
    folders: tuple[PurePath, ...]

    def do(self, computer: Computer) -> None:
        """Make them."""
        for folder in self.folders:
            computer.make_folder(folder)

    def undo(self, computer: Computer) -> None:
        """Remove those that are empty, the lowest first."""
        for folder in reversed(self.folders):
            computer.remove_folder(folder)


@dataclass(frozen=True, slots=True)
class RemoveFolders:
    """Folders that an installation made; those with something in them stay."""

    says: str
    folders: tuple[PurePath, ...]

    def do(self, computer: Computer) -> None:
        """Remove those that are empty, the lowest first."""
        for folder in reversed(self.folders):
            computer.remove_folder(folder)

    def undo(self, computer: Computer) -> None:
        """Make them again."""
        for folder in self.folders:
            computer.make_folder(folder)


@dataclass(frozen=True, slots=True)
class Run:
    """A program does the step; ``back`` is the command that takes it back, if there is one."""

    says: str
    command: tuple[str, ...]
    back: tuple[str, ...] = ()

    def do(self, computer: Computer) -> None:
        """Run it.

        Raises:
            StepFailed: it says that it failed.
            OSError: it does not start.
        """
        ran = computer.run(self.command)
        if ran.status:
            said = ran.said.splitlines()[-1] if ran.said else f"it ended with {ran.status}"
            raise StepFailed(f"{self.command[0]}: {said[:300]}")

    def undo(self, computer: Computer) -> None:
        """Run the command that takes it back."""
        if self.back:
            computer.run(self.back)


Step = LeaveAlone | Change | MakeFolders | RemoveFolders | Run


class Doing(Protocol):
    """Whatever says what it does, and can be done and undone."""

    @property
    def says(self) -> str:
        """What it does, in a sentence."""

    def do(self, computer: Computer) -> None:
        """Do it. Raises ``StepFailed`` or ``OSError`` if it cannot be done."""

    def undo(self, computer: Computer) -> None:
        """Take it back."""


def carry_out(steps: Sequence[Doing], computer: Computer) -> None:
    """Do all steps in order; if one fails, undo the earlier ones, the last first.

    Raises:
        NotInstalled: a step failed, and what was done before was undone.
    """
    done: list[Doing] = []
    for step in steps:
        try:
            if not isinstance(step, Run):  # a program that failed says that it did nothing
                done.append(step)
            step.do(computer)
            if isinstance(step, Run):
                done.append(step)
        except (OSError, StepFailed) as error:
            raise NotInstalled(step.says, _reason(error), _undone(done, computer)) from error
        except BaseException:  # stopped by the user: still all or nothing
            _undone(done, computer)
            raise


def _undone(done: Sequence[Doing], computer: Computer) -> tuple[str, ...]:
    """Undo steps, the last first; the sentences of those that could not be."""
    left = []
    for step in reversed(done):
        try:
            step.undo(computer)
        except OSError:
            left.append(step.says)
    return tuple(left)


def _reason(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return f"{error.filename or 'it'} is open in another program, or you may not write there"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
