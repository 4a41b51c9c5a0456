"""Work out every formula without Excel, say which numbers to trust, write fresh ones if asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fnmatch import fnmatch

from addin.errors import EngineFailed, FileError, NothingToDo
from addin.ports import Engine, Workbooks
from addin.reports.recalculation import BookResult, RecalculationReport
from addin.tables.changes import Changes, ComputedValue
from addin.tables.compare_fresh import Linked, compared
from addin.tables.fresh_values import freshened
from addin.tables.linked_books import file_name, linked_book
from addin.tables.linked_order import in_order, links_among, missing_links
from addin.tables.operands import serial
from addin.tables.staleness import Fresh, Staleness
from addin.tables.table import Book, Value


class Writing(StrEnum):
    """What a recalculation may change in the workbooks."""

    NOTHING = ""
    VALUES = "values"
    ON_LOAD = "on load"


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """One workbook after its formulas were worked out.

    ``book`` holds fresh values; cells for which none is certain hold none. ``failure``: the engine
    broke down on it, and the book is as its file shows it.
    """

    book: Book
    staleness: Staleness
    engine: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class AllWorkedOut:
    """Workbooks by name, and those that link to one another in a circle."""

    books: Mapping[str, WorkedOut]
    circles: tuple[tuple[str, ...], ...] = ()


def recalculate(
    workbooks: Workbooks,
    engine: Engine,
    *,
    name: str,
    folder: str,
    only: str = "",
    ignored: Sequence[str] = (),
    writing: Writing = Writing.NOTHING,
) -> RecalculationReport:
    """Which formulas show what they give, and which do not, in every workbook or ``only`` one.

    Nothing is written unless asked; and nothing at all if one of the workbooks could not be
    recalculated, because their numbers belong together. Ctrl+C while it writes leaves each file as
    it was or wholly written, and the report says which.

    Raises:
        NothingToDo: there is no workbook.
        FileError: ``only`` cannot be read.
        EngineFailed: the engine broke down on all of them; nothing was written.
    """
    started = time.perf_counter()
    read, unreadable = _gathered(workbooks, only, ignored)
    books = {book.name: book for book in read}
    done = work_out(read, workbooks.content, engine)
    failures = [one for one in done.books.values() if one.failure]
    if failures and (only or len(failures) == sum(map(has_formulas, read))):
        first = failures[0]
        raise EngineFailed(first.engine, f"{first.book.name}: {first.failure}")
    results = [
        _result(one, books)
        for one in done.books.values()
        if has_formulas(one.book) and only in {"", one.book.name}
    ]
    if writing and not failures:
        results = _all_written(results, workbooks, books, writing)
    return RecalculationReport(
        name=name,
        folder=folder,
        books=tuple(sorted((*results, *unreadable), key=lambda result: result.name.casefold())),
        circles=done.circles,
        asked=str(writing),
        held_back=bool(writing and failures),
        seconds=time.perf_counter() - started,
        without_formulas=sum(not has_formulas(book) for book in read),
    )


def has_formulas(book: Book) -> bool:
    """Whether anything in a workbook is worked out."""
    return any(sheet.formulas for sheet in book.sheets)


def work_out(
    books: Sequence[Book],
    content: Callable[[str], bytes],
    engine: Engine,
    *,
    wanted: Callable[[Book], bool] = has_formulas,
) -> AllWorkedOut:
    """Every workbook with fresh values, those that others link to first.

    One that is not ``wanted`` stays as its file shows it. Within a circle of links each workbook
    reads what the others' files show.
    """
    by_name = {book.name: book for book in books}
    order = in_order(links_among(books))
    known = {name: Linked(book) for name, book in by_name.items()}
    done: dict[str, WorkedOut] = {}
    for name in order.names:
        book = by_name[name]
        result = WorkedOut(book, Staleness(name))
        if wanted(book):
            others = {key: linked for key, linked in known.items() if key != name}
            result = _worked_out(book, content, engine, _behind_links(book, others))
        done[name] = result
        known[name] = Linked(result.book, result.staleness.unsure, result.staleness.volatile)
    return AllWorkedOut({book.name: done[book.name] for book in books}, order.circles)


def _behind_links(book: Book, others: Mapping[str, Linked]) -> dict[str, Linked]:
    """The workbooks that the links of one point at, by target."""
    books = {name: linked.book for name, linked in others.items()}
    found = {target: linked_book(target, books) for target in book.links.values()}
    return {target: others[other.name] for target, other in found.items() if other is not None}


def _worked_out(
    book: Book,
    content: Callable[[str], bytes],
    engine: Engine,
    linked: Mapping[str, Linked],
) -> WorkedOut:
    try:
        result = engine.recalculate(
            book, content(book.name), {target: one.book for target, one in linked.items()}
        )
    except EngineFailed as failed:
        return WorkedOut(book, Staleness(book.name), failed.engine, failed.reason)
    staleness = compared(book, result.values, result.unknown, linked)
    fresh = {one.key: one.gives for one in _changed(staleness)}
    done = replace(freshened(book, fresh, staleness.unsure), is_fresh=True)
    return WorkedOut(done, staleness, result.engine)


def _changed(staleness: Staleness) -> tuple[Fresh, ...]:
    return (*staleness.stale, *staleness.filled, *staleness.moving)


def _gathered(
    workbooks: Workbooks, only: str, ignored: Sequence[str]
) -> tuple[list[Book], list[BookResult]]:
    """The workbooks to work out, and those that cannot be read."""
    if only:
        return _with_linked(workbooks, only), []
    names = [
        name for name in workbooks.names() if not any(fnmatch(name, pattern) for pattern in ignored)
    ]
    if not names:
        raise NothingToDo("No workbook was found there (.xlsx, .xlsm). Nothing was run.")
    books: list[Book] = []
    unreadable: list[BookResult] = []
    for name in names:
        try:
            books.append(workbooks.read(name))
        except FileError as error:
            unreadable.append(BookResult(name, Staleness(name), failure=str(error)))
    if not books:
        raise NothingToDo("\n".join(one.failure for one in unreadable))
    return books, unreadable


def _with_linked(workbooks: Workbooks, only: str) -> list[Book]:
    """One workbook, and those that it draws on through links, as far as they are there."""
    books = {only: workbooks.read(only)}
    names: Sequence[str] | None = None
    waiting = [books[only]]
    while waiting:
        for target in waiting.pop().links.values():
            if names is None:
                names = workbooks.names()
            fitting = [name for name in names if file_name(name) == file_name(target)]
            if len(fitting) != 1 or fitting[0] in books:
                continue
            try:
                books[fitting[0]] = workbooks.read(fitting[0])
            except FileError:
                continue  # the report names it among the missing ones
            waiting.append(books[fitting[0]])
    return list(books.values())


def _result(one: WorkedOut, books: Mapping[str, Book]) -> BookResult:
    others = {name: book for name, book in books.items() if name != one.book.name}
    return BookResult(
        one.book.name,
        one.staleness,
        one.engine,
        missing=missing_links(one.book, others),
        failure=one.failure and str(EngineFailed(one.engine, one.failure)),
        links=one.book.links,
        is_manual=one.book.calculation.is_manual,
    )


def _all_written(
    results: Sequence[BookResult],
    workbooks: Workbooks,
    books: Mapping[str, Book],
    writing: Writing,
) -> list[BookResult]:
    """Write one workbook after the other; stopped by Ctrl+C, say which are not written."""
    done: list[BookResult] = []
    stopped = False
    for result in results:
        if stopped:
            done.append(_stopped(result, "as it was"))
            continue
        try:
            done.append(_written(result, workbooks, books[result.name], writing))
        except KeyboardInterrupt:
            stopped = True
            either = "as it was, or wholly written with a backup beside it"
            done.append(_stopped(result, either))
    return done


def _stopped(result: BookResult, how: str) -> BookResult:
    """A workbook that was still to be written when somebody stopped it."""
    if not result.needs_work:
        return result
    return replace(result, refused=f"{result.name}: stopped before it was written; it is {how}.")


def _written(result: BookResult, workbooks: Workbooks, book: Book, writing: Writing) -> BookResult:
    """Write what is asked into one workbook; one whose values agree is not touched."""
    if not result.needs_work:
        return result
    try:
        backup = workbooks.write(
            book.name, changes_for(result.staleness, book, writing), digest=book.digest
        )
    except FileError as error:
        return replace(result, refused=str(error), error=type(error).__name__)
    return replace(result, written=True, backup=backup)


def changes_for(staleness: Staleness, book: Book, writing: Writing) -> Changes:
    """Fresh values for what is known, and Excel asked to compute for itself when it opens the file.

    Dates and times are written as the numbers that they are in the file.
    """
    if writing is not Writing.VALUES or not staleness.differs:
        return Changes(recalculate_on_load=True)
    computed = tuple(
        ComputedValue(one.sheet, one.row, one.column, _in_file(one.gives, book))
        for one in sorted(_changed(staleness), key=lambda one: one.key)
    )
    return Changes(computed=computed, recalculate_on_load=True)


def _in_file(value: Value, book: Book) -> Value:
    if value is None:
        return ""  # a formula never gives an empty cell
    if isinstance(value, bool | int | float | str):
        return value
    return serial(value, date_1904=book.date_1904)
