"""Open a file of any kind that Tieout reads: by what it holds, not by what it is called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from addin.adapters.delimited import book_of_text
from addin.adapters.digest import digest_of
from addin.adapters.files import read_bytes
from addin.adapters.kinds import Kind, kind_of
from addin.adapters.ods_xlsb import kind_of_package
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from addin.tables.table import Book


def open_book(path: Path, name: str, only: Collection[str] = ()) -> Book:
    """The workbook, or the text file as one; findings will call it by ``name``.

    ``only``: the sheets wanted, by name in any case; of .xlsx files no other is read. Empty: all.

    Raises:
        FileError: it cannot be read; says why. Nothing is ever written.
    """
    return book_in(read_bytes(path, name), name, only)


def book_in(content: bytes, name: str, only: Collection[str] = ()) -> Book:
    """The same of a file that was read already.

    Raises:
        FileError: it is none that can be read.
    """
    match kind_of(content, name):
        case Kind.TEXT:
            return book_of_text(content, name)
        case Kind.XLS:
            return _only(_other(content, name, "xls", None), only)
        case Kind.ZIP:
            package = Package(content, name)
            other = kind_of_package(package)
            if other:
                return _only(_other(content, name, other, package), only)
            return book_of(package, digest_of(content), only)


def _only(book: Book, wanted: Collection[str]) -> Book:
    if not wanted:
        return book
    names = {name.casefold() for name in wanted}
    return replace(book, sheets=tuple(s for s in book.sheets if s.name.casefold() in names))


def _other(content: bytes, name: str, kind: str, package: Package | None) -> Book:
    # imported here: few folders hold such files, and the library takes its time
    from addin.adapters.other_formats import book_of_other  # noqa: PLC0415

    return book_of_other(content, name, kind, package)
