"""A package while parts of it are being changed: relationships, content types, new bytes.

Nothing is compressed or copied until ``packed`` is asked for.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from addin.adapters.xlsx.parts.raw_zip import Content, RawZip, key_of, pieces_of
from addin.adapters.xlsx.parts.xml_bytes import (
    STRICT_RELATIONS,
    Cut,
    Element,
    as_utf8,
    attribute_bytes,
    in_utf8,
    outline,
    spliced,
    spliced_pieces,
    with_child,
)

CONTENT_TYPES = "[Content_Types].xml"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


@dataclass(frozen=True, slots=True)
class Relationship:
    """From one part to another, or to the outside. ``kind`` is the last word of its type."""

    id: str
    kind: str
    target: str  # a part's name, or an address outside
    is_external: bool
    type: str


class Draft:
    """One package, and what is to become of it."""

    def __init__(self, package: RawZip) -> None:
        self.package = package
        self.changed: dict[str, Content] = {}  # by key
        self.added: dict[str, bytes] = {}  # by name
        self.dropped: set[str] = set()  # by key

    def __contains__(self, name: str) -> bool:
        key = key_of(name)
        if key in self.dropped:
            return False
        return key in self.package or any(key_of(added) == key for added in self.added)

    def content(self, name: str) -> Content:
        """A part as it will be, in UTF-8."""
        key = key_of(name)
        if key in self.changed:
            return self.changed[key]
        for added, content in self.added.items():
            if key_of(added) == key:
                return content
        return lambda: in_utf8(self.package.pieces(name), name)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part as it will be, in UTF-8, piece by piece."""
        return pieces_of(self.content(name))

    def read(self, name: str) -> bytes:
        """A part as it will be, in UTF-8; for parts that are small."""
        if key_of(name) not in self.changed and key_of(name) in self.package:
            return as_utf8(self.package.read(name), name)
        return b"".join(self.pieces(name))

    def outline(self, name: str) -> Element:
        """The elements of a part as it will be."""
        return outline(self.read(name), name)

    def write(self, name: str, content: bytes) -> None:
        """Change a part, or add it; content that it already has changes nothing."""
        key = key_of(name)
        if key not in self.package:
            known = next((added for added in self.added if key_of(added) == key), "")
            self.added[known or name] = content
            if not known and key.endswith(".rels"):
                self._declare_relationships(name)
        elif self.package.matches(name, content):
            self.changed.pop(key, None)
        else:
            self.changed[key] = content

    def cut(self, name: str, cuts: Iterable[Cut]) -> None:
        """Replace places of a part, by their offsets in what ``pieces`` gives now.

        The part passes through when the package is packed; it is never whole in memory.
        """
        ordered = sorted(cuts, key=lambda cut: cut[:2])
        if not ordered:
            return
        before = self.content(name)
        if key_of(name) in self.package:
            self.changed[key_of(name)] = lambda: spliced_pieces(pieces_of(before), ordered)
        else:
            self.write(name, b"".join(spliced_pieces(pieces_of(before), ordered)))

    def drop(self, name: str) -> None:
        """Leave a part out, with its content type."""
        self.dropped.add(key_of(name))
        self.changed.pop(key_of(name), None)
        self._forget_content_type(name)

    @property
    def is_unchanged(self) -> bool:
        """Whether the package stays as it is."""
        return not (self.changed or self.added or self.dropped)

    def packed(self) -> Iterator[bytes | memoryview]:
        """The package as it will be, piece by piece; the very same bytes if nothing changes."""
        if self.is_unchanged:
            return iter((self.package.blob,))
        return self.package.rewritten(self.changed, self.added, self.dropped)

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """What a part refers to; the package itself is ``""``."""
        name = relationships_part(part)
        if name not in self:
            return ()
        folder = posixpath.dirname(part)
        return tuple(
            _relationship(element, folder) for element in self.outline(name).all("Relationship")
        )

    def relate(self, part: str, kind: str, target: str, *, strict: bool) -> str:
        """Add a relationship to a part inside the package; the id it got."""
        name = relationships_part(part)
        if name not in self:
            self.write(name, relationships_xml(()))
        taken = {relationship.id.lower() for relationship in self.relationships(part)}
        number = len(taken) + 1
        while f"rid{number}" in taken:
            number += 1
        root = self.outline(name)
        line = b'<%sRelationship Id="rId%d" Type="%s" Target="%s"/>' % (
            root.qualified,
            number,
            relation_type(kind, strict=strict).encode(),
            attribute_bytes(posixpath.relpath(target, posixpath.dirname(part) or ".")),
        )
        xml = self.read(name)
        self.write(name, spliced(xml, [with_child(xml, root, line)]))
        return f"rId{number}"

    def unrelate(self, part: str, relationship: Relationship) -> None:
        """Take a relationship away."""
        name = relationships_part(part)
        xml = self.read(name)
        cuts = [
            (element.start, element.end, b"")
            for element in self.outline(name).all("Relationship")
            if element.get("Id") == relationship.id
        ]
        self.write(name, spliced(xml, cuts))

    def declare(self, part: str, content_type: str) -> None:
        """State the content type of a new part."""
        xml, root = self.read(CONTENT_TYPES), self.outline(CONTENT_TYPES)
        line = b'<%sOverride PartName="/%s" ContentType="%s"/>' % (
            root.qualified,
            attribute_bytes(part),
            content_type.encode(),
        )
        self.write(CONTENT_TYPES, spliced(xml, [with_child(xml, root, line)]))

    def _declare_relationships(self, name: str) -> None:
        """State the type of a new relationships part, where no default does (LibreOffice)."""
        defaults = self.outline(CONTENT_TYPES).all("Default")
        if not any(default.get("Extension", "").lower() == "rels" for default in defaults):
            self.declare(name, _RELATIONSHIPS_TYPE)

    def _forget_content_type(self, part: str) -> None:
        xml = self.read(CONTENT_TYPES)
        cuts = [
            (element.start, element.end, b"")
            for element in self.outline(CONTENT_TYPES).all("Override")
            if key_of(element.get("PartName")) == key_of(part)
        ]
        self.write(CONTENT_TYPES, spliced(xml, cuts))


