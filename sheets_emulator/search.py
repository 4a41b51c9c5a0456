"""The search terms of Drive's files.list, as far as they can be true of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Callable

from sheets_emulator.errors import ApiError

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
Holds = Callable[[str, bool], bool]
"""Whether a condition holds for a file of that name, and in the bin or not."""

_CONDITION = re.compile(
    r"""\s*(?:(?P<name>\w+)\s*(?P<operator>=|!=|contains)\s*
    (?:(?P<quote>["'])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)|(?P<truth>true|false))
    |(?P<in>["'][^"']*["']\s+in\s+parents))\s*(?:and\b|\Z)""",
    re.VERBOSE,
)


def conditions(query: str) -> list[Holds]:
    """The conditions of a search, all of which a file has to meet.

    Raises:
        ApiError: it is not one that this emulator understands.

    """
    found: list[Holds] = []
    at = 0
    while at < len(query):
        match = _CONDITION.match(query, at)
        if match is None:
            raise ApiError(400, f"Invalid Value: {query[at:]}", None, "invalid")
        at = match.end()
        found.append(_condition(match))
    return found


def _condition(match: re.Match[str]) -> Holds:
    if match["in"]:
        return lambda _name, _trashed: False  # there are no folders here
    text = re.sub(r"\\(.)", r"\1", match["text"] or "")
    wanted = match["operator"] != "!="
    if match["name"] == "trashed":
        return lambda _, trashed: (trashed == (match["truth"] == "true")) == wanted
    if match["name"] == "mimeType":
        return lambda _name, _trashed: (text == SPREADSHEET) == wanted
    if match["name"] == "name" and match["operator"] == "contains":
        return lambda name, _: text.casefold() in name.casefold()
    if match["name"] == "name":
        return lambda name, _: (name == text) == wanted
    raise ApiError(400, f"Invalid Value: {match[0].strip()}", None, "invalid")
