"""Lists of money as rows: from text or from a sheet, their headings, their dates and amounts.

No two banks name their columns alike. What a heading means is asked of the words that coordinators
use (``tables/headings``); how dates are written is decided by the whole column, never by one cell.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from addin.errors import ImportRefused
from addin.importers.importer import RowsOf
from addin.tables.assign import assign
from addin.tables.cells import day_first_of, is_nothing, to_code, to_date, to_number, to_text
from addin.tables.headings import LIKELY, normal, quality
from addin.tables.table import Role, Value
from addin.tables.vocabulary import FIELDS
from addin.text.delimited import fields_of, unquoted
from addin.text.encoding import text_of

LOOKED_AT: Final = 60
"""Headings stand within so many rows: above them are titles, account numbers, addresses."""
MOST: Final = 1_000_000
_LONGEST_HEADING: Final = 60
_WIDEST: Final = 60
_ACCOUNT: Final = re.compile(
    r"(?:account|acct|card|iban|konto|compte)\b[^\d\n*]{0,12}?([\dxX*][\dxX*\- ]{2,}\d)"
    r"|(?:\u2026|\*{2,}|[xX]{3,}|#)[ -]?(\w{3,})",
    re.IGNORECASE,
)
_OWN_NAME: Final = 0.05
_LARGEST: Final = Decimal(10) ** 13  # as much as a cell shows to the cent


@dataclass(frozen=True, slots=True)
class Headed:
    """A row of headings that was understood: where it stands, and field → column, both from 0."""

    at: int
    headings: tuple[str, ...]
    fields: Mapping[str, int]


def rows_of_text(content: bytes, file_name: str) -> RowsOf:
    """The records of a text file.

    Raises:
        ImportRefused: it is no text, or larger than a sheet.
    """
    text = text_of(content)
    if text is None:
        raise ImportRefused(file_name, "its bytes are not text")
    rows: list[tuple[Value, ...]] = []
    for record in fields_of(text):
        if len(rows) >= MOST:
            raise ImportRefused(file_name, f"it has more than {MOST:,} records")
        rows.append(tuple(unquoted(field).strip() or None for field in record))
    return rows


def head_rows(head: bytes) -> RowsOf:
    """The records in the first bytes of a file; none if they are no text."""
    text = text_of(head)
    if text is None:
        return ()
    cut = text.rpartition("\n")[0] or text  # the last line may be cut off
    return [tuple(unquoted(f).strip() or None for f in one) for one in fields_of(cut)][:LOOKED_AT]


def value(row: Sequence[Value], at: int | None) -> Value:
    """A cell of a row; None where the row ends before it."""
    return row[at] if at is not None and at < len(row) else None


def text(row: Sequence[Value], at: int | None) -> str:
    """A cell as text; empty where nothing is there."""
    cell = value(row, at)
    return "" if is_nothing(cell) else to_text(cell)


def amount(row: Sequence[Value], at: int | None) -> Decimal | None:
    """A cell as an amount; None where there is none, or none that a cell could hold."""
    number = to_number(value(row, at))
    if number is None:
        return None
    found = Decimal(number)
    return found if abs(found) < _LARGEST else None


def code(row: Sequence[Value], at: int | None) -> str:
    """A cell as a code, blanks within it kept: some ledgers pad the parts of an account so."""
    cell = value(row, at)
    return "" if is_nothing(cell) else to_code(cell)


def begins_another(headings: Sequence[str], row: Sequence[Value]) -> bool:
    """Whether a row is the headings of another list below: some of the same, and others."""
    said = [text(row, at).casefold() for at in range(len(headings))]
    same = sum(bool(one) and one == two.casefold() for one, two in zip(said, headings, strict=True))
    return same > 1 and any(one != two.casefold() for one, two in zip(said, headings, strict=True))


def account_in(words: str) -> str:
    """The number of an account or a card that a text names; empty: it names none.

    >>> account_in("ANCHOR BANK / Account 0417-2290 / March"), account_in("Card …1234 (AUD)")
    ('0417-2290', '1234')
    """
    found = _ACCOUNT.search(words)
    told = next(filter(None, found.groups()), "").strip(" -.") if found else ""
    return "" if to_date(told, day_first=True) else told  # "Account as of 2026-03-31"


def as_cell(number: Decimal | None) -> int | float | None:
    """An amount as a cell holds it."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def headed(
    rows: RowsOf,
    mapping: Callable[[Sequence[str]], Mapping[str, int]],
    needed: Iterable[frozenset[str]],
) -> Headed | None:
    """The first row whose headings have one field of each of ``needed``; None: there is none.

    ``mapping`` gives the fields of a row of headings.
    """
    wanted = tuple(needed)
    for at, row in enumerate(rows[:LOOKED_AT]):
        names = tuple(to_text(cell) if isinstance(cell, str) else "" for cell in row)[:_WIDEST]
        if sum(map(bool, names)) < len(wanted):
            continue
        fields = mapping(names)
        if all(one & fields.keys() for one in wanted):
            return Headed(at, names, fields)
    return None


def mapped(headings: Sequence[str], role: Role) -> Mapping[str, int]:
    """Field → column, for the headings that clearly mean a field of this role."""
    scores: dict[tuple[str, int], float] = {}
    for at, heading in enumerate(headings):
        if not heading or len(heading) > _LONGEST_HEADING:
            continue
        said = normal(heading)
        for field in FIELDS[role]:
            sure = quality(said, field, role) if said else 0.0
            if sure >= LIKELY:  # of two columns, the one that is called like the field
                scores[field, at] = sure + (_OWN_NAME if said == field else 0.0)
    return assign(scores)


def dates_of(
    cells: Sequence[Value],
    file_name: str,
    day_first: bool | None,  # noqa: FBT001 - as RowReader
) -> list[dt.date | None]:
    """A column as dates, None where there is none.

    Raises:
        ImportRefused: a date reads two ways, and nothing in the column says which.
    """
    order = day_first if day_first is not None else _order(cells)
    found = [to_date(cell, order) for cell in cells]
    for cell, date in zip(cells, found, strict=True):
        if date is None and order is None and to_date(cell, True) is not None:
            raise ImportRefused(
                file_name,
                f"its dates read two ways ({to_text(cell)}): say whether the day or the month "
                "comes first",
            )
    return found


def _order(cells: Sequence[Value]) -> bool | None:
    down = day_first_of(cells)
    if down is not None:
        return down
    return day_first_of(reversed(cells))  # most banks put the newest line first
