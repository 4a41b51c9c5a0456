"""Statements for the terminal: each from its totals to zero, then what asks a person."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from addin.domain.money import Money
from addin.reconcile.statement import Line, Part, Statement
from addin.reports.check import plural
from addin.reports.reconciliation import (
    QUIET,
    SHOWN_FIRST,
    ReconciliationReport,
    amounts_of,
    heading,
    rows_in,
    sides,
    sides_of,
)

_FIRST = 8


def reconciliation_as_text(report: ReconciliationReport, *, every: bool = False) -> Group:
    """Every statement; of the lines that are open the first ones, or all with ``every``."""
    parts: list[RenderableType] = [
        Text.assemble((report.production, "bold"), f"  {plural(report.open, 'open line')}")
    ]
    for one in report.statements:
        parts += [Text(""), *_statement(one, every=every)]
    parts += list(_end(report))
    return Group(*parts)


def _statement(one: Statement, *, every: bool) -> Iterator[RenderableType]:
    left, right = sides(one)
    currency = f" · {one.currency}" if one.currency != "XXX" else ""
    yield Text(f"{one.lists.kind}: {left} ↔ {right}{currency}", style="bold underline")
    parts = [(part, one.of(part)) for part in Part if one.of(part)]
    rows = [("total", rows_in(one), *_figures(one, one.left_total, one.right_total))]
    rows += [
        (f"  {heading(part, one)}", f"{len(lines):,}", *_figures(one, *one.total(part)))
        for part, lines in parts
    ]
    grid = Grid.grid(padding=(0, 2))
    grid.add_column()
    for _ in range(4):
        # on a narrow terminal a figure goes on in the next line, rather than to end in dots
        grid.add_column(justify="right", overflow="fold")
    shown = ("lines", left, right, "difference") if one.is_whole else ("lines", left, "found", "")
    grid.add_row("", *(Text(name, style="dim") for name in shown))
    for row in rows:
        grid.add_row(*row)
    style = "green" if one.is_proved and not one.closing else "bold red"
    closing = Text(one.closing.text(), style=style)
    grid.add_row(Text("not explained", style=style), "", "", "", closing)
    yield Padding(grid, (0, 0, 0, 2))
    for part in SHOWN_FIRST:
        if part not in QUIET:
            yield from _lines(part, one, every=every)


def _figures(one: Statement, left: Money, right: Money) -> tuple[str, str, str]:
    difference = (right - left).text() if one.is_whole else ""
    return left.text(), right.text(), difference


def _lines(part: Part, one: Statement, *, every: bool) -> Iterator[RenderableType]:
    lines = sorted(one.of(part), key=lambda line: -abs(line.effect.minor))
    shown = lines if every else lines[:_FIRST]
    if shown:
        yield Padding(Text(heading(part, one), style="bold"), (1, 0, 0, 2))
    for line in shown:
        yield Padding(_line(line, is_asked=one.asks(line)), (0, 0, 0, 4))
    if len(lines) > len(shown):
        yield Padding(Text(f"… {len(lines) - len(shown)} more: --all", style="dim"), (0, 0, 0, 4))


def _line(line: Line, *, is_asked: bool) -> Text:
    texts, amounts = sides_of(line), amounts_of(line)
    here, there = (
        "  ".join(filter(None, (amount, text))) for amount, text in zip(amounts, texts, strict=True)
    )
    cells = " ↔ ".join(
        ", ".join(f"{row.place.sheet}!{row.place.cell}" for row in rows[:3])
        + (" …" if len(rows) > 3 else "")
        for rows in (line.left, line.right)
        if rows
    )
    marked = f"{line.id}  " if is_asked else ""
    said = [Text.assemble((marked, "cyan"), " ↔ ".join(filter(None, (here, there))))]
    said.append(Text(f"    {cells}{f' · {line.why}' if line.why else ''}", style="dim"))
    said += [Text(f"    or: {rival}", style="dim") for rival in line.rivals]
    return Text("\n").join(said)


def _end(report: ReconciliationReport) -> Iterator[RenderableType]:
    yield Text("")
    for kind, decision in report.stale:
        said = type(decision).__name__.casefold()
        when = f" on {decision.when:%Y-%m-%d}" if decision.when else ""
        yield Text(
            f"What was {said}{when} in {kind} is no longer there as it was: look again.",
            style="yellow",
        )
    if report.decided:
        yield Text(
            f"{plural(report.decided, 'decision')} carried out; tieout decide log shows them."
        )
    asked = (line for one in report.statements for line in one.lines if one.asks(line))
    first = next(asked, None)
    if first is not None:
        here = shlex.quote(report.folder)
        yield Text("To settle a line, by the id before it; 'reject' likewise:")
        yield Text(f"  tieout decide accept {here} {first.id}", overflow="fold")
    for workbook, backup in (report.written or {}).items():
        yield Text(f"The reconciliation sheet is in {workbook}; as it was: {backup}")
