"""An imported list into a workbook: below the list of its kind that is there, or as a new sheet."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from addin.domain.source import Place
from addin.errors import NothingToDo
from addin.importers.importer import ImportedTable
from addin.importers.rows import account_in, mapped
from addin.jobs.added_lines import added_lines
from addin.jobs.apply import Batch, Saving
from addin.jobs.import_cells import cells_of, with_looks
from addin.jobs.import_matching import STATEMENTS, Matched, column_called, matched
from addin.jobs.import_ties import currency_doubt, list_tied, whose_doubt
from addin.jobs.load import Loaded
from addin.reports.as_blueprint import as_blueprint
from addin.reports.check import plural
from addin.reports.imported_list import as_sheet, oldest_first
from addin.tables.blueprint import BookBlueprint
from addin.tables.changes import Changes
from addin.tables.table import (
    Book,
    Role,
    Sheet,
    Table,
    address,
)

Builder = Callable[[BookBlueprint], bytes]
"""Makes the file of a workbook that does not exist yet."""
KINDS: Final = frozenset({"xlsx", "xlsm"})
_NOUNS: Final = {
    Role.BANK: "movement", Role.CARD: "movement", Role.LEDGER: "line", Role.TASK_LIST: "task",
    Role.CHART_OF_ACCOUNTS: "account", Role.SCHEDULE: "event",
}  # fmt: skip
_SHOWN: Final = 5
_DIGITS: Final = 4
_MATTER: Final = frozenset({"date", "amount", "debit", "credit", "account", "task", "item"})
_SIDES: Final = frozenset({"amount", "debit", "credit"})


@dataclass(frozen=True, slots=True)
class Target:
    """Where new rows go: ``into`` is a sheet (``Book!Sheet`` or ``Sheet``), ``workbook`` a file.

    Both may be empty: the only list of the kind, else a sheet in the only workbook.
    """

    into: str = ""
    workbook: str = ""


@dataclass(frozen=True, slots=True)
class Adding:
    """What is to be done for one list, said in a sentence; ``lines`` say what to look at.

    ``doubt`` is why a person has to look before it is done; empty: it is certain.
    """

    sentence: str
    batch: Batch | Saving | None
    lines: tuple[str, ...] = ()
    goto: Place | None = None
    doubt: str = ""


def adding(
    table: ImportedTable, loaded: Loaded | None, target: Target, file: str, build: Builder
) -> Adding:
    """What would put a list into the production; nothing is written.

    Args:
        table: the list, proved already.
        loaded: the production's workbooks; None where there are none.
        target: where it is to go.
        file: the name of the file it comes from.
        build: makes a new workbook.

    Raises:
        NothingToDo: several lists come into question, or the named one is not of the kind.
    """
    found = _list(table, loaded, target, file)
    if found is None:
        return _as_new_sheet(table, loaded, target, build)
    book, sheet, into = found
    compared = matched(table, into, sheet)
    told = f"{_said(table)}: {_new_and_there(len(compared.new), len(compared.there))}"
    lines = tuple(_to_look_at(table, into, compared))
    where = f"'{sheet.name}' in {book.name}"
    if not compared.new:
        return Adding(f"{told}{_tied(table)}. {where} is as it was.", None, lines)
    order = oldest_first(table, compared.new)
    cells = [cells_of(table, table.rows[at], into, sheet) for at in order]
    appended, first = added_lines(sheet, into, cells)
    appended, apart = with_looks(appended, first, into, sheet)
    changes = Changes(cells=apart, rows=(appended,), recalculate_on_load=True)
    batch = Batch(book.name, changes, book.digest)
    tie = list_tied(table, into, sheet, compared) or _tied(table)
    is_known = bool(target.into) or _names(table, into)
    doubt = "" if is_known else whose_doubt(table, book, into, sheet, compared)
    if not target.into:
        usual = loaded.production.currency if loaded else ""
        other = currency_doubt(table, book, into, sheet, compared, usual)
        doubt = " ".join(filter(None, (other, doubt)))
    column = min(into.fields.values(), default=into.area.left)
    return Adding(
        f"{told}, below {where}{tie}.",
        batch,
        (doubt, *lines) if doubt else lines,
        Place(book.name, sheet.name, address(first, column)),
        doubt,
    )


# ---- where it goes


def _list(
    table: ImportedTable, loaded: Loaded | None, target: Target, file: str
) -> tuple[Book, Sheet, Table] | None:
    """The list of the same kind; None: there is none, or a sheet was named that is not there."""
    if loaded is None:
        return None
    books = {one.name: one for one in loaded.books if one.kind in KINDS}
    there = [
        one
        for one in loaded.tables
        if one.book in books and one.book.rpartition("/")[2] != file and one.body
    ]
    named = [one for one in there if target.into in {one.sheet, f"{one.book}!{one.sheet}"}]
    looked_at = named if target.into else there
    alike = [
        taken
        for one in looked_at
        if (taken := _as_ours(table, one, is_named=bool(target.into))) is not None
    ]
    if named and not alike:
        raise NothingToDo(
            f"'{target.into}' is no {_kind(table)}: nothing can be added to it. Nothing was "
            "written. Name another sheet; a name that is not taken makes a new one."
        )
    ours = [one for one in alike if _names(table, one)]
    alike = ours or alike
    if target.workbook and any(one.book == target.workbook for one in alike):
        alike = [one for one in alike if one.book == target.workbook]
    if len(alike) > 1:
        counts = Counter(f"{one.book}!{one.sheet}" for one in alike)
        several = ", ".join(
            f"{where} ({count} lists)" if count > 1 else where for where, count in counts.items()
        )
        raise NothingToDo(
            f"Several lists come into question: {several}. Nothing was written. Say which."
        )
    if not alike:
        return None
    book = books[alike[0].book]
    sheet = book.sheet(alike[0].sheet)
    return None if sheet is None else (book, sheet, alike[0])


def _as_ours(table: ImportedTable, one: Table, *, is_named: bool) -> Table | None:
    """The list as one of the file's kind; None if it is none.

    Its role says so, or it has every heading of the file, or the id and those that matter, as a
    sheet that an earlier import made has, and names no other account. What a person named needs
    only a day and an amount, or two columns that are understood.
    """
    is_ours = _names(table, one)
    if account_in(_title(one)) and table.account and not is_ours and not is_named:
        return None
    if one.role is table.role and table.role is not Role.UNKNOWN:
        return one
    if one.role in STATEMENTS and not (is_ours or is_named):
        return None  # of the other kind: a card's list is no bank's
    columns = [column_called(one, heading) for heading in table.headings]
    if all(columns[at] is not None for at in _essential(table)):
        fields = {name: column for name, at in table.fields.items() if (column := columns[at])}
        return replace(one, role=table.role, fields=fields)
    return _as_named(table, one) if is_named else None


def _as_named(table: ImportedTable, one: Table) -> Table | None:
    """A list that a person named, its headings understood as the file's kind has them."""
    places = sorted(one.headings)
    meant = mapped([one.headings[column] for column in places], table.role)
    is_money = table.role in STATEMENTS or table.role is Role.LEDGER
    is_fit = "date" in meant and bool(_SIDES & meant.keys()) if is_money else len(meant) > 1
    if not is_fit:
        return None
    return replace(one, role=table.role, fields={name: places[at] for name, at in meant.items()})


