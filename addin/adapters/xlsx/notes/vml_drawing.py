"""The old kind of drawing, in which Excel keeps the boxes of notes, beside buttons and pictures.

Source: ECMA-376 part 4, 8 (VML) and 14 (``ClientData``). Excel writes line breaks in the text of
buttons as ``<br>``, as in HTML, so that a drawing may be no well-formed XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain

from addin.adapters.xlsx.notes.note_anchor import Anchor
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.xml_bytes import (
    Cut,
    Element,
    attributes_of,
    outline,
    spliced,
    tag_at,
    with_attribute,
    with_child,
)
from addin.errors import DamagedFile, WriteRefused

VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
IDS_IN_CLUSTER = 1024

Cell = tuple[int, int]

_SPACES = {
    b"xmlns:v": b"urn:schemas-microsoft-com:vml",
    b"xmlns:o": b"urn:schemas-microsoft-com:office:office",
    b"xmlns:x": b"urn:schemas-microsoft-com:office:excel",
}
_BREAK = re.compile(rb"<(?:br|BR)>")
_NUMBERED = re.compile(rb"""_s(\d{1,9})["']""")
_SHAPE_KINDS = frozenset("shape rect roundrect oval line polyline group arc curve image".split())
_TYPE = (
    b'<v:shapetype id="_x0000_t202"%s coordsize="21600,21600" o:spt="202"'
    b' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    b'<v:shape id="_x0000_s%d" type="#_x0000_t202"%s style=\'position:absolute;margin-left:60pt;'
    b"margin-top:1.5pt;width:96pt;height:55.5pt;z-index:%d;visibility:hidden' "
    b'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    b'<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    b"<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
    b'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    b"<x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row>"
    b"<x:Column>%d</x:Column></x:ClientData></v:shape>"
)


def empty_drawing(cluster: int) -> bytes:
    """A drawing without shapes, whose ids will be those of a cluster: 1025 and on for 1."""
    spaces = b" ".join(b'%s="%s"' % space for space in _SPACES.items())
    return (
        b'<xml %s><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout>'
        b"</xml>" % (spaces, cluster)
    )


class VmlDrawing:
    """One drawing and the boxes of notes in it.

    Raises:
        WriteRefused: it is written in a way in which no shape is certain to be found.
    """

    def __init__(self, xml: bytes, part: str) -> None:
        self._xml = xml
        readable = _BREAK.sub(b"<b/>", xml)  # as long as it was: places stay right
        try:
            self._root = outline(readable, part)
        except DamagedFile as error:
            raise WriteRefused(THIS, f"its drawing {part} cannot be read for certain") from error
        self.boxes: dict[Cell, Element] = {}
        for shape in self._root.children:
            cell = _noted_cell(shape)
            if cell is not None:
                self.boxes.setdefault(cell, shape)

    @property
    def clusters(self) -> tuple[int, ...]:
        """The clusters of ids that are this drawing's."""
        found = self._id_map()
        stated = re.findall(r"\d{1,7}", found.get("data")) if found is not None else []
        return tuple(map(int, stated))

    def has_other_shapes(self, gone: Iterable[Cell]) -> bool:
        """Whether anything is drawn when the boxes of these notes are gone."""
        boxes = [self.boxes[cell] for cell in gone if cell in self.boxes]
        return any(
            shape.name in _SHAPE_KINDS and not any(shape is box for box in boxes)
            for shape in self._root.children
        )

    def changed(
        self, added: Mapping[Cell, Anchor], gone: Iterable[Cell], free_cluster: int
    ) -> bytes:
        """The drawing with boxes added and taken away; all else stays byte for byte.

        ``free_cluster`` is one that no drawing of the workbook has, for when its own are full.
        """
        cuts: list[Cut] = [
            (self.boxes[cell].start, self.boxes[cell].end, b"")
            for cell in gone
            if cell in self.boxes
        ]
        if not added:
            return spliced(self._xml, cuts)
        spaces = self._missing_spaces()
        ids, clusters = self._free_ids(len(added), free_cluster)
        shapes = [] if self._has_type() else [_TYPE % spaces]
        start = len(self._root.children)
        for number, (cell, place) in enumerate(sorted(added.items())):
            edges = b", ".join(b"%d" % edge for edge in place)
            row, column = cell
            box = (ids[number], spaces, start + number, edges, row - 1, column - 1)
            shapes.append(_SHAPE % box)
        cuts.append(with_child(self._xml, self._root, b"".join(shapes)))
        return spliced(self._xml, [*cuts, *self._claimed(clusters)])

    def _missing_spaces(self) -> bytes:
        """The namespaces that a new shape has to declare itself."""
        declared = attributes_of(tag_at(self._xml, self._root.start))
        return b"".join(
            b' %s="%s"' % (name, space)
            for name, space in _SPACES.items()
            if declared.get(name) != space
        )

    def _has_type(self) -> bool:
        return any(
            child.name == "shapetype" and child.get("id") == "_x0000_t202"
            for child in self._root.children
        )

    def _free_ids(self, count: int, free_cluster: int) -> tuple[list[int], list[int]]:
        """Ids that no shape has, and the clusters beyond the drawing's own that they need."""
        used = {int(number) for number in _NUMBERED.findall(self._xml)}
        ids: list[int] = []
        more: list[int] = []
        free = max([free_cluster, *(cluster + 1 for cluster in self.clusters)])
        for cluster in chain(self.clusters, range(free, free + count)):
            if len(ids) == count:
                break
            if cluster not in self.clusters:
                more.append(cluster)
            first, end = cluster * IDS_IN_CLUSTER, (cluster + 1) * IDS_IN_CLUSTER
            highest = max((n for n in used if first <= n < end), default=first)
            ids += range(highest + 1, end)[: count - len(ids)]
        return ids, more

    def _claimed(self, clusters: list[int]) -> list[Cut]:
        """The cuts that make clusters the drawing's own."""
        found = self._id_map()
        if not clusters or found is None:
            return []
        tag = tag_at(self._xml, found.start)
        stated = ",".join(map(str, (*self.clusters, *clusters)))
        return [(found.start, found.opened, with_attribute(tag, b"data", stated.encode()))]

    def _id_map(self) -> Element | None:
        for layout in self._root.children:
            if layout.name == "shapelayout":
                return next((one for one in layout.children if one.name == "idmap"), None)
        return None


def _noted_cell(shape: Element) -> Cell | None:
    """The cell whose note a shape shows; None if it shows none."""
    for held in shape.children:
        if held.name == "ClientData" and held.get("ObjectType") == "Note":
            said = {child.name: child.text.strip() for child in held.children}
            row, column = said.get("Row", ""), said.get("Column", "")
            if row.isdecimal() and column.isdecimal():
                return int(row) + 1, int(column) + 1
    return None
