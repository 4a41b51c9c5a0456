"""EVT105: a run-of-show says two versions of itself, or there are two of different versions.

Why it matters: half of the team works from the older one.

Example: the workbook is called *Gala v5*, the sheet says *Version 4*.

What to do: correct the version; take the older run-of-show out of the folder, or mark it as old.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.event_lists import run_of_show
from addin.rules.rule import Workpapers
from addin.rules.trackers import Tracker
from addin.tables.cells import to_text
from addin.tables.table import Sheet, address

CODE = "EVT105"
_VERSION: Final = re.compile(
    r"(?:\b|_)(?:version|ver|vers|v|rev|revision)\s*[.:#]?\s*(\d+(?:\.\d+)*)(?![\d/])",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"(?:version|ver|rev|revision)(?:\s*(?:no|number)?\.?)?:?", re.IGNORECASE
)
_OLD: Final = re.compile(r"\b(?:old|superseded|archive|archived|previous)\b", re.IGNORECASE)
_ABOVE: Final = 12


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per sheet, then one per name that has several versions."""
    named: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for tracker in run_of_show(papers):
        where = (tracker.table.book, tracker.table.sheet)
        if where in seen or _OLD.search(" ".join(where)):
            continue
        seen.add(where)
        stated = list(_stated(tracker))
        different = {version: (words, place) for version, words, place in reversed(stated)}
        if len(different) > 1:
            said = "; ".join(f"“{words}”" for words, _ in different.values())
            yield Finding(
                CODE,
                Severity.WARNING,
                f"This run-of-show says {len(different)} versions of itself: {said}.",
                tuple(place for _, place in different.values()),
                advice="Correct the version on the sheet, or the name.",
                subject=f"version of {where[1]}",
            )
        elif stated:
            version, words, place = stated[0]
            named[_without(words)].append((version, place))
    for versions in named.values():
        if len({version for version, _ in versions}) > 1:
            both = ", ".join(f"{place.workbook}!{place.sheet} ({v})" for v, place in versions)
            yield Finding(
                CODE,
                Severity.WARNING,
                f"There are versions {' and '.join(sorted({v for v, _ in versions}))} of one"
                f" run-of-show: {both}.",
                tuple(place for _, place in versions),
                advice="Take the older one out of the folder, or call it old.",
                subject=f"versions of {versions[0][1].sheet}",
            )


def _stated(tracker: Tracker) -> Iterator[tuple[str, str, Place]]:
    """Every version that stands above the list, in the sheet's name and in the workbook's."""
    book, sheet = tracker.table.book, tracker.table.sheet
    top = tracker.table.header_rows[0] if tracker.table.header_rows else 1
    for row in range(max(1, top - _ABOVE), top):
        for column in range(1, tracker.sheet.width + 1):
            value = tracker.sheet.value(row, column)
            if not isinstance(value, str):
                continue
            if _LABEL.fullmatch(value.strip()):
                value = f"version {_beside(tracker.sheet, row, column)}"
            if match := _VERSION.search(value):
                yield match[1], value.strip(), Place(book, sheet, address(row, column))
    for name in (sheet, PurePosixPath(book).stem):
        if match := _VERSION.search(name):
            yield match[1], name, Place(book, sheet, "A1")


def _beside(sheet: Sheet, row: int, column: int) -> str:
    """What a label says: the next cell of its row that holds something."""
    cells = (sheet.value(row, at) for at in range(column + 1, sheet.width + 1))
    return to_text(next((cell for cell in cells if cell is not None), None))


def _without(words: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", _VERSION.sub(" ", words).casefold()).split())
