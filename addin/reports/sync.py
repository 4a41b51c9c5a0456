"""A sync for people: what changes on each side, what both changed, and what stopped it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
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
_WIDTH = 110


def sync_as_text(told: SyncTold, *, every: bool = False) -> Group:
    """What a sync did or would do: stops first, then each side, conflicts, and what it costs.

    The rows of each side are listed for a dry run, and where ``every`` one is asked for.
    """
    parts: list[RenderableType] = [Text.assemble((f"{told.binding}: ", "bold"), told.sentence)]
    parts += [Text.assemble(("✗ It would stop: ", "bold red"), stop) for stop in told.stops]
    for name, counts, rows, named in (
        ("Google Sheet", told.sheet_counts, told.sheet, told.named[1]),
        ("Workbook", told.workbook_counts, told.workbook, told.named[0]),
    ):
        if told.dry or every:
            parts += _side(name, counts, rows, named, every=every)
    if told.conflicts:
        parts += [Text(""), conflicts_as_text(told.conflicts, every=every)]
    parts += [Text.assemble(("! ", "yellow"), warning) for warning in told.warnings]
    parts += _costs(told)
    return Group(*parts)


def sync_lines(told: SyncTold) -> tuple[str, ...]:
    """The same as plain lines, for the pane and wherever there is no terminal."""
    return tuple(_plain(sync_as_text(told)))


def conflicts_as_text(conflicts: Sequence[ConflictTold], *, every: bool = False) -> Group:
    """What both sides changed: open ones first, each with base, workbook and sheet."""
    if not conflicts:
        return Group(Text("No conflict is open.", style="bold green"))
    ranked = sorted(conflicts, key=lambda one: bool(one.settled))
    count = sum(not one.settled for one in conflicts)
    title = f"{plural(len(conflicts), 'conflict')}, {count} to be answered"
    most = len(ranked) if every else FIRST
    parts: list[RenderableType] = [Text(title, style="bold")]
    parts += [_conflict(one) for one in ranked[:most]]
    if len(ranked) > most:
        rest = f"  … and {len(ranked) - most:,} more (--all lists them)"
        parts.append(Text(rest, style="dim"))
    return Group(*parts)


def conflict_lines(conflicts: Sequence[ConflictTold]) -> tuple[str, ...]:
    """The same as plain lines."""
    return tuple(_plain(conflicts_as_text(conflicts, every=True)))


def _plain(shown: RenderableType) -> Iterator[str]:
    console = Console(width=_WIDTH, color_system=None, force_terminal=False, soft_wrap=False)
    with console.capture() as capture:
        console.print(shown, soft_wrap=True)
    yield from (line.rstrip() for line in capture.get().splitlines())


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
    number = f"{one.number}: " if one.number else ""
    table = f"{one.binding}, " if one.binding else ""
    where = f"{one.called}, {one.column}" if one.column else one.called
    text = Text.assemble("  ", (number, "bold"), table, (where, "bold"), f": {one.kind}; ")
    if not one.column:
        text.append("the row stays on both sides.")
        return text
    text.append_text(
        Text.assemble(
            "was ", said(one.base), ", workbook ", (said(one.workbook), "cyan"),
            ", sheet ", (said(one.sheet), "magenta"), ".",
        )
    )  # fmt: skip
    text.append(f" Both show {said(one.kept)}")
    text.append(f" ({one.settled})." if one.settled else ".", style="dim")
    return text


def _costs(told: SyncTold) -> Iterator[RenderableType]:
    if told.repairs:
        yield Text(
            f"Rows had moved meanwhile; put right {plural(told.repairs, 'time')}.", style="yellow"
        )
    if told.batches and told.dry:
        calls = told.reads + told.writes
        yield Text(
            f"It would take {plural(calls, 'call')} to Google: "
            f"{plural(told.reads, 'read')}, {plural(told.writes, 'write')}.",
            style="dim",
        )
