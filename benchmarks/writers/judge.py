"""What a writer did to one workbook: parts changed, features lost, new faults, the edit itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from lxml import etree

from tests.corpus.features import features, lost
from tests.corpus.held import Held, cells_of, place_of
from tests.corpus.opened import Cell, Opened, Unopened, child, local
from tests.corpus.steps import NEW_FORMULA, NUMBER, TEXT
from tests.corpus.structure import faults
from tests.corpus.targets import targets_of

AS_A_WHOLE = {"styles", "sharedStrings", "calcChain"}
"""Parts of the workbook as a whole: an edit may well change them."""


@dataclass(frozen=True)
class Asked:
    """The edits of one workbook, all on one sheet."""

    sheet: str
    part: str
    edits: tuple[dict[str, Any], ...]

    def of_existing(self, cells: Collection[Cell]) -> Asked:
        """The same without cells that are yet to be made."""
        edits = (edit for edit in self.edits if (edit["row"], edit["column"]) in cells)
        return replace(self, edits=tuple(edits))

    @property
    def cells(self) -> set[Cell]:
        """The cells that are edited."""
        return {(edit["row"], edit["column"]) for edit in self.edits}


@dataclass
class Result:
    """What a writer made of one workbook; ``error`` when it made nothing."""

    error: str = ""
    seconds: float = 0.0
    identical: bool = False  # every untouched part has the bytes it had
    equal: bool = False  # or at least the same XML
    lost: list[str] = field(default_factory=list)
    had: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)  # what the Open XML SDK newly objects to
    right: bool = False  # the edit can be read
    source_changed: bool = False  # it wrote into the file that it was to read
    others: str = ""  # another cell whose value or formula is not what it was

    @property
    def is_clean(self) -> bool:
        """The edit, and nothing else."""
        return (
            not self.error and self.identical and self.right
            and not (self.lost or self.faults or self.invalid or self.others)
        )  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """For a file of results."""
        return asdict(self) | {"is_clean": self.is_clean}


def asked(book: Opened) -> Asked | None:
    """A number, a text in place of another, a new text and a new formula, on the first sheet."""
    targets = targets_of(book)
    blank = targets.blank
    if blank is None:
        return None
    row, column = blank.cell
    edits = [
        _edit(row, column, "formula", NEW_FORMULA),
        _edit(row + 1, column, "text", TEXT),
    ]
    for spot, kind, value in ((targets.number, "number", NUMBER), (targets.text, "text", TEXT)):
        if spot is not None and spot.part == blank.part:
            edits.append(_edit(*spot.cell, kind, value))
    return Asked(blank.sheet, blank.part, tuple(edits))


def _edit(row: int, column: int, kind: str, value: object) -> dict[str, Any]:
    return {"row": row, "column": column, "kind": kind, "value": value}


class Original:
    """A workbook before: what it has, and what is wrong with it already."""

    def __init__(self, blob: bytes) -> None:
        self.book = Opened(blob)
        self.asked = asked(self.book)
        self.features = features(self.book)
        if self.asked:
            self.features -= _in_edited(self.book, self.asked)
        self.faults = faults(self.book)
        self.cells = {sheet.name: cells_of(self.book, sheet) for sheet in self.book.worksheets}


def _in_edited(book: Opened, asked: Asked) -> Counter[str]:
    """Rich text in a cell whose text is replaced: it goes by request."""
    found: Counter[str] = Counter()
    for element in book.look(asked.part).iter():
        if local(element) == "c" and element.get("t") == "inlineStr":
            inline = child(element, "is")
            is_edited = element.get("r") and place_of(element.get("r")) in asked.cells
            if is_edited and inline is not None and child(inline, "r") is not None:
                found["rich text"] += 1
    return found


def judged(before: Original, after: bytes, asked: Asked | None) -> Result:
    """A result compared with the original; ``asked`` is None where only a conversion was."""
    found = Result(had=sorted(before.features))
    try:
        book = Opened(after)
        found.lost = lost(before.features, features(book))
        found.faults = sorted(faults(book) - before.faults)
        untouched = _untouched(before)
        changed = [part for part in untouched if book.parts.get(part) != before.book.parts[part]]
        found.identical = not changed
        found.equal = all(_same_xml(before.book, book, part) for part in changed)
        edited = asked.cells if asked else set()
        found.right = asked is None or _has_edits(asked, book)
        found.others = _others(before, book, edited)
    except (Unopened, ValueError) as error:
        found.error = f"cannot be opened: {error}"
    return found


def _untouched(before: Original) -> set[str]:
    """The parts that an edit of cells has no business with."""
    book = before.book
    touched = {book.workbook, "[content_types].xml", "docprops/core.xml", "docprops/app.xml"}
    folder, _, name = book.workbook.rpartition("/")
    touched.add(f"{folder}/_rels/{name}.rels".lstrip("/"))
    touched |= {one.target for one in book.relations(book.workbook) if one.kind in AS_A_WHOLE}
    if before.asked:
        touched.add(before.asked.part)
    return book.parts.keys() - touched


def _same_xml(before: Opened, after: Opened, part: str) -> bool:
    if part not in after.parts or not part.endswith((".xml", ".rels")):
        return False
    try:
        one, two = before.tree(part), after.tree(part)
    except Unopened:
        return False
    if part.endswith(".rels"):
        return Counter(map(_said, one)) == Counter(map(_said, two))
    return bool(etree.tostring(one, method="c14n") == etree.tostring(two, method="c14n"))


def _said(element: Any) -> tuple[str, ...]:
    return (local(element), *(f"{k}={v}" for k, v in sorted(element.attrib.items())))


def _has_edits(asked: Asked, book: Opened) -> bool:
    for sheet in book.worksheets:
        if sheet.name == asked.sheet:
            cells = cells_of(book, sheet)
            return all(_is_there(cells, edit) for edit in asked.edits)
    return False


def _is_there(cells: dict[Cell, Held], edit: dict[str, Any]) -> bool:
    held = cells.get((edit["row"], edit["column"]))
    if held is None:
        return False
    if edit["kind"] == "formula":
        return bool(held.formula.replace(" ", "") == edit["value"])
    return not held.formula and bool((held.kind, held.value) == (edit["kind"], edit["value"]))


def _others(before: Original, book: Opened, edited: set[Cell]) -> str:
    """The first cell, not edited, that no longer means what it meant."""
    sheets = {sheet.name: sheet for sheet in book.worksheets}
    for name, was in before.cells.items():
        if name not in sheets:
            return f"the sheet {name} is gone"
        now = cells_of(book, sheets[name])
        own = edited if before.asked and name == before.asked.sheet else set()
        for cell, held in was.items():
            again = now.get(cell)
            if cell in own or (held.kind == "blank" and not held.formula):
                continue
            if again is None or not _means(held, again):
                return f"{name}!{cell}: {held.meaning} became {again.meaning if again else None}"
    return ""


def _means(held: Held, again: Held) -> bool:
    if held.formula or again.formula:
        return _plain(held.formula) == _plain(again.formula)
    if held.kind == again.kind == "number":
        return _near(held.value, again.value)
    return (held.kind, str(held.value).replace("\r\n", "\n")) == (
        again.kind,
        str(again.value).replace("\r\n", "\n"),
    )


def _near(one: str | float, two: str | float) -> bool:
    if isinstance(one, float) and isinstance(two, float):
        return one == two or abs(one - two) <= 1e-12 * max(abs(one), abs(two))
    return one == two


def _plain(formula: str) -> str:
    """A formula without the spelling that does not matter."""
    return formula.replace(" ", "").replace("\n", "").replace("\r", "").upper()
