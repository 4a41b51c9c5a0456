"""The workbook part, to be edited: its sheets, defined names, and when Excel recalculates."""

from __future__ import annotations

import re
from dataclasses import dataclass

from addin.adapters.xlsx.parts.draft import Draft, Relationship
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.xml_bytes import (
    MAIN,
    RELATIONS,
    STRICT_MAIN,
    STRICT_RELATIONS,
    Element,
    attribute_bytes,
    attributes_of,
    opened_tag,
    spliced,
    tag_at,
    text_bytes,
    with_attribute,
    with_child,
)
from addin.errors import DamagedFile, UnsupportedFormat, WriteRefused

ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
    "smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
).split()
"""The order in which the standard wants the children of the workbook element."""

_SHEET_OF = re.compile(r"=?\s*(?:'((?:[^']|'')+)'|([^'!\[\]:,()]+))!")


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """One sheet as the workbook lists it. ``part`` is empty when its part is missing."""

    name: str
    sheet_id: str
    index: int  # what localSheetId counts
    kind: str  # worksheet, chartsheet, dialogsheet …
    part: str


class WorkbookPartEdit:
    """The workbook part of a draft.

    Raises:
        DamagedFile: the package has none.
        UnsupportedFormat: a package, but no workbook that can be edited.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        found = [r for r in draft.relationships("") if r.kind == "officeDocument"]
        if not found or found[0].target not in draft:
            if "mimetype" in draft:
                raise UnsupportedFormat(THIS, "it is an OpenDocument file")
            raise DamagedFile(THIS, "it holds no workbook")
        self.part = found[0].target
        if self.part.lower().endswith(".bin"):
            raise UnsupportedFormat(THIS, "it is a binary workbook")
        root = self._root()
        if root.namespace not in {MAIN, STRICT_MAIN} or root.name != "workbook":
            raise UnsupportedFormat(THIS, "it is another kind of document")
        self.is_strict = root.namespace == STRICT_MAIN
        self.relationships = draft.relationships(self.part)
        properties = root.first("workbookPr")
        self.date_1904 = properties is not None and properties.is_true("date1904")
        protection = root.first("workbookProtection")
        self.is_locked = protection is not None and protection.is_true("lockStructure")

    def _root(self) -> Element:
        return self._draft.outline(self.part)

    @property
    def sheets(self) -> tuple[ListedSheet, ...]:
        """The sheets in the order of their tabs."""
        holder = self._root().first("sheets")
        targets = {r.id: r for r in self.relationships if not r.is_external}
        return tuple(
            _listed(index, element, targets)
            for index, element in enumerate(holder.all("sheet") if holder else ())
        )

    def related(self, kind: str) -> Relationship | None:
        """The workbook's styles, calcChain …; None if it has none."""
        return next(
            (r for r in self.relationships if r.kind == kind and r.target in self._draft), None
        )

    def recalculate_on_load(self) -> None:
        """Have Excel compute every formula when it opens the workbook."""
        root, xml = self._root(), self._xml()
        settings = root.first("calcPr")
        if settings is None:
            self._insert(root, "calcPr", b'<%scalcPr fullCalcOnLoad="1"/>' % root.qualified)
        elif not settings.is_true("fullCalcOnLoad"):
            tag = tag_at(xml, settings.start)
            new = with_attribute(tag, b"fullCalcOnLoad", b"1")
            self._write(spliced(xml, [(settings.start, settings.opened, new)]))

    def add_sheet(self, name: str, relationship: str) -> ListedSheet:
        """List a new sheet behind all others."""
        root, xml = self._root(), self._xml()
        holder = root.first("sheets")
        if holder is None:
            raise DamagedFile(THIS, "it lists no sheets")
        stated = [sheet.get("sheetId") for sheet in holder.all("sheet")]
        ids = [int(number) for number in stated if number.isdecimal()]
        line = b'<%ssheet name="%s" sheetId="%d" %s="%s"/>' % (
            root.qualified,
            attribute_bytes(name),
            max(ids, default=0) + 1,
            id_attribute(tag_at(xml, root.start), strict=self.is_strict),
            relationship.encode(),
        )
        self._write(spliced(xml, [with_child(xml, holder, line)]))
        self.relationships = self._draft.relationships(self.part)
        return self.sheets[-1]

    def defined_name(self, name: str, index: int | None = None) -> str:
        """What a name stands for, workbook-wide or on one sheet; empty if it is not defined."""
        found = self._name_element(self._root(), name, index)
        return found.text if found is not None else ""

    @property
    def defined_names(self) -> tuple[tuple[str, str, str], ...]:
        """Every defined name, the sheet it belongs to (or none), and its formula."""
        holder = self._root().first("definedNames")
        sheets = [entry.name for entry in self.sheets]
        found = []
        for element in holder.all("definedName") if holder else ():
            local = element.get("localSheetId")
            is_known = local.isdecimal() and int(local) < len(sheets)
            found.append(
                (element.get("name"), sheets[int(local)] if is_known else "", element.text)
            )
        return tuple(found)

    @property
    def linked_workbooks(self) -> int:
        """How many other workbooks formulas may refer to, by number from 1."""
        return len(self.link_ids)

    @property
    def link_ids(self) -> tuple[str, ...]:
        """The ids of the relationships that lead to the links, in the order of their numbers."""
        holder = self._root().first("externalReferences")
        return tuple(
            _relationship_id(one) for one in (holder.all("externalReference") if holder else ())
        )

    def add_link(self, relationship: str) -> None:
        """Number one more link behind those that there are."""
        root, xml = self._root(), self._xml()
        attribute = id_attribute(tag_at(xml, root.start), strict=self.is_strict)
        line = b'<%sexternalReference %s="%s"/>' % (
            root.qualified,
            attribute,
            relationship.encode(),
        )
        holder = root.first("externalReferences")
        if holder is not None:
            self._write(spliced(xml, [with_child(xml, holder, line)]))
        else:
            name = b"%sexternalReferences" % root.qualified
            self._insert(root, "externalReferences", b"<%s>%s</%s>" % (name, line, name))
        self.relationships = self._draft.relationships(self.part)

    def drop_last_link(self) -> None:
        """Take the last of the links away; the numbers of the others stay."""
        root, xml = self._root(), self._xml()
        holder = root.first("externalReferences")
        if holder is None:
            return
        gone = holder if len(holder.children) == 1 else holder.children[-1]
        self._write(spliced(xml, [(gone.start, gone.end, b"")]))

    def define(
        self, name: str, text: str, index: int | None = None, *, hidden: bool = True
    ) -> None:
        """Set a defined name; an index makes it the name of one sheet.

        Raises:
            WriteRefused: a macro's function has that name.
        """
        root, xml = self._root(), self._xml()
        found = self._name_element(root, name, index)
        if found is not None:
            if any(found.is_true(flag) for flag in ("function", "vbProcedure", "xlm")):
                raise WriteRefused(THIS, f"the name {name!r} is that of a macro")
            self._redefine(found, text, hidden=hidden)
            return
        local = b' localSheetId="%d"' % index if index is not None else b""
        prefix = root.qualified
        line = b'<%sdefinedName name="%s"%s%s>%s</%sdefinedName>' % (
            prefix,
            attribute_bytes(name),
            local,
            b' hidden="1"' if hidden else b"",
            text_bytes(text),
            prefix,
        )
        holder = root.first("definedNames")
        if holder is not None:
            self._write(spliced(xml, [with_child(xml, holder, line)]))
        else:
            names = b"<%sdefinedNames>%s</%sdefinedNames>" % (prefix, line, prefix)
            self._insert(root, "definedNames", names)

    def _redefine(self, found: Element, text: str, *, hidden: bool) -> None:
        """Give a name that is there another formula; its comment and the like stay."""
        xml = self._xml()
        tag = tag_at(xml, found.start)
        if found.is_true("hidden") != hidden:
            tag = with_attribute(tag, b"hidden", b"1" if hidden else b"0")
        closing = b"</%sdefinedName>" % found.qualified
        whole = opened_tag(tag) + text_bytes(text) + closing
        if found.text != text or tag != xml[found.start : found.opened]:
            self._write(spliced(xml, [(found.start, found.end, whole)]))

    def undefine(self, name: str, index: int | None) -> None:
        """Take a defined name away, if it is there; an empty list of names goes too."""
        root, xml = self._root(), self._xml()
        found = self._name_element(root, name, index)
        holder = root.first("definedNames")
        if found is None or holder is None:
            return
        gone = holder if len(holder.children) == 1 else found
        self._write(spliced(xml, [(gone.start, gone.end, b"")]))

    @staticmethod
    def _name_element(root: Element, name: str, index: int | None) -> Element | None:
        holder = root.first("definedNames")
        local = "" if index is None else str(index)
        for element in holder.all("definedName") if holder else ():
            same_name = element.get("name").lower() == name.lower()
            if same_name and element.get("localSheetId") == local:
                return element
        return None

    def _insert(self, root: Element, name: str, element: bytes) -> None:
        """Put a child of the workbook where the standard wants it."""
        later = set(ORDER[ORDER.index(name) + 1 :])
        xml = self._xml()
        follower = next((child for child in root.children if child.name in later), None)
        place = follower.start if follower else root.closed
        self._write(spliced(xml, [(place, place, element)]))

    def _xml(self) -> bytes:
        return self._draft.read(self.part)

    def _write(self, xml: bytes) -> None:
        self._draft.write(self.part, xml)


