"""A check for the terminal, through rich."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from addin.findings import Severity, Standing, Standpoint
from addin.reports.as_json import number_text
from addin.reports.check import CheckReport, plural, recalculated_words, sheets_only
from addin.tables.explain import Explanation
from addin.tables.table import SURE, Role, Table, column_letters

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}
_PLACES_SHOWN = 6


def as_text(
    report: CheckReport, least: Severity = Severity.WARNING, *, every: bool = False
) -> Group:
    """What was read, what does not tie, and what to do next.

    Findings below ``least`` are counted, not listed. A rule with many findings shows the first
    ones, unless ``every`` is asked for.
    """
    parts: list[RenderableType] = [_title(report), *_read(report), *_reconciled(report)]
    shown = sorted(
        (point for point in report.open if point.finding.severity >= least),
        key=lambda point: point.finding.place.workbook,
    )
    for workbook, points in groupby(shown, key=lambda point: point.finding.place.workbook):
        parts += [Text(""), Text(workbook or "the production", style="bold underline")]
        parts += list(_listed(tuple(points), report, every=every))
    parts += [Text(""), _summary(report, least), *_afterwards(report)]
    return Group(*parts)


def _title(report: CheckReport) -> Text:
    books = plural(len(report.workbooks), "workbook")
    return Text.assemble(
        (report.production, "bold"),
        f"  {books} read in {report.seconds:.1f} s from {report.folder}",
    )


def _read(report: CheckReport) -> Iterator[RenderableType]:
    if report.tallies:
        grid = Grid.grid(padding=(0, 2))
        grid.add_column()
        grid.add_column(justify="right")
        grid.add_column(justify="right", style="dim")
        for tally in report.tallies:
            name = str(tally.role).replace("_", " ")
            grid.add_row(name, plural(tally.records, "line"), tally.total)
        yield Padding(grid, (1, 0, 0, 2))
    words = recalculated_words(report.recalculated)
    if words:
        yield Padding(Text(words, style="dim"), (0, 0, 0, 2))
    if report.not_understood:
        names = ", ".join(f"{t.book}!{t.sheet}!{t.area}" for t in report.not_understood[:4])
        more = len(report.not_understood) - 4
        tail = f" and {more} more" if more > 0 else ""
        yield Padding(Text(f"left alone, not understood: {names}{tail}", style="dim"), (0, 0, 0, 2))


def _reconciled(report: CheckReport) -> Iterator[RenderableType]:
    if not report.matched:
        return
    grid = Grid.grid(padding=(0, 2))
    for pair in report.matched:
        over = f"{pair.left_over:,} / {pair.right_over:,} without a partner"
        grid.add_row(
            sheets_only(pair.pair),
            f"{pair.confirmed:,} tied",
            f"{pair.suggested:,} suggested" if pair.suggested else "",
            Text(over, style="dim"),
        )
    yield Padding(grid, (1, 0, 0, 2))


def _listed(
    points: Sequence[Standpoint], report: CheckReport, *, every: bool
) -> Iterator[RenderableType]:
    most = len(points) if every else 5
    heaviest: dict[tuple[int, str], float] = {}
    for point in points:
        kind = point.finding.severity, point.finding.code
        heaviest[kind] = max(heaviest.get(kind, 0.0), point.finding.weight)

    def order(point: Standpoint) -> tuple[float, float, str, float]:
        own = point.finding
        return -own.severity, -heaviest[own.severity, own.code], own.code, -own.weight

    for code, group in groupby(sorted(points, key=order), key=lambda p: p.finding.code):
        same = tuple(group)
        for point in same[:most]:
            yield Padding(_finding(point), (0, 0, 0, 2))
        if len(same) > most:
            title = (report.titles or {}).get(code, "")
            about = f": {title}" if title else ""
            rest = f"    … and {len(same) - most:,} more {code}{about}"
            yield Padding(Text(rest, style="dim"), (0, 0, 0, 2))


def _finding(point: Standpoint) -> RenderableType:
    finding = point.finding
    style = _STYLES[finding.severity]
    head = Text.assemble(
        (f"{_MARKS[finding.severity]} {finding.code} ", style),
        finding.message,
        (f"  {point.id}", "dim"),
        (" new" if point.standing is Standing.NEW else "", "green"),
    )
    lines = [head]
    places = [
        str(place) if place.workbook != finding.place.workbook else f"{place.sheet}!{place.cell}"
        for place in finding.places
    ]
    if len(places) > _PLACES_SHOWN:
        places = [*places[:_PLACES_SHOWN], f"… {len(places) - _PLACES_SHOWN} more"]
    shown = "  ".join(place.strip("!") for place in places).strip()
    if shown:
        lines.append(Text("    " + shown, style="blue"))
    if finding.numbers:
        figures = "   ".join(f"{name} {number_text(n)}" for name, n in finding.numbers)
        lines.append(Text("    " + figures, style="dim"))
    if finding.advice:
        lines.append(Text("    → " + finding.advice, style="italic"))
    return Group(*lines)


def _summary(report: CheckReport, least: Severity) -> Text:
    text = Text()
    if not report.open:
        text.append("Everything ties out.", style="bold green")
    for severity in sorted(Severity, reverse=True):
        count = report.count(severity)
        if count:
            hidden = " (not listed)" if severity < least else ""
            separator = ", " if text else ""
            text.append(separator)
            text.append(plural(count, str(severity)) + hidden, style=_STYLES[severity])
    for points, word in (
        (report.resolved, "resolved since the last run"),
        (report.waived, "waived"),
    ):
        if points:
            text.append(f", {len(points):,} {word}", style="dim")
    return text


def _afterwards(report: CheckReport) -> Iterator[Text]:
    fresh = [book for book, backup in (report.written or {}).items() if backup]
    if fresh:
        which = fresh[0] if len(fresh) == 1 else plural(len(fresh), "workbook")
        kept = "the file as it was is" if len(fresh) == 1 else "the files as they were are"
        said = f"A findings sheet was written into {which}; {kept} in .tieout/backups beside it."
        yield Text(said, style="green")
    if not report.adopted:
        yield Text(
            "These tables are recognised afresh at every run: "
            "`tieout adopt` lets you confirm and keep them.",
            style="dim",
        )


def proposal_as_text(tables: Iterable[tuple[str, Sequence[Table]]]) -> Group:
    """A proposal of ``tieout adopt``: one block per workbook, one row per table."""
    parts: list[RenderableType] = []
    for workbook, proposed in tables:
        grid = Grid(box=SIMPLE_HEAD, pad_edge=False, expand=True)
        grid.add_column("sheet and range", ratio=3, overflow="fold")
        grid.add_column("taken for", ratio=3)
        grid.add_column("columns, and why", ratio=8, overflow="fold")
        for table in proposed:
            where = Text.assemble(table.sheet, (f"\n{table.area}", "dim"))
            grid.add_row(where, _taken_for(table), _columns_and_why(table))
        parts += [Text(workbook, style="bold underline"), grid]
    return Group(*parts)


def _taken_for(table: Table) -> Text:
    if table.role is Role.UNKNOWN:
        return Text("left alone", style="dim")
    style = "green" if table.confidence >= SURE else "yellow"
    name = str(table.role).replace("_", " ")
    sure = "confirmed" if table.confidence == 1.0 else f"{table.confidence:.0%} sure"
    return Text.assemble((name, f"bold {style}"), (f"\n{sure}", "dim"))


def _columns_and_why(table: Table) -> Text:
    columns = ", ".join(
        f"{column_letters(column)} {name.replace('_', ' ')}"
        for name, column in sorted(table.fields.items(), key=lambda item: item[1])
    )
    why = "; ".join(table.reasons[:2]) or "nothing in it looks like a list we know"
    separator = "\n" if columns else ""
    return Text.assemble(columns, (f"{separator}{why}", "dim"))


def explanation_as_text(explanation: Explanation) -> Tree:
    """Where a number comes from, as a tree."""
    tree = Tree(_explained(explanation, ""))
    for part in explanation.parts:
        _branch(tree, part, explanation.place.workbook)
    return tree


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """The same as plain lines, two blanks for each step down."""
    home = explanation.place.workbook

    def lines(part: Explanation, depth: int) -> Iterator[str]:
        yield "  " * depth + _explained(part, home).plain
        for inner in part.parts:
            yield from lines(inner, depth + 1)

    return lines(explanation, 0)


def _branch(tree: Tree, explanation: Explanation, home: str) -> None:
    branch = tree.add(_explained(explanation, home))
    for part in explanation.parts:
        _branch(branch, part, home)


def _explained(explanation: Explanation, home: str) -> Text:
    place = explanation.place
    at = f"{place.sheet}!{place.cell}" if place.workbook == home else str(place)
    words = ", ".join(word for word in (explanation.label, explanation.heading) if word)
    return Text.assemble(
        (at, "blue"),
        f"  {words}" if words else "",
        (f"  {_worth(explanation)}", "bold"),
        (f"  ={explanation.formula}" if explanation.formula else "", "dim"),
        (f"  {explanation.note}" if explanation.note else "", "italic yellow"),
    )


def _worth(explanation: Explanation) -> str:
    if explanation.total is not None:
        return f"{plural(explanation.count, 'figure')}, {explanation.total:,.2f} in all"
    value = explanation.value
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"
