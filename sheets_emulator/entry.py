"""What a text becomes when a person types it into a cell (USER_ENTERED), by locale."""

from __future__ import annotations

import dataclasses

from sheets_emulator.value import NumberFormat


@dataclasses.dataclass(frozen=True, slots=True)
class Entered:
    """A typed text as the cell keeps it.

    Attributes:
        value: the constant; None when the cell is emptied or holds a formula.
        formula: the formula with its `=`, else None.
        number_format: the number format that the text implies (`5%`, `$3`, a date), else None.

    """

    value: bool | int | float | str | None = None
    formula: str | None = None
    number_format: NumberFormat | None = None


def parsed(text: str, locale: str) -> Entered:
    """What `text` becomes in a spreadsheet of `locale` (`en_US`, `de_DE`); "" empties the cell."""
    del locale
    if text.startswith("=") and len(text) > 1:
        return Entered(formula=text)
    if text.startswith("'"):
        return Entered(text[1:])
    if text.strip().upper() in ("TRUE", "FALSE"):
        return Entered(text.strip().upper() == "TRUE")
    try:
        number = float(text)
    except ValueError:
        return Entered(text or None)
    return Entered(int(number) if number.is_integer() and abs(number) < 1e15 else number)
