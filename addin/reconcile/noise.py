"""Words that one list puts around names and the other never uses: "CHECKCARD", "LOS ANGELES CA".

They are learnt from the two lists themselves: no bank's habits are written down here. A word is
noise if it stands around many different names of one list, is no word of the other list and the
beginning of none (a name cut short is no noise), or nearly always stands beside such a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
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
    begun = {word[:end] for word in known for end in range(1, len(word) + 1)}
    often = max(_OFTEN, len(asked) // _ONE_IN)
    front = _noise(asked, known, begun, often)
    back = _noise([words[::-1] for words in asked], known, begun, often)
    if not (front or back):
        return {name: name for name in names}
    return {name: " ".join(_bare(tuple(name.split()), front, back)) or name for name in names}


def _sample(names: Collection[str]) -> Iterable[str]:
    """Names enough to learn from, chosen by what they say and not by where they stand."""
    one_in = len(names) // _ENOUGH
    if one_in < 2:
        return names
    return (name for name in names if crc32(name.encode()) % one_in == 0)


def _noise(names: Iterable[Words], known: set[str], begun: set[str], often: int) -> set[str]:
    """Words that stand at the front of many names; a name's first word, or one behind such."""
    found: set[str] = set()
    every = list(names)
    while True:
        count: Counter[str] = Counter()
        for words in every:
            first = next((word for word in words if word not in found), None)
            if first is not None:
                count[first] += 1
        new = {
            word
            for word, times in count.items()
            if times >= often and word not in known and word not in begun
        }
        new |= _companions(every, {w for w, times in count.items() if times >= often}, new | found)
        if not new - found:
            return found
        found |= new


def _companions(names: Iterable[Words], asked: set[str], noise: set[str]) -> set[str]:
    """Words at the front that nearly always stand before noise: the CA of LOS ANGELES CA."""
    seen: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    for words in names:
        for at, word in enumerate(words):
            if word in asked and word not in noise:
                seen[word] += 1
                beside[word] += at + 1 < len(words) and words[at + 1] in noise
    return {word for word, times in seen.items() if beside[word] >= _NEARLY_ALWAYS * times}


def _bare(words: Words, front: set[str], back: set[str]) -> Words:
    start, end = 0, len(words)
    while start < end and words[start] in front:
        start += 1
    while end > start and words[end - 1] in back:
        end -= 1
    return words[start:end]
