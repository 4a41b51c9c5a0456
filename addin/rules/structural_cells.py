"""What the rules on formulas share: places, figures for a finding, and how sure they are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from addin.domain.source import Place
from addin.findings import Number
from addin.tables.labels import joined, row_label
from addin.tables.lines import is_number
from addin.tables.syntax import Call, Cells, Node, parse, walk
from addin.tables.table import Area, Sheet, Value
from addin.tables.workings import SheetWorkings

Cell = tuple[int, int]

TOTALLING = frozenset("SUM SUBTOTAL AGGREGATE".split())
"""Functions that make a total of a range."""

TOTAL_WORDS = re.compile(
    r"\b(?:sub-?\s?total|total|sum|balance|carried|brought|net|gross|average|mean|maximum|minimum)",
    re.IGNORECASE,
)
"""What a row is called that sums up others."""


def places(work: SheetWorkings, cells: Iterable[Cell]) -> tuple[Place, ...]:
    """Cells as places, neighbours joined to ranges."""
    return tuple(
        Place(work.book.book.name, work.sheet.name, str(area)) for area in joined(list(cells))
    )


def place(work: SheetWorkings, area: Area) -> Place:
    """A range as a place."""
    return Place(work.book.book.name, work.sheet.name, str(area))


def figure(value: Value) -> Number:
    """A cell's value as a finding shows it: the 15 digits that Excel shows, no binary noise."""
    if is_number(value):
        assert isinstance(value, int | float)  # noqa: S101 - for the type checker
        return value if isinstance(value, int) else Decimal(format(value, ".15g"))
    return "" if value is None else str(value)


def shown(value: Value) -> str:
    """A value in a message: thousands parted, at most what a cell would show.

    >>> shown(15000), shown(3399.99), shown(0.1 + 0.2), shown(None)
    ('15,000', '3,399.99', '0.3', 'nothing')
    """
    if value is None or value == "":
        return "nothing"
    if not is_number(value):
        return str(value)
    assert isinstance(value, int | float)  # noqa: S101 - for the type checker
    text = f"{value:,.4f}" if abs(value) < 10 else f"{value:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def counted(count: int, noun: str) -> str:
    """A count with its noun: 1 formula, 2 formulas."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def amount(value: Value) -> float | None:
    """A number to reckon with; None for anything else."""
    if is_number(value):
        assert isinstance(value, int | float)  # noqa: S101 - for the type checker
        return float(value)
    return None


def same_amount(left: float, right: float) -> bool:
    """Equal but for binary noise."""
    return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-6)


def alike(left: float, right: float) -> bool:
    """Equal as people round: to the last digit that either of them states, or to a whole unit."""
    return same_amount(left, right) or abs(left - right) <= _unit(left, right)


def _unit(left: float, right: float) -> float:
    places_ = min(decimals(left), decimals(right))
    return 0.5 * 10.0**-places_ * (1 + 1e-9)


def decimals(value: float) -> int:
    """How many decimals a number states."""
    text = format(value, ".12g")
    return len(text.partition(".")[2]) if "e" not in text else 0


def inputs(work: SheetWorkings, node: Node, cell: Cell) -> list[Area]:
    """The areas of the same sheet that a formula names by address, from this cell."""
    own = work.sheet.name.casefold()
    return [
        part.reference.area(*cell)
        for part in walk(node)
        if isinstance(part, Cells)
        and not part.reference.book
        and part.reference.sheet.casefold() in {"", own}
    ]


def is_total(node: Node | None) -> bool:
    """Whether a formula totals a range."""
    return node is not None and any(
        isinstance(part, Call) and part.function in TOTALLING for part in walk(node)
    )


@lru_cache(maxsize=16_384)
def form_is_total(form: str) -> bool:
    """Whether a formula in relative form totals a range."""
    return is_total(parse(form))


@lru_cache(maxsize=16_384)
def sums_a_column(form: str) -> bool:
    """Whether a formula is the sum of one range that is one column wide.

    >>> sums_a_column("SUM(R[-9]C:R[-1]C)"), sums_a_column("SUM(RC[-9]:RC[-1])")
    (True, False)
    """
    node = parse(form) if form.startswith("SUM(") else None
    if not (isinstance(node, Call) and node.function == "SUM" and len(node.arguments) == 1):
        return False
    (range_,) = node.arguments
    if not isinstance(range_, Cells) or range_.reference.book or range_.reference.sheet:
        return False
    left, right = range_.reference.left, range_.reference.right
    return (left.number, left.fixed) == (right.number, right.fixed)


def has_figures(sheet: Sheet, area: Area, count: int) -> bool:
    """Whether an area holds so many numbers or more; it is read no further than that."""
    clipped = Area(
        area.top, area.left, min(area.bottom, len(sheet.rows)), min(area.right, sheet.width)
    )
    numbers = (cell for cell in clipped.cells if is_number(sheet.value(*cell)))
    return next(islice(numbers, count - 1, None), None) is not None


def figures_in(sheet: Sheet, area: Area) -> list[Cell]:
    """The cells of an area that hold a number, as far as the sheet is filled."""
    clipped = Area(
        area.top, area.left, min(area.bottom, len(sheet.rows)), min(area.right, sheet.width)
    )
    return [cell for cell in clipped.cells if is_number(sheet.value(*cell))]


def subject(sheet: Sheet, cells: Sequence[Cell], kind: str) -> str:
    """What a finding is about, in words that survive an inserted row; empty without a label."""
    label = row_label(sheet, *cells[0])
    column = cells[0][1]
    return f"{kind} {label} column {column}" if label else ""
