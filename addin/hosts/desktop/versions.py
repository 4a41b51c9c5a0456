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
            f"Python has {installed.xlwings}. {_AGAIN}"
        )
    if built_with.tieout != installed.tieout:
        return (
            f"The add-in is of Tieout {built_with.tieout}, Python has {installed.tieout}: "
            f"functions may be missing or out of date. {_AGAIN}"
        )
    return ""


_AGAIN = (
    "Run “tieout build desktop FOLDER” and put the new tieout.xlam in the place of the old one, "
    "with Excel closed."
)
