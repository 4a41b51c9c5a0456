"""Faults in a package's structure: what makes Excel offer to repair a file, found without Excel.

Only rules that the standard states or that Excel is known to enforce. A file from elsewhere may
have faults of its own, so a writer answers only for those that were not there before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from tests.corpus.opened import MAIN, Opened, Unopened, local
from tests.corpus.structure_of_book import book_faults
from tests.corpus.structure_of_sheet import sheet_faults
from tests.corpus.structure_of_tables import table_faults

CONTENT_TYPES = "[content_types].xml"
RELATION_ATTRIBUTES = {
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
XML = (".xml", ".rels", ".vml")


def faults(book: Opened) -> Counter[str]:
    """What is wrong, each with how often."""
    found: Counter[str] = Counter()
    judges: tuple[Callable[[Opened], Iterator[str]], ...] = (
        _entries,
        _well_formed,
        _content_types,
        _relations,
        book_faults,
        sheet_faults,
        table_faults,
    )
    for judge in judges:
        try:
            found.update(judge(book))
        except (Unopened, ValueError, KeyError) as error:
            found[f"{judge.__name__.strip('_')} cannot be judged: {error}"] += 1
    return found


def new_faults(before: Opened, after: Opened) -> list[str]:
    """What is wrong after and was not before."""
    return sorted(faults(after) - faults(before))


def _entries(book: Opened) -> Iterator[str]:
    for name in book.twice:
        yield f"two entries are called {name}"
    if CONTENT_TYPES not in book.parts:
        yield "no content types"


def _well_formed(book: Opened) -> Iterator[str]:
    for part in book.parts:
        if part.endswith(XML) and not part.endswith(".vml"):
            try:
                book.look(part)
            except Unopened as error:
                yield f"{part} is {error}"


def _content_types(book: Opened) -> Iterator[str]:
    if CONTENT_TYPES not in book.parts:
        return
    defaults: set[str] = set()
    overrides: Counter[str] = Counter()
    for element in book.look(CONTENT_TYPES):
        if local(element) == "Default":
            defaults.add(element.get("Extension", "").lower())
        elif local(element) == "Override":
            overrides[element.get("PartName", "").lstrip("/").lower()] += 1
    for part, times in overrides.items():
        if times > 1:
            yield f"the content type of {part} is stated {times} times"
        if part not in book.parts:
            yield f"a content type is stated for {part}, which is not there"
    for part in book.parts:
        extension = part.rpartition(".")[2]
        if part != CONTENT_TYPES and part not in overrides and extension not in defaults:
            yield f"{part} has no content type"


def _relations(book: Opened) -> Iterator[str]:
    for listed in [part for part in book.parts if part.endswith(".rels")]:
        folder, _, name = listed.rpartition("_rels/")
        part = folder + name.removesuffix(".rels")
        if part and part not in book.parts:
            yield f"{listed} belongs to nothing"
        ids = Counter(one.id for one in book.relations(part))
        for id, times in ids.items():  # noqa: A001 - the attribute's name
            if times > 1:
                yield f"{listed}: the id {id} is given {times} times"
        for one in book.relations(part):
            if not one.is_external and one.target not in book.parts and "#" not in one.target:
                yield f"{listed}: {one.id} points at {one.target}, which is not there"
    for part, content in book.parts.items():
        if part.endswith(".xml") and b"elationships" in content:
            yield from _ids_used(book, part)


def _ids_used(book: Opened, part: str) -> Iterator[str]:
    """Relationship ids that a part uses and nobody declared."""
    try:
        root: Any = book.look(part)
    except Unopened:
        return
    known = {one.id for one in book.relations(part)} | {""}
    for element in root.iter():
        for name, value in element.attrib.items():
            if name[0] == "{" and name[1:].partition("}")[0] in RELATION_ATTRIBUTES:
                kind = name.partition("}")[2]
                if kind not in {"blip", "id", "embed", "link", "pict", "dm", "lo", "qs", "cs"}:
                    continue
                if value not in known:
                    yield f"{part}: {local(element)} uses the relationship {value}, not declared"


__all__ = ["MAIN", "faults", "new_faults"]
