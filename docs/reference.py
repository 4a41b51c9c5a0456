"""Make the generated pages of the documentation: ``python docs/reference.py``.

``docs/rules.md`` comes from the rules' own docstrings, ``docs/commands.md`` from ``--help``. A test
fails when a page is stale.
"""

from __future__ import annotations

import inspect
from itertools import groupby
from pathlib import Path

import click

from addin.cli import COMMANDS, tieout
from addin.reports.meanings import FAMILIES, documented

HERE = Path(__file__).parent
_MADE = "<!-- made by docs/reference.py; edit the source, not this page -->\n"
_HEAD = """\
{} kinds of finding. Each has a code that stays the same from version to version; `off` in
`production.toml` switches one off, `tieout waive` settles one case.
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
        parent = context if name else None
        settings = {} if name else tieout.context_settings
        with click.Context(
            command, parent=parent, info_name=name or "tieout", terminal_width=80, **settings
        ) as shown:
            help_text = inspect.cleandoc(command.get_help(shown))
        parts += [f"## tieout {name}".rstrip(), "", "```text", help_text, "```", ""]
    return "\n".join(parts).rstrip("\n") + "\n"


PAGES = {"rules.md": rules_page, "commands.md": commands_page}


def main() -> None:
    """Write every generated page."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
