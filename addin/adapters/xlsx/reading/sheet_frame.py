"""A worksheet part without its rows: hidden columns, merged areas, filter, tables, links, rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from addin.adapters.xlsx.markup import BadMarkup, spelt_out
from addin.adapters.xlsx.reading.entry_rules import Rules
from addin.tables.beside_cells import ConditionalFormat, Validation
from addin.tables.table import MAX_COLUMN, Area

MOST: Final = 1_000_000
"""Merged areas, links or areas of rules in one sheet; the most seen is a few ten thousand."""


@dataclass(frozen=True, slots=True)
class LinkXml:
    """A link as the sheet has it; ``id`` is that of a relationship, empty within the workbook."""

    area: Area
    id: str
    location: str
    tooltip: str


@dataclass(slots=True)
class Frame:
    """What a sheet says beside its cells; ``tables`` are ids of relationships."""

    merged: list[Area] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)  # first and last column
    filtered: Area | None = None
    tables: list[str] = field(default_factory=list)
    links: list[LinkXml] = field(default_factory=list)
    validations: list[Validation] = field(default_factory=list)
    formats: list[ConditionalFormat] = field(default_factory=list)
    is_protected: bool = False

    def hidden_columns(self, width: int) -> frozenset[int]:
        """The hidden columns up to a width."""
        return frozenset(
            column
            for first, last in self.hidden
            for column in range(first, min(last, width, MAX_COLUMN) + 1)
        )


def frame_of(pieces: Iterable[str]) -> Frame:
    """Read the frame; what it says about areas that no sheet can have is left out.

    Raises:
        BadMarkup: more of a thing than any workbook has.
    """
    frame = Frame()
    rules = Rules(frame.validations, frame.formats, MOST)
    path: list[str] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(":")[2]
        path.append(name)
        take = _TAKE.get("/".join(path[1:])) if len(path) < 4 else None
        if take:
            take(frame, attributes)
        else:
            rules.start(name, attributes)

    def end(_: str) -> None:
        rules.end(path.pop())

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = rules.characters
    for piece in pieces:
        parser.Parse(piece.encode(), False)
        if max(len(frame.merged), len(frame.links), len(frame.hidden), len(frame.tables)) > MOST:
            raise BadMarkup("it has more merged areas, links or columns than any sheet")
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


def _take_link(frame: Frame, attributes: Mapping[str, str]) -> None:
    area = area_or_none(attributes.get("ref", ""))
    if area:
        plain = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        location, tooltip = plain.get("location", ""), plain.get("tooltip", "")
        frame.links.append(
            LinkXml(area, plain.get("id", ""), spelt_out(location), spelt_out(tooltip))
        )


def _take_protection(frame: Frame, attributes: Mapping[str, str]) -> None:
    frame.is_protected = attributes.get("sheet", "0") in {"1", "true"}


_TAKE: Mapping[str, Callable[[Frame, Mapping[str, str]], None]] = {
    "cols/col": _take_column,
    "mergeCells/mergeCell": _take_merged,
    "autoFilter": _take_filter,
    "tableParts/tablePart": _take_table,
    "hyperlinks/hyperlink": _take_link,
    "sheetProtection": _take_protection,
}
