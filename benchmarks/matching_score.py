"""How good the matches of a problem with known truth are: precision, recall, by kind of case.

*Precision* of confirmed matches is counted in pairs of rows; a set of interchangeable rows counts
each left row once: right if its true partner is in the set. *Recall* counts true pairs: those in a
confirmed match, or among the three best suggestions of one of their rows (the suggestion itself and
its two best rivals).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from addin.reconcile.match import Found

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1; ``kinds`` are recall (automatic, with suggestions) by kind of case.

    ``passes`` are, by strategy and whether it was sure: how many pairs were right, of how many.
    ``rivalled`` is how many confirmed matches have a rival; there must be none.
    """

    precision: float
    recall: float
    recall_with_suggestions: float
    precision_of_suggestions: float
    kinds: Mapping[str, tuple[float, float]]
    passes: Mapping[tuple[str, bool], tuple[int, int]]
    rivalled: int


def score(found: Iterable[Found], truth: Mapping[Pair, str]) -> Score:
    """How good matches are."""
    sure: set[Pair] = set()
    shown: set[Pair] = set()
    passes: dict[tuple[str, bool], tuple[int, int]] = {}
    rivalled = 0
    for one in found:
        if not (one.left and one.right):
            continue
        hits = _hits(one.left, one.right, truth)
        right, of = len(hits), len(one.left) * len(one.right)
        if one.is_set:
            right, of = min(right, len(one.left)), len(one.left)
        before = passes.get((one.by, one.sure), (0, 0))
        passes[one.by, one.sure] = before[0] + right, before[1] + of
        shown |= hits
        if one.sure:
            sure |= hits
            rivalled += one.rivals > 0
        else:
            for left, right_rows in one.others[:2]:
                shown |= _hits(left, right_rows, truth)
    return Score(
        _share(passes, sure=True),
        len(sure) / len(truth),
        len(shown) / len(truth),
        _share(passes, sure=False),
        _by_kind(sure, shown, truth),
        passes,
        rivalled,
    )


def _hits(left: Iterable[int], right: Iterable[int], truth: Mapping[Pair, str]) -> set[Pair]:
    there = tuple(right)
    return {(i, j) for i in left for j in there if (i, j) in truth}


def _share(passes: Mapping[tuple[str, bool], tuple[int, int]], *, sure: bool) -> float:
    counted = [counts for (_, is_sure), counts in passes.items() if is_sure is sure]
    of = sum(count for _, count in counted)
    return sum(right for right, _ in counted) / of if of else 1.0


def _by_kind(
    sure: set[Pair], shown: set[Pair], truth: Mapping[Pair, str]
) -> dict[str, tuple[float, float]]:
    every = Counter(truth.values())
    certain = Counter(truth[pair] for pair in sure)
    listed = Counter(truth[pair] for pair in shown)
    return {
        kind: (certain[kind] / count, listed[kind] / count) for kind, count in sorted(every.items())
    }
