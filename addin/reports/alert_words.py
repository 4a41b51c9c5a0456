"""The words an alert may use: names made harmless, places, why something could not be done.

An alert leaves the house. It is built from what is known to be fit for that: titles and codes of
rules, counts, names of productions, workbooks and sheets, cells. Nothing else of a night is read.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from addin.domain.night import Ended, PairLine, ProductionNight
from addin.domain.within import both_ends
from addin.reports.meanings import titles
from addin.tables.of_people import OF_PEOPLE, names_people

LONGEST: Final = 60
"""Letters of a name that are shown."""

_ADDRESS: Final = re.compile(
    r"\b[a-z][a-z0-9+.-]{0,20}:/[^\s]*|\bwww\.[^\s]*|[^\s/:@]+:[^\s@]+@[^\s]+|[^\s@]+@[^\s@]+",
    re.IGNORECASE,
)
_MARKS: Final = str.maketrans({"<": "«", ">": "»", "@": "\uff20", "`": "'", "\\": "/"})
"""Read alike, and do nothing: no tags, no mentions, no code."""
_JOINER: Final = "\u200d"
_PICTURES: Final = frozenset({"So", "Sk", "Mn"})
_CELL: Final = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]{1,7}")

ABOUT_PEOPLE: Final = frozenset(
    "BUD102 BUD103 SCH308 SCH310 SCH311 SCH312 SCH402 SCH502 SCH503 SCH504 SCH602 SCH603 SCH605 "
    "SCH606 SCH701 SCH706 SCH707 REC501 REC502".split()
)
"""Codes of rules that read what a person works, or is paid."""
ASK: Final = "ask who may see it"
"""What is told instead of a place where people's pay stands."""
THEIRS: Final = "a statement of what people work and are paid"
_THEIRS: Final = re.compile(r"people [0-9a-f]{16}")

_REASONS: Final = {
    "UnreadableFile": "a workbook cannot be read",
    "EncryptedFile": "a workbook is protected by a password",
    "DamagedFile": "a workbook is damaged or is none",
    "UnsupportedFormat": "a workbook is of a kind that is not read",
    "NotUtf8": "its settings are not saved as UTF-8",
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
    letters = (letter if _is_shown(text, at) else " " for at, letter in enumerate(text))
    line = " ".join("".join(letters).split())
    return both_ends(_ADDRESS.sub("(address)", line).translate(_MARKS), most)


def _is_shown(text: str, at: int) -> bool:
    """Whether a character is one; what joins two pictures to one is."""
    if text[at] == _JOINER and 0 < at < len(text) - 1:
        return all(unicodedata.category(one) in _PICTURES for one in (text[at - 1], text[at + 1]))
    return unicodedata.category(text[at])[0] not in "CZ"


def title_of(code: str) -> tuple[str, str]:
    """A code with its title; one that no rule has is not repeated."""
    title = titles().get(code)
    return (code, title.rstrip(".")) if title else ("", "Another finding")


@lru_cache(maxsize=4096)
def is_about_people(code: str, workbook: str, sheet: str, role: str = "") -> bool:
    """Whether a finding is about what people work or are paid.

    By what its table is for, by its rule, by the names of its workbook and sheet: one is enough.
    """
    named = (workbook, sheet)
    return role in OF_PEOPLE or code in ABOUT_PEOPLE or any(map(names_people, named))


@lru_cache(maxsize=4096)
def place_of(code: str, workbook: str, sheet: str, role: str = "") -> str:
    """Where a finding is: ``Workbook · Sheet``; empty where people's pay is.

    What people are paid is often kept in a sheet for each of them: its name would be theirs.
    """
    if is_about_people(code, workbook, sheet, role):
        return ""
    return " · ".join(filter(None, map(plain, (workbook, sheet))))


def cell_of(code: str, workbook: str, sheet: str, cell: str, role: str = "") -> str:
    """The cell of a finding, if it may be told."""
    if is_about_people(code, workbook, sheet, role) or not _CELL.fullmatch(cell):
        return ""
    return cell.replace("$", "")


def statement_of(pair: PairLine) -> str:
    """A statement as it is remembered: by the names of its lists, if they may be told."""
    return _hidden(pair.pair) if pair.role in OF_PEOPLE else pair.pair


def same_statements(pairs: Iterable[PairLine]) -> Mapping[str, str]:
    """Statements as they may have been remembered → as they are: a list may be read otherwise."""
    return {name: statement_of(pair) for pair in pairs for name in (pair.pair, _hidden(pair.pair))}


def _hidden(statement: str) -> str:
    digest = hashlib.blake2b(statement.encode("utf-8", "replace"), digest_size=8)
    return f"people {digest.hexdigest()}"


def pair_of(statement: str) -> str:
    """Two lists that do not tie, by their places; empty if they cannot be told from the text."""
    if _THEIRS.fullmatch(statement):
        return f"{THEIRS}: {ASK}"
    sides = statement.split(" ↔ ")
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
    if step == "import" and error in {"NothingToDo", "NothingToImport"}:
        return "a file in a drop folder needs a person"
    return _REASONS.get(error, "its page says why" if error else "held back")
