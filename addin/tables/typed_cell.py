"""TypedCell: what a cell holds, in the one form that an Excel and a Google cell share.

Equality knows types: the text ``1`` is not the number 1, TRUE is not 1, an empty text is a blank.
A date is the number of days since 1899-12-30, as both programs store it; whether it is shown as one
is its column's affair. A formula is opaque text: it is compared as written, never by its value.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class CellKind(StrEnum):
    """What a cell holds."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    BOOL = "bool"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class TypedCell:
    """One cell: its kind, and its content.

    ``content`` is "" for a blank, a float for a number, a bool, else a text; a formula is without
    the leading ``=``. Built by the functions below, so that equal cells are equal objects.
    """

    kind: CellKind
    content: str | float | bool

    def __bool__(self) -> bool:
        return self.kind is not CellKind.BLANK


BLANK: Final = TypedCell(CellKind.BLANK, "")


def text(content: str) -> TypedCell:
    """A text; an empty one is a blank, as neither program tells them apart once saved."""
    return TypedCell(CellKind.TEXT, content) if content else BLANK


def number(content: float) -> TypedCell:
    """A number, or a date as its serial; -0 is 0."""
    return TypedCell(CellKind.NUMBER, float(content) + 0.0)


def truth(content: bool) -> TypedCell:  # noqa: FBT001 - it is the content
    """TRUE or FALSE."""
    return TypedCell(CellKind.BOOL, content)


def formula(content: str) -> TypedCell:
    """A formula, with or without its leading ``=``."""
    return TypedCell(CellKind.FORMULA, content.removeprefix("="))


def error(content: str) -> TypedCell:
    """An error value that was typed: ``#N/A``."""
    return TypedCell(CellKind.ERROR, content)
