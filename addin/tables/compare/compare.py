"""Compare two versions of a workbook."""

from __future__ import annotations

from addin.tables.compare.beside import compare_aspects, compare_names, compare_notes
from addin.tables.compare.cells import compare_cells
from addin.tables.compare.difference import BookDifference, SheetDifference
from addin.tables.compare.formats import compare_formats
from addin.tables.compare.formulas import Follow
from addin.tables.compare.reading import Reading
from addin.tables.compare.rows import Aligned, align
from addin.tables.compare.sheets import pair_sheets
from addin.tables.compare.totals import totals_moved
from addin.tables.recognise import recognise
from addin.tables.table import Book

TEXT = "csv"


def compare(older: Book, newer: Book) -> BookDifference:
    """What changed from the older to the newer version.

    Sheets and rows are paired first, in the whole workbook; only then cells are compared, so that
    a formula is followed to wherever the cells that it names have gone.
    """
    sheets = pair_sheets(older, newer)
    readings = [(Reading(one), Reading(other)) for one, other in sheets.pairs]
    aligned = [_aligned(one, other, (older, newer)) for one, other in readings]
    follow = Follow(
        {
            one.sheet.name: (other.sheet.name, how)
            for (one, other), how in zip(readings, aligned, strict=True)
        }
    )
    as_text = (older.kind == TEXT) is not (newer.kind == TEXT)
    differences = tuple(
        _compared(pair, how, follow, as_text=as_text)
        for pair, how in zip(readings, aligned, strict=True)
    )
    return BookDifference(
        older.name,
        newer.name,
        differences,
        sheets.added,
        sheets.removed,
        sheets.moved,
        compare_names(older, newer, follow),
        totals_moved(differences),
    )


def _aligned(one: Reading, other: Reading, books: tuple[Book, Book]) -> Aligned:
    tables = recognise(one.sheet, books[0].name), recognise(other.sheet, books[1].name)
    return align(one, other, tables)


def _compared(
    readings: tuple[Reading, Reading], aligned: Aligned, follow: Follow, *, as_text: bool
) -> SheetDifference:
    one, other = readings
    cells = compare_cells(one, other, aligned, follow, as_text=as_text)
    return SheetDifference(
        one.sheet,
        other.sheet,
        aligned,
        cells.changes,
        compare_formats(one, other, aligned),
        compare_notes(one.sheet, other.sheet, aligned),
        compare_aspects(one.sheet, other.sheet, aligned),
        cells.unknown,
    )
