"""BOM_: what a product of many levels is made of, and what that costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from addin.domain.account_codes import cleaned
from addin.domain.bill_of_materials import (
    Bill,
    CircularBill,
    Line,
    Needs,
    NoCost,
    TooLong,
    UnknownPart,
)
from addin.domain.manufacturing import ScrapOf, gross
from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place, side_by_side
from addin.udfs.kinds import Answer, Column, Spill
from addin.udfs.read_once import read_once
from addin.udfs.registry import function
from addin.udfs.shares import share

CATEGORY = "Manufacturing"
SHOWS: Final[Mapping[type[Exception], str]] = {
    CircularBill: "#NUM!",
    TooLong: "#NUM!",
    UnknownPart: "#N/A",
    NoCost: "#N/A",
    ZeroDivisionError: "#DIV/0!",
}


@function(CATEGORY, shows=SHOWS)
def bom_cost(
    item: str,
    parents: Column[str],
    parts: Column[str],
    quantities: Column[Decimal],
    unit_costs: Column[Decimal],
    scraps: Column[Decimal] = (),
    scrap_of: ScrapOf = ScrapOf.OUTPUT,
) -> Fraction:
    """Cost of one item, rolled up through all levels of its bill of materials; not rounded.

    A part with lines of its own costs what its lines cost. A circle in the bill is #NUM!, and the
    message names it; a part without a cost is #N/A.

    Args:
        item: the product, assembly or part.
        parents: the part that each line goes into; empty for a line that only states a cost.
        parts: the part of each line.
        quantities: how much of it goes into one of the parent, without scrap.
        unit_costs: what one of it costs; empty for assemblies, and where said before.
        scraps: scrap of each line as a percentage (5%); may be left out.
        scrap_of: output (left out): 10% takes 1.1 for 1; input: 10% takes 1/0.9 for 1.

    Example:
        =BOM_COST("BOX", {"BOX";"BOX";"LID"}, {"SIDE";"LID";"HINGE"}, {4;1;2}, {2;"";0.5}) gives 9
        =BOM_COST("A", {"A";"B"}, {"B";"A"}, {1;1}, {"";""}) gives #NUM!
    """
    return _bill(parents, parts, quantities, unit_costs, scraps, scrap_of).unit_cost(item)


@function(CATEGORY, shows=SHOWS)
def bom_quantity(
    item: str,
    part: str,
    parents: Column[str],
    parts: Column[str],
    quantities: Column[Decimal],
    units: Decimal = Decimal(1),
    scraps: Column[Decimal] = (),
    scrap_of: ScrapOf = ScrapOf.OUTPUT,
) -> Fraction:
    """How much of a part is needed in all for one item or more, through all levels of the bill.

    Args:
        item: the product or assembly that is made.
        part: the part that is needed.
        parents: the part that each line goes into.
        parts: the part of each line.
        quantities: how much of it goes into one of the parent, without scrap.
        units: how many of the item are made; 1 if left out.
        scraps: scrap of each line as a percentage (5%); may be left out.
        scrap_of: output (left out): 10% takes 1.1 for 1; input: 10% takes 1/0.9 for 1.

    Example:
        =BOM_QUANTITY("BOX", "HINGE", {"BOX";"BOX";"LID"}, {"SIDE";"LID";"HINGE"}, {4;1;2}, 10)
            gives 20
    """
    if units < 0:
        raise CellError("#NUM!", f"units is {units}: fewer than none cannot be made")
    bill = _bill(parents, parts, quantities, (), scraps, scrap_of)
    return bill.quantity_in(_needs(bill, item), part) * Fraction(units)


@function(CATEGORY, shows=SHOWS)
def bom_rollup(
    parents: Column[str],
    parts: Column[str],
    quantities: Column[Decimal],
    unit_costs: Column[Decimal],
    scraps: Column[Decimal] = (),
    scrap_of: ScrapOf = ScrapOf.OUTPUT,
) -> Spill:
    """Every part of a bill of materials with its level and its rolled-up unit cost.

    Spills a heading row and one row for each part, products first. The level is the deepest at
    which a part is used (low-level code). Where a cost is missing below, the cell shows #N/A.

    Args:
        parents: the part that each line goes into; empty for a line that only states a cost.
        parts: the part of each line.
        quantities: how much of it goes into one of the parent, without scrap.
        unit_costs: what one of it costs; empty for assemblies, and where said before.
        scraps: scrap of each line as a percentage (5%); may be left out.
        scrap_of: output (left out): 10% takes 1.1 for 1; input: 10% takes 1/0.9 for 1.

    Example:
        =BOM_ROLLUP({"BOX";"BOX";"LID"}, {"SIDE";"LID";"HINGE"}, {4;1;2}, {2;"";0.5}) gives
            {"Part","Level","Unit cost";"BOX",0,9;"SIDE",1,2;"LID",1,1;"HINGE",2,0.5}
    """
    bill = _bill(parents, parts, quantities, unit_costs, scraps, scrap_of)
    levels, costs = bill.levels(), bill.unit_costs()
    rows: list[tuple[Answer, ...]] = [
        (name, levels[name], ErrorValue("#N/A") if cost is None else cost)
        for name, cost in costs.items()
    ]
    return [("Part", "Level", "Unit cost"), *sorted(rows, key=lambda row: levels[str(row[0])])]


@function(CATEGORY, shows=SHOWS)
def bom_explode(
    item: str,
    parents: Column[str],
    parts: Column[str],
    quantities: Column[Decimal],
    units: Decimal = Decimal(1),
    scraps: Column[Decimal] = (),
    scrap_of: ScrapOf = ScrapOf.OUTPUT,
) -> Spill:
    """All that an item is made of, through all levels: parts, quantity per parent, quantity in all.

    Spills a heading row, the item, and every line below it; each assembly is followed by its parts.

    Args:
        item: the product or assembly that is made.
        parents: the part that each line goes into.
        parts: the part of each line.
        quantities: how much of it goes into one of the parent, without scrap.
        units: how many of the item are made; 1 if left out.
        scraps: scrap of each line as a percentage (5%); may be left out.
        scrap_of: output (left out): 10% takes 1.1 for 1; input: 10% takes 1/0.9 for 1.

    Example:
        =BOM_EXPLODE("BOX", {"BOX";"BOX";"LID"}, {"SIDE";"LID";"HINGE"}, {4;1;2}, 10) gives
            {"Level","Part","Per parent","In all";0,"BOX",1,10;1,"SIDE",4,40;1,"LID",1,10
            ;2,"HINGE",2,20}
    """
    bill = _bill(parents, parts, quantities, (), scraps, scrap_of)
    lines = bill.exploded(item, Fraction(units))
    rows: list[tuple[Answer, ...]] = [("Level", "Part", "Per parent", "In all")]
    return [*rows, *((each.level, each.part, each.quantity, each.total) for each in lines)]


@read_once
def _needs(bill: Bill, item: str) -> Needs:
    return bill.needs(item)


@read_once
@function(CATEGORY, shows=SHOWS)
def bom_short(
    items: Column[str],
    units: Column[Decimal],
    parents: Column[str],
    parts: Column[str],
    quantities: Column[Decimal],
    stock_parts: Column[str],
    stock: Column[Decimal],
    scraps: Column[Decimal] = (),
    scrap_of: ScrapOf = ScrapOf.OUTPUT,
) -> Spill:
    """Parts of which there is less in stock than what is to be made takes, through all levels.

    Spills a heading row and one row for each part, with what is needed, in stock and short. Only
    the headings: nothing is short. Assemblies in stock are used before their parts; the items
    themselves are made, not taken. A part that the list of stock has not counts as none in stock.

    Args:
        items: the products that are made.
        units: how many of each, side by side with items.
        parents: the part that each line of the bill goes into.
        parts: the part of each line.
        quantities: how much of it goes into one of the parent, without scrap.
        stock_parts: the part of each line of the list of stock.
        stock: how much of it is there, side by side with stock_parts.
        scraps: scrap of each line of the bill as a percentage (5%); may be left out.
        scrap_of: output (left out): 10% takes 1.1 for 1; input: 10% takes 1/0.9 for 1.

    Example:
        =BOM_SHORT({"BOX"}, {10}, {"BOX";"BOX"}, {"SIDE";"LID"}, {4;1}, {"SIDE";"LID"}, {30;10})
            gives {"Part","Needed","In stock","Short";"SIDE",40,30,10}
    """
    bill = _bill(parents, parts, quantities, (), scraps, scrap_of)
    made: dict[str, Fraction] = {}
    for item, number in side_by_side(items=items, units=units):
        if item and number is not None:  # else the headings, or a line that is not filled in
            bill.needs(item)  # says which item no line names
            made[item] = made.get(item, Fraction(0)) + _exact(number)
    there: dict[str, Fraction] = {}
    for part, number in side_by_side(stock_parts=stock_parts, stock=stock):
        if part and number is not None:
            there[cleaned(part)] = there.get(cleaned(part), Fraction(0)) + _exact(number)
    rows: list[tuple[Answer, ...]] = [("Part", "Needed", "In stock", "Short")]
    for part, (needed, has) in bill.short(made, there).items():
        rows.append((part, needed, has, needed - has))
    return rows


def _bill(
    parents: Column[str],
    parts: Column[str],
    quantities: Column[Decimal],
    unit_costs: Column[Decimal],
    scraps: Column[Decimal],
    scrap_of: ScrapOf,
) -> Bill:
    rows = in_place(
        parents=parents, parts=parts, quantities=quantities, unit_costs=unit_costs, scraps=scraps
    )
    lines: list[Line] = []
    for at, (parent, part, quantity, cost, scrap) in enumerate(rows):
        goes_into = (parent or "").strip()
        if at == 0 and quantity is None and cost is None and not _is_used(parent, part, rows[1:]):
            continue  # the headings
        if not part:
            if goes_into or quantity is not None or cost is not None:
                raise CellError("#VALUE!", f"parts, cell {at + 1} is empty")
            continue
        if goes_into and quantity is None:
            raise CellError("#VALUE!", f"quantities, cell {at + 1} is empty: how much of {part}?")
        number = quantity or Decimal(0)
        if number < 0:
            raise CellError("#NUM!", f"quantities, cell {at + 1} is {number}, below 0")
        needed = _exact(number)
        if scrap:
            needed = gross(needed, Fraction(share("scraps", scrap)), scrap_of)
        lines.append(Line(goes_into, part, needed, None if cost is None else _exact(cost)))
    if not lines:
        raise CellError("#N/A", "parts holds no line of a bill")
    return Bill(lines)


@lru_cache(maxsize=4096)
def _exact(number: Decimal) -> Fraction:
    return Fraction(number)


def _is_used(parent: str | None, part: str | None, rows: Sequence[tuple[Any, ...]]) -> bool:
    """Whether other lines speak of the same parts: then the first line is no heading."""
    named = {cleaned(name) for row in rows for name in row[:2] if name}
    return any(cleaned(name) in named for name in (parent, part) if name)
