"""Every part of a workbook that refers to cells by their address follows a change.

Parts are found by their relationships. A part in which nothing has to change is not touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, unquote

from addin.adapters.xlsx.following.follower import Follower, refused
from addin.adapters.xlsx.following.formula_cells import frame_cuts, sheet_cuts
from addin.adapters.xlsx.following.formula_places import place_cuts, with_text
from addin.adapters.xlsx.parts.draft import Draft, relationships_part
from addin.adapters.xlsx.parts.workbook_part_edit import ListedSheet, WorkbookPartEdit
from addin.adapters.xlsx.parts.xml_bytes import (
    ATTRIBUTES,
    Cut,
    attributes_of,
    text_bytes,
)
from addin.adapters.xlsx.sheet.look import scanned

_WITH_CELLS = frozenset("worksheet xlMacrosheet xlIntlMacrosheet".split())
_WITH_PLACES = frozenset(
    "chartsheet dialogsheet drawing vmlDrawing chart chartEx chartUserShapes table "
    "pivotCacheDefinition ctrlProp connections".split()
)
_LINK = re.compile(rb"<(?:[\w.-]+:)?Relationship(?=\s)" + ATTRIBUTES + rb"\s*/?>")


@dataclass(frozen=True, slots=True)
class _Reached:
    """A part, the kind of the relationship that leads to it, and the sheet it belongs to."""

    part: str
    kind: str
    sheet: str


def follow_everywhere(draft: Draft, workbook: WorkbookPartEdit, follower: Follower) -> bool:
    """Let all formulas, names, charts, links and controls of a workbook follow.

    Whether anything had to change.

    Raises:
        WriteRefused: one of them cannot; names which.
    """
    changed = _follow_names(draft, workbook, follower)
    for one in _reached(draft, workbook):
        cuts: list[Cut] = []
        if one.kind in _WITH_CELLS:
            scan = scanned(draft, one.part)
            cuts = sheet_cuts(scan, one.sheet, follower)
        elif one.kind in _WITH_PLACES:
            xml = draft.read(one.part)
            where = f"its part {one.part}"
            with_tags = one.kind != "table"  # a table's own areas are changed with its size
            cuts = list(place_cuts(xml, 0, one.sheet, follower, where, with_tags=with_tags))
        draft.cut(one.part, cuts)
        changed = _follow_links(draft, one, follower) or bool(cuts) or changed
    return changed


def is_mentioned(draft: Draft, workbook: WorkbookPartEdit, pattern: re.Pattern[bytes]) -> bool:
    """Whether a part that may hold formulas matches a pattern of at most 16 bytes."""
    held = _WITH_CELLS | _WITH_PLACES
    parts = [one.part for one in _reached(draft, workbook) if one.kind in held]
    for part in (workbook.part, *parts):
        rest = b""
        for piece in draft.pieces(part):
            if pattern.search(rest + piece):
                return True
            rest = piece[-16:]
    return False


def follow_formats(
    draft: Draft, workbook: WorkbookPartEdit, sheet: ListedSheet, follower: Follower
) -> None:
    """Let the formats and validations of one sheet follow, its filter and its print area."""
    _follow_names(draft, workbook, follower)
    draft.cut(sheet.part, frame_cuts(scanned(draft, sheet.part), sheet.name, follower))


def _reached(draft: Draft, workbook: WorkbookPartEdit) -> Iterator[_Reached]:
    """Every part that belongs to the workbook, each once."""
    names = {sheet.part: sheet.name for sheet in workbook.sheets if sheet.part}
    seen = {workbook.part}
    waiting = [_Reached(workbook.part, "", "")]
    while waiting:
        one = waiting.pop()
        if one.kind:
            yield one
        for relationship in draft.relationships(one.part):
            target = relationship.target
            if relationship.is_external or target in seen or target not in draft:
                continue
            seen.add(target)
            waiting.append(_Reached(target, relationship.kind, names.get(target, one.sheet)))


def _follow_names(draft: Draft, workbook: WorkbookPartEdit, follower: Follower) -> bool:
    """Defined names, print areas among them."""
    holder = draft.outline(workbook.part).first("definedNames")
    tabs = [sheet.name for sheet in workbook.sheets]
    cuts: list[Cut] = []
    for element in holder.all("definedName") if holder else ():
        name, text = element.get("name"), element.text
        local = element.get("localSheetId")
        sheet = tabs[int(local)] if local.isdecimal() and int(local) < len(tabs) else ""
        if not text.strip() or not follower.concerns(text_bytes(text), sheet):
            continue
        try:
            new = follower.name(name, text, sheet)
        except ValueError as error:
            raise refused(f"the name {name!r}", text, error) from error
        if new != text:
            cuts.append((element.opened, element.closed, text_bytes(new)))
    draft.cut(workbook.part, cuts)
    return bool(cuts)


def _follow_links(draft: Draft, one: _Reached, follower: Follower) -> bool:
    """Pictures and shapes lead to cells by a relationship: ``Target="#Costs!A1"``."""
    part = relationships_part(one.part)
    if part not in draft:
        return False
    xml = draft.read(part)
    cuts: list[Cut] = []
    for line in _LINK.finditer(xml) if b"#" in xml else ():
        target = unescape(attributes_of(line[0]).get(b"Target", b"").decode())
        if not target.startswith("#"):
            continue
        place = unquote(target[1:])
        new = follower.link(place, one.sheet)
        if new != place:
            written = "#" + quote(new, safe="!'$:()&,;=@+~[]")
            tag = with_text(line[0], b"Target", written)
            cuts.append((line.start(), line.end(), tag))
    draft.cut(part, cuts)
    return bool(cuts)
