"""A production's night on one page of paper: totals, charts, what needs a person, statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from addin.domain.night import Ended, Moment, Outcome, PairLine, Point, ProductionNight
from addin.reports.charts.ageing import findings_age, orders_age
from addin.reports.charts.cash_flow import cash_flow
from addin.reports.charts.drawing import Chart
from addin.reports.charts.efc_trend import efc_trend
from addin.reports.charts.letters import width_of
from addin.reports.charts.scale import full
from addin.reports.charts.slip import late_words
from addin.reports.charts.variance import variance_by_account
from addin.reports.check import plural
from addin.reports.meanings import titles
from addin.reports.night_page_needs import KINDS, named, verdict
from addin.reports.paper import (
    QUIET,
    Document,
    Line,
    PaperSize,
    Picture,
    Section,
    Words,
    band,
    heading,
)

FINDINGS: Final = 8
"""Open findings on the page, the worst; what could not be done takes the place of some."""
STATEMENTS: Final = 5
STEPS: Final = 3
_TWO_LINES: Final = 140
"""Letters of a message that fit into two lines; so the page stays one."""
_ONE_LINE: Final = 64
_PLACE: Final = 56

_RED: Final = "B3261E"
_SMALL: Final = 7.5
_LABEL: Final = 7.0
_FIGURE: Final = 12.0
_GAP: Final = 8.0
_NARROW: Final = 0.2
"""Millimetres of a pixel in the small charts: 11 pixels are then 6 points."""


def night_on_paper(
    one: ProductionNight, trend: Sequence[Moment], paper: PaperSize = PaperSize.A4
) -> Document:
    """The page of one production; ``trend`` are its nights, oldest first.

    What does not fit is counted: the page and the findings workbook have all of it.
    """
    undone = _undone(one)
    sections = (
        *_head(one),
        *_charts(one, trend),
        *_steps(undone),
        *_findings(one, FINDINGS - len(undone)),
        *_statements(one),
    )
    return Document(
        one.production or "A production without a name",
        one.at,
        sections,
        beside=f"{one.at.day} {one.at:%B %Y}",
        below=verdict(one)[1],
        foot=f"Night of {one.at:%Y-%m-%d %H:%M}{_report(one)}",
        paper=paper,
        size=8.0,
    )


def _report(one: ProductionNight) -> str:
    return f", cost report {one.facts.report}" if one.facts.report else ""


def _head(one: ProductionNight) -> Iterator[Section]:
    """The figures that are read first."""
    figures = [*_money(one)]
    if one.facts.schedule is not None:
        line = one.facts.schedule
        figures.append((f"{line.days_shot} / {line.days}", "days shot", False))
        if line.slip is not None:
            figures.append((late_words(line.slip), "schedule", line.slip > 0))
    if one.ended not in {Ended.FAILED, Ended.BUSY}:
        figures += [
            (f"{one.count(3):,}", "errors", one.count(3) > 0),
            (f"{one.count(2):,}", "warnings", False),
            (f"{one.standing('new'):,}", "new", False),
            (f"{one.standing('resolved'):,}", "resolved", False),
        ]
    if not figures:
        return
    widths = tuple(
        max(width_of(text, _FIGURE, is_bold=True), width_of(label, _LABEL)) + _GAP
        for text, label, _ in figures
    )
    top = tuple(
        Words(text, bold=True, size=_FIGURE, colour=_RED if is_bad else "")
        for text, _, is_bad in figures
    )
    below = tuple(Words(label, colour=QUIET, size=_LABEL) for _, label, _ in figures)
    yield Section(widths, (Line(top, keeps=1, ruled=False), Line(below)))


def _money(one: ProductionNight) -> Iterator[tuple[str, str, bool]]:
    total, currency = one.facts.total, one.facts.currency
    if total is None:
        return
    named_in = f", {currency}" if currency else ""
    if total.budget is not None:
        yield full(total.budget, currency), f"budget{named_in}", False
    if total.efc is not None:
        yield full(total.efc, currency), "EFC", False
    if total.under is not None:
        # without an estimate of what is still to come, what is not spent may yet be
        words = "left (over)" if total.efc is None else "under (over)"
        yield full(total.under, currency), words, total.under < 0


def _charts(one: ProductionNight, trend: Sequence[Moment]) -> Iterator[Section]:
    """Variance wide, beside it the small ones; without accounts they stand in two columns."""
    facts = one.facts
    variance = variance_by_account(facts)
    money = efc_trend(trend, facts.currency)
    found = findings_age(one.points, one.at.date())
    orders = orders_age(facts.open_orders, facts.currency)
    if variance is not None:
        wide = Picture(variance.drawing.title, variance.drawing)
        beside = tuple(_small(chart) for chart in (money, found) if chart is not None)
        columns = ((wide,), beside)
        yield Section((62.0, 38.0), (Line((), ruled=False, pictures=columns),))
        return
    small = (money, found, orders, cash_flow(facts.cash, facts.currency))
    there = [_small(chart) for chart in small if chart is not None]
    for at in range(0, len(there), 2):
        pair = tuple((picture,) for picture in there[at : at + 2])
        yield Section((50.0, 50.0), (Line((), ruled=False, pictures=pair),))


def _small(chart: Chart) -> Picture:
    return Picture(chart.drawing.title, chart.narrow, _NARROW)


def _undone(one: ProductionNight) -> tuple[str, ...]:
    """What could not be done, with why."""
    undone = [step for step in one.steps if step.outcome in {Outcome.FAILED, Outcome.HELD}]
    said = [f"{named(step.name)}: {step.sentence}" for step in undone]
    if one.failure and all(step.sentence != one.failure for step in undone):
        said.insert(0, one.failure)
    left = len(said) - STEPS
    more = (f"and {left} more",) if left > 0 else ()
    return (*(shortened(text, 2 * _ONE_LINE) for text in said[:STEPS]), *more)


def _steps(undone: Sequence[str]) -> Iterator[Section]:
    if undone:
        yield Section((1.0,), (band("Not done", 1), *(Line((Words(text),)) for text in undone)))


def _findings(one: ProductionNight, most: int) -> Iterator[Section]:
    opened = sorted(one.open, key=_rank)
    if not opened:
        return
    left = len(opened) - most
    lines = [_finding(point, one) for point in opened[:most]]
    if left > 0:
        more = Words(f"and {plural(left, 'more finding')}", colour=QUIET, span=4)
        lines.append(Line((more,), ruled=False))
    heads = (heading(("Severity", "Finding", "Where", "Open for")),)
    yield Section((16.0, 110.0, 48.0, 16.0), tuple(lines), heads=heads)


def _rank(point: Point) -> tuple[int, bool, int, str, str]:
    """The most severe first, new before old, then what most money is at stake for."""
    impact = -abs(point.impact or 0)
    return -point.severity, point.standing != "new", impact, point.code, point.key


def _finding(point: Point, one: ProductionNight) -> Line:
    said = shortened(point.message, _TWO_LINES) or titles().get(point.code, "")
    place = "!".join(filter(None, (point.sheet, point.cell)))
    where = " ".join(filter(None, (point.workbook, place)))
    kind = KINDS.get(point.severity, "")
    return Line(
        (
            Words(kind, bold=point.severity == 3, colour=_RED if point.severity == 3 else ""),
            Words(f"{point.code} {said}".strip(), size=_SMALL),
            Words(shortened(where, _PLACE), size=_SMALL),
            Words(_age(point, one), size=_SMALL),
        )
    )


def _statements(one: ProductionNight) -> Iterator[Section]:
    pairs = sorted(one.facts.pairs, key=lambda pair: (pair.difference == 0, pair.pair))
    if not pairs:
        return
    lines = [_statement(pair, one.facts.currency) for pair in pairs[:STATEMENTS]]
    if len(pairs) > STATEMENTS:
        left = pairs[STATEMENTS:]
        unproved = sum(pair.difference != 0 for pair in left)
        told = f"and {plural(len(left), 'more statement')}, {unproved} of them not proved"
        lines.append(Line((Words(told, colour=QUIET, span=5),), ruled=False))
    names = ("Statement", "Matched", "To decide", "No partner", "Not explained")
    heads = Line(
        tuple(
            Words(name, bold=True, fill="1F3A4D", colour="FFFFFF", align="right" if at else "left")
            for at, name in enumerate(names)
        ),
        ruled=False,
    )
    yield Section((98.0, 20.0, 20.0, 22.0, 30.0), tuple(lines), heads=(heads,))


def _statement(pair: PairLine, currency: str) -> Line:
    counts = (pair.matched, pair.suggested, pair.left_over + pair.right_over)
    is_bad = pair.difference != 0
    told = full(pair.difference, currency) if is_bad else "proved"
    return Line(
        (
            Words(shortened(pair.pair, _ONE_LINE), size=_SMALL),
            *(Words(f"{count:,}", align="right") for count in counts),
            Words(told, bold=is_bad, colour=_RED if is_bad else "", align="right"),
        )
    )


def _age(point: Point, one: ProductionNight) -> str:
    days = (one.at.date() - point.since).days if point.since else 0
    return "new" if point.standing == "new" or days <= 0 else plural(days, "day")


def shortened(text: str, most: int = _TWO_LINES) -> str:
    """A sentence in so many letters at most."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
