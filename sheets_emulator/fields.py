"""Field masks: which parts of an answer are wanted, and which parts of a request are meant."""

from __future__ import annotations

import re
from typing import Any

from sheets_emulator.errors import invalid

Tree = dict[str, "Tree"]
"""Names below names; an empty tree means all that is there, `*` stands for every name."""

Path = tuple[str, ...]
_NAME = re.compile(r"[\w*]")
_TOKEN = re.compile(r"[(),./]|[\w*]+|\S")


def parsed(mask: str) -> Tree:
    """The tree of a mask such as `sheets(properties,data/rowData.values),spreadsheetId`.

    Raises:
        ApiError: it is not a field mask.

    """
    tokens = _TOKEN.findall(mask)
    paths, rest = _several(tokens, 0)
    if rest != len(tokens):
        raise invalid(f"Invalid field selection {mask}")
    tree: Tree = {}
    for path in paths:
        _insert(tree, path)
    return tree


def _several(tokens: list[str], at: int) -> tuple[list[Path], int]:
    """The paths that are separated by commas from `at` on, and the place after them."""
    paths, at = _one(tokens, at)
    while at < len(tokens) and tokens[at] == ",":
        more, at = _one(tokens, at + 1)
        paths += more
    return paths, at


def _one(tokens: list[str], at: int) -> tuple[list[Path], int]:
    """One path, or as many as its brackets make of it, and the place after it."""
    path: Path = ()
    while True:
        if at >= len(tokens) or not _NAME.match(tokens[at]):
            raise invalid(f"Invalid field selection {''.join(tokens)}")
        path = (*path, tokens[at])
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        if following in {".", "/"}:
            at += 2
        elif following == "(":
            inner, at = _several(tokens, at + 2)
            if at >= len(tokens) or tokens[at] != ")":
                raise invalid(f"Invalid field selection {''.join(tokens)}")
            return [path + part for part in inner], at + 1
        else:
            return [path], at + 1


def _insert(tree: Tree, path: Path) -> None:
    """Add a path; a whole swallows its parts, whichever came first."""
    for name in path[:-1]:
        if name in tree and not tree[name]:
            return
        tree = tree.setdefault(name, {})
    tree[path[-1]] = {}


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
