"""The night of a studio on paper: all productions in a table, then a page for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from addin.domain.night import NO_FACTS, Ended, Moment, ProductionNight
from addin.reports.charts.scale import full
from addin.reports.charts.studio_variance import studio_variance
from addin.reports.night_on_paper import night_on_paper, shortened
from addin.reports.night_page_needs import verdict
from addin.reports.paper import (
    Align,
    Document,
    Line,
    PaperSize,
    Picture,
    Section,
    Words,
)
from addin.reports.paper_as_pdf import Printed, printed
from addin.reports.portfolio_page_rows import ended_words, sums

_RED: Final = "B3261E"
_AMBER: Final = "8A5700"
_SMALL: Final = 7.5
_WIDTHS: Final = (46.0, 48.0, 25.0, 24.0, 9.0, 9.0, 9.0, 11.0, 11.0)
_HEADS: Final = (
    "Production", "How it went", "EFC", "Under (over)", "E", "W", "New", "Gone", "Late",
)  # fmt: skip
_LEFT: Final = 2
"""Columns of words; figures follow."""
_PIXEL: Final = 0.24


def studio_on_paper(
    studio: str,
    at: dt.datetime,
    nights: Sequence[ProductionNight],
    paper: PaperSize = PaperSize.A4,
) -> Document:
    """The first pages: every production in the order given, sums by currency, who is furthest."""
    sections = [
        Section(_WIDTHS, tuple(map(_row, nights)), heads=(_heads(_HEADS, _LEFT),)),
        *_sums(nights),
    ]
    chart = studio_variance(nights)
    if chart is not None:
        picture = Picture(chart.drawing.title, chart.drawing, _PIXEL)
        sections.append(Section((1.0,), (Line((), ruled=False, pictures=((picture,),)),)))
    return Document(
        studio or "The studio",
        at,
        tuple(sections),
        beside=f"{at.day} {at:%B %Y}",
        below=ended_words(nights),
        foot=f"Night of {at:%Y-%m-%d %H:%M}; E errors, W warnings, Late in days",
        paper=paper,
        size=8.0,
    )


def night_as_pdf(
    studio: str,
    at: dt.datetime,
    nights: Sequence[ProductionNight],
    trends: Mapping[str, Sequence[Moment]],
    paper: PaperSize = PaperSize.A4,
    font: Path | None = None,
) -> Printed:
    """The whole night as one file; ``trends`` are each folder's nights, oldest first.

    ``font`` is a file for letters that the PDF's own font has not.

    A production of which nothing is known but why it was not checked has no page of its own, nor
    one that holds nothing to tell: the table says it.
    """
    pages = [
        night_on_paper(one, trends.get(one.folder, ()), paper)
        for one in nights
        if one.points or one.facts != NO_FACTS or one.ended is Ended.PARTLY
    ]
    return printed(studio_on_paper(studio, at, nights, paper), *pages, font=font)


def production_as_pdf(
    one: ProductionNight,
    trend: Sequence[Moment],
    paper: PaperSize = PaperSize.A4,
    font: Path | None = None,
) -> Printed:
    """The page of one production as a file."""
    return printed(night_on_paper(one, trend, paper), font=font)


def _heads(names: Sequence[str], left: int) -> Line:
    aligns: list[Align] = ["left" if at < left else "right" for at in range(len(names))]
    return Line(
        tuple(
            Words(name, bold=True, fill="1F3A4D", colour="FFFFFF", align=align)
            for name, align in zip(names, aligns, strict=True)
        ),
        ruled=False,
    )


def _row(one: ProductionNight) -> Line:
    facts, total = one.facts, one.facts.total
    kind, words = verdict(one)
    under = total.under if total else None
    slip = facts.schedule.slip if facts.schedule else None
    efc = full(total.efc, facts.currency) if total else ""
    if one.failure:
        words = f"{words} {one.failure}"
    was_checked = one.ended not in {Ended.FAILED, Ended.BUSY}
    counts = (one.count(3), one.count(2), one.standing("new"), one.standing("resolved"))
    colour = {"error": _RED, "warning": _AMBER}.get(kind, "")
    return Line(
        (
            Words(one.production, bold=True),
            Words(shortened(words), size=_SMALL, colour=colour),
            Words(f"{efc} {facts.currency}".strip() if efc else "", align="right", size=_SMALL),
            Words(
                full(under, facts.currency),
                colour=_RED if (under or 0) < 0 else "",
                align="right",
                size=_SMALL,
            ),
            *(Words(f"{count:,}" if was_checked else "", align="right") for count in counts),
            Words("" if slip is None else f"{slip:+d}" if slip else "0", align="right"),
        )
    )


def _sums(nights: Sequence[ProductionNight]) -> Iterator[Section]:
    found = sums(nights)
    if not found:
        return
    lines = tuple(
        Line(
            (
                Words(one.currency, bold=True),
                Words(f"{one.productions:,}", align="right"),
                Words(one.budget, align="right"),
                Words(one.efc, align="right"),
                Words(one.variance, align="right", colour=_RED if one.is_over else ""),
            )
        )
        for one in found
    )
    names = ("Currency", "Productions", "Budget", "EFC", "Under (over)")
    yield Section((30.0, 25.0, 45.0, 45.0, 45.0), lines, heads=(_heads(names, 1),))
