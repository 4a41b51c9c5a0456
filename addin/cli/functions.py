"""``tieout functions``."""

from __future__ import annotations

from pathlib import Path

import click

from addin import wiring
from addin.cli.terminal import Console
from addin.errors import NothingToDo
from addin.reports.function_help import functions_as_json, help_as_text, list_as_text
from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.function import Function
from addin.udfs.search import nearest, plain_name, search


@click.command(short_help="List the spreadsheet functions, search them, show how one is used.")
@click.argument("words", nargs=-1)
@click.option("--category", metavar="NAME", help="Only those of this category, such as Schedule.")
@click.option("--json", "json_file", metavar="FILE", help="Write them as JSON; - prints it.")
def functions(words: tuple[str, ...], category: str | None, json_file: str | None) -> int:
    """List the spreadsheet functions, or those in whose help all WORDS stand.

    The name of one, such as COST_EFC, shows its arguments, its examples and its source. The same
    functions work in Excel, in Excel on the web, in LibreOffice and in 'tieout recalc'.
    """
    asked = " ".join(words)
    known = [one for one in FUNCTIONS.values() if category is None or _is_in(one, category)]
    if not known:
        there = ", ".join(dict.fromkeys(one.category for one in FUNCTIONS.values()))
        raise NothingToDo(
            f"There is no category '{category}'; nothing was listed. There are {there}."
        )
    single = FUNCTIONS.get(plain_name(asked)) if asked else None
    found = (single,) if single in known and single is not None else search(known, asked)
    if not found:
        raise NothingToDo(_nothing(asked))
    if json_file == "-":
        click.echo(functions_as_json(found), nl=False)
        return 0
    if json_file:
        wiring.save_text(Path(json_file), functions_as_json(found))
    if single is not None and found == (single,):
        Console(soft_wrap=False).print(help_as_text(single))
    else:
        Console(soft_wrap=False).print(list_as_text(found))
    return 0


def _is_in(one: Function, category: str) -> bool:
    return category.strip().casefold() in one.category.casefold()


def _nothing(asked: str) -> str:
    near = nearest(FUNCTIONS, asked)
    hint = f" Did you mean {' or '.join(near)}?" if near else " 'tieout functions' lists them all."
    return f"There is no function '{asked}', and none speaks of it; nothing was listed.{hint}"
