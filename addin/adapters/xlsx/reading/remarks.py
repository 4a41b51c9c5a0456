"""What people wrote on cells: notes (the yellow kind), and threads of comments with their authors.

Source:
    [MS-XLSX] 2.6.202 CT_ThreadedComment, 2.6.205 CT_Person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from addin.adapters.xlsx.markup import spelt_out
from addin.adapters.xlsx.reading.package import Package, Relationship
from addin.tables.beside_cells import Comment, Reply
from addin.tables.table import cell_at

Cell = tuple[int, int]


def people_of(package: Package, related: Iterable[Relationship]) -> dict[str, str]:
    """The names of those who wrote comments, by their id."""
    found = {}
    for part in _parts(package, related, "person"):
        for person in package.tree(part).iterfind("person"):
            found[person.get("id", "").upper()] = spelt_out(person.get("displayName", ""))
    return found


def notes_and_comments(
    package: Package, related: Iterable[Relationship], people: Mapping[str, str]
) -> tuple[dict[Cell, str], tuple[Comment, ...]]:
    """The text of each cell's note or comments, and the threads of comments in reading order.

    Beside each thread, files carry a note with its text for older programs; the thread itself is
    what people wrote, and its texts are given instead, one to a line.
    """
    related = tuple(related)
    found: dict[Cell, str] = {}
    for part in _parts(package, related, "comments"):
        found.update(_notes(package.tree(part)))
    comments: list[Comment] = []
    for part in _parts(package, related, "threadedComment"):
        comments += _threads(package.tree(part), people)
    comments.sort(key=lambda comment: (comment.row, comment.column))
    threads: dict[Cell, list[str]] = {}
    for comment in comments:
        texts = threads.setdefault((comment.row, comment.column), [])
        texts += [comment.text, *(reply.text for reply in comment.replies)]
    return found | {cell: "\n".join(texts) for cell, texts in threads.items()}, tuple(comments)


def _parts(package: Package, related: Iterable[Relationship], kind: str) -> Iterator[str]:
    for relationship in related:
        known = relationship.kind == kind and not relationship.external
        if known and relationship.target in package:
            yield relationship.target


def _notes(root: Element) -> Iterator[tuple[Cell, str]]:
    for comment in root.iterfind("commentList/comment"):
        cell = _cell(comment)
        text = comment.find("text")
        if cell and text is not None:
            runs = [*text.iterfind("t"), *text.iterfind("r/t")]
            yield cell, spelt_out("".join(run.text or "" for run in runs))


def _threads(root: Element, people: Mapping[str, str]) -> Iterator[Comment]:
    """Each thread with its answers, which the file lists behind it and ties to it by its id."""
    answers: dict[str, list[Element]] = {}
    begun: list[Element] = []
    known = {element.get("id", "") for element in root.iterfind("threadedComment")}
    for element in root.iterfind("threadedComment"):
        parent = element.get("parentId", "")
        if parent and parent in known and parent != element.get("id"):
            answers.setdefault(parent, []).append(element)
        else:
            begun.append(element)
    for element in begun:
        cell = _cell(element)
        if cell is None:
            continue
        first = _reply(element, people)
        yield Comment(
            *cell,
            first.author,
            first.text,
            first.at,
            element.get("done") in {"1", "true"},
            tuple(_reply(answer, people) for answer in answers.get(element.get("id", ""), ())),
        )


def _reply(element: Element, people: Mapping[str, str]) -> Reply:
    text = element.findtext("text", "")
    author = people.get(element.get("personId", "").upper(), "")
    return Reply(author, spelt_out(text), _moment(element.get("dT", "")))


def _moment(stated: str) -> dt.datetime | None:
    try:
        read = dt.datetime.fromisoformat(stated)
    except ValueError:
        return None
    return read.replace(tzinfo=dt.UTC) if read.tzinfo is None else read.astimezone(dt.UTC)


def _cell(element: Element) -> Cell | None:
    try:
        return cell_at(element.get("ref", "").partition(":")[0])
    except ValueError:
        return None
