"""Words that one list puts around names and the other never uses: "CHECKCARD", "LOS ANGELES CA".

They are learnt from the two lists themselves: no bank's habits are written down here. A word is
noise if it stands around many different names of one list, is no word of the other list and the
beginning of none (a name cut short is no noise), or nearly always stands beside such a word.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, pairwise
from typing import Final
from zlib import crc32

_OFTEN: Final = 8
"""Around so many different names at least."""
_ONE_IN: Final = 500
"""And around one of so many."""
_ENOUGH: Final = 20_000
"""Different names, about, that noise is learnt from."""
_NEARLY_ALWAYS: Final = 0.9

Words = tuple[str, ...]


def without_noise(names: Collection[str], others: Collection[str]) -> dict[str, str]:
    """For each name of one list the same without noise at its ends; others are the other list's.

    A name of noise alone is kept as it is.
    """
    if len(names) < _OFTEN:
        return {name: name for name in names}
    asked = [tuple(name.split()) for name in _sample(names)]
    known = {word for name in others for word in name.split()}
    begun = sorted(known)
    often = max(_OFTEN, len(asked) // _ONE_IN)
    front = _noise(asked, begun, often)
    back = _noise([words[::-1] for words in asked], begun, often)
    if not (front or back):
        return {name: name for name in names}
    return {name: _bare(name, front, back) for name in names}


def _sample(names: Collection[str]) -> Iterable[str]:
    """Names enough to learn from, chosen by what they say and not by where they stand."""
    one_in = len(names) // _ENOUGH
    if one_in < 2:
        return names
    return (name for name in names if crc32(name.encode()) % one_in == 0)


def _noise(names: Sequence[Words], others: Sequence[str], often: int) -> set[str]:
    """Words that stand at the front of many names; a name's first word, or one behind such."""
    found: set[str] = set()
    times = Counter(chain.from_iterable(names))
    first = Counter(words[0] for words in names if words)
    left = [words for words in names if words]
    while True:
        asked = {word for word, count in first.items() if count >= often}
        new = {word for word in asked if not _begins_one(word, others)}
        new |= _companions(left, asked, new | found, times)
        if not new - found:
            return found
        found |= new
        first = Counter(_first(words, found) for words in left)
        del first[""]


def _begins_one(word: str, others: Sequence[str]) -> bool:
    """A word of the other list, in order, is this one or begins with it."""
    at = bisect_left(others, word)
    return at < len(others) and others[at].startswith(word)


def _first(words: Words, noise: set[str]) -> str:
    """The first word that is none of these; empty if all are."""
    if words[0] not in noise:
        return words[0]
    return next((word for word in words if word not in noise), "")


def _companions(
    names: Iterable[Words], asked: set[str], noise: set[str], times: Mapping[str, int]
) -> set[str]:
    """Words at the front that nearly always stand before noise: the CA of LOS ANGELES CA."""
    wanted = asked - noise
    if not (wanted and noise):
        return set()
    beside = Counter(
        one
        for words in names
        if not noise.isdisjoint(words)
        for one, two in pairwise(words)
        if two in noise
    )
    return {word for word in wanted if 0 < times[word] * _NEARLY_ALWAYS <= beside[word]}


def _bare(name: str, front: set[str], back: set[str]) -> str:
    words = name.split()
    if words[0] not in front and words[-1] not in back:
        return name
    start, end = 0, len(words)
    while start < end and words[start] in front:
        start += 1
    while end > start and words[end - 1] in back:
        end -= 1
    return " ".join(words[start:end]) or name
