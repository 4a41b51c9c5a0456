"""The parts that belong to one sheet beside its cells: its tables, and its pivot tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from addin.adapters.xlsx.markup import spelt_out
from addin.adapters.xlsx.reading.package import Package, Relationship
from addin.adapters.xlsx.reading.sheet_frame import area_or_none
from addin.tables.beside_cells import Connection, PivotTable
from addin.tables.table import ListObject


def list_objects(
    package: Package, parts: Iterable[str], connections: Mapping[str, Connection]
) -> Iterator[ListObject]:
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
                _fed_by(package, part, connections),
            )


def _count(root: Element, name: str, usual: int) -> int:
    stated = root.get(name, "")
    return int(stated) if stated.isdecimal() and len(stated) < 8 else usual


def _fed_by(package: Package, part: str, connections: Mapping[str, Connection]) -> str:
    """The name of the connection whose query fills a table; nothing for any other."""
    for relationship in package.relationships(part).values():
        if relationship.kind == "queryTable" and relationship.target in package:
            query = package.tree(relationship.target)
            known = connections.get(query.get("connectionId", ""))
            return known.name if known else spelt_out(query.get("name", ""))
    return ""


def connections_of(package: Package, related: Iterable[Relationship]) -> dict[str, Connection]:
    """The sources outside the workbook by the number that queries know them by."""
    found = {}
    for relationship in related:
        if relationship.kind != "connections" or relationship.target not in package:
            continue
        for element in package.tree(relationship.target).iterfind("connection"):
            source = element.find("dbPr")
            found[element.get("id", "")] = Connection(
                spelt_out(element.get("name", "")),
                spelt_out(element.get("description", "")),
                spelt_out(source.get("command", "")) if source is not None else "",
            )
    return found


def pivot_tables(package: Package, related: Iterable[Relationship]) -> Iterator[PivotTable]:
    """Where the pivot tables of a sheet lie, and what they sum up."""
    for relationship in related:
        if relationship.kind != "pivotTable" or relationship.target not in package:
            continue
        root = package.tree(relationship.target)
        location = root.find("location")
        area = area_or_none(location.get("ref", "")) if location is not None else None
        if area:
            source = _pivot_source(package, relationship.target)
            yield PivotTable(spelt_out(root.get("name", "")), area, source)


def _pivot_source(package: Package, part: str) -> str:
    for relationship in package.relationships(part).values():
        if relationship.kind == "pivotCacheDefinition" and relationship.target in package:
            cache = package.tree(relationship.target)
            source = cache.find("cacheSource/worksheetSource")
            if source is None:
                return ""
            named, sheet = source.get("name", ""), source.get("sheet", "")
            place = spelt_out(named or source.get("ref", ""))
            if sheet:
                place = f"{spelt_out(sheet)}!{place}"
            other = package.relationships(relationship.target).get(source.get("id", ""))
            return f"[{other.target}]{place}" if other else place
    return ""
