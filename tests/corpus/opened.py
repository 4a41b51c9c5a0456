"""A workbook as a judge sees it: read with zipfile and lxml alone, with none of Tieout's own code.

What Tieout writes is judged by a reader that shares no mistake with it.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from lxml import etree

Cell = tuple[int, int]
TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN = {TRANSITIONAL, "http://purl.oclc.org/ooxml/spreadsheetml/main"}
MAX_BYTES = 600_000_000
MAX_KEPT = 4_000_000
"""Trees of larger parts are not kept: they take ten times the part's size in memory."""


class Unopened(Exception):
    """Not a workbook that can be looked into; the text says why."""


@dataclass(frozen=True, slots=True)
class Relation:
    """From one part to another. ``kind`` is the last word of its type."""

    id: str
    kind: str
    target: str  # a part's key, or an address outside
    is_external: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook part lists it; ``part`` is empty when its relationship is broken."""

    name: str
    part: str
    kind: str
    state: str
    sheet_id: str


def key_of(name: str) -> str:
    """How a part is looked up."""
    return name.replace("\\", "/").lstrip("/").lower()


def local(element: Any) -> str:
    """An element's name without its namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, name: str) -> Iterator[Any]:
    """The children of that name."""
    return (child for child in element if local(child) == name)


def child(element: Any, name: str) -> Any:
    """The first child of that name, or None."""
    return next(children(element, name), None) if element is not None else None


def parsed(xml: bytes) -> Any:
    """The root of a part.

    Raises:
        Unopened: not well-formed.
    """
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unopened(f"not well-formed: {error}") from error


@lru_cache(maxsize=64)
def _kept(xml: bytes) -> Any:
    return parsed(xml)


class Opened:
    """The parts of a package by key, in order.

    Raises:
        Unopened: no zip that Python opens, or of a hostile size.
    """

    def __init__(self, blob: bytes) -> None:
        self.blob = blob
        self.parts: dict[str, bytes] = {}
        self.twice: list[str] = []
        try:
            self._read()
        except Unopened:
            raise
        except Exception as error:  # zlib.error and others, by whatever compresses the entry
            raise Unopened(f"no zip: {error}") from error
        self._relations: dict[str, tuple[Relation, ...]] = {}

    def _read(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.blob)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            if sum(one.file_size for one in entries) > MAX_BYTES:
                raise Unopened("too large to judge")
            for entry in entries:
                if key_of(entry.filename) in self.parts:
                    self.twice.append(entry.filename)
                self.parts[key_of(entry.filename)] = archive.read(entry)

    def tree(self, part: str) -> Any:
        """The root of a part, parsed anew: the caller may change it.

        Raises:
            Unopened: missing, or not well-formed.
        """
        if part not in self.parts:
            raise Unopened(f"no part {part}")
        return parsed(self.parts[part])

    def look(self, part: str) -> Any:
        """The root of a part, for looking only: parsed once, however often the part is met.

        Raises:
            Unopened: missing, or not well-formed.
        """
        if part in self.parts and len(self.parts[part]) <= MAX_KEPT:
            return _kept(self.parts[part])
        return self.tree(part)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What a part refers to; the package itself is ``""``."""
        if part not in self._relations:
            self._relations[part] = tuple(self._read_relations(part))
        return self._relations[part]

    def _read_relations(self, part: str) -> Iterator[Relation]:
        folder, name = posixpath.split(part)
        listed = key_of(posixpath.join(folder, "_rels", f"{name}.rels"))
        if listed not in self.parts:
            return
        for element in self.look(listed):
            if local(element) != "Relationship":
                continue
            target, external = element.get("Target", ""), element.get("TargetMode") == "External"
            if not external:
                joined = posixpath.join(f"/{folder}", target.replace("\\", "/"))
                target = key_of(posixpath.normpath(joined))
            kind = element.get("Type", "").rpartition("/")[2]
            yield Relation(element.get("Id", ""), kind, target, external)

    @cached_property
    def workbook(self) -> str:
        """The workbook part.

        Raises:
            Unopened: the package has none.
        """
        found = next((one.target for one in self.relations("") if one.kind == "officeDocument"), "")
        if found not in self.parts:
            raise Unopened("no workbook part")
        return found

    def related(self, kind: str, part: str = "") -> str:
        """The first part of a kind that the workbook (or another part) refers to, or empty."""
        relations = self.relations(part or self.workbook)
        return next((one.target for one in relations if one.kind == kind), "")

    @cached_property
    def sheets(self) -> tuple[Listed, ...]:
        """The sheets in the order of their tabs."""
        targets = {one.id: one for one in self.relations(self.workbook)}
        listed = child(self.look(self.workbook), "sheets")
        found = []
        for element in listed if listed is not None else ():
            if local(element) != "sheet":
                continue
            id = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")  # noqa: A001 - the attribute's name
            target = targets.get(id)
            found.append(
                Listed(
                    element.get("name", ""),
                    target.target if target and target.target in self.parts else "",
                    target.kind if target else "",
                    element.get("state", "visible"),
                    element.get("sheetId", ""),
                )
            )
        return tuple(found)

    @property
    def worksheets(self) -> tuple[Listed, ...]:
        """The sheets that hold cells."""
        return tuple(one for one in self.sheets if one.kind == "worksheet" and one.part)

    @cached_property
    def shared_strings(self) -> tuple[str, ...]:
        """The shared strings as plain text, without what is said of their pronunciation."""
        part = self.related("sharedStrings")
        if part not in self.parts:
            return ()
        return tuple(plain_text(item) for item in children(self.look(part), "si"))


def plain_text(item: Any) -> str:
    """The text of a string item, rich or not."""
    texts = []
    for element in item:
        if local(element) == "t":
            texts.append(element.text or "")
        elif local(element) == "r":
            texts.extend(run.text or "" for run in children(element, "t"))
    return "".join(texts)
