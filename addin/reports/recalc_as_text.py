"""A recalculation for the terminal: which numbers to trust, which not, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from addin.reports.check import plural
from addin.reports.recalc_words import (
    next_step,
    reads_links,
    refusals,
    short,
    trust,
    with_links_named,
)
from addin.reports.recalculation import BookResult, RecalculationReport
from addin.tables.labels import joined
from addin.tables.linked_books import file_name
from addin.tables.staleness import FOLLOWS, Fresh, Reason, Staleness, by_reason, plain, where

FEW = 5
"""Cells or reasons of a kind that are listed unless all are asked for."""
FEW_FILLED = 3
"""Cells without a value that are listed: one of a column tells what the others are."""


def recalc_as_text(report: RecalculationReport, *, every: bool = False) -> Group:
    """Each workbook, then the sum of it, then what to do next."""
    parts: list[RenderableType] = [_title(report)]
    fine = [book for book in report.books if _is_fine(book)]
    for book in report.books:
        if not _is_fine(book):
            parts += [Text(""), _heading(book), *_book(book, report, every=every)]
    if fine:
        parts += [Text(""), *(_fine(book) for book in fine)]
    parts += [Text(""), *_circles(report), _summary(report), *_afterwards(report)]
    return Group(*parts)


def _is_fine(book: BookResult) -> bool:
    held = book.staleness
    return not (
        book.failure or book.refused or book.missing or held.differs or held.moving or held.unknown
    )


def _title(report: RecalculationReport) -> Text:
    formulas = plural(report.total()["formulas"], "formula")
    books = plural(len(report.books), "workbook")
    by = f" by {', '.join(report.engines)}" if report.engines else ""
    hold = "holds" if report.without_formulas == 1 else "hold"
    if not report.books:
        count = plural(report.without_formulas, "workbook")
        return Text.assemble((report.name, "bold"), f"  {count}, and no formula in any of them")
    without = f"; {report.without_formulas:,} more {hold} none" if report.without_formulas else ""
    return Text.assemble(
        (report.name, "bold"),
        f"  {formulas} of {books} worked out{by} in {report.seconds:.1f} s{without}",
    )


def _heading(book: BookResult) -> Text:
    count = book.staleness.formulas
    return Text.assemble(
        (book.name, "bold underline"), f"  {plural(count, 'formula')}" if count else ""
    )


def _fine(book: BookResult) -> Text:
    count = plural(book.staleness.formulas, "formula")
    return Text.assemble(("✓ ", "green"), f"{book.name}  {count}, each shows what it gives")


def _book(
    book: BookResult, report: RecalculationReport, *, every: bool
) -> Iterator[RenderableType]:
    held = book.staleness
    if book.failure:
        yield _line("✗", "bold red", book.failure)
        return
    yield from _stale(book, every=every)
    yield from _filled(book, every=every)
    yield from _moving(book, every=every)
    yield from _unknown(held, every=every)
    if book.missing:
        names = ", ".join(f"'{file_name(target)}'" for target in book.missing)
        them = "which is not there: what the file remembers of it was taken."
        if len(book.missing) > 1:
            them = "which are not there: what the file remembers of them was taken."
        yield _line("!", "yellow", f"It links to {names}, {them}")
    if book.is_manual and held.differs:
        text = "It computes only when somebody presses F9: Formulas > Calculation Options > Manual."
        yield _line("!", "yellow", text)
    if reads_links(book):
        text = "When Excel asks whether to update links, say yes: it keeps older values of them."
        yield _line("!", "yellow", text)
    for said in trust(held, is_written=report.asked == "values" and book.written):
        yield _advice(said)
    if book.refused:
        yield _line("✗", "bold red", book.refused)


def _stale(book: BookResult, *, every: bool) -> Iterator[RenderableType]:
    stale = book.staleness.stale
    if not stale:
        return
    begins = [one for one in stale if one.begins] or list(stale)
    shows = "shows" if len(stale) == 1 else "show"
    text = f"{plural(len(stale), 'formula')} {shows} an old number"
    if len(begins) < len(stale):
        rest = len(stale) - len(begins)
        text += (
            f": {len(begins):,} where it begins, and {rest:,} that {_draws(rest)} on {_it(begins)}"
        )
    yield _line("✗", "bold red", text)
    others = sorted((one for one in stale if not one.begins), key=_difference, reverse=True)
    listed = list(stale) if every else [*begins, *others][:FEW]
    for one in listed:
        yield _cell(one, f"shows {plain(one.shown)}, gives {plain(one.gives)}", book)
    yield from _more(len(stale), len(listed))


def _difference(one: Fresh) -> float:
    """By how much a number was wrong: the largest are those that somebody quotes."""
    if isinstance(one.shown, int | float) and isinstance(one.gives, int | float):
        return abs(one.gives - one.shown)
    return 0.0


def _draws(count: int) -> str:
    return "draws" if count == 1 else "draw"


def _it(cells: Sequence[Fresh]) -> str:
    return "it" if len(cells) == 1 else "them"


def _filled(book: BookResult, *, every: bool) -> Iterator[RenderableType]:
    filled = book.staleness.filled
    if not filled:
        return
    gives = "gives" if len(filled) == 1 else "give"
    text = f"{plural(len(filled), 'formula')} had no value in the file, and {gives} one"
    yield _line("+", "bold yellow", text)
    by_column: dict[tuple[str, int], Fresh] = {}
    for one in filled:
        by_column.setdefault((one.sheet, one.column), one)
    listed = filled if every else tuple(by_column.values())[:FEW_FILLED]
    for one in listed:
        yield _cell(one, f"gives {plain(one.gives)}", book)
    yield from _more(len(filled), len(listed))


def _moving(book: BookResult, *, every: bool) -> Iterator[RenderableType]:
    moving = book.staleness.moving
    if not moving:
        return
    changes = "changes by itself" if len(moving) == 1 else "change by themselves"
    text = f"{plural(len(moving), 'formula')} {changes} with the day, the time or chance"
    yield _line("~", "cyan", f"{text}: no old number")
    listed = moving if every else moving[:2]
    for one in listed:
        yield _cell(one, f"showed {plain(one.shown)}, now {plain(one.gives)}", book)
    yield from _more(len(moving), len(listed))


def _unknown(held: Staleness, *, every: bool) -> Iterator[RenderableType]:
    if not held.unknown:
        return
    count = len(held.unknown)
    text = f"{plural(count, 'formula')} could not be worked out"
    yield _line("?", "bold magenta", text)
    reasons = by_reason(held.unknown)
    listed = [reason for reason in reasons if reason.text != FOLLOWS]
    following = [reason for reason in reasons if reason.text == FOLLOWS]
    for reason in listed if every else listed[:FEW]:
        yield Padding(_reason(reason), (0, 0, 0, 6))
    if not every and len(listed) > FEW:
        left = sum(len(reason.cells) for reason in listed[FEW:])
        rest = f"… and {left:,} more for {plural(len(listed) - FEW, 'other reason')}"
        yield Padding(Text(rest, style="dim"), (0, 0, 0, 6))
    for reason in following:
        yield Padding(_reason(reason), (0, 0, 0, 6))


def _reason(reason: Reason) -> Text:
    areas: list[str] = []
    for sheet in dict.fromkeys(one.sheet for one in reason.cells):
        cells = [(one.row, one.column) for one in reason.cells if one.sheet == sheet]
        areas += [f"{sheet}!{area}" for area in joined(cells)]
    more = f" … {len(areas) - 3:,} more places" if len(areas) > 3 else ""
    return Text.assemble(
        f"{len(reason.cells):,}  ",
        reason.text,
        ("  " + "  ".join(areas[:3]) + more, "blue"),
    )


def _cell(one: Fresh, says: str, book: BookResult) -> RenderableType:
    named = one.called.partition(" (")[2][:-1]
    words = f" ({named})" if named else ""
    formula = short(with_links_named(one.formula, book.links))
    text = Text.assemble((where(one.key), "blue"), words, f"  {says}", (f"  ={formula}", "dim"))
    return Padding(text, (0, 0, 0, 6))


def _line(mark: str, style: str, text: str) -> RenderableType:
    return Padding(Text.assemble((f"{mark} ", style), text), (0, 0, 0, 2))


def _advice(text: str) -> RenderableType:
    return Padding(Text("→ " + text, style="italic"), (0, 0, 0, 2))


def _more(count: int, listed: int) -> Iterator[RenderableType]:
    if count > listed:
        yield Padding(Text(f"… and {count - listed:,} more", style="dim"), (0, 0, 0, 6))


def _circles(report: RecalculationReport) -> Iterator[Text]:
    for circle in report.circles:
        names = " ↔ ".join(circle)
        yield Text(
            f"! {names} link to one another in a circle: each was worked out with what the others' "
            "files show.",
            style="yellow",
        )


def _summary(report: RecalculationReport) -> Text:
    if not report.books:
        return Text("There is nothing to work out.", style="green")
    total = report.total()
    said = [
        (f"{total['agree']:,} agree", "green"),
        (f"{total['stale']:,} show an old number", "bold red"),
        (f"{total['filled']:,} had no value", "yellow"),
        (f"{total['moving']:,} changed by themselves", "cyan"),
        (f"{total['unknown']:,} unknown", "magenta"),
    ]
    text = Text(f"{plural(total['formulas'], 'formula')}: ")
    shown = [part for part in said if not part[0].startswith("0 ")]
    for at, (words, style) in enumerate(shown):
        text.append(", " if at else "")
        text.append(words, style=style)
    return text


def _afterwards(report: RecalculationReport) -> Iterator[Text]:
    style = "dim"
    if report.held_back:
        style = "red"
    elif any(book.backup for book in report.books):
        style = "green"
    for text, shown in ((next_step(report), style), (refusals(report), "red")):
        if text:
            yield Text(text, style=shown)
