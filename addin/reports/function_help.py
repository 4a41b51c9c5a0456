"""The spreadsheet functions for a terminal and for programs: a list, and the help of one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from addin.reports.check import plural
from addin.udfs.function import Function, Parameter
from addin.udfs.kinds import Kind, Shape
from addin.udfs.search import NAMESPACE

_KINDS = {
    Kind.NUMBER: "number",
    Kind.TEXT: "text",
    Kind.LOGICAL: "TRUE or FALSE",
    Kind.DATE: "date",
    Kind.ANY: "value",
}
_COLUMNS = {kind: f"a column of {word}s" for kind, word in _KINDS.items()}
_COLUMNS[Kind.LOGICAL] = "a column of TRUE and FALSE"


def takes(parameter: Parameter) -> str:
    """What an argument is, in words: ``a column of dates, optional``."""
    if parameter.shape is Shape.TABLE:
        said = "a range"
    elif parameter.shape is Shape.COLUMN:
        said = _COLUMNS[parameter.kind]
    else:
        said = _KINDS[parameter.kind]
    if parameter.choices:
        said = "one of " + ", ".join(parameter.choices)
    if parameter.repeating:
        return f"{said}, any number of times"
    return f"{said}, optional" if parameter.optional else said


def list_as_text(functions: Sequence[Function]) -> Group:
    """Names and first sentences, under their categories."""
    parts: list[RenderableType] = []
    by_category = sorted(functions, key=lambda one: _order(functions, one.category))
    for category, group in groupby(by_category, key=lambda one: one.category):
        grid = Grid.grid(padding=(0, 2, 0, 2))
        grid.add_column(no_wrap=True, style="bold", min_width=22)
        grid.add_column()
        for one in group:
            grid.add_row(one.name, one.summary)
        parts += [Text(category, style="underline"), grid, Text("")]
    parts.append(
        Text(
            f"{plural(len(functions), 'function')}. 'tieout functions NAME' shows how one is used."
        )
    )
    return Group(*parts)


def _order(functions: Sequence[Function], category: str) -> int:
    return next(at for at, one in enumerate(functions) if one.category == category)


def help_as_text(found: Function) -> Group:
    """Everything there is to know of one function."""
    grid = Grid.grid(padding=(0, 2, 0, 2))
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column()
    for parameter in found.parameters:
        grid.add_row(
            parameter.name, Text.assemble(parameter.help, (f" ({takes(parameter)})", "dim"))
        )
    parts: list[RenderableType] = [
        Text(f"={found.usage}", style="bold"),
        Text(found.category, style="dim"),
        Text(""),
        Text(found.summary),
    ]
    if found.more:
        parts += [Text(""), Text(" ".join(found.more.split()))]
    if found.parameters:
        parts += [Text(""), grid]
    parts += [Text(""), Text("Example" if len(found.examples) == 1 else "Examples")]
    for example in found.examples:
        parts.append(Padding(Text(f"{example.formula}\n→ {example.gives}"), (0, 0, 0, 2)))
    if found.source:
        parts += [Text(""), Text(f"Source: {found.source}")]
    parts += [Text(""), Text(f"In Excel on the web and on the Mac: ={NAMESPACE}{found.name}(…)")]
    return Group(*parts)


def functions_as_json(functions: Iterable[Function]) -> str:
    """The functions with all of their help, for programs."""
    listed = [
        {
            "name": one.name,
            "category": one.category,
            "usage": one.usage,
            "summary": one.summary,
            "more": one.more,
            "parameters": [
                {
                    "name": p.name,
                    "help": p.help,
                    "kind": str(p.kind),
                    "shape": str(p.shape),
                    "optional": p.optional,
                    "repeating": p.repeating,
                    "choices": list(p.choices),
                }
                for p in one.parameters
            ],
            "result": str(one.result),
            "spills": one.spills,
            "examples": [{"formula": e.formula, "gives": e.gives} for e in one.examples],
            "source": one.source,
        }
        for one in functions
    ]
    return json.dumps({"functions": listed}, indent=2, ensure_ascii=False) + "\n"
