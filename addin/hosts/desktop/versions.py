"""Does the add-in file fit the Python that it found? In words for the person who uses it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of Tieout and xlwings on one side: in the add-in file, or in Python."""

    tieout: str
    xlwings: str


def advice(built_with: Versions, installed: Versions) -> str:
    """What to do when the add-in file and the installed programs differ; empty if they fit.

    xlwings must be the same to the last digit: the file calls a library with the version in its
    name. An add-in of another Tieout works, but may lack functions or call removed ones.
    """
    if built_with.xlwings != installed.xlwings:
        return (
            f"The add-in was built for xlwings {built_with.xlwings}, "
            f"Python has {installed.xlwings}. {_again(built_with)}"
        )
    if built_with.tieout != installed.tieout:
        return (
            f"The add-in is of Tieout {built_with.tieout}, Python has {installed.tieout}: "
            f"functions may be missing or out of date. {_again(built_with)}"
        )
    return ""


def _again(built_with: Versions) -> str:
    """How the add-in is built and put in its place again, in the same way."""
    how = "tieout install desktop" if built_with.xlwings else "tieout install desktop --own-server"
    return f"Close Excel and run “{how}” with the Tieout that Excel shall use."
