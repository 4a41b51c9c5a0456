"""Make the generated pages of the documentation: ``python docs/reference.py``.

``docs/rules.md`` comes from the rules' own docstrings, ``docs/commands.md`` from ``--help``,
``docs/functions.md`` from the functions' type hints and docstrings. A test fails when a page is
stale.
"""

from __future__ import annotations

import inspect
from itertools import groupby
from pathlib import Path

import click

from addin.cli import COMMANDS, tieout
from addin.reports.function_help import takes
from addin.reports.meanings import FAMILIES, documented
from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.function import Function

HERE = Path(__file__).parent
_MADE = "<!-- made by docs/reference.py; edit the source, not this page -->\n"
_HEAD = """\
{} kinds of finding. Each has a code that stays the same from version to version; `off` in
`production.toml` switches one off, `tieout waive` settles one case.
"""

_FUNCTIONS_HEAD = """\
{} functions, the same in Excel, in Excel on the web and the Mac, in LibreOffice Calc and in
`tieout recalc`. `tieout functions WORDS` searches them, `tieout functions NAME` shows one.

Excel on the web and on the Mac puts `TIEOUT.` before each name; `tieout switch-names` moves a
workbook from one spelling to the other. A range may be given where one value is expected: the
function is then worked out for each cell and spills. `=TIEOUT_WHY("NAME", …)` says why a function
shows an error.
"""


def rules_page() -> str:
    """Every finding there is: what it means, why it matters, what to do."""
    rules = documented()
    parts = [
        _MADE,
        "# What Tieout looks for\n",
        _HEAD.format(len(rules)),
    ]
    for family, group in groupby(rules, key=lambda rule: rule.code.rstrip("0123456789")):
        listed = tuple(group)
        parts.append(f"## {family}: {FAMILIES[family]}\n")
        parts += [f"- [{rule.code}](#{rule.code.lower()}) {rule.title}" for rule in listed]
        parts.append("")
        for rule in listed:
            parts += [f"### {rule.code}\n", f"**{rule.title}**\n", rule.body, ""]
    return "\n".join(parts).rstrip("\n") + "\n"


def commands_page() -> str:
    """Every command with its help, as the terminal shows it."""
    parts = [_MADE, "# Commands\n"]
    context = click.Context(tieout, info_name="tieout", **tieout.context_settings)
    for name in ("", *COMMANDS):
        command: click.Command = tieout
        if name:
            found = tieout.get_command(context, name)
            if found is None:
                raise LookupError(name)
            command = found
        parts += _command(command, name, context if name else None)
        if name and isinstance(command, click.Group):
            for inner in command.commands.values():
                own = click.Context(command, parent=context, info_name=name)
                parts += _command(inner, inner.name or "", own, f"{name} ")
    return "\n".join(parts).rstrip("\n") + "\n"


def _command(
    command: click.Command, name: str, parent: click.Context | None, within: str = ""
) -> list[str]:
    vars(command)["_help_option"] = None  # click keeps that of whoever asked first
    with click.Context(
        command,
        parent=parent,
        info_name=name or "tieout",
        terminal_width=80,
        **tieout.context_settings,
    ) as shown:
        help_text = inspect.cleandoc(command.get_help(shown))
    return [f"## tieout {within}{name}".rstrip(), "", "```text", help_text, "```", ""]


def functions_page() -> str:
    """Every spreadsheet function: how to type it, its arguments, examples, who says so."""
    by_category: dict[str, list[Function]] = {}
    for one in FUNCTIONS.values():
        by_category.setdefault(one.category, []).append(one)
    parts = [_MADE, "# Functions\n", _FUNCTIONS_HEAD.format(len(FUNCTIONS))]
    for category, listed in by_category.items():
        parts.append(f"**{category}**:")
        parts += [", ".join(f"[{one.name}](#{one.name.lower()})" for one in listed), ""]
    for category, listed in by_category.items():
        parts += [f"## {category}", ""]
        for one in listed:
            parts += [*_function(one), ""]
    return "\n".join(parts).rstrip("\n") + "\n"


def _function(one: Function) -> list[str]:
    """One function: its summary, a table of its arguments, its examples as typed."""
    lines = [f"### {one.name}", "", "```text", f"={one.usage}", "```", "", _plain(one.summary)]
    if one.more:
        lines += ["", _plain(one.more)]
    if one.parameters:
        lines += ["", "| Argument | What it is | Takes |", "|---|---|---|"]
        lines += [f"| `{p.name}` | {_cell(p.help)} | {_cell(takes(p))} |" for p in one.parameters]
    lines += ["", "```text"]
    lines += [f"{example.formula}  →  {example.gives}" for example in one.examples]
    lines.append("```")
    if one.source:
        lines += ["", f"*Source:* {_plain(one.source)}"]
    return lines


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")


def _plain(text: str) -> str:
    """Signs that Markdown would take for its own, as they are."""
    return text.replace("*", "\\*").replace("<", "&lt;")


PAGES = {"rules.md": rules_page, "commands.md": commands_page, "functions.md": functions_page}


def main() -> None:
    """Write every generated page."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
