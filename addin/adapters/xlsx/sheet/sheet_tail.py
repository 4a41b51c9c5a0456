"""Around the cells of a worksheet part: read it, put an element into its place.

The standard wants the children of ``worksheet`` in one order; Excel calls a file damaged otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.xml_bytes import ATTRIBUTES, Element, outline, spliced
from addin.adapters.xlsx.sheet import look
from addin.errors import WriteRefused

ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
    "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins "
    "pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors "
    "smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
).split()
"""Source: ECMA-376 part 1, 18.3.1.99 (worksheet); drawingHF from the 3rd edition."""

_CHOICES = frozenset({"AlternateContent", "Choice", "Fallback"})
_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet(?=[\s/>])" + ATTRIBUTES + rb"\s*>")


class SheetFrame:
    """A worksheet part without its cells. ``children`` are those of ``worksheet``."""

    def __init__(self, head: bytes, tail: bytes, part: str) -> None:
        root = _ROOT.search(head)
        if root is None:
            raise WriteRefused(THIS, f"its part {part} is no worksheet")
        self._tail = tail
        self.root_tag = root[0]
        self.prefix = root[1] + b":" if root[1] else b""
        is_open = tail.lstrip().startswith(b"</" + self.prefix + b"sheetData")
        closed_head = head if not is_open else head + b"</" + self.prefix + b"sheetData>"
        self.before = outline(closed_head + b"</" + self.prefix + b"worksheet>", part).children
        opening = root[0] + (b"<" + self.prefix + b"sheetData>" if is_open else b"")
        self._offset = len(opening)
        self._behind = outline(opening + tail, part)
        self.namespace = self._behind.namespace

    @property
    def behind(self) -> list[Element]:
        """The elements behind the cells; their places count from the root's tag."""
        return [child for child in self._behind.children if child.name != "sheetData"]

    def first(self, name: str) -> Element | None:
        """The first child of that name, before or behind the cells, or offered as a choice there.

        Strict workbooks put their old drawing inside ``AlternateContent``.
        """
        for child in (*self.before, *self.behind):
            found = next((e for e in _offered(child) if e.name == name), None)
            if found is not None and found.namespace == self.namespace:
                return found
        return None

    def with_element(self, name: str, xml: bytes) -> bytes:
        """The tail with an element put where the standard wants it."""
        rank = ORDER.index(name)
        for child in self.behind:
            if _rank(child) > rank:
                place = child.start - self._offset
                break
        else:
            place = self._behind.closed - self._offset
        return spliced(self._tail, [(place, place, xml)])

    def without_element(self, name: str) -> bytes:
        """The tail without the first element of a name."""
        for child in self.behind:
            if any(element.name == name for element in _offered(child)):
                place = (child.start - self._offset, child.end - self._offset)
                return spliced(self._tail, [(*place, b"")])
        return self._tail


def _offered(element: Element) -> Iterator[Element]:
    """An element, or what it offers when it is a choice between several."""
    if element.name in _CHOICES:
        for child in element.children:
            yield from _offered(child)
    else:
        yield element


def _rank(element: Element) -> int:
    """Where an element stands in the order; alternatives stand where what they hold would."""
    name = next((one.name for one in _offered(element)), "")
    return ORDER.index(name) if name in ORDER else -1


def frame_of(draft: Draft, part: str) -> SheetFrame:
    """The frame of a worksheet part as it will be."""
    seen: list[SheetFrame] = []

    def keep(head: bytes, tail: bytes) -> tuple[bytes, bytes]:
        seen.append(SheetFrame(head, tail, part))
        return head, tail

    look.reframe(draft, part, keep)
    return seen[0]


def put_behind(draft: Draft, part: str, name: str, xml: bytes) -> None:
    """Put an element behind the cells of a worksheet part, where the standard wants it."""

    def change(head: bytes, tail: bytes) -> tuple[bytes, bytes]:
        return head, SheetFrame(head, tail, part).with_element(name, xml)

    look.reframe(draft, part, change)


def take_from_behind(draft: Draft, part: str, name: str) -> None:
    """Take an element away from behind the cells of a worksheet part."""

    def change(head: bytes, tail: bytes) -> tuple[bytes, bytes]:
        return head, SheetFrame(head, tail, part).without_element(name)

    look.reframe(draft, part, change)
