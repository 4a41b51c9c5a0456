"""What the documentation shows can be copied: settings are read, commands and options exist."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from addin.cli import tieout
from addin.settings import read, read_night, read_reports, read_studio

ROOT = Path(__file__).resolve().parents[1]
GENERATED = {"commands.md", "functions.md", "rules.md", "recalculation.md"}
PAGES = [
    ROOT / "README.md",
    *(page for page in sorted((ROOT / "docs").glob("*.md")) if page.name not in GENERATED),
]
FENCE = re.compile(r"^([ ]*)```([a-z]*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
IN_A_SENTENCE = re.compile(r"(?<!`)`tieout ([^`]+)`")
COMMAND = re.compile(r"(?:^|&& )[ ]*(?:\$ )?(?:\S*[/\\])?tieout (.+)$")
BESIDE = re.compile(r"\s{2,}")
"""In a block of text what is said of a command stands beside it, with a gap."""

PROGRAMS = {"sh", "text", "console"}
USUAL = {"history": "show", "sync": "run"}
"""'tieout history MANIFEST' means 'tieout history show MANIFEST'."""

MANIFEST = {"productions", "include", "studio", "reports", "alert"}


class Shown(NamedTuple):
    """A command or settings as they stand on a page."""

    where: str
    text: str


def _blocks(page: Path) -> list[tuple[str, Shown]]:
    text = page.read_text("utf-8")
    found = []
    for match in FENCE.finditer(text):
        indent, kind, body = match.groups()
        line = text.count("\n", 0, match.start()) + 1
        lines = [each.removeprefix(indent) for each in body.splitlines()]
        found.append((kind, Shown(f"{page.name}:{line}", "\n".join(lines))))
    return found


def _settings() -> list[Shown]:
    return [shown for page in PAGES for kind, shown in _blocks(page) if kind == "toml"]


def _typed() -> list[Shown]:
    """Commands that stand on a line of their own, without what is said about them beside."""
    found = []
    for page in PAGES:
        for kind, block in _blocks(page):
            if kind not in PROGRAMS and kind:
                continue
            for line in re.sub(r"\\\n\s*", "", block.text).splitlines():
                if match := COMMAND.search(line):
                    typed = match[1] if kind == "sh" else BESIDE.split(match[1])[0]
                    found.append(Shown(block.where, typed))
    return found


def _mentioned() -> list[Shown]:
    found = []
    for page in PAGES:
        prose = FENCE.sub("", page.read_text("utf-8"))
        found += [
            Shown(page.name, " ".join(match[1].split())) for match in IN_A_SENTENCE.finditer(prose)
        ]
    return found


def _words(typed: str) -> list[str]:
    words = shlex.split(typed.replace("…", ""), comments=True)
    ends = [number for number, word in enumerate(words) if word in {"|", ">", "&&", ";"}]
    return words[: ends[0]] if ends else words


def _found(words: list[str]) -> tuple[click.Context, list[str]]:
    """The command that words name, and its arguments."""
    context = click.Context(tieout, info_name="tieout")
    while isinstance(group := context.command, click.Group):
        named = group.list_commands(context)
        if context.info_name in USUAL and (not words or words[0] not in named):
            words = [USUAL[context.info_name], *words]
        if not words or words[0] in {"--help", "-h", "--version"}:
            return context, words
        command = group.get_command(context, words[0])
        if command is None:
            raise click.UsageError(f"there is no command '{words[0]}'")
        context = click.Context(command, parent=context, info_name=words[0])
        words = words[1:]
    return context, words


def _parsed(typed: str, *, whole: bool) -> None:
    """Hold words against the command they name; nothing is run, and no file is looked for.

    Raises:
        click.UsageError: a command or an option that there is not, or a value an option never has;
            where the command is shown whole, also words it has no use for, and words it lacks.
    """
    context, words = _found(_words(typed))
    command = context.command
    if isinstance(command, click.Group):
        return
    values, rest, _ = command.make_parser(context).parse_args(words)
    for parameter in command.params if whole else ():
        said = values.get(parameter.name or "")
        is_said = bool(said) and said != (None,) and type(said).__name__ != "Sentinel"
        if parameter.required and not is_said:
            raise click.MissingParameter(ctx=context, param=parameter)
        if is_said and isinstance(parameter.type, click.Choice):
            for each in [said] if isinstance(said, str) else said or ():
                parameter.type.convert(each, parameter, context)
    if rest and whole:
        raise click.UsageError(f"'{' '.join(rest)}' is too much")


def _ids(shown: list[Shown]) -> list[str]:
    return [f"{each.where} {each.text.splitlines()[0]}" for each in shown]


@pytest.mark.parametrize("shown", _settings(), ids=_ids(_settings()))
def test_settings_that_are_shown_are_read_without_a_mistake(shown):
    """Somebody copies them into a file: every key exists, every value is one it may have."""
    is_manifest = bool(MANIFEST & set(tomllib.loads(shown.text)))
    reader = read_studio.studio if is_manifest else read.settings

    reader(shown.text, shown.where)


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("[studio]", read_studio.STUDIO),
        ("[night]", read_night.NIGHT),
        ("[reports]", read_reports.REPORTS),
        ("[[alert]]", read_studio.ALERT),
    ],
)
def test_every_setting_of_a_night_stands_in_its_table(section, keys):
    """One table for each section, in one place; no key is left out, none stands there in vain."""
    text = (ROOT / "docs" / "nightly.md").read_text("utf-8")
    _, _, settings = text.partition("## All settings")
    _, _, table = settings.partition(f"`{section}`")
    rows = re.search(r"\n\n\|.*?\n\n", table, re.DOTALL)

    assert rows
    said = [line.split("|")[1] for line in rows[0].strip().splitlines()[2:]]
    assert sorted(re.findall(r"`(\w+)`", " ".join(said))) == sorted(keys)


@pytest.mark.parametrize("shown", _typed(), ids=_ids(_typed()))
def test_a_command_on_a_line_of_its_own_can_be_typed(shown):
    """Its command and options exist, nothing that it needs is missing, and nothing is too much."""
    _parsed(shown.text, whole=True)


@pytest.mark.parametrize("shown", _mentioned(), ids=_ids(_mentioned()))
def test_a_command_in_a_sentence_exists_with_its_options(shown):
    """What it works on may be left out there; its name and its options may not be wrong."""
    _parsed(shown.text, whole=False)


@pytest.mark.parametrize(
    "typed", ["nightly studio.toml --no-such", "no-such", "history export nothing x", "trend a b"]
)
def test_what_cannot_be_typed_is_seen(typed):
    """A wrong option, command, choice, or a word too many."""
    with pytest.raises(click.UsageError):
        _parsed(typed, whole=True)
