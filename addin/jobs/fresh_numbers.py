"""The numbers a check stands on: as the files show them, filled in, or worked out anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from addin.domain.source import Place
from addin.errors import EngineFailed
from addin.findings import Finding, Severity
from addin.jobs.recalculate import AllWorkedOut, WorkedOut, has_formulas, work_out
from addin.ports import Engine, Recalculation
from addin.reports.check import NOTHING_FRESH, Recalculated
from addin.rules.structural.stale_value import Stale, finding
from addin.settings.model import When
from addin.tables.calculate import computed
from addin.tables.fresh_values import freshened
from addin.tables.labels import called, joined
from addin.tables.staleness import Staleness, Unanswered, by_reason
from addin.tables.table import Book, Sheet
from addin.tables.workings import Workings
from addin.udfs.on_demand import functions_on_demand


@dataclass(frozen=True, slots=True)
class Numbers:
    """Workbooks with the values to check, what was found on the way, and how many are fresh."""

    books: list[Book]
    findings: tuple[Finding, ...] = ()
    recalculated: Recalculated = NOTHING_FRESH


class AbsentEngine:
    """Stands for an engine that was asked for and is not there: the check goes on without it."""

    name = "absent"

    def __init__(self, failed: EngineFailed) -> None:
        self._failed = failed

    def recalculate(
        self, book: Book, content: bytes, linked: Mapping[str, Book] | None = None
    ) -> Recalculation:
        """Say why it is not there (see ``ports.Engine``)."""
        del book, content, linked
        raise self._failed


def numbers_of(
    books: Sequence[Book],
    content: Callable[[str], bytes],
    when: When = When.MISSING,
    engine: Engine | None = None,
) -> Numbers:
    """The workbooks with the values that a check is to use.

    *never*: as the files show them. *missing*: formulas without a value are worked out exactly, and
    those that cannot be, by the engine if there is one. *always*: the engine works out all of them;
    values that differ from the file's are findings, as is what it cannot do.
    """
    if when is When.NEVER:
        return Numbers(list(books), (), _counted(books))
    if when is When.ALWAYS and engine is not None:
        return _worked_out(books, content, engine)
    filled = with_values(books)
    if engine is None or not any(map(_lacks_values, filled)):
        return Numbers(filled, (), _counted(filled))
    result = work_out(filled, content, engine, wanted=_lacks_values)
    fresh = [
        freshened(book, {one.key: one.gives for one in result.books[book.name].staleness.filled})
        for book in filled
    ]
    return Numbers(fresh, tuple(_failures(result.books.values())), _counted(fresh))


def with_values(books: Sequence[Book]) -> list[Book]:
    """The books, with a value in each formula cell that had none and can be computed.

    The add-in's own functions count among what can.
    """
    by_name: dict[str, Book] = {}
    for book in books:
        by_name.setdefault(PurePosixPath(book.name).name.casefold(), book)
    own = functions_on_demand()
    return [computed(book, by_name, own) if _lacks_values(book) else book for book in books]


def _lacks_values(book: Book) -> bool:
    return any(sheet.uncached for sheet in book.sheets)


def _counted(books: Iterable[Book]) -> Recalculated:
    sheets = [sheet for book in books for sheet in book.sheets]
    filled = sum(len(sheet.computed) for sheet in sheets)
    unknown = sum(len(sheet.uncached) for sheet in sheets)
    return Recalculated(worked_out=filled, without_value=filled, unknown=unknown)


def _worked_out(books: Sequence[Book], content: Callable[[str], bytes], engine: Engine) -> Numbers:
    result = work_out(books, content, engine)
    fresh = [result.books[book.name].book for book in books]
    if any(one.failure for one in result.books.values()):
        exact = {book.name: book for book in with_values(fresh)}
        fresh = [exact[book.name] if result.books[book.name].failure else book for book in fresh]
    found = [*_failures(result.books.values())]
    for book in books:
        found += _findings(book, result.books[book.name].staleness)
    return Numbers(fresh, tuple(found), _tally(result, fresh))


def _tally(result: AllWorkedOut, fresh: Iterable[Book]) -> Recalculated:
    held = [one.staleness for one in result.books.values()]
    return Recalculated(
        engines=tuple(
            dict.fromkeys(o.engine for o in result.books.values() if not o.failure and o.engine)
        ),
        worked_out=sum(one.formulas - len(one.unknown) for one in held),
        old=sum(len(one.stale) for one in held),
        without_value=sum(len(one.filled) for one in held),
        unknown=sum(len(sheet.uncached) for book in fresh for sheet in book.sheets),
    )


def _failures(results: Iterable[WorkedOut]) -> Iterator[Finding]:
    """One finding for all workbooks that failed for the same reason."""
    by_failure: dict[str, list[str]] = {}
    for one in results:
        if one.failure and has_formulas(one.book):
            failure = f"{one.engine} could not recalculate: {one.failure}"
            by_failure.setdefault(failure, []).append(one.book.name)
    for failure, names in by_failure.items():
        yield Finding(
            "FIL102",
            Severity.WARNING,
            f"{failure}. What the workbooks show was checked as it stands.",
            tuple(Place(name) for name in names),
            (("workbooks", len(names)),),
            "Run 'tieout recalc --engines' to see what there is; or save the workbooks in Excel.",
            "recalculation",
        )


def _findings(book: Book, held: Staleness) -> Iterator[Finding]:
    for sheet in book.sheets:
        stale = [one for one in held.stale if one.sheet == sheet.name]
        begins = [one for one in stale if one.begins] or stale
        told = [one for one in begins if not _told_as_link(book, one.formula)]
        if told:
            yield finding(
                Workings(book).of(sheet),
                [Stale((one.row, one.column), one.shown, one.gives) for one in told],
                len(stale) - len(begins),
            )
        unknown = [one for one in held.unknown if one.sheet == sheet.name and one.has_value]
        if unknown:
            yield _unknown(book, sheet, unknown)


_LINK = re.compile(r"\[(\d+)\]")


def _told_as_link(book: Book, formula: str) -> bool:
    """Whether the rule on old links sees it: what the file remembers of the link is compared."""
    return any(book.linked_values.get(int(number)) for number in _LINK.findall(formula))


def _unknown(book: Book, sheet: Sheet, unknown: list[Unanswered]) -> Finding:
    old = [one for one in unknown if one.outdated or one.doubted]
    first = (by_reason(old) or by_reason(unknown))[0]
    at = called(sheet, first.cells[0].row, first.cells[0].column)
    those = f"{len(unknown):,} formula{'s' if len(unknown) > 1 else ''}"
    what = f"{len(old):,} of them count as unknown, since figures behind them changed or are unsure"
    cells = [(one.row, one.column) for one in (old or unknown)]
    return Finding(
        "FIL103",
        Severity.WARNING if old else Severity.NOTE,
        f"{those} of sheet '{sheet.name}' could not be worked out anew, {at} first"
        f" ({first.text}); {what if old else 'what they show was checked as it stands'}.",
        tuple(Place(book.name, sheet.name, str(area)) for area in joined(cells)[:20]),
        (("formulas", len(unknown)), ("without a number to rely on", len(old))),
        "Open the workbook in Excel and save it.",
        "formulas not worked out",
    )
