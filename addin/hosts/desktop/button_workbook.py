"""A workbook just built → the same with buttons on its sheets, macros behind them and a ribbon.

Only for workbooks that ``builder`` has made a moment ago: one that exists is the patcher's alone.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from addin.hosts.desktop.form_buttons import (
    CONTROL_PROPERTIES,
    FormButton,
    controls,
    drawing,
    laid_out,
    old_drawing,
    old_shapes,
)
from addin.hosts.desktop.xlam import RIBBON_LINK, RIBBON_PART, packed, with_project

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R: Final = f'xmlns:r="{_OFFICE}"'
_FIRST_CLUSTER: Final = 20
"""The shapes' numbers are 1,024 times that of their drawing; the low ones are for notes."""
_CLUSTER: Final = 1024
_TYPES: Final = "[Content_Types].xml"
_PLAIN: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WITH_MACROS: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_DRAWING: Final = "application/vnd.openxmlformats-officedocument.drawing+xml"
_CONTROL: Final = "application/vnd.ms-excel.controlproperties+xml"
_VML: Final = (
    '<Default Extension="vml" '
    'ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
)


@dataclass(frozen=True, slots=True)
class SheetButtons:
    """The buttons of one sheet: label and macro of each, and the widths of its columns."""

    sheet: str
    buttons: Sequence[tuple[str, str]]
    widths: Mapping[int, float]


def with_buttons(
    package: bytes, sheets: Sequence[SheetButtons], modules: Mapping[str, str], ribbon: str
) -> bytes:
    """The workbook as an ``.xlsm``, the same bytes each time.

    Args:
        package: an ``.xlsx`` of ours; in it, row 3 of the sheets that get buttons is empty.
        sheets: what gets which buttons.
        modules: the VBA behind them, by the modules' names.
        ribbon: the ribbon's XML.

    Raises:
        CannotBuild: pyOpenVBA is not installed.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        drawn = _Drawn({name: old.read(name).decode() for name in old.namelist()})
    for one in sheets:
        drawn.add(one)
    drawn.parts[_TYPES] = drawn.parts[_TYPES].replace(_PLAIN, _WITH_MACROS)
    drawn.parts["_rels/.rels"] = _before_end(drawn.parts["_rels/.rels"], RIBBON_LINK)
    drawn.parts[RIBBON_PART] = ribbon
    whole = packed({name: text.encode() for name, text in drawn.parts.items()})
    return with_project(whole, modules)


@dataclass(slots=True)
class _Drawn:
    """The parts of a workbook that is being given buttons."""

    parts: dict[str, str]
    controls: int = field(default=0)

    def add(self, one: SheetButtons) -> None:
        part = self._part_of(one.sheet)
        number = int("".join(filter(str.isdigit, part)))
        links = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
        self.parts.setdefault(
            links,
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            "</Relationships>",
        )
        notes = re.search(r'Target="/(xl/drawings/[^"]+\.vml)"', self.parts[links])
        first = (_FIRST_CLUSTER + number) * _CLUSTER + 1
        if notes:
            used = re.findall(r"_x0000_s(\d+)", self.parts[notes[1]])
            first = max(map(int, used)) + 1
        buttons = laid_out(one.buttons, one.widths, first)
        self._draw(number, part, links, notes[1] if notes else "", buttons)

    def _part_of(self, sheet: str) -> str:
        """The builder numbers its sheets as they come."""
        names = re.findall(r'<sheet [^>]*?name="([^"]*)"', self.parts["xl/workbook.xml"])
        return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"

    def _draw(
        self, number: int, part: str, links: str, notes: str, buttons: Sequence[FormButton]
    ) -> None:
        new = f"xl/drawings/drawing{number}.xml"
        self.parts[new] = drawing(buttons)
        self._type(new, _DRAWING)
        self._link(links, "tieoutDrawing", "drawing", f"/{new}")
        relations = []
        for at, _ in enumerate(buttons, 1):
            self.controls += 1
            properties = f"xl/ctrlProps/ctrlProp{self.controls}.xml"
            self.parts[properties] = CONTROL_PROPERTIES
            self._type(properties, _CONTROL)
            relations.append(f"tieoutControl{at}")
            self._link(links, relations[-1], "ctrlProp", f"/{properties}")
        text = self.parts[part]
        ending = controls(buttons, relations)
        if notes:
            self.parts[notes] = _before_end(self.parts[notes], old_shapes(buttons))
            old = re.search(r"<legacyDrawing [^>]*/>", text)
            legacy = old[0] if old else ""
            text = text.replace(legacy, "")
        else:
            vml = f"xl/drawings/vmlDrawing{number}.vml"
            self.parts[vml] = old_drawing(buttons, _FIRST_CLUSTER + number)
            self._link(links, "tieoutOldDrawing", "vmlDrawing", f"/{vml}")
            if 'Extension="vml"' not in self.parts[_TYPES]:
                self.parts[_TYPES] = self.parts[_TYPES].replace("<Override", f"{_VML}<Override", 1)
            legacy = f'<legacyDrawing {_R} r:id="tieoutOldDrawing"/>'
        added = f'<drawing {_R} r:id="tieoutDrawing"/>{legacy}' + ending.replace(
            "<controls ", f"<controls {_R} ", 1
        )
        cut = text.index("<tableParts") if "<tableParts" in text else text.index("</worksheet>")
        self.parts[part] = text[:cut] + added + text[cut:]

    def _type(self, part: str, content_type: str) -> None:
        entry = f'<Override PartName="/{part}" ContentType="{content_type}"/>'
        self.parts[_TYPES] = _before_end(self.parts[_TYPES], entry)

    def _link(self, links: str, name: str, kind: str, target: str) -> None:
        entry = f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        self.parts[links] = _before_end(self.parts[links], entry)


def _before_end(text: str, added: str) -> str:
    """A part with something more before its last end tag."""
    cut = text.rindex("</")
    return text[:cut] + added + text[cut:]
