"""The lists of a styles part, to which items are appended: fonts, fills, cell formats and so on."""

from __future__ import annotations

from addin.adapters.xlsx.formats.style_marks import Mark, first_place, mark_of
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.xml_bytes import (
    Cut,
    Element,
    opened_tag,
    outline,
    spliced,
    with_attribute,
)
from addin.errors import WriteRefused

ORDER = (
    "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
).split()
_ITEMS = {
    "numFmts": "numFmt",
    "fonts": "font",
    "fills": "fill",
    "borders": "border",
    "cellXfs": "xf",
    "dxfs": "dxf",
}
_MUST_HAVE = {
    "fonts": '<{p}font><{p}sz val="11"/><{p}name val="Calibri"/><{p}family val="2"/></{p}font>',
    "fills": '<{p}fill><{p}patternFill patternType="none"/></{p}fill>'
    '<{p}fill><{p}patternFill patternType="gray125"/></{p}fill>',
    "borders": "<{p}border><{p}left/><{p}right/><{p}top/><{p}bottom/><{p}diagonal/></{p}border>",
    "cellStyleXfs": '<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
}
"""What a styles part must hold before anything can be appended."""


class StyleLists:
    """A styles part by its lists. Items are found again by what they mean."""

    def __init__(self, xml: bytes, part: str) -> None:
        self.xml = _completed(xml, part)
        self._part = part
        self.root = outline(self.xml, part)
        self.prefix = self.root.qualified.decode()
        self._new: dict[str, list[bytes]] = {}
        self._marks: dict[str, list[Mark]] = {}
        self._places: dict[str, dict[Mark, int]] = {}

    def items(self, holder: str) -> list[Element]:
        """The items of a list as they were."""
        found = self.root.first(holder)
        return list(found.all(_ITEMS[holder])) if found is not None else []

    def marks(self, holder: str) -> list[Mark]:
        """The items of a list, new ones too."""
        if holder not in self._marks:
            space = self.root.namespace
            self._marks[holder] = [mark_of(item, space) for item in self.items(holder)]
            self._places[holder] = first_place(mark.key for mark in self._marks[holder])
        return self._marks[holder]

    def place(self, holder: str, mark: Mark) -> int:
        """The number of an item in its list: of one that means the same, else of a new one."""
        marks, key = self.marks(holder), mark.key
        places = self._places[holder]
        if key not in places:
            places[key] = len(marks)
            marks.append(mark)
            self.append(holder, mark.written(self.prefix).encode())
        return places[key]

    def append(self, holder: str, item: bytes) -> None:
        """Put an item at the end of a list."""
        found = self.root.first(holder)
        if found is not None and len(self.items(holder)) != len(found.children):
            raise WriteRefused(THIS, f"its part {self._part} has {holder} that cannot be counted")
        self._new.setdefault(holder, []).append(item)

    def parsed(self, holder: str, item: bytes) -> Element:
        """An item of a list, written for its place there."""
        found = self.root.first(holder)
        tags = [self.xml[self.root.start : self.root.opened]]
        closing = b"</%sstyleSheet>" % self.root.qualified
        if found is not None:
            tags.append(opened_tag(self.xml[found.start : found.opened]))
            closing = b"</%s%s>" % (found.qualified, holder.encode()) + closing
        tree = outline(b"".join(tags) + item + closing, self._part)
        return tree.children[0].children[0] if found is not None else tree.children[0]

    @property
    def has_grown(self) -> bool:
        """Whether anything was appended."""
        return bool(self._new)

    def result(self) -> bytes:
        """The part with what was appended."""
        cuts: list[Cut] = []
        for name in sorted(self._new, key=ORDER.index):
            children = self._new[name]
            inner = b"".join(children)
            holder = self.root.first(name)
            if holder is None or not holder.children:
                tag = f"{self.prefix}{name}"
                whole = f'<{tag} count="{len(children)}">'.encode() + inner + f"</{tag}>".encode()
                place = (holder.start, holder.end) if holder else _place_for(self.root, name)
                cuts.append((*place, whole))
                continue
            tag_bytes = self.xml[holder.start : holder.opened]
            count = str(len(holder.children) + len(children)).encode()
            cuts.append((holder.start, holder.opened, with_attribute(tag_bytes, b"count", count)))
            cuts.append((holder.closed, holder.closed, inner))
        return spliced(self.xml, cuts)


def _place_for(root: Element, name: str) -> tuple[int, int]:
    """Where the standard wants a list that is not there yet."""
    later = ORDER[ORDER.index(name) + 1 :]
    follower = next((child for child in root.children if child.name in later), None)
    place = follower.start if follower else root.closed
    return place, place


def _completed(xml: bytes, part: str) -> bytes:
    """The part with every list that must be there, each with its first item."""
    root = outline(xml, part)
    if root.opened == root.closed == root.end:
        close = f"</{root.qualified.decode()}styleSheet>".encode()
        tag = opened_tag(xml[root.start : root.end])
        xml = spliced(xml, [(root.start, root.end, tag + close)])
        root = outline(xml, part)
    for name, first_items in _MUST_HAVE.items():
        prefix = root.qualified.decode()
        holder = root.first(name)
        if holder is not None and holder.children:
            continue
        whole = f"<{prefix}{name}>{first_items.format(p=prefix)}</{prefix}{name}>".encode()
        place = (holder.start, holder.end) if holder is not None else _place_for(root, name)
        xml = spliced(xml, [(*place, whole)])
        root = outline(xml, part)
    return xml
