"""XML as bytes: where an element stands, a tag with one attribute changed; all else as it was.

A part is never written from a tree: blanks, order of attributes, quotes and namespaces that nobody
asked about would change. It is cut at known places instead, and the pieces are joined again.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.errors import DamagedFile, WriteRefused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"

ATTRIBUTES = rb"""(?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"]*"|'[^']*'))*"""
"""The attributes of a tag, as a pattern: ``>`` may stand inside quotes."""

_ATTRIBUTE = re.compile(rb"""\s([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']""")
_ENCODING = re.compile(r"""(<\?xml[^>]*\sencoding\s*=\s*["'])[\w.-]+""")

Cut = tuple[int, int, bytes]
"""From, to (not included), and what to put there."""


@dataclass(slots=True)
class Element:
    """One element and where it stands: ``<start ... >opened ... closed</...>end``."""

    namespace: str
    name: str
    prefix: str
    attributes: dict[str, str]
    start: int
    opened: int
    closed: int = 0
    end: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Element]:
        """Children of that name in the element's own namespace."""
        return (
            child
            for child in self.children
            if child.name == name and child.namespace == self.namespace
        )

    def first(self, name: str) -> Element | None:
        """The first child of that name; None if there is none."""
        return next(self.all(name), None)

    def get(self, name: str, default: str = "") -> str:
        """An attribute without a namespace."""
        return self.attributes.get(name, default)

    def is_true(self, name: str) -> bool:
        """Whether an attribute is set."""
        return self.get(name) in {"1", "true", "on"}

    @property
    def qualified(self) -> bytes:
        """The prefix with its colon, as this element's siblings need it."""
        return f"{self.prefix}:".encode() if self.prefix else b""


def outline(xml: bytes, part: str) -> Element:
    """The elements of a small part and their places. ``xml`` must be UTF-8.

    Raises:
        DamagedFile: not well-formed.
        WriteRefused: it declares a DOCTYPE.
    """
    root: list[Element] = []
    open_elements: list[Element] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.namespace_prefixes = True
    parser.buffer_text = True

    def opened(tag: str, attributes: dict[str, str]) -> None:
        namespace, name, prefix = _parts_of(tag)
        start = parser.CurrentByteIndex
        element = Element(
            namespace, name, prefix, {_attribute_name(k): v for k, v in attributes.items()},
            start, start + len(tag_at(xml, start)),
        )  # fmt: skip
        (open_elements[-1].children if open_elements else root).append(element)
        open_elements.append(element)

    def closed(_tag: str) -> None:
        element = open_elements.pop()
        if xml[element.opened - 2 : element.opened] == b"/>":
            element.closed = element.end = element.opened
        else:
            element.closed = parser.CurrentByteIndex
            element.end = xml.index(b">", element.closed) + 1

    def text(characters: str) -> None:
        open_elements[-1].text += characters

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    _parse(parser, xml, part)
    return root[0]


class WellFormed:
    """Parse a part of any size, piece by piece, for nothing but its mistakes.

    Raises:
        DamagedFile: not well-formed.
        WriteRefused: it declares a DOCTYPE.
    """

    def __init__(self, part: str) -> None:
        self._part = part
        self._parser = expat.ParserCreate(namespace_separator=" ")

    def feed(self, piece: bytes, *, is_last: bool = False) -> None:
        """The next bytes."""
        _parse(self._parser, piece, self._part, is_last=is_last)


def _parse(parser: expat.XMLParserType, xml: bytes, part: str, *, is_last: bool = True) -> None:
    def no_doctype(*_: object) -> None:
        raise WriteRefused(THIS, f"its part {part} has a DOCTYPE")

    parser.StartDoctypeDeclHandler = no_doctype
    try:
        parser.Parse(xml, is_last)
    except expat.ExpatError as error:
        raise DamagedFile(THIS, f"its part {part} is not well-formed: {error}") from error


def _parts_of(tag: str) -> tuple[str, str, str]:
    pieces = tag.split(" ")
    if len(pieces) == 1:
        return "", pieces[0], ""
    return pieces[0], pieces[1], pieces[2] if len(pieces) == 3 else ""


def _attribute_name(tag: str) -> str:
    namespace, name, _ = _parts_of(tag)
    return f"{{{namespace}}}{name}" if namespace else name


