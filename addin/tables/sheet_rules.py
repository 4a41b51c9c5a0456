"""What a template's cells refuse, and when they stand out."""

from __future__ import annotations

from addin.tables import template_looks as looks
from addin.tables.blueprint import Choice, Highlight
from addin.tables.contract import SheetContract
from addin.tables.table import Area
from addin.tables.template_references import References


def choices(sheet: SheetContract, references: References) -> tuple[Choice, ...]:
    """What may be typed into the columns of a sheet, or of a table of a page."""
    found = []
    for column in sheet.columns:
        area = references.column(sheet.name, column.heading)
        if column.choices:
            found.append(Choice(area, column.choices))
        elif column.choices_from:
            source = references.at(column.choices_from, sheet.name, 1)
            message = f"It is not in {column.choices_from.replace('[', ': ').rstrip(']')}."
            found.append(Choice(area, source=source, refuse=False, message=message))
    return tuple(found)


def highlights(sheet: SheetContract, references: References, last: int) -> tuple[Highlight, ...]:
    """When the cells of a sheet stand out, from its first line to ``last``."""
    first = references.layouts[sheet.name].first
    found = []
    for flag in sheet.flags:
        left, right = sheet.column(flag.column), sheet.column(flag.to or flag.column)
        formula = references.at(flag.formula, sheet.name, first)
        colour, fill = looks.TONES["mild" if flag.mild else flag.tone]
        found.append(Highlight(Area(first, left, last, right), formula, colour, fill))
    return tuple(found)
