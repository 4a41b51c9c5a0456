"""Read a file of another program: by the importer that knows it, or the one that was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from addin.errors import ImportRefused, NothingToDo, NothingToImport
from addin.importers.catalogue import IMPORTERS, those_that_know
from addin.importers.importer import LARGEST, Imported, Importer
from addin.importers.rows import rows_of_text
from addin.tables.table import Book, Sheet

_KINDS: Final = {one.name: one for one in IMPORTERS}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file to be imported.

    ``name`` is its own name, ``content`` its bytes; ``book`` is a workbook as it was read, None for
    every other file. ``in_production`` is its path from the production's folder, empty where it
    lies elsewhere.
    """

    name: str
    content: bytes = b""
    book: Book | None = None
    in_production: str = ""


def imported(
    file: Incoming, kind: str = "", sheet: str = "", *, day_first: bool | None = None
) -> Imported:
    """What the file holds.

    Args:
        file: the file.
        kind: the name of an importer; empty: the one that knows the file.
        sheet: of a workbook, the sheet to read; empty: the one that is known.
        day_first: how 3/4/2026 is written; None: the file has to show it.

    Raises:
        NothingToImport: no importer knows it.
        NothingToDo: several do; a name that none has.
        ImportRefused: it cannot be read; says why.
    """
    if len(file.content) > LARGEST:
        raise ImportRefused(file.name, f"it is larger than {LARGEST // 2**20} MB")
    if kind and kind not in _KINDS:
        raise NothingToDo(f"There is no kind '{kind}'. There are: {', '.join(_KINDS)}.")
    if file.book is not None:
        return _from_book(file.book, file.name, kind, sheet, day_first=day_first)
    one = _KINDS[kind] if kind else _only(file.name, those_that_know(file.content, file.name))
    if one.of_rows is not None and day_first is not None and one.name != "iif":
        return one.of_rows.read(rows_of_text(file.content, file.name), file.name, day_first)
    return one.read(file.content, file.name)


def _only(name: str, known: Iterable[Importer]) -> Importer:
    found = tuple(known)
    if len(found) == 1:
        return found[0]
    if found:
        kinds = "; or ".join(f"{one.name}, {one.title}" for one in found)
        raise NothingToDo(f"{name} may be of several kinds: {kinds}. Say which. {_NOTHING}")
    raise NothingToImport(
        f"{name} is of no kind that is known here. {_NOTHING} If Import File offers its kind, "
        "import it there and say which; if not, ask for another export."
    )


_NOTHING: Final = "Nothing was written."


def _from_book(
    book: Book, name: str, kind: str, wanted: str, *, day_first: bool | None
) -> Imported:
    sheets = [one for one in book.sheets if not wanted or one.name == wanted]
    if not sheets:
        there = ", ".join(one.name for one in book.sheets)
        raise NothingToDo(f"{name} has no sheet '{wanted}'. {_NOTHING} It has: {there}.")
    found = list(_readings(sheets, kind))
    if kind and len(sheets) == 1 and not found:
        found = [(sheets[0], _of_rows(_KINDS[kind]))]
    places = {sheet.name for sheet, _ in found}
    if len(places) > 1:
        raise NothingToDo(
            f"{name} has several sheets that can be imported: {', '.join(sorted(places))}. "
            f"Say which sheet. {_NOTHING}"
        )
    one = _only(name, (importer for _, importer in found))
    assert one.of_rows is not None  # noqa: S101 - only such were looked at
    return one.of_rows.read(found[0][0].rows, name, day_first)


def _of_rows(one: Importer) -> Importer:
    if one.of_rows is None:
        raise NothingToDo(f"{one.title} does not come as a workbook. {_NOTHING}")
    return one


def _readings(sheets: Iterable[Sheet], kind: str) -> Iterator[tuple[Sheet, Importer]]:
    for sheet in sheets:
        for one in IMPORTERS:
            if one.of_rows is None or (kind and one.name != kind):
                continue
            if one.of_rows.knows(sheet.rows):
                yield sheet, one