def quoted_sheet(name: str) -> str:
    """A sheet's name as a reference writes it, with quotes and exclamation mark."""
    return "'" + name.replace("'", "''") + "'!"


def sheet_in(reference: str) -> str:
    """The sheet that a defined name points at; empty if it points at none."""
    found = _SHEET_OF.match(reference.strip())
    if found is None:
        return ""
    return found[1].replace("''", "'") if found[1] else found[2]


def _listed(index: int, element: Element, targets: dict[str, Relationship]) -> ListedSheet:
    target = targets.get(_relationship_id(element))
    return ListedSheet(
        element.get("name"),
        element.get("sheetId"),
        index,
        target.kind if target else "",
        target.target if target else "",
    )


def _relationship_id(element: Element) -> str:
    return next((v for k, v in element.attributes.items() if k.endswith("}id")), "")


def id_attribute(root_tag: bytes, *, strict: bool) -> bytes:
    """``r:id`` under the prefix a part has for relationships, declared if it has none."""
    relations = (STRICT_RELATIONS if strict else RELATIONS).encode()
    for name, value in attributes_of(root_tag).items():
        if name.startswith(b"xmlns:") and value == relations:
            return name.removeprefix(b"xmlns:") + b":id"
    return b'xmlns:tieout="%s" tieout:id' % relations
