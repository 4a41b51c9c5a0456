"""How surely each column means each field, from its heading, its values and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from addin.tables.evidence import Evidence
from addin.tables.fits import fit
from addin.tables.headings import is_known, kind_of_field, normal, quality, shares
from addin.tables.signatures import Signature
from addin.tables.table import Role
from addin.tables.vocabulary import FIELDS

_WEAKEST: Final = 0.32
"""A heading that fits a field less than this does not mean it."""
LABELLED: Final = frozenset({Role.BUDGET, Role.TOPSHEET, Role.BUDGET_VS_ACTUAL, Role.COST_REPORT})
"""Roles whose first column of words holds descriptions, whatever stands over it."""
PLANS: Final = frozenset({Role.BUDGET, Role.TOPSHEET})
"""Roles whose amount may be the sum of the columns before it."""
_LABELS: Final = 0.62
"""How sure the first column of words is the description, under a heading that says little."""
_BARE: Final = 0.66
"""How sure it is under none."""
_ACROSS: Final = 0.7
"""How sure the sum of the columns before it is the amount."""
PERIOD: Final = re.compile(
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}|week|wk|q|quarter|year|fy|day|month"
    r"|mon|tue|wed|thu|fri|sat|sun)?[\s\-']*(?:\d{0,4})(?:[\s/-]+\d{1,4})*(?: 00 00 00)?"
)
"""A heading that is a month, a day, a week or a year: not a word for what a column holds."""
_SPAN: Final = frozenset(["total", "annual", "full", "overall", "ytd"])
"""Words that, before a heading, say over which time it counts."""
_YEAR: Final = re.compile(r"(?:fy)?(?:19|20)?\d\d")
_LEAF: Final = 0.96
"""A heading without the name of its group, or its month, says a little less."""


def likings(
    signature: Signature, evidence: Evidence, named: Mapping[int, str], total: int
) -> Iterator[tuple[tuple[str, int], tuple[float, float]]]:
    """(field, column) → how much the best assignment wants it, and how sure it is by itself."""
    label = _label_column(evidence) if signature.role in LABELLED else 0
    meant: dict[str, list[tuple[int, float]]] = {}
    for column, heading in named.items():
        leaf = evidence.leaves.get(column, "")
        for name, share in _shares(heading, leaf, signature.role).items():
            if share >= _WEAKEST:
                meant.setdefault(name, []).append((column, share))
    for name in FIELDS[signature.role]:
        liking = 1.0 + 0.05 * signature.weight.get(name, 0.5)
        for column, share in meant.get(name, ()):
            fits = fit(name, evidence.profiles[column])
            if fits >= _WEAKEST:
                whole = _wholeness(named[column], named) if kind_of_field(name) == "money" else 1.0
                place = 1.0 - 0.0002 * column  # of two that say the same, the first
                yield (name, column), (share * fits * liking * whole * place, share * fits)
        if (
            name == "description"
            and label
            and quality(named.get(label, ""), name, signature.role) < 0.5
        ):
            share = _LABELS if label in named else _BARE
            yield (name, label), (share * 0.8, share)
        if name == "amount" and total and signature.role in PLANS:
            own = quality(named.get(total, ""), name, signature.role)
            if own < _ACROSS:
                yield (name, total), (_ACROSS * liking, _ACROSS)


def _wholeness(heading: str, named: Mapping[int, str]) -> float:
    """More than 1 for figures of the whole, less for those of a month or a quarter of it."""
    if _is_whole(heading):
        return 1.04
    if not any(PERIOD.fullmatch(word) and not word.isdecimal() for word in heading.split()):
        return 1.0
    said = _behind_period(heading)
    told_whole = any(_is_whole(other) and _behind_period(other) == said for other in named.values())
    return 0.5 if told_whole else 0.97


def _is_whole(heading: str) -> bool:
    return "total" in heading.split() or "annual" in heading.split() or "to date" in heading


@lru_cache(maxsize=16384)
def _shares(heading: str, leaf: str, role: Role) -> Mapping[str, float]:
    """How sure a heading means each field, with or without the name of its group of columns."""
    found = shares(heading, role)
    for said in (normal(leaf), _without_period(heading)):
        if said:
            less = {name: _LEAF * share for name, share in shares(said, role).items()}
            names = [*found, *(name for name in less if name not in found)]
            found = {name: max(found.get(name, 0.0), less.get(name, 0.0)) for name in names}
    return found


def _without_period(heading: str) -> str:
    """What a heading says behind ``January`` or before ``2026``; else nothing."""
    rest = _behind_period(heading)
    return "" if rest == heading or is_known(heading) else rest


@lru_cache(maxsize=4096)
def _behind_period(heading: str) -> str:
    words = heading.replace("year to date", "ytd").replace("to date ", "ytd ").split()
    while words and not words[0].isdecimal() and (words[0] in _SPAN or PERIOD.fullmatch(words[0])):
        del words[0]
    while words and _YEAR.fullmatch(words[-1]):
        del words[-1]
    return " ".join(words)


def _label_column(evidence: Evidence) -> int:
    """The first of the first columns that holds words in most rows; 0 if none does.

    Codes are labels too where nothing stands over them: work packages and tasks, say.
    """
    nameless = 0
    for column in sorted(evidence.profiles)[:4]:
        held = evidence.profiles[column]
        if held.words < 0.5 or held.filled < 0.5:
            continue
        if held.codes < 0.5:
            return column
        if column not in evidence.headings and not nameless:
            nameless = column
    return nameless
