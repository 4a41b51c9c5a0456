"""What the tables of a sheet are for: role, fields, row kinds, a confidence, and the reasons.

A table is left as unknown rather than guessed: from 0.8 on a role may be taken as it is, from 0.5
on it is a proposal to confirm, below that no role is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from addin.tables.evidence import Evidence
from addin.tables.header_rows import typed_columns
from addin.tables.occupancy import Occupancy, columns_of, mask_of, occupancy
from addin.tables.profile import Profile, profiles, sample
from addin.tables.regions import Region, regions
from addin.tables.roles import Verdict, best_role
from addin.tables.row_kinds import Columns, row_kinds
from addin.tables.table import Sheet, Table
from addin.tables.unheaded_roles import role_of_values

PROPOSAL: Final = 0.5
"""From here on a role is worth proposing; below, the table is left alone."""
_WIDEST: Final = 80
"""More columns than this are a calendar or a matrix: the first ones tell what it is."""


def recognise(sheet: Sheet, book: str) -> tuple[Table, ...]:
    """The tables of a sheet, from the top and the left."""
    seen = occupancy(sheet)
    return tuple(_table(sheet, book, seen, region) for region in regions(sheet, seen))


def outlines(sheet: Sheet, book: str) -> tuple[Table, ...]:
    """The same tables without asking what they are for: areas, headings, and kinds of rows."""
    seen = occupancy(sheet)
    return tuple(_outline(sheet, book, seen, region) for region in regions(sheet, seen))


def _outline(sheet: Sheet, book: str, seen: Occupancy, region: Region) -> Table:
    kinds = row_kinds(sheet, seen, region, _columns(sheet, seen, region))
    return Table(
        book,
        sheet.name,
        region.area,
        region.header_rows,
        region.headings,
        kinds,
        title=region.title,
    )


def _table(sheet: Sheet, book: str, seen: Occupancy, region: Region) -> Table:
    area = region.area
    table = _outline(sheet, book, seen, region)
    body = table.body
    columns = range(area.left, min(area.right, area.left + _WIDEST) + 1)
    held = profiles(sheet, columns, body, region.headings)
    found = _verdict(sheet, book, region, held, sample(body))
    if found.confidence < PROPOSAL:
        return replace(table, confidence=round(found.confidence, 3), reasons=found.reasons)
    return replace(
        table,
        role=found.role,
        confidence=round(found.confidence, 3),
        fields=found.fields,
        reasons=found.reasons,
    )


def _verdict(
    sheet: Sheet, book: str, region: Region, held: Mapping[int, Profile], rows: list[int]
) -> Verdict:
    if not region.headings:
        return Verdict(*role_of_values(sheet, held, rows))
    return best_role(
        Evidence(
            headings={c: text for c, text in region.headings.items() if c in held},
            profiles=held,
            sheet=sheet,
            rows=rows,
            names=(sheet.name, region.title, book),
            is_list_object=bool(region.list_object),
            leaves=region.leaves,
        )
    )


def _columns(sheet: Sheet, seen: Occupancy, region: Region) -> Columns:
    area = region.area
    mask = mask_of(area.left, area.right)
    top = region.header_rows[-1] + 1 if region.header_rows else area.top
    filled = [
        row for row in range(top, min(area.bottom, seen.last_row) + 1) if seen.filled[row] & mask
    ]
    rows = sample(filled, 60)
    typed = typed_columns(sheet, seen, rows, mask)
    dates = 0
    for column in columns_of(typed):
        values = [value for row in rows if (value := sheet.value(row, column)) is not None]
        held = sum(1 for value in values if hasattr(value, "year"))
        if held * 2 > len(values):
            dates |= 1 << column
    return Columns(mask, typed, dates)
