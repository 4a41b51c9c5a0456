"""Whether a touched part is equal to what it was but for the edit.

Both versions are parsed, what the edit may change is taken out of both, and the rest is compared in
canonical form: every attribute, text and element, in order. What may change, part by part:

sheet           the edited cells, new rows around them, ``spans`` and ``dimension``; where the first
                cell of a shared formula was overwritten, formulas are compared written out
workbook        sheets and names added; ``fullCalcOnLoad``
styles, shared  appended to only
strings
calc chain      the cells that lost their formula; the part goes when it is empty
content types,  what was added is named; what was dropped is the calc chain
relationships
tables          ``ref`` of a table that was asked for a row, and of its filter

Where rows were appended, they are taken out, and references anywhere may follow: the row numbers
from the last old row to the last new one count as the same in whatever is left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from tests.corpus.held import address_of, corners, place_of, translated
from tests.corpus.opened import Cell, Opened, child, children, local

CONTENT_TYPES = "[content_types].xml"
Pair = tuple[Any, Any]
Link = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    """What an edit was to change: cells and rows by sheet part, tables, how many sheets to add."""

    cells: Mapping[str, AbstractSet[Cell]] = field(default_factory=dict)
    tables: Collection[str] = ()
    sheets: int = 0
    rows: Mapping[str, AbstractSet[int]] = field(default_factory=dict)

    @property
    def moved(self) -> re.Pattern[bytes] | None:
        """The numbers of rows that references may have moved to; None where no row was added."""
        numbers = {number for rows in self.rows.values() for number in rows}
        if not numbers:
            return None
        numbers |= {min(rows) - 1 for rows in self.rows.values()}
        listed = "|".join(str(number) for number in sorted(numbers))
        return re.compile(rf"(?<=[A-Z$:])(?:{listed})(?![0-9])".encode())


def differences(before: Opened, after: Opened, asked: Asked) -> list[str]:
    """What else changed, a sentence each; empty when the rest is equal."""
    return [*_parts(before, after, asked), *_contents(before, after, asked)]


def _parts(before: Opened, after: Opened, asked: Asked) -> Iterator[str]:
    chain = before.related("calcChain")
    for gone in sorted(before.parts.keys() - after.parts.keys()):
        if gone != chain:
            yield f"the part {gone} is gone"
        elif _links(before.tree(chain)) - _lost(before, asked):
            yield "the calculation chain is gone though formulas are left"
    known = {one.part for one in before.sheets}
    new = {one.part for one in after.sheets} - known
    allowed = {after.related("styles")} | new
    allowed |= {f"{part.rpartition('/')[0]}/_rels/{part.rpartition('/')[2]}.rels" for part in new}
    for fresh in sorted(after.parts.keys() - before.parts.keys() - allowed):
        yield f"a part {fresh} is new"
    if len(new) != asked.sheets:
        yield f"{len(new)} new sheets instead of {asked.sheets}"


def _contents(before: Opened, after: Opened, asked: Asked) -> Iterator[str]:
    folder, _, name = before.workbook.rpartition("/")
    by_part: dict[str, Callable[[Any, Any], Iterator[Pair]]] = {
        before.workbook: _workbook,
        before.related("styles"): _appended,
        before.related("sharedStrings"): _appended,
    }
    listings = {f"{folder}/_rels/{name}.rels".lstrip("/"), CONTENT_TYPES}
    for part in before.parts.keys() & after.parts.keys():
        if before.parts[part] == after.parts[part]:
            continue
        old, new = before.tree(part), after.tree(part)
        pairs: Iterable[Pair] = ()
        found: Iterable[str] = ()
        if part in asked.cells or part in asked.rows:
            pairs = _sheet(old, new, asked.cells.get(part, set()), asked.rows.get(part, set()))
        elif part in asked.tables:
            pairs = _table(old, new)
        elif part == before.related("calcChain"):
            found = _chain(old, new, _lost(before, asked))
        elif part in listings:
            found = _listing(old, new)
        elif part in by_part:
            pairs = by_part[part](old, new)
        elif asked.moved is not None:
            pairs = [(old, new)]  # references may follow; what else changed is seen
        else:
            found = ["was changed though nobody touched it"]
        yield from (f"{part}: {what}" for what in found)
        for one, two in pairs:
            yield from (f"{part}: {what}" for what in _unequal(one, two, asked.moved))


def _sheet(
    old: Any, new: Any, cells: AbstractSet[Cell], numbers: AbstractSet[int]
) -> Iterator[Pair]:
    if numbers or any(_is_head(element) for place, element in _placed(old) if place in cells):
        for root in (old, new):
            _write_out(root)
    rows = {row.get("r") for row in _rows(old)}
    appended = {str(number) for number in numbers}
    for root in (old, new):
        for place, element in list(_placed(root)):
            if place in cells or place[0] in numbers:
                element.getparent().remove(element)
        for row in _rows(root):
            row.attrib.pop("spans", None)
            _without_blanks(row)
            is_new = root is new and row.get("r") not in rows
            if row.get("r") in appended or (is_new and len(row) == 0):
                row.getparent().remove(row)
        dimension = child(root, "dimension")
        if dimension is not None:
            root.remove(dimension)
        _without_blanks(root)
        _without_blanks(child(root, "sheetData"))
    if numbers:
        _ranges_alike(old, new, numbers)
    yield old, new


def _ranges_alike(old: Any, new: Any, numbers: AbstractSet[int]) -> None:
    """Where formats and rules cover the same cells but for the new rows, let them read the same.

    A row appended below some of the columns of an area makes it two areas.
    """
    for kind in ("conditionalFormatting", "dataValidation", "ignoredError"):
        pairs = zip(_named(old, kind), _named(new, kind), strict=False)
        for one, two in pairs:
            before, after = one.get("sqref", ""), two.get("sqref", "")
            if before and covered(before, numbers) == covered(after, numbers):
                two.set("sqref", before)
    for one, two in zip(_named(old, "sqref"), _named(new, "sqref"), strict=False):
        if local(one.getparent()) == "sparkline":
            continue  # it stands in one cell
        if covered(one.text or "", numbers) == covered(two.text or "", numbers):
            two.text = one.text


def _named(root: Any, name: str) -> list[Any]:
    return [element for element in root.iter() if local(element) == name]


def covered(areas: str, without: AbstractSet[int]) -> dict[int, list[tuple[int, int]]]:
    """Column → the stretches of rows that areas (``A1:B9 D4``) cover, some rows left out."""
    stretches: dict[int, list[tuple[int, int]]] = {}
    for area in areas.split():
        top, left, bottom, right = corners(area)
        for column in range(left, right + 1):
            stretches.setdefault(column, []).append((top, bottom))
    return {column: list(_joined(rows, without)) for column, rows in stretches.items()}


def _joined(
    stretches: list[tuple[int, int]], without: AbstractSet[int]
) -> Iterator[tuple[int, int]]:
    """Stretches that touch, as one; rows that are left out are as if they were not there."""
    gone = sorted(without)
    moved = sorted(
        (top - sum(row < top for row in gone), bottom - sum(row <= bottom for row in gone))
        for top, bottom in stretches
    )
    start, end = moved[0]
    for top, bottom in moved[1:]:
        if top > end + 1:
            yield start, end
            start, end = top, bottom
        end = max(end, bottom)
    yield start, end


def _rows(root: Any) -> list[Any]:
    rows = child(root, "sheetData")
    return list(children(rows, "row")) if rows is not None else []


def _placed(root: Any) -> Iterator[tuple[Cell, Any]]:
    at_row = 0
    for row in _rows(root):
        at_row = int(row.get("r", at_row + 1))
        column = 0
        for element in children(row, "c"):
            stated = element.get("r")
            column = place_of(stated)[1] if stated else column + 1
            yield (at_row, column), element


def _is_head(cell: Any) -> bool:
    formula = child(cell, "f")
    return formula is not None and formula.get("t") == "shared" and bool(formula.text)


def _write_out(root: Any) -> None:
    """Give every cell of a shared formula its own text."""
    masters: dict[str, tuple[str, str]] = {}
    for place, cell in _placed(root):
        formula = child(cell, "f")
        if formula is None or formula.get("t") != "shared":
            continue
        shared, here = formula.get("si", ""), address_of(*place)
        if formula.text:
            masters[shared] = (formula.text, here)
        elif shared in masters:
            formula.text = translated(*masters[shared], here)
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)


def _without_blanks(element: Any) -> None:
    """Drop the line breaks of an indented file, which move when an element is put between."""
    if element is None:
        return
    if element.text and not element.text.strip():
        element.text = None
    for inner in element:
        if inner.tail and not inner.tail.strip():
            inner.tail = None


def _workbook(old: Any, new: Any) -> Iterator[Pair]:
    _without_new_entries(old, new)
    _without_recalculation(old, new)
    for root in (old, new):
        for element in root:
            _without_blanks(element)
        _without_blanks(root)
    yield old, new


def _without_new_entries(old: Any, new: Any) -> None:
    """Take the sheets and names that were added out of the lists."""
    for name, kinds in (("sheets", "sheet"), ("definedNames", "definedName")):
        listed, were = child(new, name), child(old, name)
        known = Counter(map(_called, children(were, kinds) if were is not None else ()))
        for element in list(children(listed, kinds)) if listed is not None else ():
            if known[_called(element)]:
                known[_called(element)] -= 1
            else:
                listed.remove(element)
        if listed is not None and were is None and len(listed) == 0:
            new.remove(listed)


def _called(element: Any) -> tuple[str | None, str | None]:
    return element.get("name"), element.get("localSheetId")


def _without_recalculation(old: Any, new: Any) -> None:
    """Take out the mark that Excel is to compute everything anew."""
    for root, other in ((old, new), (new, old)):
        calculation = child(root, "calcPr")
        if calculation is not None:
            calculation.attrib.pop("fullCalcOnLoad", None)
            if not calculation.attrib and child(other, "calcPr") is None:
                root.remove(calculation)


def _appended(old: Any, new: Any) -> Iterator[Pair]:
    """Every list of the part begins as it did; lists that were not there may be new."""
    fresh = {local(one) for one in new} - {local(one) for one in old}
    for element in list(new):
        if local(element) in fresh and local(element) != "si":
            new.remove(element)
    if [local(one) for one in old] != [local(one) for one in new][: len(old)]:
        yield old, new
        return
    for before, after in zip(old, new, strict=False):
        if not len(before) and not len(after):
            continue
        for element in list(after)[len(before) :]:
            after.remove(element)
        for one in (before, after):
            one.attrib.pop("count", None)
            _without_blanks(one)
        yield before, after


def _listing(old: Any, new: Any) -> Iterator[str]:
    gone = Counter(map(_said, old)) - Counter(map(_said, new))
    for attributes in gone:
        if not any("calcChain" in value for _, value in attributes):
            yield f"an entry is gone: {dict(attributes)}"


def _said(element: Any) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(element.attrib.items()))


def _lost(before: Opened, asked: Asked) -> set[Link]:
    """The links of the calculation chain that an edit may take away."""
    chain = before.related("calcChain")
    if chain not in before.parts:
        return set()
    parts = {one.sheet_id: one.part for one in before.sheets}
    found = set()
    for sheet, address in _links(before.tree(chain)):
        part, place = parts.get(sheet, ""), place_of(address)
        if place in asked.cells.get(part, ()) or place[0] in asked.rows.get(part, ()):
            found.add((sheet, address))
    return found


def _links(chain: Any) -> set[Link]:
    return set(_ordered_links(chain))


def _ordered_links(chain: Any) -> list[Link]:
    found, sheet = [], ""
    for link in children(chain, "c"):
        sheet = link.get("i", sheet)
        found.append((sheet, link.get("r", "").upper()))
    return found


def _chain(old: Any, new: Any, lost: AbstractSet[Link]) -> Iterator[str]:
    before, after = _ordered_links(old), _ordered_links(new)
    kept = set(after)
    if [link for link in before if link in kept or link not in lost] != after:
        yield "other cells than the edited ones left the calculation chain, or its order changed"


def _table(old: Any, new: Any) -> Iterator[Pair]:
    for root in (old, new):
        root.attrib.pop("ref", None)
        root.attrib.pop("insertRow", None)  # the table was empty, its one row a place to type
        for filtered in root.iter():
            if local(filtered) in {"autoFilter", "sortState", "sortCondition"}:
                filtered.attrib.pop("ref", None)
    yield old, new


def _canonical(element: Any, moved: re.Pattern[bytes] | None = None) -> bytes:
    text: bytes = etree.tostring(element, method="c14n", with_comments=True)
    return moved.sub(b"#", text) if moved is not None else text


def _unequal(old: Any, new: Any, moved: re.Pattern[bytes] | None) -> Iterator[str]:
    """Where two elements first differ; nothing when they do not."""
    if _canonical(old, moved) != _canonical(new, moved):
        yield _where(old, new, local(old), moved)


def _where(old: Any, new: Any, path: str, moved: re.Pattern[bytes] | None) -> str:
    for one, two in zip(old, new, strict=False):
        if _canonical(one, moved) != _canonical(two, moved):
            named = local(one) + (f"[{one.get('r')}]" if one.get("r") else "")
            return _where(one, two, f"{path}/{named}", moved)
    if len(old) != len(new):
        longer = list(old if len(old) > len(new) else new)[min(len(old), len(new))]
        return f"{path}: {len(old)} elements became {len(new)}, from {local(longer)!r} on"
    if old.tag != new.tag or dict(old.attrib) != dict(new.attrib):
        return f"{path}: {dict(old.attrib)} became {dict(new.attrib)}"
    return f"{path}: {(old.text or '')[:60]!r} became {(new.text or '')[:60]!r}"
