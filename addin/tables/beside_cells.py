"""What a workbook holds beside its cells: comments, links, rules of entry, pivots, settings.

Rows and columns count from 1. Formulas are without their leading ``=``, and as a person sees them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from addin.tables.area import Area


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer in a thread of comments; ``at`` is UTC, None where the file does not say."""

    author: str
    text: str
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A thread of comments on a cell: what it began with, and the answers in order.

    The yellow kind without a thread is a note (``Sheet.notes``). ``at`` is UTC, None where the file
    does not say; ``resolved`` threads are those that people have closed.
    """

    row: int
    column: int
    author: str
    text: str
    at: dt.datetime | None = None
    resolved: bool = False
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link laid over cells; a link made by HYPERLINK() is a formula like any other.

    ``target`` is a file or an address of the web, empty for a link within the workbook;
    ``location`` a place in it, such as ``Costs!B4``, or the part of an address behind ``#``.
    """

    area: Area
    target: str = ""
    location: str = ""
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class Validation:
    """What may be typed into cells (Data > Data Validation).

    ``kind`` is ``list``, ``whole``, ``decimal``, ``date``, ``time``, ``textLength``, ``custom`` or
    ``none`` (anything, with a prompt); ``operator`` joins it with its formulas: ``between``,
    ``greaterThan`` … ``choices`` are those of a list that is written out; a list in cells or
    under a name is in ``formula1``. One that does not stop what is wrong only warns.
    """

    areas: tuple[Area, ...]
    kind: str
    operator: str = "between"
    formula1: str = ""
    formula2: str = ""
    choices: tuple[str, ...] = ()
    allows_blank: bool = False
    stops: bool = False


@dataclass(frozen=True, slots=True)
class ConditionalFormat:
    """A rule by which cells change their look: where, of which kind, and by which formulas."""

    areas: tuple[Area, ...]
    kind: str
    formulas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PivotTable:
    """A pivot table: where it lies, and what it sums up.

    ``source`` is an area with its sheet (``Costs!A1:F90``), or the name of a table; where it is
    another workbook's, that stands before it in brackets. Empty for a source outside all workbooks.
    """

    name: str
    area: Area
    source: str = ""


@dataclass(frozen=True, slots=True)
class Connection:
    """A source outside the workbook from which tables are filled, by its name."""

    name: str
    description: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name for cells or for a formula; of one sheet, or (``sheet`` empty) of the workbook.

    What Excel names itself begins with ``_xlnm.``: ``_xlnm.Print_Area``, ``_xlnm.Print_Titles``,
    ``_xlnm._FilterDatabase``.
    """

    name: str
    formula: str
    sheet: str = ""
    is_hidden: bool = False

    @property
    def is_print_area(self) -> bool:
        """Whether it says which cells of its sheet are printed."""
        return self.name.casefold() == "_xlnm.print_area"


@dataclass(frozen=True, slots=True)
class Calculation:
    """How a workbook computes.

    ``is_manual``: formulas wait for F9, so that values may be old. ``iterates``: circles are worked
    through instead of being refused. ``precision_as_displayed``: every value is rounded to what its
    cell shows, for good; sums then agree with what is printed.
    """

    is_manual: bool = False
    iterates: bool = False
    precision_as_displayed: bool = False


USUAL_CALCULATION = Calculation()
