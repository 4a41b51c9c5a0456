"""Notes on cells (the yellow kind): set, replaced, taken away; all other notes stay as they are.

A note is text in one part and a box in another, an old kind of drawing that the sheet may share
with buttons and pictures. Both are changed for the cells asked about only.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from itertools import count

from addin.adapters.xlsx.notes.comments_part import (
    COMMENTS_TYPE,
    CommentsPart,
    Note,
    empty_comments,
)
from addin.adapters.xlsx.notes.note_anchor import anchor, grid_of
from addin.adapters.xlsx.notes.vml_drawing import VML_TYPE, VmlDrawing, empty_drawing
from addin.adapters.xlsx.parts.draft import CONTENT_TYPES, Draft, Relationship, relationships_part
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.workbook_part_edit import ListedSheet, WorkbookPartEdit, id_attribute
from addin.adapters.xlsx.parts.xml_bytes import spliced, with_child
from addin.adapters.xlsx.sheet.sheet_tail import frame_of, put_behind, take_from_behind
from addin.adapters.xlsx.sheet.sheet_xml import area_of
from addin.errors import DamagedFile, WriteRefused
from addin.tables.changes import NoteEdit
from addin.tables.table import MAX_COLUMN, MAX_ROW, address

Cell = tuple[int, int]
THREADED = "tc={"
"""How the author of a note begins that Excel keeps as the shadow of a thread of comments."""

_OFFERED = (
    b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    b'<mc:Choice xmlns:v="urn:schemas-microsoft-com:vml" Requires="v">%s</mc:Choice>'
    b"</mc:AlternateContent>"
)


def put_notes(
    draft: Draft, workbook: WorkbookPartEdit, entry: ListedSheet, notes: Sequence[NoteEdit]
) -> None:
    """Set, replace and take away notes on cells of one sheet.

    A note that is there already, by the same author with the same text, is left as it is.

    Raises:
        WriteRefused: no worksheet, a cell with a thread of comments, a cell hidden in a merge, a
            sheet that is protected against it, or two notes for one cell.
    """
    wanted = _by_cell(entry, notes)
    if wanted:
        _SheetNotes(draft, workbook, entry).put(wanted)


def _by_cell(entry: ListedSheet, notes: Sequence[NoteEdit]) -> dict[Cell, Note | None]:
    if notes and (entry.kind != "worksheet" or not entry.part):
        raise WriteRefused(THIS, f"{entry.name!r} is no worksheet")
    wanted: dict[Cell, Note | None] = {}
    for edit in notes:
        cell = (edit.row, edit.column)
        if not (1 <= edit.row <= MAX_ROW and 1 <= edit.column <= MAX_COLUMN):
            raise WriteRefused(
                THIS, f"row {edit.row}, column {edit.column} is outside the sheet {entry.name!r}"
            )
        text = edit.text.replace("\r\n", "\n").replace("\r", "\n")
        note = Note(text, edit.author) if text else None
        if wanted.setdefault(cell, note) != note:
            raise _refusal(entry, cell, "is to get two different notes")
    return wanted


def _refusal(entry: ListedSheet, cell: Cell, why: str) -> WriteRefused:
    return WriteRefused(THIS, f"{entry.name}!{address(*cell)} {why}")


class _SheetNotes:
    """The notes of one sheet in a draft, with all the parts that hold them."""

    def __init__(self, draft: Draft, workbook: WorkbookPartEdit, entry: ListedSheet) -> None:
        self.draft, self.workbook, self.entry = draft, workbook, entry
        self.frame = frame_of(draft, entry.part)
        self.comments = self._related("comments")
        self.drawing = self._legacy_drawing()
        self.stored = (
            CommentsPart(draft.read(self.comments.target), self.comments.target)
            if self.comments
            else None
        )
        self.drawn = (
            VmlDrawing(draft.read(self.drawing.target), self.drawing.target)
            if self.drawing
            else None
        )

    def _related(self, kind: str) -> Relationship | None:
        found = [r for r in self.draft.relationships(self.entry.part) if r.kind == kind]
        for relationship in found:
            if relationship.target not in self.draft:
                raise DamagedFile(THIS, f"the {kind} of {self.entry.name!r} are missing")
        return found[0] if found else None

    def _legacy_drawing(self) -> Relationship | None:
        """The old drawing; None if the sheet has none. That of its page headers is another."""
        element = self.frame.first("legacyDrawing")
        if element is None:
            return None
        identity = next((v for k, v in element.attributes.items() if k.endswith("}id")), "")
        for relationship in self.draft.relationships(self.entry.part):
            if relationship.id == identity and relationship.target in self.draft:
                return relationship
        raise DamagedFile(THIS, f"the drawing of {self.entry.name!r} is missing")

    def put(self, wanted: Mapping[Cell, Note | None]) -> None:
        before = self.stored.notes if self.stored else {}
        boxes = self.drawn.boxes if self.drawn else {}
        changes = {cell: note for cell, note in wanted.items() if before.get(cell) != note}
        unseen = [cell for cell, note in wanted.items() if note and cell not in boxes]
        if not changes and not unseen:
            return
        self._require_safe([*changes, *unseen], before)
        gone = [cell for cell, note in changes.items() if note is None]
        stay = (before.keys() | wanted.keys()) - {c for c, note in wanted.items() if not note}
        if changes:
            self._store(changes, is_last=not stay)
        texts = {cell: wanted[cell] for cell in unseen}
        self._draw({cell: note.text for cell, note in texts.items() if note}, gone)

    def _require_safe(self, cells: Sequence[Cell], before: Mapping[Cell, Note]) -> None:
        threaded = self._threaded()
        for cell in cells:
            note = before.get(cell)
            if cell in threaded or (note and note.author.startswith(THREADED)):
                raise _refusal(self.entry, cell, "has a thread of comments; a note would end it")
        protection = self.frame.first("sheetProtection")
        if protection and protection.is_true("sheet") and protection.is_true("objects"):
            raise _refusal(self.entry, cells[0], "cannot get a note: the sheet is protected")
        merged = self.frame.first("mergeCells")
        for element in merged.children if merged else ():
            try:
                area = area_of(element.get("ref"))
            except ValueError:
                continue
            for cell in cells:
                if cell in area and cell != (area.top, area.left):
                    shown = address(area.top, area.left)
                    why = f"is hidden inside the merged cells {area}; put the note on {shown}"
                    raise _refusal(self.entry, cell, why)

    def _threaded(self) -> set[str | Cell]:
        found: set[str | Cell] = set()
        for relationship in self.draft.relationships(self.entry.part):
            if relationship.kind == "threadedComment" and relationship.target in self.draft:
                for thread in self.draft.outline(relationship.target).all("threadedComment"):
                    area = area_of(thread.get("ref", "A1"))
                    found.add((area.top, area.left))
        return found

    def _store(self, changes: Mapping[Cell, Note | None], *, is_last: bool) -> None:
        """Bring the part with the texts up to date; without a note left it goes."""
        if self.comments and self.stored:
            if is_last:
                self.draft.drop(self.comments.target)
                self.draft.unrelate(self.entry.part, self.comments)
            else:
                self.draft.write(self.comments.target, self.stored.changed(changes))
            return
        strict = self.workbook.is_strict
        part = self._free_part("comments{}.xml")
        self.draft.write(part, CommentsPart(empty_comments(strict=strict), part).changed(changes))
        self.draft.declare(part, COMMENTS_TYPE)
        self.draft.relate(self.entry.part, "comments", part, strict=strict)

    def _draw(self, texts: Mapping[Cell, str], gone: Sequence[Cell]) -> None:
        """Bring the drawing up to date; one that nothing is left of goes."""
        if self.drawing and self.drawn:
            if not texts and self._is_disposable(self.drawing, self.drawn, gone):
                take_from_behind(self.draft, self.entry.part, "legacyDrawing")
                self.draft.unrelate(self.entry.part, self.drawing)
                self.draft.drop(self.drawing.target)
            else:
                self._redraw(self.drawing.target, self.drawn, texts, gone)
        elif texts:
            cluster = self._free_cluster()
            part = self._free_part("drawings/vmlDrawing{}.vml")
            self._redraw(part, VmlDrawing(empty_drawing(cluster), part), texts, gone)
            self._declare_drawing(part)
            identity = self.draft.relate(self.entry.part, "vmlDrawing", part, strict=False)
            put_behind(self.draft, self.entry.part, "legacyDrawing", self._reference(identity))

    def _reference(self, identity: str) -> bytes:
        """The sheet's reference to its old drawing; a strict one offers it, as Excel writes it.

        Its relationship is of the transitional type in both.
        """
        strict, prefix = self.workbook.is_strict, self.frame.prefix
        name = id_attribute(self.frame.root_tag, strict=strict)
        line = b'<%slegacyDrawing %s="%s"/>' % (prefix, name, identity.encode())
        return _OFFERED % line if strict else line

    def _redraw(
        self, part: str, drawn: VmlDrawing, texts: Mapping[Cell, str], gone: Sequence[Cell]
    ) -> None:
        grid = grid_of(self.frame.before)
        boxes = {cell: anchor(*cell, text, grid) for cell, text in texts.items()}
        self.draft.write(part, drawn.changed(boxes, gone, self._free_cluster()))

    def _is_disposable(
        self, drawing: Relationship, drawn: VmlDrawing, gone: Sequence[Cell]
    ) -> bool:
        """Whether nobody needs a drawing any more: no shape is left, nothing else refers to it."""
        users = [r for r in self.draft.relationships(self.entry.part) if r.target == drawing.target]
        own = relationships_part(drawing.target)
        return len(users) == 1 and own not in self.draft and not drawn.has_other_shapes(gone)

    def _free_cluster(self) -> int:
        """A cluster of ids that no old drawing of the workbook has."""
        used = {0}
        for sheet in self.workbook.sheets:
            for relationship in self.draft.relationships(sheet.part) if sheet.part else ():
                if relationship.kind == "vmlDrawing" and relationship.target in self.draft:
                    used.update(_clusters(self.draft, relationship.target))
        return max(used) + 1

    def _free_part(self, pattern: str) -> str:
        folder = posixpath.dirname(self.workbook.part)
        parts = (posixpath.join(folder, pattern.format(number)) for number in count(1))
        return next(part for part in parts if part not in self.draft)

    def _declare_drawing(self, part: str) -> None:
        """State the content type of drawings once for all of them, as Excel does."""
        root, xml = self.draft.outline(CONTENT_TYPES), self.draft.read(CONTENT_TYPES)
        stated = [one for one in root.all("Default") if one.get("Extension").lower() == "vml"]
        if stated and stated[0].get("ContentType") != VML_TYPE:
            self.draft.declare(part, VML_TYPE)
        elif not stated:
            line = b'<%sDefault Extension="vml" ContentType="%s"/>' % (
                root.qualified,
                VML_TYPE.encode(),
            )
            first = next(iter(root.children), None)
            place = (first.start, first.start, line) if first else with_child(xml, root, line)
            self.draft.write(CONTENT_TYPES, spliced(xml, [place]))


def _clusters(draft: Draft, part: str) -> tuple[int, ...]:
    try:
        return VmlDrawing(draft.read(part), part).clusters
    except WriteRefused:  # another sheet's drawing, which nobody changes
        return ()
