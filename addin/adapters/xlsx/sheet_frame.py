"""A worksheet part without its rows: hidden columns, merged areas, filter, tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from addin.tables.table import MAX_COLUMN, Area


@dataclass(slots=True)
class Frame:
    """What a sheet says beside its cells; ``tables`` are ids of relationships."""

    merged: list[Area] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)  # first and last column
    filtered: Area | None = None
    tables: list[str] = field(default_factory=list)

    def hidden_columns(self, width: int) -> frozenset[int]:
        """The hidden columns up to a width."""
        return frozenset(
            column
            for first, last in self.hidden
            for column in range(first, min(last, width, MAX_COLUMN) + 1)
        )


def frame_of(xml: str, prefix: str) -> Frame:
    """Read the frame; what it says about areas that no sheet can have is left out."""
    frame = Frame()
    path: list[str] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        path.append(tag.removeprefix(prefix))
        take = _TAKE.get("/".join(path[1:])) if len(path) < 4 else None
        if take:
            take(frame, attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    parser.Parse(xml.encode(), True)
    return frame


def area_or_none(text: str) -> Area | None:
    """The area, if a sheet can have it."""
    try:
        return Area.of(text.strip())
    except ValueError:
        return None


def _take_column(frame: Frame, attributes: Mapping[str, str]) -> None:
    first, last = attributes.get("min", ""), attributes.get("max", "")
    if attributes.get("hidden") in {"1", "true"} and first.isdecimal() and last.isdecimal():
        frame.hidden.append((max(int(first[:9]), 1), int(last[:9])))


def _take_merged(frame: Frame, attributes: Mapping[str, str]) -> None:
    area = area_or_none(attributes.get("ref", ""))
    if area:
        frame.merged.append(area)


def _take_filter(frame: Frame, attributes: Mapping[str, str]) -> None:
    frame.filtered = area_or_none(attributes.get("ref", ""))


def _take_table(frame: Frame, attributes: Mapping[str, str]) -> None:
    ids = [value for name, value in attributes.items() if name.rpartition(":")[2] == "id"]
    frame.tables.extend(ids)


_TAKE = {
    "cols/col": _take_column,
    "mergeCells/mergeCell": _take_merged,
    "autoFilter": _take_filter,
    "tableParts/tablePart": _take_table,
}
