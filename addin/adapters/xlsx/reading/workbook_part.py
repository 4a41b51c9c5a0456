"""The workbook part: its sheets in order, its names, its date system and what it links to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from addin.adapters.xlsx.markup import spelt_out
from addin.adapters.xlsx.reading.package import Package, Relationship
from addin.errors import UnsupportedFormat
from addin.tables.beside_cells import USUAL_CALCULATION, Calculation, DefinedName
from addin.tables.formula_prefixes import as_shown
from addin.tables.table import Visibility

MAX_SHEETS = 4096
"""Excel's only limit is memory; the largest workbook seen in this trade has 160 sheets."""

_KINDS = {
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": "xlsm",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": "xltm",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": "xltx",
}


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it; ``part`` is empty for a sheet without cells (a chart)."""

    name: str
    visibility: Visibility
    part: str


@dataclass(frozen=True, slots=True)
class WorkbookPart:
    """What the workbook part says."""

    part: str
    kind: str
    date_1904: bool
    sheets: tuple[SheetEntry, ...]
    names: tuple[DefinedName, ...]
    calculation: Calculation
    related: dict[str, Relationship]
    links: tuple[Relationship | None, ...]

    def related_part(self, kind: str) -> str | None:
        """The part of a kind that there is one of at most, such as ``styles``."""
        found = (r.target for r in self.related.values() if r.kind == kind and not r.external)
        return next(found, None)


def workbook_part(package: Package) -> WorkbookPart:
    """Find the workbook part, and read it.

    Raises:
        DamagedFile: there is none, or it lists no sheet.
        UnsupportedFormat: the package is another kind of document.
    """
    part = _find(package)
    root = package.tree(part)
    if root.tag != "workbook":
        raise package.damaged(f"its workbook part is a <{root.tag}>")
    related = package.relationships(part)
    sheets = tuple(_sheets(package, root, related))
    if not sheets:
        raise package.damaged("it has no sheets")
    properties = root.find("workbookPr")
    return WorkbookPart(
        part,
        _kind(package, part),
        properties is not None and properties.get("date1904") in {"1", "true"},
        sheets,
        tuple(_names(root, sheets)),
        _calculation(root),
        related,
        tuple(
            related.get(link.get("id", ""))
            for link in root.iterfind("externalReferences/externalReference")
        ),
    )


def _find(package: Package) -> str:
    for relationship in package.relationships("").values():
        if relationship.kind == "officeDocument" and not relationship.external:
            if relationship.target.startswith(("word/", "ppt/", "visio/")):
                raise UnsupportedFormat(package.name, "it is a document of another Office program")
            if relationship.target in package:
                return relationship.target
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    if any(part.endswith(".iwa") or part == "index.zip" for part in package):
        raise UnsupportedFormat(
            package.name, "it is an Apple Numbers document; in Numbers: File > Export To > Excel"
        )
    if "[content_types].xml" in package:
        raise package.damaged("its workbook part is missing")
    raise UnsupportedFormat(package.name, "it is a zip archive, not a workbook; unpack it first")


def _kind(package: Package, part: str) -> str:
    if "[content_types].xml" not in package:
        return "xlsx"
    wanted = "/" + part.lower()
    for override in package.tree("[content_types].xml").iterfind("Override"):
        if override.get("PartName", "").lower() == wanted:
            return _KINDS.get(override.get("ContentType", ""), "xlsx")
    return "xlsx"


def _sheets(
    package: Package, root: Element, related: dict[str, Relationship]
) -> Iterator[SheetEntry]:
    listed = root.findall("sheets/sheet")
    if len(listed) > MAX_SHEETS:
        raise package.damaged(f"it lists {len(listed)} sheets")
    for element in listed:
        name = spelt_out(element.get("name", ""))
        target = related.get(element.get("id", ""))
        if element.get("id") and (target is None or target.external):
            raise package.damaged(f"the sheet {name!r} leads to no part of the package")
        # without an id: a module of Excel 5 macros, which Excel shows no tab for
        has_cells = target is not None and target.kind == "worksheet"
        state = element.get("state", "visible")
        yield SheetEntry(
            name,
            Visibility(state) if state in set(Visibility) else Visibility.VISIBLE,
            target.target if target and has_cells else "",
        )


def _names(root: Element, sheets: tuple[SheetEntry, ...]) -> Iterator[DefinedName]:
    for element in root.iterfind("definedNames/definedName"):
        home = element.get("localSheetId", "")
        local = home.isdecimal() and int(home[:9]) < len(sheets)
        yield DefinedName(
            spelt_out(element.get("name", "")),
            as_shown(spelt_out("".join(element.itertext()))),
            sheets[int(home[:9])].name if local else "",
            element.get("hidden") in {"1", "true"},
        )


def _calculation(root: Element) -> Calculation:
    stated = root.find("calcPr")
    if stated is None:
        return USUAL_CALCULATION
    return Calculation(
        stated.get("calcMode") == "manual",
        stated.get("iterate") in {"1", "true"},
        stated.get("fullPrecision") in {"0", "false"},
    )