def as_utf8(xml: bytes, part: str) -> bytes:
    """The part in UTF-8, which is how Excel writes it; others do not always.

    Raises:
        DamagedFile: the bytes are not in the encoding they declare.
    """
    if xml.startswith(b"\xef\xbb\xbf"):
        return xml
    encoding = _encoding_of(xml)
    if encoding in {"utf-8", "us-ascii", "ascii"}:
        return xml
    try:
        text = xml.decode(encoding)
    except (LookupError, UnicodeDecodeError) as error:
        raise DamagedFile(THIS, f"its part {part} is not in {encoding}") from error
    return _ENCODING.sub(r"\1UTF-8", text, count=1).encode()


def in_utf8(pieces: Iterator[bytes], part: str) -> Iterator[bytes]:
    """Like ``as_utf8``, for a part that comes in pieces.

    Raises:
        DamagedFile: the bytes are not in the encoding they declare.
    """
    first = next(pieces, b"")
    encoding = _encoding_of(first)
    if first.startswith(b"\xef\xbb\xbf") or encoding in {"utf-8", "us-ascii", "ascii"}:
        yield first
        yield from pieces
        return
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        yield _ENCODING.sub(r"\1UTF-8", decoder.decode(first), count=1).encode()
        for piece in pieces:
            yield decoder.decode(piece).encode()
        yield decoder.decode(b"", final=True).encode()
    except (LookupError, UnicodeDecodeError) as error:
        raise DamagedFile(THIS, f"its part {part} is not in {encoding}") from error


def _encoding_of(xml: bytes) -> str:
    for start, encoding in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"<\0", "utf-16-le"),
        (b"\0<", "utf-16-be"),
    ):
        if xml.startswith(start):
            return encoding
    declared = _DECLARED.match(xml[:200])
    return declared[1].decode().lower() if declared else "utf-8"


def spliced(xml: bytes, cuts: Iterable[Cut]) -> bytes:
    """The bytes with pieces replaced; cuts at one place come in the order given."""
    pieces: list[bytes] = []
    position = 0
    for start, end, replacement in sorted(cuts, key=lambda cut: cut[:2]):
        pieces += [xml[position:start], replacement]
        position = end
    return b"".join([*pieces, xml[position:]])


def spliced_pieces(pieces: Iterator[bytes], cuts: Sequence[Cut]) -> Iterator[bytes]:
    """What ``spliced`` does, to bytes that come in pieces; cuts are in order."""
    waiting = deque(cuts)
    reached = 0  # where the piece begins
    position = 0  # what lies before has been passed on, or cut out
    for piece in pieces:
        beyond = reached + len(piece)
        new: list[bytes] = []
        while waiting and waiting[0][0] < beyond:
            start, end, replacement = waiting.popleft()
            new += (piece[position - reached : start - reached], replacement)
            position = max(start, end)
        new.append(piece[position - reached :])
        yield b"".join(new)
        position = max(position, beyond)
        reached = beyond
    yield b"".join(replacement for _, _, replacement in waiting)


def tag_at(xml: bytes, start: int) -> bytes:
    """The whole tag that begins at an offset."""
    found = _TAG.match(xml, start)
    if found is None:
        raise DamagedFile(THIS, "a tag in it is not closed")
    return found[0]


def attributes_of(tag: bytes) -> dict[bytes, bytes]:
    """The attributes of a tag as they are written, entities and all."""
    return {
        found[1]: found[2] if found[2] is not None else found[3]
        for found in _ATTRIBUTE.finditer(tag)
    }


def with_attribute(tag: bytes, name: bytes, value: bytes) -> bytes:
    """The tag with one attribute changed, or added behind the others."""
    for found in _ATTRIBUTE.finditer(tag):
        if found[1] == name:
            group = 2 if found[2] is not None else 3
            return tag[: found.start(group)] + value + tag[found.end(group) :]
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + b" " + name + b'="' + value + b'"' + tag[end:]


def opened_tag(tag: bytes) -> bytes:
    """A self-closed tag as a start tag."""
    return tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag


def with_child(xml: bytes, parent: Element, child: bytes) -> Cut:
    """The cut that puts a last child into an element, self-closed or not."""
    if parent.closed > parent.opened or xml[parent.opened - 2 : parent.opened] != b"/>":
        return parent.closed, parent.closed, child
    tag = xml[parent.start : parent.opened]
    name = parent.qualified + parent.name.encode()
    return parent.start, parent.end, opened_tag(tag) + child + b"</" + name + b">"


def text_bytes(text: str) -> bytes:
    """Text for between tags."""
    return escape(text).encode()


def attribute_bytes(text: str) -> bytes:
    """Text for between double quotes."""
    return escape(text, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}).encode()
