"""A docstring as the help that people see: what it is, each argument, examples, source."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import Final

_SECTION: Final = re.compile(r"(?m)^(Args|Returns|Raises|Examples?|Source):[ \t]*$")
_ARGUMENT: Final = re.compile(r"(?m)^    \*?(\w+): ")
_EXAMPLE: Final = re.compile(r"(?m)^    =")
_GIVES: Final = " gives "


@dataclass(frozen=True, slots=True)
class Example:
    """A formula with constants, and what it gives, both in Excel's English spelling.

    ``gives`` is a number, ``"text"``, ``TRUE``, ``2026-03-14``, ``#N/A`` or an array:
    ``{1,"a";2,"b"}``.
    """

    formula: str
    gives: str


@dataclass(frozen=True, slots=True)
class Help:
    """What a docstring says."""

    summary: str
    more: str
    arguments: dict[str, str]
    examples: tuple[Example, ...]
    source: str


def help_of(docstring: str) -> Help:
    """The parts of a docstring, each on one line but ``more``.

    An example is one line, ``=COST_EFC(1, 2, 3) gives 6``, or goes on in lines indented further.
    """
    head, *rest = _SECTION.split(inspect.cleandoc(docstring))
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    summary, _, more = head.strip().partition("\n\n")
    texts = _ARGUMENT.split(sections.get("Args", ""))[1:]
    arguments = {name: _line(text) for name, text in zip(texts[::2], texts[1::2], strict=True)}
    shown = sections.get("Example", "") + sections.get("Examples", "")
    examples = tuple(_example(_line(text)) for text in _EXAMPLE.split(shown)[1:])
    return Help(
        _line(summary), more.strip(), arguments, examples, _line(sections.get("Source", ""))
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _example(text: str) -> Example:
    formula, gives, result = text.rpartition(_GIVES)
    return Example(f"={formula}" if gives else f"={text}", result if gives else "")
