"""What tells one role from another: ``roles.toml``, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from addin.tables.headings import normal
from addin.tables.table import Role


@dataclass(frozen=True, slots=True)
class Signature:
    """How a role shows itself; ``roles.toml`` says what each entry means."""

    role: Role
    titles: tuple[str, ...]
    tells: frozenset[str]
    needs: tuple[tuple[tuple[str, ...], ...], ...]
    weight: Mapping[str, float]
    against: frozenset[str]
    hush: tuple[str, ...]
    alone: float
    told: float
    plain: bool
    full: float


@cache
def signatures() -> tuple[Signature, ...]:
    """One for each role but unknown."""
    text = resources.files("addin.tables").joinpath("roles.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    every = _titles(content.pop("every"), "hush")
    return tuple(_signature(Role(name), entry, every) for name, entry in content.items())


def _signature(role: Role, entry: Mapping[str, object], every: tuple[str, ...]) -> Signature:
    needs = entry["needs"]
    weight = entry["weight"]
    if not isinstance(needs, list) or not isinstance(weight, dict):
        raise TypeError(f"roles.toml: {role} has no needs or weights")
    return Signature(
        role,
        _titles(entry, "titles"),
        frozenset(_tell(word) for word in _list(entry, "tells")),
        tuple(tuple(tuple(one.split("+")) for one in any_of) for any_of in needs),
        weight,
        frozenset(_list(entry, "not")),
        (*_titles(entry, "hush"), *every),
        float(str(entry.get("alone", 1.0))),
        float(str(entry.get("told", 0.78))),
        bool(entry.get("plain")),
        float(str(entry["full"])),
    )


def _tell(word: str) -> str:
    """Telling headings, normalised; ``=`` asks for the whole heading, ``+`` for both."""
    return "+".join(
        "=" * part.startswith("=") + normal(part.strip("=")) for part in word.split("+")
    )


def _titles(entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    """The longest first: what says most is what a reason should quote."""
    return tuple(sorted({words(title) for title in _list(entry, key)}, key=lambda t: (-len(t), t)))


def _list(entry: Mapping[str, object], key: str) -> list[str]:
    value = entry.get(key, [])
    return [str(one) for one in value] if isinstance(value, list) else []


_SPLIT = re.compile(r"[^a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """A name or title as plain lower-case words, singular, with a blank at both ends.

    >>> words("PO_Log 2026"), words("CashBook")
    (' po log 2026 ', ' cash book ')
    """
    plain = _SPLIT.split(_CAMEL.sub(" ", text).casefold())
    single = [
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
        for word in plain
        if word
    ]
    return f" {' '.join(single)} "


def spoken(among: tuple[str, ...], name: str) -> str:
    """The longest of these words that a name holds, or nothing."""
    said = words(name)
    return next((title.strip() for title in among if title in said), "")
