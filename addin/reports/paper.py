"""What goes on paper: a document of tables, laid out on pages before anything is drawn.

A document is a title, and sections one below the other. A section is rows in columns under headings
that are printed again on every page it runs over. Lengths are millimetres, sizes of type points.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from addin.reports.charts.drawing import Drawing

Align = Literal["left", "center", "right"]


class PaperSize(StrEnum):
    """The paper that offices have."""

    A4 = "A4"
    LETTER = "Letter"

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height, upright."""
        return (210.0, 297.0) if self is PaperSize.A4 else (215.9, 279.4)


@dataclass(frozen=True, slots=True)
class Words:
    """One cell. ``span`` is how many columns it takes; ``fill`` and ``colour`` are RRGGBB."""

    text: str = ""
    bold: bool = False
    fill: str = ""
    colour: str = ""
    align: Align = "left"
    span: int = 1
    size: float = 0  # points; 0: that of the document


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing under its caption, as wide as its column and never larger than ``most`` times."""

    caption: str
    drawing: Drawing
    most: float = 0.3
    """Millimetres of a pixel at most: 12 pixels are then 10 points."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row. ``keeps`` more rows must fit below it on its page; ``ruled`` draws a line under.

    ``pictures`` are those of each column, one below the other; such a row has no cells.
    """

    cells: tuple[Words, ...]
    keeps: int = 0
    ruled: bool = True
    pictures: tuple[tuple[Picture, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under headings; ``widths`` are shares of the page's width, of any sum.

    ``heads`` are repeated on each page the section runs over. ``on_new_page`` begins one;
    ``fixed``: the widths are millimetres, and the table may be narrower than the page.
    """

    widths: tuple[float, ...]
    lines: tuple[Line, ...]
    heads: tuple[Line, ...] = ()
    on_new_page: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """All of it. ``title`` stands on the left of each page's head, ``beside`` on the right.

    ``below`` is the line under them, ``foot`` what stands beside the page number. ``at`` is when it
    was made: the same document of the same moment is the same file, byte for byte.
    """

    title: str
    at: dt.datetime
    sections: tuple[Section, ...]
    beside: str = ""
    below: str = ""
    foot: str = ""
    paper: PaperSize = PaperSize.A4
    is_landscape: bool = False
    size: float = 8.5

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of a page as it lies."""
        width, height = self.paper.millimetres
        return (height, width) if self.is_landscape else (width, height)


MARGIN: Final = 10.0
HEAD: Final = 15.0
"""The room of title and the line under it, at the top of each page."""
FOOT: Final = 7.0
GAP: Final = 3.0
"""Between two sections of one page."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row where it is drawn: its upper edge, its height, the widths of its section's columns."""

    line: Line
    top: float
    height: float
    widths: tuple[float, ...]


class _Filling:
    """The pages filled so far, and how far down the last one is."""

    def __init__(self, bottom: float) -> None:
        self.pages: list[list[Placed]] = [[]]
        self.top = MARGIN + HEAD
        self._bottom = bottom

    def fits(self, high: float) -> bool:
        return self.top + high <= self._bottom

    def turn(self) -> None:
        self.pages.append([])
        self.top = MARGIN + HEAD

    def put(self, lines: Sequence[tuple[Line, float]], widths: tuple[float, ...]) -> None:
        for line, high in lines:
            self.pages[-1].append(Placed(line, self.top, high, widths))
            self.top += high


def paged(
    document: Document, height_of: Callable[[Line, Sequence[float]], float]
) -> tuple[tuple[Placed, ...], ...]:
    """The rows of each page. ``height_of`` says how high a row is in columns of these widths.

    A row that is higher than a page stands alone on one, and runs out of it.
    """
    width, height = document.page
    filling = _Filling(height - MARGIN - FOOT)
    for section in document.sections:
        widths = _widths(section, width - 2 * MARGIN)
        heads = [(line, height_of(line, widths)) for line in section.heads]
        lines = [(line, height_of(line, widths)) for line in section.lines]
        headed = sum(high for _, high in heads)
        if filling.pages[-1]:
            filling.top += GAP
            if section.on_new_page or not filling.fits(headed + _together(lines, 0)):
                filling.turn()
        filling.put(heads, widths)
        is_under_head = True
        for at, line in enumerate(lines):
            if not is_under_head and not filling.fits(_together(lines, at)):
                filling.turn()
                filling.put(heads, widths)
            filling.put([line], widths)
            is_under_head = False
    return tuple(tuple(page) for page in filling.pages)


def _together(lines: Sequence[tuple[Line, float]], at: int) -> float:
    """How high a row is, with those that must stay on its page."""
    keeps = lines[at][0].keeps if at < len(lines) else 0
    return sum(high for _, high in lines[at : at + 1 + keeps])


def _widths(section: Section, room: float) -> tuple[float, ...]:
    scale = 1.0 if section.fixed else room / sum(section.widths)
    return tuple(width * scale for width in section.widths)


def cells_with_widths(line: Line, widths: Sequence[float]) -> Iterator[tuple[Words, float, float]]:
    """Each cell of a row with its left edge, from the table's, and its width over its columns."""
    column = 0
    for words in line.cells:
        span = widths[column : column + words.span]
        yield words, sum(widths[:column]), sum(span)
        column += words.span


HEADING: Final = "1F3A4D"
BAND: Final = "D7DCE0"
WHITE: Final = "FFFFFF"
QUIET: Final = "5F6B73"


def heading(texts: Sequence[str], align: Align = "left") -> Line:
    """The headings of a table: white on dark."""
    return Line(
        tuple(Words(text, bold=True, fill=HEADING, colour=WHITE, align=align) for text in texts),
        ruled=False,
    )


def band(text: str, columns: int, *, keeps: int = 1) -> Line:
    """A grey bar across the table that says what follows."""
    return Line((Words(text, bold=True, fill=BAND, span=columns),), keeps=keeps, ruled=False)