def _names(table: ImportedTable, one: Table) -> bool:
    """Whether the list says that it is of the file's account."""
    account = account_in(_title(one))
    return bool(account) and _last(account) == _last(table.account)


def _title(one: Table) -> str:
    return f"{one.sheet} / {one.title}"


def _last(account: str) -> str:
    """The last figures, by which people know an account."""
    return "".join(filter(str.isalnum, account)).casefold()[-_DIGITS:]


def _essential(table: ImportedTable) -> list[int]:
    """The columns a list of this kind must have: with an id the rest may be filled or not."""
    if not table.id_field:
        return list(range(len(table.headings)))
    matter = [at for name, at in table.fields.items() if name in _MATTER]
    return [table.headings.index(table.id_field), *matter]


def _kind(table: ImportedTable) -> str:
    return "list of these columns" if table.role is Role.UNKNOWN else f"{_role(table)} list"


def _role(table: ImportedTable) -> str:
    return str(table.role).replace("_", " ")


# ---- what is said


def _said(table: ImportedTable) -> str:
    noun = _NOUNS.get(table.role, "row")
    dates = sorted(
        row[table.fields["date"]]
        for row in table.rows
        if "date" in table.fields  # type: ignore[type-var] # dates, or they would not be here
        and isinstance(row[table.fields["date"]], dt.date)
    )
    span = f" of {_span(dates[0], dates[-1])}" if dates else ""  # type: ignore[arg-type] # as above
    return f"{table.title}: {plural(len(table.rows), noun)}{span}"


