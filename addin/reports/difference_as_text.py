"""Two versions compared, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from addin.reports.check import plural
from addin.reports.difference import (
    Comparison,
    amount,
    change_text,
    counted,
    explained_by,
    keyed_text,
    share_note,
    total_name,
)
from addin.reports.difference_lines import Line, lines, results
from addin.tables.compare.difference import BookDifference, SheetDifference, TotalMoved
from addin.tables.table import address

_TOTALS, _SHARES, _LINES, _RESULTS = 6, 5, 12, 3
"""How many of each are shown unless all are asked for."""


def comparison_as_text(comparison: Comparison, *, every: bool = False) -> Group:
    """What changed: money first, then each sheet, causes before what only follows."""
    head = Text.assemble((comparison.before, "bold"), " → ", (comparison.after, "bold"))
    parts: list[RenderableType] = [head]
    for book in comparison.changed:
        parts += _book(book, alone=len(comparison.books) == 1, every=every)
    for names, word in (
        (comparison.only_before, "no longer there"),
        (comparison.only_after, "new"),
    ):
        parts += [Text.assemble((name, "bold"), f"  {word}") for name in names]
    same = sum(1 for book in comparison.books if book.is_empty)
    if same and len(comparison.books) > 1:
        parts.append(Text(f"{plural(same, 'workbook')} without a difference", style="dim"))
    if comparison.is_empty:
        parts.append(Text("No difference.", style="bold green"))
    for name, backup in comparison.written.items():
        said = f"The sheet of changes was written into {name}; the file as it was is {backup}."
        parts.append(Text(said, style="green"))
    return Group(*parts)


def _book(book: BookDifference, *, alone: bool, every: bool) -> Iterator[RenderableType]:
    if not alone:
        yield Text("")
        named = book.newer if book.newer == book.older else f"{book.older} → {book.newer}"
        yield Text(named, style="bold underline")
    yield Text(counted(book), style="dim")
    if book.totals:
        yield Text("")
        most = len(book.totals) if every else _TOTALS
        for total in book.totals[:most]:
            yield Padding(_total(total, every=every), (0, 0, 0, 2))
        if len(book.totals) > most:
            rest = f"… and {plural(len(book.totals) - most, 'total')} more that moved"
            yield Padding(Text(rest, style="dim"), (0, 0, 0, 2))
    yield from _sheets(book)
    for sheet in book.changed:
        parts = list(_sheet(sheet, every=every))
        if len(parts) > 1:  # a sheet that was only renamed is named above
            yield Text("")
            yield from parts


def _total(total: TotalMoved, *, every: bool) -> RenderableType:
    where = f"{total.sheet}!{address(*total.at)}" if total.at else f"{total.sheet}, sum of its rows"
    head = Text.assemble(
        (total_name(total), "bold"),
        f"  {amount(total.before)} → {amount(total.after)} ",
        (f"({change_text(total.change)})", "bold yellow" if total.change else "dim"),
        f": {explained_by(total)}",
        (f"  {where}", "blue"),
    )
    most = len(total.shares) if every else _SHARES
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(max_width=44, no_wrap=True, overflow="ellipsis")
    for _ in range(3):
        grid.add_column(justify="right", no_wrap=True)
    grid.add_column(style="dim")
    for share in total.shares[:most]:
        came = share_note(share)
        grid.add_row(
            Text(share.label or f"row {share.row or share.older_row}"),
            amount(share.before),
            amount(share.after),
            change_text(share.change),
            came,
        )
    rest = len(total.shares) - most
    tail = [Text(f"    … and {plural(rest, 'row')} more", style="dim")] if rest > 0 else []
    return Group(head, Padding(grid, (0, 0, 0, 4)), *tail)


def _sheets(book: BookDifference) -> Iterator[RenderableType]:
    """What happened to whole sheets, to names and links."""
    said = [
        *(f"sheet added: {name}" for name in book.added),
        *(f"sheet removed: {name}" for name in book.removed),
        *(f"sheet renamed: {s.older.name} → {s.name}" for s in book.sheets if s.is_renamed),
        *(f"sheet moved: {name}" for name in book.moved),
        *(
            f"{one.about} {one.what}: {one.before or '(none)'} → {one.after or '(none)'}"
            for one in book.aspects
        ),
    ]
    if said:
        yield Text("")
        yield from (Padding(Text(line), (0, 0, 0, 2)) for line in said)


def _sheet(sheet: SheetDifference, *, every: bool) -> Iterator[RenderableType]:
    yield Text(sheet.name, style="bold")
    if sheet.has_nothing_in_common:
        yield Padding(Text("The two versions have no row in common.", style="yellow"), (0, 0, 0, 2))
    causes, follow = lines(sheet), results(sheet)
    loud = sum(1 for line in causes if line.loud)
    most = len(causes) if every else max(_LINES, loud)
    for line in causes[:most]:
        yield Padding(_line(line), (0, 0, 0, 2))
    if len(causes) > most:
        rest = f"… and {plural(len(causes) - most, 'change')} more (--all lists them)"
        yield Padding(Text(rest, style="dim"), (0, 0, 0, 2))
    if follow:
        verb = "follows" if len(follow) == 1 else "follow"
        said = f"{plural(len(follow), 'result')} {verb} from changes elsewhere or above:"
        yield Padding(Text(said, style="dim"), (0, 0, 0, 2))
        errors = sum(1 for line in follow if line.loud)
        most = len(follow) if every else max(_RESULTS, min(errors, _LINES))
        for line in follow[:most]:
            yield Padding(_line(line), (0, 0, 0, 4))
        if len(follow) > most:
            yield Padding(Text(f"… and {len(follow) - most:,} more", style="dim"), (0, 0, 0, 4))
    paired = keyed_text(sheet) if causes or follow else []
    for note in (*paired, *_unknown(sheet)):
        yield Padding(Text(note, style="dim"), (0, 0, 0, 2))


def _unknown(sheet: SheetDifference) -> Iterator[str]:
    if sheet.unknown:
        yield (
            f"{plural(sheet.unknown, 'result')} cannot be compared: a file holds no value for "
            "the formula; open it in Excel and save it, or run tieout recalc"
        )


def _line(line: Line) -> Text:
    where = line.cell or line.was
    about = ", ".join(part for part in (line.about, line.column) if part)
    text = Text.assemble(
        ("! " if line.loud else "  ", "bold red"),
        (where, "blue") if where else "",
        "  " if where else "",
        (line.what, "bold red" if line.loud else "bold"),
        f"  {about}" if about else "",
    )
    if line.before and line.after:
        text.append_text(Text.assemble(": ", line.before, (" → ", "dim"), line.after))
    elif line.before or line.after:
        text.append(f": {line.before or line.after}")
    if line.change is not None and line.change:
        text.append(f"  ({change_text(line.change)})", style="yellow")
    return text
