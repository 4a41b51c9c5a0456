"""Read every workbook of a production, understand its tables, and turn them into records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch

from addin.domain.money import NO_CURRENCY
from addin.domain.production import Production
from addin.domain.source import Place
from addin.errors import FileError, NothingToDo
from addin.findings import Finding, Severity
from addin.jobs.fresh_numbers import numbers_of
from addin.jobs.issued_forms import issued_forms
from addin.ports import Engine, Workbooks
from addin.reports.as_sheet import OUR_SHEETS, SHEET_NAME
from addin.reports.check import NOTHING_FRESH, Recalculated
from addin.settings.drift import applied
from addin.settings.model import Settings
from addin.tables.assemble import assemble
from addin.tables.copies import copies, copy_findings
from addin.tables.parse import parse_all
from addin.tables.recognise import recognise
from addin.tables.table import Book, Role, Sheet, Table


@dataclass(frozen=True, slots=True)
class Loaded:
    """One production as read: its records, the workbooks behind them, and what was wrong so far."""

    production: Production
    books: tuple[Book, ...]
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    reported_before: frozenset[str] = frozenset()  # workbooks that hold a findings sheet
    recalculated: Recalculated = NOTHING_FRESH


def load(
    workbooks: Workbooks, settings: Settings, name: str, engine: Engine | None = None
) -> Loaded:
    """Everything that can be read; what cannot is a finding, and stops nothing else.

    Formulas are worked out as the settings say, by ``engine`` if one is given.

    Raises:
        NothingToDo: there is no workbook, or none that can be read.
    """
    read, findings = read_all(workbooks, settings)
    reported = frozenset(
        book.name
        for book in read
        if any(sheet.name.startswith(SHEET_NAME) for sheet in book.sheets)
    )
    numbers = numbers_of(
        [_without_ours(book) for book in read],
        workbooks.content,
        settings.recalculation.when,
        engine,
    )
    books = numbers.books
    findings += numbers.findings
    forms = issued_forms(read)
    adopted = {(table.workbook, table.sheet) for table in settings.tables}
    tables: list[Table] = []
    for book in books:
        for sheet in book.sheets:
            if (book.name, sheet.name) in forms.sheets - adopted:
                continue
            found = _understood(sheet, book, settings)
            tables += found.tables
            findings += found.findings
    sheets = {(book.name, sheet.name): sheet for book in books for sheet in book.sheets}
    pairs = [
        (table, sheets[table.book, table.sheet])
        for table in tables
        if table.role is not Role.UNKNOWN
    ]
    currency = settings.currency or NO_CURRENCY
    parsed = parse_all(pairs, currency)
    texts = {book.name for book in books if book.kind == "csv"}
    for one in parsed:
        findings += (finding for finding in one.findings if not _of_text(finding, texts))
    read_tables = [(table, one) for (table, _), one in zip(pairs, parsed, strict=True)]
    twice = copies(read_tables)
    findings += copy_findings(read_tables, twice)
    left_out = {one.copy for one in twice}
    kept = [one for i, one in enumerate(parsed) if i not in left_out]
    production = _as_set(assemble(settings.name or name, currency, kept, pairs), settings)
    production = replace(
        production,
        call_sheets=forms.call_sheets,
        production_reports=forms.production_reports,
    )
    return Loaded(
        production, tuple(books), tuple(tables), tuple(findings), reported, numbers.recalculated
    )


def _of_text(finding: Finding, texts: set[str]) -> bool:
    """In a CSV file every number is text: no news, and no SUM to leave it out."""
    return finding.code == "DAT105" and finding.place.workbook in texts


def read_all(workbooks: Workbooks, settings: Settings) -> tuple[list[Book], list[Finding]]:
    """The workbooks that can be read, and a finding for each that cannot.

    Raises:
        NothingToDo: there is no workbook, or none that can be read.
    """
    names = [
        name
        for name in workbooks.names()
        if not any(fnmatch(name, pattern) for pattern in settings.left_out)
    ]
    if not names:
        raise NothingToDo(
            "No workbook was found there (.xlsx, .xlsm, .xls, .xlsb, .ods, .csv). Nothing was run."
        )
    books: list[Book] = []
    problems: list[tuple[str, FileError]] = []
    for name in names:
        try:
            books.append(workbooks.read(name))
        except FileError as error:
            problems.append((name, error))
    if not books:
        raise NothingToDo("\n".join(str(error) for _, error in problems))
    return books, [_unreadable(name, error) for name, error in problems]


def _is_ours(sheet: Sheet) -> bool:
    return sheet.name.startswith(OUR_SHEETS)


def _without_ours(book: Book) -> Book:
    """The book without the findings sheets that earlier runs wrote into it."""
    sheets = tuple(sheet for sheet in book.sheets if not _is_ours(sheet))
    return book if len(sheets) == len(book.sheets) else replace(book, sheets=sheets)


@dataclass(frozen=True, slots=True)
class _Understood:
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]


def _understood(sheet: Sheet, book: Book, settings: Settings) -> _Understood:
    recognised = recognise(sheet, book.name)
    if not settings.is_adopted:
        return _Understood(recognised, ())
    wanted = [
        table
        for table in settings.tables
        if table.workbook == book.name and table.sheet == sheet.name
    ]
    result = applied(recognised, wanted)
    return _Understood(result.tables, result.findings)


def _as_set(production: Production, settings: Settings) -> Production:
    """What a person set, over what was detected."""
    return replace(
        production,
        variance_sign=settings.variance_sign or production.variance_sign,
        forecast_mode=settings.forecast_mode or production.forecast_mode,
        cutoff=settings.cutoff or production.cutoff,
        previous_cutoff=settings.previous_cutoff or production.previous_cutoff,
    )


def _unreadable(name: str, error: FileError) -> Finding:
    happened = f"{error.happened}: {error.reason}" if error.reason else error.happened
    return Finding(
        "FIL101",
        Severity.ERROR,
        f"This file {happened}; nothing in it was checked.",
        (Place(name),),
        advice=error.advice or "Open it in Excel and save it again.",
        subject=name,
    )


def missing_sheets(books: Sequence[Book], settings: Settings) -> Iterator[Finding]:
    """Confirmed tables whose workbook or sheet is no longer there."""
    there = {(book.name, sheet.name) for book in books for sheet in book.sheets}
    for table in settings.tables:
        if table.role is not Role.UNKNOWN and (table.workbook, table.sheet) not in there:
            yield Finding(
                "ADO106",
                Severity.WARNING,
                f"The sheet '{table.sheet}' that holds the {table.role.replace('_', ' ')} is no "
                "longer there; what depends on it was not checked.",
                (Place(table.workbook, table.sheet),),
                (("line in the settings", table.line),),
                "Put it back, or run 'tieout adopt' again.",
                f"sheet gone {table.role}",
            )
