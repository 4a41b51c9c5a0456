"""Field masks: which parts of an answer are wanted, and which parts of a request are meant."""

from __future__ import annotations

import re
from typing import Any

from sheets_emulator.errors import invalid

Tree = dict[str, "Tree"]
"""Names below names; an empty tree means all that is there, `*` stands for every name."""

_TOKEN = re.compile(r"[(),./]|[\w*]+|\S")


def parsed(mask: str) -> Tree:
    """The tree of a mask such as `sheets(properties,data/rowData.values),spreadsheetId`.

    Raises:
        ApiError: it is not a field mask.

    """
    tokens = _TOKEN.findall(mask)
    tree, rest = _several(tokens, 0)
    if rest != len(tokens):
        raise invalid(f"Invalid field selection {mask}")
    return tree


def _several(tokens: list[str], at: int) -> tuple[Tree, int]:
    tree: Tree = {}
    while True:
        at = _one(tokens, at, tree)
        if at < len(tokens) and tokens[at] == ",":
            at += 1
            continue
        return tree, at


def _one(tokens: list[str], at: int, tree: Tree) -> int:
    """Read one path with what stands in its brackets into `tree`; the place after it."""
    here = tree
    new = False
    while True:
        if at >= len(tokens) or not re.match(r"[\w*]", tokens[at]):
            raise invalid(f"Invalid field selection {''.join(tokens)}")
        known = tokens[at] in here
        whole = known and not here[tokens[at]] and not new
        new = not known
        here = here.setdefault(tokens[at], {})
        at += 1
        following = tokens[at] if at < len(tokens) else ""
        if following in {".", "/"}:
            if whole:
                here = {}  # the whole was asked for already: parts of it add nothing
            at += 1
        elif following == "(":
            inner, at = _several(tokens, at + 1)
            if at >= len(tokens) or tokens[at] != ")":
                raise invalid(f"Invalid field selection {''.join(tokens)}")
            if not whole:
                _merge(here, inner)
            return at + 1
        else:
            here.clear()
            return at


def _merge(tree: Tree, more: Tree) -> None:
    for name, below in more.items():
        if name in tree and tree[name] and below:
            _merge(tree[name], below)
        else:
            tree[name] = below


def below(tree: Tree | None, name: str) -> Tree | None:
    """What is wanted of `name`: None when it is not wanted at all, {} when all of it is."""
    if tree is None:
        return None
    if not tree:
        return {}
    return tree.get(name, tree.get("*"))


def kept(value: Any, tree: Tree) -> Any:
    """The parts of a JSON value that the tree names."""
    if not tree:
        return value
    if isinstance(value, list):
        return [kept(item, tree) for item in value]
    if not isinstance(value, dict):
        return value
    found = {}
    for name, item in value.items():
        wanted = below(tree, name)
        if wanted is not None:
            found[name] = kept(item, wanted)
    return found


def meant(request: dict[str, Any]) -> Tree:
    """The tree of a request's `fields`, which every update has to give.

    Raises:
        ApiError: it gives none.

    """
    mask = request.get("fields")
    if not mask or not isinstance(mask, str):
        raise invalid(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    return parsed(mask)


def updated(before: dict[str, Any], given: dict[str, Any], tree: Tree) -> dict[str, Any]:
    """The message after an update: each field named takes the given value, or goes."""
    if not tree or "*" in tree:
        return {name: value for name, value in given.items() if value is not None}
    after = dict(before)
    for name, inner in tree.items():
        value = given.get(name)
        if inner and (isinstance(value, dict) or isinstance(before.get(name), dict)):
            value = updated(before.get(name) or {}, value or {}, inner) or None
        if value is None:
            after.pop(name, None)
        else:
            after[name] = value
    return after