def _same(one: Iterator[bytes], other: Iterator[bytes]) -> bool:
    """Whether two streams hold the same bytes, however they are cut."""
    sums = [(0, 0), (0, 0)]
    for number, pieces in enumerate((one, other)):
        for piece in pieces:
            size, checksum = sums[number]
            sums[number] = size + len(piece), zlib.crc32(piece, checksum)
    return sums[0] == sums[1]


def relationships_part(part: str) -> str:
    """Where the relationships of a part are kept."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", base + ".rels")


def relation_type(kind: str, *, strict: bool) -> str:
    """The full type of a relationship."""
    if strict:
        return f"{STRICT_RELATIONS}/{kind}"
    return f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"


def relationships_xml(relationships: tuple[Relationship, ...]) -> bytes:
    """A relationships part; targets are written as they are given."""
    lines = b"".join(
        b'<Relationship Id="%s" Type="%s" Target="%s"%s/>'
        % (
            attribute_bytes(one.id),
            attribute_bytes(one.type),
            attribute_bytes(one.target),
            b' TargetMode="External"' if one.is_external else b"",
        )
        for one in relationships
    )
    return _XML + b'<Relationships xmlns="%s">%s</Relationships>' % (
        _PACKAGE_RELATIONS.encode(),
        lines,
    )


def _relationship(element: Element, folder: str) -> Relationship:
    target, is_external = element.get("Target"), element.get("TargetMode") == "External"
    if not is_external:
        path = posixpath.join("/" + folder, target.replace("\\", "/"))
        target = posixpath.normpath(path).lstrip("/")
    kind = element.get("Type").rsplit("/", 1)[-1]
    return Relationship(element.get("Id"), kind, target, is_external, element.get("Type"))
