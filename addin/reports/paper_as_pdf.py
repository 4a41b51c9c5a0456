"""A document for paper as a PDF file: the one place that draws.

The font (DejaVu Sans Condensed) is in the file, only those letters of it that are used. It has
Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian, Georgian. Letters of other scripts are of a font
of this computer, if one is named; else they are drawn as an empty box and named, so that nobody
prints a sheet with a name that cannot be read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from addin.reports.drawing_on_paper import CAPTION_POINTS, Pictured, pictured, put
from addin.reports.font_of_others import must_be_a_font, takeable
from addin.reports.paper import (
    HEAD,
    MARGIN,
    QUIET,
    Document,
    Line,
    Picture,
    Placed,
    Words,
    cells_with_widths,
    paged,
)

if TYPE_CHECKING:
    from fpdf import FPDF

_FONT: Final = "DejaVu"
_OTHERS: Final = "Others"
_FILES: Final = {"": "DejaVuSansCondensed.ttf", "B": "DejaVuSansCondensed-Bold.ttf"}
_POINT: Final = 25.4 / 72
_LEADING: Final = 1.22
_BASELINE: Final = 0.3
"""So much of its size a line of type stands below the middle of its row, as in fpdf2's cells."""
_PAD: Final = 0.7
"""Above and below the words of a cell, in millimetres; beside them it is a little more."""
_BESIDE: Final = 1.0
_RULE: Final = "C9D0D6"
_BOX: Final = "□"
_TITLE: Final = 14.0
_SMALL: Final = 7.5


@dataclass(frozen=True, slots=True)
class Printed:
    """The file, how many pages it has, and the letters its font has not, each once."""

    content: bytes
    pages: int
    unprinted: str = ""


def printed(document: Document, *more: Document, font: Path | None = None) -> Printed:
    """The document as a PDF, and more behind it; the same documents give the same bytes.

    Pages are counted through. Of several documents a reader gets a list of their titles. ``font``
    is a file (.ttf, .otf, .ttc) for letters that ours has not; where there are none, it changes
    nothing.

    Raises:
        UnreadableFile: there is no font in that file, or it cannot be read.
    """
    if font is not None:
        must_be_a_font(font)
    with _sheets(document) as pdf:
        made = _drawn(pdf, (document, *more))
    if font is None or not made.unprinted:
        return made
    with _sheets(document, font) as pdf:
        return _drawn(pdf, (document, *more))


@contextmanager
def _sheets(document: Document, font: Path | None = None) -> Iterator[FPDF]:
    """An empty file with its fonts, whose own files are closed behind it, drawn or not."""
    from fpdf import FPDF  # noqa: PLC0415 - heavy: only who prints pays for it
    from fpdf.fonts import TTFFont  # noqa: PLC0415 - likewise

    pdf = FPDF(unit="mm", format=document.page)
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_creation_date(document.at.replace(tzinfo=document.at.tzinfo or dt.UTC))
    pdf.set_title(_plain(document.title))
    pdf.set_producer("Tieout")
    fonts = files("addin.reports") / "fonts"
    try:
        for style, name in _FILES.items():
            with as_file(fonts / name) as path:
                pdf.add_font(_FONT, style, path)
        if font is not None:
            pdf.add_font(_OTHERS, "", font)
            pdf.set_fallback_fonts([_OTHERS], exact_match=False)
        yield pdf
    finally:
        for one in pdf.fonts.values():
            if isinstance(one, TTFFont):
                one.close()


def _drawn(pdf: FPDF, documents: Sequence[Document]) -> Printed:
    drawings = [_Drawing(pdf, each) for each in documents]
    paged = [drawing.pages() for drawing in drawings]
    of, number, missing = sum(map(len, paged)), 1, dict[str, None]()
    for drawing, pages in zip(drawings, paged, strict=True):
        drawing.put(pages, number, of, is_listed=len(documents) > 1)
        number += len(pages)
        missing |= drawing.missing
    return Printed(bytes(pdf.output()), of, "".join(missing))


