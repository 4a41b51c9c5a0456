"""Finding a function by its name, by words of its help, or by a name that is nearly right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from addin.udfs.function import Function

NAMESPACE: Final = "TIEOUT."
"""What stands before our names in Excel on the web and on the Mac."""
_NEAR: Final = 0.6


def plain_name(typed: str) -> str:
    """A function's name as it is registered, however a person writes it.

    >>> plain_name(" =tieout.cost_efc( ")
    'COST_EFC'
    """
    name = typed.strip().removeprefix("=").partition("(")[0].strip().upper()
    return name.removeprefix(NAMESPACE)


def search(functions: Iterable[Function], words: str = "") -> tuple[Function, ...]:
    """The functions in whose help all words stand; those with the words in the name come first.

    Words may be parts of words, in any case; without any, every function in its order.
    """
    wanted = words.casefold().replace(NAMESPACE.casefold(), "").split()
    ranked = [(rank, each) for each in functions if (rank := _rank(each, wanted)) is not None]
    return tuple(each for _, each in sorted(ranked, key=lambda pair: pair[0]))


def nearest(functions: Mapping[str, Function], name: str, most: int = 3) -> tuple[str, ...]:
    """The names that are most like a mistyped one, the nearest first."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when a name is mistyped

    return tuple(get_close_matches(plain_name(name), functions, most, _NEAR))


def _rank(each: Function, wanted: Iterable[str]) -> int | None:
    """0 the name itself, 1 in the name, 2 in the summary, 3 elsewhere; None: not there."""
    name, summary = each.name.casefold(), each.summary.casefold()
    rest = " ".join(
        [each.category, each.more, each.source, *(f"{p.name} {p.help}" for p in each.parameters)]
    ).casefold()
    worst = 0
    for word in wanted:
        if word == name:
            rank = 0
        elif word in name:
            rank = 1
        elif word in summary:
            rank = 2
        elif word in rest:
            rank = 3
        else:
            return None
        worst = max(worst, rank)
    return worst
