"""Write into a workbook somebody else made: change the cells asked for, add a sheet, keep the rest.

What may change: the touched sheets (only the touched rows), the workbook part, its relationships,
the content types, the styles (appended to), the calculation chain, and sheets of our own. Every
other entry of the package is copied as it lies, compressed bytes included; that is verified in the
written file before it takes the place of the old one. What cannot be done without risk is refused
by name, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from addin.adapters import atomic
from addin.adapters.digest import digest_of
from addin.adapters.xlsx.following.function_spelling import spell_functions
from addin.adapters.xlsx.following.sheet_rename import rename_sheets
from addin.adapters.xlsx.formats.number_formats import GENERAL, number_for
from addin.adapters.xlsx.formats.styles_part import StylesPart, empty_styles
from addin.adapters.xlsx.names.name_edits import set_names
from addin.adapters.xlsx.new_sheets.own_sheets import own_sheet, put_sheet
from addin.adapters.xlsx.notes.notes_part import put_notes
from addin.adapters.xlsx.parts import calc_chain
from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import THIS, RawZip, key_of
from addin.adapters.xlsx.parts.workbook_part_edit import ListedSheet, WorkbookPartEdit
from addin.adapters.xlsx.parts.xml_bytes import WellFormed
from addin.adapters.xlsx.rows.row_plan import planned_rows
from addin.adapters.xlsx.rows.table_part import tables_of
from addin.adapters.xlsx.sheet.cell_edits import Cell, Edit, StyleFor, sheet_edits
from addin.adapters.xlsx.sheet.cell_xml import Dialect
from addin.adapters.xlsx.sheet.edit_guards import require_safe
from addin.adapters.xlsx.sheet.look import cells_in, scanned
from addin.errors import FileChanged, FileError, WriteRefused
from addin.tables.changes import Changes, NoteEdit
from addin.tables.table import MAX_COLUMN, MAX_ROW, Area, CellEdit

STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


def write(
    path: Path,
    changes: Changes,
    *,
    digest: str = "",
    disk: atomic.Disk = atomic.DISK,
) -> str:
    """Apply changes to a workbook in one atomic step.

    Returns the path of the backup of the file as it was; empty when the file already is as asked
    for, and so was not written. ``digest`` is that of the bytes the edits were decided on.

    Raises:
        FileMissing, FileChanged, FileInUse, WriteRefused: nothing was written.
        EncryptedFile, DamagedFile, UnsupportedFormat: no workbook that can be edited.
    """
    with _named(path):
        place = atomic.opened(path, disk)
        if digest and digest_of(place.content) != digest:
            raise FileChanged(THIS)
        draft = drafted(place.content, changes)
        if draft.is_unchanged:
            return ""
        return atomic.replace(place, draft.packed(), lambda written: verify(draft, written), disk)


def patched(blob: bytes, changes: Changes) -> bytes:
    """The bytes of a workbook with changes applied; see ``write`` for what is refused."""
    draft = drafted(blob, changes)
    return blob if draft.is_unchanged else b"".join(draft.packed())


def drafted(blob: bytes, changes: Changes) -> Draft:
    """The workbook with changes applied, not yet packed."""
    package = RawZip(blob)
    if any(key.startswith("_xmlsignatures/") for key in package.by_key):
        raise WriteRefused(THIS, "it is digitally signed, and an edit would break the signature")
    draft = Draft(package)
    workbook = WorkbookPartEdit(draft)
    styles = _Styles(draft, workbook)
    for sheet in changes.sheets:
        own = own_sheet(draft, workbook, sheet.name)
        if own and any(edit.sheet.casefold() == own.name.casefold() for edit in changes.cells):
            raise WriteRefused(THIS, f"the sheet {own.name!r} is both edited and replaced")
    plan = planned_rows(draft, workbook, changes)
    edits: list[Edit] = [*plan.cells, *map(plan.edit, changes.cells)]
    edits += map(plan.computed, changes.computed)
    _apply_edits(draft, workbook, styles, edits)
    _apply_notes(draft, workbook, tuple(map(plan.note, changes.notes)))
    for sheet in changes.sheets:
        put_sheet(draft, workbook, styles.part, sheet)
        own = own_sheet(draft, workbook, sheet.name)
        if own is not None:
            plan.follow_in(draft, own)
    set_names(draft, workbook, tuple(map(plan.name, changes.names)))
    if changes.functions is not None:
        spell_functions(draft, workbook, changes.functions)
    rename_sheets(draft, workbook, changes.renames)
    if changes.recalculate_on_load:
        workbook.recalculate_on_load()
    styles.save()
    return draft


def verify(draft: Draft, written: bytes) -> None:
    """Read a written package again and compare it with what was meant.

    Raises:
        WriteRefused: an entry nobody touched is not as it was, or one is missing.
        DamagedFile: a part that was written is not well-formed.
    """
    before, after = draft.package, RawZip(written)
    fresh = {key_of(name) for name in draft.added}
    expected = (before.by_key.keys() - draft.dropped) | fresh
    if after.by_key.keys() != expected:
        raise WriteRefused(THIS, "the written copy did not hold the same parts")
    for key, entry in after.by_key.items():
        if key in draft.changed or key in fresh:
            _verify_content(after, key, draft.pieces(key))
        elif before.record(before.by_key[key]) != after.record(entry):
            raise WriteRefused(THIS, f"the written copy of {entry.name} was not as it was")


def _verify_content(package: RawZip, key: str, meant: Iterator[bytes]) -> None:
    """Compare one written part with what was meant, and parse it if it is XML.

    Old drawings (VML) need not be: Excel writes ``<br>`` into the labels of its buttons.
    """
    parser = None if key.endswith(".vml") else WellFormed(key)
    waiting, meant = b"", filter(None, meant)
    for piece in package.pieces(key):
        while len(waiting) < len(piece) and (more := next(meant, b"")):
            waiting += more
        if not waiting.startswith(piece):
            raise WriteRefused(THIS, f"the written copy of {key} was not as meant")
        waiting = waiting[len(piece) :]
        if parser is not None:
            parser.feed(piece)
    if waiting or next(meant, b""):
        raise WriteRefused(THIS, f"the written copy of {key} was not as meant")
    if parser is not None:
        parser.feed(b"", is_last=True)


class _Styles:
    """The styles part, read only when somebody asks and written only when it grew."""

    def __init__(self, draft: Draft, workbook: WorkbookPartEdit) -> None:
        self._draft, self._workbook = draft, workbook
        self._part: StylesPart | None = None
        self._name = ""

    @property
    def part(self) -> StylesPart:
        """The styles part, made if the workbook has none."""
        if self._part is None:
            related = self._workbook.related("styles")
            self._name = related.target if related else self._created()
            self._part = StylesPart(self._draft.read(self._name), self._name)
        return self._part

    def _created(self) -> str:
        strict = self._workbook.is_strict
        folder = self._workbook.part.rpartition("/")[0]
        name = f"{folder}/styles.xml" if folder else "styles.xml"
        if name in self._draft:
            raise WriteRefused(THIS, "its styles belong to nothing")
        self._draft.write(name, empty_styles(strict=strict))
        self._draft.declare(name, STYLES_TYPE)
        self._draft.relate(self._workbook.part, "styles", name, strict=strict)
        return name

    def is_locked(self, style: bytes | None) -> bool:
        """Whether a style locks its cell on a protected sheet."""
        return self._workbook.related("styles") is None or self.part.is_locked(style)

    def looks(self, draft: Draft, part: str, edits: Collection[Edit]) -> StyleFor:
        """How the cells of one sheet are to look, examples among its own cells included."""
        examples = {edit.like for edit in edits if isinstance(edit, CellEdit) and edit.like}
        there = cells_in(draft, part, {row for row, _ in examples})

        has_formats = self._workbook.related("styles") is not None

        def style_for(edit: CellEdit, inherited: bytes | None) -> int | bytes | None:
            example = there.get(edit.like) if edit.like else None
            shows = edit.number_format or number_for(edit.value) != GENERAL
            if not (has_formats or shows):  # no styles part: none is made for nothing
                return inherited
            return self.part.style_for(edit, inherited, example.style if example else None)

        return style_for

    def save(self) -> None:
        """Put what was appended into the package."""
        if self._part is not None and self._part.has_grown:
            self._draft.write(self._name, self._part.result())


def _apply_edits(
    draft: Draft, workbook: WorkbookPartEdit, styles: _Styles, edits: Sequence[Edit]
) -> None:
    lost: dict[str, AbstractSet[Cell]] = {}
    for entry, wanted in _by_sheet(workbook, edits):
        scan = scanned(draft, entry.part)
        table_at = _tables_on(draft, workbook, entry)
        dialect = Dialect(scan.patterns.prefix, workbook.date_1904, table_at)
        looks = styles.looks(draft, entry.part, wanted.values())
        found = sheet_edits(scan, wanted, dialect, looks)
        require_safe(draft, scan, found, wanted, styles.is_locked)
        draft.cut(entry.part, found.cuts)
        if found.lost_formulas:
            lost[entry.sheet_id] = found.lost_formulas
    if not draft.is_unchanged:
        workbook.recalculate_on_load()
    if lost:
        calc_chain.forget(draft, workbook, lost)


def _tables_on(
    draft: Draft, workbook: WorkbookPartEdit, sheet: ListedSheet
) -> Callable[[int, int], str]:
    """In which table of a sheet a cell lies; looked up when the first formula asks."""

    @cache
    def areas() -> tuple[tuple[Area, str], ...]:
        tables = tables_of(draft, workbook)
        return tuple((one.area, one.name) for one in tables if one.sheet.name == sheet.name)

    def table_at(row: int, column: int) -> str:
        return next((name for area, name in areas() if (row, column) in area), "")

    return table_at


def _apply_notes(draft: Draft, workbook: WorkbookPartEdit, notes: Sequence[NoteEdit]) -> None:
    entries = {entry.name.casefold(): entry for entry in workbook.sheets}
    grouped: dict[ListedSheet, list[NoteEdit]] = {}
    for note in notes:
        grouped.setdefault(worksheet(entries, note.sheet), []).append(note)
    for entry, wanted in grouped.items():
        put_notes(draft, workbook, entry, wanted)


def _by_sheet(
    workbook: WorkbookPartEdit, edits: Sequence[Edit]
) -> Iterator[tuple[ListedSheet, dict[Cell, Edit]]]:
    """The edits of each sheet, in the order of the tabs.

    Raises:
        WriteRefused: no such sheet or cell, or two edits that contradict one another.
    """
    entries = {entry.name.casefold(): entry for entry in workbook.sheets}
    grouped: dict[str, dict[Cell, Edit]] = {}
    for edit in edits:
        entry = worksheet(entries, edit.sheet)
        if not (1 <= edit.row <= MAX_ROW and 1 <= edit.column <= MAX_COLUMN):
            raise WriteRefused(
                THIS, f"row {edit.row}, column {edit.column} is outside the sheet {edit.sheet!r}"
            )
        cells = grouped.setdefault(entry.name, {})
        other = cells.setdefault((edit.row, edit.column), edit)
        if other is not edit and replace(other, sheet=edit.sheet) != edit:
            raise WriteRefused(
                THIS, f"two edits of row {edit.row}, column {edit.column} contradict one another"
            )
    for entry in workbook.sheets:
        if entry.name in grouped:
            yield entry, grouped[entry.name]


def worksheet(entries: Mapping[str, ListedSheet], name: str) -> ListedSheet:
    """The worksheet of a name, in any case.

    Raises:
        WriteRefused: there is none.
    """
    entry = entries.get(name.casefold())
    if entry is None:
        raise WriteRefused(THIS, f"it has no sheet {name!r}")
    if entry.kind != "worksheet" or not entry.part:
        raise WriteRefused(THIS, f"{name!r} is no worksheet")
    return entry


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Errors that speak of the workbook speak of its path instead."""
    try:
        yield
    except FileError as error:
        if error.path != THIS:
            raise
        raise type(error)(str(path), error.reason) from error