class _Drawing:
    """A document on its way into a file."""

    def __init__(self, pdf: FPDF, document: Document) -> None:
        self._pdf, self._document = pdf, document
        self.missing: dict[str, None] = {}
        self._colour = ""
        self._broken: dict[tuple[str, bool, float, float], tuple[str, ...]] = {}

    @cached_property
    def _known(self) -> frozenset[int]:
        ours, others = (self._letters_of(name) for name in (_FONT, _OTHERS))
        return frozenset(ours) | takeable(others)

    def _letters_of(self, font: str) -> Iterable[int]:
        return getattr(self._pdf.fonts.get(font.lower()), "cmap", ())

    def pages(self) -> tuple[tuple[Placed, ...], ...]:
        """The rows of each page."""
        return paged(self._document, self._height)

    def put(
        self, pages: Sequence[Sequence[Placed]], number: int, of: int, *, is_listed: bool
    ) -> None:
        """Draw the pages; the first has this number, and there are so many in the file."""
        for at, page in enumerate(pages):
            self._pdf.add_page(format=self._document.page)
            self._colour = ""  # a page begins with none
            if is_listed and at == 0:
                self._pdf.start_section(_plain(self._document.title))
            self._page_head(number + at, of)
            for row in page:
                self._row(row)

    def _page_head(self, number: int, of: int) -> None:
        told, (width, height) = self._document, self._document.page
        room = width - 2 * MARGIN
        share = 0.7 if told.beside else 1.0
        size = self._fitting(told.title, _TITLE, room * share)
        self._text(MARGIN, MARGIN, room, Words(told.title, bold=True), size)
        self._text(MARGIN, MARGIN, room, Words(told.beside, bold=True, align="right"), 11)
        second = MARGIN + 6.5
        self._text(MARGIN, second, room, Words(told.below, colour=QUIET), 9)
        self._pdf.set_draw_color(f"#{QUIET}")
        self._pdf.set_line_width(0.3)
        line = MARGIN + HEAD - 3
        self._pdf.line(MARGIN, line, width - MARGIN, line)
        foot = height - MARGIN - 3
        page = Words(f"Page {number} of {of}", colour=QUIET, align="right")
        self._text(MARGIN, foot, room, page, _SMALL)
        self._text(MARGIN, foot, room, Words(told.foot, colour=QUIET), _SMALL)

    def _fitting(self, text: str, size: float, room: float) -> float:
        self._pdf.set_font(_FONT, "B", size)
        width = self._pdf.get_string_width(self._printable(text))
        return size if width <= room else max(size * room / width, 7.0)

    def _height(self, line: Line, widths: Sequence[float]) -> float:
        high = max(
            (
                sum(self._pictured(one, width).high for one in column)
                for column, width in zip(line.pictures, widths, strict=False)
            ),
            default=0.0,
        )
        for words, _, width in cells_with_widths(line, widths):
            size = words.size or self._document.size
            rows = len(self._lines(words, size, width - 2 * _BESIDE)) or 1
            high = max(high, rows * size * _POINT * _LEADING + 2 * _PAD)
        return high

    def _pictured(self, picture: Picture, width: float) -> Pictured:
        return pictured(picture.drawing, width - 2 * _BESIDE, picture.most)

    def _pictures(self, row: Placed) -> None:
        left = MARGIN
        for column, width in zip(row.line.pictures, row.widths, strict=False):
            top = row.top
            for one in column:
                placed = self._pictured(one, width)
                caption = Words(one.caption, bold=True)
                self._text(left + _BESIDE, top, width - 2 * _BESIDE, caption, CAPTION_POINTS)
                put(self._pdf, self._letters, one.drawing, placed, left + _BESIDE, top)
                top += placed.high
            left += width

    def _letters(self, x: float, y: float, words: Words, size: float) -> None:
        """Words of a drawing on their base line, from, around or up to a point."""
        wide = 2 * self._document.page[0]
        left = {"left": x, "center": x - wide / 2, "right": x - wide}[words.align]
        top = y - size * _POINT * (_LEADING / 2 + _BASELINE)
        self._text(left, top, wide, words, size)

    def _row(self, row: Placed) -> None:
        self._pictures(row)
        for words, left, width in cells_with_widths(row.line, row.widths):
            x = MARGIN + left
            if words.fill:
                self._pdf.set_fill_color(f"#{words.fill}")
                self._pdf.rect(x, row.top, width, row.height, style="F")
            size = words.size or self._document.size
            for at, text in enumerate(self._lines(words, size, width - 2 * _BESIDE)):
                top = row.top + _PAD + at * size * _POINT * _LEADING
                one = Words(text, words.bold, colour=words.colour, align=words.align)
                self._text(x + _BESIDE, top, width - 2 * _BESIDE, one, size)
        if row.line.ruled:
            self._pdf.set_draw_color(f"#{_RULE}")
            self._pdf.set_line_width(0.1)
            below = row.top + row.height
            self._pdf.line(MARGIN, below, MARGIN + sum(row.widths), below)

    def _lines(self, words: Words, size: float, width: float) -> tuple[str, ...]:
        """The words of a cell, broken where they do not fit in its width."""
        key = (words.text, words.bold, size, round(width, 3))
        if key not in self._broken:
            self._broken[key] = self._break(words, size, width) if words.text else ()
        return self._broken[key]

    def _break(self, words: Words, size: float, width: float) -> tuple[str, ...]:
        self._pdf.set_font(_FONT, "B" if words.bold else "", size)
        return tuple(
            line
            for paragraph in self._printable(words.text).split("\n")
            for line in broken(paragraph, width, self._pdf.get_string_width)
        )

    def _text(self, x: float, y: float, width: float, words: Words, size: float) -> None:
        if not words.text:
            return
        font, colour = ("B" if words.bold else "", size), words.colour or "000000"
        pdf, high = self._pdf, size * _POINT * _LEADING
        if (pdf.font_style, pdf.font_size_pt) != font:
            pdf.set_font(_FONT, *font)
        if colour != self._colour:
            pdf.set_text_color(f"#{colour}")
            self._colour = colour
        text = self._printable(words.text)
        if text.isascii():  # thousands of codes: drawn without what other scripts need
            free = width - pdf.get_string_width(text) if words.align != "left" else 0.0
            left = x + (free / 2 if words.align == "center" else free)
            pdf.text(left, y + high / 2 + _BASELINE * size * _POINT, text)
            return
        pdf.set_xy(x, y)
        align = {"left": "L", "center": "C", "right": "R"}[words.align]
        pdf.cell(width, high, text, align=align)

    def _printable(self, text: str) -> str:
        """The text without what cannot be drawn; line breaks stay."""
        plain = _plain(text)
        if self._known.issuperset(map(ord, plain.replace("\n", ""))):
            return plain
        kept = []
        for letter in plain:
            if letter != "\n" and ord(letter) not in self._known:
                self.missing[letter] = None
                letter = _BOX  # noqa: PLW2901 - what is drawn in its place
            kept.append(letter)
        return "".join(kept)


def _plain(text: str) -> str:
    """Without control characters and halves of letters."""
    return "".join(c if c == "\n" or c.isprintable() else " " for c in text)


def broken(text: str, width: float, width_of: Callable[[str], float]) -> Iterator[str]:
    """A text in lines of a width: at blanks, and inside a word where that alone is wider.

    At least one letter stands on each line, however narrow.
    """
    here = ""
    for word in text.split():
        longer = f"{here} {word}" if here else word
        if width_of(longer) <= width:
            here = longer
            continue
        if here:
            yield here
        here = word
        while len(here) > 1 and width_of(here) > width:
            fits = next(
                (cut for cut in range(len(here) - 1, 1, -1) if width_of(here[:cut]) <= width), 1
            )
            yield here[:fits]
            here = here[fits:]
    yield here
