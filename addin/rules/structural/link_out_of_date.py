"""STR206: a link to another workbook is broken, or shows an older value than stands there.

Why it matters: a roll-up keeps the value of the day when the link was last updated, and looks as
good as new.

Example: the roll-up shows 5,000 for a show whose own workbook says 6,200.

What to do: open both workbooks, update the links (Data > Edit Links) and save; for a lost workbook,
point the link to where it is now.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural_cells import Cell, amount, counted, figure, places, same_amount, shown
from addin.tables.contents import CellKey, Target
from addin.tables.labels import called
from addin.tables.lines import is_number
from addin.tables.linked_books import file_name, linked_book
from addin.tables.table import Book, Value, address
from addin.tables.workings import Workings

CODE = "STR206"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per linked workbook that is missing, and one per cell out of date."""
    books = {book.name: book for book in papers.books}
    for workings in papers.workings:
        others = {name: book for name, book in books.items() if name != workings.book.name}
        by_target: dict[str, list[tuple[CellKey, Target]]] = {}
        for key, target in _links(workings):
            by_target.setdefault(target.book, []).append((key, target))
        for stated, uses in by_target.items():
            book = linked_book(stated, others)
            if book is None:
                yield _missing(workings, stated, uses)
            else:
                yield from _outdated(workings, book, uses)


def _links(workings: Workings) -> Iterator[tuple[CellKey, Target]]:
    for work in workings.sheets:
        for row, column in sorted(work.forms):
            if "[" not in work.sheet.formulas[row, column]:
                continue
            for target in workings.dependencies.of(work.sheet.name, row, column):
                if target.book:
                    yield (work.sheet.name, row, column), target


def _missing(workings: Workings, stated: str, uses: list[tuple[CellKey, Target]]) -> Finding:
    cells: dict[str, list[Cell]] = {}
    for (sheet, row, column), _ in uses:
        cells.setdefault(sheet, []).append((row, column))
    name = file_name(stated)
    count = len({key for key, _ in uses})
    return Finding(
        CODE,
        Severity.NOTE,
        f"{counted(count, 'formula')} read the workbook '{name}', which is not among those checked:"
        " what they show is as old as their last update.",
        tuple(place for sheet, found in cells.items() for place in _places(workings, sheet, found)),
        numbers=(("formulas", count),),
        advice="Put that workbook beside this one, or replace the links by values.",
        subject=f"link to {name}",
    )


def _places(workings: Workings, name: str, cells: list[Cell]) -> tuple[Place, ...]:
    sheet = workings.book.sheet(name)
    return places(workings.of(sheet), cells) if sheet else ()


def _outdated(
    workings: Workings, book: Book, uses: list[tuple[CellKey, Target]]
) -> Iterator[Finding]:
    seen: set[tuple[CellKey, Target]] = set()
    for key, target in uses:
        if (key, target) in seen:
            continue
        seen.add((key, target))
        sheet = book.sheet(target.sheet)
        if sheet is None:
            yield _no_sheet(workings, book, key, target)
            continue
        for row, column in _small(target):
            known, value = _remembered(workings, key, target, (row, column))
            there = sheet.value(row, column)
            if known and (row, column) not in sheet.uncached and _differ(value, there):
                yield _stale(workings, book, key, target, (row, column), value)


def _small(target: Target) -> Iterator[Cell]:
    area = target.area
    if (area.bottom - area.top + 1) * (area.right - area.left + 1) <= 1_000:
        yield from area.cells


def _remembered(workings: Workings, key: CellKey, target: Target, cell: Cell) -> tuple[bool, Value]:
    """What the file keeps of the linked cell; for a plain link, what its own cell shows."""
    for number, stated in workings.book.links.items():
        if stated == target.book:
            kept = workings.book.linked_values.get(number, {})
            for name in (target.sheet, target.sheet.casefold()):
                if (name, address(*cell)) in kept:
                    return True, kept[name, address(*cell)]
    own = workings.book.sheet(key[0])
    area = target.area
    if own is None or (area.top, area.left) != (area.bottom, area.right):
        return False, None
    form = workings.of(own).forms.get((key[1], key[2]), "")
    plain = form.count("!") == 1 and not set(form.rpartition("!")[2]) & set("+-*/^&(,")
    return plain and (key[1], key[2]) not in own.uncached, own.value(key[1], key[2])


def _differ(value: Value, there: Value) -> bool:
    if not (is_number(value) and is_number(there)):
        return (
            value not in (None, "") and is_number(value) != is_number(there) and there is not None
        )
    one, other = amount(value), amount(there)
    return one is not None and other is not None and not same_amount(one, other)


def _stale(
    workings: Workings, book: Book, key: CellKey, target: Target, cell: Cell, value: Value
) -> Finding:
    own, there = workings.book.sheet(key[0]), book.sheet(target.sheet)
    stands = there.value(*cell) if there else None
    name = called(own, key[1], key[2]) if own else address(key[1], key[2])
    one, other = amount(value), amount(stands)
    apart = f", {shown(one - other)} apart" if one is not None and other is not None else ""
    numbers = [("the link shows", figure(value)), ("the linked cell holds", figure(stands))]
    if one is not None and other is not None:
        numbers.append(("difference", figure(one - other)))
    return Finding(
        CODE,
        Severity.ERROR,
        f"{key[0]}!{name} still reads {shown(value)} from {book.name}, where"
        f" {target.sheet}!{address(*cell)} now holds {shown(stands)}{apart}.",
        (
            Place(workings.book.name, key[0], address(key[1], key[2])),
            Place(book.name, target.sheet, address(*cell)),
        ),
        numbers=tuple(numbers),
        advice="Open both workbooks, update the links and save.",
        subject=f"link {key[0]} to {target.sheet}!{address(*cell)} of {book.name}",
    )


def _no_sheet(workings: Workings, book: Book, key: CellKey, target: Target) -> Finding:
    return Finding(
        CODE,
        Severity.ERROR,
        f"{key[0]}!{address(key[1], key[2])} reads the sheet '{target.sheet}' of {book.name}, which"
        " has no such sheet.",
        (Place(workings.book.name, key[0], address(key[1], key[2])), Place(book.name)),
        advice="Point the link to the sheet as it is called now.",
        subject=f"link to {target.sheet} of {book.name}",
    )
