"""The parts that belong to one sheet beside its cells: its tables, notes and comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from addin.adapters.xlsx.markup import spelt_out
from addin.adapters.xlsx.package import Package, Relationship
from addin.adapters.xlsx.sheet_frame import area_or_none
from addin.tables.table import ListObject, cell_at

Cell = tuple[int, int]


def list_objects(package: Package, parts: Iterable[str]) -> Iterator[ListObject]:
    """The tables that Excel knows, from their parts."""
    for part in parts:
        root = package.tree(part)
        area = area_or_none(root.get("ref", ""))
        if area:
            yield ListObject(
                spelt_out(root.get("displayName", root.get("name", ""))),
                area,
                tuple(spelt_out(c.get("name", "")) for c in root.iterfind("tableColumns/*")),
                _count(root, "headerRowCount", 1),
                _count(root, "totalsRowCount", 0),
            )


def _count(root: Element, name: str, usual: int) -> int:
    stated = root.get(name, "")
    return int(stated) if stated.isdecimal() and len(stated) < 8 else usual


def notes(package: Package, related: Iterable[Relationship]) -> dict[Cell, str]:
    """The text of each cell's note, or of its comments in turn, one to a line.

    Beside each thread of comments, files carry a note with its text for older programs; the
    thread itself is what people wrote.
    """
    found: dict[Cell, str] = {}
    threads: dict[Cell, str] = {}
    for relationship in related:
        if relationship.external or relationship.target not in package:
            continue
        if relationship.kind == "comments":
            found.update(_notes(package.tree(relationship.target)))
        elif relationship.kind == "threadedComment":
            for cell, text in _comments(package.tree(relationship.target)):
                threads[cell] = f"{threads[cell]}\n{text}" if cell in threads else text
    return found | threads


def _notes(root: Element) -> Iterator[tuple[Cell, str]]:
    for comment in root.iterfind("commentList/comment"):
        cell = _cell(comment)
        text = comment.find("text")
        if cell and text is not None:
            runs = [*text.iterfind("t"), *text.iterfind("r/t")]
            yield cell, spelt_out("".join(run.text or "" for run in runs))


def _comments(root: Element) -> Iterator[tuple[Cell, str]]:
    for comment in root.iterfind("threadedComment"):
        cell = _cell(comment)
        if cell:
            yield cell, spelt_out(comment.findtext("text", ""))


def _cell(element: Element) -> Cell | None:
    try:
        return cell_at(element.get("ref", "").partition(":")[0])
    except ValueError:
        return None
