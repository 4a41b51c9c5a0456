"""Compare two versions of a production's workbooks, or of one workbook."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from addin.errors import FileError, NothingToDo, WriteRefused
from addin.jobs.fresh_numbers import with_values
from addin.ports import Workbooks
from addin.reports.difference import Comparison
from addin.reports.difference_as_sheet import changes_sheet
from addin.tables.changes import Changes
from addin.tables.compare.compare import compare
from addin.tables.compare.difference import BookDifference
from addin.tables.formula import sheet_of
from addin.tables.table import Book

_OUR_NAME = "_tieout_"
_PATCHED = frozenset({"xlsx", "xlsm", "xltx", "xltm"})
_VERSION = frozenset("v ver version copy final draft locked wk week".split())


@dataclass(frozen=True, slots=True)
class Side:
    """One version: where it is, as a person said it, and the workbooks there."""

    place: str
    workbooks: Workbooks


def compare_versions(
    before: Side,
    after: Side,
    at: dt.datetime,
    *,
    keep: Callable[[BookDifference], BookDifference] = lambda book: book,
    write: bool = False,
) -> Comparison:
    """What changed in each workbook that stands on both sides.

    Two single workbooks are partners whatever they are called. ``keep`` leaves out what nobody
    asked for. With ``write`` each changed workbook of the newer side gets a sheet of its changes.

    Raises:
        NothingToDo: a side holds no workbook, or no workbook of one has a partner in the other.
        FileError: two single workbooks were to be compared and one cannot be read.
    """
    pairs, left, right = _pairs(_names(before), _names(after))
    alone = len(pairs) == 1 and not left and not right
    books: list[BookDifference] = []
    refused: list[FileError] = []
    written: dict[str, str] = {}
    for older, newer in pairs:
        try:
            books.append(keep(_compared(before, older, after, newer)))
        except FileError as error:
            if alone:
                raise
            refused.append(error)
    found = Comparison(before.place, after.place, at, tuple(books), left, right)
    if write:
        for book in found.books:
            try:
                backup = _written(after.workbooks, book, found)
            except FileError as error:
                refused.append(error)
            else:
                if backup:
                    written[book.newer] = backup
    return replace(found, unreadable=tuple(refused), written=written)


def _names(side: Side) -> Sequence[str]:
    names = side.workbooks.names()
    if not names:
        raise NothingToDo(f"There is no workbook in {side.place}. Nothing was compared.")
    return names


def _pairs(
    older: Sequence[str], newer: Sequence[str]
) -> tuple[list[tuple[str, str]], tuple[str, ...], tuple[str, ...]]:
    """Partners by name; then by a name that differs in version, week or date alone."""
    if len(older) == len(newer) == 1:
        return [(older[0], newer[0])], (), ()
    pairs: list[tuple[str, str]] = []
    left, right = list(older), list(newer)
    for plain in (str.casefold, _without_version):
        ours, theirs = _by(plain, left), _by(plain, right)
        for key, names in ours.items():
            if key and len(names) == 1 and len(theirs.get(key, ())) == 1:
                pairs.append((names[0], theirs[key][0]))
                left.remove(names[0])
                right.remove(theirs[key][0])
    if not pairs:
        raise NothingToDo(
            "No workbook stands on both sides under the same name. Nothing was compared. "
            "Name the two files instead of their folders."
        )
    return sorted(pairs, key=lambda pair: newer.index(pair[1])), tuple(left), tuple(right)


def _by(plain: Callable[[str], str], names: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(plain(name), []).append(name)
    return found


def _without_version(name: str) -> str:
    """``Budget v4 LOCKED.xlsx`` and ``budget v5.xlsx`` are ``budget``; folders count.

    >>> _without_version("Cost Report wk09.xlsx"), _without_version("2026/Budget_v4.xlsx")
    ('cost report', '2026 budget')
    """
    path = PurePosixPath(name)
    words = re.sub(r"[\W\d_]+", " ", path.stem.casefold()).split()
    kept = " ".join(word for word in words if word not in _VERSION)
    return " ".join((*path.parent.parts, kept)) if kept else ""


def _compared(before: Side, older: str, after: Side, newer: str) -> BookDifference:
    content = before.workbooks.content(older)
    if content and content == after.workbooks.content(newer):
        return BookDifference(older, newer)  # the same file: nothing needs to be read
    books = [
        _without_ours(book) for book in (before.workbooks.read(older), after.workbooks.read(newer))
    ]
    known = [with_values([book])[0] for book in books]
    return compare(*known)


def _without_ours(book: Book) -> Book:
    """The book without the sheets that Tieout wrote into it, known by their hidden names."""
    named = {**book.names, **{one.name: one.formula for one in book.defined_names}}
    ours = {
        sheet_of(text.rpartition("!")[0] + "!")[1].casefold()
        for name, text in named.items()
        if name.startswith(_OUR_NAME)
    }
    sheets = tuple(sheet for sheet in book.sheets if sheet.name.casefold() not in ours)
    if len(sheets) == len(book.sheets):
        return book
    names = {
        name: text
        for name, text in book.names.items()
        if name.rpartition("!")[0].casefold() not in ours and not name.startswith(_OUR_NAME)
    }
    return replace(book, sheets=sheets, names=names)


def _written(workbooks: Workbooks, book: BookDifference, found: Comparison) -> str:
    """Put the sheet of changes into the newer workbook; the path of the backup.

    Raises:
        FileError: nothing was written.
    """
    if book.is_empty:
        return ""
    read = workbooks.read(book.newer)
    if read.kind not in _PATCHED:
        raise WriteRefused(
            book.newer,
            f"a sheet can be added to .xlsx and .xlsm workbooks, and this is .{read.kind}",
        )
    sheet = changes_sheet(book, found)
    return workbooks.write(book.newer, Changes(sheets=(sheet,)), digest=read.digest)
