"""Predecessors as planning programs write them in one cell: ``3, 12FS+2, 14SS-1d``."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from functools import lru_cache

from addin.domain.critical_path import NOTHING, Link, LinkKind

_LINK = re.compile(
    r"(?P<task>.+?)\s*(?P<kind>FS|SS|FF|SF)?\s*"
    r"(?:(?P<lag>[+-]\s*\d+(?:\.\d+)?)\s*(?P<unit>[a-z%]*)\.?)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,;\n]")
_DAYS = frozenset({"d", "day", "days"})
_KINDS = {kind.value: kind for kind in LinkKind}


class NoLink(ValueError):
    """A predecessor that cannot be read."""


def links_of(text: str, tasks: Collection[str]) -> tuple[Link, ...]:
    """The links in a cell: names of tasks with, if any, a kind and a lag in days.

    A name that is a task as it stands is taken whole, whatever it ends in. Separators are comma,
    semicolon and line break.

    Raises:
        NoLink: a lag in hours, weeks or per cent: its length depends on a calendar.

    >>> [str(link.kind) + str(link.lag) for link in links_of("12FS+2; A3 SS", {"12", "A3"})]
    ['FS2', 'SS0']
    """
    if not text:
        return ()
    return tuple([_link(part, tasks) for each in _BETWEEN.split(text) if (part := each.strip())])


def _link(text: str, tasks: Collection[str]) -> Link:
    if text in tasks or (match := _LINK.fullmatch(text)) is None:
        return Link(text)
    task, kind, lag, unit = match.groups()
    if unit and unit.casefold() not in _DAYS:
        if task not in tasks:
            return Link(text)
        raise NoLink(f"{text}: lags are in days, such as {task}FS+2")
    link_kind = _KINDS[kind.upper()] if kind else LinkKind.FINISH_START
    return Link(task, link_kind, _days(lag) if lag else NOTHING)


@lru_cache(maxsize=256)
def _days(lag: str) -> Decimal:
    return Decimal(lag.replace(" ", ""))
