"""A sync for the terminal: what changes on each side, what both changed, and what stopped it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from addin.reports.check import plural
from addin.sync.plan import Counts
from addin.sync.sentences import said
from addin.sync.told import ConflictTold, RowTold, SyncTold

FIRST = 8
"""Rows and conflicts shown of each kind, unless all are asked for."""

_STYLES = {"added": "green", "changed": "yellow", "deleted": "red"}
_MARKS = {"added": "+", "changed": "~", "deleted": "-"}


def sync_as_text(told: SyncTold, *, every: bool = False) -> Group:
    """What a sync did or would do: stops first, then each side, conflicts, and what it costs."""
    head = Text.assemble((told.binding, "bold"), f"  {told.sentence}")
    parts: list[RenderableType] = [head]
    parts += [Text.assemble(("✗ ", "bold red"), stop) for stop in told.stops]
    for name, counts, rows, named in (
        ("Google Sheet", told.sheet_counts, told.sheet, told.named[1]),
        ("Workbook", told.workbook_counts, told.workbook, told.named[0]),
    ):
        parts += _side(name, counts, rows, named, every=every)
    if told.conflicts:
        parts += [Text(""), conflicts_as_text(told.conflicts, every=every)]
    parts += [Text.assemble(("! ", "yellow"), warning) for warning in told.warnings]
    parts += _costs(told)
    return Group(*parts)


def conflicts_as_text(conflicts: Sequence[ConflictTold], *, every: bool = False) -> Group:
    """What both sides changed: open ones first, each with base, workbook and sheet."""
    if not conflicts:
        return Group(Text("No conflict is open.", style="bold green"))
    ranked = sorted(conflicts, key=lambda one: bool(one.settled))
    count = sum(not one.settled for one in conflicts)
    title = f"{plural(len(conflicts), 'conflict')}, {count} to be answered"
    most = len(ranked) if every else FIRST
    parts: list[RenderableType] = [Text(title, style="bold")]
    parts += [Padding(_conflict(one), (0, 0, 0, 2)) for one in ranked[:most]]
    if len(ranked) > most:
        rest = f"  … and {len(ranked) - most:,} more (--all lists them)"
        parts.append(Text(rest, style="dim"))
    return Group(*parts)


def _side(
    name: str, counts: Counts, rows: Sequence[RowTold], named: int, *, every: bool
) -> Iterator[RenderableType]:
    if not rows and not named:
        return
    numbers = (("added", counts.added), ("changed", counts.changed), ("deleted", counts.deleted))
    words = [f"{plural(count, 'row')} {what}" for what, count in numbers if count]
    words += [f"{plural(counts.cells, 'cell')} written"] if counts.cells else []
    words += [f"{plural(named, 'row')} given an id"] if named else []
    yield Text("")
    yield Text.assemble((name, "bold"), f"  {', '.join(words)}")
    most = len(rows) if every else FIRST
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(max_width=36, overflow="ellipsis", no_wrap=True)
    grid.add_column(overflow="fold")
    for row in rows[:most]:
        mark = Text(_MARKS[row.what], style=_STYLES[row.what])
        grid.add_row(mark, Text(row.called), _cells(row))
    yield Padding(grid, (0, 0, 0, 2))
    if len(rows) > most:
        yield Text(f"    … and {len(rows) - most:,} more (--all lists them)", style="dim")


def _cells(row: RowTold) -> Text:
    if row.what == "deleted":
        return Text(plural(len(row.cells), "cell") + " emptied", style="dim")
    shown = Text()
    for cell in row.cells:
        shown.append("; " if shown else "")
        shown.append(f"{cell.column} ", style="dim")
        if row.what == "changed":
            shown.append(f"{said(cell.before)} → ", style="dim")
        shown.append(said(cell.after))
    return shown


def _conflict(one: ConflictTold) -> Text:
    number = f"{one.number}  " if one.number else ""
    where = f"{one.called}, {one.column}" if one.column else one.called
    text = Text.assemble((number, "bold"), (where, "bold"), f"  {one.kind}")
    if one.column:
        text.append_text(
            Text.assemble(
                "\n    was ", said(one.base), "   workbook ", (said(one.workbook), "cyan"),
                "   sheet ", (said(one.sheet), "magenta"),
            )
        )  # fmt: skip
        text.append(f"   both show {said(one.kept)}")
    else:
        text.append("; the row stays on both sides")
    text.append(f"   {one.settled}" if one.settled else "   to be answered", style="dim")
    return text


def _costs(told: SyncTold) -> Iterator[RenderableType]:
    if told.repairs:
        yield Text(
            "Rows moved while they were written, and were put right "
            f"({plural(told.repairs, 'time')}).",
            style="yellow",
        )
    if told.batches:
        what = "would take" if told.dry else "was planned with"
        calls = told.reads + told.writes
        yield Text(
            f"The push {what} {plural(calls, 'call')} to Google: "
            f"{plural(told.reads, 'read')}, {plural(told.writes, 'write')}.",
            style="dim",
        )