def _span(first: dt.date, last: dt.date) -> str:
    """3-28 March 2026; 28 February - 3 March 2026.

    >>> _span(dt.date(2026, 3, 3), dt.date(2026, 3, 28))
    '3-28 March 2026'
    """
    end = f"{last.day} {last:%B %Y}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{end}"
    begin = f"{first.day} {first:%B}" + (f" {first.year}" if first.year != last.year else "")
    return f"{begin} to {end}"


def _new_and_there(new: int, there: int) -> str:
    if not there:
        return "all new"
    if not new:
        return "all there already"
    return f"{new:,} new, {there:,} there already"


def _tied(table: ImportedTable) -> str:
    return f"; {table.proof.said}" if table.proof.said else ""


def _to_look_at(table: ImportedTable, into: Table, compared: Matched) -> Iterable[str]:
    for at in compared.otherwise[:_SHOWN]:
        line = table.lines[at] if at < len(table.lines) else at + 1
        yield (
            f"Line {line} was taken for row {compared.there[at]} of '{into.sheet}': same day and "
            "amount, in other words."
        )
    if len(compared.otherwise) > _SHOWN:
        yield f"{len(compared.otherwise) - _SHOWN} more were taken for rows in other words."


# ---- a list that was not there


def _as_new_sheet(
    table: ImportedTable, loaded: Loaded | None, target: Target, build: Builder
) -> Adding:
    book = _workbook(loaded, target)
    named = target.into.rpartition("!")[2]
    made = as_sheet(table, named or table.title)
    told = f"{_said(table)}: all new"
    lines = (f"No {_kind(table)} was there: it is a new sheet.",)
    if book is not None:
        return Adding(
            f"{told}, on the new sheet '{made.name}' of {book.name}{_tied(table)}.",
            Batch(book.name, Changes(sheets=(made,)), book.digest),
            lines,
            Place(book.name, made.name, "A1"),
        )
    name = f"{made.name}.xlsx"
    return Adding(
        f"{told}, in the new workbook {name}{_tied(table)}.",
        Saving(name, build(as_blueprint(made.name, (made,)))),
        lines,
        Place(name, made.name, "A1"),
    )


def _workbook(loaded: Loaded | None, target: Target) -> Book | None:
    """The workbook for a new sheet: the one that was named, else the only one there is."""
    if loaded is None:
        return None
    books = {one.name: one for one in loaded.books if one.kind in KINDS}
    wanted = target.into.rpartition("!")[0] or target.workbook
    if wanted:
        if wanted not in books:
            raise NothingToDo(f"There is no workbook {wanted} here. Nothing was written.")
        return books[wanted]
    return next(iter(books.values())) if len(books) == 1 else None
