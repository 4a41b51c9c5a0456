"""What a host wants to be on the user's computer; planning works out what to do for it."""

from __future__ import annotations

from dataclasses import dataclass

from addin.hosts.install import setting_lines
from addin.hosts.install.computer import Where


@dataclass(frozen=True, slots=True)
class Content:
    """A place that holds these bytes; ``own``: a file that is Tieout's own business."""

    what: str
    where: Where
    content: bytes
    own: bool = False

    def after(self, there: bytes | None) -> bytes | None:
        """What is to be there."""
        del there
        return self.content


@dataclass(frozen=True, slots=True)
class Line:
    """A file of settings in which one line says this; the other lines are the user's."""

    what: str
    where: Where
    key: str
    value: bytes

    def after(self, there: bytes | None) -> bytes | None:
        """What is to be there."""
        there = there or b""
        if setting_lines.value_of(there, self.key) == self.value:
            return there
        return setting_lines.with_value(there, self.key, self.value)


@dataclass(frozen=True, slots=True)
class Nothing:
    """A place where nothing is to be."""

    what: str
    where: Where

    def after(self, there: bytes | None) -> bytes | None:
        """What is to be there."""
        del there
        return None


@dataclass(frozen=True, slots=True)
class Program:
    """Something that a program does; ``back`` takes it back.

    ``replaces``: what it does away with for good, in words; empty if nothing.
    """

    what: str
    command: tuple[str, ...]
    back: tuple[str, ...]
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that one host wants.

    Args:
        host: its name.
        places: what is to be where.
        programs: what programs are to do, after that.
        notes: what the user has to do, or should know.
        satisfied: what is as wanted already, in words.
    """

    host: str
    places: tuple[Content | Line | Nothing, ...] = ()
    programs: tuple[Program, ...] = ()
    notes: tuple[str, ...] = ()
    satisfied: tuple[str, ...] = ()
