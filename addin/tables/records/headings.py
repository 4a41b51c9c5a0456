"""Headings inside a table: the sections its rows stand under, and the account they name."""

from __future__ import annotations

import re

from addin.tables.cells import is_nothing, to_text
from addin.tables.table import RowKind, Sheet, Table

_LABELLED = re.compile(
    r"(?:account|acct|acc|a/c)\b\.?\s*(?:no\b\.?|number|code|#)?\s*[:#]?\s*(?P<code>[\w./-]*\d[\w./-]*)"
    r"\s*(?:[-\u2013\u2014:|]\s*|\(|\s)?\s*(?P<name>.*?)\)?",
    re.IGNORECASE,
)
_CODE_NAME = re.compile(
    r"(?P<code>[A-Z]{0,3}\d[\d./-]*[A-Z]?)\s*(?:[-\u2013\u2014:|]\s+|\()\s*(?P<name>\S.*?)\)?",
    re.IGNORECASE,
)
_LONG_CODE_NAME = re.compile(r"(?P<code>\d{3,}(?:[.-]\d+)*)\s+(?P<name>[^\W\d].*)")


def account_in(text: str) -> tuple[str, str]:
    """The account code and name in a heading; two empty texts if it names none.

    >>> account_in("Acct: 6304 - LOCATION SECURITY"), account_in("7300 (Paint shop)")
    (('6304', 'LOCATION SECURITY'), ('7300', 'Paint shop'))
    >>> account_in("3 Cameras")
    ('', '')
    """
    text = text.strip()
    match = (
        _LABELLED.fullmatch(text) or _CODE_NAME.fullmatch(text) or _LONG_CODE_NAME.fullmatch(text)
    )
    return (match["code"].rstrip("-./"), match["name"].strip()) if match else ("", "")


def groups_above(table: Table, sheet: Sheet) -> dict[int, str]:
    """The text of the section heading above each body row that has one, by row.

    A section ends at the next one, or at its total.
    """
    found: dict[int, str] = {}
    section = ""
    for row, kind in table.kinds.items():
        if kind is RowKind.SECTION:
            section = row_text(table, sheet, row)
        elif kind is RowKind.TOTAL:
            section = ""
        elif kind is RowKind.BODY and section:
            found[row] = section
    return found


def row_text(table: Table, sheet: Sheet, row: int) -> str:
    """What a heading row says: its first texts, as one."""
    if not 0 < row <= len(sheet.rows):
        return ""
    cells = sheet.rows[row - 1][table.area.left - 1 : table.area.right]
    texts = [to_text(value) for value in cells if not is_nothing(value)]
    if texts and texts[0].isdecimal():
        return " ".join(texts[:2])
    return texts[0] if texts else ""
