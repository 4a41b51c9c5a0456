"""Developer metadata: notes for programs that stay with a row, a column, a sheet or the file."""

from __future__ import annotations

import dataclasses
from typing import Any

from sheets_emulator.errors import invalid
from sheets_emulator.shift import Shift

Json = dict[str, Any]

VISIBILITIES = ("DOCUMENT", "PROJECT")
_INDEX = {"ROWS": "ROW", "COLUMNS": "COLUMN"}


@dataclasses.dataclass(frozen=True, slots=True)
class Metadata:
    """One piece of developer metadata.

    Attributes:
        id: unique in its spreadsheet.
        key: what kind of note it is; need not be unique.
        value: its text, or None.
        visibility: DOCUMENT or PROJECT.
        sheet_id: of the sheet, row or column that it is tied to; None for the spreadsheet's own.
        dimension: ROWS or COLUMNS when it is tied to one of those, else None.
        index: which row or column.

    """

    id: int
    key: str
    value: str | None
    visibility: str
    sheet_id: int | None = None
    dimension: str | None = None
    index: int = 0

    @property
    def location_type(self) -> str:
        """ROW, COLUMN, SHEET or SPREADSHEET."""
        if self.sheet_id is None:
            return "SPREADSHEET"
        return "SHEET" if self.dimension is None else _INDEX[self.dimension]

    def is_on(self, sheet_id: int, dimension: str) -> bool:
        """Whether it is tied to a row (or column) of that sheet."""
        return self.sheet_id == sheet_id and self.dimension == dimension

    def shifted(self, sheet_id: int, dimension: str, shift: Shift) -> Metadata | None:
        """Where it is after a shift; None when its row or column is gone."""
        if not self.is_on(sheet_id, dimension):
            return self
        index = shift.index(self.index)
        return None if index is None else dataclasses.replace(self, index=index)

    def location(self) -> Json:
        """Google's DeveloperMetadataLocation."""
        where: Json = {"locationType": self.location_type}
        if self.sheet_id is None:
            where["spreadsheet"] = True
        elif self.dimension is None:
            where["sheetId"] = self.sheet_id
        else:
            where["dimensionRange"] = {
                **({"sheetId": self.sheet_id} if self.sheet_id else {}),
                "dimension": self.dimension,
                "startIndex": self.index,
                "endIndex": self.index + 1,
            }
        return where

    def json(self) -> Json:
        """Google's DeveloperMetadata."""
        return {
            "metadataId": self.id,
            "metadataKey": self.key,
            **({} if self.value is None else {"metadataValue": self.value}),
            "location": self.location(),
            "visibility": self.visibility,
        }


def place(location: Json | None) -> tuple[int | None, str | None, int]:
    """Sheet, dimension and index of a DeveloperMetadataLocation.

    Raises:
        ApiError: it names nothing, or more than one row or column.

    """
    location = location or {}
    if "dimensionRange" in location:
        span = location["dimensionRange"]
        dimension, start, end = span.get("dimension"), span.get("startIndex"), span.get("endIndex")
        if dimension not in _INDEX:
            raise invalid("No dimension specified in dimensionRange.")
        if start is None or end is None or end - start != 1:
            raise invalid(
                "The dimensionRange must represent a single row or column; it may not be unbounded "
                "or span multiple rows or columns."
            )
        return span.get("sheetId") or 0, dimension, start
    if "sheetId" in location:
        return location["sheetId"] or 0, None, 0
    if location.get("spreadsheet"):
        return None, None, 0
    raise invalid("Developer metadata must specify a location.")


def matches(item: Metadata, lookup: Json) -> bool:
    """Whether a DeveloperMetadataLookup finds this piece: every field that it gives must agree."""
    wanted = (
        ("metadataId", item.id),
        ("metadataKey", item.key),
        ("metadataValue", item.value),
        ("visibility", item.visibility),
        ("locationType", item.location_type),
    )
    if any(name in lookup and lookup[name] != has for name, has in wanted):
        return False
    if "metadataLocation" not in lookup:
        return True
    return _is_there(item, lookup)


def _is_there(item: Metadata, lookup: Json) -> bool:
    sheet_id, dimension, index = place(lookup["metadataLocation"])
    exact = (item.sheet_id, item.dimension, item.index) == (sheet_id, dimension, index)
    strategy = lookup.get("locationMatchingStrategy")
    if strategy == "EXACT_LOCATION" or exact:
        return exact
    if strategy != "INTERSECTING_LOCATION" and dimension is not None:
        return False  # a row or column means just that one, unless asked otherwise
    if sheet_id is None or item.sheet_id is None:
        return True  # the spreadsheet has a part of everything
    if item.sheet_id != sheet_id:
        return False
    return dimension is None or item.dimension != dimension


def check_lookup(lookup: Json) -> None:
    """Refuse a lookup that the service would refuse.

    Raises:
        ApiError: it gives nothing to look for.

    """
    if not set(lookup) - {"locationMatchingStrategy"}:
        raise invalid("developerMetadataLookup must specify at least one field.")
