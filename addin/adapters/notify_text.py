"""An alert's text as a service shows it: HTML for mail, Markdown for Teams, fewer lines for others.

A line that is an address is a link, one that begins with a dash a point of a list, the line above
those the name of a production; an empty line parts two productions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit

from addin.domain.within import within

_POINT: Final = "- "
_OPEN: Final = "Open the page"
_MARKS: Final = str.maketrans({letter: f"\\{letter}" for letter in "\\*_~[]()#|`"})
_FONT: Final = (
    "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;"
    "font-size:15px;line-height:1.45;overflow-wrap:anywhere"
)


def as_html(text: str) -> str:
    """The text as the body of a mail: no pictures, no script, no style but its type.

    An address is shown as it is: who reads mail as plain text has the same words.
    """
    inside = "<br>".join(_block(block) for block in text.split("\n\n"))
    return f'<div style="max-width:42em;{_FONT}">{inside}</div>'


def as_markdown(text: str) -> str:
    """The text as Teams reads it: nothing in a name does anything, and links can be pressed."""
    blocks = (block.splitlines() for block in text.split("\n\n"))
    return "\n\n".join(_in_markdown(lines) for lines in blocks if lines)


def bold(line: str) -> str:
    """A line of Markdown that stands out."""
    return f"**{line.translate(_MARKS)}**"


def fitted(text: str, most: int, form: Callable[[str], str] = str) -> str:
    """The text in a form, in so many letters at most: whole lines, and how many are left out."""
    whole = form(text)
    if len(whole) <= most:
        return whole
    lines = text.splitlines()
    for kept in range(len(lines) - 1, 0, -1):
        left = sum(map(bool, lines[kept:]))
        shorter = form(
            "\n".join([*lines[:kept], "", f"And {left} more {'line' if left == 1 else 'lines'}."])
        )
        if len(shorter) <= most:
            return shorter
    room = most
    while room > 0:  # marks of the form take room too
        if len(shorter := form(within(lines[0], room))) <= most:
            return shorter
        room //= 2
    return ""


def _in_markdown(lines: Sequence[str]) -> str:
    """One block; several productions of a line each are points of a list."""
    has_more = _has_more(lines)
    is_list = len(lines) > 1 and not has_more
    told = []
    for line in lines:
        if _is_link(line):
            told.append(f"\n[{_OPEN}]({line})")
        elif line.startswith(_POINT):
            told.append(f"{_POINT}{line.removeprefix(_POINT).translate(_MARKS)}")
        elif is_list:
            told.append(f"{_POINT}{line.translate(_MARKS)}")
        else:
            told.append(f"{bold(line)}\n" if has_more else line.translate(_MARKS))
    return "\n".join(told).replace("\n\n\n", "\n\n").strip()


def _has_more(lines: Sequence[str]) -> bool:
    """Whether the first line is the name of what the others say."""
    return len(lines) > 1 and (lines[1].startswith(_POINT) or _is_link(lines[1]))


def _block(block: str) -> str:
    lines = block.splitlines()
    has_more = _has_more(lines)
    parts = []
    for is_list, those in _grouped(lines):
        if is_list:
            parts.append(_points(those))
        else:
            parts += [_line(line, is_name=has_more and line is lines[0]) for line in those]
    return f"<div>{''.join(parts)}</div>"


def _grouped(lines: Iterable[str]) -> Iterator[tuple[bool, list[str]]]:
    for is_list, those in groupby(lines, lambda line: line.startswith(_POINT)):
        yield is_list, list(those)


def _points(lines: Iterable[str]) -> str:
    points = "".join(f"<li>{escape(line.removeprefix(_POINT))}</li>" for line in lines)
    return f'<ul style="margin:2px 0;padding-left:20px">{points}</ul>'


def _line(line: str, *, is_name: bool) -> str:
    if _is_link(line):
        return f'<div><a href="{escape(line)}">{escape(line)}</a></div>'
    told = f"<strong>{escape(line)}</strong>" if is_name else escape(line)
    return f"<div>{told}</div>"


def _is_link(line: str) -> bool:
    """Whether a line is an address, and that alone: no name has one."""
    if not line.startswith(("https://", "http://")) or not line.isprintable():
        return False
    if any(letter in line for letter in " <>\"'()[]\\`"):
        return False
    try:
        return bool(urlsplit(line).hostname)
    except ValueError:
        return False
