"""On which line of a TOML file a key stands, which ``tomllib`` does not tell."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import Any, Final

_HEADER = re.compile(r"^\s*(\[\[?)([^\]]+)\]\]?\s*(?:#.*)?$")  # looked at once, however long
_KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*=""")
_WHERE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")

_MOST_DOTS = 200
"""In one line; a key of 50,000 parts would keep the reader busy for minutes, with gigabytes."""

_LONGEST = 4_000_000  # characters; a manifest of 50,000 productions has less

BACKSLASH: Final = "in a folder write / for \\, or put it in single quotes"
"""Within double quotes a \\ begins a letter of another kind: a \\t is a tab."""

Path = tuple[str | int, ...]


def lines_of(text: str) -> dict[Path, int]:
    """Every table and key of a TOML text → its line, counted from 1.

    An array of tables counts from 0: ``("table", 0, "role")``.
    """
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            parts = tuple(part.strip().strip("\"'") for part in header[2].split("."))
            here = ()
            for part in parts[:-1]:
                here = (*here, part)
                if here in counts:
                    here = (*here, counts[here] - 1)
            here = (*here, parts[-1])
            if header[1] == "[[":
                counts[here] = counts.get(here, 0) + 1
                here = (*here, counts[here] - 1)
            found.setdefault(here, number)
        elif key := _KEY.match(line):
            found.setdefault((*here, key[1].strip("\"'")), number)
    return found


def parsed(text: str, most: int = 20) -> tuple[dict[str, Any], tuple[tuple[int, str], ...]]:
    """The TOML text as a dictionary, and its syntax mistakes as (line, what).

    The reader stops at the first mistake; to report all at once, the line is taken out and the
    rest read again.
    """
    lines = text.split("\n")
    if len(text) > _LONGEST:
        return {}, ((0, f"settings are shorter than {_LONGEST:,} characters"),)
    nested = tuple(n for n, line in enumerate(lines, 1) if line.count(".") > _MOST_DOTS)
    if nested:
        return {}, tuple((n, f"more than {_MOST_DOTS} full stops in a line") for n in nested[:most])
    mistakes: list[tuple[int, str]] = []
    while len(mistakes) < most:
        try:
            return tomllib.loads("\n".join(lines), parse_float=Decimal), tuple(mistakes)
        except tomllib.TOMLDecodeError as error:
            where = _WHERE.search(str(error))
            line = int(where[1]) if where and where[1] else len(lines)
            mistakes.append((line, _explained(_WHERE.sub("", str(error)).lower())))
            if not lines or not lines[line - 1].strip():
                return {}, tuple(mistakes)
            lines[line - 1] = ""
        except RecursionError:
            return {}, (*mistakes, (0, "lists or tables stand in one another too deeply"))
    return {}, tuple(mistakes)


def _explained(what: str) -> str:
    r"""A mistake of syntax, with what is usually behind it: ``"P:\shows"``, a folder of Windows."""
    return f"{what}: {BACKSLASH}" if "unescaped '\\'" in what or "invalid hex" in what else what
