"""Cast ids as a stripboard lists them in one cell: ``1, 2, 5``, ``3 7 12X``, a number, a name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_SEPARATORS = re.compile(r"[,;/|&\n]+")
_NUMBERED = re.compile(r"#?\d+[A-Za-z]{0,2}(?:\s+#?\d+[A-Za-z]{0,2})+")
_SPAN = re.compile(r"\d+\s*[-–]\s*\d+")  # noqa: RUF001 - as typed
THOUSAND: Final = 1000


class NoCastList(ValueError):
    """A cell that is no list of cast ids, or that reads in two ways."""


def cast_ids(cell: str | float | dt.date | None) -> tuple[str, ...]:
    """The cast ids in a cell, each once, in its order.

    Ids are separated by commas, semicolons, strokes or line breaks, and numbers also by blanks.
    ``#7`` and ``7`` are the same id, and so are ``12x`` and ``12X``.

    Raises:
        NoCastList: a span such as 5-7, that may be an id as well; a date or fraction, that a
            spreadsheet makes of one.

    >>> cast_ids("1, 2, 12x"), cast_ids("3 7"), cast_ids(4.0), cast_ids("Anna Smith; Bo")
    (('1', '2', '12X'), ('3', '7'), ('4',), ('ANNA SMITH', 'BO'))
    """
    if cell is None:
        return ()
    if isinstance(cell, bool):
        raise NoCastList(f"{cell} is no cast id")
    if isinstance(cell, dt.date):
        raise NoCastList(f"{cell:%d %B %Y} is a date: type the ids as text, such as '1, 2")
    if isinstance(cell, int | float):
        if cell != int(cell) or cell < 0:
            raise NoCastList(f"{cell} is no cast id: type lists of ids as text, such as '1, 2")
        return (str(int(cell)),)
    return _of_text(cell)


@lru_cache(maxsize=16_384)
def _of_text(cell: str) -> tuple[str, ...]:
    parts = [part.strip() for part in _SEPARATORS.split(cell)]
    found: list[str] = []
    for part in parts:
        if _SPAN.fullmatch(part):
            raise NoCastList(f"“{part}” may be one id or several: write them all, with commas")
        found += part.split() if _NUMBERED.fullmatch(part) else [part]
    return tuple(dict.fromkeys(one_id(each) for each in found if each))


def one_id(text: str) -> str:
    """An id in the form in which ids compare."""
    return " ".join(text.strip().removeprefix("#").upper().split())


def cast_lists(cells: Sequence[str | float | dt.date | None]) -> list[tuple[str, ...]]:
    """The ids of each cell of a column.

    Raises:
        NoCastList: a cell is none; or a number such as 1,234 may be the list "1,234" that a
            spreadsheet took for one number, because 1 and 234 are ids of other cells and 1234 of
            none. The text says which cell.
    """
    found: list[tuple[str, ...]] = []
    for at, cell in enumerate(cells):
        try:
            found.append(cast_ids(cell))
        except NoCastList as error:
            raise NoCastList(f"cell {at + 1}: {error}") from None
    suspects = {
        at
        for at, cell in enumerate(cells)
        if isinstance(cell, int | float) and not isinstance(cell, bool) and cell >= THOUSAND
    }
    if suspects:
        sure = {each for at, ids in enumerate(found) if at not in suspects for each in ids}
        for at in sorted(suspects):
            number = int(found[at][0])
            if found[at][0] not in sure and set(f"{number:,}".split(",")) <= sure:
                raise NoCastList(
                    f"cell {at + 1}: {number:,} is one number, and {number:,} may be a list:"
                    " type it as text"
                )
    return found
