"""``@function``: a Python function becomes the spreadsheet function of its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, ParamSpec, TypeVar

from addin.udfs.function import Function, Illegal

P = ParamSpec("P")
R = TypeVar("R")

REGISTERED: Final[dict[str, Function]] = {}
"""What the modules imported so far have registered; hosts read ``catalogue.FUNCTIONS``."""


def function(
    category: str, shows: Mapping[type[Exception], str] | None = None
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a Python function as the spreadsheet function of its name, in capitals.

    Its type hints say what it takes (see ``kinds``), its docstring is its help; a test asks all of
    them whether every host would take them. The Python function stays as it is.

    Args:
        category: the heading it stands under in the function wizard and in the documentation.
        shows: which of Excel's errors its own exceptions become; others are ``#VALUE!``.
    """

    def register(python: Callable[P, R]) -> Callable[P, R]:
        found = Function(python.__name__.upper(), category, python, shows or {})
        if found.name in REGISTERED:
            raise Illegal(f"{found.name} is registered twice")
        REGISTERED[found.name] = found
        return python

    return register
