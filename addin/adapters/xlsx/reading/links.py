"""Links to other workbooks: where they lead, and the values kept from there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from addin.adapters.xlsx.markup import spelt_out
from addin.adapters.xlsx.reading.cell_values import CellValues
from addin.adapters.xlsx.reading.package import Package
from addin.tables.table import Value

Linked = Mapping[tuple[str, str], Value]
"""(sheet, address) → the value that the other workbook had when this one was last saved."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: where it leads, the values kept from there, and the names defined there."""

    target: str = ""
    values: Linked = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def link_of(package: Package, part: str) -> Link:
    """The link that a part describes; its target is as the file states it.

    A link to a running program (DDE, OLE) has the target ``program|topic``, or none.
    """
    reader = _LinkReader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    for piece in package.tidied(part):
        parser.Parse(piece.encode(), False)
    related = package.relationships(part)
    target = related[reader.id].target if reader.id in related else reader.program
    return Link(target, reader.values, reader.names)


class _LinkReader:
    """Gathers the cached cells from a parser's events."""

    def __init__(self) -> None:
        self.id = ""
        self.program = ""
        self.values: dict[tuple[str, str], Value] = {}
        self.names: dict[str, str] = {}
        self._sheets: list[str] = []
        self._sheet = ""
        self._cell: Mapping[str, str] = {}
        self._text: list[str] = []
        self._read = CellValues()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        plain = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        match tag.rpartition(":")[2]:
            case "externalBook" | "oleLink":
                self.id = plain.get("id", "")
            case "ddeLink":
                self.program = f"{plain.get('ddeService', '')}|{plain.get('ddeTopic', '')}"
            case "sheetName":
                self._sheets.append(spelt_out(plain.get("val", "")))
            case "definedName":
                self._name(plain)
            case "sheetData":
                self._sheet = self._sheet_name(plain.get("sheetId", ""))
            case "cell":
                self._cell = plain
                self._text = []

    def _name(self, plain: Mapping[str, str]) -> None:
        name = spelt_out(plain.get("name", ""))
        home = self._sheet_name(plain.get("sheetId", ""))
        self.names[f"{home}!{name}" if home else name] = spelt_out(
            plain.get("refersTo", "").removeprefix("=")
        )

    def _sheet_name(self, place: str) -> str:
        known = place.isdecimal() and len(place) < 8 and int(place) < len(self._sheets)
        return self._sheets[int(place)] if known else ""

    def characters(self, text: str) -> None:
        """Text within an element."""
        self._text.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag.rpartition(":")[2] == "cell" and "r" in self._cell:
            kind = self._cell.get("t", "n")
            text = "".join(self._text)
            read = self._read.reader("str" if kind == "s" else kind, "")
            self.values[self._sheet, self._cell["r"]] = read(text.replace("&", "&amp;"))
