"""A line said on a terminal: whatever it repeats of a workbook or a folder moves nothing there."""

from __future__ import annotations

import click

_KEPT = frozenset("\n\t")


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Show a text that may repeat names or cells."""
    click.echo(harmless(text), err=err, nl=nl)


def harmless(text: str) -> str:
    r"""A text without control characters, but for ends of lines and tabs.

    >>> harmless("Night\x1b]0;Shift\x07\n")
    'Night]0;Shift\n'
    """
    return "".join(one for one in text if one in _KEPT or not _is_control(one))


def _is_control(letter: str) -> bool:
    """C0, DEL and C1, and what turns the direction of a line around."""
    code = ord(letter)
    return code < 32 or 127 <= code < 160 or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
