"""The workbooks that links lead to: by the link's full target, else by file name."""

from __future__ import annotations

import ntpath
import re
from collections.abc import Mapping

from addin.tables.table import Book


def file_name(target: str) -> str:
    r"""The bare file name of a link's target, whatever the path, its slashes and its encoding.

    >>> file_name("file:///C:\\Show\\Cost%20Report.xlsx")
    'cost report.xlsx'
    """
    return ntpath.basename(_percent_decoded(target.rstrip("/\\"))).casefold()


def _percent_decoded(text: str) -> str:
    def letters(match: re.Match[str]) -> str:
        return bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace")

    return re.sub(r"(?:%[0-9A-Fa-f]{2})+", letters, text)


def linked_book(target: str, books: Mapping[str, Book]) -> Book | None:
    """The workbook a link points at: by its full target, else the only one of that file name."""
    if target in books:
        return books[target]
    wanted = file_name(target)
    found = {id(book): book for book in books.values() if file_name(book.name) == wanted}
    return next(iter(found.values())) if len(found) == 1 else None
