"""The part that holds the text of a sheet's notes: single notes set, replaced, taken away."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from addin.adapters.xlsx.markup import spelt_out
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.xml_bytes import (
    MAIN,
    STRICT_MAIN,
    Cut,
    Element,
    outline,
    spliced,
    tag_at,
    with_attribute,
    with_child,
)
from addin.adapters.xlsx.sheet.cell_xml import text_xml
from addin.errors import DamagedFile
from addin.tables.table import address, cell_at

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"

Cell = tuple[int, int]

_RUN = (
    b'<%(p)sr><%(p)srPr><%(p)ssz val="9"/><%(p)scolor indexed="81"/><%(p)srFont val="Tahoma"/>'
    b'<%(p)sfamily val="2"/></%(p)srPr>%(text)s</%(p)sr>'
)


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it stands in its cell: what Excel shows, without fonts."""

    text: str
    author: str


def empty_comments(*, strict: bool) -> bytes:
    """A part for a sheet without notes."""
    namespace = (STRICT_MAIN if strict else MAIN).encode()
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        b'<comments xmlns="%s"><authors></authors><commentList></commentList></comments>'
        % namespace
    )


class CommentsPart:
    """The notes of one sheet, in the order in which they are stored.

    Raises:
        DamagedFile: a note belongs to no cell.
    """

    def __init__(self, xml: bytes, part: str) -> None:
        self._xml = _opened(xml, part)
        self._root = outline(self._xml, part)
        holder = self._root.first("authors")
        self._authors = [spelt_out(one.text) for one in holder.all("author")] if holder else []
        comments = self._root.first("commentList")
        self._elements = {
            _cell_of(element, part): element
            for element in (comments.all("comment") if comments else ())
        }

    @property
    def notes(self) -> dict[Cell, Note]:
        """Every note by (row, column)."""
        return {cell: self._note(element) for cell, element in self._elements.items()}

    def _note(self, element: Element) -> Note:
        number = element.get("authorId")
        known = number.isdecimal() and int(number) < len(self._authors)
        text = element.first("text")
        return Note(
            _text_of(text) if text is not None else "",
            self._authors[int(number)] if known else "",
        )

    def changed(self, changes: Mapping[Cell, Note | None]) -> bytes:
        """The part with notes set or (None) taken away; other notes stay byte for byte."""
        authors = list(self._authors)
        cuts: list[Cut] = []
        fresh: dict[Cell, bytes] = {}
        for cell, note in sorted(changes.items()):
            element = self._elements.get(cell)
            if note is None:
                if element is not None:
                    cuts.append((element.start, element.end, b""))
                continue
            if note.author not in authors:
                authors.append(note.author)
            number = b"%d" % authors.index(note.author)
            if element is not None:
                cuts += self._replaced(element, note, number, cell)
            else:
                fresh[cell] = self._comment(note, number, cell)
        cuts += self._added_authors(authors[len(self._authors) :])
        return spliced(self._xml, [*cuts, *self._inserted(fresh)])

    def _replaced(self, element: Element, note: Note, author: bytes, cell: Cell) -> list[Cut]:
        tag = tag_at(self._xml, element.start)
        text = element.first("text")
        written = self._text(note, cell)
        if text is None:
            start, end, child = with_child(self._xml, element, written)
            return [(start, end, child)]
        new_tag = with_attribute(tag, b"authorId", author)
        return [
            (element.start, element.opened, new_tag),
            (text.start, text.end, written),
        ]

    def _comment(self, note: Note, author: bytes, cell: Cell) -> bytes:
        return b'<%scomment ref="%s" authorId="%s" shapeId="0">%s</%scomment>' % (
            self._root.qualified,
            address(*cell).encode(),
            author,
            self._text(note, cell),
            self._root.qualified,
        )

    def _text(self, note: Note, cell: Cell) -> bytes:
        prefix = self._root.qualified
        text = text_xml(note.text, prefix, f"the note on {address(*cell)}")
        run = _RUN % {b"p": prefix, b"text": text}
        return b"<%stext>%s</%stext>" % (prefix, run, prefix)

    def _inserted(self, fresh: Mapping[Cell, bytes]) -> list[Cut]:
        """New notes before the first that stands further down or right, as Excel stores them."""
        if not fresh:
            return []
        holder = self._root.first("commentList")
        if holder is None:
            inner = b"".join(fresh.values())
            prefix = self._root.qualified
            whole = b"<%scommentList>%s</%scommentList>" % (prefix, inner, prefix)
            return [with_child(self._xml, self._root, whole)]
        cuts: list[Cut] = []
        last = b""
        elements = list(self._elements.values())
        furthest = list(accumulate(self._elements, max))  # ascending, whatever order they are in
        for cell, xml in fresh.items():
            at = bisect_right(furthest, cell)
            if at < len(elements):
                cuts.append((elements[at].start, elements[at].start, xml))
            else:
                last += xml
        return [*cuts, with_child(self._xml, holder, last)] if last else cuts

    def _added_authors(self, names: list[str]) -> list[Cut]:
        if not names:
            return []
        prefix = self._root.qualified
        lines = b"".join(
            b"<%sauthor>%s</%sauthor>" % (prefix, _author_text(name), prefix) for name in names
        )
        holder = self._root.first("authors")
        if holder is not None:
            return [with_child(self._xml, holder, lines)]
        whole = b"<%sauthors>%s</%sauthors>" % (prefix, lines, prefix)
        return [(self._root.opened, self._root.opened, whole)]


def _opened(xml: bytes, part: str) -> bytes:
    """The part with a start tag and an end tag, so that something can go between."""
    root = outline(xml, part)
    if root.opened < root.end:
        return xml
    start, end, whole = with_child(xml, root, b"")
    return spliced(xml, [(start, end, whole)])


def _author_text(name: str) -> bytes:
    """A name, escaped as text in cells is."""
    element = text_xml(name, b"", "the author of a note")
    return element[element.index(b">") + 1 : element.rindex(b"</")]


def _cell_of(element: Element, part: str) -> Cell:
    try:
        return cell_at(element.get("ref").partition(":")[0])
    except ValueError:
        stated = element.get("ref")
        raise DamagedFile(THIS, f"its part {part} has a note on {stated!r}") from None


def _text_of(text: Element) -> str:
    """What a note says: its runs, without phonetic hints."""
    pieces = [text, *text.all("r")]
    return spelt_out("".join(t.text for piece in pieces for t in piece.all("t")))
