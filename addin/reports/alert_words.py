"""The words an alert may use: names made harmless, places, why something could not be done.

An alert leaves the house. It is built from what is known to be fit for that: titles and codes of
rules, counts, names of productions, workbooks and sheets, cells. Nothing else of a night is read.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from addin.domain.night import Ended, ProductionNight
from addin.reports.meanings import titles

LONGEST: Final = 60
"""Letters of a name that are shown."""

_ADDRESS: Final = re.compile(
    r"\b[a-z][a-z0-9+.-]{0,20}:/[^\s]*|\bwww\.[^\s]*|[^\s/:@]+:[^\s@]+@[^\s]+|[^\s@]+@[^\s@]+",
    re.IGNORECASE,
)
_MARKS: Final = str.maketrans({"<": "«", ">": "»", "@": "\uff20", "`": "'", "\\": "/"})
"""Read alike, and do nothing: no tags, no mentions, no code."""
_CELL: Final = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]{1,7}")
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")

ABOUT_PEOPLE: Final = frozenset(
    "BUD102 BUD103 SCH308 SCH310 SCH311 SCH312 SCH402 SCH502 SCH503 SCH504 SCH602 SCH603 SCH605 "
    "SCH606 SCH701 SCH706 SCH707 REC501 REC502".split()
)
"""Codes of rules that read what a person works, or is paid."""

_PEOPLE: Final = frozenset(
    "payroll pay wage wages salary salaries timecard timecards timesheet timesheets crew cast "
    "talent deal deals memo memos rates fringe fringes residuals loanout contract contracts "
    "agreements employees employee staff personnel freelancers labor labour kit "
    "lohn löhne gage gagen gehalt gehälter besetzung stundenzettel verträge personal "
    "paie salaire salaires cachet cachets distribution intermittents "
    "nómina nomina sueldos salarios reparto paghe stipendi cachês elenco lønn løn lön "
    "palkat".split()
)
"""Words in the name of a workbook or sheet that say: it holds what people are paid."""

_PEOPLE_IN_TWO: Final = ("time card", "time cards", "time sheet", "time sheets", "start form")
_BESIDE_PEOPLE: Final = frozenset(
    "NotUtf8": "its settings are not saved as UTF-8",
    "list lists register registers report reports weekly week weeks wk we ending period sheet "
    "sheets card cards time start form forms form summary all unit main second the of and for "
    "xlsx xlsm xls xlsb ods daily hours january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
"""Other words that such a name may have and still be no person's."""

_REASONS: Final = {
    "UnreadableFile": "a workbook cannot be read",
    "EncryptedFile": "a workbook is protected by a password",
    "DamagedFile": "a workbook is damaged or is none",
    "UnsupportedFormat": "a workbook is of a kind that is not read",
    "ImportRefused": "a file could not be imported",
    "FileMissing": "a file or folder is not there",
    "FileChanged": "a workbook changed meanwhile",
    "FileInUse": "a workbook is open in another program",
    "WriteRefused": "a file could not be written",
    "HalfWritten": "a file was written in part",
    "SettingsError": "its settings have mistakes",
    "EngineFailed": "its formulas could not be worked out",
    "HistoryUnusable": "its history cannot be used",
    "SignInNeeded": "nobody is signed in to Google",
    "SharingRefused": "a shared spreadsheet is gone, or no longer shared",
    "SharedSheetBusy": "Google could not be reached",
    "AnswerLost": "Google did not answer",
    "RequestRefused": "Google refused a request",
    "SyncStopped": "a sync was stopped before it wrote anything",
    "SyncLocked": "another sync is under way",
    "SyncMemoryUnusable": "what its sync remembers cannot be used",
    "PressedElsewhere": "somebody was at work in it",
    "NightLocked": "another night is under way",
    "MemoryError": "it needs more memory than it may have",
    "TimeoutError": "it took longer than it may",
}
"""Class of an error → what may be said of it."""

_STEPS: Final = frozenset("import recalculate validate reconcile refresh sync publish".split())


def plain(text: str, most: int = LONGEST) -> str:
    """A name as it may stand in any message: one line, no markup, no mention, no address."""
    letters = (" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    line = " ".join("".join(letters).split())
    line = _ADDRESS.sub("(address)", line).translate(_MARKS)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def title_of(code: str) -> tuple[str, str]:
    """A code with its title; one that no rule has is not repeated."""
    title = titles().get(code)
    return (code, title.rstrip(".")) if title else ("", "Another finding")


@lru_cache(maxsize=4096)
def is_about_people(code: str, workbook: str, sheet: str) -> bool:
    """Whether the place of a finding may be told only as a sheet, not as a cell."""
    return code in ABOUT_PEOPLE or _names_people(workbook) or _names_people(sheet)


@lru_cache(maxsize=4096)
def place_of(code: str, workbook: str, sheet: str) -> str:
    """Where a finding is: ``Workbook · Sheet``.

    What people are paid is often kept in a sheet for each of them; a sheet or workbook among those
    is named only if its name is made of words of the trade.
    """
    names = [workbook, sheet]
    if is_about_people(code, workbook, sheet):
        names = [name for name in names if _is_of_the_trade(name)]
    return " · ".join(filter(None, map(plain, names)))


def cell_of(code: str, workbook: str, sheet: str, cell: str) -> str:
    """The cell of a finding, if it may be told."""
    if is_about_people(code, workbook, sheet) or not _CELL.fullmatch(cell):
        return ""
    return cell.replace("$", "")


def pair_of(pair: str) -> str:
    """Two lists that do not tie, by their places; empty if they cannot be told from the text."""
    sides = pair.split(" ↔ ")
    if len(sides) != 2 or not all("!" in side for side in sides):
        return ""
    places = [place_of("", *side.rsplit("!", 1)) for side in sides]
    return " ↔ ".join(place or "a list of people" for place in places)


def reason_of(night: ProductionNight) -> str:
    """Why a production was not done wholly, by the class of what went wrong; empty if it was."""
    if night.ended is Ended.FAILED:
        return f"could not be checked: {_because(night.error)}"
    if night.ended is Ended.BUSY:
        return "not checked: somebody was at work in it"
    if night.ended is Ended.PARTLY:
        return f"checked, but not all was done: {', '.join(_left_undone(night))}"
    return ""


def trouble_of(night: ProductionNight) -> str:
    """The same as a key: equal as long as it is the same trouble."""
    if night.ended not in {Ended.FAILED, Ended.BUSY, Ended.PARTLY}:
        return ""
    return reason_of(night)


def _left_undone(night: ProductionNight) -> list[str]:
    """The steps that could not be done, with why."""
    undone = {
        f"{step.name if step.name in _STEPS else 'a step'} ({_because(step.error, step.name)})"
        for step in night.steps
        if step.outcome in {"failed", "held back"}
    }
    return sorted(undone) or [_because(night.error)]


def _because(error: str, step: str = "") -> str:
    """Why, in words that say nothing of what a file holds."""
    if step == "import" and error == "NothingToDo":
        return "a file in a drop folder needs a person"
    return _REASONS.get(error, "its page says why" if error else "held back")


def _words(name: str) -> list[str]:
    return _WORD.findall(name.casefold())


def _names_people(name: str) -> bool:
    words = _words(name)
    joined = f" {' '.join(words)} "
    return not _PEOPLE.isdisjoint(words) or any(f" {two} " in joined for two in _PEOPLE_IN_TWO)


def _is_of_the_trade(name: str) -> bool:
    return all(
        word in _PEOPLE or word in _BESIDE_PEOPLE or (word.isdecimal() and len(word) <= 4)
        for word in _words(name)
    )
