"""Closed weeks: dated copies of a cost report's workbook, and when the last one was."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePosixPath
from typing import Final

from addin.ports import Documents

FOLDER: Final = "Closed weeks"
"""Beside the workbook; what stands in it is never read as a workbook of the production."""
_DATED: Final = re.compile(r"(.+) (\d{4}-\d\d-\d\d)")


def copy_name(workbook: str, date: dt.date) -> str:
    """Where the copy of a workbook goes, as it was when a week was closed.

    >>> copy_name("week 9/Cost Report.xlsx", dt.date(2026, 3, 7))
    'week 9/Closed weeks/Cost Report 2026-03-07.xlsx'
    """
    path = PurePosixPath(workbook)
    return str(path.parent / FOLDER / f"{path.stem} {date}{path.suffix}")


def last_copy(
    documents: Documents | None, workbook: str, content: bytes = b""
) -> tuple[dt.date, str] | None:
    """The last week of a workbook that was closed, and its copy; None if none ever was.

    A copy of the workbook as it is now, ``content``, closes nothing: a run was cut short when it
    had copied, and before it moved on.
    """
    if documents is None:
        return None
    path = PurePosixPath(workbook)
    found: list[tuple[dt.date, str]] = []
    for name in documents.names(str(path.parent / FOLDER)):
        match = _DATED.fullmatch(PurePosixPath(name).stem)
        if match and match[1] == path.stem and name.endswith(path.suffix):
            try:
                found.append((dt.date.fromisoformat(match[2]), name))
            except ValueError:
                continue  # somebody's own file
    for date, name in sorted(found, reverse=True):
        copy = documents.read(name) if content else None
        if copy is None or copy.content != content:
            return date, name
    return None


def last_closed(documents: Documents | None, workbook: str, content: bytes = b"") -> dt.date | None:
    """The last week of a workbook that was closed, None if none ever was; as ``last_copy``."""
    last = last_copy(documents, workbook, content)
    return last[0] if last else None
